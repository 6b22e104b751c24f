"""What `/rates` shows: the answer for each class on a day of entry, as known on a day, the kinds of answer told apart. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.pack import ProductClass, Rate, RateSource
from tracker.publish.reader import Reader
from tracker.rates import Answer

KINDS = ("rate", "no_extra_duty", "no_law_known", "not_checked", "before_table")


@dataclass(frozen=True, slots=True)
class RatesAsked:
    """The question. on, known: days of Washington. normal_duty: per cent, None for each class's own example."""

    on: str
    known: str
    normal_duty: float | None
    typed_duty: str = ""


@dataclass(frozen=True, slots=True)
class RateLine:
    """One class's answer, or one rate that is not law. total: per cent. rate_short: the rate in two words. from_said: its first day."""

    product_class: str
    title_en: str
    title_ja: str
    kind: str
    total: float | None
    rate_said: str
    rate_short: str
    note: str
    since: str
    from_said: str
    duty_said: str
    instrument: str
    instrument_ja: str
    event_id: str | None
    checked_on: str | None
    status: str
    sources: tuple[RateSource, ...] = ()


@dataclass(frozen=True, slots=True)
class RatesView:
    """The page: the question in words, law by class, and beside it what was only announced or proposed."""

    asked: RatesAsked
    sentence: str
    caption: str
    lines: tuple[RateLine, ...]
    beside: tuple[RateLine, ...]
    kinds: tuple[str, ...] = KINDS


def rates_view(
    r: Reader, asked: RatesAsked, answers: Sequence[tuple[ProductClass, Answer]], sources: Mapping[str, Sequence[RateSource]]
) -> RatesView:
    """The page for a question and its answers. sources: by the id of the row of law that an answer rests on."""
    days = {"on": r.day(asked.on), "known": r.day(asked.known)}
    return RatesView(
        asked=asked,
        sentence=r.t("rates_sentence", **days),
        caption=r.t("rates_caption", **days),
        lines=tuple(law_line(r, one, answer, asked.normal_duty is None, sources) for one, answer in answers),
        beside=tuple(_beside(r, one, rate) for one, answer in answers for rate in (*answer.announced, *answer.undated)),
    )


def law_line(
    r: Reader, one: ProductClass, answer: Answer, example: bool, sources: Mapping[str, Sequence[RateSource]]
) -> RateLine:
    """A class's answer. example: whether the normal duty is the class's own example."""
    law = answer.law
    duty = r.t("rate_duty_example" if example else "rate_duty", rate=r.percent(answer.normal_duty))
    note = r.pick(law.rate_note_en, law.rate_note_ja) if law else r.pick(one.default_note_en, one.default_note_ja)
    return RateLine(
        product_class=one.id,
        title_en=one.title_en,
        title_ja=one.title_ja,
        kind=answer.kind,
        total=answer.total,
        rate_said=rate_said(r, law) if law else "",
        rate_short=rate_short(r, law) if law else "",
        note=note.text if answer.kind != "before_table" else "",
        since=interval_said(r, law) if law else "–",
        from_said=r.day(law.effective_from, short=True) if law else "",
        duty_said=duty if answer.normal_duty is not None else "",
        instrument=law.instrument if law else "",
        instrument_ja=law.instrument_ja if law else "",
        event_id=law.event_id if law else None,
        checked_on=law.checked_on if law else None,
        status="law",
        sources=tuple(sources.get(law.id, ())) if law else (),
    )


def rate_said(r: Reader, rate: Rate) -> str:
    """A rate with its basis: on top of the normal duty, in total, or on the value of the metal."""
    if rate.rate_percent is None:
        return r.t("rate_unknown")
    said = r.t(f"rate_{rate.basis or 'additional'}", rate=r.percent(rate.rate_percent))
    return said + (r.t("comma") + r.t("rate_metal") if rate.value_base == "metal_content" else "")


def rate_short(r: Reader, rate: Rate) -> str:
    """A rate with its basis in two words, for a narrow table."""
    if rate.rate_percent is None:
        return r.t("rate_unknown")
    return r.t(f"rate_short_{rate.basis or 'additional'}", rate=r.percent(rate.rate_percent))


def interval_said(r: Reader, rate: Rate) -> str:
    """When a rate applies; the day that ends the half-open interval is the first on which it no longer does."""
    start, end = r.day(rate.effective_from, short=True), r.day(rate.effective_to, short=True)
    if start and end:
        return r.t("rate_from_to", day=start, end=end)
    if start:
        return r.t("rate_from", day=start)
    return r.t("rate_to", end=end) if end else r.t("no_day")


def _beside(r: Reader, one: ProductClass, rate: Rate) -> RateLine:
    return RateLine(
        product_class=one.id,
        title_en=one.title_en,
        title_ja=one.title_ja,
        kind="",
        total=None,
        rate_said=rate_said(r, rate),
        rate_short=rate_short(r, rate),
        note=r.pick(rate.rate_note_en, rate.rate_note_ja).text,
        since=interval_said(r, rate),
        from_said=r.day(rate.effective_from, short=True),
        duty_said="",
        instrument=rate.instrument,
        instrument_ja=rate.instrument_ja,
        event_id=rate.event_id,
        checked_on=rate.checked_on,
        status=rate.status,
    )
