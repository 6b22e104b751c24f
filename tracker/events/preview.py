"""Whether a report looks ahead to its event: a preview takes the event of its meeting, and is never the first to report it."""

from __future__ import annotations

from db.records import LinkedItem
from tracker.events import words
from tracker.events.judge import Known
from tracker.events.model import Model
from tracker.events.types import Traits


def is_preview(traits: Traits, known: Known, item: LinkedItem, model: Model) -> bool:
    """Whether an item was published before the event could be reported, or looks ahead to it on its day.

    Before its day in both capitals always; on its first day where its title has a word of previews and no event instant says otherwise.
    """
    days = _days(known)
    if traits.published is None or not days:
        return False
    if traits.published < min(days):
        return True
    event = model.baseline.get(known.event_id)
    if event is not None and event.occurred_at and item.published_at:
        return item.published_at < event.occurred_at
    return traits.published == min(days) and words.PREVIEW in model.words.found(words.fold(item.title))


def _days(known: Known) -> set[int]:
    if known.profile is not None:
        return set(known.profile.washington | known.profile.tokyo)
    return {day for member in known.members for day in member.washington | member.tokyo} or {
        member.published for member in known.members if member.published is not None
    }
