"""What `/timeline` shows: events in their phases, with the day counted from the anchor, and every filter as a link and a form. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from tracker.pack import Anchor
from tracker.publish.answers import Asked
from tracker.publish.filters import Field, Link, Options, active, day_fields, fields, orders, wanted
from tracker.publish.names import offset_said
from tracker.publish.reader import Reader
from tracker.publish.view_reports import counts_said
from tracker.timeline import phase_of

if TYPE_CHECKING:
    from db.queries.timeline import TimelineRow


@dataclass(frozen=True, slots=True)
class TopicLink:
    """A topic with the timeline of it."""

    value: str
    href: str


@dataclass(frozen=True, slots=True)
class EventLine:
    """One event of the timeline. counts: empty where no report is linked."""

    event: TimelineRow
    offset: str
    is_anchor: bool
    relation_href: str
    topics: tuple[TopicLink, ...]
    counts: str


@dataclass(frozen=True, slots=True)
class PhaseGroup:
    """The events of one phase in the order asked for."""

    title: str
    sentence: str
    lines: tuple[EventLine, ...]


@dataclass(frozen=True, slots=True)
class TimelineView:
    """The page. more: address of the next page, empty where this is the last."""

    anchor: Anchor
    q: str
    fields: tuple[Field, ...]
    days: tuple[Field, ...]
    active: tuple[Link, ...]
    orders: tuple[Link, ...]
    as_of: str
    count: int
    groups: tuple[PhaseGroup, ...]
    more: str


def timeline_view(asked: Asked, anchor: Anchor, options: Options, rows: Sequence[TimelineRow], limit: int) -> TimelineView:
    """The page for the rows that the filters leave; rows: one more than `limit` where there is a next page."""
    r, found = asked.r, wanted(asked, options)
    shown = rows[:limit]
    following = [*((n, v) for n, v in asked.pairs if n != "after"), ("after", f"{shown[-1].date}~{shown[-1].event_id}")] if shown else []
    return TimelineView(
        anchor=anchor,
        q=" ".join(found.get("q", ())),
        fields=fields(r, found, options),
        days=day_fields(r, found),
        active=active(r, "/timeline", asked.pairs, options),
        orders=orders(r, "/timeline", asked.pairs, asked.value("order", "newest")),
        as_of=_as_of(r, asked.value("as_of")),
        count=len(shown),
        groups=_groups(r, anchor, shown),
        more=r.link("/timeline", following) if len(rows) > limit else "",
    )


def _as_of(r: Reader, value: str) -> str:
    """A day means its end (DESIGN, rules of data)."""
    if not value:
        return ""
    return r.t("as_of_said", day=r.day(value)) if len(value) == 10 else r.t("as_of_at", at=r.moment(value))


def event_line(r: Reader, anchor: Anchor, event: TimelineRow) -> EventLine:
    """One event as it stands in a list."""
    return EventLine(
        event=event,
        offset=offset_said(r, event.date, anchor.date),
        is_anchor=event.relation == "anchor",
        relation_href=r.link("/timeline", [("relation", event.relation)]),
        topics=tuple(TopicLink(topic, r.link("/timeline", [("topic", topic)])) for topic in event.topics),
        counts=counts_said(r, event.items, event.outlets, event.families) if event.items else "",
    )


def _groups(r: Reader, anchor: Anchor, rows: Sequence[TimelineRow]) -> tuple[PhaseGroup, ...]:
    groups = []
    for phase, events in groupby(rows, key=lambda row: phase_of(anchor, row.date)):
        lines = tuple(event_line(r, anchor, event) for event in events)
        title, sentence = (r.pick(phase.title_en, phase.title_ja), r.pick(phase.sentence_en, phase.sentence_ja)) if phase else (None, None)
        groups.append(PhaseGroup(title.text if title else "", sentence.text if sentence else "", lines))
    return tuple(groups)

