"""What `/threads` and `/thread/<id>` show: the ladder of one matter, the days between its steps, and where it stands. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.pack import Anchor, ProductClass
from tracker.publish.addresses import segment
from tracker.publish.names import days_to_go, gap_said, matter_name
from tracker.publish.reader import Reader, Said
from tracker.publish.view_home import AheadLine
from tracker.publish.view_news import duty_short
from tracker.publish.view_timeline import EventLine, Seen, as_of_said, event_line
from tracker.rates import Answer
from tracker.timeline import day_offset

if TYPE_CHECKING:
    from db.queries.pages import AheadRow
    from db.queries.threads import MatterRow, StageRow
    from db.queries.timeline import TimelineRow


@dataclass(frozen=True, slots=True)
class ThreadParts:
    """Everything that was read of a matter. events: its steps' events as known at the moment, oldest first. beside: opened events.

    told: whether its texts, which are written from today, may be shown.
    """

    anchor: Anchor
    row: MatterRow
    stages: Sequence[StageRow]
    events: Sequence[TimelineRow]
    beside: Sequence[TimelineRow]
    answers: Sequence[tuple[ProductClass, Answer]]
    ahead: Sequence[AheadRow]
    seen: Seen
    told: bool


@dataclass(frozen=True, slots=True)
class ThreadsParts:
    """Everything that was read of all matters. events: of their steps by id, as known at the moment."""

    anchor: Anchor
    rows: Sequence[MatterRow]
    stages: Sequence[StageRow]
    events: Mapping[str, TimelineRow]
    seen: Seen


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step. gap: how long after which step, in words. follows: that step where it is not the one before. note: what it meant."""

    line: EventLine
    stage: str
    gap: str
    follows: str
    follows_title: Said
    note: tuple[Said, ...]
    is_last: bool


@dataclass(frozen=True, slots=True)
class DutyNow:
    """A class of goods that the matter is about, with its duty on the day."""

    title: str
    href: str
    said: str


@dataclass(frozen=True, slots=True)
class ThreadView:
    """The page. stands: where the matter stands, in a sentence. now: the same page as of now, empty where it is that."""

    title: tuple[Said, ...]
    summary: tuple[Said, ...]
    stands: str
    steps: tuple[StepLine, ...]
    duties: tuple[DutyNow, ...]
    beside: tuple[EventLine, ...]
    ahead: tuple[AheadLine, ...]
    as_of: str
    now: str
    on_timeline: str


@dataclass(frozen=True, slots=True)
class MatterLine:
    """One matter in the list. stage: of its last step, an enum value."""

    title: tuple[Said, ...]
    href: str
    count: str
    span: str
    stage: str
    last: EventLine


@dataclass(frozen=True, slots=True)
class ThreadsView:
    """The list of matters, those in which something happened last first."""

    lines: tuple[MatterLine, ...]
    as_of: str
    now: str


def thread_view(r: Reader, parts: ThreadParts) -> ThreadView:
    """The page for what was read of a matter."""
    stages = {stage.event_id: stage for stage in parts.stages}
    asked, name = parts.seen.asked, parts.row.id
    steps = _steps(r, parts, stages)
    return ThreadView(
        title=_title(r, parts.row, parts.seen),
        summary=r.pair(parts.row.summary_en, parts.row.summary_ja) if parts.told else (),
        stands=_stands(r, parts, stages),
        steps=steps,
        duties=tuple(DutyNow(r.pick(one.title_en, one.title_ja).text, _rates(r, one, asked), duty_short(r, answer)) for one, answer in
                     parts.answers),
        beside=tuple(event_line(r, parts.anchor, event, parts.seen) for event in parts.beside),
        ahead=tuple(AheadLine(row, days_to_go(r, row.date, parts.seen.day)) for row in parts.ahead),
        as_of=as_of_said(r, asked),
        now=r.link(f"/thread/{segment(name)}") if asked else "",
        on_timeline=r.link("/timeline", [("thread", name), ("as_of", asked)]),
    )  # fmt: skip


def threads_view(r: Reader, parts: ThreadsParts) -> ThreadsView:
    """The list of all matters of which something was known."""
    known = [stage for stage in parts.stages if stage.event_id in parts.events]
    own = {row.id: [stage for stage in known if stage.thread_id == row.id] for row in parts.rows}
    lines = (_matter(r, parts, row, own[row.id]) for row in parts.rows if own[row.id])
    ordered = sorted(lines, key=lambda line: line.last.event.date, reverse=True)
    return ThreadsView(tuple(ordered), as_of_said(r, parts.seen.asked), r.link("/threads") if parts.seen.asked else "")


def _matter(r: Reader, parts: ThreadsParts, row: MatterRow, own: Sequence[StageRow]) -> MatterLine:
    last = max(own, key=lambda stage: (parts.events[stage.event_id].date, stage.event_id))
    days = [parts.events[stage.event_id].date for stage in own]
    return MatterLine(
        title=_title(r, row, parts.seen),
        href=r.link(f"/thread/{segment(row.id)}", [("as_of", parts.seen.asked)]),
        count=r.n("steps_n", len(own)),
        span=r.t("phase_from_to", start=r.day(min(days), short=True), end=r.day(max(days), short=True)),
        stage=last.stage,
        last=event_line(r, parts.anchor, parts.events[last.event_id], parts.seen),
    )


def _title(r: Reader, row: MatterRow, seen: Seen) -> tuple[Said, ...]:
    first = matter_name(r, row, bool(seen.asked))
    plain = bool(seen.asked) and first.text in (row.plain_en, row.plain_ja)
    return r.pair(row.plain_en, row.plain_ja) if plain else r.pair(row.title_en, row.title_ja)


def _rates(r: Reader, one: ProductClass, asked: str) -> str:
    day = asked[:10]
    return r.link(f"/rates/{one.id}", [("on", day), ("known", day)])


def _stands(r: Reader, parts: ThreadParts, stages: Mapping[str, StageRow]) -> str:
    """The last step and how long ago it was."""
    if not parts.events:
        return ""
    last = parts.events[-1]
    days = day_offset(parts.seen.day, last.date)
    ago = r.n("days_ago", days) if days > 0 else r.t("day_today")
    named = {"stage": r.label("stage", stages[last.event_id].stage), "title": _said(r, last).text}
    return r.t("thread_stands", day=r.day(last.date), ago=ago, **named)


def _steps(r: Reader, parts: ThreadParts, stages: Mapping[str, StageRow]) -> tuple[StepLine, ...]:
    events = {event.event_id: event for event in parts.events}
    before = ["", *(event.event_id for event in parts.events)]
    return tuple(
        StepLine(
            line=event_line(r, parts.anchor, event, parts.seen),
            stage=(stage := stages[event.event_id]).stage,
            gap=_gap(r, event, events.get(stage.follows or "")),
            follows=f"#{stage.follows}" if stage.follows in events and stage.follows != previous else "",
            follows_title=_said(r, events.get(stage.follows or "")),
            note=r.pair(stage.note_en, stage.note_ja) if parts.told else (),
            is_last=event is parts.events[-1],
        )
        for event, previous in zip(parts.events, before, strict=False)
    )


def _gap(r: Reader, event: TimelineRow, followed: TimelineRow | None) -> str:
    """How long after the step that it follows; the empty string for a first step."""
    return gap_said(r, day_offset(event.date, followed.date)) if followed else ""


def _said(r: Reader, event: TimelineRow | None) -> Said:
    return r.pick(event.title_en, event.title_ja) if event else Said("", r.lang)
