"""The timeline as page, JSON and CSV: each filter of the contract, as links and as a form."""

import csv
import io
import json
import re
from html import unescape

import pytest
from publish_stock import ANCHOR, FIRST_ROUND, OPENED, baseline_database, filled_database, get, page

CONTRACT = (
    "event_id", "anchor_id", "date", "timezone", "relation", "title_en", "title_ja", "topics", "status", "items", "outlets", "families",
    "known_from", "last_change_at",
)  # fmt: skip


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    return baseline_database(tmp_path_factory.mktemp("bare"))


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    return filled_database(tmp_path_factory.mktemp("filled"))


def rows(database, query=""):
    (response,) = get(database, f"/timeline.json{query}")
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == "application/json; charset=utf-8"
    return response.json()


def test_the_json_is_a_plain_list_of_the_views_rows_newest_first(bare):
    found = rows(bare)
    assert len(found) == 113
    assert tuple(found[0])[: len(CONTRACT)] == CONTRACT
    assert [row["date"] for row in found] == sorted((row["date"] for row in found), reverse=True)
    assert [row["event_id"] for row in rows(bare, "?order=oldest")] == [row["event_id"] for row in found][::-1]


def test_the_csv_has_the_same_rows(bare):
    (response,) = get(bare, "/timeline.csv?topic=autos")
    assert response.headers["content-type"] == "text/csv; charset=utf-8"
    found = list(csv.DictReader(io.StringIO(response.text)))
    assert [row["event_id"] for row in found] == [row["event_id"] for row in rows(bare, "?topic=autos")]
    assert "autos" in json.loads(found[0]["topics"])


@pytest.mark.parametrize(
    ("query", "holds"),
    [
        ("?relation=agreement", lambda row: row["relation"] == "agreement"),
        ("?relation=agreement&relation=anchor", lambda row: row["relation"] in ("agreement", "anchor")),
        ("?topic=energy", lambda row: "energy" in row["topics"]),
        ("?actor=person.akazawa", lambda row: "person.akazawa" in row["actor_ids"]),
        ("?product=autos", lambda row: "autos" in row["products"]),
        ("?lang=ja", lambda row: "ja" in row["langs"]),
        ("?status=baseline", lambda row: row["status"] == "baseline"),
        ("?from=2025-04-16&to=2025-04-16", lambda row: row["date"] == "2025-04-16"),
        ("?q=関税", lambda row: True),
        ("?thread=negotiation-rounds", lambda row: True),
        ("?as_of=2025-07-01", lambda row: row["known_from"][:10] <= "2025-07-02"),
        (f"?anchor={ANCHOR}", lambda row: row["anchor_id"] == ANCHOR),
        ("?relation=measure&topic=autos&from=2025-05-01", lambda row: row["relation"] == "measure" and "autos" in row["topics"]),
    ],
)
def test_each_filter_leaves_what_it_names_in_every_form(filled, query, holds):
    found = rows(filled, query)
    assert found
    assert all(holds(row) for row in found)
    listed = re.findall(r'<h3><a href="/event/([^"?]+)["?]', page(filled, f"/timeline{query}"))
    assert listed == [row["event_id"] for row in found]


@pytest.mark.parametrize("query", ["", "?topic=autos&relation=measure", "?q=関税&from=2025-05-01&order=oldest", "?as_of=2025-07-01"])
def test_the_page_as_sql_gives_the_same_events(filled, query):
    markup = page(filled, f"/timeline{query}")
    href = unescape(re.search(r'<li><a href="(/tracker[^"]+)">SQL</a>', markup)[1])
    path, _, rest = href.partition("?")
    (response,) = get(filled, f"{path}.json?{rest}&_shape=array")
    assert {row["event_id"] for row in response.json()} == {row["event_id"] for row in rows(filled, query)}


def test_filters_that_leave_nothing_say_so(filled):
    assert rows(filled, "?q=zzzzqqq") == []
    assert "No event fits." in page(filled, "/timeline?q=zzzzqqq")
    assert "該当する出来事はありません。" in page(filled, "/timeline?q=zzzzqqq", "ja")


def test_events_stand_in_their_phases_with_the_day_counted_from_the_anchor(filled):
    markup = page(filled, "/timeline?order=oldest&relation=anchor&relation=agreement&thread=negotiation-rounds")
    assert markup.index("The rounds of talks") < markup.index("The deal, not yet on paper")
    assert "day 0" in markup
    assert "day +97" in markup


def test_each_title_comes_in_the_readers_language_with_the_other_beside_it(filled):
    english, japanese = page(filled, f"/event/{FIRST_ROUND}"), page(filled, f"/event/{FIRST_ROUND}", "ja")
    assert re.search(r'<h1><span lang="en">First round', english)
    assert re.search(r'<p class="original" lang="ja">初の関税協議', english)
    assert re.search(r'<h1><span lang="ja">初の関税協議', japanese)
    only = page(filled, f"/event/{OPENED}")
    assert '<h1><span lang="ja">関税率を引き下げ</span> <span class="only">in Japanese only</span></h1>' in only


def test_the_form_holds_what_is_asked_and_links_take_single_filters_off(filled):
    markup = page(filled, "/timeline?topic=autos&relation=measure&q=関税")
    assert '<option value="autos" selected>' in markup
    assert '<option value="measure" selected>' in markup
    assert 'name="q" value="関税"' in markup
    assert 'href="/timeline?relation=measure&amp;q=%E9%96%A2%E7%A8%8E"' in markup
    assert 'href="/timeline.json?topic=autos&amp;relation=measure&amp;q=%E9%96%A2%E7%A8%8E"' in markup


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("relation=mesure", "/timeline?relation=measure"),
        ("topic=cars", "/timeline?topic=autos"),
        ("lang=xx", "/timeline?lang=ja"),
        ("order=up", "/timeline?order=oldest"),
        ("anchor=none", f"/timeline?anchor={ANCHOR}"),
        ("status=merged", "/timeline?status=confirmed"),
        ("from=yesterday", "2025-04-16"),
        ("to=2025-13-01", "2025-04-16"),
        ("as_of=soon", "2025-04-16"),
        ("ui=fr", "/timeline?ui=ja"),
    ],
)
def test_a_value_that_there_is_not_is_refused_with_what_is_possible(filled, query, said):
    for lang in ("en", "ja"):
        (response,) = get(filled, f"/timeline?{query}", headers={"accept-language": lang})
        assert response.status_code == 400
        assert said in response.text
        assert f'<html lang="{lang}">' in response.text
    (response,) = get(filled, f"/timeline.json?{query}")
    assert response.status_code == 400
    assert response.json()["ok"] is False


def test_more_events_than_a_page_holds_are_reached_by_a_link(filled):
    first = page(filled, "/timeline?after=2025-04-16~zzz")
    assert "17 April 2025" not in first
    assert "16 April 2025" in first
