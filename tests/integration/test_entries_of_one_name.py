"""Documents that say two things of one item, or of which two items say the same (TRAPS 12, 13): nothing is told that no source said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import FeedServer
from polled_tracker import Tracker, rss

from feeds.types import Source

OLD = ("talks", "Talks go on", "Akazawa and Bessent met; the rate on cars is 24%.")
NEW = ("talks", "Talks go on", "Akazawa and Bessent met; the rate on cars is 15%.")
PADS = [(f"pad-{n}", f"Other news {n}", "Words.") for n in range(6)]
FIELDS = {"items": "/results", "id": "/id", "title": "/title", "url": "/url", "summary": "/said"}


def polled(tracker: Tracker, server: FeedServer, *bodies: str) -> None:
    """One poll a document, an hour apart."""
    for body in bodies:
        server.put("/source", body)
        tracker.later(hours=1)
        assert tracker.poll("source").failed == ()


@pytest.fixture
def tracker(tmp_path: Path, feed_server: FeedServer) -> Tracker:
    tracker = Tracker(tmp_path)
    tracker.add_feed("source", feed_server.url + "/source", lang="en")
    return tracker


def kept(tracker: Tracker, guid: str = "talks") -> list[object]:
    """The texts of an item in order."""
    sql = "SELECT r.summary FROM revisions r JOIN items i ON i.id = r.item_id WHERE i.guid = ? ORDER BY r.seq"
    return [text for (text,) in tracker.rows(sql, guid)]


@pytest.mark.parametrize("pair", [(OLD, NEW), (NEW, OLD)])
def test_trap_13_an_item_that_stands_twice_in_its_feed_has_one_text_while_others_come_and_go(
    tracker: Tracker, feed_server: FeedServer, pair: tuple[tuple[str, str, str], ...]
) -> None:
    polled(tracker, feed_server, *(rss(*pair, pad) for pad in PADS))
    assert len(kept(tracker)) == 1
    assert tracker.one("SELECT count(*) FROM changes") == 0


def test_trap_13_and_takes_the_other_text_only_when_that_is_left(tracker: Tracker, feed_server: FeedServer) -> None:
    polled(tracker, feed_server, rss(OLD), *(rss(NEW, OLD, pad) for pad in PADS), rss(NEW), rss(NEW, PADS[0]), rss(OLD))
    assert kept(tracker) == [OLD[2], NEW[2], OLD[2]]
    assert tracker.rows("SELECT kind FROM changes ORDER BY id") == [("edited",), ("reverted",)]


def test_trap_13_an_item_listed_under_an_old_and_a_new_guid_is_not_pushed_out_by_either(tracker: Tracker, feed_server: FeedServer) -> None:
    def document(*entries: tuple[str, str, str], pad: int) -> str:
        items = "".join(f"<item><guid>{guid}</guid><link>{link}</link><title>{title}</title></item>" for guid, link, title in entries)
        return f"<rss version='2.0'><channel><title>News</title>{items}<item><title>Pad {pad}</title></item></channel></rss>"

    before, after = ("g1", "https://news.example/a", "Talks begin"), ("g2", "https://news.example/a", "Talks begin")
    moved, stale = ("g2", "https://news.example/b", "Talks end"), ("g1", "https://news.example/c", "Talks fail")
    polled(tracker, feed_server, document(before, pad=0), document(after, pad=1), document(moved, pad=2))
    polled(tracker, feed_server, *(document(moved, stale, pad=pad) for pad in range(3, 8)))
    assert tracker.rows("SELECT title FROM revisions WHERE title NOT LIKE 'Pad%' ORDER BY id") == [("Talks begin",), ("Talks end",)]


def test_trap_12_items_of_an_api_that_share_an_id_stay_apart_as_they_come_one_by_one(tmp_path: Path, feed_server: FeedServer) -> None:
    tracker = Tracker(tmp_path)
    tracker.add(Source("source", feed_server.url + "/source", "json_api", lang="en", json_fields=FIELDS))
    rows = [{"id": "notice", "url": f"https://api.example/{n}", "title": f"Notice {n}", "said": f"Rate {n}%"} for n in range(6)]
    polled(tracker, feed_server, *(json.dumps({"results": rows[:count]}) for count in range(2, 7)))
    assert tracker.rows("SELECT count(*), count(DISTINCT url) FROM items") == [(6, 6)]
    assert tracker.rows("SELECT (SELECT count(*) FROM revisions), (SELECT count(*) FROM changes)") == [(6, 0)]


def test_two_items_that_exchange_their_texts_are_compared_with_their_own(tracker: Tracker, feed_server: FeedServer) -> None:
    polled(tracker, feed_server, rss(OLD, ("other", *NEW[1:])), rss(NEW, ("other", *OLD[1:])))
    assert tracker.rows("SELECT reasons FROM changes ORDER BY id") == [
        ('[{"class": "rate", "before": "24%", "after": "15%"}]',), ('[{"class": "rate", "before": "15%", "after": "24%"}]',)
    ]  # fmt: skip
