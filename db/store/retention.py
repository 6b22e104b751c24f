"""Dropping old items that belong to no story, and remembering that they were there (TRAPS 6); and the bytes behind such items."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from db.queries.read import fetch
from db.store.connect import Store

# What something rests on: it is linked, reports an event or is a copy's original of one, a person decided on it, an event, a rate or a
# claim cites it, or a mark of changed text names it.
_RESTED_ON = """(
  EXISTS (SELECT 1 FROM links AS l WHERE l.item_id = i.id AND (l.linked = 1 OR l.decided_by = 'person'))
  OR EXISTS (SELECT 1 FROM event_items AS m WHERE m.item_id = i.id) OR EXISTS (SELECT 1 FROM event_items AS m WHERE m.copy_of = i.id)
  OR EXISTS (SELECT 1 FROM corrections AS k WHERE k.target = 'item:' || i.id)
  OR EXISTS (SELECT 1 FROM resting AS r WHERE r.item_id = i.id) OR EXISTS (SELECT 1 FROM resting AS r WHERE r.settled_item = i.id)
  OR EXISTS (SELECT 1 FROM cited_addresses AS a WHERE a.publication_key = i.publication_key AND i.publication_key <> '')
)"""
# What a person imported is theirs to keep; what still stands in its source's document would come back.
_OLD = f"""
SELECT i.id FROM items AS i
WHERE i.sort_at < :before AND i.last_seen_at < :before AND i.origin = 'watched' AND NOT {_RESTED_ON}
  AND NOT EXISTS (SELECT 1 FROM source_entries AS g WHERE g.item_id = i.id)
ORDER BY i.sort_at LIMIT :limit
"""
# A watched page's bytes are evidence whoever links it; of anything else, bytes are kept for the items that something rests on.
_OLD_BYTES = f"""
SELECT s.sha256, length(s.body) AS bytes FROM snapshots AS s INDEXED BY snapshots_kept
WHERE s.body IS NOT NULL AND s.retrieved_at < :before
  AND NOT EXISTS (SELECT 1 FROM rate_sources AS q WHERE q.snapshot = s.sha256)
  AND NOT EXISTS (
    SELECT 1 FROM revisions AS v CROSS JOIN items AS i ON i.id = v.item_id CROSS JOIN sources AS o ON o.id = i.source_id
    WHERE v.snapshot = s.sha256 AND (i.origin = 'imported' OR (o.kind = 'page' AND o.mode = 'watch') OR {_RESTED_ON}))
