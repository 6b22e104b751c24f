"""What `/timeline` shows: events in their phases, with the day counted from the anchor, and every filter as a link and a form. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from tracker.pack import Anchor, Phase
from tracker.publish.addresses import segment
from tracker.publish.answers import Asked
from tracker.publish.filters import Field, Link, Options, active, day_fields, fields, orders, wanted
from tracker.publish.names import offset_said
from tracker.publish.reader import Reader
from tracker.publish.view_reports import counts_said
from tracker.publish.view_strip import StripParts, StripView, strip_view, watched_from
from tracker.timeline import Moment, phase_of

if TYPE_CHECKING:
    from db.queries.days import Unwatched, Watching
    from db.queries.timeline import TimelineRow


@dataclass(frozen=True, slots=True)
class TopicLink:
    """A topic with the timeline of it."""

    value: str
    href: str


@dataclass(frozen=True, slots=True)
class EventLine:
    """One event of the timeline. offset: empty before the anchor was known. counts: empty where no report is linked.

    relation_href: empty before the anchor was known, by which relations are told. places: its day in both capitals, in words, where they
    differ.
    """

    event: TimelineRow
    href: str
    offset: str
    is_anchor: bool
    relation_href: str
    topics: tuple[TopicLink, ...]
    counts: str
    places: str = ""
    kind: str = "event"


@dataclass(frozen=True, slots=True)
class LookLine:
    """A place in the timeline at which looking began, or stopped for a while. kind: `began` or `gap`. day: sorts it among the events."""

    kind: str
    day: str
    said: str


@dataclass(frozen=True, slots=True)
class PhaseGroup:
    """The events of one phase in the order asked for. span: from when to when, in words."""

    title: str
    sentence: str
    lines: tuple[EventLine | LookLine, ...]
    span: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """The moment of knowledge that a page shows. moment: None for now. day: in Washington. anchor_known: whether its day had come by then.

    asked: as the address names it, empty for now.
    """

    moment: Moment | None
    day: str
    anchor_known: bool = True
    asked: str = ""


NOW = Seen(None, "9999-12-31")


@dataclass(frozen=True, slots=True)
class TimelineParts:
    """Everything that was read for the page. rows: one more than `limit` where there is a next page.

    possible: what filters may be set to; options: what the form offers, as of a moment only what was known then.
    """

    anchor: Anchor
    possible: Options
    options: Options
    rows: Sequence[TimelineRow]
    limit: int
    seen: Seen
    strip: StripParts


@dataclass(frozen=True, slots=True)
class TimelineView:
    """The page. more: address of the next page, empty where this is the last. now: the same page as of now."""

    anchor: Anchor | None
    q: str
    fields: tuple[Field, ...]
    days: tuple[Field, ...]
    active: tuple[Link, ...]
    orders: tuple[Link, ...]
    as_of: str
    now: str
    count: int
    strip: StripView | None
    groups: tuple[PhaseGroup, ...]
    looked: str
    more: str
    filtered: bool


def timeline_view(asked: Asked, parts: TimelineParts) -> TimelineView:
    """The page for the rows that the filters leave."""
    r, shown, anchor = asked.r, parts.rows[: parts.limit], parts.anchor
    found = wanted(asked, parts.possible)
    kept = [pair for pair in asked.pairs if pair[0] != "after"]
    following = [*kept, ("after", f"{shown[-1].date}~{shown[-1].event_id}")] if shown else []
    links = active(r, "/timeline", asked.pairs, parts.options)
    return TimelineView(
        anchor=anchor if parts.seen.anchor_known else None,
        q=" ".join(found.get("q", ())),
        fields=fields(r, found, parts.options),
        days=day_fields(r, found),
        active=links,
        orders=orders(r, "/timeline", asked.pairs, asked.value("order", "newest")),
        as_of=as_of_said(r, asked.value("as_of")),
        now=r.link("/timeline", [pair for pair in kept if pair[0] != "as_of"]),
        count=len(shown),
        strip=strip_view(r, parts.strip, kept),
        groups=_groups(r, parts, shown, _looks(r, parts, asked)),
        looked=_looked(r, parts.strip.watching, parts.seen.day),
        more=r.link("/timeline", following) if len(parts.rows) > parts.limit else "",
        filtered=bool(set(found) - {"as_of", "order", "anchor", "from", "to"}),
    )


def as_of_said(r: Reader, value: str) -> str:
    """The moment that is shown, in words; a day means its end (DESIGN, rules of data). The empty string for now."""
    if not value:
        return ""
    return r.t("as_of_said", day=r.day(value)) if len(value) == 10 else r.t("as_of_at", at=r.moment(value))


def event_line(r: Reader, anchor: Anchor, event: TimelineRow, seen: Seen = NOW) -> EventLine:
    """One event as it stands in a list."""
    counted, moment = seen.anchor_known, [("as_of", seen.asked)]
    return EventLine(
        event=event,
        href=r.link(f"/event/{segment(event.event_id)}", moment),
        offset=offset_said(r, event.date, anchor.date) if counted else "",
        is_anchor=event.relation == "anchor",
        relation_href=r.link("/timeline", [("relation", event.relation), *moment]) if counted else "",
        topics=tuple(TopicLink(topic, r.link("/timeline", [("topic", topic), *moment])) for topic in event.topics),
        counts=counts_said(r, event.items, event.outlets, event.families) if event.items else "",
        places=places_said(r, event.date_washington, event.date_tokyo),
    )


def places_said(r: Reader, washington: str | None, tokyo: str | None) -> str:
    """An event's day in both capitals where they differ, else the empty string."""
    if not washington or not tokyo or washington == tokyo:
        return ""
    return r.t("both_capitals", washington=r.day_only(washington), tokyo=r.day_only(tokyo))


