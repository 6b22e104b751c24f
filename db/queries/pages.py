"""Small reads that only pages need: anchors, matters, classes and rates, what may be chosen in a filter, the newest linked items."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, fields

from db.queries.read import fetch, fetch_one


@dataclass(frozen=True, slots=True)
class ThreadRow:
    """A matter that is followed through many events. plain_en, plain_ja: what it is about and no more, for views of a past moment.

    known_from: when its first event could be known.
    """

    id: str
    title_en: str
    title_ja: str
    plain_en: str
    plain_ja: str
    known_from: str | None


@dataclass(frozen=True, slots=True)
class TagValue:
    """A value that events have. known_from: when the first of them could be known, a day or UTC instant."""

    value: str
    known_from: str


@dataclass(frozen=True, slots=True)
class AnchorRow:
    """An anchor as the database knows it; its phases and capitals are the pack's."""

    id: str
    date: str
    timezone: str
    title_en: str
    title_ja: str
    summary_en: str
    summary_ja: str
    pack_version: str
    checked_until: str | None


@dataclass(frozen=True, slots=True)
class StepRow:
    """An event as a step of a matter, with the titles of the matter and of the event that it follows (None for a first step)."""

    thread_id: str
    title_en: str
    title_ja: str
    stage: str
    follows: str | None
    lag_days: int | None
    before_en: str | None
    before_ja: str | None


@dataclass(frozen=True, slots=True)
class AheadRow:
    """Something that is dated ahead."""

    date: str
    timezone: str
    title_en: str
    title_ja: str
    event_id: str | None
    url: str
    confidence: str


@dataclass(frozen=True, slots=True)
class NewItem:
    """A linked item, with its source's names."""

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


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    """What was installed when, newest last."""

    installed_at: str
    schema: str
    pack: str
    linker: str
    catalogue: str


def clock_now(conn: sqlite3.Connection) -> str | None:
    """The instant to which the database's clock was last set, None before the first time. Raises StoreError's children."""
    row = fetch_one(conn, "SELECT now FROM clock WHERE id = 1")
    return None if row is None else str(row[0])


def today_us(conn: sqlite3.Connection) -> str | None:
    """The day in Washington at the database's clock, None before it was first set. Raises StoreError's children."""
    row = fetch_one(conn, "SELECT today_us FROM clock WHERE id = 1")
    return None if row is None else str(row[0])


def tag_values(conn: sqlite3.Connection, anchor_id: str, kind: str) -> tuple[TagValue, ...]:
    """Which values of a kind (`topic`, `actor`, `product`, `lang`) an anchor's events have, the most frequent first, as kept.

    Raises StoreError's children.
    """
    sql = "SELECT value, known_from FROM tag_counts WHERE anchor_id = ? AND kind = ? AND events > 0 ORDER BY events DESC, value"
    return tuple(TagValue(*row) for row in fetch(conn, sql, (anchor_id, kind)))


def anchor_rows(conn: sqlite3.Connection) -> tuple[AnchorRow, ...]:
    """The anchors, the default one first. Raises StoreError's children."""
    names = ", ".join(field.name for field in fields(AnchorRow))
    return tuple(AnchorRow(*row) for row in fetch(conn, f"SELECT {names} FROM anchors ORDER BY is_default DESC, id"))


def threads(conn: sqlite3.Connection, anchor_id: str) -> tuple[ThreadRow, ...]:
    """The matters of an anchor in the pack's order. Raises StoreError's children."""
    sql = """
      SELECT t.id, t.title_en, t.title_ja, t.plain_en, t.plain_ja,
        (SELECT min(e.known_from) FROM thread_steps AS s CROSS JOIN events AS e ON e.id = s.event_id WHERE s.thread_id = t.id)
      FROM threads AS t WHERE t.anchor_id = ? ORDER BY t.rowid
    """
    return tuple(ThreadRow(*row) for row in fetch(conn, sql, (anchor_id,)))


