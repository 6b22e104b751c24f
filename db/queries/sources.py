"""Reading the sources: what is due, what each one is and how it does."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, fields

from db.errors import UnknownRow
from db.queries.read import fetch, fetch_one, texts
from db.records import SourceRow

_COLUMNS = ", ".join(field.name for field in fields(SourceRow))
_FLAGS = ("enabled", "validators_trusted", "rebased")


@dataclass(frozen=True, slots=True)
class SourceHealth:
    """A row of the view `source_health`. hours_since_ok: None where it never answered."""

    source_id: str
    title: str
    state: str
    last_ok_at: str | None
    hours_since_ok: float | None
    failures: float
    last_error: str | None
    polls_24h: int
    items_24h: int
    next_check_at: str | None


def due_sources(conn: sqlite3.Connection, now: str, limit: int = 1000) -> tuple[SourceRow, ...]:
    """The enabled sources whose next check has come, those that wait longest first. now: UTC instant.

    A check that lies further ahead than any back-off was set by a clock that was wrong, and is due. Raises StoreError's children.
    """
    sql = f"""
      SELECT {_COLUMNS} FROM sources WHERE enabled = 1 AND next_check_at IS NULL
      UNION ALL SELECT {_COLUMNS} FROM sources WHERE enabled = 1 AND next_check_at <= :now
      UNION ALL SELECT {_COLUMNS} FROM sources WHERE enabled = 1 AND next_check_at > strftime('%Y-%m-%dT%H:%M:%SZ', :now, '+2 days')
      ORDER BY next_check_at, id LIMIT :limit
    """
    return tuple(_source(row) for row in fetch(conn, sql, {"now": now, "limit": limit}))


def next_due_at(conn: sqlite3.Connection) -> str | None:
    """When the next enabled source is due: UTC instant, "" for at once, None where none is enabled. Raises StoreError's children."""
    row = fetch_one(conn, "SELECT coalesce(next_check_at, '') FROM sources WHERE enabled = 1 ORDER BY next_check_at LIMIT 1")
    return None if row is None else str(row[0])


def source(conn: sqlite3.Connection, source_id: str) -> SourceRow:
    """One source with its state. Raises UnknownRow."""
    row = fetch_one(conn, f"SELECT {_COLUMNS} FROM sources WHERE id = ?", (source_id,))
    if row is None:
        raise UnknownRow("sources", f"there is no source {source_id!r}", "see `tracker sources list`")
    return _source(row)


def sources_by_id(conn: sqlite3.Connection, source_ids: Sequence[str]) -> dict[str, SourceRow]:
    """Sources by id, of those that there are. Raises StoreError's children."""
    sql = f"SELECT {_COLUMNS} FROM sources WHERE id IN (SELECT value FROM json_each(?))"
    return {row["id"]: _source(row) for row in fetch(conn, sql, (json.dumps(list(source_ids)),))}


def list_sources(conn: sqlite3.Connection) -> tuple[SourceRow, ...]:
    """All sources, by id. Raises StoreError's children."""
    return tuple(_source(row) for row in fetch(conn, f"SELECT {_COLUMNS} FROM sources ORDER BY id"))


def source_health(conn: sqlite3.Connection) -> tuple[SourceHealth, ...]:
    """How each source does, by id. Raises StoreError's children."""
    names = ", ".join(field.name for field in fields(SourceHealth))
    return tuple(SourceHealth(*row) for row in fetch(conn, f"SELECT {names} FROM source_health ORDER BY source_id"))


def _source(row: sqlite3.Row) -> SourceRow:
    values = dict(row)
    values |= {name: bool(values[name]) for name in _FLAGS}
    return SourceRow(**{**values, "set_by_person": texts(values["set_by_person"])})
