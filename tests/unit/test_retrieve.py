"""feeds.retrieve against real servers on this machine: what comes back, and what goes out."""

import asyncio
import gzip
import time
import zlib
from contextlib import AsyncExitStack

import pytest
from raw_http import always, by_path, reply, serving

from feeds.errors import AddressRefused, Blocked, FeedError, Gone, StatusError, TimedOut, TooLarge, TooManyRedirects
from feeds.retrieve.limits import Limits, user_agent
from feeds.retrieve.retriever import Retriever
from feeds.types import Validators

HERE = Limits(allow_private=True)


def run(coroutine):
    return asyncio.run(coroutine)


async def retrieved(say, path="/", limits=HERE, **asked):
    """The response and the server's memory for one request."""
    async with serving(say) as server, Retriever(limits) as retriever:
        return await retriever.retrieve(server.url(path), **asked), server


def test_a_feed_comes_whole_with_its_validators():
    feed = "<rss><title>日米関税</title></rss>".encode("shift_jis")
    headers = {"ETag": 'W/"a;b c"', "Last-Modified": "Wed, 16 Apr 2025 20:00:00 GMT", "Content-Type": "text/xml; charset=Shift_JIS"}
    response, server = run(retrieved(always(reply(feed, headers=headers)), "/rss?format=xml&x=%e3%81%82"))
    assert response.body == feed
    assert response.status == 200
    assert response.validators == Validators('W/"a;b c"', "Wed, 16 Apr 2025 20:00:00 GMT")
    assert response.content_type == "text/xml; charset=Shift_JIS"
    assert response.url == response.final_url == server.url("/rss?format=xml&x=%e3%81%82")
    assert response.permanent_url is None
    assert response.sent_bytes == len(feed)


def test_who_we_are_is_said_and_no_browser_is_played():
    _, server = run(retrieved(always(reply(b"x")), limits=Limits(allow_private=True, contact="https://example.org/about")))
    sent = server.asked[0].headers
    assert sent["user-agent"].startswith("tariff-timeline/")
    assert "+https://example.org/about" in sent["user-agent"]
    assert "Mozilla" not in sent["user-agent"]
    assert sent["accept-encoding"] == "gzip, deflate"
    assert user_agent(Limits(user_agent="mine"), "1") == "mine"


def test_trap_05_validators_go_back_byte_for_byte():
    etag, modified = 'W/"ab  c,\'ü"', "Sat, 01 Jan 2041 00:00:00 GMT"
    answer = reply(b"", "304 Not Modified", {"ETag": etag.encode(), "Content-Length": "0"})
    response, server = run(retrieved(always(answer), validators=Validators(etag, modified)))
    assert response.status == 304
    assert response.body == b""
    assert response.validators.etag == etag
    assert server.asked[0].headers["if-none-match"].encode("latin-1") == etag.encode()
    assert server.asked[0].headers["if-modified-since"] == modified


def test_trap_05_without_validators_the_request_is_unconditional():
    response, server = run(retrieved(always(reply(b"new"))))
    assert not {"if-none-match", "if-modified-since"} & server.asked[0].headers.keys()
    assert response.validators == Validators()


def test_a_validator_that_could_not_go_back_is_dropped():
    response, _ = run(retrieved(always(reply(b"x", headers={"ETag": b'"\xfc"', "X-Note": b"gr\xfcn"}))))
    assert response.validators.etag is None
    assert response.headers["x-note"] == "grün"


def test_own_headers_go_to_the_host_asked_and_not_to_another():
    async def go():
        async with serving(always(reply(b"there"))) as second:
            first_says = by_path({"/a": hop("302 Found", "/b"), "/b": hop("302 Found", second.url("/c"))})
            async with serving(first_says) as first, Retriever(HERE) as retriever:
                response = await retriever.retrieve(first.url("/a"), headers={"X-Api-Key": "k"})
                return response, first, second

    response, first, second = run(go())
    assert response.body == b"there"
    assert response.final_url == second.url("/c")
    assert [asked.headers.get("x-api-key") for asked in first.asked + second.asked] == ["k", "k", None]


