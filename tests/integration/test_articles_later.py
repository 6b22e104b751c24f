"""Items linked, or sources chosen, long after the items were seen: a running poller looks at their articles soon."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from cli_runs import Cli
from conftest import FeedServer
from polled_tracker import Tracker
from test_articles import asked, feed, page

from db.store.connect import Store, open_store
from tracker.article_plan import ArticlePlan
from tracker.installing import tell_time
from tracker.instants import text_of
from tracker.joining import load_minds
from tracker.relinking import relink

BESIDE = ("talks-1", "Cherry blossoms are late this year", "Forecasters say that the trees of Tokyo will bloom a week later.")


@pytest.fixture
def tracker(tmp_path: Path, feed_server: FeedServer) -> Tracker:
    """A tracker that has polled an official feed whose one item is beside the subject, and has an article behind it."""
    tracker = Tracker(tmp_path)
    tracker.add_feed("gov", feed(feed_server, item=BESIDE), lang="en", tier="primary", profile="official")
    feed_server.put("/talks-1.html", page(), content_type="text/html")
    tracker.poll("gov")
    assert tracker.one("SELECT linked FROM links WHERE item_id = 1") == 0
    return tracker


def running(store: Store, tracker: Tracker) -> ArticlePlan:
    """The plan of a poller that has been running for a while and found nothing to look at."""
    plan = ArticlePlan(store, tracker.config)
    assert [plan.turn(tracker.now) for _ in range(2)] == [(), ()]
    return plan


def correct(tracker: Tracker, *said: str) -> None:
    Cli(tracker.folder, {"TRACKER_NOW": text_of(tracker.now)})("correct", 1, *said, "--reason", "it is about the talks", "--by", "Ito")


@pytest.mark.parametrize("days", [2, 45])
def test_an_item_that_a_person_links_is_due_at_the_next_tick(tracker: Tracker, feed_server: FeedServer, days: int) -> None:
    tracker.later(days=days)
    with open_store(tracker.config.db) as store:
        plan = running(store, tracker)
        correct(tracker, "--link")
        assert [one.item_id for one in plan.turn(tracker.now)] == [1]
        tracker.poll()
        assert asked(feed_server) == 1 and plan.turn(tracker.now) == ()
        correct(tracker, "--unlink")
        tracker.later(days=30)
        assert plan.turn(tracker.now) == ()


def test_an_item_that_another_linker_links_is_due_at_the_next_tick(tracker: Tracker) -> None:
    tracker.later(days=2)
    with open_store(tracker.config.db) as store:
        plan = running(store, tracker)
        # As if an older linker had read another text: what it decided is decided anew.
        store.conn.execute("UPDATE revisions SET title = 'Akazawa meets Trump as tariff talks begin', summary = 'On car tariffs.'")
        tell_time(store, tracker.now)
        assert relink(store, load_minds(()), tracker.now).links == 1
        assert [one.item_id for one in plan.turn(tracker.now)] == [1]


def test_a_source_that_is_switched_on_brings_its_linked_items_along_at_the_next_tick(tracker: Tracker) -> None:
    correct(tracker, "--link")
    tracker.later(days=2)
    cli = Cli(tracker.folder, {"TRACKER_NOW": text_of(tracker.now)})
    cli("sources", "disable", "gov")
    with open_store(tracker.config.db) as store:
        plan = running(store, tracker)
        assert tracker.one("SELECT count(*) FROM article_queue") == 0
        cli("sources", "enable", "gov")
        assert [one.item_id for one in plan.turn(tracker.now)] == [1]
        assert ArticlePlan(store, replace(tracker.config, articles=("none",))).turn(tracker.now) == ()
