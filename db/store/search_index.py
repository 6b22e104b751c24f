"""Filling the full-text index from its queue, in batches and off the poll's path (PERFORMANCE: what follows, 3)."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from db.search_text import cut_fields
from db.store.connect import Store
from db.translate import translated

BUDGET = 1_000_000
"""Characters that are indexed in one transaction: about a second, during which no other process can write."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """One of the two indexes: where its rows go, and how their texts are read by the ids in the queue (id, rowid, texts)."""

    name: str
    table: str
    sql: str


_KINDS = (
    _Kind(
        "item",
        "items_fts",
        """
        SELECT j.value, i.id, e.title, e.summary, e.body, a.title, a.body
        FROM json_each(?) AS j CROSS JOIN items AS i ON i.id = CAST(j.value AS INTEGER)
        LEFT JOIN revisions AS e ON e.id = i.revision_id LEFT JOIN revisions AS a ON a.id = i.article_revision_id
        """,
    ),
    _Kind(
        "event",
        "events_fts",
        """
        SELECT j.value, e.event_no, e.title_en, e.title_ja, e.summary_en, e.summary_ja, e.later_en, e.later_ja
        FROM json_each(?) AS j CROSS JOIN events AS e ON e.id = j.value WHERE e.event_no IS NOT NULL
        """,
    ),
)
_Texts = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class _Batch:
    """Rowid and texts by what the queue calls them, and what it calls that is there no more."""

    kind: _Kind
    texts: dict[str, _Texts]
    gone: list[str]


def index_queue(store: Store, limit: int = 2000) -> int:
    """Index up to `limit` queued items and events, fewer where they are long; how many were taken off the queue.

    Call it until it gives 0, between polls. Text is read and cut before the write lock is taken; what changed in between stays queued.
    A crash leaves the queue as it was. Raises StoreError's children.
    """
    with translated(store.path):
        queued = [tuple(row) for row in store.conn.execute("SELECT kind, id FROM search_queue LIMIT ?", (limit,))]
        batches = [_read(store.conn, kind, [name for of, name in queued if of == kind.name]) for kind in _KINDS]
    words = [{name: cut_fields(*row[1:]) for name, row in batch.texts.items()} for batch in batches]  # type: ignore[arg-type]
    with store.atomic() as conn:
        return sum(_write(conn, batch, cut) for batch, cut in zip(batches, words, strict=True))


def queue_everything(store: Store) -> None:
    """Empty the index and queue all items and events for it, as after a change of how text is cut. Raises StoreError's children."""
    with store.atomic() as conn:
        for kind in _KINDS:
            conn.execute(f"DELETE FROM {kind.table}")
        conn.execute("INSERT OR IGNORE INTO search_queue (kind, id) SELECT 'item', id FROM items")
        conn.execute("INSERT OR IGNORE INTO search_queue (kind, id) SELECT 'event', id FROM events")


def _read(conn: sqlite3.Connection, kind: _Kind, ids: list[str]) -> _Batch:
    """The texts of queued rows in the queue's order, as far as the budget goes, at least one; and those that are there no more."""
    texts: dict[str, _Texts] = {}
    size, reached = 0, len(ids)
    for row in conn.execute(kind.sql, (json.dumps(ids),)):
        size += sum(len(text) for text in tuple(row)[2:] if isinstance(text, str))
        if texts and size > BUDGET:
            reached = ids.index(row[0])
            break
        texts[row[0]] = tuple(row)[1:]
    return _Batch(kind, texts, [name for name in ids[:reached] if name not in texts])


def _write(conn: sqlite3.Connection, batch: _Batch, words: dict[str, str]) -> int:
    """Write the rows whose texts are still what was cut, and take them off the queue; how many."""
    kind = batch.kind
    now = {row[0]: tuple(row)[1:] for row in conn.execute(kind.sql, (json.dumps(list(batch.texts)),))}
    ready = [(row[0], words[name]) for name, row in batch.texts.items() if now.get(name) == row]
    done = [name for name, row in batch.texts.items() if now.get(name) == row] + batch.gone
    conn.executemany(f"DELETE FROM {kind.table} WHERE rowid = ?", ((rowid,) for rowid, _ in ready))
    conn.executemany(f"INSERT INTO {kind.table} (rowid, words) VALUES (?, ?)", ready)
    conn.executemany("DELETE FROM search_queue WHERE kind = ? AND id = ?", ((kind.name, name) for name in done))
    return len(done)
