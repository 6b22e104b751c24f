"""Whether anything waits for event joining: asked after every write, so that nothing is loaded for nothing."""

from __future__ import annotations

import sqlite3

from db.queries.read import fetch_one


def anything_waits(conn: sqlite3.Connection) -> bool:
    """Whether a linked item waits to join or open an event. Reads `links_pending`. Raises StoreError's children."""
    return fetch_one(conn, "SELECT 1 FROM links WHERE event_pending = 1 AND linked = 1 LIMIT 1") is not None


def linked_count(conn: sqlite3.Connection, anchor_id: str) -> int:
    """How many items are linked to an anchor. Reads `links_anchor`. Raises StoreError's children."""
    row = fetch_one(conn, "SELECT count(*) FROM links WHERE anchor_id = ? AND linked = 1", (anchor_id,))
    return int(row[0]) if row else 0
