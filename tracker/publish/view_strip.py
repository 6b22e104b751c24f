"""The strip above the timeline: events and reports by month, and stretches in which nobody was looking. Pure.

Before watching began, events come from the baseline: compiled, not watched. A stretch in which the poller did not run is a gap, and
never looks like a quiet time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from markupsafe import Markup

from tracker.pack import Anchor
from tracker.publish.addresses import Pairs
from tracker.publish.charts import Bar, Canvas, Mark, Stretch, bar_strip
from tracker.publish.reader import Reader

if TYPE_CHECKING:
    from db.queries.days import DayCount, Unwatched, Watching

MOST_MONTHS = 72
"""Beyond so many months a bar is a year."""
SHORTEST_STRETCH_DAYS = 2
"""A shorter gap would not be seen in the strip; the timeline itself has it."""
EVENTS_HEIGHT, REPORTS_HEIGHT = 120, 92


@dataclass(frozen=True, slots=True)
class StripParts:
    """What the strip shows. end: the last day of what is known, included. anchor_known: whether the anchor's day had come by then."""

    anchor: Anchor
    events: Sequence[DayCount]
    items: Sequence[DayCount]
    watching: Watching
    gaps: Sequence[Unwatched]
    end: str
    as_of: bool
    anchor_known: bool


@dataclass(frozen=True, slots=True)
class Period:
    """A month or a year with how much there was in it. href: the timeline of it. watched: in words."""

    said: str
    events: int
    items: int
    href: str
    chosen: bool
    watched: str


@dataclass(frozen=True, slots=True)
class StripView:
    """The strip as charts, and the same as rows. reports: None where no report is linked yet. legend: kinds of stretches in it."""

    events: Markup
    reports: Markup | None
    periods: tuple[Period, ...]
    legend: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Span:
    """Days from `start` to before `end`."""

    start: str
    end: str
    said: str


def strip_view(r: Reader, parts: StripParts, pairs: Pairs) -> StripView | None:
    """The strip for what was counted; None where there is nothing. pairs: the page's filters, which the links of the bars keep."""
    days = [one.day for one in parts.events] + ([parts.anchor.date] if parts.anchor_known else [])
    if not days:
        return None
    spans = _spans(r, min(days), max(parts.end, *days))
    events, items = (_counted(spans, found) for found in (parts.events, parts.items))
    chosen = {name: value for name, value in pairs if name in ("from", "to")}
    kept = [pair for pair in pairs if pair[0] not in ("from", "to", "after")]
    stretches = _stretches(r, parts, spans)

    def bars(counts: Sequence[int], key: str) -> tuple[Bar, ...]:
        return tuple(
            Bar(span.start, span.end, count, span.said + r.t("colon") + r.n(key, count), _href(r, kept, span), _is(chosen, span))
            for span, count in zip(spans, counts, strict=True)
        )

    return StripView(
        events=bar_strip(_canvas(r, parts, spans, stretches, "events"), bars(events, "events_n")),
        reports=bar_strip(_canvas(r, parts, spans, stretches, "reports"), bars(items, "items_n")) if any(items) else None,
        periods=tuple(
            Period(span.said, count, reports, _href(r, kept, span), _is(chosen, span), _watched(r, span, stretches))
            for span, count, reports in zip(spans, events, items, strict=True)
        ),
        legend=tuple(sorted({stretch.kind for stretch in stretches})),
    )


def watched_from(watching: Watching, end: str) -> str:
    """The first UTC day on which sources were watched; the day after `end` where that lies later, or nobody has watched yet."""
    after = _next_day(end)
    return min(watching.first_at[:10], after) if watching.first_at else after


def _spans(r: Reader, first: str, last: str) -> tuple[_Span, ...]:
    """Months from that of one day to that of another, both included; years where there would be too many."""
    years = range(int(first[:4]), int(last[:4]) + 1)
    months = [f"{year}-{month:02d}" for year in years for month in range(1, 13)]
    months = [month for month in months if first[:7] <= month <= last[:7]]
    if len(months) > MOST_MONTHS:
        return tuple(_Span(f"{year}-01-01", f"{year + 1}-01-01", r.day(f"{year}-01-01", "year")) for year in years)
    return tuple(_Span(f"{month}-01", _next_month(month), r.day(f"{month}-01", "month")) for month in months)


def _next_month(month: str) -> str:
    return ((date.fromisoformat(f"{month}-01") + timedelta(days=32)).replace(day=1)).isoformat()


def _next_day(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def _counted(spans: Sequence[_Span], days: Sequence[DayCount]) -> list[int]:
    """How many fall into each span; what lies outside all of them is left out."""
    width = 4 if spans[0].end[5:] == "01-01" and spans[0].start[5:] == "01-01" else 7
    found: Counter[str] = Counter()
    for one in days:
        found[one.day[:width]] += one.count
    return [found[span.start[:width]] for span in spans]


def _stretches(r: Reader, parts: StripParts, spans: Sequence[_Span]) -> tuple[Stretch, ...]:
    begun = watched_from(parts.watching, parts.end)
    found = [Stretch(spans[0].start, begun, "compiled", r.t("strip_compiled"))] if begun > spans[0].start else []
    for gap in parts.gaps:
        start, end = gap.from_at[:10], min(gap.to_at[:10], parts.end)
        if start >= begun and (date.fromisoformat(end) - date.fromisoformat(start)).days >= SHORTEST_STRETCH_DAYS:
            found.append(Stretch(start, end, "gap", r.t("strip_gap")))
    return tuple(sorted(found, key=lambda one: one.start))


def _canvas(r: Reader, parts: StripParts, spans: Sequence[_Span], stretches: tuple[Stretch, ...], what: str) -> Canvas:
    marks = [Mark(parts.anchor.date, "anchor", r.t("strip_anchor") if what == "events" else "")] if parts.anchor_known else []
    if parts.as_of:
        marks.append(Mark(parts.end, "asked", r.t("strip_as_of") if what == "events" else ""))
    height = EVENTS_HEIGHT if what == "events" else REPORTS_HEIGHT
    return Canvas(
        name=f"strip-{what}",
        title=r.t(f"strip_{what}"),
        description=r.t(f"strip_{what}_line", start=spans[0].said, end=spans[-1].said),
        lang=r.lang,
        start=spans[0].start,
        end=spans[-1].end,
        marks=tuple(marks),
        stretches=stretches,
        wide=(1080, height),
        narrow=(400, height),
    )


def _href(r: Reader, kept: Pairs, span: _Span) -> str:
    last = (date.fromisoformat(span.end) - timedelta(days=1)).isoformat()
    return r.link("/timeline", [*kept, ("from", span.start), ("to", last)])


def _is(chosen: dict[str, str], span: _Span) -> bool:
    return chosen.get("from", "") == span.start and _next_day(chosen["to"]) == span.end if chosen.get("to") else False


def _watched(r: Reader, span: _Span, stretches: Sequence[Stretch]) -> str:
    """What is to be said of how a span was watched; the empty string where it was, without a gap that shows."""
    kinds = {one.kind for one in stretches if one.start < span.end and one.end > span.start}
    return r.t("comma").join(r.t(f"strip_{kind}") for kind in ("compiled", "gap") if kind in kinds)
