"""The timeline as of a moment: what could be known then, in which phase of the story, on which days. Pure.

`timeline_as_of.sql` takes the same moments in SQL; a test holds both against each other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from db.records import EventRow
from tracker.errors import BadParameter
from tracker.pack import Anchor, Capital, Phase

WASHINGTON = ZoneInfo("America/New_York")
TOKYO = ZoneInfo("Asia/Tokyo")


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment of knowledge. at: UTC instant `YYYY-MM-DDTHH:MM:SSZ`, included. day_us, day_jp: the days by which days are compared."""

    at: str
    day_us: str
    day_jp: str


@dataclass(frozen=True, slots=True)
class LocalDay:
    """An event's calendar day in a capital. clock: `HH:MM` there, None where only the day is known."""

    capital: Capital
    day: str
    clock: str | None


def moment(as_of: str, now: Moment, name: str = "as_of") -> Moment:
    """The moment that `as_of` names: empty for now, a day for its end in Washington (DESIGN, rules of data), or an instant.

    as_of: `YYYY-MM-DD`, or ISO 8601 with a zone; without one it is UTC. Of a day, what is known by the day only is known up to that day,
    in both capitals. name: of the parameter, for errors. Raises BadParameter for anything else.
    """
    text = as_of.strip()
    if not text:
        return now
    try:
        if len(text) == 10:
            following = date.fromisoformat(text) + timedelta(days=1)
            end = datetime.combine(following, time(), WASHINGTON).astimezone(UTC) - timedelta(seconds=1)
            return Moment(_text(end), text, text)
        stated = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError as error:
        raise BadParameter(name, as_of, form="a day 2025-04-16 or an instant 2025-04-16T20:30:00Z") from error
    return moment_at(stated if stated.tzinfo else stated.replace(tzinfo=UTC))


def moment_at(instant: datetime) -> Moment:
    """The moment of an aware instant, with the days it falls on in both capitals."""
    return Moment(_text(instant), instant.astimezone(WASHINGTON).date().isoformat(), instant.astimezone(TOKYO).date().isoformat())


def is_known(known_from: str, timezone: str, seen: Moment) -> bool:
    """Whether something could be known at a moment. known_from: a day, compared by day, or a UTC instant. timezone: the event's."""
    if len(known_from) > 10:
        return known_from <= seen.at
    return known_from <= (seen.day_us if timezone.startswith("America/") else seen.day_jp)


def hide_later(event: EventRow, seen: Moment) -> EventRow:
    """The event without what became known after a moment."""
    if event.later_from is None or is_known(event.later_from, event.timezone, seen):
        return event
    return replace(event, later_en=None, later_ja=None, later_from=None)


def known_events(events: Iterable[EventRow], seen: Moment) -> tuple[EventRow, ...]:
    """The events that could be known at a moment, without what came later, by date and id."""
    known = (hide_later(event, seen) for event in events if is_known(event.known_from, event.timezone, seen))
    return tuple(sorted(known, key=lambda event: (event.date, event.id)))


def day_offset(day: str, anchor_day: str) -> int:
    """Days from the anchor's day to another: 97 for 22 July 2025, negative before it."""
    return (date.fromisoformat(day[:10]) - date.fromisoformat(anchor_day[:10])).days


def phase_of(anchor: Anchor, day: str) -> Phase | None:
    """The phase of the story that a day falls into; None for an anchor without phases, or for a day before its first one."""
    begun = [phase for phase in anchor.phases if (phase.from_day or "") <= day]
    return begun[-1] if begun else None


def by_phase(anchor: Anchor, events: Iterable[EventRow]) -> tuple[tuple[Phase | None, tuple[EventRow, ...]], ...]:
    """Events by phase, phases in their order, those without one first, events in the order given; phases without events are left out."""
    found: dict[Phase | None, list[EventRow]] = {}
    for event in events:
        found.setdefault(phase_of(anchor, event.date), []).append(event)
    ordered: tuple[Phase | None, ...] = (None, *anchor.phases)
    return tuple((phase, tuple(found[phase])) for phase in ordered if phase in found)


def local_days(event: EventRow, capitals: Sequence[Capital]) -> tuple[LocalDay, ...]:
    """The event's day in each capital, with the hour where the instant is known.

    Where it isn't, the row's own days stand for Washington and Tokyo, and the event's day for others.
    """
    return tuple(_local_day(event, capital) for capital in capitals)


def _local_day(event: EventRow, capital: Capital) -> LocalDay:
    if event.occurred_at is not None:
        local = datetime.fromisoformat(event.occurred_at.replace("Z", "+00:00")).astimezone(ZoneInfo(capital.zone))
        return LocalDay(capital, local.date().isoformat(), f"{local:%H:%M}")
    stated = {"America/New_York": event.date_washington, "Asia/Tokyo": event.date_tokyo}.get(capital.zone)
    return LocalDay(capital, stated or event.date, None)


def _text(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
