"""Traps 1, 7, 9, 17, 33, 34, 41: sources that fail, block, or answer with something else, through the poller."""

from __future__ import annotations

import asyncio
import time
from contextlib import AsyncExitStack
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import Answer, FeedServer
from polled_tracker import Tracker, rss
from raw_http import Asked, reply, serving

from db.queries.sources import due_sources
from db.store.connect import open_store
from feeds.types import Source
from tracker.instants import instant_of, text_of
from tracker.poller import Round
from tracker.service import open_poller

TALKS = ("talks-1", "Akazawa meets Trump as tariff talks begin", "Japan's negotiator met President Trump at the White House.")
BALL = ("sport-1", "Baseball: Carp win again", "Hiroshima beat Hanshin 4-1.")
HTML = "<html><head><title>{0}</title></head><body><h1>{0}</h1><p>Nothing to read here.</p></body></html>"


def state(tracker: Tracker, name: str = "en") -> object:
    return tracker.one("SELECT state FROM sources WHERE id = ?", name)


def until_due(tracker: Tracker, name: str = "en") -> float:
    """Move the clock to a source's next check; how many hours that was."""
    due = instant_of(str(tracker.one("SELECT next_check_at FROM sources WHERE id = ?", name)))
    hours = (due - tracker.now).total_seconds() / 3600
    tracker.now = due
    return hours


def test_trap_01_fifty_failures_in_a_row_give_nobody_up(tmp_path: Path, feed_server: FeedServer) -> None:
    tracker = Tracker(tmp_path)
    tracker.add_feed("en", feed_server.put("/en.xml", rss(BALL)), lang="en")
    tracker.poll("en")
    last_ok = tracker.now
    until_due(tracker)
    too_many = Answer(b"", 429, {"Retry-After": "7200"}, False)
    for answer in [Answer(b"", 502, conditional=False)] * 20 + [too_many] * 20 + [Answer(drop=True)] * 10:
        feed_server.answers["/en.xml"] = answer
        assert [report.source_id for report in tracker.poll().reports] == ["en"], "it was not due when it said that it would be"
        assert state(tracker) == "failing"
        assert 0 < until_due(tracker) <= 24
    assert tracker.one("SELECT failures FROM sources WHERE id = 'en'") == 20 * 0.5 + 20 * 0.5 + 10 * 0.25
    assert tracker.one("SELECT enabled FROM sources WHERE id = 'en'") == 1

    feed_server.put("/en.xml", rss(BALL, TALKS))
    assert [(report.outcome, report.items_new) for report in tracker.poll().reports] == [("changed", 1)]
    assert tracker.rows("SELECT cause, from_at, to_at, attempts FROM coverage_gaps WHERE source_id = 'en'") == [
        ("down", text_of(last_ok), text_of(tracker.now), 50)
    ]
    assert tracker.rows("SELECT state, failures, last_error FROM sources WHERE id = 'en'") == [("ok", 0.0, None)]
    assert until_due(tracker) <= 1.1


def test_trap_01_a_name_that_is_not_found_is_a_small_failure(tmp_path: Path, feed_server: FeedServer) -> None:
    tracker = Tracker(tmp_path)
    tracker.add_feed("lost", "http://feeds.nowhere.invalid/rss.xml")
    tracker.add_feed("en", feed_server.put("/en.xml", rss(BALL)))
    done = tracker.poll()
    assert not done.ours and [report.source_id for report in done.failed] == ["lost"]
    assert tracker.rows("SELECT failures, state FROM sources WHERE id = 'lost'") == [(0.25, "failing")]


