"""Answers that wait to be read are bounded: nobody is asked while there is no room."""

from __future__ import annotations

import asyncio

from raw_http import always, reply, serving

from feeds.retrieve.limits import Limits
from feeds.retrieve.retriever import Retriever
from tracker.backlog import Backlog


def test_whoever_asks_waits_until_there_is_room() -> None:
    async def go() -> list[str]:
        backlog, said = Backlog(10), []

        async def asking() -> None:
            await backlog.room()
            said.append("asked")

        with backlog.holding(8), backlog.holding(8):
            waiting = asyncio.create_task(asking())
            await asyncio.sleep(0.01)
            said.append("full")
        await waiting
        with backlog.holding(10):
            await asking()
        return said

    assert asyncio.run(go()) == ["full", "asked", "asked"]


def test_a_retriever_asks_nobody_before_it_is_admitted() -> None:
    async def go() -> tuple[int, int]:
        backlog = Backlog(0)
        async with serving(always(reply(b"words"))) as server, Retriever(Limits(allow_private=True), backlog.room) as retriever:
            with backlog.holding(1):
                retrieving = asyncio.create_task(retriever.retrieve(server.url()))
                await asyncio.sleep(0.05)
                before = len(server.asked)
            return before, len((await retrieving).body)

    assert asyncio.run(go()) == (0, 5)
