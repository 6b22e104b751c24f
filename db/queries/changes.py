"""Reading what sources changed after they published."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import fields

from db.change_rows import ChangeFilter, ItemChange
from db.errors import UnknownRow
from db.queries.read import fetch, fetch_one

_COLUMNS = ", ".join(f"v.{field.name}" for field in fields(ItemChange))
# What narrows most comes first: its index is walked from the newest change on, and a unary plus keeps SQLite from the others'.
_FILTERS = {
    "item_id": "v.item_id = :item_id",
    "event_id": "v.item_id IN (SELECT item_id FROM event_items WHERE event_id = :event_id)",
    "source_id": "{plus}{by}.source_id = :source_id",
    "kind": "{plus}{by}.kind = :kind",
    "silent": "{plus}({by}.notice = 'none') = :silent",
    "material": "{plus}{by}.material = :material",
}
_MOMENTS = {
    "since": "{by}.observed_at > :since",
    "until": "{by}.observed_at < :until",
    "before": "({by}.observed_at, {by}.change_id) < (SELECT observed_at, id FROM changes WHERE id = :before)",
}
_LINKED = "EXISTS (SELECT 1 FROM links AS l WHERE l.item_id = v.item_id AND l.linked = 1)"


def item_changes(conn: sqlite3.Connection, asked: ChangeFilter) -> tuple[ItemChange, ...]:
    """The changes that a filter leaves, newest first, at most `limit`. Raises StoreError's children."""
    sql, values = changes_sql(asked)
    return tuple(_change(row) for row in fetch(conn, sql, values))


def changes_sql(asked: ChangeFilter) -> tuple[str, dict[str, object]]:
    """The statement for a filter and its parameters."""
    values = {name: getattr(asked, name) for name in (*_FILTERS, *_MOMENTS) if getattr(asked, name) not in ("", None)}
    first, *others = [name for name in _FILTERS if name in values] or [""]
    by = "k" if first == "source_id" else "v"
    tables = "source_changes AS k CROSS JOIN item_changes AS v ON v.change_id = k.change_id" if by == "k" else "item_changes AS v"
    wanted = [_FILTERS[first].format(plus="", by=by) if first else f"{by}.observed_at < '9999'"]
    wanted += [_FILTERS[name].format(plus="+", by=by) for name in others]
    wanted += [_MOMENTS[name].format(by=by) for name in _MOMENTS if name in values]
    wanted += [_LINKED] if asked.linked_only else []
    values["limit"] = asked.limit
    order = f"{by}.observed_at DESC, {by}.change_id DESC"
    return f"SELECT {_COLUMNS} FROM {tables} WHERE {' AND '.join(wanted)} ORDER BY {order} LIMIT :limit", values


def change(conn: sqlite3.Connection, change_id: int) -> ItemChange:
    """One change. Raises UnknownRow."""
    row = fetch_one(conn, f"SELECT {_COLUMNS} FROM item_changes AS v WHERE v.change_id = ?", (change_id,))
    if row is None:
        raise UnknownRow("changes", f"there is no change {change_id}", "see `tracker changes`")
    return _change(row)


def changes_by_id(conn: sqlite3.Connection, ids: Sequence[int]) -> tuple[ItemChange, ...]:
    """Some changes, newest first, of those that there are. Raises StoreError's children."""
    sql = f"""
      SELECT {_COLUMNS} FROM item_changes AS v WHERE v.change_id IN (SELECT value FROM json_each(?))
      ORDER BY v.observed_at DESC, v.change_id DESC
    """
    return tuple(_change(row) for row in fetch(conn, sql, (json.dumps(list(ids)),)))


def change_between(conn: sqlite3.Connection, from_revision: int, to_revision: int) -> ItemChange | None:
    """The change that led from one revision to another, None where that was no single step. Raises StoreError's children."""
    sql = f"SELECT {_COLUMNS} FROM item_changes AS v WHERE v.to_revision = ? AND +v.from_revision = ? ORDER BY v.change_id DESC LIMIT 1"
    row = fetch_one(conn, sql, (to_revision, from_revision))
    return None if row is None else _change(row)


def _change(row: sqlite3.Row) -> ItemChange:
    return ItemChange(**{**dict(row), "material": bool(row["material"])})
