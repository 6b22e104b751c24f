"""What was retrieved and waits to be read: bounded, because many servers answer faster than two processes read."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

UNREAD_BYTES = 8_000_000
"""Enough that no reader waits for a server, and little beside the 200 MB that the poller may take (DESIGN, numbers)."""


class Backlog:
    """Counts the bytes that wait; whoever would ask for more waits while they are too many."""

    def __init__(self, most_bytes: int = UNREAD_BYTES) -> None:
        """Nothing waits yet."""
        self._most, self._held = most_bytes, 0
        self._less = asyncio.Event()

    async def room(self) -> None:
        """Return as soon as there is room for further answers; those that are on their way already come in any case."""
        while self._held > self._most:
            self._less.clear()
            await self._less.wait()

    @contextmanager
    def holding(self, count: int) -> Iterator[None]:
        """Count bytes as waiting while the block runs."""
        self._held += count
        try:
            yield
        finally:
            self._held -= count
            self._less.set()
