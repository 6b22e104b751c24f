"""Reading what the fingerprint is made of: decisions by the names of items, which are the same wherever they are stored."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from db.queries.read import each, texts

LinkCells = tuple[str, str, bool, str | None, tuple[str, ...]]
MemberCells = tuple[str, str, str, str]


def link_marks(conn: sqlite3.Connection) -> Iterator[LinkCells]:
    """Each link: `<source id> <item key>`, anchor, linked, relation, topics. Raises StoreError's children."""
    sql = """
      SELECT i.source_id || ' ' || i.item_key, l.anchor_id, l.linked, l.relation, l.topics
      FROM links AS l CROSS JOIN items AS i ON i.id = l.item_id
    """
    return ((row[0], row[1], bool(row[2]), row[3], texts(row[4])) for row in each(conn, sql))


def member_marks(conn: sqlite3.Connection) -> Iterator[MemberCells]:
    """Each item of an event: anchor, event id, the event's name (a baseline event's id, an opened one's date), the item's name.

    Raises StoreError's children.
    """
    sql = """
      SELECT e.anchor_id, e.id, iif(e.origin = 'baseline', e.id, e.date), i.source_id || ' ' || i.item_key
      FROM event_items AS m CROSS JOIN events AS e ON e.id = m.event_id CROSS JOIN items AS i ON i.id = m.item_id
    """
    return (tuple(row) for row in each(conn, sql))
