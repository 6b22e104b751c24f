"""The shell that lets linked items join or open events: reads what waits, decides by `tracker.events`, writes, and fills the index."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from pathlib import Path

from db.queries.events import MEMBERS, events_near, merged_ids, pending_items
from db.queries.waiting import anything_waits
from db.records import EventItemRow, EventRow, EventsWrite, KnownEvent, LinkedItem
from db.store.connect import Store
from db.store.events import save_events
from db.store.search_index import index_queue
from tracker.anchor import load_packs
from tracker.event_model import load_model
from tracker.events.independence import independent_sources
from tracker.events.join import join, reasons, window
from tracker.events.model import Model
from tracker.events.opened import described
from tracker.events.traits import arrival
from tracker.events.types import Join, NoEvent, Open
from tracker.instants import text_of
from tracker.linker import Linker, linker_of
from tracker.living import without

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


@cache
def load_minds(folders: tuple[Path, ...]) -> tuple[Mind, ...]:
    """The minds of the shipped anchor packs and of further folders, built once a process. Raises PackError."""
    packs = load_packs(folders)
    linkers = [linker_of(pack) for pack in packs]
    return tuple(Mind(linker, load_model(pack, linker.extractor.extract)) for linker, pack in zip(linkers, packs, strict=True))


def present(store: Store, mind: Mind) -> Mind:
    """A mind that knows which baseline events a person merged into others. Raises StoreError's children."""
    return replace(mind, model=without(mind.model, merged_ids(store.conn, mind.model.anchor_id)))


class Joiner:
    """Finishes what polls left to do: events and the search index. What a crash leaves undone is done at the next call."""

    def __init__(self, store: Store, folders: tuple[Path, ...] = ()) -> None:
        """Load the minds at the first item that needs them."""
        self._store, self._folders = store, folders
        self._minds: tuple[Mind, ...] | None = None

    def prepare(self) -> None:
        """Load the minds, where they are not loaded yet. Raises PackError."""
        self._minds = self._minds or load_minds(self._folders)

    def settle(self, now: datetime) -> None:
        """Let all waiting items join or open events. Raises StoreError's children and PackError."""
        if not anything_waits(self._store.conn):
            return
        self.prepare()
        for mind in (present(self._store, mind) for mind in self._minds or ()):
            while self._some(mind, text_of(now)) == ROUND:
                pass

    def index(self) -> None:
        """Bring the search index up to date: off the path of the polls (PERFORMANCE). Raises StoreError's children."""
        while index_queue(self._store):
            pass

    def _some(self, mind: Mind, now: str) -> int:
        """Let the first waiting items join, and say how many there were; read in the transaction, for an import may settle beside us."""
        with self._store.atomic() as conn:
            waiting = pending_items(conn, mind.model.anchor_id, ROUND)
            for group in groups(waiting, mind.model):
                self._join(group, mind, now)
        return len(waiting)

    def _join(self, group: Group, mind: Mind, now: str) -> None:
        near = events_near(self._store.conn, mind.model.anchor_id, group.first, group.last) if group.first else ()
        save_events(self._store, group_write(group, {one.event.id: one for one in near}, Moment(mind, now)))


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
    placed = [(window(item, model), item) for item in waiting]
    dated = [(days, item) for days, item in placed if days is not None]
    undated = tuple((item, None) for days, item in placed if days is None)
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


def group_write(group: Group, stored: Mapping[str, KnownEvent], moment: Moment) -> EventsWrite:
    """What is written of a group of waiting items, each of which sees what the ones before it joined or opened.

    stored: the events over the group's days, by id, with their items. An opened event is described anew once, when all are placed.
    """
    known = dict(stored)
    touched: dict[str, None] = {}
    joins: list[EventItemRow] = []
    leave: list[int] = []
    for item, days in group.items:
        if item.joined_by == "person":
            continue
        within = [one for one in known.values() if days and days[0] <= one.event.date <= days[1]]
        placed = _place(item, within, moment)
        if item.event_id and (placed is None or placed[0].event_id != item.event_id):
            touched[item.event_id] = None
            _leave(item, known)
            leave += [item.item_id] if placed is None else []
        if placed is not None:
            row, opened = placed
            joins.append(row)
            touched[row.event_id] = None
            _enter(item, row.event_id, opened, known)
    model = moment.mind.model
    changed = [known[name] for name in touched if name in known]
    rows = tuple(described(one.event, one.members, model) for one in changed if one.event.origin != "baseline" and one.members)
    copies = {item: first for one in changed for item, first in independent_sources(one.members, model.words).copies.items()}
    joined = tuple(replace(row, copy_of=copies.get(row.item_id)) for row in joins)
    settled = tuple((item.item_id, item.revision_id) for item, _ in group.items)
    return EventsWrite(model.anchor_id, rows, joined, tuple(leave), settled=settled)


def _place(item: LinkedItem, near: Sequence[KnownEvent], moment: Moment) -> tuple[EventItemRow, EventRow | None] | None:
    """The row by which an item reports an event, and the event where the item opens it; None where it reports none."""
    model = moment.mind.model
    match join(item, near, model, moment.mind.linker.model.opens):
        case Join(event_id, score, grounds):
            return moment.event_item(event_id, item, score, reasons(grounds)), None
        case Open(event, score, grounds):
            return moment.event_item(event.id, item, score, reasons(grounds)), event
        case NoEvent():
            return None


def _leave(item: LinkedItem, known: dict[str, KnownEvent]) -> None:
    one = known.get(item.event_id or "")
    if one is not None:
        known[one.event.id] = KnownEvent(one.event, tuple(member for member in one.members if member.item_id != item.item_id))


def _enter(item: LinkedItem, event_id: str, opened: EventRow | None, known: dict[str, KnownEvent]) -> None:
    """The item among the event's, of which only the first ones are compared with and described by, as where they are read."""
    one = known.get(event_id)
    event, members = (one.event, one.members) if one else (opened, ())
    if event is not None and len(members) < MEMBERS:
        others = tuple(member for member in members if member.item_id != item.item_id)
        known[event_id] = KnownEvent(event, (*others, item))
