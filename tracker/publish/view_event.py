"""What `/event/<id>` shows: one event in both languages, its reports and what they changed, what rests on it, its history. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.records import EventRow, HistoryRow, LinkedItem, SourceRow
from tracker.claims import Standing
from tracker.events.independence import Independent
from tracker.gazetteer import Concept
from tracker.pack import Anchor, ProductClass, Rate
from tracker.publish.addresses import segment
from tracker.publish.around import Around, AroundParts, around
from tracker.publish.event_grounds import ClaimOf, RateOf, claims_of, rates_of
from tracker.publish.listed import of_ours, of_source
from tracker.publish.names import actors_of, both_names, offset_said
from tracker.publish.reader import Reader, Said
from tracker.publish.trail import TrailLine, trail
from tracker.publish.view_changes import ChangeLine, Titles, change_line
from tracker.publish.view_reports import READ, ReportsView, counts_said, reports_view
from tracker.publish.view_sources import source_name
from tracker.publish.view_timeline import as_of_said
from tracker.timeline import LocalDay, local_days

if TYPE_CHECKING:
    from db.change_rows import ItemChange, OwnChange
    from db.queries.event_page import MergedEvent
    from db.queries.events import Citation
    from db.queries.reports import FirstReport
    from tracker.publish.event_as_of import Told

EDITS = 3
"""Later changes that stand with one report."""
CHANGED = 12
"""Later changes of all reports that stand together; the list of changes has them all."""


@dataclass(frozen=True, slots=True)
class EventParts:
    """Everything that was read of an event up to the moment asked for.

    members: of the page of reports that is shown (`page`, from 1). independent: who of them tells it independently. claims: all of the
    anchor, as they stood. titles: of events that the history names. cite: how to cite the page, in words.
    """

    told: Told
    anchor: Anchor
    page: int
    members: Sequence[LinkedItem]
    independent: Independent
    firsts: Sequence[FirstReport]
    citations: Sequence[Citation]
    history: Sequence[HistoryRow]
    merged: Sequence[MergedEvent]
    titles: Titles
    around: AroundParts
    rates: Sequence[Rate]
    claims: Sequence[Standing]
    classes: Mapping[str, ProductClass]
    sources: Mapping[str, SourceRow]
    changes: Sequence[ItemChange]
    own: Sequence[OwnChange]
    as_of: str = ""
    cite: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acted. names: in the reader's language, then the other one where it differs."""

    href: str
    names: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Pages:
    """Where an event has more reports than one page shows. said: how many there are. before, after: addresses, empty at the ends."""

    said: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class EventView:
    """The page of one event. later: what became known afterwards, the reader's language first.

    edits: the newest changes of each report shown. changed: those of all reports. own: what this tracker changed about it.
    as_of: the moment that is shown, in words, empty for now; moment: as links carry it; now: the address of the page as of now.
    """

    event: EventRow
    places: tuple[LocalDay, ...]
    offset: str
    actors: tuple[Actor, ...]
    products: tuple[ProductClass, ...]
    counts: str
    later: tuple[Said, ...]
    citations: tuple[Citation, ...]
    reports: ReportsView
    pages: Pages | None
    edits: Mapping[int, Sequence[ItemChange]]
    changed: tuple[ChangeLine, ...]
    all_changes: str
    own: tuple[ChangeLine, ...]
    rates: tuple[RateOf, ...]
    claims: tuple[ClaimOf, ...]
    around: Around
    trail: tuple[TrailLine, ...]
    cite: str
    as_of: str
    moment: tuple[tuple[str, str], ...]
    now: str


def event_view(r: Reader, parts: EventParts, concepts: Mapping[str, Concept]) -> EventView:
    """The page for what was read of an event."""
    event, anchor, told = parts.told.event, parts.anchor, parts.told
    moment = [("as_of", parts.as_of)] if parts.as_of else []
    return EventView(
        event=event,
        places=local_days(event, anchor.capitals),
        offset=offset_said(r, event.date, anchor.date) if parts.around.seen.anchor_known else "",
        actors=tuple(
            Actor(r.link("/timeline", [("actor", one.id), *moment]), both_names(r, one, concepts)) for one in actors_of(r, event, concepts)
        ),
        products=tuple(parts.classes[one] for one in event.products if one in parts.classes),
        counts=counts_said(r, told.items, told.outlets, told.families),
        later=r.pair(event.later_en, event.later_ja),
        citations=tuple(parts.citations),
        reports=reports_view(r, parts.members, parts.sources, parts.independent, parts.firsts),
        pages=_pages(r, parts),
        edits=edits_by_item(parts.changes),
        changed=changed_lines(r, parts.changes[:CHANGED], parts.sources),
        all_changes=r.link("/changes", [("event", event.id)]),
        own=tuple(change_line(r, of_ours(r, one), {}, {}) for one in parts.own),
        rates=rates_of(r, parts.rates, parts.classes, parts.as_of),
        claims=claims_of(r, event.id, parts.claims, parts.as_of),
        around=around(r, event.id, event.date, parts.around),
        trail=trail(r, parts.history, parts.merged, parts.titles),
        cite=parts.cite,
        as_of=as_of_said(r, parts.as_of),
        moment=tuple(moment),
        now=r.to("event", event.id),
    )


def edits_by_item(changes: Sequence[ItemChange]) -> Mapping[int, tuple[ItemChange, ...]]:
    """What matters of the changes of an event's reports, by item, newest first and at most `EDITS` of each."""
    found: dict[int, tuple[ItemChange, ...]] = {}
    for change in changes:
        if change.material:
            found[change.item_id] = (*found.get(change.item_id, ()), change)[:EDITS]
    return found


def changed_lines(r: Reader, changes: Sequence[ItemChange], sources: Mapping[str, SourceRow]) -> tuple[ChangeLine, ...]:
    """Changes of sources as lines of a list. sources: by id."""
    names = {row.id: source_name(r, row.id, row.title, row.title_ja) for row in sources.values()}
    return tuple(change_line(r, of_source(change), names, {}) for change in changes)


def _pages(r: Reader, parts: EventParts) -> Pages | None:
    """The way to the other reports of an event of very many; None where one page has them all."""
    last = -(-parts.told.items // READ)
    if last <= 1:
        return None
    path = f"/event/{segment(parts.told.event.id)}"

    def at(page: int) -> str:
        pairs = [("reports", str(page)), ("as_of", parts.as_of)]
        return r.link(path, pairs) + "#items" if 1 <= page <= last else ""

    said = r.t("reports_page", n=f"{parts.told.items:,}", page=parts.page, last=last)
    return Pages(said, at(parts.page - 1), at(parts.page + 1))
