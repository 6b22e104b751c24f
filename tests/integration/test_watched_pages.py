"""Watched pages that go away and come back, and the documents that they link to."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import FeedServer
from polled_tracker import Tracker

from feeds.types import Source

PAGE = (
    "<html lang='en'><head><title>Tariffs</title></head><body><main><h1>US tariffs</h1>"
    "<p>The rate on cars is {} %.</p>{}</main></body></html>"
)
LINK = "<p><a href='/rates.csv'>Table of rates (CSV: 12KB)</a></p>"
TABLE = "goods\trate\ncars\t{}\nsteel\t50\n"


@pytest.fixture
def tracker(tmp_path: Path, feed_server: FeedServer) -> Tracker:
    tracker = Tracker(tmp_path)
    address = feed_server.put("/page", PAGE.format(24, ""), content_type="text/html")
    tracker.add(Source("page", address, "page", selector="main", lang="en", tier="primary", profile="official"))
    tracker.poll("page")
    return tracker


def outcome(tracker: Tracker, **later: float) -> str:
    tracker.later(**later)
    (report,) = tracker.poll("page").reports
    return report.outcome


def changes(tracker: Tracker) -> list[tuple[object, ...]]:
    return tracker.rows("SELECT c.item_id, c.kind, c.material FROM changes c ORDER BY c.id")


def test_trap_09_a_page_that_is_gone_five_times_is_withdrawn_once_and_returns_once(tracker: Tracker, feed_server: FeedServer) -> None:
    feed_server.put("/page", b"", status=404)
    for hours in (1, 2, 2, 3, 24):
        assert outcome(tracker, hours=hours) == "error"
    assert changes(tracker) == [(1, "withdrawn", 1)]
    assert tracker.rows("SELECT missing_since, withdrawn_at FROM items") == [("2025-04-17T04:00:00Z", "2025-04-17T08:00:00Z")]
    feed_server.put("/page", PAGE.format(24, ""), content_type="text/html")
    assert outcome(tracker, hours=24) == "changed" or changes(tracker)[-1][1] == "returned"
    assert changes(tracker) == [(1, "withdrawn", 1), (1, "returned", 1)]
    assert tracker.rows("SELECT missing_since, withdrawn_at FROM items") == [(None, None)]
    assert tracker.one("SELECT count(*) FROM revisions") == 1


def test_a_page_that_is_missing_once_or_fails_is_not_withdrawn(tracker: Tracker, feed_server: FeedServer) -> None:
    feed_server.put("/page", b"", status=410)
    assert outcome(tracker, hours=1) == "gone"
    feed_server.put("/page", PAGE.format(24, ""), content_type="text/html")
    assert outcome(tracker, hours=4) == "unchanged"
    feed_server.put("/page", b"", status=404)
    outcome(tracker, hours=4)
    for status in (503, 403, 500):
        feed_server.put("/page", b"", status=status)
        outcome(tracker, hours=24)
    assert changes(tracker) == [] and tracker.one("SELECT enabled FROM sources WHERE id = 'page'") == 1


def test_a_document_that_an_official_page_links_to_is_an_item_whose_text_is_watched(tracker: Tracker, feed_server: FeedServer) -> None:
    feed_server.put("/page", PAGE.format(24, LINK), content_type="text/html")
    feed_server.put("/rates.csv", TABLE.format(24), content_type="text/csv")
    outcome(tracker, hours=1)
    assert tracker.rows("SELECT id, title, url FROM items ORDER BY id") == [
        (1, "Tariffs", f"{feed_server.url}/page"), (2, "Table of rates", f"{feed_server.url}/rates.csv"),
    ]  # fmt: skip
    tracker.later(hours=1)
    tracker.poll()
    assert "cars\t24" in str(tracker.one("SELECT body FROM revisions WHERE origin = 'article'"))
    before = changes(tracker)
    feed_server.put("/rates.csv", TABLE.format(15), content_type="text/csv")
    feed_server.put("/page", PAGE.format(24, LINK.replace("12KB", "13KB")), content_type="text/html")
    tracker.later(hours=2)
    tracker.poll()
    assert [one for one in changes(tracker) if one not in before and one[0] == 2] == [(2, "edited", 1)]
    assert tracker.rows("SELECT origin, seq FROM revisions WHERE item_id = 2 ORDER BY id") == [("entry", 1), ("article", 1), ("article", 2)]
    feed_server.put("/rates.csv", b"", status=404)
    for hours in (1, 3):
        tracker.later(hours=hours)
        tracker.poll()
    assert changes(tracker)[-1] == (2, "withdrawn", 1)


def test_a_file_that_is_replaced_is_a_change_though_its_text_cannot_be_read(tracker: Tracker, feed_server: FeedServer) -> None:
    feed_server.put("/page", PAGE.format(24, LINK.replace("rates.csv", "rates.xls")), content_type="text/html")
    first, second = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes([size]) * 600 for size in (1, 2))
    outcome(tracker, hours=1)
    before = changes(tracker)
    for body in (first, first, second, second, first, first, first):
        feed_server.put("/rates.xls", body, content_type="application/vnd.ms-excel")
        tracker.later(hours=25)
        tracker.poll()
    assert changes(tracker)[len(before) :] == [(2, "edited", 1), (2, "reverted", 1)]
    assert tracker.one("SELECT count(*) FROM revisions WHERE origin = 'article'") == 3
    assert tracker.one("SELECT count(DISTINCT snapshot) FROM revisions WHERE origin = 'article'") == 2


def test_a_page_that_nobody_chose_makes_no_items_of_its_files(tmp_path: Path, feed_server: FeedServer) -> None:
    tracker = Tracker(tmp_path)
    address = feed_server.put("/page", PAGE.format(24, LINK), content_type="text/html")
    tracker.add(Source("page", address, "page", selector="main", lang="en"))
    tracker.poll("page")
    assert tracker.one("SELECT count(*) FROM items") == 1
