"""Servers that break every rule: what comes out is one of our errors, and nothing else."""

import asyncio
import gzip
import shutil
import socket
import ssl
import subprocess
import zlib

import pytest
from raw_http import always, reply, serving

from feeds.errors import BadAnswer, ConnectFailed, RetrieveError, TimedOut
from feeds.retrieve.limits import Limits
from feeds.retrieve.retriever import Retriever

QUICK = Limits(allow_private=True, connect_s=1, read_s=1, total_s=3)


def caught_from(say, scheme="http"):
    async def go():
        async with serving(say) as server, Retriever(QUICK) as retriever:
            with pytest.raises(RetrieveError) as caught:
                await retriever.retrieve(server.url(scheme=scheme))
            return caught.value, server

    error, server = asyncio.run(go())
    assert error.url == server.url(scheme=scheme)
    assert error.__cause__ is not None or type(error) is BadAnswer
    str(error).encode()
    return error


ZIPPED = gzip.compress(b"feed" * 1000)
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
BAD_ANSWERS = {
    "garbage": b"\x00\x01\x02 what is this\r\n\r\n",
    "another protocol": b"220 ftp.example.org ready\r\n\r\n",
    "no version": b"HTTP 200 OK\r\n\r\n",
    "status in words": b"HTTP/1.1 OK\r\n\r\n",
    "status too long": b"HTTP/1.1 20000 OK\r\n\r\n",
    "header without colon": b"HTTP/1.1 200 OK\r\nnothing here\r\n\r\n",
    "header name of bytes": b"HTTP/1.1 200 OK\r\nN\xe4me: x\r\n\r\n",
    "nul in a header": b"HTTP/1.1 200 OK\r\nX: a\x00b\r\n\r\n",
    "header of 100 kB": reply(b"x", headers={"X-Bomb": "y" * 100_000}),
    "ten thousand headers": b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: y\r\n" % n for n in range(10_000)) + b"\r\n",
    "endless status line": b"HTTP/1.1 200 " + b"O" * 100_000,
    "length in words": reply(b"x", headers={"Content-Length": "many"}),
    "length below nothing": reply(b"x", headers={"Content-Length": "-1"}),
    "two lengths": b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxy",
    "body shorter than stated": reply(b"x" * 10, headers={"Content-Length": "100"}),
    "chunks cut off": CHUNKED + b"5\r\nab",
    "chunk without its end": CHUNKED + b"2\r\nabXX3\r\nabc\r\n0\r\n\r\n",
    "chunk length in words": CHUNKED + b"zz\r\nab\r\n0\r\n\r\n",
    "chunk length without end": CHUNKED + b"f" * 100_000,
    "chunk extension bomb": CHUNKED + b"2;" + b"x" * 100_000 + b"\r\nab\r\n0\r\n\r\n",
    "length and chunks": b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
    "gzip that is none": reply(b"<rss/>", headers={"Content-Encoding": "gzip"}),
    "gzip cut off": reply(ZIPPED[:-20], headers={"Content-Encoding": "gzip"}),
    "gzip damaged": reply(ZIPPED[:20] + b"\xff\xff" + ZIPPED[22:], headers={"Content-Encoding": "gzip"}),
    "gzip with a wrong sum": reply(ZIPPED[:-8] + b"\0" * 8, headers={"Content-Encoding": "gzip"}),
    "gzip's first byte only": reply(b"\x1f", headers={"Content-Encoding": "gzip"}),
    "deflate cut off": reply(zlib.compress(b"feed" * 99)[:-6], headers={"Content-Encoding": "deflate"}),
    "deflate that is none": reply(b"\xff\xff\xff", headers={"Content-Encoding": "deflate"}),
    "a coding we did not ask for": reply(b"\x0b\x02\x80", headers={"Content-Encoding": "br"}),
    "a coding nobody knows": reply(b"x", headers={"Content-Encoding": "g\xfc" * 50}),
    "a coding ten times": reply(ZIPPED, headers={"Content-Encoding": ", ".join(["gzip"] * 10)}),
    "304 to no question": b"HTTP/1.1 304 Not Modified\r\n\r\n",
}
# Not errors everywhere: RFC 9112 §6.3 leaves the first open, and extensions of any length may be skipped (§7.1.1).
EITHER = {"length and chunks", "chunk extension bomb"}


