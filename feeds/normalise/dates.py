"""Dates as sources state them, read without inventing anything (TRAPS 15, 36; DESIGN, rules of data: publication dates).

Read are RFC 822 and RFC 2822 with named zones, ISO 8601 and W3C-DTF, asctime, American and Japanese newspaper forms, Japanese eras, compact
forms and epochs. What can't be read for sure gives no date, and its words are kept. A year that isn't stated isn't added; "now" is not
known here. Days that do not exist, and the zero dates of programs (midnight UTC of 1 January 1970, the year 1), are no statement.
"""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime, timedelta, tzinfo

from feeds.normalise.date_forms import Parts, day_in_text, parts_of
from feeds.normalise.zones import offset_of, zone_named
from feeds.types import NO_STAMP, Stamp

_LONGEST = 120  # characters; a longer text is no date
_LOOKED_AT = 2_000  # characters in which a date is looked for
_ZERO_DATE = "1970-01-01T00:00:00Z"
_FIRST_YEAR, _LAST_YEAR = 1000, 9990  # so that a day's shift by any zone stays within what a date can be


def parse_date(raw: str, *, source_tz: str = "", feed_tz: str = "") -> Stamp:
    """The stated date of a whole text.

    raw: what stood there; kept in the result, also where nothing can be read. feed_tz: the zone that the feed's other dates state,
    `+09:00`; source_tz: IANA name for the source; both only for a text without a zone, in this order, then UTC is assumed. A month or
    a year alone has its first day as `date`, and says so by its precision.
    """
    text = _tidied(raw[:_LOOKED_AT])
    if not text:
        return NO_STAMP
    parts = parts_of(text) if len(text) <= _LONGEST else None
    return _stamp(parts, raw.strip()[:_LONGEST], source_tz, feed_tz)


def find_date(text: str, *, source_tz: str = "", feed_tz: str = "") -> Stamp:
    """The first whole day stated within a longer text, with its time of day where that follows at once.

    Arguments as in `parse_date`; `raw` is the stated date's own words.
    """
    found = day_in_text(_tidied(text[:_LOOKED_AT]))
    if found is None:
        return NO_STAMP
    parts, words = found
    return _stamp(parts, words, source_tz, feed_tz)


def stated_offset(raw: str) -> str:
    """The offset that a date states by itself, as `+09:00`; empty for a date without one, or no date."""
    text = _tidied(raw)
    parts = parts_of(text) if text and len(text) <= _LONGEST else None
    zone = zone_named(parts.zone) if parts and parts.zone else None
    moment = _moment(parts, zone) if parts and zone else None
    return offset_of(moment) if moment else ""


def _tidied(raw: str) -> str:
    text = raw if raw.isascii() else unicodedata.normalize("NFKC", raw)
    return " ".join(text.split())


def _stamp(parts: Parts | None, raw: str, source_tz: str, feed_tz: str) -> Stamp:
    zone, zone_from = _zone(parts.zone if parts else "", source_tz, feed_tz)
    moment = _moment(parts, zone) if parts else None
    if parts is None or moment is None:
        return Stamp(raw=raw)
    at = f"{moment.astimezone(UTC).replace(tzinfo=None).isoformat()}Z"
    if at == _ZERO_DATE:
        return Stamp(raw=raw)
    day = f"{parts.year:04d}-{parts.month or 1:02d}-{parts.day or 1:02d}"
    return Stamp(at, day, parts.precision, zone_from, raw)


def _zone(stated: str, source_tz: str, feed_tz: str) -> tuple[tzinfo, str]:
    for name, zone_from in ((stated, "text"), (feed_tz, "feed"), (source_tz, "source")):
        zone = zone_named(name) if name else None
        if zone is not None:
            return zone, zone_from
    return UTC, "assumed"


def _moment(parts: Parts, zone: tzinfo) -> datetime | None:
    """The start of the stated period in its zone; None for a day or time that does not exist."""
    if not _FIRST_YEAR <= parts.year <= _LAST_YEAR:
        return None
    hour, minute, second = parts.hour or 0, parts.minute or 0, parts.second or 0
    if hour > 24 or minute > 59 or second > 60 or (hour == 24 and (minute or second)):
        return None
    try:
        day = datetime(parts.year, parts.month or 1, parts.day or 1, tzinfo=zone)
    except ValueError:
        return None
    # 24:00 is the next day's midnight (ISO 8601), a leap second the next minute's start.
    return day + timedelta(hours=hour, minutes=minute, seconds=second)
