"""Reading events and linked items: what joining compares, and what a page shows of an event."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

from db.errors import BadQuery, UnknownRow
from db.queries.read import each, fetch, fetch_one, texts
from db.records import EventRow, HistoryRow, KnownEvent, LinkedItem

MEMBERS = 40
"""How many members of an event joining reads: the first ones, which opened it; more would not be compared better, only slower."""

_EVENT = ", ".join(f"e.{field.name}" for field in fields(EventRow))
_LISTS = ("topics", "actors", "actor_ids", "instruments", "instrument_ids", "products")
_LINKED = """
SELECT l.item_id, l.revision_id, i.item_key, i.source_id, s.publisher, s.publisher_family, s.tier, i.lang, i.origin, i.url,
  i.publication_key, r.title, r.summary, i.published_at, i.published_date, i.first_seen_at,
  coalesce(l.own_relation, l.relation) AS relation, l.topics, l.score, l.facts,
  m.event_id, l.decided_by, coalesce(m.decided_by, (
    SELECT iif(c.value IS NULL, 'person', '') FROM corrections AS c
    WHERE c.target = 'item:' || l.item_id AND c.anchor_id = l.anchor_id AND c.field = 'event' ORDER BY c.id DESC LIMIT 1
  ), '') AS joined_by, m.copy_of, coalesce(m.score, 0.0) AS event_score, coalesce(m.reasons, '') AS event_reasons
"""
_FROM_LINKS = f"""{_LINKED}
FROM links AS l CROSS JOIN items AS i ON i.id = l.item_id CROSS JOIN revisions AS r ON r.id = l.revision_id
CROSS JOIN sources AS s ON s.id = i.source_id LEFT JOIN event_items AS m ON m.item_id = l.item_id AND m.anchor_id = l.anchor_id
"""
_MEMBERS = f"""{_LINKED}
FROM event_items AS m CROSS JOIN items AS i ON i.id = m.item_id
CROSS JOIN links AS l ON l.item_id = m.item_id AND l.anchor_id = m.anchor_id
CROSS JOIN revisions AS r ON r.id = l.revision_id CROSS JOIN sources AS s ON s.id = i.source_id
WHERE m.event_id = :event AND (:until = '' OR min(coalesce(i.published_at, i.first_seen_at), i.first_seen_at) <= :until)
ORDER BY m.rowid LIMIT :limit OFFSET :offset
"""


@dataclass(frozen=True, slots=True)
class Citation:
    """A row of `event_sources`: what the baseline itself cites for an event."""

    url: str
    publisher: str
    lang: str
    title: str
    tier: str
    published_at: str | None
    published_precision: str


def pending_items(conn: sqlite3.Connection, anchor_id: str, limit: int = 500) -> tuple[LinkedItem, ...]:
    """Linked items that wait for event joining, in order of arrival. Raises StoreError's children."""
    sql = f"{_FROM_LINKS} WHERE l.anchor_id = ? AND l.event_pending = 1 AND l.linked = 1 ORDER BY l.item_id LIMIT ?"
    return tuple(_linked(row) for row in fetch(conn, sql, (anchor_id, limit)))


def linked_items_all(conn: sqlite3.Connection, anchor_id: str) -> Iterator[LinkedItem]:
    """All linked items of an anchor, in order of arrival, one by one. Raises StoreError's children."""
    sql = f"{_FROM_LINKS} WHERE l.anchor_id = ? AND l.linked = 1 ORDER BY l.item_id"
    return (_linked(row) for row in each(conn, sql, (anchor_id,)))


def events_near(conn: sqlite3.Connection, anchor_id: str, day_from: str, day_to: str) -> tuple[KnownEvent, ...]:
    """The events of an anchor from one day to another, both included, with their first members; merged ones left out.

    Raises StoreError's children.
    """
    sql = f"""
      SELECT {_EVENT} FROM events AS e
      WHERE e.anchor_id = ? AND e.date BETWEEN ? AND ? AND +e.status <> 'merged' ORDER BY e.date, e.id
    """
    found = [_event(row) for row in fetch(conn, sql, (anchor_id, day_from, day_to))]
    return tuple(KnownEvent(event, members(conn, event.id, MEMBERS)) for event in found)


