"""Searching items and events, newest first, in both languages."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from db.queries.read import fetch
from db.search_text import NOTHING, cut_query

_ITEMS = """
SELECT 'item', CAST(i.id AS TEXT), coalesce(i.published_date, substr(i.first_seen_at, 1, 10)), i.title, i.url, i.lang
FROM (SELECT rowid FROM items_fts WHERE words MATCH :words AND rowid < :before ORDER BY rowid DESC LIMIT :limit) AS f
CROSS JOIN items AS i ON i.id = f.rowid
ORDER BY i.id DESC
"""
_EVENTS = """
SELECT 'event', e.id, e.date, coalesce(e.title_en, e.title_ja, ''), '/event/' || e.id,
  trim(iif(e.title_en IS NULL, '', 'en') || ' ' || iif(e.title_ja IS NULL, '', 'ja'))
FROM (SELECT rowid FROM events_fts WHERE words MATCH :words) AS f CROSS JOIN events AS e ON e.event_no = f.rowid
WHERE e.status <> 'merged' AND (e.origin = 'baseline' OR e.items > 0)
ORDER BY e.date DESC, e.id DESC LIMIT :limit
"""
_NEWEST = 1 << 62


@dataclass(frozen=True, slots=True)
class Hit:
    """A row of the canned query `search`. kind: `item` or `event`. lang: for events the languages that it has a title in."""

    kind: str
    id: str
    date: str
    title: str
    url: str
    lang: str


def search(conn: sqlite3.Connection, q: str, limit: int = 50) -> tuple[Hit, ...]:
    """The events and items that have all the words, of each kind at most `limit`, newest first. Raises StoreError's children."""
    hits = [*search_events(conn, q, limit), *search_items(conn, q, limit)]
    return tuple(sorted(hits, key=lambda hit: hit.date, reverse=True))


def search_events(conn: sqlite3.Connection, q: str, limit: int = 50) -> tuple[Hit, ...]:
    """The events that have all the words, by date, newest first. Raises StoreError's children."""
    return _hits(conn, _EVENTS, q, {"limit": limit})


def search_items(conn: sqlite3.Connection, q: str, limit: int = 50, before: int | None = None) -> tuple[Hit, ...]:
    """The items that have all the words, in order of arrival, newest first. before: only items with a smaller id, for the next page.

    Raises StoreError's children.
    """
    return _hits(conn, _ITEMS, q, {"limit": limit, "before": _NEWEST if before is None else before})


def _hits(conn: sqlite3.Connection, sql: str, q: str, values: dict[str, int]) -> tuple[Hit, ...]:
    words = cut_query(q)
    if words == NOTHING:
        return ()
    return tuple(Hit(*row) for row in fetch(conn, sql, {**values, "words": words}))
