"""Which tables, views and columns there are."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from db.migrations import STEPS
from db.queries.read import fetch
from db.queries.sql import views

_COLUMNS = """
SELECT m.name, c.name FROM sqlite_master AS m, pragma_table_info(m.name) AS c
WHERE m.type IN ('table', 'view') AND m.name NOT LIKE 'sqlite_%' ORDER BY m.name, c.cid
"""


def columns_of(conn: sqlite3.Connection) -> dict[str, tuple[str, ...]]:
    """The columns of every table and view of a database, in their order. Raises StoreError's children."""
    found: dict[str, tuple[str, ...]] = {}
    for table, column in fetch(conn, _COLUMNS):
        found[table] = (*found.get(table, ()), column)
    return found


def fresh_columns() -> dict[str, tuple[str, ...]]:
    """The same for a database as this program makes it, without one at hand; takes some milliseconds. Raises StoreError's children."""
    with closing(sqlite3.connect(":memory:")) as conn:
        for step in STEPS:
            conn.executescript(step.sql)
        for name, view in views().items():
            conn.execute(f"CREATE VIEW {name} AS\n{view.sql}")
        return columns_of(conn)
