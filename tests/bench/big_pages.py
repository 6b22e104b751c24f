"""Pages over 1,000,000 items and 20,000 events against the same pages over a small database, while a poller writes 50 items a second.

`./run.sh bench big_pages` makes both databases first (minutes, 2 GB); `./run.sh bench big_pages 100000 2000 60` a tenth of it. One client
asks both servers in turn, so that a noisy machine disturbs both alike.
"""

from __future__ import annotations

import multiprocessing
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from multiprocessing.synchronize import Event
from pathlib import Path

import httpx

from db.store.connect import open_store
from db.store.polls import save_polls
from db.store.search_index import index_queue

HERE = Path(__file__).resolve().parent
SMALL = (12_000, 240)
A_SECOND = 50
PAGES = ("/", "/timeline", "/event/{event}", "/search?q=関税", "/rates", "/changes", "/sources")


def run(items: int = 1_000_000, events: int = 20_000, rounds: int = 100) -> dict[str, object]:
    """Milliseconds (p50 and p95 of `rounds` requests) of each page, and the ratio of both databases' p95."""
    sys.path.insert(0, str(HERE.parent))
    from bench.large_database import Size, make

    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        small, large = Path(folder) / "small.db", Path(folder) / "large.db"
        make(small, Size(*SMALL))
        make(large, Size(items, events))
        for path in (small, large):
            stack.enter_context(_written(path))
        clients = [stack.enter_context(_client(path)) for path in (small, large)]
        names = [_newest_event(path) for path in (small, large)]
        taken: dict[tuple[str, int], list[float]] = defaultdict(list)
        for number in range(rounds + 5):
            for page in PAGES:
                for which, client in enumerate(clients):
                    ms = _ask(client, page.format(event=names[which]))
                    if number >= 5:  # the first ones warm caches and templates
                        taken[page, which].append(ms)
    return {"items": items, "events": events, **{page: _figures(taken[page, 0], taken[page, 1]) for page in PAGES}}


def _figures(small: list[float], large: list[float]) -> dict[str, float]:
    figures = {"small_p50": _share(small, 0.5), "small_p95": _share(small, 0.95), "p50": _share(large, 0.5), "p95": _share(large, 0.95)}
    return {**{name: round(value, 1) for name, value in figures.items()}, "ratio_p95": round(figures["p95"] / figures["small_p95"], 2)}


def _share(values: list[float], share: float) -> float:
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


def _ask(client: httpx.Client, path: str) -> float:
    begun = time.perf_counter()
    response = client.get(path)
    assert response.status_code == 200, (path, response.status_code)
    return (time.perf_counter() - begun) * 1e3


def _newest_event(path: Path) -> str:
    with open_store(path) as store:
        row = store.conn.execute("SELECT id FROM events WHERE origin <> 'baseline' ORDER BY date DESC LIMIT 1").fetchone()
    return str(row[0])


@contextmanager
def _client(path: Path) -> Iterator[httpx.Client]:
    """A server of its own over a database, and a client that keeps its connection."""
    command = [str(Path(sys.executable).with_name("tracker")), "--db", str(path), "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        assert server.stdout is not None
        address = next(word for line in server.stdout for word in line.split() if word.startswith("http://"))
        try:
            with httpx.Client(base_url=address, timeout=60, headers={"Accept-Language": "en"}) as client:
                yield client
        finally:
            server.terminate()


@contextmanager
def _written(path: Path) -> Iterator[None]:
    """A poller at work on a database, in a process of its own: a poll with 50 new items a second, and the search index after it."""
    context = multiprocessing.get_context("spawn")
    stop = context.Event()
    process = context.Process(target=write_until, args=(path, stop))
    process.start()
    try:
        yield
    finally:
        stop.set()
        process.join()


def write_until(path: Path, stop: Event) -> None:
    """Write a poll a second until told to stop."""
    sys.path.insert(0, str(HERE.parent))
    from bench.large_database import BEGIN, DAYS, polls_of_now

    with open_store(path) as store:
        number, second = 100_000_000, 0
        while not stop.wait(1):
            save_polls(store, polls_of_now(number, A_SECOND, BEGIN + timedelta(days=DAYS, seconds=second)))
            index_queue(store)
            number, second = number + A_SECOND, second + 1