@pytest.mark.parametrize(("answer", "sources"), [(Answer(drop=True), 2), (Answer(b"", 503, conditional=False), 5)])
def test_trap_01_when_all_fail_no_failure_is_counted_and_all_are_asked_again_soon(
    tmp_path: Path, feed_server: FeedServer, answer: Answer, sources: int
) -> None:
    tracker = Tracker(tmp_path)
    for n in range(sources):
        tracker.add_feed(f"s{n}", feed_server.put(f"/{n}", rss(BALL)))
        feed_server.answers[f"/{n}"] = answer
    for _ in range(3):
        assert tracker.poll(*(f"s{n}" for n in range(sources))).ours
        tracker.later(hours=1)
    assert tracker.rows("SELECT DISTINCT failures, failed_attempts FROM sources WHERE failing_since IS NOT NULL") == [(0.0, 3)]
    assert "our own network" in str(tracker.one("SELECT next_check_why FROM sources WHERE id = 's0'"))
    for n in range(sources):
        feed_server.put(f"/{n}", rss(TALKS))
    assert len(tracker.poll().reports) == sources
    assert tracker.rows("SELECT DISTINCT cause, from_at, to_at, attempts FROM gaps") == [
        ("down", "2025-04-17T03:00:00Z", "2025-04-17T06:00:00Z", 3)
    ]


