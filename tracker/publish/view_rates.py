"""What `/rates` shows of each class: the answer on a day of entry, as known on a day, the kinds of answer told apart. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.pack import ProductClass, Rate
from tracker.publish.reader import Reader
from tracker.rates import Answer

if TYPE_CHECKING:
    from db.queries.rate_documents import RateDocument

KINDS = ("rate", "no_extra_duty", "no_law_known", "not_checked", "before_table")


@dataclass(frozen=True, slots=True)
class RatesAsked:
    """The question. on, known: days of Washington. normal_duty: per cent, None for each class's own example.

    on_b, known_b: days to compare with, the empty string for none. today: in Washington.
    """

    on: str
    known: str
    normal_duty: float | None
    typed_duty: str = ""
    on_b: str = ""
    known_b: str = ""
    today: str = ""

    def pairs(self, **other: str) -> list[tuple[str, str]]:
        """The question as an address has it, with other days where they are named."""
        mine = {"on": self.on, "known": self.known, "normal_duty": self.typed_duty, "on_b": self.on_b, "known_b": self.known_b}
        return [(name, value) for name, value in {**mine, **other}.items() if value]


@dataclass(frozen=True, slots=True)
class RateLine:
    """One class's answer, or one rate that is not law.

    total: per cent. rate_short: the rate in two words. from_said: its first day. computed: how the total comes about.
    rate_id: of the row of law, empty for none.
    """

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
    sources: tuple[RateDocument, ...] = ()
    computed: str = ""
    rate_id: str = ""


def law_line(
    r: Reader, one: ProductClass, answer: Answer, example: bool, sources: Mapping[str, Sequence[RateDocument]]
) -> RateLine:
    """A class's answer. example: whether the normal duty is the class's own example. sources: by the id of a row of law."""
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
        computed=computed(r, answer),
        rate_id=law.id if law else "",
    )


def computed(r: Reader, answer: Answer) -> str:
    """How a total comes about from the normal duty and the rate, in figures; the empty string without a total."""
    law = answer.law
    if answer.total is None:
        return ""
    if answer.kind == "no_extra_duty" or law is None:
        return r.t("sum_normal", total=r.percent(answer.total))
    figures = {"duty": r.percent(answer.normal_duty), "rate": r.percent(law.rate_percent), "total": r.percent(answer.total)}
    said = r.t(f"sum_{law.basis or 'additional'}", **figures)
    return said + (r.t("comma") + r.t("sum_metal", **figures) if law.value_base == "metal_content" else "")


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


def beside_line(r: Reader, one: ProductClass, rate: Rate) -> RateLine:
    """A rate that was only announced or proposed."""
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
