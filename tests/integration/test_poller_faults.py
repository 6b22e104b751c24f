"""What must not stop a round: a row that can't be stored, a source that is changed or removed meanwhile, another writer, moved pages."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
import time
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from conftest import Answer, FeedServer
from polled_tracker import Tracker, rss

from db.queries.sources import list_sources
from db.store.connect import open_store
from db.store.sources import change_source, disable_source, enable_source, remove_source
from feeds.types import Source
from tracker.errors import PackError
from tracker.poller import Round
from tracker.service import open_poller

TALKS = ("talks-1", "Akazawa meets Trump as tariff talks begin", "Japan's negotiator met President Trump at the White House.")
BALL = ("sport-1", "Baseball: Carp win again", "Hiroshima beat Hanshin 4-1.")
PAGE = "<html><head><title>Tariffs</title></head><body><main><p>The rate on cars is 24 %.</p></main></body></html>"


def poll_while(tracker: Tracker, meanwhile: object) -> Round:
    """A round over what is due, in which something happens after each source was read from the database."""
    with open_store(tracker.config.db) as store:
        rows = [row for row in list_sources(store.conn) if row.enabled]
        store.conn.execute("PRAGMA busy_timeout = 50")

        async def work() -> Round:
            async with open_poller(tracker.config, store, lambda: tracker.now, lambda report: None, 0) as poller:
                meanwhile()  # type: ignore[operator]
                return await poller.round(rows)

        return asyncio.run(work())


@dataclass
class Redirects:
    """Paths of a server that lead on for good."""

    server: FeedServer
    to: dict[str, str] = field(default_factory=dict)

    def move(self, path: str, target: str) -> None:
        self.server.answers[path] = Answer(b"", 301, {"Location": self.server.url + target}, conditional=False)


def test_an_answer_to_what_is_no_longer_asked_is_left_out(tmp_path: Path, feed_server: FeedServer) -> None:
    tracker = Tracker(tmp_path)
    for name in ("kept", "moved", "gone", "off"):
        tracker.add_feed(name, feed_server.put(f"/{name}.xml", rss(TALKS, BALL)))

    def meanwhile() -> None:
        with open_store(tracker.config.db) as store:
            change_source(store, "moved", {"url": "https://elsewhere.example/feed"})
            assert remove_source(store, "gone", "a test")
            disable_source(store, "off", "enough")

    done = poll_while(tracker, meanwhile)
    assert {report.source_id: report.outcome for report in done.reports} == {
        "kept": "changed", "moved": "deferred", "gone": "deferred", "off": "deferred"
    }  # fmt: skip
    assert tracker.rows("SELECT source_id, count(*) FROM items GROUP BY 1") == [("kept", 2)]
    assert tracker.rows("SELECT id, state, etag, next_check_at FROM sources WHERE id IN ('moved', 'off') ORDER BY id") == [
        ("moved", "new", None, None),
        ("off", "off", None, None),
    ]


def test_a_new_selector_that_comes_during_a_poll_is_still_a_new_baseline(tmp_path: Path, feed_server: FeedServer) -> None:
    tracker = Tracker(tmp_path)
    page = PAGE.replace("</main>", "</main><div id='side'><p>Visitors welcome.</p></div>")
    tracker.add(Source("page", feed_server.put("/page", page, content_type="text/html"), "page", selector="main"))
    tracker.poll("page")
    tracker.later(hours=25)
    feed_server.put("/page", page.replace("24", "15"), content_type="text/html")

    def meanwhile() -> None:
        with open_store(tracker.config.db) as store:
            change_source(store, "page", {"selector": "#side"})

    assert [report.outcome for report in poll_while(tracker, meanwhile).reports] == ["deferred"]
    tracker.poll()
    assert tracker.one("SELECT count(*) FROM changes") == 0
    assert tracker.one("SELECT body FROM revisions ORDER BY id DESC LIMIT 1") == "Visitors welcome."


def test_what_was_retrieved_waits_for_another_writer(tmp_path: Path, feed_server: FeedServer) -> None:
    tracker = Tracker(tmp_path)
    tracker.add_feed("en", feed_server.put("/en.xml", rss(TALKS, BALL)))
    other = sqlite3.connect(tracker.config.db, isolation_level=None, check_same_thread=False)
    let_go = threading.Timer(0.6, other.rollback)

    def meanwhile() -> None:
        other.execute("BEGIN IMMEDIATE")
        let_go.start()

    began = time.monotonic()
    done = poll_while(tracker, meanwhile)
    let_go.join()
    other.close()
    assert [(report.outcome, report.items_new) for report in done.reports] == [("changed", 2)]
    assert 0.6 < time.monotonic() - began < 8
    assert len(feed_server.asked) == 1


def test_a_text_that_no_database_takes_costs_its_own_poll_only_and_keeps_its_gap(tmp_path: Path, feed_server: FeedServer) -> None:
    tracker = Tracker(tmp_path)
    tracker.add_feed("bad", feed_server.put("/bad.xml", rss(BALL)))
    tracker.add_feed("good", feed_server.put("/good.xml", rss(TALKS)))
    tracker.poll("bad")
    tracker.later(hours=1)
    with open_store(tracker.config.db) as store:  # a rule that one item of one source breaks
        store.conn.execute(
            "CREATE TRIGGER no_talks BEFORE INSERT ON items WHEN new.source_id = 'bad' BEGIN SELECT raise(ABORT, 'not here'); END"
        )
    feed_server.put("/bad.xml", rss(BALL, TALKS))
    done = tracker.poll("bad", "good")
    assert {report.source_id: report.outcome for report in done.reports} == {"bad": "error", "good": "changed"}
    assert tracker.one("SELECT count(*) FROM items WHERE source_id = 'good'") == 1
    assert tracker.rows("SELECT state, failures, failing_since IS NOT NULL FROM sources WHERE id = 'bad'") == [("failing", 1.0, 1)]
    assert "not here" in str(tracker.one("SELECT last_error FROM sources WHERE id = 'bad'"))

    tracker.later(hours=3)
    with open_store(tracker.config.db) as store:
        store.conn.execute("DROP TRIGGER no_talks")
    tracker.poll("bad")
    assert tracker.one("SELECT count(*) FROM items WHERE source_id = 'bad'") == 2
    assert tracker.rows("SELECT cause, from_at, to_at, attempts FROM gaps WHERE source_id = 'bad'") == [
        ("down", "2025-04-17T03:00:00Z", "2025-04-17T07:00:00Z", 1)
    ]


def test_an_outage_is_closed_also_where_a_person_turned_the_source_off_and_on(tmp_path: Path, feed_server: FeedServer) -> None:
    tracker = Tracker(tmp_path)
    tracker.add_feed("en", feed_server.put("/en.xml", rss(BALL)))
    tracker.poll("en")
    feed_server.put("/en.xml", b"", status=503)
    tracker.later(hours=1)
    tracker.poll("en")
    with open_store(tracker.config.db) as store:
        disable_source(store, "en", "trying")
        enable_source(store, "en")
    feed_server.put("/en.xml", rss(BALL))
    tracker.later(hours=1)
    tracker.poll("en")
    assert tracker.rows("SELECT cause, to_at FROM gaps") == [("down", "2025-04-17T05:00:00Z")]


def test_a_watched_page_that_moves_for_good_stays_one_item(tmp_path: Path, feed_server: FeedServer) -> None:
    tracker, way = Tracker(tmp_path), Redirects(feed_server)
    tracker.add(Source("page", feed_server.put("/old", PAGE, content_type="text/html"), "page", selector="main"))
    tracker.poll("page")
    way.move("/old", "/new")
    feed_server.put("/new", PAGE, content_type="text/html")
    for body in (PAGE, PAGE.replace("24", "15"), PAGE.replace("24", "15")):
        feed_server.put("/new", body, content_type="text/html")
        tracker.later(hours=25)
        tracker.poll("page")
    assert tracker.one("SELECT url FROM sources WHERE id = 'page'") == feed_server.url + "/new"
    assert feed_server.asked[-1].path == "/new"
    assert tracker.one("SELECT count(*) FROM items") == 1
    assert tracker.rows("SELECT kind FROM changes") == [("edited",)]


def test_a_watched_page_that_has_moved_before_it_is_known_is_one_item_too(tmp_path: Path, feed_server: FeedServer) -> None:
    tracker, way = Tracker(tmp_path), Redirects(feed_server)
    way.move("/old", "/new")
    feed_server.put("/new", PAGE, content_type="text/html")
    tracker.add(Source("page", feed_server.url + "/old", "page", selector="main"))
    for body in (PAGE, PAGE, PAGE.replace("24", "15")):
        feed_server.put("/new", body, content_type="text/html")
        tracker.poll("page")
        tracker.later(hours=25)
    assert tracker.one("SELECT url FROM sources WHERE id = 'page'") == feed_server.url + "/new"
    assert tracker.rows("SELECT count(*), (SELECT count(*) FROM revisions), (SELECT count(*) FROM changes) FROM items") == [(1, 2, 1)]


def test_an_entry_without_guid_and_address_keeps_its_revisions(tmp_path: Path, feed_server: FeedServer) -> None:
    tracker = Tracker(tmp_path)

    def feed(text: str) -> str:
        date = "<pubDate>Thu, 17 Apr 2025 09:00:00 GMT</pubDate>"
        item = f"<item><title>Duties on cars</title><description>{text}</description>{date}</item>"
        return f"<rss version='2.0'><channel><title>News</title>{item}<item><title>Other</title></item></channel></rss>"

    tracker.add_feed("en", feed_server.put("/en.xml", feed("They are 24 %.")))
    outcomes = []
    for text in ("They are 24 %.", "They are 15 %.", "They are 15 %."):
        feed_server.put("/en.xml", feed(text))
        outcomes += [(report.outcome, report.items_new, report.items_revised) for report in tracker.poll("en").reports]
        tracker.later(hours=25)
    assert outcomes == [("changed", 2, 0), ("changed", 0, 1), ("unchanged", 0, 0)]
    assert tracker.rows("SELECT kind FROM changes") == [("edited",)]


def test_trap_42_holds_for_lists_that_can_not_be_cut_into_entries(tmp_path: Path, feed_server: FeedServer) -> None:
    def page(letter: str) -> str:
        links = "".join(f"<li><a href='/n/{letter}{n}.html'>A long enough headline {letter}{n}</a></li>" for n in range(5))
        return f"<html><body><main><ul>{links}</ul></main></body></html>"

    tracker = Tracker(tmp_path)
    tracker.add(Source("list", feed_server.put("/list", page("a"), content_type="text/html"), "page", mode="list", selector="li a"))
    for letter in "aab":
        feed_server.put("/list", page(letter), content_type="text/html")
        tracker.poll("list")
        tracker.later(hours=1)
    assert tracker.rows("SELECT cause FROM gaps") == [("overlap_too_low",)]


@pytest.mark.parametrize("steady", [True, False])
def test_trap_01_an_outage_of_ours_blames_no_source_in_small_rounds_either(tmp_path: Path, feed_server: FeedServer, steady: bool) -> None:
    """A steady poller asks one source at a time. Its first failures are counted, for they might be theirs; then it is clear."""
    tracker = Tracker(tmp_path)
    names = [f"s{n}" for n in range(9)]
    for name in names:
        tracker.add_feed(name, "http://127.0.0.1:9/none")
    with open_store(tracker.config.db) as store:
        rows = {row.id: row for row in list_sources(store.conn)}

        async def work() -> list[bool]:
            async with open_poller(tracker.config, store, lambda: tracker.now, lambda report: None, 0) as poller:
                groups = [[name] for name in names] if steady else [names]
                return [(await poller.round([rows[name] for name in group])).ours for group in groups]

        ours = asyncio.run(work())
    assert ours == ([False] * 4 + [True] * 5 if steady else [True])
    assert tracker.one("SELECT sum(failures) FROM sources") == (1.0 if steady else 0.0)


@pytest.mark.parametrize("workers", [0, 2])
def test_a_pack_that_can_not_be_used_is_told_as_what_it_is_and_blames_no_source(
    tmp_path: Path, feed_server: FeedServer, workers: int
) -> None:
    tracker = Tracker(tmp_path)
    tracker.add_feed("en", feed_server.put("/en.xml", rss(TALKS)))
    (tmp_path / "pack").mkdir()
    tracker.config = replace(tracker.config, workers=workers, anchors=(tmp_path / "pack",))
    with pytest.raises(PackError, match=r"anchor\.toml"):
        tracker.poll()
    assert tracker.rows("SELECT state, (SELECT count(*) FROM polls) FROM sources WHERE id = 'en'") == [("new", 0)]


def test_text_that_json_allows_and_no_database_is_stored_as_it_can_be(tmp_path: Path, feed_server: FeedServer) -> None:
    items = r'[{"id": "a\ud83d", "title": "t\ud800"}, {"id": "b", "title": "good"}]'
    body = f'{{"version": "https://jsonfeed.org/version/1.1", "items": {items}}}'
    tracker = Tracker(tmp_path)
    tracker.add_feed("en", feed_server.put("/feed.json", body, content_type="application/feed+json"))
    assert [(report.outcome, report.items_new) for report in tracker.poll().reports] == [("changed", 2)]
    assert tracker.rows("SELECT guid, title FROM items ORDER BY id") == [("a\ufffd", "t\ufffd"), ("b", "good")]
