"""An event's page as of a moment: what was read of it now, without what came later. `taken_back` is pure; `event_told` reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from db.connection import Connection
from db.errors import UnknownRow
from db.queries.events import event, event_itself
from db.queries.pages import ThreadRow, threads
from db.queries.revisions import heads_at
from db.queries.timeline import TimelineFilter, TimelineRow, timeline
from db.records import EventRow
from tracker.events.independence import independent_sources
from tracker.publish.answers import Asked
from tracker.publish.filters import as_of_text, moment_asked
from tracker.publish.names import matter_name
from tracker.publish.stock import agencies
from tracker.publish.view_event import EventParts
from tracker.rates import is_known
from tracker.timeline import Moment, hide_later

if TYPE_CHECKING:
    from db.queries.events import Citation
    from db.queries.pages import StepRow

_REPLAYED = tuple(field.name for field in fields(TimelineRow) if field.name in {one.name for one in fields(EventRow)})


@dataclass(frozen=True, slots=True)
class Told:
    """An event as told at a moment, with how many reports, outlets and publisher families it had by then, as kept or counted."""

    event: EventRow
    items: int
    outlets: int
    families: int


def event_told(conn: Connection, asked: Asked) -> Told:
    """The event of an address, as of its moment; for one that was merged, the one that it is part of now (its id tells).

    Raises BadParameter, UnknownRow for an event that there is not or that could not be known by then, and StoreError's others.
    """
    seen = moment_asked(asked)
    itself = event_itself(conn, asked.name) if seen else event(conn, asked.name)
    row = next(iter(timeline(conn, TimelineFilter(ids=(itself.id,), anchor=itself.anchor_id, as_of=as_of_text(asked)))), None)
    if seen:
        itself = _as_told(itself, row, seen, asked)
    return Told(itself, row.items, row.outlets, row.families) if row else Told(itself, 0, 0, 0)


def _as_told(itself: EventRow, row: TimelineRow | None, seen: Moment, asked: Asked) -> EventRow:
    """An event's row with what the timeline said of it at a moment."""
    if row is None:
        raise UnknownRow("events", f"of the event {asked.name!r} nothing was known at {asked.value('as_of')}", "leave out as_of")
    told = {name: getattr(row, name) for name in _REPLAYED}
    return hide_later(replace(itself, **told, merged_into=None), seen)


def taken_back(conn: Connection, asked: Asked, parts: EventParts) -> EventParts:
    """What was read of an event up to the moment of an address, without what its rows themselves tell of later.

    Raises BadParameter and StoreError's children.
    """
    seen = moment_asked(asked)
    if seen is None:
        return parts
    heads = heads_at(conn, [item.item_id for item in parts.members], seen.at)
    told = ((item, *heads.get(item.item_id, ("", ""))) for item in parts.members)
    reporting = [replace(item, title=title, summary=summary) for item, title, summary in told]
    matters = {one.id: one for one in threads(conn, parts.anchor.id)}
    return replace(
        parts,
        members=reporting,
        independent=independent_sources(reporting, agencies()),
        citations=[one for one in parts.citations if citation_known(one, seen, parts.anchor.checked_until)],
        history=[one for one in parts.history if one.at <= seen.at],
        merged=[replace(one, title_en=None, title_ja=None) for one in parts.merged],
        titles={},
        around=replace(parts.around, steps=[_plain(asked, one, matters) for one in parts.around.steps]),
        rates=[one for one in parts.rates if is_known(one, seen.day_us)],
    )


def citation_known(citation: Citation, seen: Moment, checked_until: str | None) -> bool:
    """Whether a citation counts at a moment: from its own day in Washington; one without a date, from when the baseline was last checked.

    `timeline_as_of.sql` says the same for the languages of an event.
    """
    if citation.published_precision in ("second", "minute"):
        return (citation.published_at or "") <= seen.at
    return (citation.published_at or checked_until or "")[:10] <= seen.day_us


def _plain(asked: Asked, step: StepRow, matters: Mapping[str, ThreadRow]) -> StepRow:
    """A step with its matter's name that tells nothing of later."""
    row = matters.get(step.thread_id)
    if row is None or not matter_name(asked.r, row, plain=True).text:
        return step
    return replace(step, title_en=row.plain_en or row.title_en, title_ja=row.plain_ja or row.title_ja)
