"""Marks of what rests on text that has changed since, until a person or a newer source settles them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from db.resting_rows import CLAIM, EVENT, RATE
from db.store.connect import Store

_HEAD = "INSERT OR IGNORE INTO resting (kind, subject_id, anchor_id, change_id, item_id, via, since)"
# Where a text goes back to what it was before a change that is still open, that mark tells it all: it is about to be settled.
_NOT_BACK = """
NOT EXISTS (
  SELECT 1 FROM resting AS o CROSS JOIN changes AS b ON b.id = o.change_id CROSS JOIN revisions AS f ON f.id = b.from_revision
  CROSS JOIN revisions AS t ON t.id = c.to_revision
  WHERE o.kind = {kind} AND o.subject_id = {subject} AND o.item_id = c.item_id AND o.settled_at IS NULL
    AND f.origin = t.origin AND f.content_hash = t.content_hash)
"""
_CITING = """
FROM changes AS c CROSS JOIN items AS i ON i.id = c.item_id AND i.publication_key <> ''
CROSS JOIN cited_addresses AS a ON a.publication_key = i.publication_key
"""


def _mark(kind: str, subject: str, via: str, origin: str) -> str:
    """The statement that marks subjects of a kind. subject: its alias. via, origin: how it rests on the text, and where that stands."""
    back = _NOT_BACK.format(kind=f"'{kind}'", subject=f"{subject}.id")
    chosen = f"SELECT DISTINCT '{kind}', {subject}.id, {subject}.anchor_id, c.id, c.item_id, '{via}', c.observed_at"
    return f"{_HEAD} {chosen} {origin} WHERE c.id = :id AND {back}"


_REPORTING = "FROM changes AS c CROSS JOIN event_items AS m ON m.item_id = c.item_id CROSS JOIN events AS e ON e.id = m.event_id"
_OF_EVENT = "FROM changes AS c CROSS JOIN resting AS o ON o.change_id = c.id AND o.kind = 'event'"
_BY_EVENT = "CROSS JOIN claim_evidence AS s ON s.event_id = o.subject_id CROSS JOIN claims AS q ON q.id = s.claim_id"
_CITING_EVENT = "CROSS JOIN event_sources AS s ON s.url = a.url CROSS JOIN events AS e ON e.id = s.event_id"
_CITING_CLAIM = "CROSS JOIN claim_evidence AS s ON s.url = a.url CROSS JOIN claims AS q ON q.id = s.claim_id"
# What is told first stays: what cites a text itself does not also rest on it by way of its event.
_MARKS = {
    EVENT: (
        _mark(EVENT, "e", "report", _REPORTING),
        _mark(EVENT, "e", "citation", f"{_CITING} {_CITING_EVENT}"),
    ),
    RATE: (
        _mark(RATE, "r", "citation", f"{_CITING} CROSS JOIN rate_sources AS s ON s.url = a.url CROSS JOIN rates AS r ON r.id = s.rate_id"),
        _mark(RATE, "r", "event", f"{_OF_EVENT} CROSS JOIN rates AS r ON r.event_id = o.subject_id"),
    ),
    CLAIM: (
        _mark(CLAIM, "q", "citation", f"{_CITING} {_CITING_CLAIM}"),
        _mark(CLAIM, "q", "event", f"{_OF_EVENT} {_BY_EVENT}"),
    ),
}
_CITES_ITSELF = 0
_SETTLE = """
UPDATE resting SET settled_at = ?, settled_by = ?, settled_why = ?, settled_item = ? WHERE id = ? AND settled_at IS NULL
"""


@dataclass(frozen=True, slots=True)
class Settled:
    """How a mark is settled. at: UTC instant. by: `person` or `source`. item_id: the report that settles it, None for none."""

    mark_id: int
    at: str
    by: str
    why: str
    item_id: int | None = None


def last_change(conn: sqlite3.Connection) -> int:
    """The id of the newest change, 0 for none."""
    return int(conn.execute("SELECT coalesce(max(id), 0) FROM changes").fetchone()[0])


def mark_resting(conn: sqlite3.Connection, after: int, reaches: Sequence[tuple[str, ...]]) -> None:
    """Mark what rests on the text of each material change behind `after`, within the caller's transaction.

    It has to come before links are decided anew, for a changed item may leave its event by that. reaches: for each of these changes, in
    order, which kinds of things it bears on (`db.records.ChangeRow.reach`); what cites the changed text itself is marked whatever it says.
    """
    ids = [row[0] for row in conn.execute("SELECT id FROM changes WHERE id > ? AND material = 1 ORDER BY id", (after,))]
    for change_id, reach in zip(ids, reaches, strict=True):
        for kind, statements in _MARKS.items():
            for place, sql in enumerate(statements):
                if kind in reach or (reach and kind != EVENT and place == _CITES_ITSELF):
                    conn.execute(sql, {"id": change_id})


def settle_marks(store: Store, settled: Iterable[Settled]) -> int:
    """Settle marks that are still open; how many were. Raises StoreError's children."""
    rows = [(one.at, one.by, one.why, one.item_id, one.mark_id) for one in settled]
    with store.atomic() as conn:
        return sum(conn.execute(_SETTLE, row).rowcount for row in rows)


def keep_addresses(store: Store, keys: Sequence[tuple[str, str]]) -> None:
    """Keep cited addresses with the publication key that an item of that address has. keys: (url, key). Raises StoreError's children."""
    with store.atomic() as conn:
        conn.execute(
            "INSERT OR IGNORE INTO cited_addresses SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?)",
            (json.dumps(list(keys)),),
        )
