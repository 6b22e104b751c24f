"""A question about rates, read from an address and answered from the database."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from db.connection import Connection
from db.queries.pages import rate_rows
from db.queries.rate_documents import RateDocument, rate_documents
from db.queries.reports import known_since
from tracker.errors import BadParameter
from tracker.hindsight import Known, known_at, tells_later
from tracker.pack import ProductClass, Rate
from tracker.publish.answers import Asked
from tracker.publish.filters import checked_day
from tracker.publish.stock import classes_of
from tracker.publish.view_rates import RatesAsked
from tracker.rates import Answer, rate_of, rate_on
from tracker.timeline import Moment, is_known, moment

Answered = tuple[tuple[ProductClass, Answer], ...]
DUTY = "2.5"
LARGEST_DUTY = 1000.0


@dataclass(frozen=True, slots=True)
class RatesRead:
    """An anchor's table of rates as one could know it on a day. rates: all rows, without events that could not be known by then."""

    classes: tuple[ProductClass, ...]
    rates: tuple[Rate, ...]
    known: Known


def rates_asked(asked: Asked, today: str) -> RatesAsked:
    """The question of an address; days that are not given are today. Raises BadParameter."""
    on, known, duty = asked.value("on"), asked.value("known"), asked.value("normal_duty")
    on_b, known_b = (checked_day(name, asked.value(name)) if asked.value(name) else "" for name in ("on_b", "known_b"))
    return RatesAsked(
        on=checked_day("on", on) if on else today,
        known=checked_day("known", known) if known else today,
        normal_duty=_percent(duty) if duty else None,
        typed_duty=duty,
        on_b=on_b,
        known_b=known_b,
        today=today,
    )


def rates_read(conn: Connection, anchor_id: str, known: str) -> RatesRead:
    """The table of rates in one go, in the pack's order. Raises StoreError's children and PackError."""
    rates = [rate_of(dict(row)) for row in rate_rows(conn, anchor_id)]
    seen = known_at(rates, known)
    return RatesRead(tuple(_class_known(one, seen) for one in classes_of(conn, anchor_id)), tuple(_as_known(conn, rates, known)), seen)


def rate_answers(conn: Connection, anchor_id: str, question: RatesAsked) -> Answered:
    """Each class of an anchor with its answer, in the pack's order; a rate names no event that could not be known by then.

    Raises StoreError's children and PackError.
    """
    return answers_in(rates_read(conn, anchor_id, question.known), question)


def answers_in(read: RatesRead, question: RatesAsked) -> Answered:
    """Each class with its answer in a table of rates that was read."""
    return tuple((one, rate_on(read.rates, one, question.on, question.known, question.normal_duty)) for one in read.classes)


def documents_known(conn: Connection, rates: Iterable[Rate], known: Known, kept: bool = False) -> dict[str, list[RateDocument]]:
    """The documents behind some rates by the rate's id, without what could not be known by then, official ones first.

    kept: as in `rate_documents`. Raises StoreError's children.
    """
    found: dict[str, list[RateDocument]] = {}
    for document in rate_documents(conn, [rate.id for rate in rates], kept):
        if not _is_later(document, known):
            found.setdefault(document.rate_id, []).append(document)
    return found


def _class_known(one: ProductClass, known: Known) -> ProductClass:
    """A class without what its descriptions tell of later days; they are written from today."""
    parts = [part.strip() for part in one.official_list.split(";")]
    kept = replace(one, official_list="; ".join(part for part in parts if part and not tells_later(part, known)))
    if tells_later(f"{one.scope_en} {one.scope_ja}", known):
        kept = replace(kept, scope_en="", scope_ja="")
    if tells_later(f"{one.excludes_en} {one.excludes_ja}", known):
        kept = replace(kept, excludes_en="", excludes_ja="")
    if tells_later(f"{one.default_note_en} {one.default_note_ja}", known):
        kept = replace(kept, default_note_en=None, default_note_ja=None)
    return kept


def _is_later(document: RateDocument, known: Known) -> bool:
    if document.published_at and document.published_at[:10] > known.day:
        return True
    return any(tells_later(text, known) for text in (document.url, document.title, document.locator, document.gist_en))


def _as_known(conn: Connection, rates: Sequence[Rate], known: str) -> list[Rate]:
    since = known_since(conn, {rate.event_id for rate in rates if rate.event_id})
    seen = moment(known, Moment("", "", ""))
    open_to_see = {event_id for event_id, (known_from, timezone) in since.items() if is_known(known_from, timezone, seen)}
    return [rate if rate.event_id in open_to_see else replace(rate, event_id=None) for rate in rates]


def _percent(text: str) -> float:
    try:
        value = float(text.removesuffix("%").removesuffix("％"))
    except ValueError as error:
        raise BadParameter("normal_duty", text, form=DUTY) from error
    if not math.isfinite(value) or not 0 <= value <= LARGEST_DUTY:
        raise BadParameter("normal_duty", text, form=DUTY)
    return value
