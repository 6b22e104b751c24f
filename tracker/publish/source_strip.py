"""A source's last days as a strip: answered, failed, off, or nobody was looking. Pure.

Days are told apart by height and pattern as well as by colour; the strip's name says in words what it shows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from tracker.publish.reader import Reader

if TYPE_CHECKING:
    from db.queries.source_days import SourceDay

DAYS = 60
"""Days of a strip, the present one included."""
KINDS = ("news", "same", "failed", "unseen", "off", "before")
"""What a day may be (labels `source_day`): something new, nothing new, no usable answer, nobody looked, off, not watched yet."""
STEP, TOP = 10, 24
"""A day's width and a strip's height in its own units."""
HEIGHTS = {"news": TOP, "same": 13, "failed": TOP, "unseen": TOP, "off": 2, "before": 0}


@dataclass(frozen=True, slots=True)
class Run:
    """Successive days of one kind, as a rectangle. title: which days, in words."""

    kind: str
    x: int
    y: int
    width: int
    height: int
    title: str


@dataclass(frozen=True, slots=True)
class DayLine:
    """One day in words, for the table: its kind and its figures, None where it was not looked at."""

    day: str
    kind: str
    told: SourceDay | None


@dataclass(frozen=True, slots=True)
class Strip:
    """The strip. width: of its view box. said: what it shows, in a sentence. days: oldest first."""

    width: int
    height: int
    said: str
    runs: tuple[Run, ...]
    days: tuple[DayLine, ...]


def first_day(today: str) -> str:
    """The first day of strips that end with a day `YYYY-MM-DD`."""
    return (date.fromisoformat(today) - timedelta(days=DAYS - 1)).isoformat()


def strip(r: Reader, told: Sequence[SourceDay], since: str, enabled: bool, today: str) -> Strip:
    """The strip that ends with `today`. told: the days with polls. since: the first day that the source was ever polled, empty for none."""
    by_day = {one.day: one for one in told}
    last = max(by_day, default=since)
    start = date.fromisoformat(first_day(today))
    names = [(start + timedelta(days=place)).isoformat() for place in range(DAYS)]
    days = tuple(DayLine(day, _kind(by_day.get(day), day, since, "" if enabled else last or "-"), by_day.get(day)) for day in names)
    counted = Counter(one.kind for one in days)
    said = r.t("strip_comma").join(r.t("strip_days", what=r.label("source_day", kind), n=counted[kind]) for kind in KINDS if counted[kind])
    return Strip(DAYS * STEP, TOP, said, tuple(_runs(r, days)), days)


def _kind(told: SourceDay | None, day: str, since: str, off_after: str) -> str:
    """What a day was. off_after: the last day before the source was turned off, empty where it is on."""
    if told is not None and told.changed:
        return "news"
    if told is not None and told.same:
        return "same"
    if told is not None and (told.failed or told.blocked):
        return "failed"
    if off_after and day > off_after.strip("-"):
        return "off"
    return "unseen" if since and day >= since else "before"


def _runs(r: Reader, days: Sequence[DayLine]) -> list[Run]:
    runs, place = [], 0
    for kind, some in groupby(days, lambda one: one.kind):
        found = list(some)
        if HEIGHTS[kind]:
            first, last = r.day_only(found[0].day), r.day_only(found[-1].day)
            span = first if len(found) == 1 else r.t("span_days", a=first, b=last)
            title = r.label("source_day", kind) + r.t("colon") + span
            runs.append(Run(kind, place * STEP, TOP - HEIGHTS[kind], len(found) * STEP, HEIGHTS[kind], title))
        place += len(found)
    return runs
