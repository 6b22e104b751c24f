"""What feeds read that pages do not: the newest reports of one event."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from db.queries.read import fetch


@dataclass(frozen=True, slots=True)
class Report:
    """An item that reports an event, with the names of its source."""

    item_id: int
    item_key: str
    title: str
    summary: str
    lang: str
    source_id: str
    source_title: str
    source_title_ja: str
    published_at: str | None
    first_seen_at: str


def newest_reports(conn: sqlite3.Connection, event_id: str, limit: int) -> tuple[Report, ...]:
    """The items of an event that arrived last, newest first, as their newest revisions have them. Raises StoreError's children."""
    sql = """
      SELECT i.id, i.item_key, i.title, coalesce(r.summary, ''), i.lang, s.id, s.title, s.title_ja, i.published_at, i.first_seen_at
      FROM (SELECT item_id FROM event_items WHERE event_id = ? ORDER BY item_id DESC LIMIT ?) AS m
      CROSS JOIN items AS i ON i.id = m.item_id CROSS JOIN sources AS s ON s.id = i.source_id
      LEFT JOIN revisions AS r ON r.id = i.revision_id ORDER BY i.id DESC
    """
    return tuple(Report(*row) for row in fetch(conn, sql, (event_id, limit)))
