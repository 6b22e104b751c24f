"""While a large page is compared with what it was, or a mask is learned from its history, the poller's loop goes on turning."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from conftest import FeedServer
from polled_tracker import Tracker

from db.queries.sources import list_sources
from db.store.connect import open_store
from feeds.types import Source
from tracker.diff.compare import compare
from tracker.diff.noise import COSMETIC_IN_A_ROW, learn_mask
from tracker.diff.types import RevisionText
from tracker.service import open_poller

SENTENCE = "The duty on cars from Japan is {} percent, said the ministry, and talks with Washington go on until the summer."
LARGE = "\n".join(f"<p>{SENTENCE.format(n)}</p>" for n in range(40_000))


def watching(folder: Path, server: FeedServer, inner: str, workers: int) -> Tracker:
    tracker = Tracker(folder)
    tracker.config = replace(tracker.config, workers=workers, total_s=20.0)
    tracker.add(Source("page", put(server, inner), "page", selector="main", lang="en"))
    return tracker


def put(server: FeedServer, inner: str) -> str:
    page = f"<html lang='en'><head><title>Tariffs</title></head><body><main><h1>Tariffs</h1>{inner}</main></body></html>"
    return server.put("/page", page, content_type="text/html", conditional=False)


def longest_stop_s(tracker: Tracker) -> float:
    """One poll of the page; the longest time in which nothing else could have been done meanwhile."""
    gaps: list[float] = []

    async def turn() -> None:
        last = time.perf_counter()
        while True:
            await asyncio.sleep(0.001)
            last, before = time.perf_counter(), last
            gaps.append(last - before)

    async def work() -> None:
        with open_store(tracker.config.db) as store:
            rows = [row for row in list_sources(store.conn) if row.enabled]
            async with open_poller(tracker.config, store, lambda: tracker.now, lambda report: None, tracker.config.workers) as poller:
                await poller.ready()
                turning = asyncio.create_task(turn())
                done = await poller.round(rows)
                turning.cancel()
                assert [report.outcome for report in done.reports] == ["changed"], done.reports

    asyncio.run(work())
    return max(gaps)


def took_s(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def test_comparing_a_page_of_5_mb_stops_the_loop_for_a_fraction_of_the_time_that_it_takes(tmp_path: Path, feed_server: FeedServer) -> None:
    tracker = watching(tmp_path, feed_server, LARGE, workers=1)
    longest_stop_s(tracker)
    put(feed_server, LARGE.replace(" percent", " per cent more"))
    tracker.later(hours=2)
    stopped = longest_stop_s(tracker)
    before, after = (RevisionText(body=str(tracker.one("SELECT body FROM revisions WHERE seq = ?", seq))) for seq in (1, 2))
    assert stopped < 0.4 * took_s(lambda: compare(before, after, "en"))  # as long and longer where the loop compares, else a twentieth


def test_learning_a_mask_stops_the_loop_for_a_fraction_of_the_time_that_it_takes(tmp_path: Path, feed_server: FeedServer) -> None:
    notes = "".join(f"<p>Note {n} on form {n * 7 % 991}: {chr(97 + n % 26)}</p>" for n in range(2_800))

    def look(number: int) -> str:
        return f"<p>Current time: {number % 24:02d}:{number:02d}:07</p>{notes}"

    tracker = watching(tmp_path, feed_server, look(0), workers=0)
    tracker.poll("page")
    for number in range(1, COSMETIC_IN_A_ROW):
        put(feed_server, look(number))
        tracker.later(hours=2)
        tracker.poll("page")
    tracker.config = replace(tracker.config, workers=1)
    put(feed_server, look(COSMETIC_IN_A_ROW))
    tracker.later(hours=2)
    stopped = longest_stop_s(tracker)
    assert tracker.one("SELECT count(*) FROM noise_masks") == 1
    history = [str(row[0]) for row in tracker.rows("SELECT body FROM revisions ORDER BY seq")]
    assert len(history) == COSMETIC_IN_A_ROW + 1
    assert stopped < 0.5 * took_s(lambda: learn_mask(history))
