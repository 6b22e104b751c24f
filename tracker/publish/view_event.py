"""What `/event/<id>` shows: one event in both languages, its citations, its reports, its history. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.records import TOLD_LISTS, EventRow, HistoryRow, LinkedItem, SourceRow
from tracker.events.independence import Independent, family
from tracker.gazetteer import Concept
from tracker.pack import Anchor, ProductClass, Rate
from tracker.publish.names import Named, actors_of, offset_said
from tracker.publish.reader import Reader, Said
from tracker.publish.view_rates import interval_said, rate_said
from tracker.publish.view_reports import ReportsView, counts_said, reports_view
from tracker.timeline import LocalDay, local_days

if TYPE_CHECKING:
    from db.queries.changes import ItemChange
    from db.queries.events import Citation
    from db.queries.pages import StepRow
    from db.queries.reports import FirstReport

EDITS = 5
"""Later changes that stand with one report; the list of changes has them all."""


@dataclass(frozen=True, slots=True)
class EventParts:
    """Everything that was read of an event, as stored. independent: who of the members tells it independently."""

    event: EventRow
    anchor: Anchor
    members: Sequence[LinkedItem]
    independent: Independent
    firsts: Sequence[FirstReport]
    citations: Sequence[Citation]
    history: Sequence[HistoryRow]
    steps: Sequence[StepRow]
    rates: Sequence[Rate]
    classes: Mapping[str, ProductClass]
    sources: Mapping[str, SourceRow]
    changes: Sequence[ItemChange]


@dataclass(frozen=True, slots=True)
class RateOf:
    """A rate that rests on the event. said, since: rate with basis, and interval, in words."""

    rate: Rate
    class_en: str
    class_ja: str
    said: str
    since: str


@dataclass(frozen=True, slots=True)
class EventView:
    """The page of one event. later: what became known afterwards, the reader's language first.

    as_of: the moment that is shown, in words, empty for now; now: the address of the page as of now.
    """

    event: EventRow
    places: tuple[LocalDay, ...]
    offset: str
    topics: tuple[str, ...]
    actors: tuple[Named, ...]
    instruments: tuple[str, ...]
    products: tuple[ProductClass, ...]
    counts: str
    later: tuple[Said, ...]
    citations: tuple[Citation, ...]
    reports: ReportsView
    edits: Mapping[int, Sequence[ItemChange]]
    rates: tuple[RateOf, ...]
    steps: tuple[StepRow, ...]
    history: tuple[HistoryRow, ...]
    as_of: str = ""
    now: str = ""


def event_view(r: Reader, parts: EventParts, concepts: Mapping[str, Concept]) -> EventView:
    """The page for what was read of an event."""
    event, anchor = parts.event, parts.anchor
    return EventView(
        event=event,
        places=local_days(event, anchor.capitals),
        offset=offset_said(r, event.date, anchor.date),
        topics=event.topics,
        actors=actors_of(r, event, concepts),
        instruments=event.instruments,
        products=tuple(parts.classes[one] for one in event.products if one in parts.classes),
        counts=counts_said(r, len(parts.members), len({m.source_id for m in parts.members}), len({family(m) for m in parts.members})),
        later=r.pair(event.later_en, event.later_ja),
        citations=tuple(parts.citations),
        reports=reports_view(r, parts.members, parts.sources, parts.independent, parts.firsts),
        edits=edits_by_item(parts.changes),
        rates=tuple(_rate(r, rate, parts.classes) for rate in parts.rates),
        steps=tuple(parts.steps),
        history=tuple(row for row in parts.history if row.field not in TOLD_LISTS),
    )


def edits_by_item(changes: Sequence[ItemChange]) -> Mapping[int, tuple[ItemChange, ...]]:
    """What matters of the changes of an event's reports, by item, newest first and at most `EDITS` of each."""
    found: dict[int, tuple[ItemChange, ...]] = {}
    for change in changes:
        if change.material:
            found[change.item_id] = (*found.get(change.item_id, ()), change)[:EDITS]
    return found


def _rate(r: Reader, rate: Rate, classes: Mapping[str, ProductClass]) -> RateOf:
    one = classes.get(rate.product_class)
    en, ja = (one.title_en, one.title_ja) if one else (rate.product_class, "")
    return RateOf(rate, en, ja, rate_said(r, rate), interval_said(r, rate))
