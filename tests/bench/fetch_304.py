"""A round in which every feed answers 304: our Retriever against a bare loop of the same HTTP client, in one run.

Run it with `python -m tests.bench.fetch_304 1000` from the root. The server stands in a process of its own and listens on every
loopback address, so that each feed has its own host, as in life.
"""

import asyncio
import json
import multiprocessing
import sys
import time

import aiohttp

from feeds.retrieve.limits import Limits
from feeds.retrieve.retriever import Retriever
from feeds.types import Validators

ETAG = '"as-before"'
ANSWER = f'HTTP/1.1 304 Not Modified\r\nDate: Wed, 16 Apr 2025 20:00:00 GMT\r\nETag: {ETAG}\r\nCache-Control: max-age=900\r\n'.encode()
AT_ONCE = 100
ROUNDS = 5


class NotModified(asyncio.Protocol):
    """Answers every request with 304 and hangs up where that was asked for."""

    def connection_made(self, transport):
        self.transport = transport

    def data_received(self, data):
        if b"\r\nConnection: close" in data:
            self.transport.write(ANSWER + b"Connection: close\r\n\r\n")
            self.transport.close()
        else:
            self.transport.write(ANSWER + b"\r\n")


def serve(ready):
    """Listens until it is ended; tells its port through the pipe."""

    async def forever():
        server = await asyncio.get_running_loop().create_server(NotModified, "0.0.0.0", 0, backlog=4096)
        ready.send(server.sockets[0].getsockname()[1])
        await server.serve_forever()

    asyncio.run(forever())


async def by_retriever(urls):
    """Seconds for one round with everything that Retriever checks."""
    async with Retriever(Limits(allow_private=True, concurrency=AT_ONCE)) as retriever:
        validators = Validators(ETAG, "Wed, 16 Apr 2025 20:00:00 GMT")
        began = time.perf_counter()
        responses = await asyncio.gather(*(retriever.retrieve(url, validators) for url in urls))
        took_s = time.perf_counter() - began
    assert all(response.status == 304 for response in responses)
    return took_s


async def by_bare_loop(urls):
    """Seconds for the same GETs by aiohttp alone."""
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=AT_ONCE)) as session:

        async def get(url):
            headers = {"If-None-Match": ETAG, "If-Modified-Since": "Wed, 16 Apr 2025 20:00:00 GMT"}
            async with session.get(url, headers=headers) as response:
                await response.read()
                return response.status

        began = time.perf_counter()
        statuses = await asyncio.gather(*map(get, urls))
        took_s = time.perf_counter() - began
    assert statuses == [304] * len(urls)
    return took_s


def run(feeds):
    """Both ways in turn, several rounds: best seconds of each and the share of the bare loop's rate that ours reaches."""
    context = multiprocessing.get_context("spawn")
    ours_end, servers_end = context.Pipe()
    server = context.Process(target=serve, args=(servers_end,), daemon=True)
    server.start()
    try:
        port = ours_end.recv()
        urls = [f"http://127.{1 + n // 62_500}.{n // 250 % 250}.{1 + n % 250}:{port}/feed/{n}.xml?format=rss" for n in range(feeds)]
        took = {by_retriever: [], by_bare_loop: []}
        for _ in range(ROUNDS):
            for way, seconds in took.items():
                seconds.append(asyncio.run(way(urls)))
    finally:
        server.terminate()
        server.join()
    ours_s, bare_s = min(took[by_retriever]), min(took[by_bare_loop])
    return {"feeds": feeds, "retriever_s": round(ours_s, 3), "bare_s": round(bare_s, 3), "share_of_rate": round(bare_s / ours_s, 2)}


if __name__ == "__main__":
    print(json.dumps(run(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)))
