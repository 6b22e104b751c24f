"""Reading how completely the sources were watched."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from db.queries.read import fetch


@dataclass(frozen=True, slots=True)
class CoverageDay:
    """A row of the view `coverage`: a UTC day in one language."""

    day: str
    lang: str
    sources_due: int
    sources_answered: int
    items: int


@dataclass(frozen=True, slots=True)
class Gap:
    """A row of the view `coverage_gaps`. to_at: None while it lasts."""

    source_id: str | None
    from_at: str
    to_at: str | None
    cause: str
    attempts: int
    title: str | None


def coverage(conn: sqlite3.Connection, day_from: str = "", day_to: str = "9999-12-31") -> tuple[CoverageDay, ...]:
    """Each day's coverage from one day to another, both included, newest first. Raises StoreError's children."""
    sql = """
      SELECT day, lang, sources_due, sources_answered, items FROM coverage WHERE day BETWEEN ? AND ? ORDER BY day DESC, lang
    """
    return tuple(CoverageDay(*row) for row in fetch(conn, sql, (day_from, day_to)))


def gaps(conn: sqlite3.Connection, source_id: str = "", limit: int = 500) -> tuple[Gap, ...]:
    """The gaps of a source, or of all, newest first. Raises StoreError's children."""
    where = "WHERE source_id = :source" if source_id else ""
    sql = f"SELECT source_id, from_at, to_at, cause, attempts, title FROM coverage_gaps {where} ORDER BY from_at DESC LIMIT :limit"
    return tuple(Gap(*row) for row in fetch(conn, sql, {"source": source_id, "limit": limit}))
