"""`/review`: the doubtful, each with its reasons and the command that settles it; buttons only for who has signed in."""

import re
from html import unescape

import pytest
from doubtful_stock import ALONE, SAME_DAY, WIRE, doubtful_database
from publish_stock import ANCHOR, FIRST_ROUND, baseline_database, get, page


@pytest.fixture(scope="module")
def doubtful(tmp_path_factory):
    return doubtful_database(tmp_path_factory.mktemp("doubtful"))


def sections(markup):
    """The page's sections by id, tags taken out but for links and commands."""
    plain = unescape(re.sub(r"\s+", " ", markup))
    return {name: body for name, body in re.findall(r'<section aria-labelledby="(near|unsure|reported|event)">(.*?)</section>', plain)}


def commands(body):
    return re.findall(r'<code class="command" translate="no">(.*?)</code>', body)


def test_what_lies_in_the_band_below_the_threshold_is_listed_with_both_commands(doubtful):
    near = sections(page(doubtful, "/review"))["near"]
    assert near.index('href="/item/11"') < near.index('href="/item/7"')  # the nearest to the threshold first
    assert 'href="/item/8"' not in near
    assert "Between 20% and 50%" in near
    assert "Not linked: the probability is 44.0%. What spoke for it most: “関税の影響を探る” (Tariffs + Home side)." in near
    assert "What spoke against it most: Date." in near
    assert commands(near)[:2] == ["tracker correct 11 --link --reason why", "tracker correct 11 --unlink --reason why"]


def test_what_is_linked_but_not_surely_enough_to_open_an_event_is_listed(doubtful):
    unsure = sections(page(doubtful, "/review", "ja"))["unsure"]
    assert "関連あり、ただし不確か" in unsure
    assert "確率50%から80%まで" in unsure
    assert re.findall(r'<h3><a href="/item/(\d+)"', unsure) == ["6"]
    assert "関連ありと判定（確率62.0%）。" in unsure
    assert "tracker correct 6 --unlink --reason '理由'" in commands(unsure)


def test_events_of_one_house_are_listed_newest_first_with_the_nearest_known_ones(doubtful):
    reported = sections(page(doubtful, "/review"))["reported"]
    assert re.findall(r'<h3><a href="/event/([^"]+)"', reported) == [WIRE, ALONE]
    assert SAME_DAY not in reported
    assert "One independent source so far: Nippo (1 report). Near to it: “First round:" in reported
    assert commands(reported)[-4:] == [
        f"tracker correct 10 --event {ALONE} --reason why",
        f"tracker events merge {FIRST_ROUND} {ALONE} --reason why",
        "tracker correct 10 --event none --reason why",
        "tracker correct 10 --unlink --reason why",
    ]
    assert 'href="/timeline?from=2026-10-03&to=2026-10-09"' in reported


def test_an_item_whose_event_was_decided_narrowly_is_listed(doubtful):
    event = sections(page(doubtful, "/review"))["event"]
    assert re.findall(r'<h3><a href="/item/(\d+)"', event) == ["4"]
    assert "It reports this event with a probability of 57.0%." in event
    assert "What joined it most: Persons in common (Ryosei Akazawa, Scott Bessent)." in event
    assert "What spoke against it most: Days (it names other days)." in event
    assert commands(event) == [f"tracker correct 4 --event {WIRE} --reason why", "tracker correct 4 --event none --reason why"]


def test_one_kind_alone_in_one_language_and_its_possible_values(doubtful):
    found = sections(page(doubtful, "/review?kind=near&lang=en"))
    assert list(found) == ["near"]
    assert re.findall(r'<h3><a href="/item/(\d+)"', found["near"]) == ["7"]
    japanese = sections(page(doubtful, "/review?lang=ja"))
    assert re.findall(r'<h3><a href="/event/([^"]+)"', japanese["reported"]) == [ALONE]
    for query in ("kind=all", "lang=fr", "anchor=none", "kind=near&after=x~y"):
        (response,) = get(doubtful, f"/review?{query}")
        assert response.status_code == 400, query


def test_a_kind_goes_on_page_by_page(doubtful):
    rest = sections(page(doubtful, "/review?kind=near&after=0.44~11"))["near"]
    assert re.findall(r'<h3><a href="/item/(\d+)"', rest) == ["7"]
    older = sections(page(doubtful, f"/review?kind=reported&after=2026-10-08~{WIRE}"))["reported"]
    assert re.findall(r'<h3><a href="/event/([^"]+)"', older) == [ALONE]


def test_nobody_sees_a_form_and_a_post_is_refused(doubtful):
    for lang in ("en", "ja"):
        markup = page(doubtful, "/review", lang)
        assert "<form" not in markup
        assert "<button" not in markup
        assert f'<html lang="{lang}">' in markup


def test_with_the_baseline_alone_nothing_is_in_doubt(tmp_path):
    markup = page(baseline_database(tmp_path), "/review", "ja")
    assert markup.count("確認を待つものはありません。") == 5


def test_the_texts_of_strangers_stay_texts(doubtful):
    assert "<b>bus</b>" not in page(doubtful, "/review?lang=en")
    assert ANCHOR not in "".join(commands(page(doubtful, "/review")))  # the default anchor need not be named


def test_an_items_own_page_says_how_to_correct_it(doubtful):
    unlinked, linked = (unescape(page(doubtful, f"/item/{number}")) for number in (7, 4))
    assert commands(unlinked) == ["tracker correct 7 --link --reason why"]
    assert "Why it does not belong here" in unlinked
    assert commands(linked) == [
        "tracker correct 4 --unlink --reason why",
        "tracker correct 4 --relation negotiation --reason why",
        "tracker correct 4 --event none --reason why",
    ]
