"""What differs between two days of entry, and between two days of knowledge: pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tracker.pack import ProductClass, Rate
from tracker.publish.reader import Reader
from tracker.publish.view_rate_charts import answer_said
from tracker.publish.view_rates import RatesAsked, rate_said
from tracker.rate_days import said_between
from tracker.rates import Answer, Revision, felt, rate_on, rates_revised


@dataclass(frozen=True, slots=True)
class Side:
    """One of two answers. kind: of the answer. rate: the rate with its basis, empty for none. instrument: in the reader's language."""

    kind: str
    said: str
    rate: str
    instrument: str
    instrument_lang: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A class whose answer differs. days: of entry, in words. points: by how many points the total moved, empty without two totals."""

    product_class: str
    title_en: str
    title_ja: str
    days: str
    before: Side
    after: Side
    points: str
    event_id: str | None


@dataclass(frozen=True, slots=True)
class Word:
    """An announcement or proposal that came or went between two days of knowledge."""

    product_class: str
    title_en: str
    title_ja: str
    status: str
    rate: str
    instrument: str
    instrument_lang: str
    known_from: str | None
    new: bool
    event_id: str | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs, and what does not. title: of the section. words: announcements, of two days of knowledge only."""

    title: str
    first: str
    second: str
    differences: tuple[Difference, ...]
    words: tuple[Word, ...]
    same: tuple[ProductClass, ...]


def entry_days(r: Reader, asked: RatesAsked, classes: Sequence[ProductClass], rates: Sequence[Rate]) -> Comparison | None:
    """What differs between two days of entry, as known on one day; None where one day only was asked for."""
    if not asked.on_b:
        return None
    first, second = sorted((asked.on, asked.on_b))
    found = []
    for one in classes:
        before, after = (rate_on(rates, one, day, asked.known, asked.normal_duty) for day in (first, second))
        if felt(before) != felt(after):
            event = after.law.event_id if after.law else None
            found.append(_difference(r, one, ("", before, after), event))
    title = r.t("compare_entry", first=r.day(first), second=r.day(second), known=r.day(asked.known))
    return _compared(classes, (title, r.day(first, short=True), r.day(second, short=True)), found, [])


def knowledge_days(r: Reader, asked: RatesAsked, classes: Sequence[ProductClass], rates: Sequence[Rate]) -> Comparison | None:
    """For which days of entry the answer came to be another one between two days of knowledge; None where one day only was asked for."""
    if not asked.known_b:
        return None
    first, second = sorted((asked.known, asked.known_b))
    named = {one.id: one for one in classes}
    found = [
        _difference(r, named[each.product_class], (_days(r, each), each.before, each.after), each.event_id)
        for each in rates_revised(rates, classes, first, second, asked.normal_duty)
    ]
    words = [word for one in classes for word in _words(r, one, rates, first, second)]
    title = r.t("compare_known", first=r.day(first), second=r.day(second))
    return _compared(classes, (title, r.day(first, short=True), r.day(second, short=True)), found, words)


def _compared(
    classes: Sequence[ProductClass], said: tuple[str, str, str], found: Sequence[Difference], words: Sequence[Word]
) -> Comparison:
    touched = {each.product_class for each in found} | {each.product_class for each in words}
    return Comparison(*said, tuple(found), tuple(words), tuple(one for one in classes if one.id not in touched))


def _difference(r: Reader, one: ProductClass, told: tuple[str, Answer, Answer], event_id: str | None) -> Difference:
    days, before, after = told
    points = "" if before.total is None or after.total is None else _points(r, after.total - before.total)
    return Difference(one.id, one.title_en, one.title_ja, days, _side(r, before), _side(r, after), points, event_id)


def _side(r: Reader, answer: Answer) -> Side:
    law = answer.law
    named = r.pick(law.instrument, law.instrument_ja) if law else r.pick("", "")
    rate = rate_said(r, law) if law and answer.kind == "rate" else ""
    return Side(answer.kind, answer_said(r, answer), rate, named.text, named.lang)


def _words(r: Reader, one: ProductClass, rates: Sequence[Rate], first: str, second: str) -> list[Word]:
    said = said_between(rates, one, first, second)
    return [_word(r, one, row, new) for rows, new in ((said.ended, False), (said.new, True)) for row in rows]


def _word(r: Reader, one: ProductClass, row: Rate, new: bool) -> Word:
    named = r.pick(row.instrument, row.instrument_ja)
    return Word(
        one.id, one.title_en, one.title_ja, row.status, rate_said(r, row), named.text, named.lang, row.known_from, new, row.event_id
    )  # fmt: skip


def _days(r: Reader, revision: Revision) -> str:
    start = r.day(revision.on_from, short=True)
    end = r.day(revision.on_to, short=True)
    return r.t("rate_from_to", day=start, end=end) if end else r.t("rate_from", day=start)


def _points(r: Reader, points: float) -> str:
    if not round(points, 6):
        return r.t("points_same")
    return r.t("points", n=f"{round(points, 6):+g}".replace("-", "−"))
