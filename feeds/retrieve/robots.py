"""Asks sites for their robots.txt, through the one Retriever, and remembers what they say for a while (RFC 9309)."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from feeds.errors import ConnectFailed, Disallowed, RetrieveError, StatusError, TooManyRedirects
from feeds.retrieve.addresses import request_url
from feeds.retrieve.limits import PRODUCT
from feeds.retrieve.retriever import Retriever
from feeds.robots import Robots, read_robots

KEPT = timedelta(hours=24)
"""How long an answer counts (RFC 9309 §2.4)."""
KEPT_FAILED = timedelta(hours=1)
KEPT_UNCONNECTED = timedelta(minutes=5)  # may be our own network
KEPT_WHILE_UNREACHABLE = timedelta(days=30)
"""How long a file that was read goes on to count while the site gives no new one (RFC 9309 §2.4; Google's crawlers: 30 days)."""
MOST_ORIGINS = 2_000


@dataclass(slots=True)
class _Place:
    """What is known of one origin. users: who waits for it or looks at it."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    robots: Robots | None = None
    until: datetime | None = None
    read_at: datetime | None = None
    users: int = 0


class RobotsKeeper:
    """Says whether an address may be asked for: `robots = await keeper.allowed(url, now)`, before each retrieval of an article."""

    def __init__(self, retriever: Retriever, agent: str = PRODUCT, most_origins: int = MOST_ORIGINS) -> None:
        """retriever: asks, within its limits. agent: our product token (`product_token`). most_origins: that are remembered at once."""
        self._retriever, self._agent, self._most = retriever, agent, most_origins
        self._places: OrderedDict[str, _Place] = OrderedDict()

    async def allowed(self, url: str, now: datetime) -> Robots:
        """What the site of `url` allows, where it allows `url`.

        url: an absolute http or https address. now: aware. Asks the site at most once a day, an hour after a failure, and once for
        all who want to know at the same time. Raises Disallowed where the address is forbidden or the rules can't be had, and
        AddressRefused for what is no address.
        """
        robots, until = await self._known(_origin(url), now)
        if not robots.allows(url):
            raise Disallowed(url, robots.rule(url), max(0, round((until - now).total_seconds())))
        return robots

    async def _known(self, origin: str, now: datetime) -> tuple[Robots, datetime]:
        place = self._places.setdefault(origin, _Place())
        self._places.move_to_end(origin)
        place.users += 1
        try:
            async with place.lock:
                if place.robots is None or place.until is None or now >= place.until:
                    place.robots, place.until = await self._asked(origin, place, now)
                return place.robots, place.until
        finally:
            place.users -= 1
            self._make_room()

    async def _asked(self, origin: str, place: _Place, now: datetime) -> tuple[Robots, datetime]:
        robots, kept = await self._answer(f"{origin}/robots.txt")
        if robots.always:
            place.read_at = now
        elif place.robots is not None and place.read_at is not None and now - place.read_at < KEPT_WHILE_UNREACHABLE:
            robots = place.robots  # the last that was said counts while the site can't say anything else
        return robots, now + kept

    async def _answer(self, url: str) -> tuple[Robots, timedelta]:
        """What the site says, and for how long that counts."""
        try:
            response = await self._retriever.retrieve(url)
        except TooManyRedirects:
            return read_robots(404, b"", self._agent), KEPT  # RFC 9309 §2.3.1.2: as if there were none
        except StatusError as error:
            robots = read_robots(error.status if error.status >= 400 else None, b"", self._agent, _in_words(error))
            return robots, KEPT if robots.always else max(KEPT_FAILED, timedelta(seconds=min(error.retry_after_s, 86_400)))
        except RetrieveError as error:
            kept = KEPT_UNCONNECTED if isinstance(error, ConnectFailed) else KEPT_FAILED
            return read_robots(None, b"", self._agent, _in_words(error)), kept
        return read_robots(response.status, response.body, self._agent), KEPT

    def _make_room(self) -> None:
        """Forget who was not asked about for longest, but nobody who is being asked."""
        for origin in list(self._places)[: max(0, len(self._places) - self._most)]:
            if not self._places[origin].users:
                del self._places[origin]


def _origin(url: str) -> str:
    """Scheme, name and port of an address, as the beginning of one."""
    return str(request_url(url).origin())


def _in_words(error: RetrieveError) -> str:
    return f"it can't be had: {error.reason}"
