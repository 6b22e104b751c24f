"""Traps 12, 14 to 16, 20, 32, 35 to 40 and 43: sources as they really are, through the poller to what is stored."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest
from conftest import Answer, FeedServer
from polled_tracker import Tracker, rss

from feeds.types import Source

TALKS = ("talks-1", "Akazawa meets Trump as tariff talks begin", "Japan's negotiator met President Trump at the White House.")
BALL = ("sport-1", "Baseball: Carp win again", "Hiroshima beat Hanshin 4-1.")
HEAD = "<?xml version='1.0' encoding='UTF-8'?><rss version='2.0'><channel><title>News</title><link>https://news.example/</link>"


def item(title: str, link: str = "", guid: str = "", date: str = "", text: str = "") -> str:
    parts = {"title": title, "link": link, "guid": guid, "pubDate": date, "description": text}
    return "<item>" + "".join(f"<{name}>{value}</{name}>" for name, value in parts.items() if value) + "</item>"


def feed(*items: str, head: str = HEAD) -> str:
    return f"{head}{''.join(items)}</channel></rss>"


def polled(tracker: Tracker, server: FeedServer, *bodies: str) -> list[tuple[str, int, int]]:
    """Poll a new source `en` once for each body, every two hours; outcome, items new and items revised."""
    tracker.add_feed("en", server.url + "/en.xml", lang="en")
    found = []
    for body in bodies:
        server.put("/en.xml", body)
        found += [(report.outcome, report.items_new, report.items_revised) for report in tracker.poll("en").reports]
        tracker.later(hours=2)
    return found


def test_trap_12_ten_entries_of_one_guid_are_ten_items_whichever_way_round_they_stand(tmp_path: Path, feed_server: FeedServer) -> None:
    tracker = Tracker(tmp_path)
    ten = [item(f"Story {n}", f"https://news.example/{n}.html", "the-same", text=f"Words {n}.") for n in range(10)]
    edited = [item("Story 3, edited", "https://news.example/3.html", "the-same", text="Words 3."), *ten[:3], *ten[4:]]
    eleventh = item("Story 10", "https://news.example/10.html", "the-same", text="Words 10.")
    assert polled(tracker, feed_server, feed(*ten), feed(*reversed(ten)), feed(*edited), feed(eleventh, *edited)) == [
        ("changed", 10, 0), ("unchanged", 0, 0), ("changed", 0, 1), ("changed", 1, 0)
    ]  # fmt: skip
    assert tracker.rows("SELECT count(*), count(DISTINCT url) FROM items") == [(11, 11)]
    assert tracker.rows("SELECT from_revision IS NOT NULL, kind FROM changes") == [(1, "edited")]


def test_trap_14_an_entrys_address_is_not_asked_so_that_no_redirect_can_join_strangers(tmp_path: Path, feed_server: FeedServer) -> None:
    tracker = Tracker(tmp_path)
    for name in "ab":
        feed_server.answers[f"/{name}.html"] = Answer(b"", 302, {"Location": "/"}, conditional=False)
    entries = [item(f"Story {name}", f"{feed_server.url}/{name}.html") for name in "ab"]
    polled(tracker, feed_server, feed(*entries), feed(*entries))
    assert {asked.path for asked in feed_server.asked} == {"/en.xml"}
    assert tracker.one("SELECT count(DISTINCT publication_key) FROM items") == 2


@pytest.mark.parametrize("status", [301, 302])
def test_trap_14_a_watched_page_that_leads_to_the_front_page_gets_no_revision(
    tmp_path: Path, feed_server: FeedServer, status: int
) -> None:
    tracker = Tracker(tmp_path)
    page = "<html><body><main><p>The rate on cars is {}.</p></main></body></html>"
    tracker.add(Source("page", feed_server.put("/rates/cars", page.format("24 %"), content_type="text/html"), "page", selector="main"))
    tracker.poll("page")
    feed_server.put("/", page.format("among our many subjects"), content_type="text/html")
    feed_server.answers["/rates/cars"] = Answer(b"", status, {"Location": "/"}, conditional=False)
    tracker.later(hours=25)
    assert [report.outcome for report in tracker.poll("page").reports] == ["no_content"]
    tracker.later(hours=25)
    feed_server.put("/rates/cars", page.format("15 %"), content_type="text/html")
    tracker.poll("page")
    assert tracker.rows("SELECT body FROM revisions ORDER BY id") == [("The rate on cars is 24 %.",), ("The rate on cars is 15 %.",)]
    assert tracker.one("SELECT url FROM sources WHERE id = 'page'") == feed_server.url + "/rates/cars"


def test_trap_15_dates_are_stored_as_stated_and_the_feeds_own_date_edits_nothing(tmp_path: Path, feed_server: FeedServer) -> None:
    tracker = Tracker(tmp_path, now=datetime.fromisoformat("2025-11-24T03:00:00+00:00"))
    dates = ("2025年4月16日", "2025.04.16", "令和7年4月16日", "Wed, 16 Apr 2025 21:00:00 JST", "2026-03-01T00:00:00+09:00", "soon")
    entries = [item(f"Story {n}", f"https://news.example/{n}", date=date) for n, date in enumerate(dates)]
    built = "<lastBuildDate>{}</lastBuildDate>"
    first, later = (HEAD + built.format(f"Mon, 24 Nov 2025 1{n}:00:00 +0900") for n in (1, 2))
    assert polled(tracker, feed_server, feed(*entries, head=first), feed(*entries, head=later)) == [("changed", 6, 0), ("unchanged", 0, 0)]
    assert tracker.rows("SELECT published_date, published_precision, published_at, zone_from, published_raw FROM items ORDER BY url") == [
        ("2025-04-16", "day", "2025-04-15T15:00:00Z", "feed", dates[0]),
        ("2025-04-16", "day", "2025-04-15T15:00:00Z", "feed", dates[1]),
        ("2025-04-16", "day", "2025-04-15T15:00:00Z", "feed", dates[2]),
        ("2025-04-16", "second", "2025-04-16T12:00:00Z", "text", dates[3]),
        ("2026-03-01", "second", "2026-02-28T15:00:00Z", "text", dates[4]),
        (None, "none", None, "assumed", dates[5]),
    ]
    ahead_or_none = "SELECT DISTINCT sort_at FROM items WHERE published_date > '2026' OR published_date IS NULL"
    assert tracker.rows(ahead_or_none) == [("2025-11-24T03:00:00Z",)]


def test_trap_16_a_document_that_is_cut_off_edits_nothing(tmp_path: Path, feed_server: FeedServer) -> None:
    tracker = Tracker(tmp_path)
    entries = [item(f"A long enough headline {n}", guid=f"g{n}", text=f"Words of story {n}.") for n in range(4)]
    whole = feed(*entries)
    cuts = [whole.index(marker) + len(marker) for marker in ("<guid>g2", "headline 3", "</guid><desc", "Words of st")]
    found = polled(tracker, feed_server, whole, *(whole[:cut] for cut in cuts), feed("<item><guid>g0</guid></item>", *entries[1:]), whole)
    assert found[0] == ("changed", 4, 0)
    assert all((new, revised) == (0, 0) for _, new, revised in found[1:]), found
    assert tracker.rows("SELECT count(*), (SELECT count(*) FROM revisions), (SELECT count(*) FROM changes) FROM items") == [(4, 4, 0)]


def test_trap_20_a_rate_of_two_characters_matters_and_a_whole_footer_does_not(tmp_path: Path, feed_server: FeedServer) -> None:
    tracker = Tracker(tmp_path)
    page = "<html><body><main><p>The tariff on cars from Japan is {} percent.</p><footer><p>{}</p></footer></main></body></html>"
    old, new = "Copyright 2025 The Ministry. All rights reserved.", "Copyright 2026 The Ministry. All rights reserved. Share this page."
    tracker.add(Source("en", feed_server.url + "/page", "page", selector="main", lang="en"))
    for rate, foot in (("24", old), ("24", new), ("15", new)):
        feed_server.put("/page", page.format(rate, foot), content_type="text/html")
        tracker.poll("en")
        tracker.later(hours=25)
    assert tracker.rows("SELECT kind, material FROM changes ORDER BY id") == [("edited", 0), ("edited", 1)]


def test_trap_32_a_feed_that_froze_is_stale_by_its_own_rhythm_though_it_answers(tmp_path: Path, feed_server: FeedServer) -> None:
    tracker = Tracker(tmp_path)
    days = [item(f"News of {day} April", f"https://news.example/{day}", date=f"2025-04-{day:02}T00:00:00Z") for day in range(8, 17)]
    tracker.add_feed("en", feed_server.put("/en.xml", feed(*reversed(days))))
    seen = []
    for _ in range(12):
        tracker.poll("en")
        seen.append((tracker.now.day, tracker.one("SELECT state FROM sources WHERE id = 'en'")))
        tracker.later(hours=25)
    assert seen[0][1] == seen[5][1] == "ok"
    assert next(day for day, state in seen if state == "stale") in (23, 24), seen
    assert {state for _, state in seen[-3:]} == {"stale"}
    fresh = item("News again", "https://news.example/new", date=tracker.now.strftime("%Y-%m-%dT%H:%M:%SZ"))
    feed_server.put("/en.xml", feed(fresh, *reversed(days)))
    tracker.poll("en")
    assert tracker.one("SELECT state FROM sources WHERE id = 'en'") == "ok"


def test_trap_35_an_old_item_that_is_pinned_first_hides_nothing(tmp_path: Path, feed_server: FeedServer) -> None:
    tracker = Tracker(tmp_path)
    pinned = item("Welcome to our feed", "https://news.example/2009", date="2009-06-01T00:00:00Z")
    days = [item(f"News of {day} April", f"https://news.example/{day}", date=f"2025-04-{day:02}T00:00:00Z") for day in range(12, 18)]
    assert polled(tracker, feed_server, feed(pinned, *days[:5]), feed(pinned, days[5], *days[:5])) == [("changed", 6, 0), ("changed", 1, 0)]
    assert tracker.one("SELECT state FROM sources WHERE id = 'en'") == "ok"


def test_trap_36_what_states_no_date_has_none(tmp_path: Path, feed_server: FeedServer) -> None:
    tracker = Tracker(tmp_path)
    assert polled(tracker, feed_server, feed(*(item(f"Story {n}", f"https://news.example/{n}") for n in range(3)))) == [("changed", 3, 0)]
    assert tracker.rows("SELECT DISTINCT published_at, published_date, published_precision, sort_at FROM items") == [
        (None, None, "none", "2025-04-17T03:00:00Z")
    ]


def test_trap_37_a_counter_at_a_guid_makes_no_new_item(tmp_path: Path, feed_server: FeedServer) -> None:
    tracker = Tracker(tmp_path)

    def story(counter: int) -> str:
        return item("Trump's tariffs", "https://www.bbc.example/news/c1", f"https://www.bbc.example/news/c1#{counter}", text="Words.")

    assert polled(tracker, feed_server, *(feed(story(counter)) for counter in (0, 1, 2, 0))) == [
        ("changed", 1, 0), ("unchanged", 0, 0), ("unchanged", 0, 0), ("unchanged", 0, 0)
    ]  # fmt: skip


def test_trap_37_what_leaves_a_ranking_and_returns_is_the_same_item(tmp_path: Path, feed_server: FeedServer) -> None:
    tracker = Tracker(tmp_path)
    ranked = [item(f"Story {n}", f"https://news.example/{n}", f"g{n}") for n in range(8)]
    found = polled(tracker, feed_server, feed(*ranked[:5]), feed(*ranked[2:7]), feed(*ranked[:5]), feed(ranked[7], *ranked[:4]))
    assert [new for _, new, _ in found] == [5, 2, 0, 1]
    assert tracker.rows("SELECT count(*), (SELECT count(*) FROM revisions), (SELECT count(*) FROM changes) FROM items") == [(8, 8, 0)]
    assert tracker.one("SELECT count(*) FROM items WHERE withdrawn_at IS NOT NULL") == 0


def test_trap_37_validators_that_change_without_a_new_item_write_nothing(tmp_path: Path, feed_server: FeedServer) -> None:
    tracker = Tracker(tmp_path)
    for n in range(3):
        feed_server.put("/en.xml", rss(TALKS), conditional=False)
        feed_server.answers["/en.xml"].headers["ETag"] = f'"{n}"'
        if n == 0:
            tracker.add_feed("en", feed_server.url + "/en.xml")
        tracker.poll("en")
        tracker.later(hours=2)
    assert [asked.headers.get("if-none-match") for asked in feed_server.asked] == [None, '"0"', '"1"']
    assert tracker.rows("SELECT outcome FROM polls ORDER BY id") == [("changed",), ("unchanged",), ("unchanged",)]


def test_trap_38_tracking_parameters_and_schemes_make_no_second_item(tmp_path: Path, feed_server: FeedServer) -> None:
    tracker = Tracker(tmp_path)
    addresses = (
        "http://news.example/a?utm_source=rss&amp;utm_medium=feed", "https://news.example/a", "https://news.example/a?utm_campaign=x#top"
    )  # fmt: skip
    found = polled(tracker, feed_server, *(feed(item("Trump's tariffs", address, text="Words.")) for address in addresses))
    assert [new for _, new, _ in found] == [1, 0, 0]
    assert tracker.rows("SELECT canonical_url, publication_key FROM items") == [("https://news.example/a", "news.example/a")]


def test_trap_38_a_sources_query_is_part_of_its_address_and_copies_share_a_publication(tmp_path: Path, feed_server: FeedServer) -> None:
    tracker = Tracker(tmp_path)
    story = feed(item("Trump's tariffs", "https://news.example/a?utm_source=rss", text="Words."))
    for name, query in (("rss", "?format=rss"), ("xml", "?outputType=xml&b=%7e"), ("bare", "")):
        tracker.add_feed(name, feed_server.put(f"/feed{query}", story))
    tracker.poll("rss", "xml", "bare")
    assert sorted(asked.path for asked in feed_server.asked) == ["/feed", "/feed?format=rss", "/feed?outputType=xml&b=%7e"]
    assert tracker.rows("SELECT count(*), count(DISTINCT publication_key) FROM items") == [(3, 1)]


RDF = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel rdf:about="https://news.example/"><title>News</title><link>https://news.example/</link></channel>
<item rdf:about="https://news.example/1"><title>関税</title><link>https://news.example/1</link></item></rdf:RDF>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><id>urn:x</id><entry><id>urn:x:1</id><title>関税</title>
<link href="https://news.example/1"/></entry></feed>"""


