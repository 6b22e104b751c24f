"""Reading the matters that are followed through many events: their steps, and opened events that are about the same texts."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, fields

from db.errors import UnknownRow
from db.queries.read import fetch, fetch_one, texts

# Numbered orders, proclamations and notices; a law or a letter is named by too many events to say that they belong together.
_NUMBERED = "(i.instrument_id GLOB 'instrument.eo[0-9]*' OR i.instrument_id GLOB 'instrument.proc[0-9]*'\
 OR i.instrument_id GLOB 'instrument.fr[0-9]*' OR i.instrument_id GLOB 'instrument.frdoc*')"


@dataclass(frozen=True, slots=True)
class MatterRow:
    """A row of `threads`, all columns."""

    id: str
    anchor_id: str
    title_en: str
    title_ja: str
    plain_en: str
    plain_ja: str
    summary_en: str
    summary_ja: str
    product_classes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StageRow:
    """A row of `thread_steps`. follows: an event's id, None for a first step; lag_days: days after it."""

    thread_id: str
    event_id: str
    stage: str
    follows: str | None
    lag_days: int | None
    note_en: str
    note_ja: str


_MATTER = ", ".join(field.name for field in fields(MatterRow))


def matter(conn: sqlite3.Connection, thread_id: str) -> MatterRow:
    """One matter. Raises UnknownRow."""
    row = fetch_one(conn, f"SELECT {_MATTER} FROM threads WHERE id = ?", (thread_id,))
    if row is None:
        raise UnknownRow("threads", f"there is no matter {thread_id!r}", "/threads has them all")
    return _matter(row)


def matters(conn: sqlite3.Connection, anchor_id: str) -> tuple[MatterRow, ...]:
    """All matters of an anchor, in the order of the pack. Raises StoreError's children."""
    rows = fetch(conn, f"SELECT {_MATTER} FROM threads WHERE anchor_id = ? ORDER BY rowid", (anchor_id,))
    return tuple(map(_matter, rows))


def stages(conn: sqlite3.Connection, thread_ids: Sequence[str]) -> tuple[StageRow, ...]:
    """The steps of some matters, by matter in the order of the pack. Raises StoreError's children."""
    names = ", ".join(field.name for field in fields(StageRow))
    sql = f"SELECT {names} FROM thread_steps WHERE thread_id IN (SELECT value FROM json_each(?)) ORDER BY thread_id, id"
    return tuple(StageRow(*row) for row in fetch(conn, sql, (json.dumps(list(thread_ids)),)))


def opened_beside(conn: sqlite3.Connection, thread_id: str, limit: int = 50) -> tuple[str, ...]:
    """Opened events about an order, proclamation or notice that a step of a matter is about, by id, newest first.

    Raises StoreError's children.
    """
    sql = f"""
      SELECT DISTINCT e.id FROM thread_steps AS s CROSS JOIN event_instruments AS i ON i.event_id = s.event_id AND {_NUMBERED}
      CROSS JOIN event_instruments AS o ON o.instrument_id = i.instrument_id CROSS JOIN events AS e ON e.id = o.event_id
      WHERE s.thread_id = :thread AND e.origin <> 'baseline' AND e.status <> 'merged' AND e.items > 0
        AND NOT EXISTS (SELECT 1 FROM thread_steps AS own WHERE own.thread_id = :thread AND own.event_id = e.id)
      ORDER BY e.date DESC, e.id LIMIT :limit
    """
    return tuple(row[0] for row in fetch(conn, sql, {"thread": thread_id, "limit": limit}))


def _matter(row: sqlite3.Row) -> MatterRow:
    return MatterRow(**{**dict(row), "product_classes": texts(row["product_classes"])})
