"""Whose turn it is: so many requests at once in all, so few to one host, and a pause between two to the same."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

Host = tuple[str, str, int]


class _Queue:
    """Those who want to ask one host."""

    __slots__ = ("free_at", "places", "present")

    def __init__(self, places: int) -> None:
        self.places = asyncio.Semaphore(places)
        self.present = 0
        self.free_at = 0.0


class Turns:
    """Gives turns in order of arrival; a host that nobody asks takes no memory, unless it must be left alone for a while."""

    def __init__(self, concurrency: int, per_host: int, host_delay_s: float) -> None:
        """concurrency, per_host: requests at once, in all and to one host. host_delay_s: seconds between two to one host."""
        self._all = asyncio.Semaphore(concurrency)
        self._per_host = per_host
        self._delay_s = host_delay_s
        self._queues: dict[Host, _Queue] = {}

    @asynccontextmanager
    async def turn(self, host: Host) -> AsyncIterator[bool]:
        """Holds one place while the block runs; gives whether others wait for the same host. host: (scheme, name, port)."""
        queue = self._queues.get(host)
        if queue is None:
            queue = self._queues[host] = _Queue(self._per_host)
        queue.present += 1
        try:
            async with queue.places:
                await self._pause(queue)
                async with self._all:
                    yield queue.present > self._per_host
                queue.free_at = asyncio.get_running_loop().time() + self._delay_s
        finally:
            queue.present -= 1
            if not queue.present and not self._delay_s:
                del self._queues[host]

    async def _pause(self, queue: _Queue) -> None:
        """Waits until the host may be asked again, at least so long that whoever comes at the same moment has queued."""
        wait_s = max(0.0, queue.free_at - asyncio.get_running_loop().time()) if self._delay_s else 0
        await asyncio.sleep(wait_s)
