"""What joining costs an item, and whether it stays flat in what is stored: 100,000 items against 1,000, and in one crowded fortnight."""

from __future__ import annotations

import json
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from statistics import median

from db.queries.events import MEMBERS
from db.records import EventRow, KnownEvent, LinkedItem
from tracker.events.join import join, window
from tracker.events.model import Model, traits_of
from tracker.events.opened import open_event

HERE = Path(__file__).resolve().parent
OWN = HERE.parent / "eval" / "data" / "events_own.jsonl"
A_DAY = 20


def run(stored: int = 100_000, few: int = 1_000, rounds: int = 3) -> dict[str, float]:
    """Microseconds of CPU for an item of the newest day, and ratios to the small store.

    stored, few: items of the two stores, 20 a day in both. crowded: as many as `stored`, all within the newest fortnight.
    """
    sys.path.insert(0, str(HERE.parent))
    from event_items import the_model

    model, own = the_model(), _own_items()
    last = max(item.published_date for item in own if item.published_date)
    new = [replace(item, published_date=last, first_seen_at=f"{last}T12:00:00Z") for item in own[:120]]
    small = _timed(new, _store(own, few, model), model, rounds)
    large = _timed(new, _store(own, stored, model), model, rounds)
    crowded = _timed(new, _crowd(own, stored, model), model, rounds)
    return {
        "stored": stored,
        "us_per_item_few": round(small, 1),
        "us_per_item_stored": round(large, 1),
        "us_per_item_crowded": round(crowded, 1),
        "ratio": round(large / small, 2),
        "ratio_crowded": round(crowded / small, 2),
    }


def _own_items() -> list[LinkedItem]:
    from event_items import item

    rows = [json.loads(line) for line in OWN.read_text(encoding="utf-8").splitlines()]
    return [
        item(row["title"], row["published"], row["relation"], " ".join(row["topics"]), summary=row["summary"], lang=row["lang"], number=at)
        for at, row in enumerate(rows)
    ]


def _store(own: Sequence[LinkedItem], size: int, model: Model) -> dict[str, list[KnownEvent]]:
    """Opened events of four items each, by day, 20 items a day backwards from the last own item's, each day's from the same templates."""
    last = max(date.fromisoformat(item.published_date) for item in own if item.published_date)
    found: dict[str, list[KnownEvent]] = defaultdict(list)
    for at in range(size // 4):
        day = (last - timedelta(days=at * 4 // A_DAY)).isoformat()
        found[day].append(_event(own, at, day, 4, model))
    return found


def _crowd(own: Sequence[LinkedItem], size: int, model: Model) -> dict[str, list[KnownEvent]]:
    """The same number of items, forty an event, within the newest fortnight."""
    newest = max(date.fromisoformat(item.published_date) for item in own if item.published_date)
    days = [(newest - timedelta(days=back)).isoformat() for back in range(14)]
    found: dict[str, list[KnownEvent]] = defaultdict(list)
    for at in range(size // MEMBERS):
        day = days[at % len(days)]
        found[day].append(_event(own, at, day, MEMBERS, model))
    return found


def _event(own: Sequence[LinkedItem], at: int, day: str, size: int, model: Model) -> KnownEvent:
    first = own[at % len(own)]
    members = tuple(replace(first, item_id=1_000_000 + at * size + n, item_key=f"{at}-{n}", published_date=day) for n in range(size))
    row: EventRow = open_event(members[0], model)
    return KnownEvent(replace(row, date=day), members)


def _timed(new: Sequence[LinkedItem], stored: dict[str, list[KnownEvent]], model: Model, rounds: int) -> float:
    """Median over the rounds; each begins with nothing remembered of the items."""
    figures = []
    for _ in range(rounds):
        traits_of.cache_clear()
        begun = time.process_time()
        for item in new:
            join(item, _near(item, stored, model), model)
        figures.append((time.process_time() - begun) / len(new) * 1e6)
    return median(figures)


def _near(item: LinkedItem, stored: dict[str, list[KnownEvent]], model: Model) -> list[KnownEvent]:
    days = window(item, model)
    if days is None:
        return []
    first, last = (date.fromisoformat(day).toordinal() for day in days)
    return [one for day in range(first, last + 1) for one in stored.get(date.fromordinal(day).isoformat(), ())]
