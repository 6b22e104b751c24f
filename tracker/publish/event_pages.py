"""The page of one event: it reads what it needs in one go, up to the moment that the address asks for."""

from __future__ import annotations

from db.change_rows import OwnChange, OwnFilter
from db.connection import Connection
from db.queries.event_page import ALWAYS, changes_of_event, first_reports_by, merged_here
from db.queries.events import citations, event_history, members
from db.queries.own_changes import own_changes
from db.queries.pages import event_titles, rates_of_event, steps_of
from db.queries.sources import sources_by_id
from db.queries.threads import stages
from db.queries.timeline import TimelineFilter, TimelineRow, timeline
from db.records import EventRow
from tracker.claims_reading import standings_at
from tracker.errors import BadParameter
from tracker.events.independence import independent_sources
from tracker.instants import instant_of
from tracker.pack import Anchor
from tracker.publish.answers import Answer, Asked, Moved, Sheet, Way
from tracker.publish.around import AroundParts
from tracker.publish.as_sql import reports_way, rows_ways
from tracker.publish.cite import citation
from tracker.publish.cite_page import cited_as
from tracker.publish.event_as_of import event_told, taken_back
from tracker.publish.filters import as_of_text
from tracker.publish.names import concepts_by_id
from tracker.publish.pages import row_id
from tracker.publish.resting_said import resting_on
from tracker.publish.stock import agencies, anchor_of, classes_of
from tracker.publish.story_pages import seen_at
from tracker.publish.trail import events_named
from tracker.publish.view_event import EventParts, event_view
from tracker.publish.view_reports import READ
from tracker.publish.view_timeline import Seen
from tracker.publish.ways import event_feed
from tracker.rates import rate_of
from tracker.timeline import moment_at

EDITED = 200
"""Later changes of an event's reports that are read."""
FIRSTS = 1000
OWN, MERGED, STEPS = 5, 20, 1000


def event_page(conn: Connection, asked: Asked) -> Answer:
    """`/event/<id>?as_of=&reports=`: one event; a merged one leads to the one it is part of now.

    Raises BadParameter, UnknownRow and StoreError's others.
    """
    told = event_told(conn, asked)
    found = told.event
    if found.id != asked.name:
        return Moved(asked.r.to("event", found.id))
    anchor = anchor_of(conn, asked, found.anchor_id)
    seen, page = seen_at(conn, asked, anchor), _page(asked)
    until = seen.moment.at if seen.moment else ALWAYS
    reporting = members(conn, found.id, READ, READ * (page - 1), until if seen.moment else "")
    changes = changes_of_event(conn, found.id, until, EDITED)
    firsts, history = first_reports_by(conn, found.id, until, FIRSTS), event_history(conn, found.id)
    named = {*(item.source_id for item in reporting), *(change.source_id for change in changes)}
    parts = EventParts(
        told=told,
        anchor=anchor,
        page=page,
        members=reporting,
        independent=independent_sources(reporting, agencies()),
        firsts=firsts,
        citations=citations(conn, found.id),
        history=history,
        titles=event_titles(conn, events_named(history)),
        merged=merged_here(conn, found.id, until, MERGED),
        around=_around(conn, asked, anchor, found, seen),
        rates=[rate_of(dict(row)) for row in rates_of_event(conn, found.id)],
        claims=standings_at(conn, anchor.id, seen.moment or moment_at(instant_of(asked.now))),
        classes={one.id: one for one in classes_of(conn, anchor.id)},
        sources=sources_by_id(conn, sorted(named)),
        changes=changes,
        own=_own(conn, found.id, until),
        as_of=asked.value("as_of"),
        cite=_cite(conn, asked, found),
    )
    view = event_view(asked.r, taken_back(conn, asked, parts), concepts_by_id(asked.packs))
    row = Way(asked.r.t("way_row"), asked.r.path(f"/tracker/events/{row_id(found.id)}"))
    reports = reports_way(asked, found.id, until)
    ways = (row, event_feed(asked.r, found.id), reports, *rows_ways(asked, "event_id", found.id, "event_items", "first_reports"))
    rests = {
        **resting_on(conn, asked, "event", [found.id], as_of_text(asked)),
        **resting_on(conn, asked, "rate", [one.rate.id for one in view.rates], as_of_text(asked)),
        **resting_on(conn, asked, "claim", [one.id for one in view.claims], as_of_text(asked)),
    }
    return Sheet("tracker/event.html", view, ways, resting=rests)


def _page(asked: Asked) -> int:
    """Which page of the reports is asked for, from 1. Raises BadParameter."""
    value = asked.value("reports", "1")
    if not (value.isascii() and value.isdigit() and 1 <= int(value) <= 9999):
        raise BadParameter("reports", value, form="2")
    return int(value)


def _around(conn: Connection, asked: Asked, anchor: Anchor, found: EventRow, seen: Seen) -> AroundParts:
    """What came before and after the event, in its matters and on the timeline."""
    steps, as_of = steps_of(conn, found.id), as_of_text(asked)
    threads = tuple(dict.fromkeys(step.thread_id for step in steps))
    known = timeline(conn, TimelineFilter(thread=threads, anchor=anchor.id, as_of=as_of, limit=STEPS)) if threads else ()

    def beside(order: str) -> TimelineRow | None:
        one = TimelineFilter(anchor=anchor.id, as_of=as_of, order=order, after=(found.date, found.id), limit=1)
        return next(iter(timeline(conn, one)), None)

    return AroundParts(
        anchor=anchor,
        steps=steps,
        stages=stages(conn, threads),
        events={row.event_id: row for row in known},
        before=beside("newest"),
        after=beside("oldest"),
        seen=seen,
    )


def _own(conn: Connection, event_id: str, until: str) -> tuple[OwnChange, ...]:
    """What this tracker changed of its own entry after it was first told."""
    found = own_changes(conn, OwnFilter(event_id=event_id, until=until, material=True, limit=OWN))
    return tuple(one for one in found if not one.added)


def _cite(conn: Connection, asked: Asked, found: EventRow) -> str:
    """How to cite this very page, as it stands, in the reader's language."""
    pairs = [(name, value) for name, value in asked.pairs if name == "as_of"]
    title = asked.r.pick(found.title_en, found.title_ja).text or found.id
    return citation(cited_as(conn, asked, (asked.path, pairs), title, asked.r.lang), asked.r.lang).strip()
