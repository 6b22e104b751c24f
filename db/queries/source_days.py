"""Reading how each source answered, day by day, and what one source did of late."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from db.queries.read import fetch


@dataclass(frozen=True, slots=True)
class SourceDay:
    """How a source answered on a UTC day; checks of articles are not counted.

    changed, same: polls with something and with nothing new. failed: without a usable answer. blocked: refused. items_new: new items.
    """

    source_id: str
    day: str
    polls: int
    changed: int
    same: int
    failed: int
    blocked: int
    items_new: int


@dataclass(frozen=True, slots=True)
class PollLine:
    """One poll of a source. http_status: None where no answer came."""

    started_at: str
    elapsed_ms: int
    http_status: int | None
    outcome: str
    items_new: int
    items_revised: int
    error: str | None
    warning: str | None


@dataclass(frozen=True, slots=True)
class SourceItem:
    """An item of a source. at: when it was published, or first seen where that is not known or lies ahead. linked: to any anchor."""

    item_id: int
    title: str
    lang: str
    at: str
    linked: bool


def source_days(conn: sqlite3.Connection, day_from: str, source_id: str = "") -> Mapping[str, tuple[SourceDay, ...]]:
    """The days on which sources were polled from a UTC day on, by source, oldest first; of one source or of all.

    Raises StoreError's children.
    """
    wanted = "VALUES (:source)" if source_id else "SELECT id FROM sources"
    sql = f"""
      SELECT d.source_id, d.day, d.polls, d.changed, d.same, d.failed, d.blocked, d.items_new
      FROM ({wanted}) AS s CROSS JOIN source_days AS d ON d.source_id = s.{"column1" if source_id else "id"} AND d.day >= :day
      ORDER BY d.source_id, d.day
    """
    found: dict[str, list[SourceDay]] = defaultdict(list)
    for row in fetch(conn, sql, {"source": source_id, "day": day_from}):
        found[row[0]].append(SourceDay(*row))
    return {name: tuple(days) for name, days in found.items()}


def first_days(conn: sqlite3.Connection) -> Mapping[str, str]:
    """The first UTC day on which each source was polled, by source; those never polled are left out. Raises StoreError's children."""
    sql = "SELECT s.id, (SELECT min(d.day) FROM source_days AS d WHERE d.source_id = s.id) FROM sources AS s"
    return {row[0]: row[1] for row in fetch(conn, sql) if row[1]}


def last_polls(conn: sqlite3.Connection, source_id: str, limit: int) -> tuple[PollLine, ...]:
    """The newest polls of a source itself, newest first. Raises StoreError's children."""
    sql = """
      SELECT started_at, elapsed_ms, http_status, outcome, items_new, items_revised, error, warning FROM polls
      WHERE source_id = ? AND item_id IS NULL ORDER BY started_at DESC LIMIT ?
    """
    return tuple(PollLine(*row) for row in fetch(conn, sql, (source_id, limit)))


def last_items(conn: sqlite3.Connection, source_id: str, limit: int) -> tuple[SourceItem, ...]:
    """The newest items of a source, newest first. Raises StoreError's children."""
    sql = """
      SELECT i.id, i.title, i.lang, i.sort_at, EXISTS (SELECT 1 FROM links AS l WHERE l.item_id = i.id AND l.linked = 1)
      FROM items AS i WHERE i.source_id = ? ORDER BY i.sort_at DESC LIMIT ?
    """
    return tuple(SourceItem(row[0], row[1], row[2], row[3], bool(row[4])) for row in fetch(conn, sql, (source_id, limit)))
