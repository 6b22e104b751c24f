"""A class's rates over days of entry as a chart, with the same in words and as rows. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup

from tracker.pack import ProductClass, Rate
from tracker.publish.charts import Canvas, Line, Mark, Step, Stretch, step_chart
from tracker.publish.reader import Reader
from tracker.publish.view_rates import RatesAsked
from tracker.rate_days import Segment, segments
from tracker.rates import Answer, is_known, rows_of, total_of

AHEAD_DAYS = 45
"""So far a chart goes on after the last day that it shows something of."""
WITHOUT = ("no_law_known", "not_checked", "before_table")


@dataclass(frozen=True, slots=True)
class StepRow:
    """A row of the table beside a chart: a first day of entry and the answer from then on. law: the id of the row of law, else empty."""

    start: str
    end: str | None
    answer: Answer
    said: str


@dataclass(frozen=True, slots=True)
class RateChart:
    """A class with its chart and the same as rows."""

    product_class: str
    title_en: str
    title_ja: str
    svg: Markup
    rows: tuple[StepRow, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """What charts share so that they can be compared: days and the highest total, per cent."""

    start: str
    end: str
    top: float


def rate_charts(r: Reader, asked: RatesAsked, classes: Sequence[ProductClass], rates: Sequence[Rate]) -> tuple[RateChart, ...]:
    """A small chart for each class, all on one scale."""
    known = {one.id: segments(rates, one, asked.known, asked.normal_duty) for one in classes}
    scale = scale_of(asked, [segment for found in known.values() for segment in found])
    return tuple(rate_chart(r, asked, (one, rows_of(rates, one)), known[one.id], scale, None) for one in classes)


def has_begun(asked: RatesAsked, one: ProductClass) -> bool:
    """Whether a class had its table by the day of knowledge; where not, its first day would tell of a measure that nobody knew yet."""
    return one.table_from <= max(asked.known, asked.known_b)


def scale_of(asked: RatesAsked, found: Sequence[Segment]) -> Scale:
    """The days and totals that hold some segments and the day that was asked for."""
    starts = [segment.start for segment in found] or [asked.on]
    last = max([*starts, asked.on, asked.on_b or asked.on])
    first = min([*starts, asked.on, asked.on_b or asked.on])
    end = (date.fromisoformat(last) + timedelta(days=AHEAD_DAYS)).isoformat()
    return Scale(first, end, max((segment.answer.total or 0.0 for segment in found), default=0.0))


def rate_chart(  # noqa: PLR0913 - a question, a class and where it is drawn
    r: Reader,
    asked: RatesAsked,
    of: tuple[ProductClass, Sequence[Rate]],
    found: Sequence[Segment],
    scale: Scale,
    wide: tuple[int, int] | None,
) -> RateChart:
    """The chart of one class. of: the class and its rows. wide: size for a desk, None for a small one only."""
    one, rows = of
    table = tuple(StepRow(each.start, each.end, each.answer, answer_said(r, each.answer)) for each in found)
    name = r.pick(one.title_en, one.title_ja).text
    canvas = Canvas(
        name=f"steps-{one.id}",
        title=r.t("chart_rates", name=name),
        description=r.t("semicolon").join(r.t("chart_step", day=r.day(row.start, short=True), said=row.said) for row in table),
        lang=r.lang,
        start=scale.start,
        end=scale.end,
        marks=_marks(r, asked, rows),
        stretches=_stretches(r, scale, found),
        wide=wide,
        narrow=(360, 170),
    )
    return RateChart(one.id, one.title_en, one.title_ja, step_chart(canvas, _lines(asked, one, rows, found, scale), scale.top), table)


def answer_said(r: Reader, answer: Answer) -> str:
    """An answer in a few words: its total, or which kind of answer without a number it is."""
    if answer.total is None:
        return r.label("rate_kind", answer.kind)
    said = r.percent(answer.total)
    return said + r.t("comma") + r.label("rate_kind", answer.kind) if answer.kind == "no_extra_duty" else said


def _lines(
    asked: RatesAsked, one: ProductClass, rows: Sequence[Rate], found: Sequence[Segment], scale: Scale
) -> tuple[Line, ...]:
    law = Line("law", tuple(Step(each.start, each.end or scale.end, each.answer.total) for each in found))
    duty = one.normal_duty_example if asked.normal_duty is None else asked.normal_duty
    beside = [
        Line(row.status, (Step(row.effective_from, row.effective_to or scale.end, total_of(row, duty)),))
        for row in rows
        if row.status != "law" and row.effective_from and is_known(row, asked.known)
    ]
    other = segments(rows, one, asked.known_b, asked.normal_duty) if asked.known_b else ()
    earlier = Line("earlier", tuple(Step(each.start, each.end or scale.end, each.answer.total) for each in other))
    return (earlier, law, *beside) if other else (law, *beside)


def _stretches(r: Reader, scale: Scale, found: Sequence[Segment]) -> tuple[Stretch, ...]:
    before = [Stretch(scale.start, found[0].start, "before_table", r.label("rate_kind", "before_table"))] if found else []
    rest = [
        Stretch(each.start, each.end or scale.end, each.answer.kind, r.label("rate_kind", each.answer.kind))
        for each in found
        if each.answer.kind in WITHOUT
    ]
    return tuple(each for each in (*before, *rest) if each.start < each.end)


def _marks(r: Reader, asked: RatesAsked, rows: Sequence[Rate]) -> tuple[Mark, ...]:
    learned = sorted({row.known_from for row in rows if row.status == "law" and row.known_from and row.known_from <= asked.known})
    days = [(asked.on, "asked"), *([(asked.on_b, "asked")] if asked.on_b else [])]
    return (*(Mark(day, "known") for day in learned), *(Mark(day, kind, _short(r, day)) for day, kind in days))


def _short(r: Reader, day: str) -> str:
    return r.day(day, short=True)
