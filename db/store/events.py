"""Writing events and who reports them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from operator import attrgetter

from db.link_rows import Row
from db.records import TOLD_LISTS, EventRow, EventsWrite, HistoryRow
from db.store.connect import Store
from db.store.links import take_relations
from db.store.members import number_events, refresh_events, tag_events

_TEXTS = (
    "anchor_id", "origin", "date", "date_precision", "timezone", "occurred_at", "date_washington", "date_tokyo", "title_en", "title_ja",
    "summary_en", "summary_ja", "later_en", "later_ja", "later_from", "relation", "confidence", "status", "merged_into", "known_from",
)  # fmt: skip
_LISTS = ("topics", "actors", "actor_ids", "instruments", "instrument_ids", "products")
_SET = (*_TEXTS, *_LISTS)
_UPSERT = f"""
INSERT INTO events (id, {", ".join(_SET)}) VALUES (?, {", ".join("?" for _ in _SET)})
ON CONFLICT (id) DO UPDATE SET {", ".join(f"{name} = excluded.{name}" for name in _SET)}
WHERE ({", ".join(f"events.{name}" for name in _SET)}) IS NOT ({", ".join(f"excluded.{name}" for name in _SET)})
"""
_texts, _lists = attrgetter("id", *_TEXTS), attrgetter(*_LISTS)
_LEAVE = "DELETE FROM event_items WHERE item_id = ? AND anchor_id = ? AND (decided_by = 'linker' OR ?) RETURNING event_id"
# An item reports at most one event an anchor; where a person said which, the program does not move it.
_JOIN = """
INSERT INTO event_items (event_id, item_id, anchor_id, revision_id, score, reasons, linker_version, decided_at, decided_by, copy_of)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (item_id, anchor_id) DO UPDATE SET event_id = excluded.event_id, revision_id = excluded.revision_id, score = excluded.score,
  reasons = excluded.reasons, linker_version = excluded.linker_version, decided_at = excluded.decided_at,
  decided_by = excluded.decided_by, copy_of = excluded.copy_of
WHERE event_items.decided_by <> 'person' OR excluded.decided_by = 'person'
"""
_join = attrgetter(
    "event_id", "item_id", "anchor_id", "revision_id", "score", "reasons", "linker_version", "decided_at", "decided_by", "copy_of"
)
_HISTORY = "INSERT INTO event_history (event_id, at, field, before, after, why) VALUES (?, ?, ?, ?, ?, ?)"
_history = attrgetter("event_id", "at", "field", "before", "after", "why")
_OF_ITEMS = "SELECT DISTINCT event_id FROM event_items WHERE anchor_id = ? AND item_id IN (SELECT value FROM json_each(?))"
_TOLD = ("status", "merged_into", "date", "relation", "title_en", "title_ja", *TOLD_LISTS)
_BEFORE = f"SELECT id, {', '.join(_TOLD)} FROM events WHERE id IN (SELECT value FROM json_each(?))"
# Only while the link still rests on the revision that was joined: a newer one waits for its own turn.
_SETTLE = "UPDATE links SET event_pending = 0 WHERE item_id = ? AND anchor_id = ? AND revision_id = ?"


def save_events(store: Store, write: EventsWrite, *, by_person: bool = False) -> tuple[str, ...]:
    """Write what event joining decided for one anchor, in one transaction; the ids of the events that it touched.

    An event's counts, languages, tags, number and place in the search queue follow. So does its history, where the write does not tell
    it: a newly opened event (field `status`, before NULL), and each change of status, merge, day, relation, title, topics, actors
    or products (lists as JSON text), at the time of the write's newest decision. by_person: also items that a person put into an event
    may leave it.
    Raises BadRow for an item, event or revision that does not exist, and StoreError's others.
    """
    with store.atomic() as conn:
        conn.execute("PRAGMA defer_foreign_keys = ON")
        moved = [*(join.item_id for join in write.joins), *write.leave]
        moving = json.dumps(moved)
        touched = {row[0] for row in conn.execute(_OF_ITEMS, (write.anchor_id, moving))}
        history = [*_untold(conn, write), *write.history]
        conn.executemany(_UPSERT, (_event_values(event) for event in write.upserts))
        for item_id in write.leave:
            conn.execute(_LEAVE, (item_id, write.anchor_id, by_person)).fetchall()
        conn.executemany(_JOIN, map(_join, write.joins))
        conn.executemany(_HISTORY, map(_history, history))
        conn.executemany(_SETTLE, ((item, write.anchor_id, revision) for item, revision in write.settled))
        take_relations(conn, moved)
        touched |= {join.event_id for join in write.joins} | {row.event_id for row in history} | {event.id for event in write.upserts}
        number_events(conn)
        tag_events(conn, (event.id for event in write.upserts))
        refresh_events(conn, touched)
    return tuple(sorted(touched))


def _event_values(event: EventRow) -> Row:
    return (*_texts(event), *(json.dumps(values, ensure_ascii=False) for values in _lists(event)))


def _untold(conn: sqlite3.Connection, write: EventsWrite) -> Iterator[HistoryRow]:
    """The history of the events written that the write itself does not tell."""
    ids = json.dumps([event.id for event in write.upserts])
    stored = {row["id"]: row for row in conn.execute(_BEFORE, (ids,)).fetchall()}
    told = {(row.event_id, row.field) for row in write.history}
    now = max([*(join.decided_at for join in write.joins), *(row.at for row in write.history)], default="") or _clock(conn)
    for event in write.upserts:
        if event.id in stored:
            moved = ((field, stored[event.id][field], _told(event, field)) for field in _TOLD if (event.id, field) not in told)
            yield from (HistoryRow(event.id, now or event.known_from, field, old, new, "") for field, old, new in moved if old != new)
        elif (event.id, "status") not in told:
            opened = min((join.decided_at for join in write.joins if join.event_id == event.id), default=now or event.known_from)
            yield HistoryRow(event.id, opened, "status", None, event.status, "opened")


def _told(event: EventRow, field: str) -> str | None:
    """A field as its column holds it."""
    value: str | tuple[str, ...] | None = getattr(event, field)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, tuple) else value


def _clock(conn: sqlite3.Connection) -> str:
    row = conn.execute("SELECT now FROM clock").fetchone()
    return "" if row is None else str(row[0])
