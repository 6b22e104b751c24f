"""Events as an iCalendar file (RFC 5545) of whole days: a day has no hour, so that it falls on itself in every zone (TRAPS 28). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Component, Event

from tracker.instants import start_of
from tracker.publish.plain_text import clean

MEDIA_TYPE = "text/calendar"
_COUNTED_FROM = datetime(2025, 1, 1, tzinfo=UTC)
_MAKER = "-//tariff-timeline//timeline//EN"


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One whole day, month or year. uid: permanent. changed_at: a day or UTC instant as text. precision: `day` `month` `year`."""

    uid: str
    day: str
    title: str
    href: str
    changed_at: str
    precision: str = "day"
    description: str = ""
    categories: tuple[str, ...] = ()
    sure: bool = True


def to_ics(title: str, description: str, lang: str, here: str, days: Iterable[CalendarDay]) -> str:
    """The days as one calendar with a name. here: its absolute address, from where it may be read anew every hour."""
    return "".join(calendar_parts(title, description, lang, here, days))


def calendar_parts(title: str, description: str, lang: str, here: str, days: Iterable[CalendarDay]) -> Iterator[str]:
    """The same calendar bit by bit, for more days than fit into memory."""
    calendar = Calendar()
    calendar.add("prodid", _MAKER)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    for name in ("name", "x-wr-calname"):
        calendar.add(name, title, parameters={"LANGUAGE": lang})
    calendar.add("description", description, parameters={"LANGUAGE": lang})
    calendar.add("source", here)
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"VALUE": "DURATION"})
    head, end, tail = _text(calendar).rpartition("END:VCALENDAR")
    yield head
    for one in days:
        yield _text(_event(one, lang))
    yield end + tail


def _text(part: Component) -> str:
    content: bytes = part.to_ical()
    return content.decode("utf-8")


def span_of(day: str, precision: str) -> tuple[date, date]:
    """The first day and the one after the last (RFC 5545 §3.6.1: DTEND is not part of the event)."""
    first = date.fromisoformat(day[:10])
    if precision == "year":
        return first.replace(month=1, day=1), date(first.year + 1, 1, 1)
    if precision == "month":
        start = first.replace(day=1)
        return start, (start + timedelta(days=31)).replace(day=1)
    return first, first + timedelta(days=1)


def _event(one: CalendarDay, lang: str) -> Event:
    first, after = span_of(one.day, one.precision)
    changed = start_of(one.changed_at)
    event = Event()
    event.add("uid", one.uid)
    # Without a METHOD, DTSTAMP is when the event last changed in the calendar (RFC 5545 §3.8.7.2).
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("sequence", max(0, int((changed - _COUNTED_FROM).total_seconds())))
    event.add("dtstart", first)
    event.add("dtend", after)
    event.add("summary", clean(one.title), parameters={"LANGUAGE": lang})
    if one.description:
        event.add("description", clean(one.description), parameters={"LANGUAGE": lang})
    event.add("url", one.href)
    if one.categories:
        event.add("categories", list(one.categories))
    event.add("status", "CONFIRMED" if one.sure else "TENTATIVE")
    event.add("transp", "TRANSPARENT")
    return event