ORDER BY s.retrieved_at LIMIT :limit
"""
_TOMBSTONES = """
INSERT OR IGNORE INTO tombstones (source_id, kind, value, dropped_at)
SELECT source_id, kind, value, :now FROM item_aliases WHERE item_id IN (SELECT value FROM json_each(:ids))
"""
_KEYS = """
INSERT OR IGNORE INTO tombstones (source_id, kind, value, dropped_at)
SELECT source_id, 'key', item_key, :now FROM items WHERE id IN (SELECT value FROM json_each(:ids))
"""
# In an order in which nothing is left that refers to a row before it goes; an item and its newest revision refer to each other.
_DROPS = (
    "DELETE FROM evidence WHERE item_id IN (SELECT value FROM json_each(:ids))",
    "DELETE FROM link_topics WHERE item_id IN (SELECT value FROM json_each(:ids))",
    "DELETE FROM links WHERE item_id IN (SELECT value FROM json_each(:ids))",
    "DELETE FROM changes WHERE item_id IN (SELECT value FROM json_each(:ids))",
    "DELETE FROM noise_masks WHERE item_id IN (SELECT value FROM json_each(:ids))",
    "DELETE FROM articles WHERE item_id IN (SELECT value FROM json_each(:ids))",
    "DELETE FROM article_queue WHERE item_id IN (SELECT value FROM json_each(:ids))",
    "DELETE FROM item_aliases WHERE item_id IN (SELECT value FROM json_each(:ids))",
    "DELETE FROM search_queue WHERE kind = 'item' AND id IN (SELECT CAST(value AS TEXT) FROM json_each(:ids))",
    "DELETE FROM items_fts WHERE rowid IN (SELECT value FROM json_each(:ids))",
    # A poll that names no item would count as one of its source.
    "DELETE FROM polls WHERE item_id IN (SELECT value FROM json_each(:ids))",
    "DELETE FROM revisions WHERE item_id IN (SELECT value FROM json_each(:ids))",
    "DELETE FROM items WHERE id IN (SELECT value FROM json_each(:ids))",
)


@dataclass(frozen=True, slots=True)
class Old:
    """What retention would drop now: items, snapshots, and the bytes that those take in the file."""

    items: int
    snapshots: int
    bytes: int


def drop_items(store: Store, before: str, now: str, limit: int = 1000) -> int:
    """Drop items that were sorted and last seen before a moment and that nothing rests on; how many.

    before, now: UTC instants. What is linked, in an event, cited, decided by a person, imported, or still in its source's document stays,
    however old. Of each dropped item its aliases and key are kept as tombstones, so that it does not come back as new. Snapshots stay.
    Call it until it gives 0, not within another transaction. Raises StoreError's children.
    """
    # With the check on, SQLite would look through all items for each revision that goes; what refers to a dropped row goes with it here.
    store.conn.execute("PRAGMA foreign_keys = OFF")
    try:
        with store.atomic() as conn:
            return _drop(conn, before, now, limit)
    finally:
        store.conn.execute("PRAGMA foreign_keys = ON")


def _drop(conn: sqlite3.Connection, before: str, now: str, limit: int) -> int:
    old = [row[0] for row in conn.execute(_OLD, {"before": before, "limit": limit})]
    values = {"ids": json.dumps(old), "now": now}
    for sql in (_TOMBSTONES, _KEYS, *_DROPS):
        conn.execute(sql, values)
    return len(old)


def drop_bytes(store: Store, before: str, limit: int = 1000) -> int:
    """Drop the bytes of snapshots that were retrieved before a moment and that nothing rests on; how many snapshots.

    Their rows stay, with hash, size and address: what was seen when is still known, and bytes that are retrieved again are kept again.
    before: UTC instant. Call it until it gives 0. Raises StoreError's children.
    """
    with store.atomic() as conn:
        old = [row[0] for row in conn.execute(_OLD_BYTES, {"before": before, "limit": limit})]
        conn.execute("UPDATE snapshots SET body = NULL WHERE sha256 IN (SELECT value FROM json_each(?))", (json.dumps(old),))
    return len(old)


def what_is_old(conn: sqlite3.Connection, items_before: str, bytes_before: str) -> Old:
    """What `drop_items` and `drop_bytes` would drop in all. UTC instants, "" for none of it. Raises StoreError's children."""
    items = fetch(conn, f"SELECT count(*) FROM ({_OLD})", {"before": items_before, "limit": -1})[0][0]
    sql = f"SELECT count(*), coalesce(sum(bytes), 0) FROM ({_OLD_BYTES})"
    snapshots, size = tuple(fetch(conn, sql, {"before": bytes_before, "limit": -1})[0])
    return Old(items, snapshots, size)


def last_done(conn: sqlite3.Connection, task: str) -> str:
    """When a task of upkeep was last done whole, UTC; "" for never. Raises StoreError's children."""
    rows = fetch(conn, "SELECT done_at FROM upkeep WHERE task = ?", (task,))
    return str(rows[0][0]) if rows else ""


def mark_done(store: Store, task: str, now: str) -> None:
    """Record that a task of upkeep was done whole. now: UTC instant. Raises StoreError's children."""
    with store.atomic() as conn:
        conn.execute("INSERT INTO upkeep VALUES (?, ?) ON CONFLICT (task) DO UPDATE SET done_at = excluded.done_at", (task, now))
