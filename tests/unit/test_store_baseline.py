"""Loading a pack: first quietly, then with every cell told; what a person decided stays; a second run writes nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from db.errors import BadRow
from db.records import Baseline, BaselineTable, EventItemRow, EventsWrite
from db.release import Release, StoredRow, difference
from db.store.baseline import Loaded, load_baseline
from db.store.connect import Store, open_store
from db.store.events import save_events
from db.store.migrate import migrate
from db.store.polls import save_polls
from db.store.releases import record_release
from tests.db_rows import link, new_item, poll, rows

NOW = "2026-01-01T00:00:00Z"
FIRST, SECOND = Release("1", "pack 1", "linker 1", "cat 1"), Release("1", "pack 2", "linker 1", "cat 1")
ANCHORS = ("id", "date", "timezone", "title_en", "title_ja", "pack_version", "is_default")
EVENTS = ("id", "anchor_id", "origin", "date", "relation", "status", "known_from", "title_en", "topics", "actor_ids")
RATES = ("id", "anchor_id", "product_class", "status", "rate_percent", "basis", "decided_by")


def event(name: str, title: str = "Talks") -> tuple[str, ...]:
    return (name, "a", "baseline", "2025-04-16", "anchor", "baseline", "2025-04-16", title, '["autos"]', '["person.trump"]')


def rate(name: str, percent: float) -> tuple[str | float, ...]:
    return (name, "a", "autos", "law", percent, "additional", "pack")


def pack(
    events: tuple[tuple[str, ...], ...], rates: tuple[tuple[str | float, ...], ...] = (), sources: tuple[str, ...] = ("e1",)
) -> Baseline:
    cited = tuple((name, f"https://{name}.example/", "en") for name in sources)
    return Baseline("a", "1", (
        BaselineTable("anchors", ("id",), ANCHORS, (("a", "2025-04-16", "America/New_York", "Talks", "協議", "1", 1),)),
        BaselineTable("events", ("id",), EVENTS, events),
        BaselineTable("event_sources", ("event_id", "url"), ("event_id", "url", "lang"), cited),
        BaselineTable("product_classes", ("id", "anchor_id"), ("id", "anchor_id", "title_en", "title_ja", "table_from", "default_law"),
                      (("autos", "a", "Cars", "自動車", "2025-01-01", "none"),)),
        BaselineTable("rates", ("id",), RATES, rates),
    ))  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "tracker.db", create=True) as made:
        migrate(made, NOW)
        yield made


def changes(store: Store) -> list[tuple[object, ...]]:
    return rows(store, "SELECT release, table_name, id, column_name, before, after FROM baseline_changes ORDER BY rowid")


def test_the_first_load_records_the_release_only_and_a_second_writes_nothing(store: Store) -> None:
    baseline = pack((event("e1"), event("e2")), (rate("r1", 25),))
    assert load_baseline(store, baseline, NOW, FIRST) == Loaded(6, 0, 0, 1)
    assert rows(store, "SELECT id, schema, pack, linker, catalogue FROM releases") == [(1, "1", "pack 1", "linker 1", "cat 1")]
    before = store.conn.total_changes
    assert load_baseline(store, baseline, NOW, FIRST) == Loaded(0, 0, 0, None)
    assert store.conn.total_changes == before and changes(store) == []
    assert rows(store, "SELECT event_no, status FROM events") == [(1, "baseline"), (2, "baseline")]
    assert rows(store, "SELECT kind, value FROM event_tags WHERE event_id = 'e1' ORDER BY 1") == [
        ("actor", "person.trump"), ("lang", "en"), ("topic", "autos"),
    ]  # fmt: skip
    assert rows(store, "SELECT id FROM search_queue") == [("e1",), ("e2",)]


def test_a_newer_pack_tells_each_cell_that_it_changes(store: Store) -> None:
    load_baseline(store, pack((event("e1"), event("e2")), (rate("r1", 25),)), NOW, FIRST)
    newer = pack((event("e1", "First talks"), event("e3")), (rate("r1", 15), rate("r2", 12.5)))
    assert load_baseline(store, newer, NOW, SECOND) == Loaded(2, 2, 1, 2)
    told = changes(store)
    assert told[2:4] == [(2, "events", "e1", "title_en", "Talks", "First talks"), (2, "rates", "r1", "rate_percent", "25", "15")]
    assert [(row[1], row[2], row[3], row[4]) for row in told[:2]] == [("events", "e3", "", None), ("rates", "r2", "", None)]
    assert json.loads(str(told[1][5]))["rate_percent"] == 12.5
    assert told[4][1:4] == ("events", "e2", "") and json.loads(str(told[4][4]))["title_en"] == "Talks" and told[4][5] is None
    assert load_baseline(store, newer, NOW, SECOND) == Loaded(0, 0, 0, None)
    assert rows(store, "PRAGMA foreign_key_check") == []


def test_an_edit_within_the_same_version_is_told_too(store: Store) -> None:
    load_baseline(store, pack((event("e1"),)), NOW, FIRST)
    assert load_baseline(store, pack((event("e1", "Silent?"),)), NOW, FIRST).release_id == 2
    assert changes(store) == [(2, "events", "e1", "title_en", "Talks", "Silent?")]


def test_a_rate_that_a_person_decided_stays(store: Store) -> None:
    load_baseline(store, pack((event("e1"),), (rate("r1", 25), rate("r2", 10))), NOW, FIRST)
    store.conn.execute("UPDATE rates SET decided_by = 'person', rate_percent = 1 WHERE id = 'r1'")
    store.conn.execute(
        "INSERT INTO rates (id, anchor_id, product_class, status, decided_by) VALUES ('mine', 'a', 'autos', 'law', 'person')"
    )
    load_baseline(store, pack((event("e1"),), (rate("r1", 27),)), NOW, SECOND)
    assert rows(store, "SELECT id, rate_percent FROM rates ORDER BY id") == [("mine", None), ("r1", 1.0)]
    load_baseline(store, pack((event("e1"),)), NOW, SECOND)
    assert rows(store, "SELECT id FROM rates ORDER BY id") == [("mine",), ("r1",)]


def test_an_event_that_the_pack_dropped_stays_where_items_report_it(store: Store) -> None:
    load_baseline(store, pack((event("e1"), event("e2")), sources=("e1", "e2")), NOW, FIRST)
    store.conn.execute("INSERT INTO sources (id, kind, url) VALUES ('bbc', 'feed', 'u')")
    save_polls(store, [poll(new_item("x", links=(link(anchor_id="a"),)))])
    save_events(store, EventsWrite("a", joins=(EventItemRow("e2", 1, "a", 1, 0.9, "[]", "1", NOW),)))
    assert load_baseline(store, pack((event("e1"),)), NOW, SECOND).removed == 2
    assert rows(store, "SELECT id, origin, status, items FROM events") == [
        ("e1", "baseline", "baseline", 0),
        ("e2", "watched", "reported", 1),
    ]
    assert rows(store, "SELECT event_id FROM event_sources") == [("e1",)]
    assert load_baseline(store, pack((event("e1"),)), NOW, SECOND) == Loaded(0, 0, 0, None)
    load_baseline(store, pack((event("e1"), event("e2"))), NOW, FIRST)
    assert rows(store, "SELECT origin, status FROM events WHERE id = 'e2'") == [("baseline", "baseline")]


def test_a_merge_is_not_undone_by_the_next_pack(store: Store) -> None:
    load_baseline(store, pack((event("e1"), event("e2"))), NOW, FIRST)
    store.conn.execute("UPDATE events SET status = 'merged', merged_into = 'e1' WHERE id = 'e2'")
    load_baseline(store, pack((event("e1"), event("e2", "New words"))), NOW, SECOND)
    assert rows(store, "SELECT title_en, status FROM events WHERE id = 'e2'") == [("New words", "merged")]
    assert load_baseline(store, pack((event("e1"), event("e2", "New words"))), NOW, SECOND) == Loaded(0, 0, 0, None)


def test_a_row_that_something_else_needs_stays_and_is_told_of_once(store: Store) -> None:
    baseline = pack((event("e1"),), (rate("r1", 25),))
    load_baseline(store, baseline, NOW, FIRST)
    store.conn.execute("UPDATE rates SET decided_by = 'person'")
    less = replace(baseline, tables=tuple(replace(t, rows=()) if t.name in ("product_classes", "rates") else t for t in baseline.tables))
    assert load_baseline(store, less, NOW, SECOND).removed == 1
    assert rows(store, "SELECT count(*) FROM product_classes") == [(1,)]
    assert load_baseline(store, less, NOW, SECOND) == Loaded(0, 0, 0, None)


def test_a_table_that_no_pack_fills_and_a_row_that_breaks_a_rule_are_refused(store: Store) -> None:
    with pytest.raises(BadRow, match="no anchor pack fills"):
        load_baseline(store, Baseline("a", "1", (BaselineTable("corrections", ("id",), ("id",), ()),)), NOW, FIRST)
    bad = pack(((*event("e1")[:5], "no such status", *event("e1")[6:]),))
    with pytest.raises(BadRow):
        load_baseline(store, bad, NOW, FIRST)
    assert rows(store, "SELECT count(*) FROM anchors") == [(0,)] and rows(store, "SELECT count(*) FROM releases") == [(0,)]


def test_two_packs_leave_each_other_alone(store: Store) -> None:
    one = pack((event("e1"),))
    tables = tuple(
        replace(t, rows=tuple(tuple({"a": "b", "e1": "f1"}.get(str(cell), cell) for cell in row) for row in t.rows)) for t in one.tables
    )
    load_baseline(store, one, NOW, FIRST)
    assert load_baseline(store, Baseline("b", "1", tables), NOW, FIRST).added == 4
    assert load_baseline(store, one, NOW, FIRST) == Loaded(0, 0, 0, None)
    assert changes(store) == []


def test_a_release_is_recorded_when_a_version_changes(store: Store) -> None:
    assert [record_release(store, NOW, one) for one in (FIRST, FIRST, SECOND, SECOND, FIRST)] == [1, None, 2, None, 3]


def test_rows_with_the_same_key_are_told_apart_by_their_order() -> None:
    table = BaselineTable("t", ("k",), ("k", "v"), (("x", 1), ("x", 2)))
    found = difference(table, [StoredRow(7, ("x", 1)), StoredRow(8, ("x", 3)), StoredRow(9, ("x", 4))])
    assert [(edit.rowid, edit.name, edit.changes) for edit in found.edited] == [(8, "x (2)", (("v", 3, 2),))]
    assert [(gone.rowid, gone.name) for gone in found.removed] == [(9, "x (3)")] and found.added == ()
