"""Dropping old items that belong to no story, and remembering that they were there (TRAPS 6)."""

from __future__ import annotations

import json
import sqlite3

from db.store.connect import Store

# Not linked, in no event, decided by nobody, no longer in its source's document, and a copy's original of nobody.
_OLD = """
SELECT i.id FROM items AS i
WHERE i.sort_at < :before AND i.last_seen_at < :before
  AND NOT EXISTS (SELECT 1 FROM links AS l WHERE l.item_id = i.id AND (l.linked = 1 OR l.decided_by = 'person'))
  AND NOT EXISTS (SELECT 1 FROM event_items AS m WHERE m.item_id = i.id OR m.copy_of = i.id)
  AND NOT EXISTS (SELECT 1 FROM source_entries AS g WHERE g.item_id = i.id)
ORDER BY i.sort_at LIMIT :limit
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
    "UPDATE polls SET item_id = NULL WHERE item_id IN (SELECT value FROM json_each(:ids))",
    "DELETE FROM revisions WHERE item_id IN (SELECT value FROM json_each(:ids))",
    "DELETE FROM items WHERE id IN (SELECT value FROM json_each(:ids))",
)


def drop_items(store: Store, before: str, now: str, limit: int = 1000) -> int:
    """Drop items that were sorted and last seen before a moment and that nothing rests on; how many.

    before, now: UTC instants. What is linked, in an event, decided by a person, or still in its source's document stays, however old.
    Of each dropped item its aliases and key are kept as tombstones, so that it does not come back as new. Snapshots stay. Call it until
    it gives 0, not within another transaction. Raises StoreError's children.
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
