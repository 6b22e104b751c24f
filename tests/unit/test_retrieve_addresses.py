"""Which addresses are refused: in every spelling, by name, and on every hop (TRAPS 22)."""

import asyncio
import socket

import pytest
from raw_http import always, reply, serving

from feeds.errors import AddressRefused, TooManyRedirects
from feeds.retrieve.addresses import RefusedSocket, redirect_url, refusal, request_url
from feeds.retrieve.connect import checked_socket
from feeds.retrieve.limits import Limits
from feeds.retrieve.retriever import Retriever

NOT_PUBLIC = [
    "127.0.0.1", "127.255.255.254", "0.0.0.0", "0.1.2.3", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",
    "169.254.169.254", "169.254.170.2", "100.64.0.1", "100.127.255.255", "100.100.100.200", "168.63.129.16", "192.0.0.192",
    "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
    "::", "::1", "fe80::1", "fe80::1%lo", "fec0::1", "fc00::1", "fd00:ec2::254", "ff02::1", "::127.0.0.1", "::ffff:127.0.0.1",
    "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::ffff:100.64.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::7f00:1",
    "2002:7f00:1::", "2002:808:808::", "2001:0:53aa:64c::1", "2001:db8::1", "100::1", "5f00::1", "3fff::1", "not an address", "",
]  # fmt: skip
PUBLIC = ["8.8.8.8", "93.184.216.34", "100.63.255.255", "100.128.0.1", "172.32.0.1", "2606:2800::1", "::ffff:8.8.8.8", "64:ff9b::808:808"]


@pytest.mark.parametrize("address", NOT_PUBLIC)
def test_trap_22_what_is_not_public_is_refused_with_a_reason(address):
    assert refusal(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_trap_22_what_is_public_is_asked(address):
    assert refusal(address) == ""


SPELLINGS = [
    "http://127.0.0.1:{port}/", "http://localhost:{port}/", "http://LOCALHOST:{port}/", "http://2130706433:{port}/",
    "http://0x7f000001:{port}/", "http://0x7f.1:{port}/", "http://017700000001:{port}/", "http://0177.0.0.1:{port}/",
    "http://127.1:{port}/", "http://0:{port}/", "http://0.0.0.0:{port}/", "http://[::]:{port}/", "http://[::1]:{port}/",
    "http://[::ffff:127.0.0.1]:{port}/", "http://[::ffff:7f00:1]:{port}/", "http://[0:0:0:0:0:ffff:7f00:1]:{port}/",
    "http://[64:ff9b::7f00:1]:{port}/", "http://[2002:7f00:1::]:{port}/", "http://[::127.0.0.1]:{port}/", "http://１２７.０.０.１:{port}/",
    "http://①②⑦.⓪.⓪.①:{port}/", "http://127。0。0。1:{port}/", "http://example.org\\@127.0.0.1:{port}/", "http://127.0.0.1:{port}\\@example.org/",
    "http://example.org@127.0.0.1:{port}/", "http://example.org:pw@127.0.0.1:{port}/", "http://127.0.0.1:{port}#@example.org/",
    "http://127.0.0.1:{port}?@example.org/", "http://[fe80::1%25lo]:{port}/", "HTTP://127.0.0.1:{port}/", "https://127.0.0.1:{port}/",
]  # fmt: skip


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_trap_22_every_spelling_of_this_machine_is_refused(spelling):
    async def go():
        async with serving(always(reply(b"secret"))) as server, Retriever(Limits()) as retriever:
            with pytest.raises(AddressRefused):
                await retriever.retrieve(spelling.format(port=server.port))
            return server

    assert asyncio.run(go()).asked == []


def test_trap_22_a_name_that_leads_here_is_refused():
    async def go():
        async with serving(always(reply(b"secret"))) as server, Retriever(Limits()) as retriever:
            with pytest.raises(AddressRefused, match="this machine itself"):
                await retriever.retrieve(f"http://{socket.gethostname()}:{server.port}/")
            return server

    if refusal(socket.gethostbyname(socket.gethostname())) == "":
        pytest.skip("this machine's name leads to a public address")
    assert asyncio.run(go()).asked == []


@pytest.mark.parametrize(
    "location",
    ["http://example.org\\@127.0.0.1/", "//user@127.0.0.1/", "http:\\\\127.0.0.1/", "/\\127.0.0.1/", "gopher://127.0.0.1/", "http://127.0.0.1:99999/"],
)
def test_trap_22_redirects_in_odd_spellings_are_refused(location):
    with pytest.raises((AddressRefused, TooManyRedirects)):
        redirect_url("http://example.org/", request_url("http://example.org/a"), location)


def test_trap_22_the_check_is_made_for_each_socket_so_each_hop():
    with pytest.raises(RefusedSocket) as caught:
        checked_socket((socket.AF_INET, socket.SOCK_STREAM, 0, "", ("169.254.169.254", 80)))
    assert isinstance(caught.value, OSError)
    assert "metadata" in caught.value.reason
    assert str(caught.value) == "address refused"
    checked_socket((socket.AF_INET, socket.SOCK_STREAM, 0, "", ("8.8.8.8", 80))).close()


@pytest.mark.parametrize("url", ["ftp://example.org/", "file:///etc/passwd", "/etc/passwd", "", "http://", "http:///x", "example.org", "http://a\nb/"])
def test_only_whole_http_addresses_are_asked(url):
    with pytest.raises(AddressRefused):
        request_url(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://www.nytimes.com/svc/collections/v1/publish/http://www.nytimes.com/topic/destination/japan/rss.xml",
        "https://news.google.com/rss/search?q=site%3Areuters.com%20Japan%20(tariff%20OR%20x)&hl=en-US&ceid=US:en",
        "https://www.sankei.com/arc/outboundfeeds/rss/?outputType=xml",
        "https://example.org/%e3%81%82?a=%2b+%7e",
    ],
)
def test_trap_38_a_sources_address_is_sent_as_it_was_spelt(url):
    assert str(request_url(url)) == url


def test_an_address_in_japanese_is_encoded():
    assert str(request_url("https://日本.jp/関税?q=日米")) == "https://xn--wgv71a.jp/%E9%96%A2%E7%A8%8E?q=%E6%97%A5%E7%B1%B3"


def test_private_addresses_are_asked_where_it_is_allowed():
    async def go():
        async with serving(always(reply(b"mine"))) as server, Retriever(Limits(allow_private=True)) as retriever:
            return await retriever.retrieve(f"http://localhost:{server.port}/")

    assert asyncio.run(go()).body == b"mine"


def test_no_proxy_is_taken_from_the_environment(monkeypatch):
    async def go():
        async with serving(always(reply(b"proxy"))) as proxy, serving(always(reply(b"direct"))) as server:
            monkeypatch.setenv("http_proxy", proxy.url())
            async with Retriever(Limits(allow_private=True)) as retriever:
                return await retriever.retrieve(server.url())

    assert asyncio.run(go()).body == b"direct"
