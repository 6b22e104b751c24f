"""A round that is cancelled, and cancelled once more while it ends: nothing stays behind as being asked, and the next round does it all."""

from __future__ import annotations

import asyncio
import random
from contextlib import suppress
from pathlib import Path

from conftest import FeedServer
from polled_tracker import Tracker, rss

from db.queries.sources import list_sources
from db.store.connect import open_store
from tracker.service import open_poller

SOURCES, CUTS = 5, 40


async def steps(count: int) -> None:
    """Let the event loop turn so many times."""
    for _ in range(count):
        await asyncio.sleep(0)


def test_a_round_cancelled_twice_at_any_moment_leaves_nothing_in_flight(tmp_path: Path, feed_server: FeedServer) -> None:
    tracker, dice = Tracker(tmp_path), random.Random(4)
    for n in range(SOURCES):
        tracker.add_feed(f"s{n}", feed_server.put(f"/{n}.xml", rss((f"story-{n}", f"Story {n}", "Words."))))

    async def work() -> None:
        with open_store(tracker.config.db) as store:
            async with open_poller(tracker.config, store, lambda: tracker.now, lambda report: None, 0) as poller:
                rows = [row for row in list_sources(store.conn) if row.enabled]
                for _ in range(CUTS):
                    cut = asyncio.create_task(poller.round(rows))
                    await asyncio.sleep(dice.random() * 0.02)
                    await steps(dice.randrange(4))
                    cut.cancel()
                    await steps(dice.randrange(4))
                    cut.cancel()
                    with suppress(asyncio.CancelledError):
                        await cut
                    assert poller.in_flight == frozenset()
                done = await poller.round(rows)
                assert len(done.reports) == SOURCES and not done.failed

    asyncio.run(work())
    assert tracker.rows("SELECT count(*), count(DISTINCT item_key) FROM items") == [(SOURCES, SOURCES)]
    assert tracker.one("SELECT count(*) FROM revisions") == SOURCES


def test_a_round_cancelled_while_it_waits_for_what_it_cancelled_leaves_nothing_in_flight(tmp_path: Path, feed_server: FeedServer) -> None:
    tracker = Tracker(tmp_path)
    tracker.add_feed("s", feed_server.put("/s.xml", rss(("story", "Story", "Words."))))

    async def work() -> None:
        with open_store(tracker.config.db) as store:
            async with open_poller(tracker.config, store, lambda: tracker.now, lambda report: None, 0) as poller:
                rows = [row for row in list_sources(store.conn) if row.enabled]
                cut = asyncio.create_task(poller.round(rows))
                await steps(1)
                assert poller.in_flight == {"s"}
                for _ in range(2):  # the second one comes while the round waits for its cancelled tasks
                    cut.cancel()
                    await steps(1)
                with suppress(asyncio.CancelledError):
                    await cut
                assert poller.in_flight == frozenset()
                assert [report.outcome for report in (await poller.round(rows)).reports] == ["changed"]

    asyncio.run(work())
