"""Reading what we ourselves changed: the baseline's rows, as newer anchor packs brought them (`releases`, `baseline_changes`)."""

from __future__ import annotations

import sqlite3

from db.change_rows import OwnCell, OwnChange, OwnFilter
from db.errors import UnknownRow
from db.queries.read import fetch, texts

# Columns that only say up to when something was checked: they change with each release, and nobody relies on them alone.
_BOOKKEEPING = "('checked_on', 'checked_until', 'pack_version', 'as_of')"
_LINES = f"""
SELECT b.release, r.installed_at, r.pack, b.table_name, b.id, json_group_array(b.column_name) AS columns,
  max(b.column_name NOT IN {_BOOKKEEPING}) AS material,
  max(b.column_name = '' AND b.before IS NULL) AS added, max(b.column_name = '' AND b.after IS NULL) AS removed
FROM releases AS r CROSS JOIN baseline_changes AS b ON b.release = r.id
WHERE r.installed_at > :since AND (:until = '' OR r.installed_at < :until)
  AND (:event_id = '' OR (b.table_name = 'events' AND b.id = :event_id))
  AND (:row = '' OR (b.release = :release AND b.table_name = :table_name AND b.id = :row))
GROUP BY b.release, b.table_name, b.id
HAVING :material IS NULL OR material = :material
ORDER BY r.installed_at DESC, b.release DESC, min(b.rowid) LIMIT :limit OFFSET :offset
"""


def own_changes(conn: sqlite3.Connection, asked: OwnFilter) -> tuple[OwnChange, ...]:
    """The rows of the baseline that releases changed, newest release first, at most `limit`. Raises StoreError's children."""
    return _lines(conn, asked, 0, "", "")


def own_change(conn: sqlite3.Connection, release: int, table_name: str, row_id: str) -> OwnChange:
    """What one release changed in one row of the baseline. Raises UnknownRow where it changed nothing."""
    found = _lines(conn, OwnFilter(limit=1), release, table_name, row_id)
    if not found:
        raise UnknownRow("changes", f"release {release} changed no {table_name} {row_id}", "see the table `baseline_changes`")
    return found[0]


def own_cells(conn: sqlite3.Connection, release: int, table_name: str, row_id: str) -> tuple[OwnCell, ...]:
    """The changed cells of one row of the baseline in one release, none where there are none. Raises StoreError's children."""
    sql = """
      SELECT column_name, before, after, reason FROM baseline_changes WHERE release = ? AND table_name = ? AND id = ? ORDER BY rowid
    """
    return tuple(OwnCell(row[0], _text(row[1]), _text(row[2]), row[3]) for row in fetch(conn, sql, (release, table_name, row_id)))


def _lines(conn: sqlite3.Connection, asked: OwnFilter, release: int, table_name: str, row_id: str) -> tuple[OwnChange, ...]:
    values = {
        "material": asked.material, "event_id": asked.event_id, "since": asked.since, "until": asked.until, "limit": asked.limit,
        "offset": asked.offset, "release": release, "table_name": table_name, "row": row_id,
    }  # fmt: skip
    return tuple(_line(row) for row in fetch(conn, _LINES, values))


def _line(row: sqlite3.Row) -> OwnChange:
    values = dict(row)
    columns = tuple(column for column in texts(values["columns"]) if column)
    flags = {name: bool(values[name]) for name in ("material", "added", "removed")}
    return OwnChange(**{**values, **flags, "columns": columns})


def _text(cell: object) -> str | None:
    return None if cell is None else str(cell)