@pytest.mark.parametrize("name", sorted(BAD_ANSWERS.keys() - EITHER))
def test_an_answer_that_breaks_http_is_a_bad_answer(name):
    assert type(caught_from(always(BAD_ANSWERS[name]))) is BadAnswer


@pytest.mark.parametrize("name", sorted(EITHER))
def test_an_answer_that_may_be_taken_or_not(name):
    async def go():
        async with serving(always(BAD_ANSWERS[name])) as server, Retriever(QUICK) as retriever:
            try:
                return (await retriever.retrieve(server.url())).body
            except BadAnswer:
                return None

    assert asyncio.run(go()) in (None, b"abc", b"ab")


@pytest.mark.parametrize("size", [0, 1, 4, 15, 40])
def test_a_connection_that_ends_early(size):
    cut = reply(b"x" * 100, headers={"Content-Length": "100"})[:size]
    assert type(caught_from(always(cut))) in (ConnectFailed, BadAnswer)


@pytest.mark.parametrize("size", [0, 10, 60])
def test_a_connection_that_is_reset(size):
    async def reset(asked, writer):
        writer.write(reply(b"x" * 10_000)[:size])
        await writer.drain()
        writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        writer.transport.abort()

    assert type(caught_from(reset)) in (ConnectFailed, BadAnswer)


def test_nobody_listens():
    async def go():
        async with serving(always(b"")) as server:
            url = server.url()
        async with Retriever(QUICK) as retriever:
            await retriever.retrieve(url)

    with pytest.raises(ConnectFailed):
        asyncio.run(go())


@pytest.mark.parametrize("host", ["no-such-host.invalid", "a..b", "x" * 64 + ".example.org", "-", "%41", "a" * 300])
def test_names_that_lead_nowhere(host):
    async def go():
        async with Retriever(QUICK) as retriever:
            await retriever.retrieve(f"http://{host}/")

    with pytest.raises((ConnectFailed, TimedOut)):
        asyncio.run(go())


def test_tls_that_is_no_tls():
    assert type(caught_from(always(b"HTTP/1.1 400 plain\r\n\r\n"), scheme="https")) in (ConnectFailed, TimedOut)

    async def plain_at_once(reader, writer):
        writer.write(b"HTTP/1.1 400 this is not TLS\r\n\r\n")
        writer.close()

    async def go():
        listening = await asyncio.start_server(plain_at_once, "127.0.0.1", 0)
        async with listening, Retriever(QUICK) as retriever:
            await retriever.retrieve(f"https://127.0.0.1:{listening.sockets[0].getsockname()[1]}/")

    with pytest.raises(ConnectFailed):
        asyncio.run(go())


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed: no certificate can be made")
def test_a_certificate_that_nobody_vouches_for(tmp_path):
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    make = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=localhost"]
    subprocess.run([*make, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)

    async def go():
        listening = await asyncio.start_server(lambda reader, writer: writer.close(), "127.0.0.1", 0, ssl=context)
        async with listening, Retriever(QUICK) as retriever:
            await retriever.retrieve(f"https://localhost:{listening.sockets[0].getsockname()[1]}/")

    with pytest.raises(ConnectFailed, match="certificate"):
        asyncio.run(go())


@pytest.mark.parametrize("seed", range(40))
def test_whatever_a_server_says_only_our_errors_come_out(seed):
    """A good answer with pieces cut out, doubled and overwritten: a small fuzzer with a fixed seed."""
    import random

    dice = random.Random(seed)
    said = bytearray(reply(ZIPPED, headers={"Content-Encoding": "gzip", "ETag": '"x"', "Cache-Control": "max-age=60"}))
    for _ in range(dice.randint(1, 6)):
        at = dice.randrange(min(len(said), 140))
        piece = bytes(dice.randrange(256) for _ in range(dice.randint(0, 4)))
        said[at : at + dice.randint(0, 6)] = piece

    async def go():
        async with serving(always(bytes(said))) as server, Retriever(QUICK) as retriever:
            try:
                return (await retriever.retrieve(server.url())).status
            except RetrieveError as error:
                return type(error)

    asyncio.run(go())
