"""Feeds over three polls: all new, nothing new, edits; and what the polls leave in the database."""

from __future__ import annotations

from pathlib import Path

from polled_tracker import Tracker, rss

from db.store.connect import open_store
from db.store.links import take_relations
from tracker.joining import load_minds
from tracker.relinking import relink

TALKS = ("talks-1", "Akazawa meets Trump as tariff talks begin", "Japan's negotiator met President Trump at the White House on Wednesday.")
TALKS_JA = ("ja-1", "赤沢氏、トランプ大統領と会談 関税交渉", "赤沢経済再生相は16日、ワシントンでトランプ大統領と会談した。")
BALL = ("sport-1", "Baseball: Carp win again", "Hiroshima beat Hanshin 4-1.")


def test_first_poll_stores_all_second_nothing_third_the_edits(tmp_path: Path, feed_server) -> None:
    tracker = Tracker(tmp_path)
    tracker.add_feed("en", feed_server.put("/en.xml", rss(TALKS, BALL)), lang="en", tier="national")
    tracker.add_feed("ja", feed_server.put("/ja.xml", rss(TALKS_JA)), lang="ja", tier="national")
    first = tracker.poll()
    told = sorted((report.source_id, report.outcome, report.items_new) for report in first.reports)
    assert told == [("en", "changed", 2), ("ja", "changed", 1)]

    tracker.later(hours=2)
    second = tracker.poll()
    assert {report.outcome for report in second.reports} == {"not_modified"}
    assert all("if-none-match" in asked.headers for asked in feed_server.asked[2:])
    assert tracker.one("SELECT count(*) FROM revisions") == 3

    tracker.later(hours=2)
    feed_server.put("/en.xml", rss((TALKS[0], "Akazawa meets Trump; no deal as tariff talks begin", TALKS[2]), BALL))
    third = tracker.poll()
    assert {(report.source_id, report.items_new, report.items_revised) for report in third.reports} == {("en", 0, 1), ("ja", 0, 0)}
    assert tracker.rows("SELECT kind, material FROM changes") == [("edited", 1)]
    assert tracker.rows("SELECT seq, title FROM revisions WHERE item_id = 1 ORDER BY seq") == [
        (1, TALKS[1]),
        (2, "Akazawa meets Trump; no deal as tariff talks begin"),
    ]


def test_items_are_linked_with_evidence_and_join_one_event_across_languages(tmp_path: Path, feed_server) -> None:
    tracker = Tracker(tmp_path)
    tracker.add_feed("en", feed_server.put("/en.xml", rss(TALKS, BALL)), lang="en", tier="national")
    tracker.add_feed("ja", feed_server.put("/ja.xml", rss(TALKS_JA)), lang="ja", tier="national")
    tracker.poll()
    linked = dict(tracker.rows("SELECT i.guid, l.linked FROM links l JOIN items i ON i.id = l.item_id"))
    assert linked == {"talks-1": 1, "sport-1": 0, "ja-1": 1}
    assert tracker.rows("SELECT DISTINCT event_id FROM event_items") == [("2025-04-16-akazawa-trump-first-round",)]
    spans = tracker.rows(
        """SELECT CASE e.field WHEN 'title' THEN r.title WHEN 'summary' THEN r.summary ELSE r.body END, e.start, e."end", e.form
        FROM evidence e JOIN links l USING (item_id, anchor_id) JOIN revisions r ON r.id = l.revision_id WHERE e.field IS NOT NULL"""
    )
    assert spans
    assert all(text[start:end] == form for text, start, end, form in spans)


def test_trap_10_a_b_b_is_one_change_and_a_b_a_is_reverted(tmp_path: Path, feed_server) -> None:
    tracker = Tracker(tmp_path)
    edited = (TALKS[0], "Akazawa leaves Washington without a deal", TALKS[2])
    tracker.add_feed("en", feed_server.put("/en.xml", rss(TALKS)), lang="en")
    for item in (TALKS, edited, edited, TALKS):
        feed_server.put("/en.xml", rss(item))
        tracker.poll("en")
        tracker.later(hours=1)
    assert tracker.rows("SELECT kind FROM changes ORDER BY id") == [("edited",), ("reverted",)]
    assert tracker.one("SELECT count(*) FROM revisions") == 3


def test_trap_13_ten_polls_of_one_document_write_nothing_after_the_first(tmp_path: Path, feed_server) -> None:
    tracker = Tracker(tmp_path)
    twins = (TALKS, (TALKS[0] + "b", TALKS[1], TALKS[2]))
    tracker.add_feed("en", feed_server.put("/en.xml", rss(*twins), conditional=False), lang="en")
    tracker.poll("en")
    before = [tracker.rows(f"SELECT * FROM {table}") for table in ("items", "revisions", "source_entries", "links")]
    for _ in range(9):
        tracker.later(hours=1)
        tracker.poll("en")
    assert before == [tracker.rows(f"SELECT * FROM {table}") for table in ("items", "revisions", "source_entries", "links")]
    assert tracker.one("SELECT count(*) FROM polls") == 10


def test_trap_05_a_server_that_keeps_its_etag_is_seen_through_within_a_day(tmp_path: Path, feed_server) -> None:
    tracker = Tracker(tmp_path)

    def put(*items: tuple[str, str, str]) -> str:
        address = feed_server.put("/en.xml", rss(*items), conditional=False)
        feed_server.answers["/en.xml"].headers |= {"ETag": '"always"', "Last-Modified": "Tue, 01 Jan 2041 00:00:00 GMT"}
        feed_server.answers["/en.xml"].always_304 = True
        return address

    tracker.add_feed("en", put(BALL), lang="en")
    tracker.poll("en")
    put(BALL, TALKS)
    while tracker.one("SELECT count(*) FROM items") == 1:
        tracker.later(hours=1)
        assert tracker.now.day < 19, "the item was not found within a day"
        tracker.poll("en")
    assert tracker.one("SELECT validators_trusted FROM sources WHERE id = 'en'") == 0


