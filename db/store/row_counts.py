"""Keeping how many rows there are of what comes in batches: one statement a batch, where a trigger would fire for each row."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping


def count_added(conn: sqlite3.Connection, added: Mapping[str, int]) -> None:
    """Add to the counts of tables, within the caller's transaction that added the rows. What goes is counted by triggers."""
    rows = [(number, table) for table, number in added.items() if number]
    conn.executemany("UPDATE row_counts SET counted = counted + ? WHERE table_name = ?", rows)
