"""Reading what is in doubt: links near a threshold, items whose event was decided narrowly, events that one house alone reports."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from db.queries.read import fetch, fetch_one
from db.records import EvidenceRow

COUNTED = 1000
"""More are not counted: a page says that there are as many, and more."""

Cursor = tuple[float | str, int | str]
"""Where a page of rows ended: what they are ordered by, and the id of the last one."""


@dataclass(frozen=True, slots=True)
class ReviewFilter:
    """Which doubts: of one anchor, of items (events: with an item) in a language ("" for all). after: None begins with the first."""

    anchor_id: str
    lang: str = ""
    limit: int = 50
    after: Cursor | None = None


@dataclass(frozen=True, slots=True)
class Band:
    """Probabilities from `low` up to, not including, `high`; linked: of items that are linked, or of those that are not."""

    low: float
    high: float
    linked: bool


@dataclass(frozen=True, slots=True)
class DoubtfulItem:
    """An item in doubt. score: of its link or, with an event, that it reports it. reasons: JSON text of the grounds for the event."""

    item_id: int
    title: str
    lang: str
    source_id: str
    source_title: str
    source_title_ja: str
    published_at: str | None
    published_date: str | None
    published_precision: str
    first_seen_at: str
    linked: bool
    score: float
    relation: str | None = None
    event_id: str | None = None
    event_en: str | None = None
    event_ja: str | None = None
    reasons: str = ""


@dataclass(frozen=True, slots=True)
class ReportedEvent:
    """An event that one house alone reports, with its first item. reasons: JSON text of that item's grounds."""

    event_id: str
    date: str
    date_precision: str
    title_en: str | None
    title_ja: str | None
    relation: str
    items: int
    item_id: int
    item_title: str
    lang: str
    source_id: str
    source_title: str
    source_title_ja: str
    reasons: str


_SHOWN = """
i.id, i.title, i.lang, s.id, s.title, s.title_ja, i.published_at, i.published_date, i.published_precision, i.first_seen_at
"""
_OF_LINKS = """
FROM links AS l CROSS JOIN items AS i ON i.id = l.item_id CROSS JOIN sources AS s ON s.id = i.source_id
WHERE l.anchor_id = :anchor AND l.linked = :linked AND l.score >= :low AND l.score < :high AND l.decided_by = 'linker'
  AND (:lang = '' OR i.lang = :lang)
"""
# What opened an event bears its link's score, and is no judgement on a known event.
_OF_JOINS = """
FROM event_items AS m CROSS JOIN items AS i ON i.id = m.item_id CROSS JOIN sources AS s ON s.id = i.source_id
CROSS JOIN events AS e ON e.id = m.event_id
WHERE m.anchor_id = :anchor AND m.decided_by = 'linker' AND m.score < :below AND substr(m.reasons, 1, 17) <> '[{"fact":"opened"'
  AND (:lang = '' OR i.lang = :lang)
"""
_IS_REPORTED = """
WHERE e.anchor_id = :anchor AND e.status = 'reported' AND e.items > 0
  AND NOT EXISTS (SELECT 1 FROM event_items AS p WHERE p.event_id = e.id AND p.decided_by = 'person')
  AND (:lang = '' OR EXISTS (SELECT 1 FROM event_tags AS t WHERE t.kind = 'lang' AND t.value = :lang AND t.event_id = e.id))
"""


def doubtful_links(conn: sqlite3.Connection, asked: ReviewFilter, band: Band) -> tuple[DoubtfulItem, ...]:
    """The program's links within a band, the most doubtful first: linked ones from below, others from above. Raises StoreError's children.

    asked.after: (score, item id).
    """
    order, sign = ("ASC", ">") if band.linked else ("DESC", "<")
    beyond = "" if asked.after is None else f"AND (l.score, l.item_id) {sign} (:after, :after_id)"
    sql = f"""
      SELECT {_SHOWN}, l.linked, l.score, l.relation {_OF_LINKS} {beyond}
      ORDER BY l.score {order}, l.item_id {order} LIMIT :limit
    """
    return tuple(DoubtfulItem(*row) for row in fetch(conn, sql, {**_values(asked), **_band(band)}))


