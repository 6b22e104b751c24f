"""Forty real feeds of `../shared/corpora` over three polls: every entry once, then nothing new, then exactly the edits."""

from __future__ import annotations

import json
from pathlib import Path

from polled_tracker import Tracker

FEEDS = 40
EDITED = 12


def chosen(shared: Path) -> list[dict[str, object]]:
    """Well-formed feeds that others wrote, with at least one entry that has a title and a name by our independent reading of the XML."""
    manifest = json.loads((shared / "corpora/feeds/manifest.json").read_text())
    found = []
    for row in manifest:
        truth = row.get("xml_truth") or {}
        entries = truth.get("entries") or []
        named = all(entry.get("title") and (entry.get("id") or entry.get("link")) for entry in entries)
        if truth.get("wellformed") and truth.get("entry_count") and entries and named:
            found.append(row)
    found.sort(key=lambda row: (-row["xml_truth"]["entry_count"], row["file"]))
    return found[:FEEDS]


def test_forty_real_feeds_over_three_polls(tmp_path: Path, feed_server, shared: Path) -> None:
    tracker = Tracker(tmp_path)
    expected = {}
    bodies = {}
    for number, row in enumerate(chosen(shared)):
        body = (shared / "corpora/feeds" / str(row["file"])).read_bytes()
        name, path = f"feed{number}", f"/{number}"
        bodies[name] = (path, body, row)
        tracker.add_feed(name, feed_server.put(path, body))
        expected[name] = row["xml_truth"]["entry_count"]
    assert len(expected) == FEEDS

    first = tracker.poll(*expected)
    assert not first.failed
    assert dict(tracker.rows("SELECT source_id, count(*) FROM items GROUP BY source_id")) == expected
    stored = tracker.one("SELECT count(*) FROM revisions")
    assert stored == sum(expected.values())

    tracker.later(hours=2)
    asked = len(feed_server.asked)
    second = tracker.poll(*expected)
    assert all("if-none-match" in one.headers for one in feed_server.asked[asked:])
    assert {report.outcome for report in second.reports} == {"not_modified"}
    assert tracker.one("SELECT count(*) FROM revisions") == stored

    tracker.later(hours=2)
    edits = 0
    for path, body, row in bodies.values():
        title = str(row["xml_truth"]["entries"][0]["title"]).encode("ascii", "ignore").decode()
        old = title.encode()
        if edits < EDITED and len(title) > 8 and "&" not in title and body.count(b">" + old + b"<") == 1:
            feed_server.put(path, body.replace(b">" + old + b"<", b">" + old + b" (edited)<"))
            edits += 1
    assert edits == EDITED, "the corpus gave too few titles that can be edited by bytes"
    third = tracker.poll(*expected)
    assert sum(report.items_revised for report in third.reports) == edits
    assert sum(report.items_new for report in third.reports) == 0
    assert tracker.one("SELECT count(*) FROM revisions") == stored + edits
    assert tracker.one("SELECT count(*) FROM changes WHERE kind = 'edited'") == edits
