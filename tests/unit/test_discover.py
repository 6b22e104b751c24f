"""What `sources add` says of an address: real servers, pages and feeds written for this."""

import asyncio
import json

import pytest
from raw_http import always, by_path, reply, serving

from feeds.discover import discover
from feeds.errors import Blocked, CatalogueError, ParseError, RetrieveError
from feeds.json_hints import guess_fields
from feeds.retrieve.limits import Limits
from feeds.retrieve.retriever import Retriever

FEED = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>通商省 新着情報</title><link>https://www.example.go.jp/</link><language>ja</language>
<item><title>米国の関税措置に関する協議</title><link>https://www.example.go.jp/1.html</link><guid>1</guid>
<pubDate>Thu, 17 Apr 2025 09:00:00 +0900</pubDate></item>
<item><title>日米首脳電話会談</title><link>https://www.example.go.jp/2.html</link><guid>2</guid>
<pubDate>Fri, 18 Apr 2025 09:00:00 +0900</pubDate></item>
</channel></rss>""".encode()
UNDATED = FEED.replace(b"pubDate", b"x")
TEXT = "The measures announced on 16 April apply to all goods that enter on or after that day, unless an annex says otherwise. " * 6
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Tariff measures</title>{{head}}</head><body>
<nav id="menu"><ul><li><a href="/a">Home</a></li><li><a href="/b">About us</a></li></ul></nav>
<main id="main"><h1>Tariff measures</h1><p>{TEXT}</p></main>
<section class="news"><h2>News</h2><p>{TEXT[:200]} More of the same kind.</p></section><footer>Contact</footer></body></html>"""
ANNOUNCED = '<link rel="alternate" type="application/rss+xml" title="{title}" href="{href}">'
SCRIPTS = b"""<html><head><script src="/a.js"></script></head>
<body><div id="root"></div><noscript>Please enable JavaScript.</noscript></body></html>"""


def page(*heads):
    return reply(PAGE.replace("{head}", "".join(heads)).encode(), headers={"Content-Type": "text/html; charset=utf-8"})


def found_at(say, path="/", **said):
    async def go():
        async with serving(say) as server, Retriever(Limits(allow_private=True)) as retriever:
            return await discover(server.url(path), retriever, **said), server

    return asyncio.run(go())


def test_a_feed_is_known_whatever_its_type_says():
    found, server = found_at(always(reply(FEED, headers={"Content-Type": "text/html"})), "/news.rss")
    source = found.source
    assert (source.kind, source.url, source.title, source.lang) == ("feed", server.url("/news.rss"), "通商省 新着情報", "ja")
    assert source.homepage == "https://www.example.go.jp/"
    assert source.tz == "Asia/Tokyo"
    assert source.format
    assert source.enabled
    assert found.entries == 2
    assert found.titles == ("米国の関税措置に関する協議", "日米首脳電話会談")
    assert found.warnings == ()
    assert "entries: 2" in list(found.lines())


def test_a_feed_without_dates_is_told():
    found, _ = found_at(always(reply(UNDATED)))
    assert "no dates" in found.warnings[0]


def test_the_feed_behind_a_page_is_found():
    say = by_path(
        {
            "/": page(ANNOUNCED.format(title="Comments", href="/comments/feed/"), ANNOUNCED.format(title="News", href="news.xml")),
            "/news.xml": reply(FEED),
        }
    )
    found, server = found_at(say)
    assert found.source.kind == "feed"
    assert found.source.url == server.url("/news.xml")
    assert found.behind == server.url("/")
    assert [url for url, _, _ in found.feeds] == [server.url("/comments/feed/")]
    assert any("named by" in line for line in found.lines())
    assert any(line.startswith("another feed there: ") for line in found.lines())


def test_a_dead_feed_behind_a_page_is_told_and_the_next_is_taken():
    heads = [ANNOUNCED.format(title="Old", href="/old.xml"), ANNOUNCED.format(title="New", href="/new.xml")]
    found, server = found_at(by_path({"/": page(*heads), "/old.xml": reply(b"gone", "404 Not Found"), "/new.xml": reply(FEED)}))
    assert found.source.url == server.url("/new.xml")
    assert "404" in found.warnings[0]
    assert any(line.startswith("warning: ") for line in found.lines())


def test_a_page_whose_feeds_are_dead_is_watched_itself():
    found, _ = found_at(by_path({"/": page(ANNOUNCED.format(title="Old", href="/old.xml")), "/old.xml": reply(b"gone", "404 Not Found")}))
    assert found.source.kind == "page"
    assert any("404" in warning for warning in found.warnings)


