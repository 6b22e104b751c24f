"""What people decided about events, in the form in which events are settled. Pure."""

from __future__ import annotations

import json
from collections.abc import Iterable

from db.records import LinkedItem
from db.store.corrections import CorrectionRow
from tracker.events.types import Pins


def pins_of(items: Iterable[LinkedItem], kept: Iterable[CorrectionRow]) -> Pins:
    """The pins of one anchor. items: linked ones as stored. kept: the corrections of its events, oldest first."""
    merged: dict[str, str] = {}
    apart: set[frozenset[str]] = set()
    for row in kept:
        name = row.target.partition(":")[2]
        if row.field == "merged_into" and row.value:
            merged[name] = row.value
            apart.discard(frozenset((name, row.value)))
        elif row.field == "split" and row.value:
            apart.add(frozenset((name, str(json.loads(row.value)["event"]))))
    # What is left in an event that was split stands as firmly as what was taken out, or it would follow it.
    split = {name for pair in apart for name in pair}
    placed = {item.item_id: item.event_id for item in items if item.joined_by == "person" or item.event_id in split}
    return Pins(placed, {name: _last(name, merged) for name in merged}, frozenset(apart))


def _last(name: str, merged: dict[str, str]) -> str:
    seen = {name}
    while (following := merged.get(name)) is not None and following not in seen:
        seen.add(following)
        name = following
    return name
