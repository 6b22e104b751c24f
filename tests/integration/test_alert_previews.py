"""What `alert preview` and the digest say would have been sent, beside what the running tracker sends: the same."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import FeedServer
from polled_tracker import Tracker, rss

from db.store.alerts import mark_restored
from db.store.connect import open_store
from feeds.types import Source
from tracker.alert_reading import read_day, would_have_been
from tracker.alert_rules import AlertRule
from tracker.alert_text import Message
from tracker.alerting import Alerting
from tracker.digest import digest
from tracker.instants import text_of

ODD = "Japan and US agree on a 13.5% tariff on cars, Akazawa says"
TEXT = "Japan and the United States agreed on a tariff of 13.5% on Japanese cars, negotiator Ryosei Akazawa said in Washington."


def taken(channels: Sequence[str], message: Message) -> tuple[str, ...]:
    return tuple("" for _ in channels)


@pytest.fixture
def tracker(tmp_path: Path) -> Tracker:
    made = Tracker(tmp_path)
    rules = (AlertRule("events", "new_event"), AlertRule("rates", "rate_differs"))
    made.config = replace(made.config, alerts=rules, alert_channels=("json://hook.example/x",))
    turn(made)
    return made


def turn(tracker: Tracker) -> None:
    with open_store(tracker.config.db) as store:
        asyncio.run(Alerting(tracker.config, lambda: tracker.now, taken).turn(store, at_once=True))


def polled(tracker: Tracker, source: str, url: str, *items: tuple[str, str, str], server: FeedServer) -> None:
    """Two hours later, a round over one feed as it stands then, and a turn of alerts."""
    server.put(url, rss(*items, date="Thu, 16 Apr 2026 09:00:00 +0900"))
    tracker.later(hours=2)
    tracker.poll(source)
    turn(tracker)


def said(tracker: Tracker) -> tuple[list[str], list[str]]:
    """The subjects that were told, and those that the preview lists."""
    with open_store(tracker.config.db) as store:
        previewed = [one.happening.subject for one in would_have_been(store.conn, tracker.config, tracker.now, 30)]
    return [str(subject) for (subject,) in tracker.rows("SELECT subject FROM alerts ORDER BY id")], previewed


def test_what_a_first_poll_brought_stays_untold_when_its_text_is_edited(tracker: Tracker, feed_server: FeedServer) -> None:
    tracker.later(days=364)
    tracker.add_feed("en", feed_server.url + "/en.xml", lang="en")
    for text in (TEXT, TEXT.replace("Japanese cars", "cars from Japan"), TEXT + " He returns on Friday."):
        polled(tracker, "en", "/en.xml", ("a", ODD, text), server=feed_server)
    assert tracker.one("SELECT count(*) FROM revisions") == 3 and tracker.one("SELECT count(*) FROM events WHERE origin = 'watched'") == 1
    assert said(tracker) == ([], [])
    with open_store(tracker.config.db) as store:
        assert read_day(store.conn, "en", tracker.now).events == ()


def test_a_later_report_by_a_known_source_does_not_make_an_untold_event_new(tracker: Tracker, feed_server: FeedServer) -> None:
    tracker.later(days=364)
    for name in ("old", "young"):
        tracker.add_feed(name, f"{feed_server.url}/{name}.xml", lang="en")
    for _ in range(2):
        polled(tracker, "old", "/old.xml", ("x", "Weather is fine", "No news."), server=feed_server)
    polled(tracker, "young", "/young.xml", ("a", ODD, TEXT), server=feed_server)
    polled(tracker, "old", "/old.xml", ("b", ODD.replace("agree on", "sign"), TEXT), server=feed_server)
    assert tracker.one("SELECT count(DISTINCT event_id) FROM event_items") == 1 and tracker.one("SELECT count(*) FROM event_items") == 2
    told, previewed = said(tracker)
    assert told == previewed == ["rate autos 13.5"]


def test_what_a_known_source_brought_is_previewed_as_it_was_told(tracker: Tracker, feed_server: FeedServer) -> None:
    tracker.later(days=364)
    tracker.add_feed("en", feed_server.url + "/en.xml", lang="en")
    polled(tracker, "en", "/en.xml", ("x", "Weather is fine", "No news."), server=feed_server)
    for text in (TEXT, TEXT + " He returns on Friday."):
        polled(tracker, "en", "/en.xml", ("a", ODD, text), server=feed_server)
    told, previewed = said(tracker)
    assert sorted(told) == sorted(previewed) and [subject.split()[0] for subject in sorted(told)] == ["event", "rate"]


def test_the_digest_counts_the_alerts_without_itself(tracker: Tracker, feed_server: FeedServer) -> None:
    tracker.later(days=364)
    tracker.config = replace(tracker.config, digest_hour=0, digest_zone="UTC")
    tracker.add_feed("en", feed_server.url + "/en.xml", lang="en")
    polled(tracker, "en", "/en.xml", ("x", "Weather is fine", "No news."), server=feed_server)
    polled(tracker, "en", "/en.xml", ("a", ODD, TEXT), server=feed_server)
    assert tracker.rows("SELECT rule, count(*) FROM alerts GROUP BY rule ORDER BY rule") == [("digest", 1), ("events", 1), ("rates", 1)]
    with open_store(tracker.config.db) as store:
        found = digest(read_day(store.conn, "en", tracker.now), "en", "https://t.example")
    assert "Alerts raised: 2\n" in found.body and found.title.endswith("new events: 1, material changes: 0")


def test_a_watched_page_with_a_new_text_has_brought_something_new(tracker: Tracker, feed_server: FeedServer) -> None:
    tracker.config = replace(tracker.config, alerts=(AlertRule("quiet", "source_quiet", days=3),))
    page = "<html lang='en'><body><main><h1>Duties</h1><p>The rate on cars is {}%.</p></main></body></html>"
    tracker.add(Source(id="page", url=f"{feed_server.url}/page", kind="page", lang="en", selector="main"))
    for rate in (24, 24, 15):
        feed_server.put("/page", page.format(rate), content_type="text/html")
        tracker.later(days=2)
        tracker.poll("page")
    turn(tracker)
    assert said(tracker) == ([], []), "two days ago there was a new text"
    tracker.later(days=3)
    turn(tracker)
    (told,), (previewed,) = said(tracker)
    assert told == previewed and told.startswith("quiet page 2025-04-23")


def test_quiet_is_not_told_in_the_first_round_after_a_restore(tracker: Tracker, feed_server: FeedServer) -> None:
    tracker.config = replace(tracker.config, alerts=(AlertRule("quiet", "source_quiet", days=3),))
    tracker.add_feed("en", feed_server.url + "/en.xml", lang="en")
    polled(tracker, "en", "/en.xml", ("x", "Weather is fine", "No news."), server=feed_server)
    tracker.later(days=4)
    with open_store(tracker.config.db) as store:
        mark_restored(store, text_of(tracker.now))
    for expected in (0, 1, 1):
        tracker.later(hours=2)
        tracker.poll("en")
        turn(tracker)
        assert len(said(tracker)[0]) == expected