def members(conn: sqlite3.Connection, event_id: str, limit: int = 1000, offset: int = 0, until: str = "") -> tuple[LinkedItem, ...]:
    """The items that report an event, in the order in which they joined; `offset` of them passed over.

    until: UTC text, for those that were published or seen by then; "" for all. Raises StoreError's children.
    """
    values = {"event": event_id, "until": until, "limit": limit, "offset": offset}
    return tuple(_linked(row) for row in fetch(conn, _MEMBERS, values))


def linked_items(conn: sqlite3.Connection, anchor_id: str, item_ids: Sequence[int]) -> tuple[LinkedItem, ...]:
    """Those of some items that are linked to an anchor. Raises StoreError's children."""
    sql = f"{_FROM_LINKS} WHERE l.item_id IN (SELECT value FROM json_each(?)) AND l.anchor_id = ? AND l.linked = 1 ORDER BY l.item_id"
    return tuple(_linked(row) for row in fetch(conn, sql, (json.dumps(list(item_ids)), anchor_id)))


def event(conn: sqlite3.Connection, event_id: str) -> EventRow:
    """An event; for one that was merged, the one that it is part of now (its `id` tells). Raises UnknownRow."""
    seen: set[str] = set()
    while True:
        found = event_itself(conn, event_id)
        seen.add(event_id)
        if found.merged_into is None or found.merged_into in seen:
            return found
        event_id = found.merged_into


def event_itself(conn: sqlite3.Connection, event_id: str) -> EventRow:
    """An event as it stands, also where it was merged into another. Raises UnknownRow."""
    row = fetch_one(conn, f"SELECT {_EVENT} FROM events AS e WHERE e.id = ?", (event_id,))
    if row is None:
        raise UnknownRow("events", f"there is no event {event_id!r}", "see `tracker timeline`")
    return _event(row)


def events_all(conn: sqlite3.Connection, anchor_id: str) -> tuple[EventRow, ...]:
    """All events of an anchor, merged ones too, by id. Raises StoreError's children."""
    return tuple(_event(row) for row in fetch(conn, f"SELECT {_EVENT} FROM events AS e WHERE e.anchor_id = ? ORDER BY e.id", (anchor_id,)))


def merged_ids(conn: sqlite3.Connection, anchor_id: str) -> frozenset[str]:
    """The ids of an anchor's events that are part of another one. Reads `events_merged`. Raises StoreError's children."""
    sql = "SELECT id FROM events WHERE merged_into IS NOT NULL AND anchor_id = ?"
    return frozenset(row[0] for row in fetch(conn, sql, (anchor_id,)))


def event_history(conn: sqlite3.Connection, event_id: str) -> tuple[HistoryRow, ...]:
    """What happened to an event's row, oldest first. Raises StoreError's children."""
    sql = "SELECT event_id, at, field, before, after, why FROM event_history WHERE event_id = ? ORDER BY at, id"
    return tuple(HistoryRow(*row) for row in fetch(conn, sql, (event_id,)))


def citations(conn: sqlite3.Connection, event_id: str) -> tuple[Citation, ...]:
    """What the baseline cites for an event, official texts first as the pack has them. Raises StoreError's children."""
    names = ", ".join(field.name for field in fields(Citation))
    return tuple(Citation(*row) for row in fetch(conn, f"SELECT {names} FROM event_sources WHERE event_id = ? ORDER BY id", (event_id,)))


def default_anchor(conn: sqlite3.Connection) -> str:
    """The id of the default anchor. Raises BadQuery for a database without a baseline."""
    row = fetch_one(conn, "SELECT id FROM anchors ORDER BY is_default DESC, id LIMIT 1")
    if row is None:
        raise BadQuery("anchors", "this database has no anchor yet", "run `tracker init`")
    return str(row[0])


def _linked(row: sqlite3.Row) -> LinkedItem:
    return LinkedItem(**{**dict(row), "topics": texts(row["topics"])})


def _event(row: sqlite3.Row) -> EventRow:
    values = dict(row)
    return EventRow(**{**values, **{name: texts(values[name]) for name in _LISTS}})