def test_a_page_is_told_with_its_text_and_two_other_selectors():
    found, server = found_at(always(page()), "/measures/index.html")
    source = found.source
    assert (source.kind, source.title, source.lang, source.format) == ("page", "Tariff measures", "en", "html")
    assert source.url == server.url("/measures/index.html")
    assert source.selector
    assert "apply to all goods" in found.text
    assert 1 <= len(found.others) <= 2
    assert source.selector not in dict(found.others)
    assert any(line.startswith("or --selector") for line in found.lines())


def test_a_page_is_taken_as_one_where_the_person_says_so():
    say = by_path({"/": page(ANNOUNCED.format(title="News", href="/news.xml")), "/news.xml": reply(FEED)})
    assert found_at(say, kind="page")[0].source.kind == "page"
    found, _ = found_at(say, selector="section.news")
    assert found.source.selector == "section.news"
    assert "More of the same kind" in found.text
    assert len(found.others) == 2


def test_a_selector_that_is_none_or_selects_nothing():
    with pytest.raises(CatalogueError):
        found_at(always(page()), selector="p[[")
    found, _ = found_at(always(page()), selector="#nowhere")
    assert found.text == ""
    assert any("#nowhere" in warning for warning in found.warnings)


def test_a_page_that_scripts_build_is_told():
    found, _ = found_at(always(reply(SCRIPTS)))
    assert any("scripts build this page" in warning for warning in found.warnings)


def test_a_json_api_is_described_as_far_as_can_be():
    one = {"document_number": "2025-1", "title": "Notice", "html_url": "https://x.example/1", "publication_date": "2025-04-17"}
    rows = [one, one | {"document_number": "2025-2"}, one | {"document_number": "2025-3"}]
    found, _ = found_at(always(reply(json.dumps({"count": 3, "results": rows}).encode())), "/documents.json")
    assert found.source.kind == "json_api"
    assert found.source.json_fields == {
        "items": "/results",
        "id": "/document_number",
        "title": "/title",
        "url": "/html_url",
        "date": "/publication_date",
    }
    assert found.entries == 3
    assert found.titles[0] == "Notice"
    assert "guessed" in found.warnings[-1]


def test_a_json_api_that_nobody_understands_is_told():
    found, _ = found_at(always(reply(b'{"name": "2026HTSRev21"}')))
    assert found.source.kind == "json_api"
    assert "no list" in found.warnings[-1]


def test_a_json_feed_is_a_feed():
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "Notes", "items": [{"id": "1", "title": "One", "url": "https://x.example/1"}]}
    found, _ = found_at(always(reply(json.dumps(feed).encode())))
    assert (found.source.kind, found.source.format, found.entries) == ("feed", "jsonfeed", 1)


def test_where_it_moved_is_told():
    moved = by_path({"/old": reply(b"", "301 Moved", {"Location": "/new"}), "/new": reply(FEED)})
    found, server = found_at(moved, "/old")
    assert found.source.url == server.url("/new")
    assert "moved for good" in found.warnings[0]
    moved = by_path({"/old": reply(b"", "302 Found", {"Location": "/new"}), "/new": reply(FEED)})
    found, server = found_at(moved, "/old")
    assert found.source.url == server.url("/old")
    assert "for the time being" in found.warnings[0]


def test_ids_are_not_taken_twice():
    first, _ = found_at(always(reply(FEED)), "/feed")
    again, _ = found_at(always(reply(FEED)), "/feed", taken={first.source.id})
    assert again.source.id == f"{first.source.id}-2"


def test_an_address_may_come_without_its_scheme():
    async def go():
        async with serving(always(b"no TLS here")) as server, Retriever(Limits(allow_private=True, connect_s=0.2)) as retriever:
            await discover(f"127.0.0.1:{server.port}/feed", retriever)

    with pytest.raises(RetrieveError) as caught:
        asyncio.run(go())
    assert caught.value.url.startswith("https://127.0.0.1")


@pytest.mark.parametrize(("answer", "kind"), [(reply(b"words"), ParseError), (reply(b""), ParseError), (reply(b"", "403 No"), Blocked)])
def test_what_cannot_be_polled_is_an_error(answer, kind):
    with pytest.raises(kind):
        found_at(always(answer))


@pytest.mark.parametrize(
    ("value", "fields"),
    [
        ([{"href": "/1", "subject": "CSMS"}], {"items": "", "id": "/href", "title": "/subject", "url": "/href"}),
        ({"a/b": {"c~d": [{"headline": "x"}]}}, {"items": "/a~1b/c~0d", "id": "/headline", "title": "/headline"}),
        ({"t": [{"name": "t"}], "items": [{"title": "a", "id": 1}] * 2}, {"items": "/items", "id": "/id", "title": "/title"}),
        ({"items": [{"title": "", "id": True}]}, {}),
        ({"a": {"b": {"c": {"d": {"e": [{"title": "too deep"}]}}}}}, {}),
        ("text", {}),
        (None, {}),
    ],
)
def test_pointers_are_guessed(value, fields):
    assert guess_fields(value) == fields
