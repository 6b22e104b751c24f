"""The events of a whole store, decided anew from its linked items: what `relink` writes. Doing it twice writes nothing the second time.

The same items, whatever their order and whatever was decided before, end in the same groups; only the names of opened events remember
the past: an event keeps its id as long as a group has its items.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from db.records import EventItemRow, EventRow, EventsWrite, HistoryRow, LinkedItem
from tracker.events.cluster import Cluster, cluster
from tracker.events.independence import independent_sources
from tracker.events.join import OPENED, joined, known_as, reasons, sample
from tracker.events.judge import judge
from tracker.events.model import Model, traits_of
from tracker.events.opened import described, event_id, item_hash, local_day
from tracker.events.types import NO_PINS, Pins

MERGED_BY_PROGRAM = "its items report this event"
NO_ITEMS = "no linked item reports it any more"
AGAIN = "its items report something of their own again"


@dataclass(frozen=True, slots=True)
class Deciding:
    """Under what a store is settled. at: UTC text. version: what decisions carry. opens: least probability of a link for opening."""

    at: str
    version: str
    opens: float = 0.0


@dataclass(frozen=True, slots=True)
class Settled:
    """A group with the id of its event, and who copies whom in it."""

    event_id: str
    group: Cluster
    copies: Mapping[int, int]


def settle(items: Sequence[LinkedItem], known: Sequence[EventRow], model: Model, how: Deciding, pins: Pins = NO_PINS) -> EventsWrite:
    """What has to be written so that every item stands in the event that it reports.

    items: all linked items of the anchor, as stored. known: all of its events, merged ones too. Joins that a person made stay. An opened
    event whose items went to another one is merged into it, and one that lost all of its items is marked merged into none.
    """
    rows = {event.id: event for event in known}
    groups = cluster(items, model, _held(items, rows, pins), how.opens)
    names = name_groups(groups, rows, pins)
    settled = [
        Settled(name, group, independent_sources(group.items, model.words).copies) for name, group in zip(names, groups, strict=True)
    ]
    joins = tuple(row for one in settled for row in _joins(one, model, how))
    placed = {item.item_id: one.event_id for one in settled for item in one.group.items}
    kept = tuple(row for one in settled for row in _row(one, rows, model))
    gone, history = _emptied(items, rows, placed, how)
    return EventsWrite(
        anchor_id=model.anchor_id,
        upserts=(*kept, *gone),
        joins=joins,
        leave=tuple(item.item_id for item in items if item.event_id and item.item_id not in placed and item.joined_by != "person"),
        history=(*_revived(kept, rows, how), *history),
        settled=tuple((item.item_id, item.revision_id) for item in items),
    )


def name_groups(groups: Sequence[Cluster], rows: Mapping[str, EventRow], pins: Pins = NO_PINS) -> list[str]:
    """The event id of each group, each id once.

    A baseline event's and a person's stand. An opened event goes on in the group that has most of its items (ties: the smaller id, then
    the earlier group); a group that goes on with none is named by its first item whose name is free.
    """
    names: dict[int, str] = {at: group.event_id for at, group in enumerate(groups) if group.event_id is not None}
    taken = set(names.values())
    claims = []
    for at, group in enumerate(groups):
        if at not in names:
            held = Counter(item.event_id for item in group.items if item.event_id)
            claims += [(-count, name, at) for name, count in held.items() if _may_go_on(name, rows, pins) and name not in taken]
    for _, name, at in sorted(claims):
        if at not in names and name not in taken:
            names[at] = name
            taken.add(name)
    for at, group in enumerate(groups):
        if at not in names:
            names[at] = _new_name(group, taken, rows)
            taken.add(names[at])
    return [names[at] for at in range(len(groups))]


def _may_go_on(name: str, rows: Mapping[str, EventRow], pins: Pins) -> bool:
    row = rows.get(name)
    return row is not None and row.origin != "baseline" and row.status != "merged" and name not in pins.merged


def _new_name(group: Cluster, taken: set[str], rows: Mapping[str, EventRow]) -> str:
    """The name by the group's first item; an event that this item opened before and that lost its items comes back under its own."""
    day = local_day(group.items).date
    for item in group.items:
        before = next((name for name in rows if name.endswith(f"-r-{item_hash(item)}") and rows[name].status == "merged"), None)
        name = before or event_id(item, day)
        if name not in taken and (name not in rows or before):
            return name
    return event_id(group.items[0], f"{day}-{len(taken)}")


