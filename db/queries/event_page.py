"""What the page of one event reads beside the event: later changes of its reports, who was first by a moment, what was merged into it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, fields

from db.change_rows import ItemChange
from db.queries.changes import changes_by_id
from db.queries.read import fetch
from db.queries.reports import FirstReport
from db.queries.sql import views

ALWAYS = "9999-12-31T23:59:59Z"
"""A moment by which all is known."""
# Of one event and of a moment: the view's own statement with two conditions more, so that both say who was first by the same rules.
_TOLD_BY = """WHERE m.event_id = :event AND min(coalesce(i.published_at, i.first_seen_at), i.first_seen_at) <= :until
    AND m.copy_of IS NULL"""
_PLACE = "WHERE m.copy_of IS NULL"
_CHANGED = """
SELECT c.id FROM event_items AS m CROSS JOIN changes AS c ON c.item_id = m.item_id
WHERE m.event_id = :event AND c.observed_at <= :until AND +c.material = 1 ORDER BY c.observed_at DESC, c.id DESC LIMIT :limit
"""
_MERGED = """
SELECT e.id, e.title_en, e.title_ja, h.at, h.why FROM events AS e CROSS JOIN event_history AS h
  ON h.event_id = e.id AND h.field = 'merged_into' AND h.after = e.merged_into
WHERE e.merged_into = :event AND h.at <= :until ORDER BY h.at DESC, h.id DESC LIMIT :limit
"""


@dataclass(frozen=True, slots=True)
class MergedEvent:
    """An event that is part of another one. at: since when, UTC text. why: as the history has it."""

    id: str
    title_en: str | None
    title_ja: str | None
    at: str
    why: str


def changes_of_event(conn: sqlite3.Connection, event_id: str, until: str, limit: int) -> tuple[ItemChange, ...]:
    """What reports of an event changed by a moment, where it matters, newest first. until: UTC text. Raises StoreError's children."""
    ids = [row[0] for row in fetch(conn, _CHANGED, {"event": event_id, "until": until, "limit": limit})]
    return changes_by_id(conn, ids)


def first_reports_by(conn: sqlite3.Connection, event_id: str, until: str, limit: int) -> tuple[FirstReport, ...]:
    """The rows of the view `first_reports` for an event, with those reports that one could know by a moment, as if there were no others.

    until: UTC text. In order: the first ones, then the later ones. Raises StoreError's children.
    """
    names = ", ".join(field.name for field in fields(FirstReport))
    told = views()["first_reports"].sql.replace(_PLACE, _TOLD_BY)
    sql = f"SELECT {names} FROM ({told}) ORDER BY standing = 'later', at, publisher_family, lang LIMIT :limit"
    return tuple(FirstReport(*row) for row in fetch(conn, sql, {"event": event_id, "until": until, "limit": limit}))


def merged_here(conn: sqlite3.Connection, event_id: str, until: str, limit: int) -> tuple[MergedEvent, ...]:
    """The events that had become part of an event by a moment, newest first. Raises StoreError's children."""
    return tuple(MergedEvent(*row) for row in fetch(conn, _MERGED, {"event": event_id, "until": until, "limit": limit}))
