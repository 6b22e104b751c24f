"""What is new since a moment: counts that are kept or bounded, and the newest of each kind."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from db.queries.pages import NewItem
from db.queries.read import fetch, fetch_one
from db.queries.timeline import TimelineRow, timeline_rows

MOST = 999
"""Up to how many events and changes are counted; beyond, it is "999 or more"."""


@dataclass(frozen=True, slots=True)
class NewCounts:
    """How much is new since a moment. items: since the hour that it lies in. events, changes: counted up to `MOST`."""

    items: int
    events: int
    changes: int


def new_counts(conn: sqlite3.Connection, anchor_id: str, since: str) -> NewCounts:
    """How many linked items, events and material changes of linked items came after a UTC instant. Raises StoreError's children."""
    values = {"anchor": anchor_id, "since": since, "hour": since[:13], "most": MOST}
    items = "SELECT coalesce(sum(items), 0) FROM item_hours WHERE anchor_id = :anchor AND hour >= :hour"
    events = """
      SELECT count(*) FROM (
        SELECT 1 FROM event_history AS h CROSS JOIN events AS e ON e.id = h.event_id
        WHERE h.at > :since AND h.field = 'status' AND h.before IS NULL AND e.anchor_id = :anchor AND e.status <> 'merged' AND e.items > 0
        LIMIT :most)
    """
    changes = """
      SELECT count(*) FROM (
        SELECT 1 FROM changes AS c CROSS JOIN links AS l ON l.item_id = c.item_id AND l.anchor_id = :anchor AND l.linked = 1
        WHERE c.material = 1 AND c.observed_at > :since LIMIT :most)
    """
    found = [fetch_one(conn, sql, values) for sql in (items, events, changes)]
    return NewCounts(*(int(row[0]) if row else 0 for row in found))


def new_events(conn: sqlite3.Connection, anchor_id: str, since: str, limit: int) -> tuple[TimelineRow, ...]:
    """The events that were opened after a UTC instant, those opened last first. Raises StoreError's children."""
    where = """
      CROSS JOIN (
        SELECT DISTINCT e.id AS id, h.at AS at FROM event_history AS h CROSS JOIN events AS e ON e.id = h.event_id
        WHERE h.at > :since AND h.field = 'status' AND h.before IS NULL AND e.anchor_id = :anchor AND e.status <> 'merged' AND e.items > 0
        ORDER BY h.at DESC LIMIT :limit) AS o ON o.id = t.event_id
      ORDER BY o.at DESC, t.event_id
    """
    return timeline_rows(conn, where, {"anchor": anchor_id, "since": since, "limit": limit})


def new_items(conn: sqlite3.Connection, anchor_id: str, since: str, limit: int) -> tuple[NewItem, ...]:
    """The linked items first seen after a UTC instant, newest first. Raises StoreError's children."""
    sql = """
      SELECT i.id, i.title, i.lang, s.id, s.title, s.title_ja, i.published_at, i.published_date, i.published_precision, i.first_seen_at
      FROM items AS i CROSS JOIN links AS l ON l.item_id = i.id AND l.anchor_id = :anchor AND l.linked = 1
      CROSS JOIN sources AS s ON s.id = i.source_id
      WHERE i.first_seen_at > :since ORDER BY i.first_seen_at DESC, i.id DESC LIMIT :limit
    """
    return tuple(NewItem(*row) for row in fetch(conn, sql, {"anchor": anchor_id, "since": since, "limit": limit}))


@dataclass(frozen=True, slots=True)
class OfficialText:
    """A linked item of an official source that names a percentage. facts: JSON text, as `links` has it. at: when it was published."""

    item_id: int
    title: str
    lang: str
    at: str
    facts: str


def official_texts(conn: sqlite3.Connection, anchor_id: str, limit: int) -> tuple[OfficialText, ...]:
    """The newest of them by arrival. Raises StoreError's children."""
    sql = """
      SELECT i.id, i.title, i.lang, i.sort_at, l.facts
      FROM (SELECT item_id FROM official_figures WHERE anchor_id = :anchor ORDER BY item_id DESC LIMIT :limit) AS f
      CROSS JOIN items AS i ON i.id = f.item_id CROSS JOIN links AS l ON l.item_id = i.id AND l.anchor_id = :anchor
      ORDER BY i.sort_at DESC, i.id DESC
    """
    return tuple(OfficialText(*row) for row in fetch(conn, sql, {"anchor": anchor_id, "limit": limit}))
