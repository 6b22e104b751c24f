"""robots.txt by RFC 9309: what an answer means, what is asked how often, and what is said of a page that is forbidden."""

from __future__ import annotations

import asyncio
import json
import time
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


def test_the_line_named_is_one_of_our_own_group():
    ours = f"User-agent: other\nUser-agent: {PRODUCT}\nAllow: /news/open\nDisallow: /news\n\n"
    others = "User-agent: *\nDisallow: /news/2025/\n\nUser-agent: third\nDisallow: /news/2025/04\n"
    for text in (ours + others, others + ours):
        robots = read_robots(200, text.encode())
        assert robots.rule("https://example.org/news/2025/04/17") == "Disallow: /news"
        assert robots.rule("https://example.org/news/open/1") == ""
    assert read_robots(200, others.encode()).rule("https://example.org/news/2025/04/17") == "Disallow: /news/2025/"


@pytest.mark.parametrize("rule", ["Disallow: /*a*b*c{n}*d*d$", "Disallow: /" + "*a" * 40 + "{n}$", "User-agent: bot{n}\nDisallow: /{n}"])
def test_as_many_rules_as_fit_are_read_and_asked_in_bounded_time(rule):
    lines = "User-agent: *\n" + "".join(rule.format(n=n) + "\n" for n in range(LARGEST // len(rule)))
    began = time.process_time()
    robots = read_robots(200, lines.encode())
    assert robots.allows("https://example.org/" + "a" * 2_000 + "x")
    assert time.process_time() - began < 2  # 0.2 s on a quiet machine


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


def _run(server, *asked: tuple[str, timedelta], before=None, most_origins=2_000):
    """What each question came to, in order, by one keeper. before: called with a question's number before it is asked."""

    async def all_of_them():
        async with Retriever(Limits(allow_private=True)) as retriever:
            keeper = RobotsKeeper(retriever, most_origins=most_origins)
            for number, (url, later) in enumerate(asked):
                if before is not None:
                    before(number)
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


def test_what_a_site_said_before_goes_on_for_30_days_while_it_fails(feed_server):
    page, forbidden = feed_server.put("/a", b"x"), feed_server.put("/b", b"x")
    feed_server.put("/robots.txt", b"User-agent: *\nDisallow: /b", content_type="text/plain")

    def fail(number):
        if number == 1:
            feed_server.put("/robots.txt", b"", status=503)

    days = [timedelta(0), timedelta(days=2), timedelta(days=29), timedelta(days=31)]
    asked = [(page, days[0]), (page, days[1]), (forbidden, days[1]), (page, days[2]), (page, days[3])]
    first, second, other, late, over = _run(feed_server, *asked, before=fail)
    assert (first, second, late) == (True, True, True)
    assert isinstance(other, Disallowed) and other.rule == "Disallow: /b"
    assert isinstance(over, Disallowed) and "503" in str(over)


@pytest.mark.parametrize(("hops", "forbidden"), [(5, True), (6, False)])
def test_five_redirects_are_followed_and_more_are_as_if_there_were_none(feed_server, hops, forbidden):
    page = feed_server.put("/a", b"x")
    for number in range(hops):
        path = "/robots.txt" if number == 0 else f"/r{number}"
        feed_server.put(path, b"", status=302)
        feed_server.answers[path].headers["Location"] = f"/r{number + 1}"
    feed_server.put(f"/r{hops}", b"User-agent: *\nDisallow: /", content_type="text/plain")
    (answer,) = _run(feed_server, (page, timedelta(0)))
    assert isinstance(answer, Disallowed) is forbidden


def test_429_is_asked_again_when_the_site_says(feed_server):
    page = feed_server.put("/a", b"x")
    feed_server.put("/robots.txt", b"", status=429)
    feed_server.answers["/robots.txt"].headers["Retry-After"] = "7200"
    first, early, later = _run(feed_server, (page, timedelta(0)), (page, timedelta(minutes=119)), (page, timedelta(minutes=121)))
    assert first.retry_after_s == 7_200 and early.retry_after_s == 60
    assert isinstance(later, Disallowed) and len(feed_server.asked) == 2


def test_a_site_that_nobody_asked_about_for_longest_is_forgotten(feed_server):
    page = feed_server.put("/a", b"x")
    feed_server.put("/robots.txt", b"User-agent: *\nDisallow:", content_type="text/plain")
    other = page.replace("127.0.0.1", "localhost")
    _run(feed_server, *((one, timedelta(0)) for one in (page, other, other, page)), most_origins=1)
    assert len(feed_server.asked) == 3
    _run(feed_server, *((one, timedelta(0)) for one in (page, other, other, page)))
    assert len(feed_server.asked) == 5


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
