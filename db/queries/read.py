"""How every read is made: one statement with bound parameters, SQLite's errors as ours."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence

from db.translate import translated

Values = Sequence[object] | Mapping[str, object]


def fetch(conn: sqlite3.Connection, sql: str, values: Values = ()) -> list[sqlite3.Row]:
    """All rows of a statement. Raises StoreError's children."""
    with translated("query"):
        return conn.execute(sql, values).fetchall()


def fetch_one(conn: sqlite3.Connection, sql: str, values: Values = ()) -> sqlite3.Row | None:
    """The first row of a statement, or None. Raises StoreError's children."""
    with translated("query"):
        row: sqlite3.Row | None = conn.execute(sql, values).fetchone()
        return row


def each(conn: sqlite3.Connection, sql: str, values: Values = ()) -> Iterator[sqlite3.Row]:
    """The rows of a statement one by one, for results that do not fit into memory. Raises StoreError's children."""
    with translated("query"):
        yield from conn.execute(sql, values)


def texts(stored: str | None) -> tuple[str, ...]:
    """A list as the file holds it (JSON text) as a tuple; NULL counts as empty."""
    return tuple(json.loads(stored)) if stored else ()
