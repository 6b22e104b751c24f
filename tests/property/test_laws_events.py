"""Laws of settling: no order of the items matters, and what is settled stays settled."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from event_items import item, the_model
from hypothesis import given, settings
from hypothesis import strategies as st

from db.records import EventRow, EventsWrite, LinkedItem
from tracker.events.assign import assign
from tracker.events.independence import independent_sources
from tracker.events.settle import Deciding, settle
from tracker.fingerprint import EventMark, LinkMark, fingerprint

OWN = Path(__file__).resolve().parents[1] / "eval" / "data" / "events_own.jsonl"
HOW = Deciding("2026-12-01T00:00:00Z", "link-1/1")


@lru_cache(maxsize=1)
def reports() -> list[LinkedItem]:
    rows = [json.loads(line) for line in OWN.read_text(encoding="utf-8").splitlines()][:60]
    return [
        item(row["title"], row["published"], row["relation"], " ".join(row["topics"]), summary=row["summary"], lang=row["lang"], number=at)
        for at, row in enumerate(rows)
    ]


some = st.lists(st.integers(0, 59), min_size=1, max_size=25, unique=True)


def stored(items: list[LinkedItem], events: list[EventRow], write: EventsWrite) -> tuple[list[LinkedItem], list[EventRow]]:
    joins = {join.item_id: join for join in write.joins}
    after = [
        replace(one, event_id=joins[one.item_id].event_id, event_score=joins[one.item_id].score, copy_of=joins[one.item_id].copy_of,
                event_reasons=joins[one.item_id].reasons, joined_by="linker")
        if one.item_id in joins
        else replace(one, event_id=None, event_score=0.0, event_reasons="", copy_of=None) if one.item_id in write.leave else one
        for one in items
    ]  # fmt: skip
    return after, list(({event.id: event for event in events} | {event.id: event for event in write.upserts}).values())


def print_of(items: list[LinkedItem], events: list[EventRow]) -> str:
    names = {event.id: event.id if event.origin == "baseline" else event.date for event in events}
    links = [LinkMark(f"{one.source_id} {one.item_key}", "a", True, one.relation, one.topics) for one in items]
    groups: dict[str, set[str]] = {}
    for one in items:
        if one.event_id:
            groups.setdefault(one.event_id, set()).add(f"{one.source_id} {one.item_key}")
    return fingerprint(links, [EventMark("a", names[event_id], frozenset(keys)) for event_id, keys in groups.items()])


@given(some, st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_the_order_of_the_items_does_not_matter(chosen: list[int], dice) -> None:
    items = [reports()[at] for at in chosen]
    mixed = dice.sample(items, len(items))
    found = dict(zip((one.item_id for one in mixed), assign(mixed, the_model()), strict=True))
    assert [found[one.item_id] for one in items] == assign(items, the_model())


@given(some)
@settings(max_examples=25, deadline=None)
def test_settling_again_writes_nothing(chosen: list[int]) -> None:
    items, events = [reports()[at] for at in chosen], list(the_model().baseline.values())
    items, events = stored(items, events, settle(items, events, the_model(), HOW))
    again = settle(items, events, the_model(), HOW)
    assert (again.upserts, again.joins, again.leave, again.history) == ((), (), (), ())


@given(some, st.integers(0, 25))
@settings(max_examples=25, deadline=None)
def test_what_came_first_does_not_matter_once_all_is_settled(chosen: list[int], cut: int) -> None:
    items, baseline = [reports()[at] for at in chosen], list(the_model().baseline.values())
    early, rows = stored(items[:cut], baseline, settle(items[:cut], baseline, the_model(), HOW)) if items[:cut] else ([], baseline)
    both = [*early, *items[cut:]]
    at_last = stored(both, rows, settle(both, rows, the_model(), HOW))
    at_once = stored(items, baseline, settle(items, baseline, the_model(), HOW))
    assert print_of(*at_last) == print_of(*at_once)


@given(some, st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_independent_sources_do_not_depend_on_order(chosen: list[int], dice) -> None:
    items = [reports()[at] for at in chosen]
    told = independent_sources(items, the_model().words)
    assert told == independent_sources(dice.sample(items, len(items)), the_model().words)
    assert sorted(item_id for group in told.groups for item_id in group.items) == sorted(one.item_id for one in items)
