"""robots.txt by RFC 9309: what an answer means, what is asked how often, and what is said of a page that is forbidden."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime, timedelta

import pytest

from feeds.errors import AddressRefused, Disallowed
from feeds.retrieve.limits import PRODUCT, Limits
from feeds.retrieve.retriever import Retriever
from feeds.retrieve.robots import RobotsKeeper
from feeds.robots import LARGEST, product_token, read_robots

NOW = datetime(2025, 4, 17, tzinfo=UTC)
OURS = f"User-agent: *\nDisallow: /\n\nUser-agent: {PRODUCT}\nDisallow: /private/\nCrawl-delay: 7\n".encode()


def test_our_own_group_counts_and_its_line_is_named():
    robots = read_robots(200, OURS)
    assert robots.was_read and robots.crawl_delay == 7
    assert robots.allows("https://example.org/news/1")
    assert not robots.allows("https://example.org/private/1")
    assert robots.rule("https://example.org/private/1") == "Disallow: /private/"
    assert robots.rule("https://example.org/news/1") == ""


@pytest.mark.parametrize(
    ("status", "allowed"), [(404, True), (403, True), (410, True), (429, False), (500, False), (503, False), (None, False)]
)
def test_a_file_that_is_not_there_forbids_nothing_and_one_that_cannot_be_had_everything(status, allowed):
    robots = read_robots(status, b"")
    assert robots.allows("https://example.org/x") is allowed
    assert bool(robots.rule("https://example.org/x")) is not allowed


@pytest.mark.parametrize("body", [b"", b"<!DOCTYPE html><title>Not found</title>", b"\xff\xfe\x00", b"Disallow: /"])
def test_what_holds_no_rules_forbids_nothing(body):
    assert read_robots(200, body).allows("https://example.org/x")


def test_what_comes_after_500_kib_is_not_read():
    body = b"User-agent: *\n" + b"# x\n" * (LARGEST // 4) + b"Disallow: /\n"
    assert read_robots(200, body).allows("https://example.org/x")


@pytest.mark.parametrize(("header", "token"), [("tariff-timeline/1 (+a)", "tariff-timeline"), ("MyBot", "MyBot"), ("", PRODUCT)])
def test_the_token_of_a_user_agent(header, token):
    assert product_token(header) == token


def test_the_published_cases_come_to_what_they_should(shared):
    cases = json.loads((shared / "corpora/robots/google_cases.json").read_text(encoding="utf-8"))["cases"]
    agreed = [case for case in cases if case["protego_agrees"]]
    assert len(agreed) > 20
    for case in agreed:
        assert read_robots(200, case["robots"].encode(), case["agent"]).allows(case["url"]) is case["allowed"], case


def _run(server, *asked: tuple[str, timedelta]):
    """What each question came to, in order, by one keeper."""

    async def all_of_them():
        async with Retriever(Limits(allow_private=True)) as retriever:
            keeper = RobotsKeeper(retriever)
            for url, later in asked:
                try:
                    await keeper.allowed(url, NOW + later)
                    yield True
                except Disallowed as error:
                    yield error

    async def listed():
        return [one async for one in all_of_them()]

    return asyncio.run(listed())


def test_a_site_is_asked_once_a_day(feed_server):
    page = feed_server.put("/a", b"x")
    feed_server.put("/robots.txt", b"User-agent: *\nDisallow: /b", content_type="text/plain")
    hours = [timedelta(0), timedelta(hours=23), timedelta(hours=25)]
    answers = _run(feed_server, *((page, one) for one in hours), (page.replace("/a", "/b"), timedelta(hours=25)))
    assert answers[:3] == [True, True, True]
    assert isinstance(answers[3], Disallowed) and answers[3].rule == "Disallow: /b" and answers[3].retry_after_s == 86_400
    assert [one.path for one in feed_server.asked] == ["/robots.txt", "/robots.txt"]


def test_a_failing_site_forbids_all_for_an_hour_but_what_it_said_before_goes_on(feed_server):
    page = feed_server.put("/a", b"x")
    feed_server.put("/robots.txt", b"", status=503)
    first, again, later = _run(feed_server, (page, timedelta(0)), (page, timedelta(minutes=59)), (page, timedelta(minutes=61)))
    assert all(isinstance(one, Disallowed) and one.retry_after_s <= 3_600 for one in (first, again, later))
    assert "503" in str(first)
    assert len(feed_server.asked) == 2


def test_many_who_ask_at_once_ask_the_site_once(feed_server):
    page = feed_server.put("/a", b"x")
    feed_server.put("/robots.txt", b"User-agent: *\nDisallow:", content_type="text/plain")

    async def at_once():
        async with Retriever(Limits(allow_private=True)) as retriever:
            keeper = RobotsKeeper(retriever)
            return await asyncio.gather(*(keeper.allowed(page, NOW) for _ in range(20)))

    assert len(asyncio.run(at_once())) == 20
    assert len(feed_server.asked) == 1


def test_what_is_no_address_is_refused():
    async def ask():
        async with Retriever(Limits()) as retriever:
            await RobotsKeeper(retriever).allowed("ftp://example.org/", NOW)

    with pytest.raises(AddressRefused):
        asyncio.run(ask())