@pytest.mark.parametrize(
    ("coding", "packed"),
    [
        ("gzip", gzip.compress(b"body" * 100, mtime=0)),
        ("x-gzip", gzip.compress(b"body" * 100, mtime=0)),
        ("gzip", gzip.compress(b"body" * 40, mtime=0) + gzip.compress(b"body" * 60, mtime=0) + b"\0\0\0"),
        ("deflate", zlib.compress(b"body" * 100)),
        ("deflate", zlib.compress(b"body" * 100)[2:-4]),
        ("gzip, deflate", zlib.compress(gzip.compress(b"body" * 100, mtime=0))),
        ("identity", b"body" * 100),
        ("utf-8", b"body" * 100),
    ],
)
def test_content_encodings_are_undone(coding, packed):
    response, _ = run(retrieved(always(reply(packed, headers={"Content-Encoding": coding}))))
    assert response.body == b"body" * 100
    assert response.sent_bytes == len(packed)


def test_chunks_are_put_together():
    answer = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"
    assert run(retrieved(always(answer)))[0].body == b"abcde"


def test_a_body_that_ends_with_the_connection_is_taken():
    assert run(retrieved(always(b"HTTP/1.0 200 OK\r\n\r\nold server")))[0].body == b"old server"


def test_no_cookie_is_kept():
    async def go():
        async with serving(always(reply(b"x", headers={"Set-Cookie": "id=1; Path=/"}))) as server, Retriever(HERE) as retriever:
            await retriever.retrieve(server.url())
            await retriever.retrieve(server.url())
            return server

    assert "cookie" not in run(go()).asked[1].headers


def test_how_long_it_stays_fresh_is_read():
    response, _ = run(retrieved(always(reply(b"x", headers={"Cache-Control": "public, max-age=900", "Age": "100"}))))
    assert response.fresh_s == 800


# Redirects


def hop(status, location):
    return reply(b"moved", status, {"Location": location})


def test_a_permanent_way_is_told_and_a_mixed_one_is_not():
    say = by_path({"/a": hop("301 Moved", "/b"), "/b": hop("308 Moved", "c?x=1#part"), "/c?x=1": reply(b"end")})
    response, server = run(retrieved(say, "/a"))
    assert response.body == b"end"
    assert response.permanent_url == response.final_url == server.url("/c?x=1")
    say = by_path({"/a": hop("301 Moved", "/b"), "/b": hop("302 Found", "/c"), "/c": reply(b"end")})
    response, server = run(retrieved(say, "/a"))
    assert response.final_url == server.url("/c")
    assert response.permanent_url is None


def test_redirects_are_limited():
    limits = Limits(allow_private=True, redirects=3)
    with pytest.raises(TooManyRedirects, match="more than 3"):
        run(retrieved(by_path({"/a": hop("302 Found", "/a")}), "/a", limits))


@pytest.mark.parametrize("location", ["", "   ", "http://[::1"])
def test_a_redirect_that_leads_nowhere(location):
    with pytest.raises(TooManyRedirects):
        run(retrieved(always(hop("302 Found", location))))


@pytest.mark.parametrize("location", ["file:///etc/passwd", "ftp://example.org/", "http://user:pw@example.org/", "javascript:alert(1)"])
def test_a_redirect_to_what_is_not_fetched(location):
    with pytest.raises(AddressRefused):
        run(retrieved(always(hop("302 Found", location))))


def test_a_location_in_another_charset_is_followed_byte_for_byte():
    answer = reply(b"", "302 Found", {"Location": b"/\x93\xfa\x96{"})
    response, _ = run(retrieved(by_path({"/": answer, "/%93%FA%96%7B": reply(b"jp")})))
    assert response.body == b"jp"


def test_a_location_in_japanese_is_followed():
    say = by_path({"/": reply(b"", "302 Found", {"Location": "/関税".encode()}), "/%E9%96%A2%E7%A8%8E": reply(b"jp")})
    assert run(retrieved(say))[0].body == b"jp"


# Statuses


