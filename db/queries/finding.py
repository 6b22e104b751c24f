"""Searching with filters, page by page: what `/search` reads. Every walk is bounded, however common the words are.

The index gives rows in the order of arrival (PERFORMANCE: newest first by rowid takes 3 ms where a rank over all of them takes 400), so a
filter is tried on the newest matches up to `WALK`, and a page says how far it has looked.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from db.queries.read import fetch

WALK = 5_000
"""Matches that one page looks through at most for those that fit its filters."""
EVENTS_WALK, OLDEST = 3_000, 300
"""The newest events that are looked through, and the oldest, among which the baseline is."""
TEXT = 4_000
"""Characters of each text that are read to find the words in."""
_NEWEST = 1 << 62


@dataclass(frozen=True, slots=True)
class Finding:
    """What is asked for. words: an FTS5 expression. from_, to: days, both included; empty fields ask for all. linked: linked items only.

    before: only items that arrived before this one. after: only events after this (date, id) in the order of the page.
    """

    anchor: str
    words: str
    lang: str = ""
    source_id: str = ""
    relation: str = ""
    topic: str = ""
    from_: str = ""
    to: str = ""
    linked: bool = False
    limit: int = 50
    before: int | None = None
    after: tuple[str, str] | None = None

    @property
    def filtered(self) -> bool:
        """Whether an item with all the words may yet be left out."""
        return bool(self.lang or self.source_id or self.relation or self.topic or self.from_ or self.to or self.linked)


@dataclass(frozen=True, slots=True)
class FoundItem:
    """An item with the words. date: of publication as stated, else of the first sight. relation: None where it is not linked."""

    item_id: int
    title: str
    url: str
    lang: str
    date: str
    source_id: str
    source_title: str
    source_title_ja: str
    relation: str | None
    event_id: str | None


@dataclass(frozen=True, slots=True)
class FoundEvent:
    """An event with the words."""

    event_id: str
    date: str
    title_en: str | None
    title_ja: str | None
    summary_en: str | None
    summary_ja: str | None
    relation: str
    items: int


@dataclass(frozen=True, slots=True)
class Reached:
    """How far a walk went. looked: matches it looked at. oldest: the last of them, None where there was none."""

    looked: int
    oldest: int | None


_DATE = "coalesce(i.published_date, substr(i.first_seen_at, 1, 10))"
_ITEM_FILTERS = {
    "lang": "i.lang = :lang",
    "source_id": "i.source_id = :source_id",
    "relation": "l.relation = :relation",
    "topic": "EXISTS (SELECT 1 FROM link_topics AS t WHERE t.topic = :topic AND t.anchor_id = :anchor AND t.item_id = i.id)",
    "from_": f"{_DATE} >= :from_",
    "to": f"{_DATE} <= :to",
    "linked": "l.item_id IS NOT NULL",
}
_SHOWN = "e.anchor_id = :anchor AND e.status <> 'merged' AND (e.origin = 'baseline' OR e.items > 0)"
_EVENT_FILTERS = {
    "lang": "EXISTS (SELECT 1 FROM event_tags AS t WHERE t.kind = 'lang' AND t.value = :lang AND t.event_id = e.id)",
    "relation": "e.relation = :relation",
    "topic": "EXISTS (SELECT 1 FROM event_tags AS t WHERE t.kind = 'topic' AND t.value = :topic AND t.event_id = e.id)",
    "from_": "e.date >= :from_",
    "to": "e.date <= :to",
    "after": "(e.date, e.id) < (:after_date, :after_id)",
}
_MATCHES = "SELECT rowid FROM items_fts WHERE words MATCH :words AND rowid < :before ORDER BY rowid DESC LIMIT :walk"


def find_items(conn: sqlite3.Connection, asked: Finding) -> tuple[FoundItem, ...]:
    """The items that have the words and fit, newest arrival first, at most `limit`. Raises StoreError's children."""
    kept = [sql for name, sql in _ITEM_FILTERS.items() if getattr(asked, name)]
    sql = f"""
      SELECT i.id, i.title, i.url, i.lang, {_DATE}, s.id, s.title, s.title_ja, l.relation,
        (SELECT m.event_id FROM event_items AS m WHERE m.item_id = i.id AND m.anchor_id = :anchor)
      FROM ({_MATCHES}) AS f CROSS JOIN items AS i ON i.id = f.rowid CROSS JOIN sources AS s ON s.id = i.source_id
      LEFT JOIN links AS l ON l.item_id = i.id AND l.anchor_id = :anchor AND l.linked = 1
      WHERE {" AND ".join(kept) or "1"} ORDER BY i.id DESC LIMIT :limit
    """
    return tuple(FoundItem(*row) for row in fetch(conn, sql, _values(asked)))


