"""A page or article of 5 MB, or one that hangs or kills its reader, ends in a result or a typed error; the others are answered."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import FeedServer
from polled_tracker import Tracker, rss

from db.queries.sources import list_sources
from db.store.connect import open_store
from feeds.errors import ParseError, TooComplex
from feeds.types import Response, Source
from tracker.jobs import Job, OfItem, Read
from tracker.poller import Round
from tracker.reading import Reading
from tracker.service import open_poller

SMALL, SIZE, BOUND_S = 6, 5_000_000, 40.0
SENTENCE = "The duty on cars from Japan is {} percent, said the ministry, and talks with Washington go on until the summer."
SHAPES = {
    "paragraphs": "".join(f"<p>{SENTENCE.format(n)}</p>" for n in range(SIZE // 120)),
    "one line": f"<p>{'word ' * (SIZE // 5)}</p>",
    "cells": f"<table>{('<tr>' + '<td>15</td>' * 20 + '</tr>') * (SIZE // 240)}</table>",
    "deep": "<div>" * 300_000 + "x" * (SIZE - 1_500_000),
}


def page(inner: str) -> str:
    return f"<html lang='en'><head><title>Tariffs</title></head><body><main><h1>Tariffs</h1>{inner}</main></body></html>"


def tracker_with(folder: Path, server: FeedServer, inner: str) -> Tracker:
    """A tracker with a large page among small feeds, the large one first."""
    tracker = Tracker(folder)
    tracker.config = replace(tracker.config, workers=2, total_s=20.0)
    tracker.add(Source("a-large", server.put("/large", page(inner), content_type="text/html", conditional=False), "page", selector="main"))
    for n in range(SMALL):
        tracker.add_feed(f"small-{n}", server.put(f"/{n}.xml", rss((f"story-{n}", f"Story {n}", "Words."))))
    return tracker


def polled(tracker: Tracker) -> tuple[Round, list[str]]:
    """One round by a poller with workers, and in which order it told of its sources."""
    told: list[str] = []

    async def work() -> Round:
        with open_store(tracker.config.db) as store:
            rows = [row for row in list_sources(store.conn) if row.enabled]
            tell = lambda report: told.append(report.source_id)  # noqa: E731
            async with open_poller(tracker.config, store, lambda: tracker.now, tell, 2) as poller:
                await poller.ready()
                return await poller.round(rows)

    return asyncio.run(work()), told


@pytest.mark.parametrize("shape", SHAPES)
def test_a_page_of_5_mb_ends_within_a_bound_and_the_others_do_not_wait_for_it(tmp_path: Path, feed_server: FeedServer, shape: str) -> None:
    tracker = tracker_with(tmp_path, feed_server, SHAPES[shape])
    began = time.monotonic()
    done, told = polled(tracker)
    assert time.monotonic() - began < BOUND_S
    outcome = {report.source_id: report.outcome for report in done.reports}
    assert outcome.pop("a-large") in ("changed", "error", "no_content")
    assert set(outcome.values()) == {"changed"} and len(outcome) == SMALL
    if shape != "one line":  # which is read in a moment
        assert told[-1] == "a-large"


def test_an_edit_of_every_sentence_of_5_mb_is_compared_within_a_bound(tmp_path: Path, feed_server: FeedServer) -> None:
    tracker = tracker_with(tmp_path, feed_server, SHAPES["paragraphs"])
    polled(tracker)
    feed_server.put("/large", page(SHAPES["paragraphs"].replace(" percent", " per cent more")), content_type="text/html", conditional=False)
    tracker.later(hours=2)
    began = time.monotonic()
    done, _ = polled(tracker)
    assert time.monotonic() - began < BOUND_S
    assert {report.source_id: report.outcome for report in done.reports}["a-large"] == "changed"
    assert tracker.rows("SELECT kind FROM changes") == [("edited",)]


def article(name: str, inner: str, **source: str) -> Job:
    url = f"http://{name}.example/story"
    response = Response(url, url, 200, {"content-type": "text/html; charset=utf-8"}, page(inner).encode())
    return Job(Source(name, f"http://{name}.example/feed", **source), response, frozenset(), "2025-04-17T00:00:00Z", OfItem(name))  # type: ignore[arg-type]


SHORT = "".join(f"<p>{SENTENCE.format(n)}</p>" for n in range(12))


def read_beside(job: Job, deadline_s: float, kill: bool = False) -> list[Read | BaseException]:
    """What comes of a job, and then of small ones that are read beside it. kill: whatever process has it after a moment, twice."""

    async def go() -> list[Read | BaseException]:
        reading = Reading(2, deadline_s=deadline_s)
        try:
            await reading.ready()
            jobs = [job, *(article(f"small{n}", SHORT) for n in range(SMALL))]
            all_of_them = asyncio.gather(*(reading.read(one) for one in jobs), return_exceptions=True)
            while kill and not all_of_them.done():
                await asyncio.sleep(0.3)
                for process in multiprocessing.active_children():
                    os.kill(process.pid or 0, signal.SIGKILL)
            return list(await all_of_them)
        finally:
            reading.close()

    return asyncio.run(go())


def test_a_large_article_ends_in_a_typed_error_or_a_text_and_only_itself() -> None:
    for shape, inner in SHAPES.items():
        first, *others = read_beside(article("large", inner), 30.0)
        assert isinstance(first, TooComplex if shape == "cells" else Read), (shape, first)
        assert all(isinstance(one, Read) and len(one.seen) == 1 for one in others), others


def test_an_article_that_takes_too_long_is_a_typed_error() -> None:
    first, *_ = read_beside(article("slow", SHAPES["paragraphs"]), 0.6)
    assert isinstance(first, ParseError) and "more than 0.6 s" in str(first)


def test_an_article_over_which_processes_die_is_an_error_of_its_own() -> None:
    first, *_ = read_beside(article("slow", SHAPES["paragraphs"]), 20.0, kill=True)
    assert isinstance(first, ParseError) and "died" in str(first)


def test_an_article_that_can_not_be_read_leaves_its_source_and_other_articles_alone(tmp_path: Path, feed_server: FeedServer) -> None:
    tracker = Tracker(tmp_path, now=datetime(2025, 4, 17, 3, tzinfo=UTC))
    tracker.config = replace(tracker.config, total_s=20.0)
    told = ("Akazawa meets Trump as tariff talks begin", "Japan's negotiator met President Trump on car tariffs.")
    stories = "".join(
        f"<item><guid isPermaLink='false'>{name}</guid><title>{told[0]}</title><link>{feed_server.url}/{name}.html</link>"
        f"<description>{told[1]}</description></item>"
        for name in ("large", "other")
    )
    feed = f"<?xml version='1.0'?><rss version='2.0'><channel><title>News</title>{stories}</channel></rss>"
    tracker.add_feed("gov", feed_server.put("/feed.xml", feed), lang="en", tier="primary", profile="official")
    feed_server.put("/large.html", page(SHAPES["cells"]), content_type="text/html")
    feed_server.put("/other.html", page(SHORT), content_type="text/html")
    tracker.poll("gov")
    tracker.later(hours=1)
    done = tracker.poll()
    assert sorted(report.outcome for report in done.articles) == ["changed", "error"] and done.failed == ()
    assert "more than" in str(tracker.one("SELECT error FROM polls WHERE outcome = 'error'"))
    assert tracker.one("SELECT count(*) FROM revisions WHERE origin = 'article'") == 1
    assert tracker.rows("SELECT state, failures FROM sources WHERE id = 'gov'") == [("ok", 0.0)]
