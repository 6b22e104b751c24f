"""Feeds, calendars and data of every filter state, read back by parsers that know nothing of this program."""

from __future__ import annotations

import csv
import io
import json
from contextlib import closing
from datetime import date, timedelta
from xml.etree import ElementTree

import feedparser
import pytest
from icalendar import Calendar
from publish_stock import ANCHOR, FIRST_ROUND, OPENED, SCRIPT, filled_database, get

from db.queries.timeline import TimelineFilter, timeline_sql
from db.store.connect import read_connection

STATES = ("", "?topic=autos", "?relation=agreement", "?thread=autos-parts", "?q=関税&lang=ja", "?from=2025-07-01&to=2025-09-30",
          "?as_of=2025-07-01")  # fmt: skip
NS = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    return filled_database(tmp_path_factory.mktemp("feeds"))


def with_ui(path, lang="en"):
    return f"{path}{'&' if '?' in path else '?'}ui={lang}"


def feed_of(database, path, lang="en"):
    (response,) = get(database, with_ui(path, lang))
    assert response.status_code == 200, response.text
    assert response.headers["content-type"].startswith("application/atom+xml")
    found = feedparser.parse(response.content, response_headers={"content-type": "application/atom+xml; charset=utf-8"})
    assert not found.bozo
    ElementTree.fromstring(response.content)
    return found


def calendar_of(database, path, lang="en"):
    (response,) = get(database, with_ui(path, lang))
    assert response.status_code == 200, response.text
    assert max(map(len, response.content.split(b"\r\n"))) <= 75
    return Calendar.from_ical(response.content)


def states_that_are(database):
    threads = get(database, "/tracker/threads.json?_shape=array&_col=id")[0].json()
    return [state.replace("autos-parts", threads[0]["id"]) for state in STATES]


def test_every_state_is_the_same_events_in_every_form(database):
    for state in states_that_are(database):
        (rows,) = get(database, f"/timeline.json{state}")
        ids = [row["event_id"] for row in rows.json()]
        (lines,) = get(database, f"/timeline.jsonl{state}")
        assert [json.loads(line) for line in lines.text.splitlines()] == rows.json()
        (table,) = get(database, f"/timeline.csv{state}")
        assert [row["event_id"] for row in csv.DictReader(io.StringIO(table.text))] == ids
        entries = feed_of(database, f"/timeline.atom{state}").entries
        assert {entry.link.rpartition("/")[2].partition("?")[0] for entry in entries} <= set(ids)
        assert len(entries) == min(len(ids), 100)
        urls = [str(event["url"]) for event in calendar_of(database, f"/timeline.ics{state}").walk("VEVENT")]
        assert set(ids) <= {url.rpartition("/")[2].partition("?")[0] for url in urls}


def test_a_feed_goes_on_page_by_page_until_every_event_was_told_once(database):
    path, seen = "/timeline.atom?ui=en", []
    while path:
        (response,) = get(database, path)
        found = feedparser.parse(response.content)
        seen += [entry.id for entry in found.entries]
        path = next((link.href for link in found.feed.links if link.rel == "next"), "").removeprefix("http://localhost")
    assert len(seen) == len(set(seen)) == len(get(database, "/timeline.json")[0].json())


def test_entries_are_stable_over_languages_addresses_and_servers(database):
    english, japanese = feed_of(database, "/timeline.atom"), feed_of(database, "/timeline.atom", "ja")
    assert [entry.id for entry in english.entries] == [entry.id for entry in japanese.entries]
    assert english.feed.id == japanese.feed.id
    assert all(entry.id.startswith("urn:uuid:") for entry in english.entries)
    assert english.entries[0].title != japanese.entries[0].title
    (elsewhere,) = get(database, "/timeline.atom", headers={"host": "tariffs.example.org"})
    assert "http://tariffs.example.org/event/" in elsewhere.text
    assert [entry.id for entry in feedparser.parse(elsewhere.content).entries] == [entry.id for entry in english.entries]
    (forged,) = get(database, "/timeline.atom", headers={"host": 'evil"><script>'})
    assert "evil" not in forged.text


def test_the_newest_change_comes_first_and_dates_the_feed(database):
    found = feed_of(database, "/timeline.atom")
    moments = [entry.updated_parsed for entry in found.entries]
    assert moments == sorted(moments, reverse=True)
    assert found.feed.updated_parsed == moments[0]


def test_a_feed_walks_along_an_index_and_sorts_nothing(database):
    with closing(read_connection(database)) as conn:
        for after in (None, ("2026-01-01", "x")):
            sql, values = timeline_sql(TimelineFilter(order="changed", limit=101, after=after), ANCHOR)
            plan = [row[3] for row in conn.execute(f"EXPLAIN QUERY PLAN {sql}", values)]
            assert "SEARCH e USING INDEX events_changed" in plan[0]
            # Of each event, the walk over those merged into it, which begins with the event itself.
            assert [step for step in plan if "SCAN" in step] == ["SCAN CONSTANT ROW", "SCAN p", "SCAN p"]
            assert not any("FOR ORDER BY" in step for step in plan)


def test_the_feed_of_an_event_has_its_reports_and_what_they_changed(database):
    entries = feed_of(database, f"/event/{OPENED}.atom").entries
    links = [entry.link for entry in entries]
    assert links[0].partition("?")[0].endswith(f"/event/{OPENED}")
    assert sum("/item/" in link for link in links) == 3
    assert any("/changes/" in link for link in links)
    assert all(entry.link.startswith("http://localhost/") for entry in entries)


