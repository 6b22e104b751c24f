"""Peak memory of a poller with its workers over 1,000 small feeds, twice; DESIGN allows it 200 MB.

Run it with `./run.sh bench memory 1000`, or `./run.sh bench memory 1000 200` with 200 articles that are due after that. The poller is a
process of its own with two workers, over a database that another one made; the sum of what they hold at the same moment counts, read from
/proc (Linux). `pss` divides what processes share among them, `rss` counts it in each.
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.hosts import address, hosts

from feeds.types import Source

ENTRIES = 10
WORKERS = 2
EVERY_S = 0.02


def sources(port: int, feeds: int, edited: int) -> list[Source]:
    """The feeds. edited: how many entries of each carry another sentence than at first."""
    return [Source(id=f"f{n}", url=address(port, n, ENTRIES, edited), lang="ja" if n % 2 == 0 else "en") for n in range(feeds)]


def prepare(port: int, feeds: int, folder: str) -> None:
    """Make a database with the feeds."""
    from polled_tracker import Tracker

    Tracker(Path(folder)).add(*sources(port, feeds, 0))


def poller(port: int, feeds: int, articles: int, folder: str, told) -> None:
    """Poll all feeds, and again with one entry in ten changed, then the articles; tell how many items there are."""
    sys.modules["numpy"] = None  # type: ignore[assignment]  # 20 MB that sqlite-utils loads where development tools brought it along
    from datetime import UTC, datetime, timedelta

    from db.queries.articles import articles_by_id
    from db.queries.sources import due_sources
    from db.store.connect import open_store
    from db.store.sources import change_source
    from tracker.config import Config
    from tracker.instants import text_of
    from tracker.service import open_poller

    config = replace(Config(), db=Path(folder) / "tracker.db", allow_private=True, workers=WORKERS)
    now = datetime(2025, 4, 17, 3, tzinfo=UTC)

    async def polls() -> None:
        nonlocal now
        with open_store(config.db) as store:
            async with open_poller(config, store, lambda: now, lambda report: None, WORKERS) as poller:
                for edited in (0, 1):
                    if edited:
                        for source in sources(port, feeds, edited):
                            change_source(store, source.id, {"url": source.url})
                    done = await poller.round(due_sources(store.conn, text_of(now)))
                    poller.tidy()
                    assert len(done.reports) == feeds and not done.failed, done.failed[:3]
                    now += timedelta(hours=2)
                watched = [int(row[0]) for row in store.conn.execute("SELECT id FROM items ORDER BY id LIMIT ?", (articles,))]
                watch(store, watched, [address(port, n, 0, kind="page") for n in range(articles)], text_of(now))
                done = await poller.round((), list(articles_by_id(store.conn, watched).values()))
                assert [one.outcome for one in done.articles] == ["changed"] * articles, done.articles[:3]
            told.send([store.conn.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("items", "revisions")])

    asyncio.run(polls())


def watch(store, items: Sequence[int], addresses: Sequence[str], now: str) -> None:
    """Let an article stand behind each of these items, due now."""
    from db.article_rows import Watched
    from db.store.articles import watch_articles

    with store.atomic() as conn:
        conn.executemany("UPDATE items SET url = ? WHERE id = ?", zip(addresses, items, strict=True))
        hosts_of = [url.split("/")[2] for url in addresses]
        watch_articles(store, items, [Watched(item, host, now, now, "a bench") for item, host in zip(items, hosts_of, strict=True)])


def family(pid: int) -> list[int]:
    """A process and its children."""
    children = Path(f"/proc/{pid}/task/{pid}/children")
    threads = [path.read_text().split() for path in children.parent.parent.glob("*/children")]
    return [pid, *(int(child) for row in threads for child in row)]


def held(pid: int) -> tuple[float, float]:
    """MB of a process: rss, pss."""
    said = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:])
    return int(said["Rss"].split()[0]) / 1024, int(said["Pss"].split()[0]) / 1024


def watched(process: multiprocessing.process.BaseProcess, mine) -> tuple[dict[str, object], list[int]]:
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


def run(feeds: int = 1000, articles: int = 0) -> dict[str, object]:
    """The peaks in MB, of all processes together and of each at that moment."""
    context = multiprocessing.get_context("spawn")
    mine, theirs = context.Pipe()
    began = time.perf_counter()
    with hosts(feeds, ENTRIES) as port, tempfile.TemporaryDirectory() as folder:
        making = context.Process(target=prepare, args=(port, feeds, folder))
        making.start()
        making.join()
        process = context.Process(target=poller, args=(port, feeds, articles, folder, theirs))
        process.start()
        theirs.close()
        peaks, (items, revisions) = watched(process, mine)
        process.join()
    assert items == feeds * ENTRIES
    took_s = round(time.perf_counter() - began, 1)
    return {"feeds": feeds, "items": items, "revisions": revisions, "articles": articles, "workers": WORKERS, **peaks, "took_s": took_s}


if __name__ == "__main__":
    print(json.dumps(run(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)))
