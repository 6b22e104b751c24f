"""Retention as it is carried out: what goes, what stays whatever its age, in which portions, and what a crash leaves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cli_runs import Cli
from conftest import FeedServer
from polled_tracker import Tracker, rss

from db.errors import StoreError
from db.queries.health import integrity, orphans
from db.records import ChangeRow, EvidenceRow, ItemStep, SnapshotRow
from db.store.connect import Store
from db.store.corrections import CorrectionRow, record_correction
from db.store.polls import save_polls
from db.store.resting import keep_addresses
from tests.db_rows import ANCHOR, link, make_store, new_item, poll, revision, rows
from tracker.retaining import BATCH, Dropped, Retention, prune, prune_in_turn, prune_some, would_drop

OLD, NOW = "2025-01-01T00:00:00Z", datetime(2026, 6, 1, tzinfo=UTC)
KEPT = Retention(snapshot_days=30, unlinked_days=365)
BIAS = (EvidenceRow(0, "bias", -1.0),)
NO, YES = link(False, evidence=BIAS), link(evidence=BIAS)


def snapshot(name: str, at: str = OLD) -> SnapshotRow:
    return SnapshotRow(name * 64, "https://x.example/", at, "text/html", "utf-8", "", 1, b"x")


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with make_store(tmp_path) as made:
        yield made


def seen(*names: str, links: tuple[object, ...] = (NO,), **more: object) -> tuple[object, ...]:
    return tuple(new_item(name, at=OLD, links=links, **more) for name in names)


def test_what_an_event_a_claim_a_rate_or_a_person_cites_stays(store: Store) -> None:
    items = [*seen("plain", "cited", "corrected", "marked"), *seen("linked", links=(YES,)), *seen("imported", origin="imported")]
    save_polls(store, [poll(*items)])  # type: ignore[arg-type]
    keep_addresses(store, [("https://www.x.example/c", "cited")])
    record_correction(store, CorrectionRow(ANCHOR, OLD, "ann", "item:3", "event", None))
    save_polls(store, [poll(steps=(ItemStep(4, revision("B", OLD), ChangeRow(OLD, "edited", True)),))])
    with store.atomic() as conn:
        conn.execute("INSERT INTO resting VALUES (1, 'claim', 'c', ?, 1, 4, 'citation', ?, NULL, NULL, '', NULL)", (ANCHOR, OLD))
    save_polls(store, [replace(one, poll=replace(one.poll, item_id=item)) for one in (poll(),) for item in (1, 2)])
    own = rows(store, "SELECT count(*) FROM polls WHERE item_id IS NULL")
    assert would_drop(store.conn, KEPT, NOW).items == 1
    assert prune(store, KEPT, NOW) == Dropped(1, 0) and not prune(store, KEPT, NOW)
    assert [row[0] for row in rows(store, "SELECT item_key FROM items ORDER BY id")] == [
        "cited", "corrected", "marked", "linked", "imported",
    ]  # fmt: skip
    assert rows(store, "SELECT count(*) FROM items AS i JOIN revisions AS r ON r.id = i.revision_id") == [(5,)], "each has its newest text"
    assert rows(store, "SELECT item_id FROM polls WHERE item_id IS NOT NULL") == [(2,)]
    assert rows(store, "SELECT count(*) FROM polls WHERE item_id IS NULL") == own, "a look at an article is none at its source"
    assert rows(store, "SELECT counted = (SELECT count(*) FROM polls) FROM row_counts WHERE table_name = 'polls'") == [(1,)]
    assert integrity(store.conn, quick=False) == () and orphans(store.conn) == {}


def test_the_bytes_behind_what_something_rests_on_stay_and_rows_always_do(store: Store) -> None:
    kept = [snapshot(name) for name in "abcd"]
    items = (
        new_item("no", at=OLD, links=(NO,), revision=revision(at=OLD, snapshot="a" * 64)),
        new_item("yes", at=OLD, links=(YES,), revision=revision(at=OLD, snapshot="b" * 64)),
        new_item("both", at=OLD, links=(NO,), revision=revision(at=OLD, snapshot="b" * 64)),
        new_item("fresh", at=OLD, links=(NO,), revision=revision(at=OLD, snapshot="c" * 64)),
        new_item("page", at=OLD, links=(NO,), revision=revision(at=OLD, snapshot="d" * 64)),
    )
    save_polls(store, [poll(*items[:4], snapshots=(*kept[:2], replace(kept[2], retrieved_at="2026-05-30T00:00:00Z")))])
    store.conn.execute("UPDATE sources SET kind = 'page', mode = 'watch' WHERE id = 'asahi'")
    save_polls(store, [poll(items[4], of="asahi", snapshots=(kept[3],))])
    how = replace(KEPT, unlinked_days=0)
    assert (would_drop(store.conn, how, NOW).snapshots, would_drop(store.conn, how, NOW).bytes) == (1, 1)
    assert prune(store, how, NOW) == Dropped(0, 1)
    assert rows(store, "SELECT substr(sha256, 1, 1), body IS NULL FROM snapshots ORDER BY 1") == [("a", 1), ("b", 0), ("c", 0), ("d", 0)]
    assert integrity(store.conn) == () and orphans(store.conn) == {}
    save_polls(store, [poll(snapshots=(snapshot("a", "2026-06-02T00:00:00Z"),))])
    assert rows(store, "SELECT body, retrieved_at FROM snapshots WHERE sha256 LIKE 'a%'") == [(b"x", "2026-06-02T00:00:00Z")]


def test_zero_days_keep_everything(store: Store) -> None:
    save_polls(store, [poll(*seen("a"), snapshots=(snapshot("a"),))])  # type: ignore[arg-type]
    nothing = Retention(0, 0)
    assert (would_drop(store.conn, nothing, NOW).items, prune(store, nothing, NOW)) == (0, Dropped())


def test_trap_06_it_goes_in_portions_once_a_day_and_a_crash_between_them_loses_nothing(store: Store) -> None:
    names = [f"k{number}" for number in range(BATCH + 5)]
    save_polls(store, [poll(*seen(*names))])  # type: ignore[arg-type]
    assert prune_in_turn(store, KEPT, NOW) == Dropped(BATCH, 0)
    assert orphans(store.conn) == {} and rows(store, "SELECT count(*) FROM items") == [(5,)], "whole, if nothing came after it"
    assert prune_in_turn(store, KEPT, NOW) == Dropped(5, 0) and prune_in_turn(store, KEPT, NOW) == Dropped()
    save_polls(store, [poll(*seen("late", *names))])  # type: ignore[arg-type]
    assert rows(store, "SELECT item_key FROM items") == [("late",)], "what was dropped does not come back"
    assert prune_in_turn(store, KEPT, NOW + timedelta(hours=23)) == Dropped()
    assert prune_in_turn(store, KEPT, NOW + timedelta(hours=24)) == Dropped(1, 0)


def test_a_portion_that_is_broken_off_is_undone(store: Store) -> None:
    save_polls(store, [poll(*seen("a"))])  # type: ignore[arg-type]
    store.conn.execute("CREATE TRIGGER stop BEFORE DELETE ON items BEGIN SELECT raise(ABORT, 'the power went'); END")
    with pytest.raises(StoreError, match="the power went"):
        prune_some(store, KEPT, NOW)
    assert [rows(store, f"SELECT count(*) FROM {table}")[0][0] for table in ("items", "revisions", "tombstones")] == [1, 1, 0]
    assert store.conn.execute("PRAGMA foreign_keys").fetchone()[0] == 1
    store.conn.execute("DROP TRIGGER stop")
    assert prune(store, KEPT, NOW) == Dropped(1, 0)


def test_the_poller_tidies_and_the_command_says_what_would_go(tmp_path: Path, feed_server: FeedServer) -> None:
    tracker = Tracker(tmp_path)
    text = "The council adopted the budget for parks."
    feed_server.put("/en.xml", rss(("a", "Council adopts a budget", text)))
    tracker.add_feed("en", feed_server.url + "/en.xml", lang="en")
    tracker.poll("en")
    feed_server.put("/en.xml", rss(("b", "Council opens a park", text)))
    tracker.later(hours=2)
    tracker.poll("en")
    tracker.later(days=366)
    cli = Cli(tmp_path, {"TRACKER_NOW": tracker.now.strftime("%Y-%m-%dT%H:%M:%SZ")})
    assert "would drop 1 items and the bytes of 2 snapshots" in cli("prune", "--dry-run").out
    assert cli("prune", "--dry-run", "--json").json["items"] == 1
    feed_server.put("/en.xml", rss(("c", "Council closes a road", text)))
    tracker.poll("en")
    assert tracker.rows("SELECT title FROM items") == [("Council closes a road",)]
    feed_server.put("/en.xml", rss(("a", "Council adopts a budget", text), ("c", "Council closes a road", text)))
    tracker.later(hours=2)
    tracker.poll("en")
    assert tracker.rows("SELECT title FROM items") == [("Council closes a road",)], "what was dropped is no news"
    checks = {one["check"]: one["state"] for one in cli("doctor", "--full", "--json").json["checks"]}
    assert [checks[name] for name in ("database", "rows", "snapshots", "search")] == ["ok"] * 4
    assert "dropped 0 items" in cli("prune").out