def test_what_strangers_wrote_stays_text_in_feeds_and_calendars(database):
    (response,) = get(database, f"/event/{OPENED}.atom?ui=en")
    tree = ElementTree.fromstring(response.content)
    titles = [node.text for node in tree.iterfind("a:entry/a:title", NS)]
    assert any(SCRIPT in (title or "") for title in titles)
    assert "<script" not in response.text
    hrefs = [node.get("href") for node in tree.iter("{http://www.w3.org/2005/Atom}link")]
    assert not any("javascript:" in href for href in hrefs)
    for node in tree.iterfind("a:entry/a:summary", NS):
        assert len(node.text) < 2000


def test_a_feed_of_changes_tells_material_ones_unless_asked_otherwise(database):
    told = feed_of(database, "/changes.atom").entries
    rows = get(database, "/changes.json?material=1")[0].json()
    assert [entry.link.partition("?")[0] for entry in told] == [f"http://localhost{row['path']}" for row in rows]
    assert len(feed_of(database, "/changes.atom?material=").entries) == len(get(database, "/changes.json")[0].json())
    (lines,) = get(database, "/changes.jsonl")
    assert [json.loads(line) for line in lines.text.splitlines()] == get(database, "/changes.json")[0].json()


def test_a_thread_has_a_feed_and_an_unknown_one_has_none(database):
    for row in get(database, "/tracker/threads.json?_shape=array&_col=id")[0].json():
        ids = {one["event_id"] for one in get(database, f"/timeline.json?thread={row['id']}")[0].json()}
        entries = feed_of(database, f"/thread/{row['id']}.atom").entries
        assert {entry.link.rpartition("/")[2].partition("?")[0] for entry in entries} == ids
    assert [one.status_code for one in get(database, "/thread/no.atom", "/event/no.atom", "/timeline.ics?topic=no")] == [404, 404, 400]


def test_trap_28_a_calendar_has_whole_days_that_are_the_events_own(database):
    rows = {row["event_id"]: row for row in get(database, "/timeline.json")[0].json()}
    days = reversed(calendar_of(database, "/timeline.ics").walk("VEVENT"))
    found = {str(one["url"]).rpartition("/")[2].partition("?")[0]: one for one in days}
    first = found[FIRST_ROUND]
    assert first["dtstart"].params["VALUE"] == "DATE"
    for name, row in rows.items():
        start, end = found[name].decoded("dtstart"), found[name].decoded("dtend")
        assert type(start) is date
        if row["date_precision"] == "day":
            assert (start.isoformat(), end - start) == (row["date"], timedelta(days=1))
        assert found[name].decoded("dtstamp") == found[name].decoded("last-modified")
        assert found[name]["sequence"] >= 0


def test_a_calendars_entries_keep_their_names_and_tell_what_is_ahead(database):
    english, japanese = (list(calendar_of(database, "/timeline.ics", lang).walk("VEVENT")) for lang in ("en", "ja"))
    assert [str(one["uid"]) for one in english] == [str(one["uid"]) for one in japanese]
    assert len({str(one["uid"]) for one in english}) == len(english)
    ahead = [one for one in english if one.decoded("dtstart") > date(2026, 10, 10)]
    assert ahead
    past = calendar_of(database, "/timeline.ics?as_of=2025-07-01").walk("VEVENT")
    assert all(one.decoded("dtstart") <= date(2025, 7, 1) for one in past)


def test_a_spreadsheet_gets_its_mark_and_no_formula(database):
    plain, marked = get(database, "/timeline.csv", "/timeline.csv?bom=1")
    assert marked.content == b"\xef\xbb\xbf" + plain.content
    assert get(database, "/changes.csv?bom=1")[0].content.startswith(b"\xef\xbb\xbf")
    page = get(database, "/timeline?topic=autos&ui=ja")[0].text
    assert 'href="/timeline.csv?topic=autos&amp;bom=1&amp;ui=ja">Excel用CSV</a>' in page


@pytest.mark.parametrize("path", ["/timeline?topic=autos", f"/event/{OPENED}", "/changes"])
def test_pages_say_in_their_heads_where_their_feeds_are_and_each_address_answers(database, path):
    page = get(database, path)[0].text
    head = page.partition("</head>")[0]
    lines = [line for line in head.splitlines() if 'rel="alternate" type=' in line]
    links = [line.partition('href="')[2].partition('"')[0].replace("&amp;", "&") for line in lines]
    assert any(".atom" in link for link in links)
    for response in get(database, *links):
        assert response.status_code == 200


@pytest.mark.parametrize("path", ["/no.atom", "/no.ics", "/event/no.atom", "/thread/no.atom", "/timeline.ics?topic=no"])
def test_the_address_of_a_feed_that_there_is_not_is_answered_in_plain_words_of_both_languages(database, path):
    for lang in ("en", "ja"):
        (response,) = get(database, path, headers={"accept-language": lang})
        assert response.status_code in (400, 404) and response.headers["content-type"] == "text/plain; charset=utf-8"
        in_japanese = [any("ぁ" <= char <= "ん" for char in part) for part in response.text.strip().split("\n\n")]
        assert in_japanese == [lang == "ja", lang != "ja"] and "{" not in response.text
