"""Items to predicted events, for evaluation: what `settle` would decide, without a store."""

from __future__ import annotations

from collections.abc import Sequence

from db.records import LinkedItem
from tracker.events.cluster import cluster
from tracker.events.model import Model
from tracker.events.opened import event_id, local_day


def assign(items: Sequence[LinkedItem], model: Model, opens: float = 0.0) -> list[str | None]:
    """The id of the event that each item reports, in the order of the items; None for an item that reports none.

    items: linked ones with relation, topics and facts, item ids apart. opens: least probability of the link for opening an event.
    """
    named: dict[int, str] = {}
    for group in cluster(items, model, opens=opens):
        name = group.event_id or event_id(group.items[0], local_day(group.items).date)
        named.update(dict.fromkeys((item.item_id for item in group.items), name))
    return [named.get(item.item_id) for item in items]