def reached(conn: sqlite3.Connection, asked: Finding) -> Reached:
    """How far `find_items` looked where it did not find enough. Raises StoreError's children."""
    sql = f"SELECT count(*), min(rowid) FROM ({_MATCHES})"
    return Reached(*fetch(conn, sql, _values(asked))[0])


def find_events(conn: sqlite3.Connection, asked: Finding) -> tuple[FoundEvent, ...]:
    """The events that have the words and fit, by date, newest first, at most `limit`. Raises StoreError's children."""
    kept = [_SHOWN, *(sql for name, sql in _EVENT_FILTERS.items() if getattr(asked, name))]
    sql = f"""
      SELECT e.id, e.date, e.title_en, e.title_ja, e.summary_en, e.summary_ja, e.relation, e.items
      FROM (
        SELECT * FROM (SELECT rowid FROM events_fts WHERE words MATCH :words ORDER BY rowid DESC LIMIT {EVENTS_WALK})
        UNION SELECT * FROM (SELECT rowid FROM events_fts WHERE words MATCH :words ORDER BY rowid LIMIT {OLDEST})
      ) AS f CROSS JOIN events AS e ON e.event_no = f.rowid
      WHERE {" AND ".join(kept)}
      ORDER BY e.date DESC, e.id DESC LIMIT :limit
    """
    return tuple(FoundEvent(*row) for row in fetch(conn, sql, _values(asked)))


def item_texts(conn: sqlite3.Connection, ids: Sequence[int]) -> Mapping[int, tuple[str, ...]]:
    """Beginnings of each item's texts: summary and body of its newest entry, body of its article. Raises StoreError's children."""
    sql = f"""
      SELECT i.id, substr(coalesce(e.summary, ''), 1, {TEXT}), substr(coalesce(e.body, ''), 1, {TEXT}),
        substr(coalesce(a.body, ''), 1, {TEXT})
      FROM json_each(?) AS j CROSS JOIN items AS i ON i.id = j.value
      LEFT JOIN revisions AS e ON e.id = i.revision_id LEFT JOIN revisions AS a ON a.id = i.article_revision_id
    """
    return {row[0]: tuple(row)[1:] for row in fetch(conn, sql, (json.dumps(list(ids)),))}


def kinds_with(conn: sqlite3.Connection, words: str) -> frozenset[str]:
    """Which of "event" and "item" have the words of an FTS5 expression at all. Raises StoreError's children."""
    sql = """
      SELECT EXISTS (SELECT 1 FROM events_fts WHERE words MATCH :words), EXISTS (SELECT 1 FROM items_fts WHERE words MATCH :words)
    """
    event, item = fetch(conn, sql, {"words": words})[0]
    return frozenset(kind for kind, found in (("event", event), ("item", item)) if found)


def any_match(conn: sqlite3.Connection, words: str) -> bool:
    """Whether any event or item has the words of an FTS5 expression. Raises StoreError's children."""
    return bool(kinds_with(conn, words))


def _values(asked: Finding) -> dict[str, object]:
    date, name = asked.after or ("", "")
    return {
        "anchor": asked.anchor, "words": asked.words, "lang": asked.lang, "source_id": asked.source_id, "relation": asked.relation,
        "topic": asked.topic, "from_": asked.from_, "to": asked.to, "limit": asked.limit, "walk": WALK,
        "before": _NEWEST if asked.before is None else asked.before, "after_date": date, "after_id": name,
    }  # fmt: skip
