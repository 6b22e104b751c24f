"""Dropping old items: only what nothing rests on, whole, and never to come back as new."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.queries.health import integrity, orphans
from db.queries.search import search_items
from db.records import ChangeRow, EvidenceRow, ItemStep
from db.store.connect import Store
from db.store.polls import save_polls
from db.store.retention import drop_items
from db.store.search_index import index_queue
from tests.db_rows import link, make_store, new_item, poll, present, revision, rows

OLD, NOW, LIMIT = "2025-01-01T00:00:00Z", "2026-01-01T00:00:00Z", "2025-12-01T00:00:00Z"
BIAS = (EvidenceRow(0, "bias", -1.0),)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with make_store(tmp_path) as made:
        no = link(False, evidence=BIAS)
        held = new_item("held", "関税", at=OLD, links=(no,))
        other = (
            new_item("dropped", "関税", at=OLD, links=(no,)),
            new_item("linked", "関税", at=OLD, links=(link(evidence=BIAS),)),
            new_item("person", "関税", at=OLD, links=(link(False, decided_by="person"),)),
            new_item("fresh", "関税", at=NOW, links=(no,)),
            new_item("bare", "関税", at=OLD, aliases=()),
        )
        save_polls(made, [poll(held, *other, present=present(held))])
        save_polls(made, [poll(steps=(ItemStep(2, revision("B", OLD), ChangeRow(OLD, "edited", True)),))])
        index_queue(made)
        yield made


def test_trap_06_what_was_dropped_is_gone_whole_and_does_not_come_back(store: Store) -> None:
    assert drop_items(store, LIMIT, NOW, limit=1) == 1 and drop_items(store, LIMIT, NOW) == 1 and drop_items(store, LIMIT, NOW) == 0
    assert rows(store, "SELECT item_key FROM items ORDER BY id") == [("held",), ("linked",), ("person",), ("fresh",)]
    assert integrity(store.conn, quick=False) == () and orphans(store.conn) == {}
    assert store.conn.execute("PRAGMA foreign_keys").fetchone()[0] == 1
    assert {hit.id for hit in search_items(store.conn, "関税")} == {"1", "3", "4", "5"}
    again = (new_item("dropped", at=NOW), new_item("bare", at=NOW, aliases=()), new_item("moved", at=NOW, aliases=(("guid", "dropped"),)))
    assert save_polls(store, [poll(*again)])[0].items_new == 0
    assert save_polls(store, [poll(*again, of="asahi")])[0].items_new == 3, "another source's items are others"
