"""The poller as a service, in this process with a clock that the test moves: ticks, sleep, trouble, and a good end."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import FeedServer
from polled_tracker import Tracker, rss
from raw_http import Asked, always, reply, serving

from db.errors import DatabaseUnwritable, SchemaTooOld
from db.store.connect import open_store
from tracker.errors import AlreadyRunning
from tracker.lock import is_locked, poller_lock
from tracker.poller import Report
from tracker.service import Service
from tracker.serving import polling

TALKS = ("talks-1", "Akazawa meets Trump as tariff talks begin", "Japan's negotiator met President Trump at the White House.")
BALL = ("sport-1", "Baseball: Carp win again", "Hiroshima beat Hanshin 4-1.")


def quick(tracker: Tracker, **more: object) -> Tracker:
    tracker.config = replace(tracker.config, **{"tick_s": 0.05, "spread_minutes": 0, **more})  # type: ignore[arg-type]
    return tracker


def served(tracker: Tracker, script: Callable[[list[Report]], Awaitable[None]]) -> list[Report]:
    """Run the service while a script goes on, then stop it; all that it told."""
    told: list[Report] = []

    async def go() -> None:
        stop = asyncio.Event()
        running = asyncio.create_task(Service(tracker.config, lambda: tracker.now, told.append).run(stop))
        await script(told)
        stop.set()
        await running

    asyncio.run(go())
    return told


async def until(condition: Callable[[], object], seconds: float = 10.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not come to that"
        await asyncio.sleep(0.02)


def test_trap_02_a_drip_is_cut_and_holds_up_nobody_in_three_rounds(tmp_path: Path) -> None:
    """A server that sends a byte now and then for ever: cut at the total deadline, all others polled in each of three rounds."""

    async def drip(asked: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        while True:
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.05)

    tracker = quick(Tracker(tmp_path), read_s=5.0, total_s=2.0)
    polled: dict[str, int] = {}

    async def script(told: list[Report]) -> None:
        async with AsyncExitStack() as stack:
            slow = await stack.enter_async_context(serving(drip))
            tracker.add_feed("drip", slow.url("/feed"))
            for n in range(3):
                good = await stack.enter_async_context(serving(always(reply(rss(BALL).encode()))))
                tracker.add_feed(f"good{n}", good.url("/feed"))
            for times in range(1, 4):
                began = time.monotonic()
                await until(lambda times=times: all(sum(r.source_id == f"good{n}" for r in told) >= times for n in range(3)))
                assert time.monotonic() - began < 2, "the drip held up the others"
                polled[f"round {times}"] = sum(r.source_id == "drip" for r in told)
                tracker.later(hours=1.2)
            await until(lambda: any(r.source_id == "drip" for r in told))

    told = served(tracker, script)
    assert polled["round 1"] == 0, "the others were polled while the drip still dripped"
    errors = [report.error for report in told if report.source_id == "drip"]
    assert errors and all("total limit of 2 s" in error for error in errors)


def test_trap_03_after_three_hours_of_sleep_each_source_is_polled_once_and_the_gap_is_told(tmp_path: Path, feed_server: FeedServer) -> None:
    tracker = quick(Tracker(tmp_path))
    for name in ("a", "b"):
        tracker.add_feed(name, feed_server.put(f"/{name}.xml", rss(BALL)))

    async def script(told: list[Report]) -> None:
        await until(lambda: len(told) == 2)
        await asyncio.sleep(0.2)
        asleep_at = tracker.now
        tracker.later(hours=3)
        await until(lambda: len(told) >= 4)
        await asyncio.sleep(0.5)
        assert len(told) == 4, "more than one catch-up poll"
        assert (asleep_at.hour, tracker.now.hour) == (3, 6)

    served(tracker, script)
    assert tracker.rows("SELECT source_id, from_at, to_at, cause FROM gaps ORDER BY source_id") == [
        (name, "2025-04-17T03:00:00Z", "2025-04-17T06:00:00Z", "not_running") for name in ("a", "b")
    ]
    assert tracker.one("SELECT count(*) FROM runs WHERE ended_at IS NOT NULL") == 1


def test_trap_25_a_restart_asks_nobody_again_before_it_is_time(tmp_path: Path, feed_server: FeedServer) -> None:
    tracker = quick(Tracker(tmp_path))
    tracker.add_feed("a", feed_server.put("/a.xml", rss(BALL)))

    async def first(told: list[Report]) -> None:
        await until(lambda: told)

    async def again(told: list[Report]) -> None:
        await asyncio.sleep(0.4)

    served(tracker, first)
    for _ in range(3):
        tracker.later(minutes=15)
        assert served(tracker, again) == []
    assert len(feed_server.asked) == 1
    assert tracker.one("SELECT next_check_at FROM sources WHERE id = 'a'") >= "2025-04-17T04:00:00Z"
    tracker.later(minutes=30)
    served(tracker, first)
    assert len(feed_server.asked) == 2 and "if-none-match" in feed_server.asked[1].headers


def test_a_clock_that_is_set_back_a_year_stops_nothing(tmp_path: Path, feed_server: FeedServer) -> None:
    tracker = quick(Tracker(tmp_path), spread_minutes=1)
    tracker.later(days=365)
    tracker.add_feed("a", feed_server.put("/a.xml", rss(BALL)))

    async def script(told: list[Report]) -> None:
        await asyncio.sleep(0.1)
        tracker.later(minutes=2)
        await until(lambda: told)
        tracker.later(days=-365)
        tracker.add_feed("b", feed_server.put("/b.xml", rss(TALKS)))
        await asyncio.sleep(0.2)
        tracker.later(minutes=2)
        await until(lambda: [report.source_id for report in told].count("a") == 2 and "b" in [report.source_id for report in told])

    served(tracker, script)


def test_a_round_that_can_not_be_stored_asks_nobody_again_at_each_tick(
    tmp_path: Path, feed_server: FeedServer, caplog: pytest.LogCaptureFixture
) -> None:
    tracker = quick(Tracker(tmp_path))
    tracker.add_feed("a", feed_server.put("/a.xml", rss(BALL)))
    with open_store(tracker.config.db) as store:  # every poll is refused, a failed one too
        store.conn.execute("CREATE TRIGGER none BEFORE INSERT ON polls BEGIN SELECT raise(ABORT, 'no room'); END")

    async def script(told: list[Report]) -> None:
        await until(lambda: "nobody is asked for 60 s" in caplog.text)
        await asyncio.sleep(0.5)

    with caplog.at_level(logging.ERROR, "tracker"):
        assert served(tracker, script) == []
    assert len(feed_server.asked) == 1


def test_a_stop_waits_for_the_poll_under_way_and_leaves_no_word_but_its_own(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    tracker = quick(Tracker(tmp_path), tick_s=0.01)

    async def slow(asked: Asked, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.6)
        writer.write(reply(rss(TALKS).encode()))

    async def script(told: list[Report]) -> None:
        server = await stack.enter_async_context(serving(slow))
        tracker.add_feed("a", server.url("/feed"))
        await until(lambda: server.asked)

    stack = AsyncExitStack()

    async def go() -> list[Report]:
        told: list[Report] = []
        async with stack:
            stop = asyncio.Event()
            running = asyncio.create_task(Service(tracker.config, lambda: tracker.now, told.append).run(stop))
            await script(told)
            stop.set()
            await running
        return told

    with caplog.at_level(logging.WARNING):
        assert [report.items_new for report in asyncio.run(go())] == [1]
    assert caplog.records == []
    assert tracker.one("SELECT count(*) FROM event_items") == 1


def test_a_database_of_another_schema_is_not_polled(tmp_path: Path) -> None:
    tracker = quick(Tracker(tmp_path))
    with open_store(tracker.config.db) as store:
        store.conn.execute("PRAGMA user_version = 0")
    with pytest.raises(SchemaTooOld, match="tracker init"):
        asyncio.run(Service(tracker.config, lambda: tracker.now, print).run(asyncio.Event()))


def test_the_pages_are_told_when_the_poller_can_not_go_on_and_end_with_it(tmp_path: Path) -> None:
    tracker = quick(Tracker(tmp_path))
    service = Service(replace(tracker.config, db=tmp_path / "none.db"), lambda: tracker.now, print)
    told: list[Exception] = []
    with polling(service, told.append):
        end = time.monotonic() + 5
        while not told and time.monotonic() < end:
            time.sleep(0.02)
    assert "no database here" in str(told[0]) and len(told) == 1
    with poller_lock(tracker.config.db), polling(Service(tracker.config, lambda: tracker.now, print), told.append):
        while len(told) < 2 and time.monotonic() < end + 5:
            time.sleep(0.02)
    assert isinstance(told[1], AlreadyRunning)


def test_the_lock_is_one_an_exclusive_one_and_tells_what_is_wrong(tmp_path: Path) -> None:
    database = tmp_path / "tracker.db"
    assert not is_locked(database)
    with poller_lock(database):
        assert is_locked(database)
        with pytest.raises(AlreadyRunning, match="process "), poller_lock(database):
            pass
    assert not is_locked(database)
    with pytest.raises(DatabaseUnwritable, match="folder exists"), poller_lock(tmp_path / "no" / "tracker.db"):
        pass