@pytest.mark.parametrize(
    ("status", "kind"),
    [("410 Gone", Gone), ("401 No", Blocked), ("403 No", Blocked), ("451 No", Blocked), ("404 No", StatusError), ("300 Or", StatusError)],
)
def test_statuses_become_errors(status, kind):
    with pytest.raises(kind) as caught:
        run(retrieved(always(reply(b"<html>", status))))
    assert type(caught.value) is kind
    assert caught.value.status == int(status[:3])


@pytest.mark.parametrize("status", ["429 Slow down", "503 Later"])
def test_retry_after_is_kept(status):
    with pytest.raises(StatusError) as caught:
        run(retrieved(always(reply(b"", status, {"Retry-After": "120"}))))
    assert caught.value.retry_after_s == 120
    dated = {"Date": "Wed, 16 Apr 2025 20:00:00 GMT", "Retry-After": "Wed, 16 Apr 2025 21:00:00 GMT"}
    with pytest.raises(StatusError) as caught:
        run(retrieved(always(reply(b"", status, dated))))
    assert caught.value.retry_after_s == 3600


def test_trap_41_challenges_are_blocks():
    for answer in (
        reply(b"", "202 Accepted"),
        reply(b"<html>", "202 Accepted", {"x-amzn-waf-action": "challenge"}),
        reply(b"<html>", "503 Wait", {"cf-mitigated": "challenge"}),
    ):
        with pytest.raises(Blocked):
            run(retrieved(always(answer)))
    assert run(retrieved(always(reply(b"<rss/>", "202 Accepted"))))[0].status == 202


# Limits


def test_a_stated_length_past_the_limit_is_not_read():
    limits = Limits(allow_private=True, sent_bytes=10)
    with pytest.raises(TooLarge) as caught:
        run(retrieved(always(reply(b"x" * 5, headers={"Content-Length": "11"})), limits=limits))
    assert (caught.value.stage, caught.value.limit) == ("sent", 10)


