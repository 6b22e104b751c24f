"""All items of a store to groups, each an event.

Items are taken in one canonical order; groups that tell one thing grow together; then each item is asked again where it belongs, now
that all groups are known. The same items give the same groups, in whatever order they come.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass, field

from db.records import LinkedItem
from tracker.events.join import DAYS_AFTER, DAYS_BEFORE, baseline_in_reach, may_not_open, reports_something, sample
from tracker.events.judge import MOST, Known, judge, likeliest
from tracker.events.model import Model, traits_of
from tracker.events.traits import arrival, number, published_day
from tracker.events.types import NO_PINS, Pins, Traits

_SEVERAL = 2


@dataclass(slots=True)
class Cluster:
    """Items that report one event, while a store is settled.

    event_id: of a baseline event or one that a person decided, None for one that these items open. stands: traits of the items that
    stand for it. first: the day number of its first item's publication, None while none is dated.
    """

    key: int
    event_id: str | None
    profile: Traits | None
    items: list[LinkedItem] = field(default_factory=list)
    stands: tuple[Traits, ...] = ()
    first: int | None = None

    def known(self) -> Known:
        """The cluster in the form in which items are judged."""
        return Known(str(self.key), self.profile, self.stands)


def cluster(items: Sequence[LinkedItem], model: Model, pins: Pins = NO_PINS, opens: float = 0.0) -> list[Cluster]:
    """The groups, in canonical order of their first items; items that report no event are in none.

    items: linked ones, each once. opens: least probability of the link for opening an event. A person's items stand where the person put
    them, and are there before the program's come.
    """
    ordered = sorted(items, key=arrival)
    run = _Run(model, opens)
    for item in ordered:
        pinned = pins.items.get(item.item_id)
        if pinned is not None:
            run.add(run.of_event(pins.merged.get(pinned, pinned)), item)
    for item in ordered:
        if item.item_id not in pins.items:
            run.place(item)
    _grow_together(run)
    free = [item for item in ordered if item.item_id not in pins.items]
    run.place_again(free)
    _grow_together(run)
    found = [one for one in run.clusters.values() if one.items]
    for one in found:
        one.items.sort(key=arrival)
    return sorted(found, key=lambda one: arrival(one.items[0]))


class _Run:
    """The clusters while items are placed, and where they are looked for: by the day on which their first item was published."""

    def __init__(self, model: Model, opens: float) -> None:
        self.model, self.opens = model, opens
        self.clusters: dict[int, Cluster] = {}
        self._by_event: dict[str, int] = {}
        self._by_day: dict[int, set[int]] = {}
        self._next = 0

    def of_event(self, event_id: str) -> Cluster:
        """The cluster of a named event, made where there is none."""
        key = self._by_event.get(event_id)
        if key is None:
            key = self._by_event[event_id] = self._made(event_id, self.model.profiles.get(event_id)).key
        return self.clusters[key]

    def _made(self, event_id: str | None, profile: Traits | None) -> Cluster:
        made = self.clusters[self._next] = Cluster(self._next, event_id, profile)
        self._next += 1
        return made

    def place(self, item: LinkedItem) -> None:
        """Put an item into the likeliest of the events in reach, into a new one, or into none."""
        if not reports_something(item):
            return
        traits = traits_of(item, self.model)
        reach = {one.event_id: one for one in likeliest(traits, self._reach(traits))}
        judged = min(((-judge(traits, one, self.model.weights).log_odds, name) for name, one in reach.items()), default=None)
        if judged is not None and judged[0] <= 0:
            name = judged[1]
            self.add(self.clusters[int(name)] if name.isdigit() else self.of_event(name), item)
        elif not may_not_open(item, traits, self.opens):
            self.add(self._made(None, None), item)

    def add(self, group: Cluster, item: LinkedItem) -> None:
        """Put an item into a group, and the group where items of those days look for it."""
        group.items.append(item)
        self._describe(group)

    def place_again(self, items: Sequence[LinkedItem]) -> None:
        """Take each item out of its group and put it where it belongs among all others; items in no group stay out."""
        where = {item.item_id: group for group in self.clusters.values() for item in group.items}
        for item in items:
            group = where.get(item.item_id)
            if group is not None:
                self._take_out(group, item)
                self.place(item)

    def _take_out(self, group: Cluster, item: LinkedItem) -> None:
        group.items.remove(item)
        self._describe(group)
        if not group.items and group.event_id is None:
            del self.clusters[group.key]

    def _describe(self, group: Cluster) -> None:
        """What stands for a group, and the day under which it is found, as its items are now."""
        group.stands = tuple(traits_of(member, self.model) for member in sample(group.items))
        dated = (published_day(item) for item in group.items)
        first = min((number(day) for day in dated if day), default=None)
        if first != group.first:
            if group.first is not None:
                self._by_day[group.first].discard(group.key)
            if first is not None:
                self._by_day.setdefault(first, set()).add(group.key)
            group.first = first

    def merge(self, one: Cluster, other: Cluster) -> None:
        """Move the second group's items into the first."""
        if other.first is not None:
            self._by_day[other.first].discard(other.key)
        del self.clusters[other.key]
        one.items += other.items
        self._describe(one)

    def near(self, day: int | None) -> list[Cluster]:
        """The groups that began within reach of a day, by key."""
        days = () if day is None else range(day - DAYS_BEFORE, day + DAYS_AFTER + 1)
        return [self.clusters[key] for key in sorted(key for near in days for key in self._by_day.get(near, ()))]

    def _alike(self, traits: Traits) -> list[Cluster]:
        """The groups that an undated item may belong to: those with an item whose title shares several marks with its own."""
        return [one for one in self.clusters.values() if any(len(traits.title & stands.title) >= _SEVERAL for stands in one.stands)]

    def _reach(self, traits: Traits) -> list[Known]:
        near = self._alike(traits) if traits.published is None else self.near(traits.published)
        found = {one.key: one for one in near}
        bare = []
        for event_id in baseline_in_reach(traits, self.model):
            key = self._by_event.get(event_id)
            if key is None:
                bare.append(Known(event_id, self.model.profiles[event_id]))
            else:
                found[key] = self.clusters[key]
        return [*(one.known() for one in found.values()), *bare]