@pytest.mark.parametrize(
    ("path", "content_type", "body"),
    [
        ("/a.rdf", "text/html", RDF),
        ("/b.rdf", "application/rdf+xml", feed(item("関税", "https://news.example/1"))),
        ("/c.rdf", "text/plain", ATOM),
        ("/d.html", "text/html; charset=utf-8", feed(item("関税", "https://news.example/1"))),
        ("/e.xml", "application/json", ATOM),
    ],
)
def test_trap_39_the_root_element_decides_what_is_read(
    tmp_path: Path, feed_server: FeedServer, path: str, content_type: str, body: str
) -> None:
    tracker = Tracker(tmp_path)
    tracker.add_feed("en", feed_server.put(path, body, content_type=content_type))
    assert [(report.outcome, report.items_new) for report in tracker.poll("en").reports] == [("changed", 1)]
    assert tracker.rows("SELECT title, url FROM items") == [("関税", "https://news.example/1")]


TITLE = "関税交渉〜赤沢氏「①ﾄﾗﾝﾌﾟ大統領と㈱」髙"


@pytest.mark.parametrize(
    ("encoding", "declared", "header"),
    [
        ("cp932", "Shift_JIS", "text/xml; charset=Shift_JIS"),
        ("cp932", "Shift_JIS", "text/xml"),
        ("cp932", "Shift_JIS", "text/xml; charset=utf-8"),
        ("cp932", "UTF-8", "text/xml"),
        ("cp932", "", "text/xml"),
        ("euc_jis_2004", "EUC-JP", "text/xml; charset=EUC-JP"),
        ("euc_jis_2004", "UTF-8", "text/xml; charset=utf-8"),
        ("euc_jis_2004", "", "text/xml"),
        ("utf-8", "Shift_JIS", "text/xml"),
    ],
)
def test_trap_40_japanese_encodings_come_out_whole_however_they_are_declared(
    tmp_path: Path, feed_server: FeedServer, encoding: str, declared: str, header: str
) -> None:
    title = TITLE if encoding != "euc_jis_2004" else "関税交渉、赤沢氏「ﾄﾗﾝﾌﾟ大統領と会談」"
    title = title.replace("〜", "～") if encoding == "cp932" else title
    head = HEAD.replace(" encoding='UTF-8'", f" encoding='{declared}'" if declared else "")
    body = feed(item(title, "https://news.example/1", text="日米両政府は関税をめぐり協議を続けている。" * 4), head=head)
    tracker = Tracker(tmp_path)
    tracker.add_feed("ja", feed_server.put("/ja.xml", body.encode(encoding), content_type=header), lang="ja")
    tracker.poll("ja")
    assert tracker.rows("SELECT title FROM revisions") == [(title,)]
    assert "両政府は関税" in str(tracker.one("SELECT summary FROM revisions"))


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ('[{"id": "1", "t": "Duties", "u": "/a/1", "d": "1744848000000"}]', {"items": ""}),
        ('callback([{"id": "1", "t": "Duties", "u": "/a/1", "d": "1744848000000"}]);', {"items": ""}),
        ('{"data": {"rows": [{"id": 1, "t": "Duties", "u": "a/1", "d": "1744848000000"}]}}', {"items": "/data/rows"}),
    ],
)
def test_trap_43_json_of_each_shape_is_read(tmp_path: Path, feed_server: FeedServer, body: str, fields: dict[str, str]) -> None:
    tracker = Tracker(tmp_path)
    pointers = {**fields, "id": "/id", "title": "/t", "url": "/u", "date": "/d"}
    address = feed_server.put("/api", body, content_type="application/json")
    tracker.add(Source("en", address, "json_api", json_fields=pointers, homepage="https://news.example/"))
    tracker.poll("en")
    stored = ("1", "Duties", "https://news.example/a/1", "2025-04-17T00:00:00Z")
    assert tracker.rows("SELECT guid, title, url, published_at FROM items") == [stored]


def test_trap_43_a_yearly_file_is_asked_by_its_new_name_on_1_january(tmp_path: Path, feed_server: FeedServer) -> None:
    tracker = Tracker(tmp_path, now=datetime.fromisoformat("2025-12-31T20:00:00+00:00"))
    rows = {year: json.dumps([{"id": f"{year}-{n}", "title": f"Notice {n} of {year}"} for n in range(3)]) for year in (2025, 2026)}
    for year, body in rows.items():
        feed_server.put(f"/list-{year}.json", body, content_type="application/json")
    pointers = {"items": "", "id": "/id", "title": "/title"}
    tracker.add(Source("en", feed_server.url + "/list-{year}.json", "json_api", json_fields=pointers))
    for _ in range(3):
        tracker.poll("en")
        tracker.later(hours=3)
    assert [asked.path for asked in feed_server.asked] == ["/list-2025.json", "/list-2025.json", "/list-2026.json"]
    assert tracker.one("SELECT count(*) FROM items") == 6
    assert tracker.one("SELECT url FROM sources WHERE id = 'en'") == feed_server.url + "/list-{year}.json"
