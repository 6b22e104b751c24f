"""Zones of stated times: numeric offsets, the names that feeds use, IANA names.

A name counts only where it means one thing in news feeds: RFC 822 §5 fixes the American ones; IST, for one, means three zones and
none of them here.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta, timezone, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

# Minutes east of UTC.
_NAMED = {
    "Z": 0, "UT": 0, "UTC": 0, "GMT": 0, "WET": 0, "WEST": 60, "BST": 60, "CET": 60, "CEST": 120, "EET": 120, "EEST": 180, "MSK": 180,
    "GST": 240, "WIB": 420, "ICT": 420, "HKT": 480, "SGT": 480, "PHT": 480, "AWST": 480, "JST": 540, "KST": 540, "AEST": 600,
    "AEDT": 660, "NZST": 720, "NZDT": 780, "HST": -600, "AKST": -540, "AKDT": -480, "PST": -480, "PDT": -420, "MST": -420, "MDT": -360,
    "CST": -360, "CDT": -300, "EST": -300, "EDT": -240, "AST": -240, "ADT": -180, "BRT": -180,
}  # fmt: skip
# News style names a zone without its season ("4 p.m. ET").
_SEASONAL = {
    "ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles",
    "日本時間": "Asia/Tokyo", "米東部時間": "America/New_York",
}  # fmt: skip

ZONE_NAMES = "|".join(sorted((*_NAMED, *_SEASONAL), key=len, reverse=True))
"""Alternatives of a regular expression, longest first."""

_OFFSET = re.compile(r"([+-])(\d{1,2}):?(\d{2})?")
_DAY_MINUTES = 24 * 60


@lru_cache(maxsize=512)
def zone_named(text: str) -> tzinfo | None:
    """The zone that a text states: `+0900`, `+09:00`, `JST`, `GMT+9`, `ET`, or an IANA name; None where it states none we know."""
    name = text.strip()
    if name.upper() in _NAMED:
        return timezone(timedelta(minutes=_NAMED[name.upper()]))
    if name.upper() in _SEASONAL:
        return ZoneInfo(_SEASONAL[name.upper()])
    bare = re.sub(r"^(?:GMT|UTC|UT)(?=[+-])", "", name, flags=re.IGNORECASE)
    if match := _OFFSET.fullmatch(bare):
        return _numeric(*match.groups())
    return _iana(name)


def offset_of(moment: datetime) -> str:
    """The offset of an aware instant as `+09:00`."""
    total = int((moment.utcoffset() or timedelta()).total_seconds()) // 60
    sign = "-" if total < 0 else "+"
    return f"{sign}{abs(total) // 60:02d}:{abs(total) % 60:02d}"


def _numeric(sign: str, hours: str, minutes: str | None) -> timezone | None:
    total = int(hours) * 60 + int(minutes or 0)
    if total >= _DAY_MINUTES or int(minutes or 0) > 59:
        return None
    return timezone(timedelta(minutes=-total if sign == "-" else total))


def _iana(name: str) -> ZoneInfo | None:
    if not re.fullmatch(r"[A-Za-z]+(?:[/_+-][A-Za-z0-9]+)+", name):
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # a name that isn't there, or names a folder of the database
        return None