def _grow_together(run: _Run) -> None:
    """Merge groups that tell one thing, the likeliest pair first, until none is left. Two that the baseline or a person names never do."""
    heap = [pair for one in run.clusters.values() for pair in _pairs(run, one, later_only=True)]
    heapq.heapify(heap)
    while heap:
        _, first, second, sizes = heapq.heappop(heap)
        one, other = run.clusters.get(first), run.clusters.get(second)
        if one is None or other is None or sizes != (len(one.items), len(other.items)):
            continue
        keep, lose = (one, other) if other.event_id is None else (other, one)
        run.merge(keep, lose)
        for pair in _pairs(run, keep, later_only=False):
            heapq.heappush(heap, pair)


def _pairs(run: _Run, one: Cluster, later_only: bool) -> list[tuple[float, int, int, tuple[int, int]]]:
    """Pairs of a group with others near it that are likelier one event than not: (minus log-odds, keys, sizes)."""
    found = []
    for other in _most_alike(one, run.near(one.first)):
        seen = other.key <= one.key if later_only else other.key == one.key
        if seen or (one.event_id is not None and other.event_id is not None):
            continue
        keep, lose = (one, other) if other.event_id is None else (other, one)
        likely = mutual(keep, lose, run.model)
        if likely >= 0:
            first, second = sorted((one, other), key=lambda group: group.key)
            found.append((-likely, first.key, second.key, (len(first.items), len(second.items))))
    return found


def _most_alike(one: Cluster, near: Sequence[Cluster]) -> Sequence[Cluster]:
    """Of many groups those that share most with the first item of one; all of a few."""
    if len(near) <= MOST or not one.stands:
        return near
    kept = {int(known.event_id) for known in likeliest(one.stands[0], [group.known() for group in near])}
    return [group for group in near if group.key in kept]


def mutual(keep: Cluster, lose: Cluster, model: Model) -> float:
    """Log-odds that two groups tell one event: the mean of what the second's items say of the first."""
    known = keep.known()
    return sum(judge(traits, known, model.weights).log_odds for traits in lose.stands) / max(1, len(lose.stands))
