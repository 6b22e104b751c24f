"""Watching pages by a selector, against `webchanges` (PyPI) watching the same pages by the same selector.

Run it with `./run.sh bench watch_pages 100`. Both watch every stage of `bench.hosts` in turn, in turn, each in a new process with a new
file, warmed by the round before: neither's start is in the figures, which are milliseconds of processor time (user and system, children
included) a page. Ours links, judges and stores the bytes besides; webchanges keeps texts and reports by a unified difference. It runs its
own jobs by its own runner: its `css` filter and then `html2text` by the library of that name (its default), by BeautifulSoup with lxml,
which is what ours reads by, and that once more through `requests`: its default client makes a TLS context for each page, four fifths of
its time, which that one does not.

`same` is all 304, `plain` the same bytes without validators, `around` other bytes with the same selected text, `edited` another sentence
in each page, `again` the first text once more: ours loads its word lists with the first edit, which is in `edited` and not in `again`.
`told` counts what each saw as changed, which must be all of these two rounds and none of the others.
"""

from __future__ import annotations

import asyncio
import contextlib
import io
import json
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.hosts import address, hosts, measured, set_stage
from bench.poll_rounds import timed

SELECTOR = "main"
RUNS = 3
ROUNDS = (("first", "first"), ("same", "first"), ("plain", "plain"), ("around", "around"), ("edited", "edited"), ("again", "first"))
"""Each round's name and the stage that the pages are at."""
JOB = "url: {{url}}\nfilter:\n  - css: {selector}\n  - html2text: {method}\n"
BS4 = "{{method: bs4, separator: '\\n', strip: true}}"
JOBS = {
    "html2text": JOB.format(selector=SELECTOR, method="html2text"),
    "bs4": JOB.format(selector=SELECTOR, method=BS4),
    "requests": JOB.format(selector=SELECTOR, method=BS4) + "http_client: requests\n",
}
"""Jobs of webchanges, by the way's name."""


def ours(port: int, pages: int, folder: str, told) -> None:
    """Processor seconds of each round, and how many pages were told as changed."""
    from polled_tracker import Tracker

    from db.queries.sources import due_sources
    from db.store.connect import open_store
    from feeds.types import Source
    from tracker.instants import text_of
    from tracker.service import open_poller

    tracker = Tracker(Path(folder))
    tracker.config = replace(tracker.config, workers=2, concurrency=100)
    watched = (address(port, n, 0, kind="page") for n in range(pages))
    tracker.add(*(Source(f"p{n}", url, "page", selector=SELECTOR, lang="en" if n % 2 else "ja") for n, url in enumerate(watched)))
    rows = []

    async def polls() -> None:
        with open_store(tracker.config.db) as store:
            async with open_poller(tracker.config, store, lambda: tracker.now, lambda report: None, 2) as poller:
                await poller.ready()
                for name, stage in ROUNDS:
                    set_stage(port, stage, pages, 0, "page")
                    due = due_sources(store.conn, text_of(tracker.now))
                    with timed() as took:
                        done = await poller.round(due)
                    assert len(done.reports) == pages and not done.failed, (name, len(done.reports), done.failed[:3])
                    rows.append((took[1], sum(report.items_revised for report in done.reports)))
                    tracker.later(hours=2)

    asyncio.run(polls())
    told.send(rows)


def theirs(job: str, port: int, pages: int, folder: str, told) -> None:
    """The same of webchanges. Its jobs are loaded outside of the time; what it reports goes nowhere."""
    from webchanges.config import CommandConfig
    from webchanges.main import Urlwatch
    from webchanges.storage import SsdbSQLite3Storage, YamlConfigStorage, YamlJobsStorage

    home = Path(folder)
    config, jobs, hooks = home / "config.yaml", home / "jobs.yaml", home / "hooks.py"
    config.write_text("version_check: {enabled: false}\n")
    jobs.write_text("---\n".join(job.format(url=address(port, n, 0, kind="page")) for n in range(pages)))
    rows = []
    for name, stage in ROUNDS:
        set_stage(port, stage, pages, 0, "page")
        settings = CommandConfig(["--jobs", str(jobs), "--config", str(config)], home, config, jobs, hooks, home / "snapshots.db")
        settings.jobs_files = [jobs]
        kept = YamlConfigStorage(config)
        kept.load()
        store = SsdbSQLite3Storage(home / "snapshots.db", 4)
        watch = Urlwatch(settings, kept, store, YamlJobsStorage([jobs]))
        with contextlib.redirect_stdout(io.StringIO()), timed() as took:
            watch.run_jobs()
            watch.close()
            store.close()
        states = [state.verb for state in watch.report.job_states]
        assert len(states) == pages and "error" not in states, (name, states[:3])
        rows.append((took[1], states.count("changed")))
    told.send(rows)


WAYS: dict[str, Callable[..., None]] = {"ours": ours, **{name: partial(theirs, job) for name, job in JOBS.items()}}


def run(pages: int = 100) -> dict[str, object]:
    """For each round the medians of all ways in milliseconds a page, and ours over each of theirs."""
    taken: dict[str, list[list[tuple[float, int]]]] = {name: [] for name in WAYS}
    for _ in range(RUNS):
        for name, way in WAYS.items():
            with hosts(pages, 0, "page") as port:
                taken[name].append(measured(way, port, pages))
    return {"pages": pages, **{name: _compared(at, taken, pages) for at, (name, _) in enumerate(ROUNDS)}}


def _compared(at: int, taken: dict[str, list[list[tuple[float, int]]]], pages: int) -> dict[str, object]:
    ms = {name: median(rows[at][0] for rows in runs) / pages * 1e3 for name, runs in taken.items()}
    return {
        **{f"{name}_ms": round(value, 2) for name, value in ms.items()},
        **{f"ratio_{name}": round(ms["ours"] / value, 2) for name, value in ms.items() if name != "ours"},
        "told": [runs[0][at][1] for runs in taken.values()],
    }


if __name__ == "__main__":
    print(json.dumps(run(int(sys.argv[1]) if len(sys.argv) > 1 else 100), indent=1))
