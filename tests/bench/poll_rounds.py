"""Later polls of many feeds, against `reader` (PyPI) updating the same feeds: nothing new, no validators, edits, a few new entries.

Run it with `./run.sh bench poll_rounds 200`. Both poll every stage of `bench.hosts` in turn, each in a new process with a new file; ours
links and joins, reader does not. Seconds of a round, and of processor time that the poller and its workers spend on it, as medians of some
runs: on a busy machine the latter tells more. `same` is all 304, `plain` whole bodies without validators, `edited` one entry in twenty,
`added` two new entries in one feed of ten and 304 from the others. What follows a round (ours: the search index) is in neither.
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.hosts import address, hosts, measured, set_stage

ENTRIES = 30
RUNS = 3
ROUNDS = (("cold", "first"), ("same", "first"), ("plain", "plain"), ("edited", "edited"), ("added", "added"))
"""Each round's name and the stage that the feeds are at."""


def ours(port: int, feeds: int, folder: str, told) -> None:
    """Seconds and processor seconds of each round by a poller that has started; what each brought."""
    from polled_tracker import Tracker

    from db.queries.sources import due_sources
    from db.store.connect import open_store
    from feeds.types import Source
    from tracker.instants import text_of
    from tracker.service import open_poller

    tracker = Tracker(Path(folder))
    tracker.config = replace(tracker.config, workers=2, concurrency=100)
    tracker.add(*(Source(id=f"f{n}", url=address(port, n, ENTRIES), lang="ja" if n % 2 == 0 else "en") for n in range(feeds)))
    rows = []

    async def polls() -> None:
        with open_store(tracker.config.db) as store:
            async with open_poller(tracker.config, store, lambda: tracker.now, lambda report: None, 2) as poller:
                await poller.ready()
                for _, stage in ROUNDS:
                    set_stage(port, stage, feeds, ENTRIES)
                    due = due_sources(store.conn, text_of(tracker.now))
                    with timed() as took:
                        done = await poller.round(due)
                    assert len(done.reports) == feeds and not done.failed, done.failed[:3]
                    outcomes = [report.outcome for report in done.reports]
                    new, revised = (sum(getattr(report, name) for report in done.reports) for name in ("items_new", "items_revised"))
                    rows.append((*took, outcomes.count("not_modified"), new, revised))
                    tracker.later(hours=2)

    asyncio.run(polls())
    told.send(rows)


def readers(port: int, feeds: int, folder: str, told) -> None:
    """The same of reader, with ten workers."""
    from reader import make_reader

    made = make_reader(str(Path(folder) / "reader.db"))
    for number in range(feeds):
        made.add_feed(address(port, number, ENTRIES))
    rows = []
    for _, stage in ROUNDS:
        set_stage(port, stage, feeds, ENTRIES)
        before = made.get_entry_counts().total
        with timed() as took:
            updated = list(made.update_feeds_iter(scheduled=False, workers=10))
        changed = sum(one.value.modified for one in updated if one.value and not isinstance(one.value, Exception))
        rows.append((*took, sum(one.value is None for one in updated), made.get_entry_counts().total - before, changed))
    told.send(rows)


@contextmanager
def timed() -> Iterator[list[float]]:
    """Seconds and processor seconds of a block, of this process and its living children."""
    took: list[float] = []
    began, spent = time.perf_counter(), processor_s()
    yield took
    took += [time.perf_counter() - began, processor_s() - spent]


def processor_s() -> float:
    """Processor seconds of this process and its children so far (proc(5): fields 14 and 15 of `stat`)."""
    ticks = 0
    for child in multiprocessing.active_children():
        ticks += sum(map(int, Path(f"/proc/{child.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[11:13]))
    return time.process_time() + ticks / os.sysconf("SC_CLK_TCK")


def run(feeds: int = 200) -> dict[str, object]:
    """For each round the medians of both, and ours over reader's, by the clock and by processor time."""
    taken: dict[str, list[list[tuple[float, ...]]]] = {"ours": [], "reader": []}
    for _ in range(RUNS):
        for name, way in (("ours", ours), ("reader", readers)):
            with hosts(feeds, ENTRIES) as port:
                taken[name].append(measured(way, port, feeds))
    return {"feeds": feeds, **{name: _compared(at, taken["ours"], taken["reader"]) for at, (name, _) in enumerate(ROUNDS)}}


def _compared(at: int, ours_taken: list[list[tuple[float, ...]]], readers_taken: list[list[tuple[float, ...]]]) -> dict[str, float]:
    (wall, spent), (their_wall, their_spent) = (
        [median(rows[at][number] for rows in taken) for number in (0, 1)] for taken in (ours_taken, readers_taken)
    )
    _, _, same, new, revised = ours_taken[0][at]
    return {
        "not_modified": same,
        "new": new,
        "revised": revised,
        "ours_s": round(wall, 3),
        "reader_s": round(their_wall, 3),
        "ratio": round(wall / their_wall, 3),
        "ours_cpu_s": round(spent, 3),
        "reader_cpu_s": round(their_spent, 3),
        "cpu_ratio": round(spent / their_spent, 3),
    }


if __name__ == "__main__":
    print(json.dumps(run(int(sys.argv[1]) if len(sys.argv) > 1 else 200), indent=1))
