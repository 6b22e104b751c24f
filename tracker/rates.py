"""Which rate applies to a class of goods on a day, as one could know it on a day: pure.

Rules and their order: `reference/README.md`, fields of `tariff_rates.jsonl` (kept in DESIGN, rules of data). `rates_as_of.sql` and
`rates_revised.sql` say the same in SQL, and a test holds both against each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from tracker.pack import ProductClass, Rate, RateSource
from tracker.typed_rows import row_from

_OPEN = "9999-12-31"


@dataclass(frozen=True, slots=True)
class Answer:
    """What is due on goods of a class on a day, as known on a day.

    kind: `rate`, `no_extra_duty`, `no_law_known`, `not_checked` or `before_table`. total: per cent, with the normal duty; None where the
    kind has no number. law: the row that holds, None without one. announced: rows that were only announced or proposed and name this day;
    undated: those that name no day. normal_duty: per cent, as used; None where neither the question nor the class has one.
    """

    kind: str
    total: float | None
    law: Rate | None
    announced: tuple[Rate, ...]
    undated: tuple[Rate, ...]
    normal_duty: float | None


@dataclass(frozen=True, slots=True)
class Revision:
    """Days from `on_from` to before `on_to` (None: open) for which the answer as known on two days differs."""

    product_class: str
    on_from: str
    on_to: str | None
    before: Answer
    after: Answer

    @property
    def event_id(self) -> str | None:
        """The event behind the row that holds in the later view, else behind the one that held before."""
        law = self.after.law or self.before.law
        return law.event_id if law else None


def rate_on(rows: Iterable[Rate], product_class: ProductClass, on: str, known: str, normal_duty: float | None = None) -> Answer:
    """The answer for a class and a day of entry `on`, as it could be known at the end of the day `known` (both Washington's).

    rows: of any class, in any order. normal_duty: per cent; None takes the class's example. A person's row of law goes above the pack's;
    of several, the one known last holds.
    """
    known_rows = [row for row in rows_of(rows, product_class) if is_known(row, known)]
    laws = [row for row in known_rows if row.status == "law" and _holds(row.effective_from, row.effective_to, on)]
    law = max(laws, key=_rank, default=None)
    duty = product_class.normal_duty_example if normal_duty is None else normal_duty
    kind = _kind(law, product_class, on)
    beside = sorted((row for row in known_rows if row.status != "law"), key=lambda row: (row.known_from or "", row.id))
    return Answer(
        kind=kind,
        total=_total(kind, law, duty),
        law=law if kind != "before_table" else None,
        announced=tuple(row for row in beside if row.effective_from and _holds(row.effective_from, row.effective_to, on)),
        undated=tuple(row for row in beside if not row.effective_from),
        normal_duty=duty,
    )


def rows_of(rows: Iterable[Rate], product_class: ProductClass) -> list[Rate]:
    """The rows of one class."""
    return [row for row in rows if row.product_class == product_class.id and row.anchor_id == product_class.anchor_id]


def is_known(row: Rate, known: str) -> bool:
    """Whether a row stands at the end of a day of knowledge."""
    return _holds(row.known_from, row.known_to, known)


def rates_on(rows: Sequence[Rate], classes: Iterable[ProductClass], on: str, known: str) -> dict[str, Answer]:
    """The answer for every class by its id, each with its example of the normal duty."""
    return {one.id: rate_on(rows, one, on, known) for one in classes}


def rates_revised(
    rows: Sequence[Rate], classes: Iterable[ProductClass], known_a: str, known_b: str, normal_duty: float | None = None
) -> tuple[Revision, ...]:
    """What came to be known between two days about the days of entry themselves.

    normal_duty: per cent; None takes each class's example, as `rates_revised.sql` does.

    Intervals are as long as possible and do not meet within a class; days whose answer is the same in both views are left out. An answer
    differs where its kind, total, rate, basis or base of value does, so that a rate that became inclusive shows even where the example's
    total stays.
    """
    return tuple(revision for one in classes for revision in _class_revised(rows, one, known_a, known_b, normal_duty))


def documents(answer: Answer, sources: Iterable[RateSource]) -> tuple[RateSource, ...]:
    """The documents behind the row that an answer rests on, official ones first."""
    found = [source for source in sources if answer.law and source.rate_id == answer.law.id]
    return tuple(sorted(found, key=lambda source: source.tier != "official"))


def rate_of(columns: Mapping[str, Any]) -> Rate:
    """A row of the table `rates` by its columns; others are passed over. Raises PackError for a missing or wrong one."""
    names = {field.name for field in fields(Rate)}
    row = {name: value for name, value in columns.items() if name in names}
    return row_from(Rate, {**row, "official": bool(row.get("official"))}, f"rates ({columns.get('id')})")


def class_of(columns: Mapping[str, Any]) -> ProductClass:
    """A row of the table `product_classes` by its columns; others are passed over. Raises PackError for a missing or wrong one."""
    names = {field.name for field in fields(ProductClass)}
    row = {name: value for name, value in columns.items() if name in names}
    return row_from(ProductClass, row, f"product_classes ({columns.get('id')})")


def _class_revised(
    rows: Sequence[Rate], product_class: ProductClass, known_a: str, known_b: str, duty: float | None
) -> Iterator[Revision]:
    own = rows_of(rows, product_class)
    days = turning_days(own, product_class.table_from)
    open_one: Revision | None = None
    for day, following in zip(days, [*days[1:], None], strict=True):
        before, after = (rate_on(own, product_class, day, known, duty) for known in (known_a, known_b))
        found = Revision(product_class.id, day, following, before, after)
        if open_one and _said(open_one) == _said(found):
            open_one = replace(open_one, on_to=following)
            continue
        if open_one and felt(open_one.before) != felt(open_one.after):
            yield open_one
        open_one = found
    if open_one and felt(open_one.before) != felt(open_one.after):
        yield open_one


def turning_days(rows: Iterable[Rate], table_from: str) -> list[str]:
    """The days at which an answer can change, beginning with the first that the table covers."""
    days = {day for row in rows if row.status == "law" for day in (row.effective_from, row.effective_to) if day and day > table_from}
    return sorted({table_from, *days})


def _said(revision: Revision) -> tuple[object, ...]:
    return felt(revision.before), felt(revision.after), revision.event_id


def felt(answer: Answer) -> tuple[object, ...]:
    """What of an answer matters to whoever pays."""
    if answer.kind != "rate" or answer.law is None:
        return answer.kind, answer.total
    return answer.kind, answer.total, answer.law.rate_percent, answer.law.basis, answer.law.value_base


def _kind(law: Rate | None, product_class: ProductClass, on: str) -> str:
    if on < product_class.table_from:
        return "before_table"
    if law is None:
        return "no_extra_duty" if product_class.default_law == "none" else "no_law_known"
    if law.rate_percent is None:
        return "not_checked"
    return "no_extra_duty" if law.rate_percent == 0 and law.basis == "additional" else "rate"


def _total(kind: str, law: Rate | None, duty: float | None) -> float | None:
    if duty is None or kind not in ("rate", "no_extra_duty"):
        return None
    if kind == "no_extra_duty" or law is None:
        return float(duty)
    return total_of(law, duty)


def total_of(rate: Rate, duty: float | None) -> float | None:
    """What would be due in all, per cent, by a row of any status and a normal duty; None where one of both is not known."""
    if duty is None or rate.rate_percent is None:
        return None
    if rate.basis == "inclusive":
        return float(max(duty, rate.rate_percent))
    # Rates have at most a few decimals; without rounding 2.4 + 12.3 would not be what the SQL gives.
    return float(rate.rate_percent) if rate.basis == "total" else round(duty + rate.rate_percent, 6)


def _rank(law: Rate) -> tuple[bool, str, str]:
    return law.decided_by == "person", law.known_from or "", law.id


def _holds(start: str | None, end: str | None, day: str) -> bool:
    """Whether a day lies in a half-open interval; None is an open end."""
    return (start or "") <= day < (end or _OPEN)
