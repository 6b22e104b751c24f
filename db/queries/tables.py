"""What a table or view is made of, and its rows one by one: for those who hand on all of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from db.queries.read import each, fetch, fetch_one

_COLUMNS = "SELECT name, type, dflt_value, pk FROM pragma_table_info(?) ORDER BY cid"
_KEYS = """SELECT id, "table", "from", "to" FROM pragma_foreign_key_list(?) ORDER BY id DESC, seq"""


@dataclass(frozen=True, slots=True)
class Column:
    """A column. kind: `INTEGER` `REAL` `TEXT` `BLOB`, empty for what a view works out. default: as SQL, None for none."""

    name: str
    kind: str
    default: str | None


@dataclass(frozen=True, slots=True)
class Reference:
    """A foreign key: columns of a table that hold the key of another one's row."""

    columns: tuple[str, ...]
    table: str
    refers_to: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Shape:
    """A table or view. key: the columns of its primary key, none for a view or a table without."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    references: tuple[Reference, ...]
    is_view: bool


def shape_of(conn: sqlite3.Connection, name: str) -> Shape:
    """What a table or view is made of. Raises StoreError's children."""
    rows = fetch(conn, _COLUMNS, (name,))
    keyed = sorted((row[3], row[0]) for row in rows if row[3])
    found: dict[int, Reference] = {}
    for number, table, column, target in fetch(conn, _KEYS, (name,)):
        before = found.get(number, Reference((), table, ()))
        found[number] = Reference((*before.columns, column), table, (*before.refers_to, target))
    kind = fetch_one(conn, "SELECT type FROM sqlite_master WHERE name = ?", (name,))
    return Shape(
        name=name,
        columns=tuple(Column(row[0], row[1].upper(), row[2]) for row in rows),
        key=tuple(column for _, column in keyed),
        references=tuple(found.values()),
        is_view=kind is not None and kind[0] == "view",
    )


def rows_of(conn: sqlite3.Connection, shape: Shape, columns: Sequence[str], order: Sequence[str]) -> Iterator[sqlite3.Row]:
    """All rows, some columns of each, ordered by some columns, else as they came. Raises StoreError's children."""
    by = ", ".join(map(_quoted, order)) or ("1" if shape.is_view else "rowid")
    yield from each(conn, f"SELECT {', '.join(map(_quoted, columns))} FROM {_quoted(shape.name)} ORDER BY {by}")


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
