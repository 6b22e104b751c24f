"""Each filter of `/changes` walks along an index, however few changes it leaves, and gives what a walk through all would give."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace

import pytest
from test_query_plans import scanned

from db.change_rows import ChangeFilter, ItemChange
from db.queries.changes import changes_sql, item_changes
from db.records import ChangeRow, ItemStep
from db.store.connect import read_connection
from db.store.polls import save_polls
from tests.db_rows import link, make_store, new_item, poll, revision

F = ChangeFilter
FILTERS = {
    "none": F(),
    "source": F(source_id="asahi"),
    "source without any": F(source_id="nobody"),
    "source and all else": F(source_id="asahi", material=True, silent=False, kind="edited", since="2025-05-02", until="2025-06-01"),
    "kind": F(kind="withdrawn"),
    "kind and material": F(kind="reverted", material=True),
    "announced": F(silent=False),
    "silent and material": F(silent=True, material=True),
    "material": F(material=True),
    "cosmetic": F(material=False),
    "page of a source": F(source_id="bbc", before=40),
    "page": F(before=40),
    "since": F(since="2025-05-20", until="2025-05-25"),
}


@pytest.fixture(scope="module")
def conn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    with make_store(tmp_path_factory.mktemp("changes")) as made:
        save_polls(made, [poll(*(new_item(f"k{n}", links=(link(n % 2 == 0),)) for n in range(280)))])
        save_polls(made, [poll(*(new_item(f"r{n}") for n in range(20)), of="asahi")])
        steps = tuple(_step(n) for n in range(1, 301))
        save_polls(made, [poll(steps=steps[:280]), poll(of="asahi", steps=steps[280:])])
        opened = read_connection(made.path)
        yield opened
        opened.close()


def _step(n: int) -> ItemStep:
    kind = "withdrawn" if n % 100 == 0 else "edited"
    notice = "announced" if n % 40 == 1 else "none"
    change = ChangeRow(f"2025-05-{n % 28 + 1:02}T00:00:00Z", kind, n % 3 == 0, notice)
    text = None if kind == "withdrawn" else revision(f"two {n}", change.observed_at)
    return ItemStep(n, text, change, withdrawn_at=change.observed_at if kind == "withdrawn" else None)


@pytest.mark.parametrize("name", FILTERS)
def test_a_filter_walks_along_an_index_and_sorts_nothing(conn: sqlite3.Connection, name: str) -> None:
    sql, values = changes_sql(FILTERS[name])
    assert scanned(conn, sql, values) == set()
    plan = " ".join(row[3] for row in conn.execute(f"EXPLAIN QUERY PLAN {sql}", values))
    assert plan.count("USE TEMP B-TREE FOR ORDER BY") == 1 and "SCAN" not in plan, plan  # that one orders the anchors of one item


@pytest.mark.parametrize("name", FILTERS)
def test_a_filter_leaves_what_it_says(conn: sqlite3.Connection, name: str) -> None:
    asked = replace(FILTERS[name], limit=1000)
    whole = item_changes(conn, F(limit=1000))
    assert len(whole) == 300
    last = next((change for change in whole if change.change_id == asked.before), None)
    kept = [change for change in whole if _fits(change, asked) and (last is None or _order(change) < _order(last))]
    assert list(item_changes(conn, asked)) == kept
    assert kept or asked.source_id or asked.kind


def _order(change: ItemChange) -> tuple[str, int]:
    return change.observed_at, change.change_id


def _fits(change: ItemChange, asked: ChangeFilter) -> bool:
    return (
        asked.material in (None, change.material)
        and asked.silent in (None, change.notice == "none")
        and asked.kind in ("", change.kind)
        and asked.source_id in ("", change.source_id)
        and (not asked.since or change.observed_at > asked.since)
        and (not asked.until or change.observed_at < asked.until)
    )
