"""What `/rates` shows: every class's answer, what differs between days, charts, and what the table does not cover. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.pack import ProductClass, Rate
from tracker.publish.reader import Reader
from tracker.publish.view_rate_charts import RateChart, has_begun, rate_charts
from tracker.publish.view_rate_compare import Comparison, entry_days, knowledge_days
from tracker.publish.view_rate_lists import ListPart, official_list
from tracker.publish.view_rates import KINDS, RateLine, RatesAsked, beside_line, law_line
from tracker.rates import Answer, rows_of

if TYPE_CHECKING:
    from db.queries.rate_documents import RateDocument


@dataclass(frozen=True, slots=True)
class RatesParts:
    """What was read. rates: as known on the day asked for; later: as known on the later of the two days that are compared."""

    answers: Sequence[tuple[ProductClass, Answer]]
    rates: Sequence[Rate]
    later: Sequence[Rate]
    documents: Mapping[str, Sequence[RateDocument]]


@dataclass(frozen=True, slots=True)
class Question:
    """The same question put another way, as a link."""

    said: str
    href: str


@dataclass(frozen=True, slots=True)
class Listed:
    """Where the official list of a class is."""

    title_en: str
    title_ja: str
    parts: tuple[ListPart, ...]


@dataclass(frozen=True, slots=True)
class RatesView:
    """The page: the question in words, law by class, and beside it what was only announced or proposed."""

    asked: RatesAsked
    sentence: str
    caption: str
    lines: tuple[RateLine, ...]
    beside: tuple[RateLine, ...]
    questions: tuple[Question, ...]
    comparisons: tuple[Comparison, ...]
    charts: tuple[RateChart, ...]
    lists: tuple[Listed, ...]
    kinds: tuple[str, ...] = KINDS


def rates_view(r: Reader, asked: RatesAsked, parts: RatesParts) -> RatesView:
    """The page for a question and its answers."""
    days = {"on": r.day(asked.on), "known": r.day(asked.known)}
    classes = [one for one, _ in parts.answers]
    compared = entry_days(r, asked, classes, parts.rates), knowledge_days(r, asked, classes, parts.later)
    return RatesView(
        asked=asked,
        sentence=r.t("rates_sentence", **days),
        caption=r.t("rates_caption", **days),
        lines=tuple(law_line(r, one, answer, asked.normal_duty is None, parts.documents) for one, answer in parts.answers),
        beside=tuple(beside_line(r, one, rate) for one, answer in parts.answers for rate in (*answer.announced, *answer.undated)),
        questions=questions(r, "/rates", asked),
        comparisons=tuple(each for each in compared if each),
        charts=rate_charts(r, asked, [one for one in classes if has_begun(asked, one)], parts.later),
        lists=tuple(_listed(one, parts) for one in classes if one.official_list),
    )


def questions(r: Reader, path: str, asked: RatesAsked) -> tuple[Question, ...]:
    """The question as one could ask it on the day of entry itself and today, where the present one is neither."""
    other = []
    if asked.known != asked.on:
        pairs = asked.pairs(known=asked.on, known_b="")
        other.append(Question(r.t("ask_then", day=r.day(asked.on, short=True)), r.link(path, pairs)))
    if asked.known != asked.today:
        other.append(Question(r.t("ask_today"), r.link(path, asked.pairs(known=asked.today, known_b=""))))
        other.append(Question(r.t("ask_since", day=r.day(asked.known, short=True)), r.link(path, asked.pairs(known_b=asked.today))))
    return tuple(other)


def _listed(one: ProductClass, parts: RatesParts) -> Listed:
    return Listed(one.title_en, one.title_ja, official_list(one, rows_of(parts.rates, one), parts.documents))
