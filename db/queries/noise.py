"""Reading what an item's latest revisions were, and since when what it changes at every look is ignored."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import fields

from db.item_rows import REVISION_COLUMNS, MaskRow, Past, StoredRevision
from db.queries.read import fetch

# As many as `db.queries.items` gives hashes of.
_PAST = f"""
SELECT (SELECT c.material FROM changes AS c WHERE c.to_revision = r.id ORDER BY c.id DESC LIMIT 1), {REVISION_COLUMNS}
FROM revisions AS r WHERE r.item_id = ? AND r.origin = ? ORDER BY r.seq DESC LIMIT 50
"""
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
    return {item_id: _past(fetch(conn, _PAST, (item_id, origin)), known.get(item_id)) for item_id in item_ids}


def _past(rows: Sequence[sqlite3.Row], mask: MaskRow | None) -> Past:
    material = tuple(None if row[0] is None else bool(row[0]) for row in rows)
    return Past(tuple(StoredRevision(*tuple(row)[1:]) for row in rows), material, mask)
