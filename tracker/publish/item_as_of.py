"""An item's page as of a moment: what was read of it, without what came later. Pure."""

from __future__ import annotations

from dataclasses import replace

from db.queries.timeline import TimelineRow
from tracker.publish.view_item import ItemParts, LinkParts
from tracker.timeline import Moment


def as_it_was(parts: ItemParts, seen: Moment, events: dict[str, TimelineRow]) -> ItemParts:
    """The item as one could see it at a moment. events: of its links, by id, as they were told at the moment.

    A decision that was made later, or on a later text, is left out; so is what is only known now: when it was last seen, when it is looked
    at next, what is ignored of it since later.
    """
    item = parts.item
    entry = next((one.revisions[0] for one in parts.streams if one.origin == "entry" and one.revisions), None)
    gone = next((change for change in parts.changes if change.kind in ("withdrawn", "returned")), None)
    return replace(
        parts,
        item=replace(
            item,
            title=entry.title if entry else item.title,
            last_seen_at=min(item.last_seen_at, seen.at),
            article_next_check_at=None,
            withdrawn_at=gone.observed_at if gone and gone.kind == "withdrawn" else None,
        ),
        links=[_link(one, events) for one in parts.links if _decided(one, seen)],
        later_links=any(not _decided(one, seen) for one in parts.links),
        masks=[one for one in parts.masks if one.learned_at <= seen.at and not one.lifted_at],
    )


def _decided(parts: LinkParts, seen: Moment) -> bool:
    return parts.link.decided_at <= seen.at and (parts.revision is None or parts.revision.observed_at <= seen.at)


def _link(parts: LinkParts, events: dict[str, TimelineRow]) -> LinkParts:
    """The decision with its event as it was told then; without one that nobody knew of yet. Other events are named by what came of them."""
    row = events.get(parts.event.id) if parts.event else None
    event = replace(parts.event, title_en=row.title_en, title_ja=row.title_ja, date=row.date) if parts.event and row else None
    return replace(parts, event=event, titles={})
