"""One article behind items of two feeds: asked for once, kept once, and found with both items."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from cli_runs import Cli
from conftest import FeedServer
from polled_tracker import Tracker
from test_articles import asked, changes, feed, look, page

from db.store.connect import open_store
from tracker.instants import text_of
from tracker.publish.app import make_datasette


@pytest.fixture
def tracker(tmp_path: Path, feed_server: FeedServer) -> Tracker:
    """A tracker with two official feeds that list the same article: items 1 and 2."""
    tracker = Tracker(tmp_path)
    for name in ("one", "two"):
        tracker.add_feed(name, feed(feed_server), lang="en", tier="primary", profile="official")
    feed_server.put("/talks-1.html", page(), content_type="text/html")
    tracker.poll("one", "two")
    assert tracker.rows("SELECT item_id, linked FROM links ORDER BY item_id") == [(1, 1), (2, 1)]
    assert tracker.one("SELECT count(DISTINCT publication_key) FROM items") == 1
    return tracker


def streams(tracker: Tracker) -> list[tuple[object, ...]]:
    return tracker.rows("SELECT item_id, count(*) FROM revisions WHERE origin = 'article' GROUP BY item_id ORDER BY item_id")


def shown(tracker: Tracker, address: str) -> str:
    return asyncio.run(make_datasette(tracker.config.db, clock=lambda: tracker.now).client.get(address)).text


def correct(tracker: Tracker, item: int, said: str) -> None:
    cli = Cli(tracker.folder, {"TRACKER_NOW": text_of(tracker.now)})
    cli("correct", item, said, "--reason", "as the test has it", "--by", "Ito")


def test_the_article_of_two_items_is_asked_for_and_kept_once(tracker: Tracker, feed_server: FeedServer) -> None:
    assert [look(tracker, hours=1), look(tracker, hours=2)] == ["changed", "not_modified"]
    feed_server.put("/talks-1.html", page("The rate on cars is 15 percent. "), content_type="text/html")
    assert look(tracker, hours=3) == "changed"
    assert asked(feed_server) == 3 and streams(tracker) == [(1, 2)]
    assert changes(tracker) == [("edited", 1)], "one change of one article, and one alert"


def test_both_items_have_what_was_found(tracker: Tracker, feed_server: FeedServer) -> None:
    look(tracker, hours=1)
    feed_server.put("/talks-1.html", page("The rate on cars is 15 percent. "), content_type="text/html")
    look(tracker, hours=2)
    first, second, japanese = (shown(tracker, f"/item/{name}") for name in ("1?ui=en", "2?ui=en", "2?ui=ja"))
    for found in (first, second):
        assert "The rate on cars is 15 percent." in found and "/item/1/diff/1..2?origin=article" in found
    assert "kept with item 1" in second and "kept with item" not in first and "項目 1 に保存" in japanese
    cli = Cli(tracker.folder, {"TRACKER_NOW": text_of(tracker.now)})
    assert cli("diff", 2, "--origin", "article").out == cli("diff", 1, "--origin", "article").out != ""
    assert "15 percent" not in shown(tracker, "/item/2?ui=en&as_of=2025-04-17T04:30:00Z"), "what was found later is not told of earlier"


def test_where_the_first_item_is_unlinked_the_second_takes_over(tracker: Tracker, feed_server: FeedServer) -> None:
    look(tracker, hours=1)
    correct(tracker, 1, "--unlink")
    assert look(tracker, hours=2) == "changed" and streams(tracker) == [(1, 1), (2, 1)]
    assert look(tracker, hours=3) == "not_modified" and asked(feed_server) == 3
    correct(tracker, 1, "--link")
    assert look(tracker, hours=18) == "not_modified" and asked(feed_server) == 4, "who holds it now goes on"


def test_where_the_first_source_is_switched_off_the_second_takes_over(tracker: Tracker, feed_server: FeedServer) -> None:
    look(tracker, hours=1)
    with open_store(tracker.config.db) as store:
        store.conn.execute("UPDATE sources SET enabled = 0 WHERE id = 'one'")
    assert look(tracker, hours=2) == "changed"
    assert streams(tracker) == [(1, 1), (2, 1)]


def test_items_that_were_both_watched_before_go_on_without_a_quarrel(tracker: Tracker, feed_server: FeedServer) -> None:
    look(tracker, hours=1)
    with open_store(tracker.config.db) as store:
        store.conn.execute("INSERT INTO articles (item_id, host, began_at) SELECT 2, host, began_at FROM articles WHERE item_id = 1")
        store.conn.execute("UPDATE items SET article_next_check_at = '2025-04-17T05:00:00Z' WHERE id = 2")
    assert sorted(look(tracker, hours=2).split(", ")) == ["changed", "not_modified"]
    for item in (2, 1, 2):
        correct(tracker, item, "--unlink")
        correct(tracker, item, "--link")
        tracker.poll()
        assert tracker.one("SELECT count(*) FROM article_queue") == 0
    assert tracker.rows("SELECT id FROM items WHERE article_next_check_at IS NOT NULL") == [(1,)]
