"""The timeline by filters, as it is now or as it could be known at a moment."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, fields

from db.errors import BadQuery
from db.queries.events import default_anchor
from db.queries.read import fetch, texts
from db.queries.sql import statement
from db.search_text import cut_query

ORDERS = ("newest", "oldest", "changed")
_SORTED = {"newest": ("t.date", "DESC"), "oldest": ("t.date", "ASC"), "changed": ("t.last_change_at", "DESC")}
"""What each order goes by, and which way; the event's id settles what is equal."""


@dataclass(frozen=True, slots=True)
class TimelineFilter:
    """What of the timeline is asked for. A tuple asks for any of its values; empty, for all.

    relation, topic, actor (concept ids), product, lang, status: as in the columns of the same name. thread: ids. q: words, all of which
    the event's text must have. from_, to: local days of the events, both included. as_of: a day or UTC instant, "" for now.
    order: `newest` or `oldest` by the event's date, `changed` by its last change, newest first. anchor: "" for the default one.
    after: (date, in the order `changed` last_change_at, event id) of the last row of the page before. ids: of the events themselves.
    """

    relation: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    actor: tuple[str, ...] = ()
    product: tuple[str, ...] = ()
    lang: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    thread: tuple[str, ...] = ()
    q: str = ""
    from_: str = ""
    to: str = ""
    as_of: str = ""
    order: str = "newest"
    anchor: str = ""
    limit: int = 200
    after: tuple[str, str] | None = None
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """A row of the view `timeline`; lists as tuples. resting_marks: how many changes of texts that it rests on nothing has settled."""

    event_id: str
    anchor_id: str
    date: str
    timezone: str
    relation: str
    title_en: str | None
    title_ja: str | None
    topics: tuple[str, ...]
    status: str
    items: int
    outlets: int
    families: int
    known_from: str
    last_change_at: str
    event_no: int
    origin: str
    date_precision: str
    date_washington: str | None
    date_tokyo: str | None
    occurred_at: str | None
    summary_en: str | None
    summary_ja: str | None
    actors: tuple[str, ...]
    actor_ids: tuple[str, ...]
    products: tuple[str, ...]
    langs: tuple[str, ...]
    resting_marks: int = 0


_LISTS = ("topics", "actors", "actor_ids", "products", "langs")
_COLUMNS = ", ".join(f"t.{field.name}" for field in fields(TimelineRow))
_TAGS = {"topic": "topics", "actor": "actor_ids", "product": "products", "lang": "langs"}
"""Filters by a value, and the list of a row that has it."""


def timeline(conn: sqlite3.Connection, asked: TimelineFilter) -> tuple[TimelineRow, ...]:
    """The events that a filter leaves, at most `limit`, in its order by date and id.

    As of a moment, the columns and the rows are those of the canned query `timeline_as_of`, filters ask for what they held then, and `q`
    sees no word that came later. Raises BadQuery for an order that there is not or a database without an anchor, and StoreError's others.
    """
    sql, values = timeline_sql(asked, asked.anchor or default_anchor(conn))
    return tuple(_row(row) for row in fetch(conn, sql, values))


def timeline_rows(conn: sqlite3.Connection, rest: str, values: Mapping[str, object]) -> tuple[TimelineRow, ...]:
    """Rows of the view `timeline` as `t`, by what follows its name in a statement. Raises StoreError's children."""
    return tuple(_row(row) for row in fetch(conn, f"SELECT {_COLUMNS} FROM timeline AS t {rest}", values))


def timeline_sql(asked: TimelineFilter, anchor: str) -> tuple[str, dict[str, object]]:
    """The statement for a filter and its parameters. Raises BadQuery for an order that there is not."""
    if asked.order not in ORDERS:
        raise BadQuery("order", f"{asked.order!r} is no order", f"use {' or '.join(ORDERS)}")
    values: dict[str, object] = {"anchor": anchor, "limit": asked.limit}
    wanted = ["t.anchor_id = :anchor"]
    for column, some in (("t.relation", asked.relation), ("t.status", asked.status), ("t.event_id", asked.ids)):
        wanted += _any_of(column, some, values)
    for kind, column in _TAGS.items():
        inside = _any_of("g.value", getattr(asked, kind), values)
        now = f"t.event_id IN (SELECT g.event_id FROM event_tags AS g WHERE g.kind = '{kind}' AND "
        then = f"EXISTS (SELECT 1 FROM json_each(t.{column}) AS g WHERE "
        wanted += [f"{then if asked.as_of else now}{one})" for one in inside]
    for one in _any_of("p.thread_id", asked.thread, values):
        wanted.append(f"t.event_id IN (SELECT p.event_id FROM thread_steps AS p WHERE {one})")
    if asked.q and asked.as_of:
        # The search index has the words of today: as of a moment they are looked for in what was told then.
        wanted.append("holds_words(:q, t.title_en, t.title_ja, t.summary_en, t.summary_ja)")
        values["q"] = asked.q
    elif asked.q:
        wanted.append("t.event_no IN (SELECT f.rowid FROM events_fts AS f WHERE f.words MATCH :q)")
        values["q"] = cut_query(asked.q)
    wanted += _between(asked, values)
    column, way = _SORTED[asked.order]
    base = f"({statement('timeline_as_of')})" if asked.as_of else "timeline"
    if asked.as_of:
        values["known"] = asked.as_of
    where = " AND ".join(wanted)
    return f"SELECT {_COLUMNS} FROM {base} AS t WHERE {where} ORDER BY {column} {way}, t.event_id {way} LIMIT :limit", values


def _any_of(column: str, wanted: tuple[str, ...], values: dict[str, object]) -> list[str]:
    """The condition that a column has one of some values, as a list of none or one; adds its parameters to `values`."""
    if not wanted:
        return []
    names = [f"v{len(values) + place}" for place in range(len(wanted))]
    values.update(zip(names, wanted, strict=True))
    return [f"{column} IN ({', '.join(':' + name for name in names)})"]


def _between(asked: TimelineFilter, values: dict[str, object]) -> list[str]:
    wanted = []
    if asked.from_:
        wanted.append("t.date >= :from_")
        values["from_"] = asked.from_
    if asked.to:
        wanted.append("t.date <= :to")
        values["to"] = asked.to
    if asked.after is not None:
        column, way = _SORTED[asked.order]
        wanted.append(f"({column}, t.event_id) {'<' if way == 'DESC' else '>'} (:after_date, :after_id)")
        values |= {"after_date": asked.after[0], "after_id": asked.after[1]}
    return wanted


def _row(row: sqlite3.Row) -> TimelineRow:
    values = dict(row)
    return TimelineRow(**{**values, **{name: texts(values[name]) for name in _LISTS}})
