"""Search in both languages, from our page and from Datasette's own box."""

import json
import re
from html import unescape
from time import strptime

import pytest
from cli_runs import Cli
from publish_stock import baseline_database, filled_database, get, pack, page


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    return baseline_database(tmp_path_factory.mktemp("bare"))


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    return filled_database(tmp_path_factory.mktemp("filled"))


def holding(word):
    """The baseline's events in whose own texts a word stands, as LIKE would find them."""
    return {e.id for e in pack().events if word in "\n".join((e.title_en or "", e.title_ja or "", e.summary_en or "", e.summary_ja or ""))}


def every_event(database, path):
    """The events of all pages of a search."""
    found = set()
    while path:
        markup = page(database, path)
        found |= set(re.findall(r'href="/event/([^"]+)"', markup))
        path = next(iter(unescape(href) for href in re.findall(r'rel="next" href="([^"]+)"', markup)), "")
    return found


@pytest.mark.parametrize("word", ["関税", "日米", "合意", "赤沢", "投資", "ベッセント", "米", "15%"])
def test_trap_27_datasettes_box_and_our_page_find_japanese_words(bare, word):
    wanted = holding(word)
    assert wanted
    quoted = word.replace("%", "%25")
    (table,) = get(bare, f"/tracker/events.json?_search={quoted}&_shape=array&_size=max")
    found = {row["id"] for row in table.json()}
    assert wanted <= found
    assert every_event(bare, f"/search?q={quoted}&kind=event") == found


def test_hits_are_newest_first_with_the_words_marked_in_both_titles(filled):
    markup = page(filled, "/search?q=tariff")
    assert "<mark>Tariff</mark> refund" in markup
    events, reports = markup.partition(">Events</h2>")[2].split(">Reports</h2>")
    for section in (events, reports):
        dates = [strptime(day, "%d %B %Y") for day in re.findall(r'<p class="meta">(\d+ \w+ \d{4})', section)]
        assert len(dates) > 1 and dates == sorted(dates, reverse=True)
    assert "<mark>関税</mark>" in page(filled, "/search?q=関税", "ja")


@pytest.mark.parametrize("q", ['"', "AND", "NEAR(", "a*b", "-x", "title:x", "' OR 1=1", "%", "　", "(" * 50])
def test_no_query_is_an_error(filled, q):
    (response,) = get(filled, "/search", params={"q": q})
    assert response.status_code == 200
    (response,) = get(filled, "/tracker/events.json", params={"_search": q})
    assert response.status_code == 200


def test_nothing_is_searched_for_before_something_is_asked(filled):
    markup = page(filled, "/search")
    assert "found" not in re.sub(r"<[^>]+>", "", markup.split("</form>")[1]).lower()


@pytest.mark.parametrize(
    ("query", "reports", "events"),
    [
        ("q=tariff", 3, True),
        ("q=tariff&kind=event", 0, True),
        ("q=tariff&kind=item", 3, False),
        ("q=tariff&source=paper", 2, False),
        ("q=tariff&lang=ja&kind=item", 0, False),
        ("q=関税&lang=ja&linked=1", 1, False),
        ("q=tariff&relation=measure&topic=autos", 3, True),
        ("q=tariff&topic=agriculture&kind=item", 0, False),
        ("q=tariff&from=2026-10-09&to=2026-10-09", 3, False),
        ("q=tariff&to=2026-10-08&kind=item", 0, False),
        ("q=tariff&order=relevance", 3, True),
    ],
)
def test_each_filter_leaves_what_it_says(filled, query, reports, events):
    markup = page(filled, f"/search?{query}")
    assert len(set(re.findall(r'<h3><a href="/item/(\d+)"', markup))) == reports
    assert bool(re.findall(r'<h3><a href="/event/', markup)) == events or "from=" in query
    if "&" in query:
        assert 'class="active"' in markup or "order=" in query


def test_a_value_that_there_is_not_is_refused(filled):
    responses = get(filled, "/search?q=a&topic=x", "/search?q=a&from=soon", "/search?q=a&source=x", "/search?q=a&order=x")
    assert [response.status_code for response in responses] == [400] * 4


def test_words_that_are_nowhere_are_searched_by_other_words_for_the_same(bare):
    markup = page(bare, "/search?q=auto+tariffs")
    assert "These very words are nowhere" in markup and "<mark>car tariffs</mark>" in markup and "<mark>自動車関税</mark>" in markup
    assert "These very words" not in page(bare, "/search?q=%22auto+tariffs%22")
    more = page(bare, "/search?q=自動車関税&wide=1", "ja")
    assert "別の語も含めて" in more and "<mark>car tariff" in more


@pytest.mark.parametrize(("kind", "shown"), [("", {"event", "item"}), ("&kind=event", {"event"}), ("&kind=item", {"item"})])
def test_where_only_reports_have_the_words_events_are_found_by_other_words_and_it_is_said(tmp_path, kind, shown):
    cli = Cli(tmp_path)
    cli("init")
    said = {"title": "Toyota hopes for relief as Akazawa meets Trump", "summary": "Japan wants lower auto tariffs."}
    row = {"url": "https://press.test/1", "lang": "en", "published": "2026-10-08", **said}
    (tmp_path / "one.jsonl").write_text(json.dumps(row), encoding="utf-8")
    cli("import", "one.jsonl")
    markup = page(tmp_path / "tracker.db", f"/search?q=auto+tariffs{kind}")
    assert {one for one in ("event", "item") if f"hits-{one}" in markup} == shown
    assert ("No event has these very words" in markup) is ("event" in shown)
    assert ("<mark>car tariffs</mark>" in markup) is ("event" in shown)
    assert "These very words are nowhere" not in markup
    assert ("Other words, too" in markup) is ("item" in shown)


def test_scripts_that_differ_only_in_form_are_the_same(bare):
    found = [every_event(bare, f"/search?kind=event&q={q}") for q in ("15%25", "１５％", "赤澤", "赤沢", "ﾍﾞｯｾﾝﾄ", "ベッセント")]
    assert found[0] == found[1] != set() and found[2] == found[3] != set() and found[4] == found[5] != set()


def test_nothing_found_says_what_to_try(bare):
    markup = page(bare, "/search?q=tarifs")
    assert "Nothing was found" in markup and 'href="/search?q=tariff"' in markup
    markup = page(bare, "/search?q=関税&kind=event&topic=pharma&to=2024-01-01", "ja")
    assert "同じ語で絞り込みなし" in markup


def test_the_canned_query_behind_the_page_gives_the_same_events(bare):
    markup = page(bare, "/search?q=合意&kind=event")
    (address,) = re.findall(r'href="(/tracker/search\.json[^"]*)"', markup)
    (response,) = get(bare, unescape(address) + "&_shape=array")
    assert {row["id"] for row in response.json()} == every_event(bare, "/search?q=合意&kind=event")
