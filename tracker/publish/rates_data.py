"""`/rates` for programs: the answer for each class on a day, as known on a day, as JSON, JSON Lines and CSV."""

from __future__ import annotations

from dataclasses import dataclass

from db.connection import Connection
from tracker.pack import ProductClass
from tracker.publish.answers import Answer, Asked, Plain, Way
from tracker.publish.rates_asked import rate_answers, rates_asked
from tracker.publish.stock import anchor_of, today_of
from tracker.publish.tables import to_csv, to_json, to_jsonl
from tracker.publish.view_rates import RatesAsked
from tracker.publish.ways import data_ways
from tracker.rates import Answer as RateAnswer

OF_LAW = (
    "rate_percent", "basis", "value_base", "effective_from", "effective_to", "announced_on", "known_from", "legal_basis", "legal_basis_ja",
    "instrument", "instrument_ja", "event_id", "checked_on", "official", "decided_by",
)  # fmt: skip
"""What an answer tells of the row of law that holds."""


@dataclass(frozen=True, slots=True)
class RateRow:
    """One class's answer. Columns are called as in the canned query `rates_as_of`, without what came to be known later.

    on, known: the days that were asked about, of Washington. rate_id and what follows: of the row of law, None without one.
    announced, undated: ids of rows that were only announced or proposed, with this day or without any.
    """

    anchor_id: str
    product_class: str
    title_en: str
    title_ja: str
    on: str
    known: str
    kind: str
    total_percent: float | None
    normal_duty: float | None
    rate_id: str | None
    rate_percent: float | None
    basis: str | None
    value_base: str | None
    effective_from: str | None
    effective_to: str | None
    announced_on: str | None
    known_from: str | None
    legal_basis: str | None
    legal_basis_ja: str | None
    instrument: str | None
    instrument_ja: str | None
    event_id: str | None
    checked_on: str | None
    official: bool | None
    decided_by: str | None
    announced: tuple[str, ...]
    undated: tuple[str, ...]


def rates_json(conn: Connection, asked: Asked) -> Answer:
    """`/rates.json`: a plain list with a row for each class. Raises BadParameter for a day or duty that is none, StoreError's children."""
    return Plain(to_json(_rows(conn, asked)), "application/json", shared=True)


def rates_jsonl(conn: Connection, asked: Asked) -> Answer:
    """`/rates.jsonl`: the same rows, one a line. Raises as `rates_json`."""
    return Plain(to_jsonl(_rows(conn, asked)), "application/jsonl", name="rates.jsonl", shared=True)


def rates_csv(conn: Connection, asked: Asked) -> Answer:
    """`/rates.csv`: the same rows as CSV; `bom=1` for spreadsheets. Raises as `rates_json`."""
    marked = asked.one_of("bom", ("1", "0")) == "1"
    return Plain(to_csv(_rows(conn, asked), RateRow, marked), "text/csv", name="rates.csv", shared=True)


def rates_ways(asked: Asked, question: RatesAsked) -> tuple[Way, ...]:
    """The links to these forms of a question, with its days named, so that they say the same tomorrow."""
    anchor = asked.value("anchor")
    pairs = [("on", question.on), ("known", question.known)]
    pairs += [(name, value) for name, value in (("normal_duty", question.typed_duty), ("anchor", anchor)) if value]
    return data_ways(asked.r, "/rates", pairs)


def _rows(conn: Connection, asked: Asked) -> list[RateRow]:
    anchor = anchor_of(conn, asked)
    question = rates_asked(asked, today_of(conn, asked))
    return [_row(anchor.id, question, one, answer) for one, answer in rate_answers(conn, anchor.id, question)]


def _row(anchor_id: str, question: RatesAsked, one: ProductClass, answer: RateAnswer) -> RateRow:
    law = answer.law
    return RateRow(
        anchor_id=anchor_id,
        product_class=one.id,
        title_en=one.title_en,
        title_ja=one.title_ja,
        on=question.on,
        known=question.known,
        kind=answer.kind,
        total_percent=answer.total,
        normal_duty=answer.normal_duty,
        rate_id=law.id if law else None,
        **{name: getattr(law, name) if law else None for name in OF_LAW},
        announced=tuple(rate.id for rate in answer.announced),
        undated=tuple(rate.id for rate in answer.undated),
    )