def _held(items: Iterable[LinkedItem], rows: Mapping[str, EventRow], pins: Pins) -> Pins:
    """The pins, with the items of opened events that a person split held where they are, so that the two never grow together again."""
    split = {name for pair in pins.apart for name in pair if name in rows and rows[name].origin != "baseline"}
    held = {item.item_id: item.event_id for item in items if item.event_id in split}
    return replace(pins, items={**held, **pins.items})


def _joins(one: Settled, model: Model, how: Deciding) -> Iterable[EventItemRow]:
    """The rows of a group's items that differ from what is stored."""
    for item in one.group.items:
        copy_of = one.copies.get(item.item_id)
        score, why = _grounds(one, item, model)
        stored = (item.event_id, item.event_score, item.event_reasons, item.copy_of)
        by_person = item.joined_by == "person" and item.event_id == one.event_id
        if by_person:
            score, why = item.event_score, item.event_reasons
        if stored != (one.event_id, score, why, copy_of):
            decided_by = "person" if by_person else "linker"
            yield EventItemRow(
                one.event_id, item.item_id, model.anchor_id, item.revision_id, score, why, how.version, how.at, decided_by, copy_of
            )  # fmt: skip


def _grounds(one: Settled, item: LinkedItem, model: Model) -> tuple[float, str]:
    """Score and reasons of an item: against the event without it; what opened the event stands by its own link."""
    others = sample([other for other in one.group.items if other.item_id != item.item_id])
    first = one.group.profile is None and item is one.group.items[0]
    if first or (one.group.profile is None and not others):
        return item.score, reasons((OPENED,))
    known = known_as(one.event_id, others, model)
    traits = traits_of(item, model)
    decided = joined(item, traits, (known, judge(traits, known, model.weights)), model)
    return decided.score, reasons(decided.grounds)


def _row(one: Settled, rows: Mapping[str, EventRow], model: Model) -> Iterable[EventRow]:
    """The event's row where it is new or its items tell it differently; a baseline event's stays as the pack tells it."""
    stored = rows.get(one.event_id)
    if stored is not None and stored.origin == "baseline":
        return
    before = stored or EventRow(one.event_id, model.anchor_id, "watched", one.event_id[:10], "", "reported", "")
    after = described(replace(before, merged_into=None), one.group.items, model)
    if after != stored:
        yield after


def _emptied(
    items: Sequence[LinkedItem], rows: Mapping[str, EventRow], placed: Mapping[int, str], how: Deciding
) -> tuple[list[EventRow], list[HistoryRow]]:  # fmt: skip
    """Opened events that no group goes on with: merged into where most of their items are now, else into none."""
    moved: dict[str, Counter[str]] = {}
    for item in items:
        if item.event_id and item.item_id in placed:
            moved.setdefault(item.event_id, Counter())[placed[item.item_id]] += 1
    living = set(placed.values())
    gone, history = [], []
    for event in rows.values():
        if event.origin == "baseline" or event.status == "merged" or event.id in living:
            continue
        votes = moved.get(event.id, Counter())
        into = min(votes, key=lambda name: (-votes[name], name)) if votes else None
        why = MERGED_BY_PROGRAM if into else NO_ITEMS
        gone.append(replace(event, status="merged", merged_into=into))
        history.append(HistoryRow(event.id, how.at, "status", event.status, "merged", why))
        if into:
            history.append(HistoryRow(event.id, how.at, "merged_into", None, into, why))
    return gone, history


def _revived(kept: Iterable[EventRow], rows: Mapping[str, EventRow], how: Deciding) -> list[HistoryRow]:
    """The trail of events that were merged and have items of their own again."""
    back = [(rows[event.id], event) for event in kept if event.id in rows and rows[event.id].status == "merged"]
    return [
        row
        for before, after in back
        for row in (
            HistoryRow(after.id, how.at, "status", "merged", after.status, AGAIN),
            HistoryRow(after.id, how.at, "merged_into", before.merged_into, None, AGAIN),
        )
    ]
