"""Reading what people decided."""

from __future__ import annotations

import sqlite3
from dataclasses import fields

from db.queries.read import fetch
from db.store.corrections import CorrectionRow

_COLUMNS = ", ".join(field.name for field in fields(CorrectionRow))


def corrections(conn: sqlite3.Connection, anchor_id: str, kind: str = "") -> tuple[CorrectionRow, ...]:
    """What was decided for an anchor, oldest first. kind: `item`, `event` or `rate`; "" for all. Raises StoreError's children."""
    sql = f"SELECT {_COLUMNS} FROM corrections WHERE anchor_id = ? AND target BETWEEN ? AND ? ORDER BY id"
    first, last = (f"{kind}:", f"{kind}:\uffff") if kind else ("", "\uffff")
    return tuple(CorrectionRow(*row) for row in fetch(conn, sql, (anchor_id, first, last)))


def corrections_of(conn: sqlite3.Connection, target: str) -> tuple[CorrectionRow, ...]:
    """What was decided on one item, event or rate, oldest first. Raises StoreError's children."""
    return tuple(CorrectionRow(*row) for row in fetch(conn, f"SELECT {_COLUMNS} FROM corrections WHERE target = ? ORDER BY id", (target,)))
