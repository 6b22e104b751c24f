"""Worker processes that hang, die or are interrupted: whoever did it is told, and nobody else is."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import time

import pytest
from polled_tracker import rss

from feeds.errors import ParseError
from feeds.types import Response, Source
from tracker.jobs import Job, Read
from tracker.reading import Reading

ENDLESS = "(a|aa)+$"
"""A number pattern that takes for ever on a long row of a's that ends otherwise."""


def job(name: str, entries: int = 1, pattern: str | None = None) -> Job:
    url = f"http://{name}.example/{'a' * 60}!" if pattern else f"http://{name}.example/feed"
    body = rss(*((f"{name}-{n}", f"Story {n} of {name}", "Words. " * 20) for n in range(entries)))
    body = body.replace("https://news.example/", f"http://{name}.example/{'a' * 60}!") if pattern else body
    return Job(Source(name, url, number_pattern=pattern), Response(url, url, 200, {}, body.encode()), frozenset(), "2025-04-17T00:00:00Z")


async def read_all(reading: Reading, jobs: list[Job]) -> list[Read | BaseException]:
    return await asyncio.gather(*(reading.read(one) for one in jobs), return_exceptions=True)


def test_a_document_that_hangs_its_process_is_told_and_no_other_is_blamed() -> None:
    async def go() -> list[Read | BaseException]:
        reading = Reading(2, deadline_s=6.0)
        try:
            await reading.ready()
            return await read_all(reading, [job("a"), job("hangs", pattern=ENDLESS), *(job(f"b{n}") for n in range(8))])
        finally:
            reading.close()

    began = time.monotonic()
    first, hanging, *others = asyncio.run(go())
    assert isinstance(hanging, ParseError) and "more than 6 s" in str(hanging)
    assert all(isinstance(one, Read) and len(one.seen) == 1 for one in (first, *others)), others
    assert time.monotonic() - began < 15


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_processes_that_are_interrupted_or_killed_cost_nothing(number: signal.Signals) -> None:
    async def go() -> list[Read | BaseException]:
        reading = Reading(2, deadline_s=40.0)
        try:
            await reading.ready()
            all_of_them = asyncio.ensure_future(read_all(reading, [job(f"s{n}", entries=150) for n in range(6)]))
            await asyncio.sleep(0.1)
            for process in multiprocessing.active_children():
                os.kill(process.pid or 0, number)
            return await all_of_them
        finally:
            reading.close()

    found = asyncio.run(go())
    assert [len(one.seen) if isinstance(one, Read) else one for one in found] == [150] * 6
