"""A server on port 0 that says byte for byte what a test tells it, and remembers what it was asked."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

Say = Callable[["Asked", asyncio.StreamWriter], Awaitable[None]]


@dataclass
class Asked:
    """One request: its path with the query, its headers by lower-case name, as bytes turned to text byte by byte."""

    path: str
    headers: dict[str, str]


@dataclass
class Server:
    """Where it listens and what it was asked so far."""

    host: str
    port: int
    asked: list[Asked] = field(default_factory=list)

    def url(self, path: str = "/", scheme: str = "http") -> str:
        return f"{scheme}://{self.host}:{self.port}{path}"


def reply(body: bytes = b"", status: str = "200 OK", headers: dict[str, str | bytes] | None = None) -> bytes:
    """A whole answer with a true Content-Length, unless the headers say another."""
    given = {"Content-Length": str(len(body)), **(headers or {})}
    lines = [b"HTTP/1.1 " + status.encode()]
    lines += [name.encode() + b": " + (value if isinstance(value, bytes) else value.encode()) for name, value in given.items()]
    return b"\r\n".join(lines) + b"\r\n\r\n" + body


def always(answer: bytes) -> Say:
    """Says the same to everyone."""

    async def say(asked: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(answer)

    return say


def by_path(answers: dict[str, bytes]) -> Say:
    """Says what stands at the path."""

    async def say(asked: Asked, writer: asyncio.StreamWriter) -> None:
        writer.write(answers[asked.path])

    return say


@asynccontextmanager
async def serving(say: Say, host: str = "127.0.0.1", keep: bool = False) -> AsyncIterator[Server]:
    """Serves while the block runs; closes each connection after one answer unless `keep`."""
    server = Server(host, 0)

    connections: set[asyncio.Task] = set()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        connections.add(asyncio.current_task())
        try:
            await _talk(server, say, keep, reader, writer)
        except (OSError, EOFError, asyncio.LimitOverrunError, asyncio.CancelledError):
            writer.transport.abort()
        writer.close()
        with suppress(OSError, asyncio.CancelledError):
            await writer.wait_closed()

    listening = await asyncio.start_server(connected, host, 0)
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listening.close()
        # Who was accepted just now has a turn to be known, or its connection would stay open.
        for _ in range(3):
            await asyncio.sleep(0)
        for connection in connections:
            connection.cancel()
        await asyncio.gather(*connections, return_exceptions=True)


async def _talk(server: Server, say: Say, keep: bool, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while True:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        headers = dict(line.split(": ", 1) for line in head[1:] if line)
        asked = Asked(head[0].split(" ")[1], {name.lower(): value for name, value in headers.items()})
        server.asked.append(asked)
        await say(asked, writer)
        await writer.drain()
        if not keep:
            return
