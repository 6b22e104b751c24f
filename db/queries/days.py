"""How much happened and was reported on each day, and the stretches in which nobody was looking: what the timeline's overview shows."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from db.queries.read import fetch, fetch_one
from db.queries.sql import statement


@dataclass(frozen=True, slots=True)
class DayCount:
    """How many there are on a day; days without any are left out."""

    day: str
    count: int


@dataclass(frozen=True, slots=True)
class Watching:
    """Since when sources are watched, and up to when. first_at, last_at: of the first and the last poll, None before any."""

    first_at: str | None
    last_at: str | None


@dataclass(frozen=True, slots=True)
class Unwatched:
    """A stretch in which no source was watched, because the poller did not run."""

    from_at: str
    to_at: str


def event_days(conn: sqlite3.Connection, anchor_id: str) -> tuple[DayCount, ...]:
    """The events that the timeline shows now, by local day, as kept. Raises StoreError's children."""
    sql = "SELECT day, events FROM event_days WHERE anchor_id = ? AND events > 0 ORDER BY day"
    return tuple(DayCount(*row) for row in fetch(conn, sql, (anchor_id,)))


def event_days_as_of(conn: sqlite3.Connection, anchor_id: str, known: str) -> tuple[DayCount, ...]:
    """The events that could be known at a moment, by the local day as told then. known: a day or UTC instant.

    The same rows as the canned query `timeline_as_of`. Raises StoreError's children.
    """
    sql = f"SELECT t.date, count(*) FROM ({statement('timeline_as_of')}) AS t WHERE t.anchor_id = :anchor GROUP BY t.date ORDER BY t.date"
    return tuple(DayCount(*row) for row in fetch(conn, sql, {"anchor": anchor_id, "known": known}))


def item_days(conn: sqlite3.Connection, anchor_id: str, until: str) -> tuple[DayCount, ...]:
    """The linked items up to an instant, by the UTC day of `sort_at`: kept for whole days, counted for the last one.

    until: UTC instant, included. Raises StoreError's children.
    """
    sql = """
      SELECT day, sum(items) FROM item_days WHERE anchor_id = :anchor AND day < :day GROUP BY day HAVING sum(items) > 0
      UNION ALL
      SELECT * FROM (SELECT :day, count(*) AS items FROM items AS i CROSS JOIN links AS l
        ON l.item_id = i.id AND l.anchor_id = :anchor AND l.linked = 1
        WHERE i.sort_at >= :day AND i.sort_at <= :until) WHERE items > 0
      ORDER BY 1
    """
    values = {"anchor": anchor_id, "day": until[:10], "until": until}
    return tuple(DayCount(*row) for row in fetch(conn, sql, values))


def watching(conn: sqlite3.Connection) -> Watching:
    """When the first and the last poll of all was. Raises StoreError's children."""
    first = fetch_one(conn, "SELECT started_at FROM polls WHERE started_at > '' ORDER BY started_at LIMIT 1")
    last = fetch_one(conn, "SELECT started_at FROM polls WHERE started_at > '' ORDER BY started_at DESC LIMIT 1")
    return Watching(first[0] if first else None, last[0] if last else None)


def unwatched(conn: sqlite3.Connection, until: str, at_least_hours: float, limit: int = 200) -> tuple[Unwatched, ...]:
    """The stretches in which the poller did not run and that had begun by an instant, newest first. until: UTC instant.

    at_least_hours: shorter ones are left out. Raises StoreError's children.
    """
    sql = """
      SELECT from_at, to_at FROM unwatched
      WHERE to_at > '' AND from_at < ? AND julianday(to_at) - julianday(from_at) >= ? / 24.0 ORDER BY to_at DESC LIMIT ?
    """
    return tuple(Unwatched(*row) for row in fetch(conn, sql, (until, at_least_hours, limit)))
