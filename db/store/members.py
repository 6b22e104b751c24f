"""Who reports an event, and what follows from it: counts, languages, tags, numbers. All within the caller's transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

# A publication counts once, and so does a copy of a wire story with its original (TRAPS 21). An unknown outlet is a family of its own.
_COUNTS = """
WITH publications AS (
  SELECT min(coalesce(m.copy_of, m.item_id)) AS item_id
  FROM event_items AS m JOIN items AS i ON i.id = coalesce(m.copy_of, m.item_id)
  WHERE m.event_id = :id GROUP BY coalesce(nullif(i.publication_key, ''), i.id)
), outlets AS (
  SELECT coalesce(nullif(s.publisher, ''), s.id) AS outlet,
    coalesce(nullif(s.publisher_family, ''), nullif(s.publisher, ''), s.id) AS family
  FROM publications AS p JOIN items AS i ON i.id = p.item_id JOIN sources AS s ON s.id = i.source_id
), moments AS (
  SELECT i.first_seen_at AS at FROM event_items AS m JOIN items AS i ON i.id = m.item_id WHERE m.event_id = :id
  UNION ALL
  SELECT c.observed_at FROM event_items AS m JOIN changes AS c ON c.item_id = m.item_id AND c.material = 1 WHERE m.event_id = :id
  UNION ALL SELECT max(h.at) FROM event_history AS h WHERE h.event_id = :id
)
UPDATE events SET
  items = (SELECT count(*) FROM event_items WHERE event_id = :id),
  outlets = (SELECT count(DISTINCT outlet) FROM outlets),
  families = (SELECT count(DISTINCT family) FROM outlets),
  last_change_at = (SELECT max(at) FROM moments)
WHERE id = :id
"""
_LANGS = """
INSERT OR IGNORE INTO event_tags (event_id, kind, value)
SELECT :id, 'lang', i.lang FROM event_items AS m JOIN items AS i ON i.id = m.item_id WHERE m.event_id = :id AND i.lang <> ''
UNION SELECT :id, 'lang', lang FROM event_sources WHERE event_id = :id AND lang <> ''
"""
_TAGS = """
INSERT OR IGNORE INTO event_tags (event_id, kind, value)
SELECT e.id, 'topic', j.value FROM events AS e, json_each(e.topics) AS j WHERE e.id = :id
UNION ALL SELECT e.id, 'actor', j.value FROM events AS e, json_each(e.actor_ids) AS j WHERE e.id = :id
UNION ALL SELECT e.id, 'product', j.value FROM events AS e, json_each(e.products) AS j WHERE e.id = :id
"""


def number_events(conn: sqlite3.Connection) -> None:
    """Give each event that has none its `event_no`, in order of arrival."""
    after = conn.execute("SELECT coalesce(max(event_no), 0) FROM events").fetchone()[0]
    bare = [row[0] for row in conn.execute("SELECT rowid FROM events WHERE event_no IS NULL ORDER BY rowid")]
    conn.executemany("UPDATE events SET event_no = ? WHERE rowid = ?", ((after + n, rowid) for n, rowid in enumerate(bare, 1)))


def tag_events(conn: sqlite3.Connection, event_ids: Iterable[str]) -> None:
    """Make the rows of `event_tags` what the events' topics, actors and products say, and queue the events for search."""
    named = [{"id": event_id} for event_id in sorted(set(event_ids))]
    conn.executemany("DELETE FROM event_tags WHERE event_id = :id AND kind <> 'lang'", named)
    conn.executemany(_TAGS, named)
    conn.executemany("INSERT OR IGNORE INTO search_queue (kind, id) VALUES ('event', :id)", named)


def refresh_events(conn: sqlite3.Connection, event_ids: Iterable[str]) -> None:
    """Count anew the items, outlets and publisher families of events, their languages and when they last changed."""
    named = [{"id": event_id} for event_id in sorted(set(event_ids))]
    for one in named:  # Python takes a statement that begins with WITH for a query, which executemany refuses
        conn.execute(_COUNTS, one)
    conn.executemany("DELETE FROM event_tags WHERE event_id = :id AND kind = 'lang'", named)
    conn.executemany(_LANGS, named)


def drop_unlinked(conn: sqlite3.Connection, pairs: Sequence[tuple[int, str]]) -> set[str]:
    """Take items that are no longer linked out of their events, but for those a person put there; the events they left.

    pairs: (item id, anchor id).
    """
    left: set[str] = set()
    leave = "DELETE FROM event_items WHERE item_id = ? AND anchor_id = ? AND decided_by = 'linker' RETURNING event_id"
    for pair in pairs:
        gone = conn.execute(leave, pair)
        left.update(row[0] for row in gone.fetchall())
    return left
