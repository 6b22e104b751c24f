"""A person's decision on events: two are one, or one is two. Both leave a trail, and old addresses go on to where the items are now."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from db.queries.events import event, members
from db.records import EventRow, EventsWrite, HistoryRow, LinkedItem
from db.store.connect import Store
from db.store.corrections import CorrectionRow, record_correction
from db.store.events import save_events
from tracker.correcting import Person, person_joins, redescribed
from tracker.errors import NotPossible
from tracker.events.opened import open_event
from tracker.events.traits import arrival
from tracker.joining import Mind

MOST = 100_000
"""Items of one event that are moved; more than any event has."""


def merge_events(store: Store, mind: Mind, into_id: str, gone_id: str, person: Person) -> EventRow:
    """Make the second event part of the first; the first as it is then.

    Its items report the first from now on, and stay there through every relink. Raises UnknownRow for an event that does not exist,
    NotPossible for one event with itself, of two anchors, for a merged one, and for a baseline's event that would go into an opened one.
    """
    with store.atomic() as conn:
        into, gone = event(conn, into_id), event(conn, gone_id)
        _refuse_merge(into, gone, gone_id)
        moved = members(conn, gone.id, MOST)
        joins = tuple(person_joins(into.id, item.item_id, item.revision_id, mind, person) for item in moved)
        why = f"{person.name}: {person.reason}"
        history = (
            HistoryRow(gone.id, person.at, "status", gone.status, "merged", why),
            HistoryRow(gone.id, person.at, "merged_into", None, into.id, why),
        )
        merged = replace(gone, status="merged", merged_into=into.id)
        settled = tuple((item.item_id, item.revision_id) for item in moved)
        save_events(store, EventsWrite(into.anchor_id, (merged,), joins, history=history, settled=settled))
        _describe(store, mind, into.id)
        record_correction(store, _correction(gone, "merged_into", into.id, person))
        return event(conn, into.id)


def _refuse_merge(into: EventRow, gone: EventRow, gone_id: str) -> None:
    if into.id == gone.id:
        raise NotPossible(gone_id, "it is (part of) the same event already")
    if gone.id != gone_id:
        raise NotPossible(gone_id, f"it is part of {gone.id} already", f"merge {gone.id} if that is what you mean")
    if into.anchor_id != gone.anchor_id:
        raise NotPossible(gone_id, f"it belongs to {gone.anchor_id}, {into.id} to {into.anchor_id}")
    if gone.origin == "baseline" and into.origin != "baseline":
        raise NotPossible(gone_id, "it is the baseline's, and keeps its name", f"name it first: `tracker events merge {gone_id} {into.id}`")


def split_event(store: Store, mind: Mind, event_id: str, item_ids: Sequence[int], person: Person) -> EventRow:
    """Make some items of an event an event of their own, which stays apart through every relink; the new one.

    Raises UnknownRow for an event that does not exist, NotPossible for items that do not report it, for all of its items where it is no
    baseline's, and where the new event would have the old one's name, which its first item gave it.
    """
    with store.atomic() as conn:
        old = event(conn, event_id)
        here = {item.item_id: item for item in members(conn, old.id, MOST)}
        strangers = [str(number) for number in item_ids if number not in here]
        if strangers:
            reporting = ", ".join(map(str, here)) or "none"
            raise NotPossible(old.id, f"item {strangers[0]} does not report it", f"these do: {reporting}")
        moved = sorted((here[number] for number in dict.fromkeys(item_ids)), key=arrival)
        opened = _opened(old, moved, here, mind)
        joins = tuple(person_joins(opened.id, item.item_id, item.revision_id, mind, person) for item in moved)
        history = (
            HistoryRow(opened.id, person.at, "status", None, opened.status, f"split from {old.id} by {person.name}: {person.reason}"),
            HistoryRow(old.id, person.at, "split", None, opened.id, f"{person.name}: {person.reason}"),
        )
        settled = tuple((item.item_id, item.revision_id) for item in moved)
        save_events(store, EventsWrite(old.anchor_id, (opened,), joins, history=history, settled=settled))
        _describe(store, mind, opened.id)
        _describe(store, mind, old.id)
        said = json.dumps({"event": opened.id, "items": [item.item_id for item in moved]})
        record_correction(store, _correction(old, "split", said, person))
        return event(conn, opened.id)


def _opened(old: EventRow, moved: Sequence[LinkedItem], here: dict[int, LinkedItem], mind: Mind) -> EventRow:
    if not moved:
        raise NotPossible(old.id, "no item was named", "name the items that report something else")
    if old.origin != "baseline" and len(moved) == len(here):
        raise NotPossible(old.id, "these are all of its items", "an event keeps at least one; to move them, `tracker events merge`")
    opened = open_event(moved[0], mind.model)
    if opened.id == old.id:
        raise NotPossible(old.id, f"item {moved[0].item_id} opened it and gave it its name", "split off the other items instead")
    return opened


def _describe(store: Store, mind: Mind, event_id: str) -> None:
    row = redescribed(store, mind.model, event_id)
    if row is not None:
        save_events(store, EventsWrite(row.anchor_id, (row,)))


def _correction(of: EventRow, field: str, value: str, person: Person) -> CorrectionRow:
    return CorrectionRow(of.anchor_id, person.at, person.name, f"event:{of.id}", field, value, person.reason)
