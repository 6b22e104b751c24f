"""Calendar days that a text names, made full by its publication date, and the zone they are meant in (entities_cross.md: the day trap)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from tracker.facts.mentions import Part
from tracker.facts.types import Day

_MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_WEEKDAYS = {name: number for number, name in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())}
_RELATIVE = {
    "today": 0, "yesterday": -1, "tomorrow": 1,
    "きょう": 0, "今日": 0, "本日": 0, "きのう": -1, "昨日": -1, "あす": 1, "明日": 1, "あした": 1,
}  # fmt: skip
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?"
    r"|dec(?:ember)?)"
)
_DAY = re.compile(
    rf"\b(?P<month>{_MONTH})\.?\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?!\d|-year|%)(?:,?\s(?P<year>20\d\d)\b)?"
    rf"|\b(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<month2>{_MONTH})\b\.?(?:,?\s(?P<year2>20\d\d)\b)?"
    rf"|\b(?P<weekday>{'|'.join(_WEEKDAYS)})\b|\b(?P<relative>today|yesterday|tomorrow)\b"
    r"|(?P<relative2>きょう|今日|本日|きのう|昨日|あす|明日|あした)"
    r"|(?:(?P<year3>20\d\d)年)?(?:(?P<month3>\d{1,2})月|(?P<next>来月|翌月)|(?P<last>先月|前月)|(?P<this>今月))?(?P<day3>\d{1,2})日(?![間本前後目])",
    re.IGNORECASE,
)
_HINT = re.compile(r"\d|day\b|tomorrow|きょう|今日|本日|きのう|昨日|あす|明日|あした")
# What stands just before a day, or opens the text, and tells whose day it is.
_TOKYO = re.compile(r"日本時間[のでは、]{0,2}$|[(（]JST|Japan time")
_EASTERN = re.compile(r"(?:現地時間|米東部時間|米国時間|アメリカ時間|ワシントン時間|現地)[のでは、]{0,2}$")
_DATELINES = (
    (re.compile(r"【\s?(?:ワシントン|ニューヨーク)"), "ET"),
    (re.compile(r"^\W{0,3}(?:WASHINGTON|Washington|NEW YORK|New York)\b[^a-z]{0,40}(?:[-–—:(,]|\()"), "ET"),
    (re.compile(r"^\W{0,3}(?:TOKYO|Tokyo)\b[^a-z]{0,40}(?:[-–—:(,]|\()"), "JST"),
)


def dateline(part: Part) -> str:
    """`ET` or `JST` where the text opens with a dateline (【ワシントン共同】, WASHINGTON —, Tokyo, June 13 (Jiji Press)), else empty."""
    head = part.folded.text[:120]
    return next((zone for pattern, zone in _DATELINES if pattern.search(head)), "")


def days(part: Part, published: str | None, zone: str) -> Iterator[Day]:
    """The days named in one field, in order.

    published: the day of publication, `YYYY-MM-DD`; without it only days stated with their year are given. zone: the dateline's. A
    weekday is the last one up to the publication date; a day or month without a year the nearest one; days that do not exist are left out.
    """
    base = date.fromisoformat(published) if published else None
    matches = list(_DAY.finditer(part.folded.text)) if _HINT.search(part.folded.lower) else []
    for match, following in zip(matches, [*matches, None][1:], strict=True):
        # "Sunday (June 15)" is one day, and the date says which.
        doubled = match["weekday"] and following is not None and not following["weekday"] and following.start() - match.end() <= 2
        found = None if doubled else _read(match, base)
        if found is not None:
            start, end = part.folded.original(match.start(), match.end())
            stated = _zone(part.folded.text[max(0, match.start() - 8) : match.start()], match, zone)
            yield Day(found[0].isoformat(), stated, found[1], part.stored[start:end], part.field, start, end)


def _zone(before: str, match: re.Match[str], zone: str) -> str:
    if _TOKYO.search(before):
        return "JST"
    if _EASTERN.search(before):
        return "ET"
    return "JST" if match["relative2"] and not zone else zone


def _read(match: re.Match[str], base: date | None) -> tuple[date, str] | None:
    year = match["year"] or match["year2"] or match["year3"]
    day = match["day"] or match["day2"] or match["day3"]
    if day and year:
        month = _month(match)
        full = _made(int(year), month, int(day)) if month else None
        return (full, "stated") if full else None
    if base is None:
        return None
    if match["weekday"]:
        return base - timedelta(days=(base.weekday() - _WEEKDAYS[match["weekday"].lower()]) % 7), "weekday"
    relative = match["relative"] or match["relative2"]
    if relative:
        return base + timedelta(days=_RELATIVE[relative.lower()]), "relative"
    nearest = _nearest(base, _month(match), _shift(match), int(day))
    return (nearest, "partial") if nearest else None


def _month(match: re.Match[str]) -> int | None:
    name = match["month"] or match["month2"]
    return _MONTHS[name[:3].lower()] if name else int(match["month3"]) if match["month3"] else None


def _shift(match: re.Match[str]) -> int | None:
    return 1 if match["next"] else -1 if match["last"] else 0 if match["this"] else None


def _nearest(base: date, month: int | None, shift: int | None, day: int) -> date | None:
    if month is not None:
        choices = [_made(base.year + step, month, day) for step in (-1, 0, 1)]
    else:
        steps = (shift,) if shift is not None else (-1, 0, 1)
        choices = [_made(base.year + (base.month - 1 + step) // 12, (base.month - 1 + step) % 12 + 1, day) for step in steps]
    real = [choice for choice in choices if choice is not None]
    return min(real, key=lambda choice: (abs((choice - base).days), choice)) if real else None


def _made(year: int, month: int | None, day: int) -> date | None:
    try:
        return date(year, month or 0, day)
    except ValueError:
        return None
