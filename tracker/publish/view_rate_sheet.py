"""What `/rates/<class>` shows: one answer with its proof, for a sheet of paper. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.pack import Anchor, ProductClass, Rate
from tracker.publish.answers import Asked
from tracker.publish.reader import Reader, Said
from tracker.publish.view_rate_charts import RateChart, answer_said, has_begun, rate_chart, scale_of
from tracker.publish.view_rate_lists import ListPart, official_list
from tracker.publish.view_rates import RateLine, RatesAsked, beside_line, law_line
from tracker.publish.view_rates_page import Question, questions
from tracker.rate_days import Learned, learned, segments
from tracker.rates import Answer, rows_of

if TYPE_CHECKING:
    from db.queries.rate_documents import RateDocument

SHOWN = 5
"""Documents with what they say on the sheet, official ones first: more would not leave it at one page."""
WIDE = (1080, 260)


@dataclass(frozen=True, slots=True)
class SheetParts:
    """What was read. rates: the table as known; documents: by the id of a row; event: the titles of the one behind the law, if any."""

    anchor: Anchor
    one: ProductClass
    answer: Answer
    rates: Sequence[Rate]
    later: Sequence[Rate]
    documents: Mapping[str, Sequence[RateDocument]]
    left_out: int
    event: tuple[str | None, str | None] = (None, None)


@dataclass(frozen=True, slots=True)
class LearnedLine:
    """What one could know about the day from a day on. last: the answer of the sheet."""

    since: str
    said: str
    instrument: Said
    event_id: str | None
    last: bool


@dataclass(frozen=True, slots=True)
class RateSheet:
    """The sheet. known_since: since when one could know the law, in words; later: what came to be known of it, where that may be told."""

    asked: RatesAsked
    one: ProductClass
    line: RateLine
    sentence: str
    law: Rate | None
    basis: str
    legal_basis: Said
    event: tuple[str | None, str | None]
    known_since: str
    documents: tuple[RateDocument, ...]
    more_documents: int
    left_out: int
    learned: tuple[LearnedLine, ...]
    later: Said
    beside: tuple[RateLine, ...]
    lists: tuple[ListPart, ...]
    chart: RateChart | None
    questions: tuple[Question, ...]
    address: str
    made_at: str
    pack: str


def sheet_view(asked: Asked, question: RatesAsked, parts: SheetParts) -> RateSheet:
    """The sheet for a question on one class."""
    r, one, answer = asked.r, parts.one, parts.answer
    documents = tuple(parts.documents.get(answer.law.id, ())) if answer.law else ()
    path = f"/rates/{one.id}"
    return RateSheet(
        asked=question,
        one=one,
        line=law_line(r, one, answer, question.normal_duty is None, {}),
        sentence=r.t("rates_sentence", on=r.day(question.on), known=r.day(question.known)),
        law=answer.law,
        basis=r.sentence("basis", answer.law.basis) if answer.law and answer.kind == "rate" else "",
        legal_basis=r.pick(answer.law.legal_basis, answer.law.legal_basis_ja) if answer.law else Said("", r.lang),
        event=parts.event,
        known_since=_known_since(r, question, parts),
        documents=documents[:SHOWN],
        more_documents=len(documents[SHOWN:]),
        left_out=parts.left_out,
        learned=_learned(r, question, parts),
        later=_later(r, question, answer.law),
        beside=tuple(beside_line(r, one, rate) for rate in (*answer.announced, *answer.undated)),
        lists=official_list(one, rows_of(parts.rates, one), parts.documents),
        chart=_chart(r, question, parts),
        questions=questions(r, path, question),
        address=asked.absolute(path, question.pairs(on=question.on, known=question.known)),
        made_at=r.moment(asked.now),
        pack=parts.anchor.pack_version,
    )


def _known_since(r: Reader, question: RatesAsked, parts: SheetParts) -> str:
    """Since when one could know this answer for this day; the row that holds may be younger, as where only its end came to be known."""
    law = parts.answer.law
    if law is None:
        return ""
    since = learned(parts.rates, parts.one, question.on, question.known, question.normal_duty)[-1].known_from
    said = [r.t("known_since", day=r.day(since)) if since else r.t("known_ever")]
    if law.announced_on:
        said.append(r.t("announced_on", day=r.day(law.announced_on)))
    if law.known_from and law.known_from != since:
        said.append(r.t("known_in_full", day=r.day(law.known_from)))
    return r.t("comma").join(said)


def _later(r: Reader, question: RatesAsked, law: Rate | None) -> Said:
    """What became known after the row: written by the day on which it was checked, and not shown to who asks what was known before."""
    if law is None or question.known < (law.checked_on or "9999"):
        return Said("", r.lang)
    return r.pick(law.later_en, law.later_ja)


def _learned(r: Reader, question: RatesAsked, parts: SheetParts) -> tuple[LearnedLine, ...]:
    found = learned(parts.rates, parts.one, question.on, question.known, question.normal_duty)
    return tuple(_learned_line(r, each, number == len(found)) for number, each in enumerate(found, 1))


def _learned_line(r: Reader, each: Learned, last: bool) -> LearnedLine:
    law = each.answer.law
    return LearnedLine(
        since=r.day(each.known_from, short=True) or r.t("known_ever_short"),
        said=answer_said(r, each.answer),
        instrument=r.pick(law.instrument, law.instrument_ja) if law else Said("", r.lang),
        event_id=law.event_id if law else None,
        last=last,
    )


def _chart(r: Reader, question: RatesAsked, parts: SheetParts) -> RateChart | None:
    if not has_begun(question, parts.one):
        return None
    found = segments(parts.rates, parts.one, question.known, question.normal_duty)
    return rate_chart(r, question, (parts.one, rows_of(parts.later, parts.one)), found, scale_of(question, found), WIDE)