def steps_of(conn: sqlite3.Connection, event_id: str) -> tuple[StepRow, ...]:
    """Which step of which matter an event is. Raises StoreError's children."""
    sql = """
      SELECT t.id, t.title_en, t.title_ja, s.stage, s.follows, s.lag_days, e.title_en, e.title_ja
      FROM thread_steps AS s CROSS JOIN threads AS t ON t.id = s.thread_id LEFT JOIN events AS e ON e.id = s.follows
      WHERE s.event_id = ? ORDER BY s.id
    """
    return tuple(StepRow(*row) for row in fetch(conn, sql, (event_id,)))


def ahead(conn: sqlite3.Connection, anchor_id: str, from_day: str) -> tuple[AheadRow, ...]:
    """What is dated from a day on. Raises StoreError's children."""
    names = ", ".join(field.name for field in fields(AheadRow))
    sql = f"SELECT {names} FROM ahead WHERE anchor_id = ? AND date >= ? ORDER BY date, id"
    return tuple(AheadRow(*row) for row in fetch(conn, sql, (anchor_id, from_day)))


def rate_rows(conn: sqlite3.Connection, anchor_id: str) -> list[sqlite3.Row]:
    """All rows of `rates` of an anchor; `tracker.rates.rate_of` reads one. Raises StoreError's children."""
    return fetch(conn, "SELECT * FROM rates WHERE anchor_id = ? ORDER BY id", (anchor_id,))


def class_rows(conn: sqlite3.Connection, anchor_id: str) -> list[sqlite3.Row]:
    """All rows of `product_classes` of an anchor; `tracker.rates.class_of` reads one. Raises StoreError's children."""
    return fetch(conn, "SELECT * FROM product_classes WHERE anchor_id = ? ORDER BY rowid", (anchor_id,))


def rates_of_event(conn: sqlite3.Connection, event_id: str) -> list[sqlite3.Row]:
    """The rows of `rates` that rest on an event. Raises StoreError's children."""
    return fetch(conn, "SELECT * FROM rates WHERE event_id = ? ORDER BY product_class, status, effective_from", (event_id,))


def rate_source_rows(conn: sqlite3.Connection, rate_ids: Sequence[str]) -> list[sqlite3.Row]:
    """The documents behind some rates, in the pack's order. Raises StoreError's children."""
    sql = """
      SELECT rate_id, url, publisher, lang, title, tier, locator, gist_en FROM rate_sources
      WHERE rate_id IN (SELECT value FROM json_each(?)) ORDER BY id
    """
    return fetch(conn, sql, (json.dumps(list(rate_ids)),))


def newest_items(conn: sqlite3.Connection, anchor_id: str, limit: int) -> tuple[NewItem, ...]:
    """The linked items that arrived last, newest first. Raises StoreError's children."""
    sql = """
      SELECT i.id, i.title, i.lang, s.id, s.title, s.title_ja, i.published_at, i.published_date, i.published_precision, i.first_seen_at
      FROM (SELECT item_id FROM links WHERE anchor_id = ? AND linked = 1 ORDER BY item_id DESC LIMIT ?) AS l
      CROSS JOIN items AS i ON i.id = l.item_id CROSS JOIN sources AS s ON s.id = i.source_id ORDER BY i.id DESC
    """
    return tuple(NewItem(*row) for row in fetch(conn, sql, (anchor_id, limit)))


def event_titles(conn: sqlite3.Connection, event_ids: Sequence[str]) -> dict[str, tuple[str | None, str | None]]:
    """The titles (English, Japanese) of some events by id. Raises StoreError's children."""
    sql = "SELECT id, title_en, title_ja FROM events WHERE id IN (SELECT value FROM json_each(?))"
    return {row[0]: (row[1], row[2]) for row in fetch(conn, sql, (json.dumps(list(event_ids)),))}


def releases(conn: sqlite3.Connection, limit: int = 20) -> tuple[ReleaseRow, ...]:
    """What was installed, newest first. Raises StoreError's children."""
    sql = "SELECT installed_at, schema, pack, linker, catalogue FROM releases ORDER BY id DESC LIMIT ?"
    return tuple(ReleaseRow(*row) for row in fetch(conn, sql, (limit,)))
