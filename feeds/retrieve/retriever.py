"""The shell that asks: one session, turns by host, our own loop over redirects, everything within limits."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from types import MappingProxyType, TracebackType
from typing import Self

import aiohttp
from yarl import URL

from feeds.errors import TimedOut, TooLarge, TooManyRedirects
from feeds.retrieve.addresses import redirect_url, request_url
from feeds.retrieve.answer import PERMANENT, REDIRECTS, Answer, Way, judge, plain_headers, response
from feeds.retrieve.connect import open_session
from feeds.retrieve.decode import decoded
from feeds.retrieve.limits import DEFAULT_LIMITS, Limits
from feeds.retrieve.translate import FAULTS, translated
from feeds.retrieve.turns import Host, Turns
from feeds.types import Response, Validators

NO_VALIDATORS = Validators()
NO_HEADERS: Mapping[str, str] = MappingProxyType({})
Follow = Callable[[str], Awaitable[object]]


class Retriever:
    """Retrieves one address after another or many at once: `async with Retriever(limits) as r: await r.retrieve(url)`."""

    def __init__(self, limits: Limits = DEFAULT_LIMITS, admit: Callable[[], Awaitable[None]] | None = None) -> None:
        """Opens nothing yet. limits: how far each request may go. admit: awaited in each one's turn, by who may have no room for more."""
        self._limits, self._admit = limits, admit
        self._turns = Turns(limits.concurrency, limits.per_host, limits.host_delay_s)
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        """Opens the session on the running loop."""
        self._session = open_session(self._limits)
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Closes the session and its connections."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def retrieve(
        self, url: str, validators: Validators = NO_VALIDATORS, headers: Mapping[str, str] = NO_HEADERS, follow: Follow | None = None
    ) -> Response:
        """What `url` answers now, a success or a 304, whole, decoded and within the limits.

        validators: make it conditional (RFC 9110 §13.1); they are sent byte for byte. headers: further ones, e.g. a key; they are not
        sent on to another host. follow: awaited with the address of each redirect before it is asked, with no turn held; what it raises
        goes through. Raises AddressRefused, ConnectFailed, TimedOut, TooLarge, TooManyRedirects, BadAnswer, StatusError,
        Gone or Blocked, and nothing else of the other side's making.
        """
        present, way = request_url(url).with_fragment(None), Way()
        origin = _host(present)
        conditions = _conditions(validators)
        while True:
            own = headers if _host(present) == origin else NO_HEADERS
            answer = await self._ask(url, present, {**own, **conditions}, way.took_s)
            if answer.status not in REDIRECTS:
                judge(url, answer, bool(conditions))
                body = decoded(url, answer.body, answer.headers.get("content-encoding", ""), self._limits.decoded_bytes)
                return response(url, str(present), answer, body, way)
            target = redirect_url(url, present, answer.headers.get("location", ""))
            if follow is not None:
                await follow(str(target))
            way = self._followed(url, way, answer, downgraded=present.scheme == "https" and target.scheme == "http")
            present = target

    def _followed(self, url: str, way: Way, answer: Answer, downgraded: bool) -> Way:
        """The way with one hop more. Raises TooManyRedirects past the limit."""
        if way.hops >= self._limits.redirects:
            raise TooManyRedirects(url, f"more than {self._limits.redirects} redirects")
        return replace(
            way,
            hops=way.hops + 1,
            permanent=way.permanent and answer.status in PERMANENT,
            downgraded=way.downgraded or downgraded,
            took_s=way.took_s + answer.took_s,
        )

    async def _ask(self, url: str, present: URL, headers: dict[str, str], spent_s: float) -> Answer:
        """One hop, in its host's turn and within what is left of the total time. url: as asked, for errors."""
        limits = self._limits
        async with self._turns.turn(_host(present)) as others_wait:
            if not others_wait:
                # An idle connection a host would run a large catalogue out of file descriptors: keep one only for who waits for it.
                headers["Connection"] = "close"
            if self._admit is not None:
                await self._admit()
            clock = asyncio.get_running_loop().time
            started = clock()
            try:
                async with asyncio.timeout(limits.total_s - spent_s) as deadline:
                    status, said, body = await self._exchange(url, present, headers)
            except FAULTS as error:
                if deadline.expired():
                    raise TimedOut(url, "total", limits.total_s) from error
                raise translated(url, error, limits) from error
            return Answer(status, said, body, clock() - started)

    async def _exchange(self, url: str, present: URL, headers: dict[str, str]) -> tuple[int, dict[str, str], bytes]:
        """One request and its answer: status, headers and, of a success, the body as sent."""
        assert self._session is not None, "a Retriever is used inside `async with`"
        async with self._session.get(present, headers=headers, allow_redirects=False) as answer:
            said = plain_headers(answer.headers.items())
            body = await _body(url, answer, self._limits.sent_bytes) if 200 <= answer.status < 300 else b""
            return answer.status, said, body


async def _body(url: str, answer: aiohttp.ClientResponse, limit: int) -> bytes:
    """The body as sent. Raises TooLarge as soon as it is, without reading what a stated length already gives away."""
    if (answer.content_length or 0) > limit:
        raise TooLarge(url, "sent", limit)
    parts: list[bytes] = []
    size = 0
    while part := await answer.content.readany():
        parts.append(part)
        size += len(part)
        if size > limit:
            raise TooLarge(url, "sent", limit)
    return b"".join(parts)


def _host(url: URL) -> Host:
    """Who is asked: scheme, name, port."""
    return url.scheme, (url.raw_host or "").lower(), url.port or 0


def _conditions(validators: Validators) -> dict[str, str]:
    """The conditional headers of a request (RFC 9110 §13.1.2, §13.1.3)."""
    conditions = {}
    if validators.etag:
        conditions["If-None-Match"] = validators.etag
    if validators.last_modified:
        conditions["If-Modified-Since"] = validators.last_modified
    return conditions
