"""One linked item: which known event it reports, whether it opens one, or that it reports none. The same decision at every run."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date
from heapq import nsmallest

from rapidfuzz import fuzz

from db.records import EventRow, KnownEvent, LinkedItem
from tracker.events.judge import Known, Verdict, judge, probability, why
from tracker.events.model import Model, traits_of
from tracker.events.opened import open_event
from tracker.events.preview import is_preview
from tracker.events.traits import arrival
from tracker.events.types import Decision, Ground, Join, NoEvent, Open, Traits

DAYS_BEFORE = 6
DAYS_AFTER = 5
"""An event is looked for among those that happened from six days before an item to five days after it: late reports, and previews."""
ROWS = 6
"""Opened events whose items are read closely for one item that joins: a crowded fortnight costs little more than a quiet one."""
OPENED = Ground("opened", (), 0.0)
_SAMPLE = 6
_TOLD = 3
_HAPPENS = ("act.", "phrase.")


def window(item: LinkedItem, model: Model) -> tuple[str, str] | None:
    """The first and last day on which an event may have happened that the item reports, `YYYY-MM-DD`; None where nothing dates it.

    At most twelve days around its publication, so that the cost stays flat in what is stored; older baseline events that its text
    names by their day are known to `join` without being looked up.
    """
    traits = traits_of(item, model)
    middle = traits.published
    if middle is None:
        days = sorted(traits.washington | traits.tokyo)
        if not days:
            return None
        middle = days[-1]
    return date.fromordinal(middle - DAYS_BEFORE).isoformat(), date.fromordinal(middle + DAYS_AFTER).isoformat()


def join(item: LinkedItem, candidates: Iterable[KnownEvent], model: Model, opens: float = 0.0) -> Decision:
    """What an item reports.

    candidates: the events in its window with their items. opens: least probability of the link for opening an event. The item joins
    the likeliest event where the likelihood is at least even (ties: the smaller id); else, where it is dated, it opens one.
    """
    if not reports_something(item):
        return NoEvent("analysis")
    traits = traits_of(item, model)
    close = _close([one for one in candidates if one.event.status != "merged"], item, traits)
    known = {one.event.id: known_of(one, model, item.item_id) for one in close}
    for event_id in baseline_in_reach(traits, model):
        known.setdefault(event_id, Known(event_id, model.profiles[event_id]))
    judged = sorted(((judge(traits, one, model.weights), event_id) for event_id, one in known.items()), key=_first)
    if judged and judged[0][0].log_odds >= 0.0:
        return joined(item, traits, (known[judged[0][1]], judged[0][0]), model)
    refused = may_not_open(item, traits, opens)
    if refused:
        return NoEvent(refused)
    nearest = tuple(Ground("not", (event_id,), verdict.log_odds) for verdict, event_id in judged[:_TOLD])
    return Open(open_event(item, model), item.score, (OPENED, *nearest))


def _close(candidates: Sequence[KnownEvent], item: LinkedItem, traits: Traits) -> Sequence[KnownEvent]:
    """Of many candidates the baseline's, and those whose rows have most in common with the item: only their items are read closely."""
    told = [one for one in candidates if one.event.origin == "baseline"]
    opened = [one for one in candidates if one.event.origin != "baseline"]
    if len(opened) > ROWS:
        persons = traits.kinds.get("person", frozenset())
        opened = nsmallest(ROWS, opened, key=lambda one: (-_in_common(one.event, item, traits, persons), one.event.id))
    return [*told, *opened]


def _in_common(row: EventRow, item: LinkedItem, traits: Traits, persons: frozenset[str]) -> float:
    """A rough count of what an opened event's row shares with an item: people, instruments, relation, topics, and its headline's words."""
    facts = len(persons.intersection(row.actor_ids)) + sum(mark in traits.marks for mark in row.instrument_ids)
    title = row.title_ja if item.lang[:2] == "ja" else row.title_en
    likeness = fuzz.ratio(item.title, title) / 20.0 if title else 0.0
    return 3.0 * facts + 2.0 * (row.relation == item.relation) + len(traits.topics.intersection(row.topics)) + likeness


def _first(judged: tuple[Verdict, str]) -> tuple[float, str]:
    return -judged[0].log_odds, judged[1]


def joined(item: LinkedItem, traits: Traits, of: tuple[Known, Verdict], model: Model) -> Join:
    """The joining of an item to the event that it was judged by, with its grounds; a preview is marked by a ground of no weight."""
    known, verdict = of
    found = why(traits, verdict)
    if is_preview(traits, known, item, model):
        found = (*found, Ground("preview", (), 0.0))
    return Join(known.event_id, round(probability(verdict.log_odds), 9), found)


def reports_something(item: LinkedItem) -> bool:
    """Whether an item can report an event at all: opinion, editorials and explainers report none (labelling rule 9)."""
    return item.relation is not None and item.relation != "analysis"


def may_not_open(item: LinkedItem, traits: Traits, opens: float) -> str:
    """Why an item that joins no event opens none: `undated`, `unsure_link`, `nothing_happened`; "" where it may open one."""
    if traits.published is None and not traits.washington | traits.tokyo:
        return "undated"
    if item.score < opens:
        return "unsure_link"
    return "" if any(mark.startswith(_HAPPENS) for mark in traits.marks) else "nothing_happened"


def baseline_in_reach(traits: Traits, model: Model) -> list[str]:
    """Ids of the baseline events near an item's publication or on a day it names; all of them where nothing dates it."""
    named = traits.washington | traits.tokyo
    if traits.published is None:
        return [event_id for event_id in model.profiles if not named or named & _days_of(model.profiles[event_id])]
    near = range(traits.published - DAYS_BEFORE, traits.published + DAYS_AFTER + 1)
    return sorted({event_id for day in (*near, *named) for event_id in model.by_day.get(day, ())})


def _days_of(profile: Traits) -> frozenset[int]:
    return profile.washington | profile.tokyo


def known_of(event: KnownEvent, model: Model, without: int | None = None) -> Known:
    """A stored event in the form in which items are judged. without: id of an item that is left out of its items."""
    return known_as(event.event.id, [member for member in event.members if member.item_id != without], model)


def known_as(event_id: str, members: Sequence[LinkedItem], model: Model) -> Known:
    """An event with some items in the form in which items are judged."""
    return Known(event_id, model.profiles.get(event_id), tuple(traits_of(member, model) for member in sample(members)))


def sample(members: Sequence[LinkedItem]) -> list[LinkedItem]:
    """At most six items that stand for an event: the earliest three in each language, so that the cost of a large event stays flat."""
    if len(members) <= 1:
        return list(members)
    ordered = sorted(members, key=arrival)
    chosen: list[LinkedItem] = []
    for lang in sorted({member.lang for member in ordered}):
        chosen.extend([member for member in ordered if member.lang == lang][: _SAMPLE // 2])
    return chosen[:_SAMPLE]


def reasons(grounds: Sequence[Ground]) -> str:
    """Grounds as JSON text for `event_items.reasons`: a list of objects with fact, values and weight."""
    rows = [{"fact": ground.fact, "values": list(ground.values), "weight": round(ground.weight, 6)} for ground in grounds]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