def test_trap_08_an_error_text_or_an_empty_page_is_no_change(tmp_path: Path, feed_server) -> None:
    tracker = Tracker(tmp_path)
    page = "<html><head><title>Tariffs</title></head><body><main><h1>US tariffs</h1><p>The rate on cars is 24 %.</p></main></body></html>"
    address = feed_server.put("/page", page, content_type="text/html")
    tracker.add_feed("page", address, kind="page", selector="main", lang="en")
    outcomes = []
    for body in (page, "<html><body><p>Sorry</p></body></html>", "", page):
        feed_server.put("/page", body, content_type="text/html")
        outcomes += [report.outcome for report in tracker.poll("page").reports]
        tracker.later(hours=25)
    assert outcomes[0] == "changed"
    assert set(outcomes[1:3]) <= {"no_content", "blocked", "error"}
    assert outcomes[3] == "unchanged"
    assert tracker.one("SELECT count(*) FROM revisions") == 1
    assert tracker.one("SELECT count(*) FROM changes") == 0


def test_trap_18_a_new_selector_is_a_new_baseline_and_no_change(tmp_path: Path, feed_server) -> None:
    tracker = Tracker(tmp_path)
    page = (
        "<html><head><title>Tariffs</title></head><body><main><p>The rate on cars is 24 %.</p></main>"
        "<div id='side'><p>Visitors welcome.</p></div></body></html>"
    )
    address = feed_server.put("/page", page, content_type="text/html")
    tracker.add_feed("page", address, kind="page", selector="main", lang="en")
    tracker.poll("page")
    tracker.later(hours=1)
    tracker.add_feed("page", address, kind="page", selector="#side", lang="en")
    tracker.poll("page")
    assert tracker.one("SELECT count(*) FROM revisions") == 2
    assert tracker.one("SELECT count(*) FROM changes") == 0
    tracker.later(hours=1)
    feed_server.put("/page", page.replace("welcome", "not welcome"), content_type="text/html")
    tracker.poll("page")
    assert tracker.one("SELECT count(*) FROM changes") == 1


def test_trap_42_a_window_without_overlap_is_a_gap(tmp_path: Path, feed_server) -> None:
    tracker = Tracker(tmp_path)
    tracker.add_feed("en", feed_server.put("/en.xml", rss(*[(f"a{n}", f"Story a{n}", "") for n in range(5)])), lang="en")
    tracker.poll("en")
    tracker.later(hours=1)
    feed_server.put("/en.xml", rss(*[(f"b{n}", f"Story b{n}", "") for n in range(5)]))
    tracker.poll("en")
    assert tracker.rows("SELECT source_id, cause, from_at, to_at FROM gaps") == [
        ("en", "overlap_too_low", "2025-04-17T03:00:00Z", "2025-04-17T04:00:00Z")
    ]


def test_410_turns_a_feed_off_and_says_so(tmp_path: Path, feed_server) -> None:
    tracker = Tracker(tmp_path)
    tracker.add_feed("en", feed_server.put("/en.xml", b"", status=410), lang="en")
    tracker.poll()
    assert tracker.rows("SELECT enabled, state FROM sources WHERE id = 'en'") == [(0, "off")]
    assert "410" in str(tracker.one("SELECT off_reason FROM sources WHERE id = 'en'"))
    tracker.later(days=2)
    assert tracker.poll().reports == ()


def test_an_item_takes_the_part_of_its_baseline_event_and_relinking_changes_nothing(tmp_path: Path, feed_server) -> None:
    tracker = Tracker(tmp_path)
    tracker.add_feed("en", feed_server.put("/en.xml", rss(TALKS)), lang="en", tier="national")
    tracker.poll()
    told = "SELECT l.relation, l.own_relation FROM links l JOIN event_items m USING (item_id, anchor_id)"
    with open_store(tracker.config.db) as store:
        with store.atomic():
            store.conn.execute("UPDATE links SET own_relation = 'negotiation', relation = 'negotiation'")
            take_relations(store.conn, [1])
        assert [tuple(row) for row in store.conn.execute(told)] == [("anchor", "negotiation")]
        relink(store, load_minds(()), tracker.now)
        first = [tuple(row) for row in store.conn.execute("SELECT * FROM links")]
        again = relink(store, load_minds(()), tracker.now)
        assert (again.links, again.events) == (0, 0)
        assert first == [tuple(row) for row in store.conn.execute("SELECT * FROM links")]
        assert [row[0] for row in store.conn.execute(told)] == ["anchor"]


def test_a_wire_story_that_a_second_paper_carries_is_known_as_a_copy_at_once(tmp_path: Path, feed_server) -> None:
    tracker = Tracker(tmp_path)
    wire = (TALKS[0], TALKS[1], TALKS[2] + " (Reuters)")
    for name in ("one", "two"):
        tracker.add_feed(name, feed_server.put(f"/{name}.xml", rss(wire)), lang="en", publisher=name, publisher_family=name)
        tracker.poll(name)
    assert tracker.rows("SELECT item_id, copy_of FROM event_items ORDER BY item_id") == [(1, None), (2, 1)]
