"""Filling the full-text index from its queue, in batches and off the poll's path (PERFORMANCE: what follows, 3)."""

from __future__ import annotations

import json
import sqlite3

from db.search_text import cut_fields
from db.store.connect import Store

_ITEMS = """
SELECT i.id, e.title, e.summary, e.body, a.title, a.body
FROM json_each(?) AS j JOIN items AS i ON i.id = j.value
LEFT JOIN revisions AS e ON e.id = i.revision_id LEFT JOIN revisions AS a ON a.id = i.article_revision_id
"""
_EVENTS = """
SELECT e.event_no, e.title_en, e.title_ja, e.summary_en, e.summary_ja, e.later_en, e.later_ja
FROM json_each(?) AS j JOIN events AS e ON e.id = j.value WHERE e.event_no IS NOT NULL
"""


def index_queue(store: Store, limit: int = 2000) -> int:
    """Index up to `limit` queued items and events, in one short transaction; how many were taken off the queue.

    Call it until it gives 0, between polls. A crash leaves the queue as it was. Raises StoreError's children.
    """
    with store.atomic() as conn:
        queued = conn.execute("SELECT kind, id FROM search_queue LIMIT ?", (limit,)).fetchall()
        _index(conn, "items_fts", _ITEMS, [int(row[1]) for row in queued if row[0] == "item"])
        _index(conn, "events_fts", _EVENTS, [row[1] for row in queued if row[0] == "event"])
        conn.executemany("DELETE FROM search_queue WHERE kind = ? AND id = ?", map(tuple, queued))
        return len(queued)


def queue_everything(store: Store) -> None:
    """Empty the index and queue all items and events for it, as after a change of how text is cut. Raises StoreError's children."""
    with store.atomic() as conn:
        for table in ("items_fts", "events_fts"):
            conn.execute(f"DELETE FROM {table}")
        conn.execute("INSERT OR IGNORE INTO search_queue (kind, id) SELECT 'item', id FROM items")
        conn.execute("INSERT OR IGNORE INTO search_queue (kind, id) SELECT 'event', id FROM events")


def _index(conn: sqlite3.Connection, table: str, sql: str, ids: list[int] | list[str]) -> None:
    found = [(row[0], cut_fields(*row[1:])) for row in map(tuple, conn.execute(sql, (json.dumps(ids),)))]
    conn.executemany(f"DELETE FROM {table} WHERE rowid = ?", ((row[0],) for row in found))
    conn.executemany(f"INSERT INTO {table} (rowid, words) VALUES (?, ?)", found)
