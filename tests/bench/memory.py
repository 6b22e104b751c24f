"""Peak memory of a poller with its workers over 1,000 small feeds, twice; DESIGN allows it 200 MB.

Run it with `./run.sh bench memory 1000`. The poller is a process of its own with two workers; the sum of what they hold at the same moment
counts, read from /proc (Linux). `pss` divides what processes share among them, `rss` counts it in each.
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.hosts import address, hosts

ENTRIES = 10
WORKERS = 2
EVERY_S = 0.02


def poller(port: int, feeds: int, folder: str, told) -> None:
    """Poll all feeds, and again with one entry in ten changed; tell how many items there are."""
    sys.modules["numpy"] = None  # type: ignore[assignment]  # 20 MB that sqlite-utils loads where development tools brought it along
    from polled_tracker import Tracker

    from db.queries.sources import due_sources
    from db.store.connect import open_store
    from feeds.types import Source
    from tracker.clock import text_of
    from tracker.service import open_poller

    tracker = Tracker(Path(folder))

    def sources(edited: int):
        return (Source(id=f"f{n}", url=address(port, n, ENTRIES, edited), lang="ja" if n % 2 == 0 else "en") for n in range(feeds))

    async def polls() -> None:
        with open_store(tracker.config.db) as store:
            async with open_poller(tracker.config, store, lambda: tracker.now, lambda report: None, WORKERS) as poller:
                for edited in (0, 1):
                    tracker.add(*sources(edited))
                    done = await poller.round(due_sources(store.conn, text_of(tracker.now)))
                    poller.tidy()
                    assert len(done.reports) == feeds and not done.failed, done.failed[:3]
                    tracker.later(hours=2)

    asyncio.run(polls())
    told.send((tracker.one("SELECT count(*) FROM items"), tracker.one("SELECT count(*) FROM revisions")))


def family(pid: int) -> list[int]:
    """A process and its children."""
    children = Path(f"/proc/{pid}/task/{pid}/children")
    threads = [path.read_text().split() for path in children.parent.parent.glob("*/children")]
    return [pid, *(int(child) for row in threads for child in row)]


def held(pid: int) -> tuple[float, float]:
    """MB of a process: rss, pss."""
    said = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:])
    return int(said["Rss"].split()[0]) / 1024, int(said["Pss"].split()[0]) / 1024


def watched(process: multiprocessing.process.BaseProcess, mine) -> tuple[dict[str, object], tuple[int, int]]:
    """The peaks while a process runs, and what it told at its end."""
    peak = {"rss_mb": 0.0, "pss_mb": 0.0}
    largest: list[float] = []
    while not mine.poll(EVERY_S):
        assert process.is_alive(), "the poller died"
        try:
            each = [held(pid) for pid in family(process.pid or 0)]
        except (FileNotFoundError, ProcessLookupError):  # one has just ended
            continue
        rss, pss = (sum(column) for column in zip(*each, strict=True))
        if pss > peak["pss_mb"]:
            largest = sorted((round(one[1], 1) for one in each), reverse=True)
        peak = {"rss_mb": max(peak["rss_mb"], rss), "pss_mb": max(peak["pss_mb"], pss)}
    return {**{name: round(value, 1) for name, value in peak.items()}, "each_pss_mb": largest}, mine.recv()


def run(feeds: int = 1000) -> dict[str, object]:
    """The peaks in MB, of all processes together and of each at that moment."""
    context = multiprocessing.get_context("spawn")
    mine, theirs = context.Pipe()
    began = time.perf_counter()
    with hosts(feeds, ENTRIES) as port, tempfile.TemporaryDirectory() as folder:
        process = context.Process(target=poller, args=(port, feeds, folder, theirs))
        process.start()
        theirs.close()
        peaks, (items, revisions) = watched(process, mine)
        process.join()
    assert items == feeds * ENTRIES
    took_s = round(time.perf_counter() - began, 1)
    return {"feeds": feeds, "items": items, "revisions": revisions, "workers": WORKERS, **peaks, "took_s": took_s}


if __name__ == "__main__":
    print(json.dumps(run(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)))