def test_trap_07_ten_slow_sources_take_as_long_as_one(tmp_path: Path) -> None:
    async def a_second(asked: Asked, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(1)
        writer.write(reply(rss(BALL).encode()))

    tracker = Tracker(tmp_path)

    async def go() -> tuple[Round, float]:
        async with AsyncExitStack() as stack:
            servers = [await stack.enter_async_context(serving(a_second)) for _ in range(10)]
            tracker.add(*(Source(f"s{n}", server.url("/feed")) for n, server in enumerate(servers)))
            store = stack.enter_context(open_store(tracker.config.db))
            poller = await stack.enter_async_context(open_poller(tracker.config, store, lambda: tracker.now, lambda report: None, 0))
            began = time.monotonic()
            return await poller.round(due_sources(store.conn, text_of(tracker.now))), time.monotonic() - began

    done, took_s = asyncio.run(go())
    assert [report.items_new for report in done.reports] == [1] * 10
    assert took_s < 4


def test_trap_09_a_failure_that_stays_is_told_once_and_its_end_once(tmp_path: Path, feed_server: FeedServer) -> None:
    tracker = Tracker(tmp_path)
    tracker.add_feed("en", feed_server.put("/en.xml", rss(BALL)))
    seen = []
    for status in (200, 404, 404, 404, 404, 404, 200):
        feed_server.put("/en.xml", rss(BALL), status=status)
        tracker.poll("en")
        seen.append(state(tracker))
        tracker.later(hours=5)
    assert [step for step in pairwise(seen) if step[0] != step[1]] == [("ok", "failing"), ("failing", "ok")]
    assert tracker.rows("SELECT cause, to_at IS NOT NULL, attempts FROM gaps") == [("down", 1, 5)]
    assert tracker.one("SELECT count(*) FROM changes") == 0


@pytest.mark.parametrize(
    ("put", "outcome", "called"),
    [
        ({"body": HTML.format("Just a moment..."), "content_type": "text/html"}, "blocked", "blocked"),
        ({"body": HTML.format("Our new site"), "content_type": "text/html"}, "no_content", "failing"),
        ({"body": b"", "status": 202}, "blocked", "blocked"),
        ({"body": b""}, "no_content", "failing"),
        ({"body": b"<rss version='2.0'><channel><title>News</title></channel></rss>"}, "no_content", "ok"),
        ({"body": b"<rss version='2.0'><channel><title>Ne"}, "no_content", "ok"),
    ],
)
def test_traps_17_and_33_what_is_no_feed_leaves_the_last_good_list(
    tmp_path: Path, feed_server: FeedServer, put: dict[str, object], outcome: str, called: str
) -> None:
    tracker = Tracker(tmp_path)
    tracker.add_feed("en", feed_server.put("/en.xml", rss(TALKS, BALL)))
    tracker.poll("en")
    tables = ("items", "revisions", "source_entries", "changes", "item_aliases")
    before = {table: tracker.rows(f"SELECT * FROM {table}") for table in tables}
    tracker.later(hours=25)
    feed_server.put("/en.xml", conditional=False, **put)  # type: ignore[arg-type]
    assert [report.outcome for report in tracker.poll("en").reports] == [outcome]
    assert state(tracker) == called
    assert {table: tracker.rows(f"SELECT * FROM {table}") for table in tables} == before
    tracker.later(hours=25)
    feed_server.put("/en.xml", rss(TALKS, BALL))
    assert [report.outcome for report in tracker.poll("en").reports] == ["unchanged"]
    assert state(tracker) == "ok"


def test_trap_34_empty_three_times_is_a_fault_where_items_are_usual_and_over_when_they_are_back(
    tmp_path: Path, feed_server: FeedServer
) -> None:
    empty = "<rss version='2.0'><channel><title>News</title></channel></rss>"
    tracker = Tracker(tmp_path)
    tracker.add_feed("en", feed_server.put("/en.xml", rss(BALL)))
    tracker.add_feed("quiet", feed_server.put("/quiet.xml", empty))
    seen = []
    for body in (rss(BALL), empty, empty, empty, empty, rss(BALL), empty):
        feed_server.put("/en.xml", body, conditional=False)
        tracker.poll("en", "quiet")
        seen.append(state(tracker))
        assert state(tracker, "quiet") == "ok"
        tracker.later(hours=2)
    assert seen == ["ok", "ok", "ok", "silent", "silent", "ok", "ok"]
    assert tracker.one("SELECT count(*) FROM items") == 1


def test_trap_34_no_matches_without_a_key_are_an_empty_answer(tmp_path: Path, feed_server: FeedServer) -> None:
    """The Federal Register's answer to a search without matches has no `results` at all."""
    tracker = Tracker(tmp_path)
    fields = {"items": "/results", "id": "/document_number", "title": "/title", "url": "/html_url", "date": "/publication_date"}
    address = feed_server.put("/api", '{"count": 0, "description": "none"}', content_type="application/json")
    tracker.add(Source("fr", address, "json_api", json_fields=fields))
    assert [report.outcome for report in tracker.poll("fr").reports] == ["no_content"]
    found = '{"count": 1, "results": [{"document_number": "2025-1", "title": "Duties", "html_url": "https://fr.example/1",'
    feed_server.put("/api", found + ' "publication_date": "2025-04-16"}]}', content_type="application/json")
    tracker.later(hours=2)
    assert [(report.outcome, report.items_new) for report in tracker.poll("fr").reports] == [("changed", 1)]


def test_trap_41_a_block_is_a_state_with_a_back_off_of_its_own_and_no_disguise(tmp_path: Path, feed_server: FeedServer) -> None:
    tracker = Tracker(tmp_path)
    tracker.add_feed("en", feed_server.put("/en.xml", rss(BALL)))
    tracker.add_feed("other", feed_server.put("/other.xml", rss(TALKS)))
    tracker.poll()
    waits = []
    for _ in range(4):
        until_due(tracker)
        feed_server.put("/en.xml", b"Forbidden", status=403)
        assert [report.outcome for report in tracker.poll("en").reports] == ["blocked"]
        assert state(tracker) == "blocked"
        waits.append(until_due(tracker))
    assert waits[0] >= 3 and waits == sorted(waits), "two hours at least, and longer each time"
    agents = {asked.headers["user-agent"] for asked in feed_server.asked}
    assert len(agents) == 1 and agents.pop().startswith("tariff-timeline/")
    feed_server.put("/en.xml", rss(BALL))
    tracker.poll("en")
    assert state(tracker) == "ok"
    assert tracker.rows("SELECT cause, to_at, attempts FROM gaps") == [("blocked", text_of(tracker.now), 4)]


def test_a_round_of_many_is_polled_whole_by_worker_processes(tmp_path: Path, feed_server: FeedServer) -> None:
    """With workers as `run` has them: errors come back as what they are, and nobody's answer gets lost."""
    tracker = Tracker(tmp_path)
    tracker.config = replace(tracker.config, workers=2)
    for n in range(12):
        tracker.add_feed(f"good{n}", feed_server.put(f"/{n}.xml", rss((f"{n}", f"Story {n}", ""))))
    tracker.add_feed("challenge", feed_server.put("/challenge", HTML.format("Just a moment..."), content_type="text/html"))
    tracker.add(Source("selector", feed_server.put("/page", HTML.format("A page"), content_type="text/html"), "page", selector="p["))
    outcomes = {report.source_id: report.outcome for report in tracker.poll().reports}
    assert outcomes == {**{f"good{n}": "changed" for n in range(12)}, "challenge": "blocked", "selector": "error"}
    assert "no CSS selector" in str(tracker.one("SELECT last_error FROM sources WHERE id = 'selector'"))
