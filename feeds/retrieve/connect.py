"""How connections are made: names are looked up in our own threads, and every address is checked where the socket is made."""

from __future__ import annotations

import asyncio
import socket
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from threading import Thread
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult

from feeds.retrieve.addresses import RefusedSocket, refusal
from feeds.retrieve.decode import ACCEPTED
from feeds.retrieve.limits import Limits, user_agent

Found = asyncio.Future[list[ResolveResult]]

_LOOKUPS_AT_ONCE = 32
_NAMES_KEPT_S = 60
# Content security policies of news sites come near the 8 kB that aiohttp allows; more than this is an attack or a fault.
_LONGEST_HEADER = 32_768


def checked_socket(info: tuple[Any, Any, int, str, tuple[Any, ...]]) -> socket.socket:
    """A socket for one address that a name or a literal led to; called for each attempt on each hop (TRAPS 22).

    info: as `getaddrinfo` gives it: family, type, protocol, canonical name, (address, port, …). Raises RefusedSocket.
    """
    family, kind, protocol, _, address = info
    reason = refusal(str(address[0]))
    if reason:
        raise RefusedSocket(str(address[0]), reason)
    return socket.socket(family, kind, protocol)


class Lookups(AbstractResolver):
    """Looks names up in threads of its own: without a network, dead names would fill the few that everything else shares.

    They are daemons, so that a look-up which waits for a dead name server holds up nobody who wants to stop.
    """

    def __init__(self) -> None:
        """Starts no thread before the first look-up."""
        self._places = asyncio.Semaphore(_LOOKUPS_AT_ONCE)

    async def resolve(self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC) -> list[ResolveResult]:
        """The addresses of a name. Raises OSError, as aiohttp expects, also for a name that can't be one."""
        async with self._places:
            loop = asyncio.get_running_loop()
            found: Found = loop.create_future()
            Thread(target=_look_up, args=(loop, found, (host, port, family)), name=f"lookup {host[:40]}", daemon=True).start()
            return await found

    async def close(self) -> None:
        """Waits for nothing."""


def _look_up(loop: asyncio.AbstractEventLoop, found: Found, name: tuple[str, int, socket.AddressFamily]) -> None:
    """The work of one thread: asks the system, and hands what it says to the loop, unless that is closed by then."""
    host, port, family = name
    rows: list[ResolveResult] = []
    fault: OSError | None = None
    try:
        rows = [_found(host, info) for info in socket.getaddrinfo(host, port, family, socket.SOCK_STREAM, 0, socket.AI_ADDRCONFIG)]
    except UnicodeError:
        fault = socket.gaierror(socket.EAI_NONAME, f"{host[:80]!a} can't be a host's name")
    except OSError as error:
        fault = error
    with suppress(RuntimeError):
        loop.call_soon_threadsafe(_settle, found, rows, fault)


def _settle(found: Found, rows: list[ResolveResult], fault: OSError | None) -> None:
    """Gives the result to whoever still waits for it."""
    if found.done():
        return
    if fault is None:
        found.set_result(rows)
    else:
        found.set_exception(fault)


def _found(host: str, info: tuple[Any, Any, int, str, tuple[Any, ...]]) -> ResolveResult:
    """One row of `getaddrinfo` in aiohttp's form."""
    family, _, protocol, _, address = info
    flags = socket.AI_NUMERICHOST | socket.AI_NUMERICSERV
    return ResolveResult(hostname=host, host=str(address[0]), port=int(address[1]), family=family, proto=protocol, flags=flags)


def open_session(limits: Limits) -> aiohttp.ClientSession:
    """One session for all requests: no cookies, no proxy or password from the environment, nothing decompressed for us.

    The number of connections is left to `turns`, which counts no waiting time as time of the request.
    """
    connector = aiohttp.TCPConnector(
        limit=0,
        resolver=Lookups(),
        ttl_dns_cache=_NAMES_KEPT_S,
        socket_factory=None if limits.allow_private else checked_socket,
    )
    return aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        # `*/*` and no more: servers answered 406 to finer wishes (wto-news-rss in the catalogue), and the bytes tell the format.
        headers={"User-Agent": user_agent(limits, _version()), "Accept": "*/*", "Accept-Encoding": ACCEPTED},
        timeout=aiohttp.ClientTimeout(total=None, connect=limits.connect_s, sock_read=limits.read_s),
        auto_decompress=False,
        trust_env=False,
        max_line_size=_LONGEST_HEADER,
        max_field_size=_LONGEST_HEADER,
    )


def _version() -> str:
    """The installed distribution's version; `0` where the package is run without having been installed."""
    try:
        return version("tariff-timeline")
    except PackageNotFoundError:
        return "0"
