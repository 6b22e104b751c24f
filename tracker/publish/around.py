"""What came before and after an event, in the matters that it is a step of and on the timeline. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.pack import Anchor
from tracker.publish.addresses import segment
from tracker.publish.names import gap_said
from tracker.publish.reader import Reader, Said
from tracker.publish.view_timeline import EventLine, Seen, event_line
from tracker.timeline import day_offset

if TYPE_CHECKING:
    from db.queries.pages import StepRow
    from db.queries.threads import StageRow
    from db.queries.timeline import TimelineRow

NEXT = 3
"""Steps that follow one, at most."""


@dataclass(frozen=True, slots=True)
class AroundParts:
    """What was read. steps: of the event, each with its matter. stages: all steps of those matters. events: theirs, as known at the moment.

    before, after: the events next to it on the timeline, None at its ends.
    """

    anchor: Anchor
    steps: Sequence[StepRow]
    stages: Sequence[StageRow]
    events: Mapping[str, TimelineRow]
    before: TimelineRow | None
    after: TimelineRow | None
    seen: Seen


@dataclass(frozen=True, slots=True)
class Rung:
    """A step near the event. stage: enum value. gap: how many days from the event, in words; empty for the event itself."""

    line: EventLine
    stage: str
    gap: str


@dataclass(frozen=True, slots=True)
class MatterPart:
    """The part of a matter that the event stands in: the step before it, itself, and those after it."""

    title: tuple[Said, ...]
    href: str
    rungs: tuple[Rung, ...]


@dataclass(frozen=True, slots=True)
class Around:
    """before, after: neighbours on the timeline, with the days to them in words."""

    matters: tuple[MatterPart, ...]
    before: Rung | None
    after: Rung | None


def around(r: Reader, event_id: str, day: str, parts: AroundParts) -> Around:
    """What stands around an event. day: its own, as known at the moment."""
    return Around(
        matters=tuple(_matter(r, event_id, day, step, parts) for step in parts.steps),
        before=_rung(r, day, parts.before, "", parts) if parts.before else None,
        after=_rung(r, day, parts.after, "", parts) if parts.after else None,
    )


def _matter(r: Reader, event_id: str, day: str, step: StepRow, parts: AroundParts) -> MatterPart:
    own = [stage for stage in parts.stages if stage.thread_id == step.thread_id and stage.event_id in parts.events]
    near = _near(event_id, own, parts.events)
    return MatterPart(
        title=r.pair(step.title_en, step.title_ja),
        href=r.link(f"/thread/{segment(step.thread_id)}", [("as_of", parts.seen.asked)]),
        rungs=tuple(_rung(r, day, parts.events[one.event_id], one.stage, parts) for one in near),
    )


def _near(event_id: str, own: Sequence[StageRow], events: Mapping[str, TimelineRow]) -> list[StageRow]:
    """The step that an event follows, itself, and those that follow it; where the pack names none, the next by day."""
    ordered = sorted(own, key=lambda one: (events[one.event_id].date, one.event_id))
    place = next((at for at, one in enumerate(ordered) if one.event_id == event_id), None)
    if place is None:
        return []
    itself = ordered[place]
    before = [one for one in ordered if one.event_id == itself.follows] or ordered[max(place - 1, 0) : place]
    after = [one for one in ordered if one.follows == event_id][:NEXT] or ordered[place + 1 : place + 2]
    return [*before, itself, *after]


def _rung(r: Reader, day: str, event: TimelineRow, stage: str, parts: AroundParts) -> Rung:
    return Rung(event_line(r, parts.anchor, event, parts.seen), stage, gap_said(r, day_offset(event.date, day)))
