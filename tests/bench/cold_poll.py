"""A cold poll of many feeds, linking and storing included, against `reader` (PyPI) updating the same feeds without linking.

Run it with `./run.sh bench cold_poll 200`. Both in one run, in turn, each in a new process with a new file; the ratio counts.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.hosts import address, hosts, measured

ENTRIES = 30
ROUNDS = 3


def ours(port: int, feeds: int, folder: str, told) -> None:
    """Seconds of a first and a second poll by a poller that has started, as reader has; items stored; seconds until all was stored.

    The last is the first poll without event joining, which follows the last transaction: what reader's update can be compared with.
    """
    from polled_tracker import Tracker

    from db.queries.sources import due_sources
    from db.store.connect import open_store
    from feeds.types import Source
    from tracker.instants import text_of
    from tracker.service import open_poller

    tracker = Tracker(Path(folder))
    tracker.config = replace(tracker.config, workers=2, concurrency=100)
    tracker.add(*(Source(id=f"f{n}", url=address(port, n, ENTRIES), lang="ja" if n % 2 == 0 else "en") for n in range(feeds)))
    took = []
    stored: list[float] = []

    async def polls() -> None:
        with open_store(tracker.config.db) as store:
            tell = lambda report: stored.append(time.perf_counter())  # noqa: E731
            async with open_poller(tracker.config, store, lambda: tracker.now, tell, 2) as poller:
                await poller.ready()
                for _ in range(2):
                    began = time.perf_counter()
                    done = await poller.round(due_sources(store.conn, text_of(tracker.now)))
                    took.append(time.perf_counter() - began)
                    if len(took) == 1:
                        stored[:] = [stored[-1] - began]
                    assert len(done.reports) == feeds and not done.failed, done.failed[:3]
                    tracker.later(hours=2)

    asyncio.run(polls())
    items, linked = tracker.one("SELECT count(*) FROM items"), tracker.one("SELECT sum(linked) FROM links")
    told.send((*took, items, linked, stored[0]))


def readers(port: int, feeds: int, folder: str, told) -> None:
    """Seconds of reader's first and second update with ten workers; entries stored."""
    from reader import make_reader

    made = make_reader(str(Path(folder) / "reader.db"))
    for number in range(feeds):
        made.add_feed(address(port, number, ENTRIES))
    took = []
    for _ in range(2):
        began = time.perf_counter()
        made.update_feeds(scheduled=False, workers=10)
        took.append(time.perf_counter() - began)
    told.send((*took, made.get_entry_counts().total, 0, took[0]))


def run(feeds: int = 200) -> dict[str, object]:
    """Medians of both, and ours over reader's."""
    results: dict[str, list[tuple[float, float, int, int, float]]] = {"ours": [], "reader": []}
    with hosts(feeds, ENTRIES) as port:
        for _ in range(ROUNDS):
            results["ours"].append(measured(ours, port, feeds))
            results["reader"].append(measured(readers, port, feeds))
    middle = {name: sorted(rows)[len(rows) // 2] for name, rows in results.items()}
    assert middle["ours"][2] == middle["reader"][2] == feeds * ENTRIES
    return {
        "feeds": feeds,
        "entries": middle["ours"][2],
        "linked": middle["ours"][3],
        "ours_s": round(middle["ours"][0], 2),
        "reader_s": round(middle["reader"][0], 2),
        "stored_s": round(middle["ours"][4], 2),
        "ratio": round(middle["ours"][0] / middle["reader"][0], 2),
        "ratio_stored": round(middle["ours"][4] / middle["reader"][0], 2),
        "again_ours_s": round(middle["ours"][1], 2),
        "again_reader_s": round(middle["reader"][1], 2),
        "again_ratio": round(middle["ours"][1] / middle["reader"][1], 2),
    }


if __name__ == "__main__":
    print(json.dumps(run(int(sys.argv[1]) if len(sys.argv) > 1 else 200)))
