"""What the page of one item reads beside the item: a stream of its texts by a moment, and other items of the same publication."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from db.change_rows import ItemChange
from db.item_rows import REVISION_COLUMNS, ItemRow, StoredRevision
from db.queries.changes import changes_by_id
from db.queries.read import fetch

_CHANGES = "SELECT id FROM changes WHERE item_id = :item AND observed_at <= :until ORDER BY observed_at DESC, id DESC LIMIT :limit"
_SIBLINGS = """
SELECT i.id, i.title, i.lang, i.source_id, s.title, s.title_ja, i.first_seen_at
FROM items AS i CROSS JOIN sources AS s ON s.id = i.source_id
WHERE i.publication_key = :key AND i.publication_key <> '' AND i.id <> :item AND i.first_seen_at <= :until ORDER BY i.id LIMIT :limit
"""


@dataclass(frozen=True, slots=True)
class Sibling:
    """Another item of the same publication, with its source's names."""

    item_id: int
    title: str
    lang: str
    source_id: str
    source_title: str
    source_title_ja: str
    first_seen_at: str


def stream(conn: sqlite3.Connection, item_id: int, origin: str, until: str, limit: int) -> tuple[StoredRevision, ...]:
    """The newest revisions of one origin (`entry` or `article`) that had been observed by a moment, newest first.

    until: UTC text. Raises StoreError's children.
    """
    sql = f"SELECT {REVISION_COLUMNS} FROM revisions WHERE item_id = ? AND origin = ? AND observed_at <= ? ORDER BY seq DESC LIMIT ?"
    return tuple(StoredRevision(*row) for row in fetch(conn, sql, (item_id, origin, until, limit)))


def stream_began(conn: sqlite3.Connection, item_id: int, origin: str) -> str | None:
    """When the first revision of a stream was observed, by ourselves where there is one; None for no revision.

    Raises StoreError's children.
    """
    sql = "SELECT observed_at FROM revisions WHERE item_id = ? AND origin = ? ORDER BY observed_by <> 'poll', seq LIMIT 1"
    rows = fetch(conn, sql, (item_id, origin))
    return rows[0][0] if rows else None


def last_seen(conn: sqlite3.Connection, item: ItemRow, answered_at: str | None) -> str:
    """When an item was last seen in its source: of one that still stands in the last document, when that last answered.

    `items.last_seen_at` is written when the item leaves, so that an unchanged poll writes no row. answered_at: UTC text, of the source.
    Raises StoreError's children.
    """
    stands = bool(fetch(conn, "SELECT 1 FROM source_entries WHERE item_id = ? LIMIT 1", (item.id,)))
    return max(item.last_seen_at, answered_at or "") if stands else item.last_seen_at


def changes_of_item(conn: sqlite3.Connection, item_id: int, until: str, limit: int) -> tuple[ItemChange, ...]:
    """What an item changed by a moment, newest first. until: UTC text. Raises StoreError's children."""
    return changes_by_id(conn, [row[0] for row in fetch(conn, _CHANGES, {"item": item_id, "until": until, "limit": limit})])


def siblings(conn: sqlite3.Connection, item: ItemRow, until: str, limit: int) -> tuple[Sibling, ...]:
    """The other items of an item's publication that had been seen by a moment, oldest first. Raises StoreError's children."""
    values = {"key": item.publication_key, "item": item.id, "until": until, "limit": limit}
    return tuple(Sibling(*row) for row in fetch(conn, _SIBLINGS, values))
