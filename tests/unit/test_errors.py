"""Every typed error keeps its message and its data on its way from a worker process."""

from __future__ import annotations

import asyncio
import inspect
import pickle

import pytest

import db.errors
import feeds.errors
import tracker.errors
from feeds.errors import NotAFeed, StatusError
from feeds.types import Response, Source
from tracker.jobs import Job
from tracker.reading import Reading

ERRORS = [
    kind
    for module in (feeds.errors, db.errors, tracker.errors)
    for _, kind in inspect.getmembers(module, inspect.isclass)
    if issubclass(kind, Exception)
]


@pytest.mark.parametrize("kind", ERRORS, ids=lambda kind: kind.__name__)
def test_an_error_is_the_same_after_pickling(kind: type[Exception]) -> None:
    parameters = list(inspect.signature(kind.__init__).parameters.values())[1:]
    plain = [one for one in parameters if one.kind == one.POSITIONAL_OR_KEYWORD]
    error = kind(*(7 if str(one.annotation) in ("int", "float") else f"a {one.name}" for one in plain))
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is kind
    assert (str(again), again.args, again.__dict__) == (str(error), error.args, error.__dict__)


def test_the_trees_are_rooted_and_not_empty() -> None:
    assert StatusError("http://x/", 503, retry_after_s=5).retry_after_s == 5
    assert len(ERRORS) > 20


def test_what_a_worker_process_raises_arrives_as_what_it_was_and_the_pool_goes_on() -> None:
    async def two() -> tuple[BaseException, int]:
        reading = Reading(1)
        page = Response("http://x/", "http://x/", 200, {"content-type": "text/html"}, b"<html><body><p>Hello</p></body></html>")
        feed = Response("http://x/", "http://x/", 200, {}, b"<rss><channel><item><title>A</title><guid>1</guid></item></channel></rss>")
        try:
            jobs = [Job(Source("s", "http://x/"), response, frozenset(), "2025-04-17T00:00:00Z") for response in (page, feed)]
            first = await asyncio.gather(reading.read(jobs[0]), return_exceptions=True)
            second = await reading.read(jobs[1])
        finally:
            reading.close()
        return first[0], len(second.seen)

    error, entries = asyncio.run(two())
    assert isinstance(error, NotAFeed)
    assert entries == 1
