"""A rate over days of entry and over days of knowledge: what a chart, a comparison and a proof sheet need beside one answer. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tracker.pack import ProductClass, Rate
from tracker.rates import Answer, felt, is_known, rate_on, rows_of, turning_days


@dataclass(frozen=True, slots=True)
class Segment:
    """Days of entry from `start` to before `end` (None: open) with one answer by one row of law."""

    start: str
    end: str | None
    answer: Answer


@dataclass(frozen=True, slots=True)
class Learned:
    """What one could know about a day of entry from a day on (None: since before the table begins)."""

    known_from: str | None
    answer: Answer


@dataclass(frozen=True, slots=True)
class Said:
    """What came and went between two days of knowledge of rates that were only announced or proposed."""

    ended: tuple[Rate, ...]
    new: tuple[Rate, ...]


def segments(rows: Iterable[Rate], product_class: ProductClass, known: str, normal_duty: float | None = None) -> tuple[Segment, ...]:
    """A class's answers over all days of entry from the table's first one on, as known at the end of a day.

    normal_duty: per cent; None takes the class's example. Neighbours with the same answer by the same row are one.
    """
    own = rows_of(rows, product_class)
    days = turning_days(own, product_class.table_from)
    found: list[Segment] = []
    for day, following in zip(days, [*days[1:], None], strict=True):
        answer = rate_on(own, product_class, day, known, normal_duty)
        if found and _same(found[-1].answer, answer):
            found[-1] = replace(found[-1], end=following)
        else:
            found.append(Segment(day, following, answer))
    return tuple(found)


def learned(
    rows: Iterable[Rate], product_class: ProductClass, on: str, known: str, normal_duty: float | None = None
) -> tuple[Learned, ...]:
    """How the answer for one day of entry came to be what it is: each other answer that one could know up to the end of the day `known`.

    In order of knowledge; the last one is the answer as known on `known`. normal_duty: as in `segments`.
    """
    own = rows_of(rows, product_class)
    days = sorted({day for row in own for day in (row.known_from, row.known_to) if day and day <= known})
    found: list[Learned] = []
    for day in (None, *days):
        # Before the first day on which anything came to be known, one knew what is known since ever.
        answer = rate_on(own, product_class, on, day or "0001-01-01", normal_duty)
        if not found or felt(found[-1].answer) != felt(answer):
            found.append(Learned(day, answer))
    return tuple(found)


def said_between(rows: Sequence[Rate], product_class: ProductClass, known_a: str, known_b: str) -> Said:
    """What was announced or proposed at the end of one day of knowledge and not at that of another."""
    beside = [row for row in rows_of(rows, product_class) if row.status != "law"]
    at_a, at_b = ([row for row in beside if is_known(row, known)] for known in (known_a, known_b))
    return Said(tuple(row for row in at_a if row not in at_b), tuple(row for row in at_b if row not in at_a))


def _same(a: Answer, b: Answer) -> bool:
    return felt(a) == felt(b) and (a.law.id if a.law else None) == (b.law.id if b.law else None)
