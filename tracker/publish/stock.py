"""Reads that several pages share: the anchor that is meant, classes of goods, what a filter may be set to."""

from __future__ import annotations

from dataclasses import asdict
from functools import cache

from db.connection import Connection
from db.queries.events import default_anchor
from db.queries.pages import anchor_rows, class_rows, tag_values, threads, today_us
from db.queries.timeline import TimelineFilter
from tracker.event_model import load_words
from tracker.events.words import Words
from tracker.labels import read_labels
from tracker.pack import Anchor, ProductClass
from tracker.publish.answers import Asked
from tracker.publish.filters import ORDERS, Options, as_of_text, wanted
from tracker.publish.names import concept_said, concepts_by_id, matter_name
from tracker.rates import class_of
from tracker.timeline import Moment, is_known


@cache
def agencies() -> Words:
    """The words by which copies credit a news agency; read once. Raises PackError."""
    return load_words()


def anchor_of(conn: Connection, asked: Asked, anchor_id: str = "") -> Anchor:
    """An anchor: the named one, else the one that the address asks for, else the database's default.

    Where its pack is not loaded it has neither phases nor capitals. Raises BadParameter for one that there is not, BadQuery for a
    database without an anchor.
    """
    rows = {row.id: row for row in anchor_rows(conn)}
    wanted = anchor_id or asked.one_of("anchor", tuple(rows)) or default_anchor(conn)
    loaded = next((pack.anchor for pack in asked.packs if pack.anchor.id == wanted), None)
    return loaded or Anchor(**asdict(rows[wanted]))


def today_of(conn: Connection, asked: Asked) -> str:
    """Today's day in Washington by the database's clock, by the request's before the first tick. Raises StoreError's children."""
    return today_us(conn) or asked.now[:10]


def classes_of(conn: Connection, anchor_id: str) -> tuple[ProductClass, ...]:
    """An anchor's classes of goods, in the order of `labels.toml`, others after it. Raises StoreError's children and PackError."""
    order = {value: place for place, value in enumerate(read_labels().values("product"))}
    found = [class_of(dict(row)) for row in class_rows(conn, anchor_id)]
    return tuple(sorted(found, key=lambda one: order.get(one.id, len(order))))


def options_of(conn: Connection, asked: Asked, anchor_id: str, seen: Moment | None = None) -> Options:
    """What the filters of the timeline may be set to, with names in the reader's language.

    seen: the moment of knowledge, None for now: only what events had by then, and matters by what they are about, since their titles are
    written from today. Raises StoreError's children.
    """
    r, concepts = asked.r, concepts_by_id(asked.packs)

    def had(kind: str) -> list[str]:
        return [one.value for one in tag_values(conn, anchor_id, kind) if seen is None or is_known(one.known_from, "America/", seen)]

    products = [(one.id, r.pick(one.title_en, one.title_ja).text) for one in classes_of(conn, anchor_id)]
    matters = [one for one in threads(conn, anchor_id) if seen is None or (one.known_from and is_known(one.known_from, "America/", seen))]
    kept = set(had("product")) if seen else {one for one, _ in products}
    return Options(
        actor=[(value, concept_said(r, concepts[value]).text if value in concepts else value) for value in had("actor")],
        product=[one for one in products if one[0] in kept],
        lang=sorted(had("lang")),
        thread=[(one.id, matter_name(r, one, seen is not None).text) for one in matters],
        anchor=[(one.id, r.pick(one.title_en, one.title_ja).text) for one in anchor_rows(conn)],
    )


def filter_of(asked: Asked, options: Options, anchor_id: str) -> TimelineFilter:
    """The filters of an address as the query takes them.

    Several values of one filter are alternatives, words add up, of days the last one counts. Raises BadParameter for a value that there
    is not.
    """
    found = wanted(asked, options)

    def any_of(name: str) -> tuple[str, ...]:
        return found.get(name, ())

    return TimelineFilter(
        relation=any_of("relation"),
        topic=any_of("topic"),
        actor=any_of("actor"),
        product=any_of("product"),
        lang=any_of("lang"),
        status=any_of("status"),
        thread=any_of("thread"),
        q=" ".join(any_of("q")),
        from_=asked.value("from"),
        to=asked.value("to"),
        as_of=as_of_text(asked),
        order=asked.value("order", ORDERS[0]),
        anchor=anchor_id,
    )
