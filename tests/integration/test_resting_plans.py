"""The reads of what rests on changed text, and those of retention, walk through no growing table."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from test_query_plans import scanned

from db.queries import resting
from db.queries.review import ReviewFilter
from db.records import ChangeRow, EventItemRow, EventRow, EventsWrite, ItemStep
from db.store.connect import Store
from db.store.events import save_events
from db.store.polls import save_polls
from db.store.retention import drop_bytes
from tests.db_rows import ANCHOR, NOW, link, make_store, new_item, poll, revision

MARK = resting.OpenMark(1, "event", "e", 1, "report", NOW, "[]", False, "f", "", "en", None, False, None)
READS: dict[str, Callable[[sqlite3.Connection], object]] = {
    "marks of events": lambda conn: resting.marks(conn, "event", ["e", "f"], "9999"),
    "marks of rates": lambda conn: resting.marks(conn, "rate", ["r"], "9999", settled=True),
    "marks of an item": lambda conn: resting.marks_of_item(conn, 1, "9999"),
    "anything": resting.anything_rests,
    "open marks": lambda conn: resting.open_marks(conn),
    "later reports": lambda conn: resting.later_reports(conn, MARK),
    "by way of an event": lambda conn: resting.marks_by_way_of(conn, [1, 2]),
    "doubts": lambda conn: resting.resting_doubts(conn, ReviewFilter(ANCHOR, "en")),
    "doubts, following": lambda conn: resting.resting_doubts(conn, ReviewFilter(ANCHOR, after=(NOW, 9))),
    "count": lambda conn: resting.count_resting(conn, ReviewFilter(ANCHOR)),
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with make_store(tmp_path_factory.mktemp("resting")) as made:
        save_polls(made, [poll(*(new_item(f"k{n}", links=(link(),)) for n in range(200)))])
        event = EventRow("e", ANCHOR, "watched", "2025-04-16", "anchor", "reported", NOW)
        save_events(made, EventsWrite(ANCHOR, (event,), tuple(EventItemRow("e", n, ANCHOR, n, 0.9, "[]", "1", NOW) for n in range(1, 200))))
        save_polls(made, [poll(steps=tuple(ItemStep(n, revision(f"two {n}"), ChangeRow(NOW, "edited", True)) for n in range(1, 200)))])
        yield made


def asked_for(conn: sqlite3.Connection, work: Callable[[sqlite3.Connection], object]) -> list[str]:
    found: list[str] = []
    conn.set_trace_callback(found.append)
    work(conn)
    conn.set_trace_callback(None)
    return [sql for sql in found if not sql.startswith(("--", "BEGIN", "COMMIT", "PRAGMA"))]


@pytest.mark.parametrize("name", READS)
def test_a_read_of_marks_walks_through_no_growing_table(store: Store, name: str) -> None:
    asked = asked_for(store.conn, READS[name])
    assert asked
    for sql in asked:
        assert scanned(store.conn, sql) == set(), sql


def test_marking_and_dropping_bytes_walk_through_none_either(store: Store, tmp_path: Path) -> None:
    step = ItemStep(1, revision("three"), ChangeRow(NOW, "edited", True))
    asked = asked_for(store.conn, lambda conn: (save_polls(store, [poll(steps=(step,))]), drop_bytes(store, NOW)))
    marking = [sql for sql in asked if "INTO resting" in sql or "snapshots_kept" in sql]
    assert len(marking) == 7
    for sql in marking:
        assert scanned(store.conn, sql) == set(), sql