def test_an_endless_body_is_cut():
    async def endless(asked, writer):
        writer.write(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            writer.write(b"x" * 65536)
            await writer.drain()

    with pytest.raises(TooLarge):
        run(retrieved(endless, limits=Limits(allow_private=True, sent_bytes=500_000)))


def test_a_bomb_is_cut_while_it_unfolds():
    bomb = gzip.compress(b"\0" * 50_000_000, mtime=0)
    began = time.monotonic()
    with pytest.raises(TooLarge) as caught:
        run(retrieved(always(reply(bomb, headers={"Content-Encoding": "gzip"})), limits=Limits(allow_private=True, decoded_bytes=100_000)))
    assert caught.value.stage == "decoded"
    assert time.monotonic() - began < 2


def test_trap_02_a_drip_is_cut_at_the_total_deadline_and_others_are_served():
    async def drip(asked, writer):
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
        while True:
            writer.write(b"x")
            await writer.drain()
            await asyncio.sleep(0.05)

    async def go():
        limits = Limits(allow_private=True, read_s=5, total_s=0.6)
        async with serving(drip) as slow, serving(always(reply(b"ok"))) as quick, Retriever(limits) as retriever:
            for _ in range(3):
                dripping = asyncio.create_task(retriever.retrieve(slow.url()))
                assert (await retriever.retrieve(quick.url())).body == b"ok"
                with pytest.raises(TimedOut, match="total"):
                    await dripping

    began = time.monotonic()
    run(go())
    assert time.monotonic() - began < 4


def test_trap_02_a_header_that_drips_is_cut_too():
    async def drip(asked, writer):
        for byte in b"HTTP/1.1 200 OK\r\nX-Slow: " + b"y" * 10_000:
            writer.write(bytes([byte]))
            await writer.drain()
            await asyncio.sleep(0.02)

    with pytest.raises(TimedOut) as caught:
        run(retrieved(drip, limits=Limits(allow_private=True, read_s=5, total_s=0.4)))
    assert (caught.value.phase, caught.value.limit_s) == ("total", 0.4)


def test_silence_is_cut_at_the_read_limit():
    async def silent(asked, writer):
        await asyncio.sleep(3)

    with pytest.raises(TimedOut, match="read"):
        run(retrieved(silent, limits=Limits(allow_private=True, read_s=0.2)))


def test_a_connection_that_never_stands_is_cut():
    async def go():
        async with serving(always(b"")) as never, Retriever(Limits(allow_private=True, connect_s=0.3)) as retriever:
            await retriever.retrieve(never.url(scheme="https"))  # TLS that nobody answers

    with pytest.raises(TimedOut, match="connect"):
        run(go())


def test_the_deadline_holds_for_all_hops_together():
    async def slow(asked, writer):
        await asyncio.sleep(0.3)
        writer.write(hop("302 Found", asked.path + "x"))

    with pytest.raises(TimedOut, match="total"):
        run(retrieved(slow, limits=Limits(allow_private=True, total_s=0.8)))


# Turns


async def a_second(asked, writer):
    await asyncio.sleep(1)
    writer.write(reply(b"late"))


def test_trap_07_ten_slow_sources_on_ten_ports_are_asked_at_once():
    async def go():
        async with AsyncExitStack() as stack:
            servers = [await stack.enter_async_context(serving(a_second)) for _ in range(10)]
            retriever = await stack.enter_async_context(Retriever(HERE))
            began = time.monotonic()
            responses = await asyncio.gather(*(retriever.retrieve(server.url()) for server in servers))
            return responses, time.monotonic() - began

    responses, took_s = run(go())
    assert [response.body for response in responses] == [b"late"] * 10
    assert took_s < 4


class Busy:
    """Counts how many requests are with the server at once."""

    def __init__(self):
        self.now = self.most = 0
        self.starts = []

    async def __call__(self, asked, writer):
        self.now += 1
        self.most = max(self.most, self.now)
        self.starts.append(time.monotonic())
        await asyncio.sleep(0.05)
        self.now -= 1
        writer.write(reply(b"x"))


async def many(busy, limits, count=6):
    async with serving(busy, keep=True) as server, Retriever(limits) as retriever:
        await asyncio.gather(*(retriever.retrieve(server.url(f"/{n}")) for n in range(count)))
        return server


@pytest.mark.parametrize(("per_host", "most"), [(1, 1), (3, 3)])
def test_one_host_is_asked_by_few_at_once(per_host, most):
    busy = Busy()
    run(many(busy, Limits(allow_private=True, per_host=per_host)))
    assert busy.most == most


def test_waiting_for_a_turn_is_not_time_of_the_request():
    run(many(Busy(), Limits(allow_private=True, total_s=0.2), count=8))


def test_all_requests_together_are_limited():
    busy = Busy()

    async def go():
        async with AsyncExitStack() as stack:
            servers = [await stack.enter_async_context(serving(busy)) for _ in range(6)]
            retriever = await stack.enter_async_context(Retriever(Limits(allow_private=True, concurrency=2)))
            await asyncio.gather(*(retriever.retrieve(server.url()) for server in servers))

    run(go())
    assert busy.most == 2


def test_a_host_is_left_alone_between_two_requests():
    busy = Busy()
    run(many(busy, Limits(allow_private=True, host_delay_s=0.2), count=3))
    assert all(later - earlier >= 0.2 for earlier, later in zip(busy.starts, busy.starts[1:], strict=False))


def test_a_connection_is_kept_only_for_those_who_wait():
    server = run(many(Busy(), HERE, count=3))
    assert [asked.headers.get("connection", "keep") for asked in server.asked] == ["keep", "keep", "close"]


def test_cancelling_a_retrieval_gives_its_turn_back():
    async def go():
        async with serving(a_second) as server, Retriever(HERE) as retriever:
            task = asyncio.create_task(retriever.retrieve(server.url()))
            await asyncio.sleep(0.1)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            return await asyncio.wait_for(retriever.retrieve(server.url()), 3)

    assert run(go()).body == b"late"


def test_one_bad_source_does_not_stop_the_rest():
    async def go():
        async with serving(always(b"\0\0\0")) as bad, serving(always(reply(b"ok"))) as good, Retriever(HERE) as retriever:
            return await asyncio.gather(*(retriever.retrieve(s.url()) for s in (bad, good)), return_exceptions=True)

    failed, well = run(go())
    assert isinstance(failed, FeedError)
    assert well.body == b"ok"