def known_phases(anchor: Anchor, seen: Seen) -> Anchor:
    """The anchor with what one could call its phases at a moment.

    A phase has a name once it has begun (the first one, once the second has), and a sentence once it is over: sentences are written from
    its end.
    """
    if seen.moment is None:
        return anchor
    begun = [phase for phase in anchor.phases if (phase.from_day or "") <= seen.day]
    if len(begun) < 2:
        return replace(anchor, phases=tuple(replace(phase, title_en="", title_ja="", sentence_en="", sentence_ja="") for phase in begun))
    return replace(anchor, phases=(*begun[:-1], replace(begun[-1], sentence_en="", sentence_ja="")))


def _looks(r: Reader, parts: TimelineParts, asked: Asked) -> list[LookLine]:
    """Where looking began and stopped, in the order of the page; only within what the page's days reach."""
    begun = watched_from(parts.strip.watching, parts.seen.day)
    found = [LookLine("gap", gap.to_at[:10], _gap_said(r, gap)) for gap in parts.strip.gaps if gap.from_at[:10] >= begun]
    if begun <= parts.strip.end:
        found.append(LookLine("began", begun, r.t("look_began", day=r.day(begun))))
    start, end = asked.value("from"), asked.value("to") or "9999"
    newest = asked.value("order", "newest") == "newest"
    return sorted((one for one in found if start <= one.day <= end), key=lambda one: one.day, reverse=newest)


def _gap_said(r: Reader, gap: Unwatched) -> str:
    return r.t("look_gap", start=r.moment(gap.from_at), end=r.moment(gap.to_at))


def _looked(r: Reader, watching: Watching, day: str) -> str:
    """What is to be said of the whole page where nobody was looking yet at its moment; else the empty string."""
    if watching.first_at is None:
        return r.t("look_never")
    return r.t("look_later", day=r.day(watching.first_at)) if watching.first_at[:10] > day else ""


def _groups(r: Reader, parts: TimelineParts, rows: Sequence[TimelineRow], looks: Sequence[LookLine]) -> tuple[PhaseGroup, ...]:
    anchor = known_phases(parts.anchor, parts.seen)
    lines = list(_merged(r, parts, rows, looks))
    groups = []
    for phase, some in groupby(lines, key=lambda one: phase_of(anchor, _day(one))):
        title, sentence = (r.pick(phase.title_en, phase.title_ja), r.pick(phase.sentence_en, phase.sentence_ja)) if phase else (None, None)
        span = _span(r, anchor, phase) if phase and title and title.text else ""
        groups.append(PhaseGroup(title.text if title else "", sentence.text if sentence else "", tuple(some), span))
    return tuple(groups)


def _merged(
    r: Reader, parts: TimelineParts, rows: Sequence[TimelineRow], looks: Sequence[LookLine]
) -> Iterator[EventLine | LookLine]:
    """Events and places of looking in one order; what lies beyond the last event waits for the next page, if there is one."""
    newest = len(rows) < 2 or rows[0].date >= rows[-1].date
    waiting = list(looks)
    for row in rows:
        while waiting and (waiting[0].day > row.date if newest else waiting[0].day <= row.date):
            yield waiting.pop(0)
        yield event_line(r, parts.anchor, row, parts.seen)
    if rows and len(parts.rows) <= parts.limit:
        yield from waiting


def _day(line: EventLine | LookLine) -> str:
    return line.day if isinstance(line, LookLine) else line.event.date


def _span(r: Reader, anchor: Anchor, phase: Phase) -> str:
    """From when to when a phase lasts; a phase ends where the next one begins."""
    following = next((after for before, after in pairwise(anchor.phases) if before.id == phase.id), None)
    start, end = r.day(phase.from_day, short=True), r.day(following.from_day, short=True) if following else ""
    if start and end:
        return r.t("phase_from_to", start=start, end=end)
    return r.t("phase_from", start=start) if start else r.t("phase_to", end=end) if end else ""
