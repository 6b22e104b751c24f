"""Reading whether the database is sound, and the counts behind health and metrics."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator, Mapping

from db.health_rows import Pulse, SearchStep
from db.queries.read import each, fetch, fetch_one

TABLES = ("sources", "polls", "items", "revisions", "snapshots", "changes", "links", "events", "event_items", "rates", "claims", "alerts")
"""The tables whose rows are counted."""

_ORPHANS = {
    "items without a revision": "SELECT count(*) FROM items WHERE revision_id IS NULL AND article_revision_id IS NULL",
    "members of an event that are not linked": """
      SELECT count(*) FROM event_items AS m WHERE NOT EXISTS (
        SELECT 1 FROM links AS l WHERE l.item_id = m.item_id AND l.anchor_id = m.anchor_id AND l.linked = 1)""",
    "links without evidence": """
      SELECT count(*) FROM links AS l WHERE l.decided_by = 'linker' AND NOT EXISTS (
        SELECT 1 FROM evidence AS e WHERE e.item_id = l.item_id AND e.anchor_id = l.anchor_id)""",
    "revisions whose snapshot is not kept": """
      SELECT count(*) FROM revisions AS r WHERE r.snapshot IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM snapshots AS s WHERE s.sha256 = r.snapshot)""",
    "articles to be looked at that are not watched": """
      SELECT count(*) FROM items AS i WHERE i.article_next_check_at IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM articles AS a WHERE a.item_id = i.id)""",
    "marks on events that are not there": """
      SELECT count(*) FROM resting AS r WHERE r.kind = 'event' AND NOT EXISTS (SELECT 1 FROM events AS e WHERE e.id = r.subject_id)""",
    "events without a number": "SELECT count(*) FROM events WHERE event_no IS NULL",
}


def integrity(conn: sqlite3.Connection, quick: bool = True) -> tuple[str, ...]:
    """What SQLite finds wrong with the file, one line a fault; empty for a sound one. quick: leave out the indexes' contents.

    Raises DatabaseBroken where it can't be read at all, and StoreError's others.
    """
    found = [row[0] for row in fetch(conn, f"PRAGMA {'quick_check' if quick else 'integrity_check'}") if row[0] != "ok"]
    found += [f"row {row[1]} of {row[0]} refers to a row of {row[2]} that is not there" for row in fetch(conn, "PRAGMA foreign_key_check")]
    return tuple(found)


def orphans(conn: sqlite3.Connection) -> dict[str, int]:
    """How many rows lack what belongs to them, by what they are; only those of which there are any. Raises StoreError's children."""
    counted = {name: int(fetch(conn, sql)[0][0]) for name, sql in _ORPHANS.items()}
    return {name: count for name, count in counted.items() if count}


def broken_snapshots(conn: sqlite3.Connection, decode: Callable[[bytes, str], bytes], limit: int = 1000) -> Iterator[str]:
    """The SHA-256 of each of the newest snapshots whose bytes are not those that it is named by.

    decode: (stored body, encoding) to the bytes as retrieved; the caller's, who compressed them. Raises StoreError's children.
    """
    sql = "SELECT sha256, body, encoding FROM snapshots WHERE body IS NOT NULL ORDER BY rowid DESC LIMIT ?"
    for sha256, body, encoding in map(tuple, each(conn, sql, (limit,))):
        if hashlib.sha256(decode(body, encoding)).hexdigest() != sha256:
            yield sha256


def search_in_step(conn: sqlite3.Connection) -> tuple[SearchStep, ...]:
    """How the full-text index stands to what it indexes. Raises StoreError's children."""
    steps = []
    for kind, table in (("item", "items"), ("event", "events")):
        queued = "SELECT count(*) FROM search_queue WHERE kind = ?"
        sql = f"SELECT (SELECT count(*) FROM {table}), (SELECT count(*) FROM {table}_fts), ({queued})"
        steps.append(SearchStep(kind, *fetch(conn, sql, (kind,))[0]))
    return tuple(steps)


def counts(conn: sqlite3.Connection) -> dict[str, int]:
    """How many rows each of `TABLES` has: as kept for those that grow with the news. Raises StoreError's children."""
    kept = {row[0]: int(row[1]) for row in fetch(conn, "SELECT table_name, counted FROM row_counts")}
    return {table: kept[table] if table in kept else int(fetch(conn, f"SELECT count(*) FROM {table}")[0][0]) for table in TABLES}


def states(conn: sqlite3.Connection) -> Mapping[str, int]:
    """How many sources are in which state. Raises StoreError's children."""
    return {row[0]: row[1] for row in fetch(conn, "SELECT state, count(*) FROM sources GROUP BY state ORDER BY state")}


def outcomes(conn: sqlite3.Connection, since: str) -> Mapping[str, int]:
    """How many polls of sources came to which outcome after a UTC instant. Raises StoreError's children."""
    sql = "SELECT outcome, count(*) FROM polls WHERE started_at > ? AND item_id IS NULL GROUP BY outcome ORDER BY outcome"
    return {row[0]: row[1] for row in fetch(conn, sql, (since,))}


def pulse(conn: sqlite3.Connection) -> Pulse:
    """What tells at once whether the tracker does its work. Raises StoreError's children."""
    row = fetch_one(
        conn,
        """
        SELECT c.now, (SELECT count(*) FROM sources WHERE enabled = 1),
          (SELECT count(*) FROM sources WHERE enabled = 1 AND next_check_at < c.now),
          (SELECT min(next_check_at) FROM sources WHERE enabled = 1),
          (SELECT count(*) FROM search_queue), (SELECT count(*) FROM links WHERE event_pending = 1),
          (SELECT max(beat_at) FROM runs WHERE ended_at IS NULL), (SELECT max(started_at) FROM polls)
        FROM (SELECT 1) LEFT JOIN clock AS c ON c.id = 1
        """,
    )
    return Pulse(*tuple(row or ()))
