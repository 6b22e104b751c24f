"""The shell that lets linked items join or open events: reads what waits, decides by `tracker.events`, writes, and fills the index."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from db.queries.events import events_near, pending_items
from db.records import EventItemRow, EventRow, EventsWrite, KnownEvent, LinkedItem
from db.store.connect import Store
from db.store.events import save_events
from db.store.search_index import index_queue
from tracker.anchor import load_packs
from tracker.clock import text_of
from tracker.event_model import load_model
from tracker.events.join import arrival, join, reasons, window
from tracker.events.model import Model
from tracker.events.opened import described
from tracker.events.types import Join, NoEvent, Open
from tracker.linker import Linker, linker_of

ROUND = 200
"""Items that join in one transaction."""
SPAN_DAYS = 45
"""The events of so many days are read at once for the items near them."""


@dataclass(frozen=True, slots=True)
class Mind:
    """One anchor's linker and event model, with the version that decisions carry."""

    linker: Linker
    model: Model

    @property
    def version(self) -> str:
        """Of both models."""
        return f"{self.linker.model.version}/{self.model.weights.version}"


def load_minds(folders: tuple[Path, ...]) -> tuple[Mind, ...]:
    """The minds of the shipped anchor packs and of further folders. Raises PackError."""
    packs = load_packs(folders)
    linkers = [linker_of(pack) for pack in packs]
    return tuple(Mind(linker, load_model(pack, linker.extractor.extract)) for linker, pack in zip(linkers, packs, strict=True))


class Joiner:
    """Finishes what polls left to do: events and the search index. What a crash leaves undone is done at the next call."""

    def __init__(self, store: Store, folders: tuple[Path, ...] = ()) -> None:
        """Load the minds at the first item that needs them."""
        self._store, self._folders = store, folders
        self._minds: tuple[Mind, ...] | None = None

    def settle(self, now: datetime) -> None:
        """Let all waiting items join or open events, and index what is queued. Raises StoreError's children and PackError."""
        if self._minds is None:
            self._minds = load_minds(self._folders)
        for mind in self._minds:
            while waiting := pending_items(self._store.conn, mind.model.anchor_id, ROUND):
                with self._store.atomic():
                    for group in groups(waiting, mind.model):
                        self._join(group, mind, text_of(now))
        while index_queue(self._store):
            pass

    def _join(self, group: Group, mind: Mind, now: str) -> None:
        near = events_near(self._store.conn, mind.model.anchor_id, group.first, group.last) if group.first else ()
        known = {one.event.id: one for one in near}
        for item, days in group.items:
            within = tuple(one for one in known.values() if days and days[0] <= one.event.date <= days[1])
            write = joined_write(item, within, known, Moment(mind, now))
            save_events(self._store, write)
            known |= changed(item, write, known)


@dataclass(frozen=True, slots=True)
class Group:
    """Items whose windows lie near one another, each with its window (None: undated). first, last: the days over all; "" for undated."""

    items: tuple[tuple[LinkedItem, tuple[str, str] | None], ...]
    first: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class Moment:
    """Who decides, and when (UTC text)."""

    mind: Mind
    now: str

    def event_item(self, event_id: str, item: LinkedItem, score: float, why: str) -> EventItemRow:
        """The row that says that an item reports an event. why: JSON text of the grounds."""
        anchor_id = self.mind.model.anchor_id
        return EventItemRow(event_id, item.item_id, anchor_id, item.revision_id, score, why, self.mind.version, self.now)


def groups(waiting: Sequence[LinkedItem], model: Model) -> Iterator[Group]:
    """Waiting items in order of their windows, cut so that one look at the stored events serves each group."""
    dated = [(days, item) for item in waiting if (days := window(item, model))]
    undated = tuple((item, None) for item in waiting if window(item, model) is None)
    if undated:
        yield Group(undated)
    group: list[tuple[LinkedItem, tuple[str, str] | None]] = []
    first = last = ""
    for days, item in sorted(dated, key=lambda one: (one[0], arrival(one[1]))):
        if group and _span(first, days[1]) > SPAN_DAYS:
            yield Group(tuple(group), first, last)
            group = []
        first = days[0] if not group else first
        last = days[1]
        group.append((item, days))
    if group:
        yield Group(tuple(group), first, last)


def _span(first: str, last: str) -> int:
    return date.fromisoformat(last).toordinal() - date.fromisoformat(first).toordinal()


def joined_write(item: LinkedItem, near: Sequence[KnownEvent], known: Mapping[str, KnownEvent], moment: Moment) -> EventsWrite:
    """What is written of one waiting item. near: the events in its window; known: all that are at hand, by id; with their items."""
    mind = moment.mind
    empty = EventsWrite(mind.model.anchor_id, settled=((item.item_id, item.revision_id),))
    if item.joined_by == "person":
        return empty
    left = _redescribed(item, known.get(item.event_id or ""), False, mind.model)
    match join(item, near, mind.model, mind.linker.model.opens):
        case Join(event_id, score, grounds):
            upserts = (*left, *_redescribed(item, known.get(event_id), True, mind.model))
            return replace(empty, upserts=upserts, joins=(moment.event_item(event_id, item, score, reasons(grounds)),))
        case Open(event, score, grounds):
            return replace(empty, upserts=(*left, event), joins=(moment.event_item(event.id, item, score, reasons(grounds)),))
        case NoEvent():
            return replace(empty, upserts=left, leave=(item.item_id,) if item.event_id else ())


def _redescribed(item: LinkedItem, one: KnownEvent | None, joins: bool, model: Model) -> tuple[EventRow, ...]:
    """An opened event's row as its items tell it once `item` has joined or left it; baseline events stay as the pack tells them."""
    if one is None or one.event.origin == "baseline":
        return ()
    members = _with(one.members, item) if joins else _without(one.members, item)
    return (described(one.event, members, model),) if members else ()


def changed(item: LinkedItem, write: EventsWrite, known: Mapping[str, KnownEvent]) -> dict[str, KnownEvent]:
    """The known events that a write made different, as they are after it."""
    rows = {event.id: event for event in write.upserts}
    joined = {row.event_id for row in write.joins}
    touched = {*rows, *joined, *({item.event_id} if item.event_id else ())}
    after = {}
    for name in touched:
        one = known.get(name)
        event = rows.get(name) or (one.event if one else None)
        if event is not None:
            members = one.members if one else ()
            after[name] = KnownEvent(event, _with(members, item) if name in joined else _without(members, item))
    return after


def _with(members: Sequence[LinkedItem], item: LinkedItem) -> tuple[LinkedItem, ...]:
    return (*_without(members, item), item)


def _without(members: Sequence[LinkedItem], item: LinkedItem) -> tuple[LinkedItem, ...]:
    return tuple(member for member in members if member.item_id != item.item_id)
