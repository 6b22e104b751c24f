"""Reading when a source's newest items were published: the measure of its own rhythm."""

from __future__ import annotations

import sqlite3

_NEWEST = "SELECT published_at FROM items WHERE source_id = ? AND published_at IS NOT NULL ORDER BY sort_at DESC LIMIT ?"


def newest_published(conn: sqlite3.Connection, source_id: str, limit: int = 20) -> tuple[str, ...]:
    """The stated instants of publication (UTC text) of a source's newest items, newest first. Reads `items_source`."""
    return tuple(row[0] for row in conn.execute(_NEWEST, (source_id, limit)))
