"""Reading what an item's latest revisions were, and since when what it changes at every look is ignored."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields

from db.item_rows import REVISION_COLUMNS, MaskRow, Past, StoredRevision
from db.queries.read import each, fetch

_NEWEST = "FROM revisions AS r WHERE r.item_id = ? AND r.origin = ? ORDER BY r.seq DESC LIMIT 50"
_STEPS = f"""
SELECT r.observed_at, (SELECT c.material FROM changes AS c WHERE c.to_revision = r.id ORDER BY c.id DESC LIMIT 1) {_NEWEST}
"""
_TEXTS = f"SELECT {REVISION_COLUMNS} {_NEWEST}"
PAST_TEXT = 4_000_000
"""Code points of earlier texts that are read of an item, at least its newest: 50 texts of 5 MB would take a poller's memory."""
_MASK = ", ".join(field.name for field in fields(MaskRow))


def masks(conn: sqlite3.Connection, item_ids: Sequence[int], origin: str = "") -> tuple[MaskRow, ...]:
    """The masks of items, those taken off too, by item and origin. origin: "" for both. Raises StoreError's children."""
    sql = f"""
      SELECT {_MASK} FROM noise_masks WHERE item_id IN (SELECT value FROM json_each(:ids)) AND (:origin = '' OR origin = :origin)
      ORDER BY item_id, origin DESC
    """
    return tuple(MaskRow(*row) for row in fetch(conn, sql, {"ids": json.dumps(list(item_ids)), "origin": origin}))


def pasts(conn: sqlite3.Connection, item_ids: Sequence[int], origin: str = "entry") -> Mapping[int, Past]:
    """The past of items in one origin, by item. Raises StoreError's children."""
    known = {row.item_id: row for row in masks(conn, item_ids, origin)}
    return {item_id: Past(tuple(_texts(conn, item_id, origin)), _steps(conn, item_id, origin), known.get(item_id)) for item_id in item_ids}


def _steps(conn: sqlite3.Connection, item_id: int, origin: str) -> tuple[tuple[str, bool | None], ...]:
    return tuple((row[0], None if row[1] is None else bool(row[1])) for row in fetch(conn, _STEPS, (item_id, origin)))


def _texts(conn: sqlite3.Connection, item_id: int, origin: str) -> Iterator[StoredRevision]:
    room = PAST_TEXT
    for row in each(conn, _TEXTS, (item_id, origin)):
        revision = StoredRevision(*row)
        yield revision
        room -= len(revision.title) + len(revision.summary) + len(revision.body)
        if room <= 0:
            return
