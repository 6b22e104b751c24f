"""A question about rates, read from an address and answered from the database."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from db.connection import Connection
from db.queries.pages import rate_rows, rate_source_rows
from db.queries.reports import known_since
from tracker.errors import BadParameter
from tracker.pack import ProductClass, Rate, RateSource
from tracker.publish.answers import Asked
from tracker.publish.filters import checked_day
from tracker.publish.stock import classes_of
from tracker.publish.view_rates import RatesAsked
from tracker.rates import Answer, rate_of, rate_on
from tracker.timeline import Moment, is_known, moment
from tracker.typed_rows import row_from

Answered = tuple[tuple[ProductClass, Answer], ...]
DUTY = "2.5"
LARGEST_DUTY = 1000.0


def rates_asked(asked: Asked, today: str) -> RatesAsked:
    """The question of an address; days that are not given are today. Raises BadParameter."""
    on, known, duty = asked.value("on"), asked.value("known"), asked.value("normal_duty")
    return RatesAsked(
        on=checked_day("on", on) if on else today,
        known=checked_day("known", known) if known else today,
        normal_duty=_percent(duty) if duty else None,
        typed_duty=duty,
    )


def rate_answers(conn: Connection, anchor_id: str, question: RatesAsked) -> Answered:
    """Each class of an anchor with its answer, in the pack's order; a rate names no event that could not be known by then.

    Raises StoreError's children and PackError.
    """
    rows = _as_known(conn, [rate_of(dict(row)) for row in rate_rows(conn, anchor_id)], question.known)
    return tuple(
        (one, rate_on(rows, one, question.on, question.known, question.normal_duty)) for one in classes_of(conn, anchor_id)
    )


def rate_documents(conn: Connection, answers: Answered) -> dict[str, list[RateSource]]:
    """The documents behind the rows of law, official ones first, by the row's id. Raises StoreError's children."""
    ids = [answer.law.id for _, answer in answers if answer.law]
    found: dict[str, list[RateSource]] = {}
    for row in rate_source_rows(conn, ids):
        document = row_from(RateSource, dict(row), f"rate_sources ({row['rate_id']})")
        found.setdefault(document.rate_id, []).append(document)
    return {key: sorted(documents, key=lambda one: one.tier != "official") for key, documents in found.items()}


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