def doubtful_joins(conn: sqlite3.Connection, asked: ReviewFilter, below: float) -> tuple[DoubtfulItem, ...]:
    """The items that report an event by the program's decision with a probability below `below`, the most doubtful first.

    asked.after: (score, item id). Raises StoreError's children.
    """
    beyond = "" if asked.after is None else "AND (m.score, m.item_id) > (:after, :after_id)"
    sql = f"""
      SELECT {_SHOWN}, 1, m.score, e.relation, e.id, e.title_en, e.title_ja, m.reasons {_OF_JOINS} {beyond}
      ORDER BY m.score, m.item_id LIMIT :limit
    """
    return tuple(DoubtfulItem(*row) for row in fetch(conn, sql, {**_values(asked), "below": below}))


def reported_events(conn: sqlite3.Connection, asked: ReviewFilter) -> tuple[ReportedEvent, ...]:
    """The events that one house alone reports, and on none of whose items a person decided, newest first.

    asked.after: (date, event id). Raises StoreError's children.
    """
    beyond = "" if asked.after is None else "AND (e.date, e.id) < (:after, :after_id)"
    sql = f"""
      SELECT e.id, e.date, e.date_precision, e.title_en, e.title_ja, e.relation, e.items, i.id, i.title, i.lang, s.id, s.title, s.title_ja,
        m.reasons
      FROM events AS e
      CROSS JOIN event_items AS m ON m.rowid = (SELECT f.rowid FROM event_items AS f WHERE f.event_id = e.id ORDER BY f.rowid LIMIT 1)
      CROSS JOIN items AS i ON i.id = m.item_id CROSS JOIN sources AS s ON s.id = i.source_id
      {_IS_REPORTED} {beyond} ORDER BY e.date DESC, e.id DESC LIMIT :limit
    """
    return tuple(ReportedEvent(*row) for row in fetch(conn, sql, _values(asked)))


def count_links(conn: sqlite3.Connection, asked: ReviewFilter, band: Band) -> int:
    """How many links a band holds, at most COUNTED + 1. Raises StoreError's children."""
    return _count(conn, _OF_LINKS, {**_values(asked), **_band(band)})


def count_joins(conn: sqlite3.Connection, asked: ReviewFilter, below: float) -> int:
    """How many items report an event with a probability below `below`, at most COUNTED + 1. Raises StoreError's children."""
    return _count(conn, _OF_JOINS, {**_values(asked), "below": below})


def count_reported(conn: sqlite3.Connection, asked: ReviewFilter) -> int:
    """How many events one house alone reports, at most COUNTED + 1. Raises StoreError's children."""
    return _count(conn, f"FROM events AS e {_IS_REPORTED}", _values(asked))


def evidence_of(conn: sqlite3.Connection, anchor_id: str, item_ids: Sequence[int]) -> dict[int, tuple[EvidenceRow, ...]]:
    """The evidence of some links by item, in order. Raises StoreError's children."""
    sql = """
      SELECT item_id, seq, concept, weight, form, field, start, "end" FROM evidence
      WHERE item_id IN (SELECT value FROM json_each(?)) AND anchor_id = ? ORDER BY item_id, seq
    """
    found: dict[int, list[EvidenceRow]] = {}
    for item_id, *cells in map(tuple, fetch(conn, sql, (json.dumps(list(item_ids)), anchor_id))):
        found.setdefault(item_id, []).append(EvidenceRow(*cells))
    return {item_id: tuple(rows) for item_id, rows in found.items()}


def _values(asked: ReviewFilter) -> dict[str, object]:
    after, after_id = asked.after or ("", "")
    return {"anchor": asked.anchor_id, "lang": asked.lang, "limit": asked.limit, "after": after, "after_id": after_id}


def _band(band: Band) -> dict[str, object]:
    return {"linked": int(band.linked), "low": band.low, "high": band.high}


def _count(conn: sqlite3.Connection, among: str, values: dict[str, object]) -> int:
    row = fetch_one(conn, f"SELECT count(*) FROM (SELECT 1 {among} LIMIT {COUNTED + 1})", values)
    return int(row[0]) if row else 0
