"""Calendar days that a text names, made full by its publication date, and the zone they are meant in (entities_cross.md: the day trap)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from tracker.facts.mentions import Part
from tracker.facts.types import Day

_MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_MONTH_NAME = re.compile(
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_WEEKDAYS = {name: number for number, name in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())}
_RELATIVE = {
    "today": 0, "yesterday": -1, "tomorrow": 1,
    "きょう": 0, "今日": 0, "本日": 0, "きのう": -1, "昨日": -1, "あす": 1, "明日": 1, "あした": 1,
}  # fmt: skip
_SHIFTS = {"来月": 1, "翌月": 1, "先月": -1, "前月": -1, "今月": 0}
# Each pattern begins with a small set of letters or digits, so that the search passes quickly over everything else.
_MONTH_DAY = re.compile(r"([A-Z][A-Za-z]{2,8})\.?\s(\d{1,2})(?:st|nd|rd|th)?(?!\d|-year|%|,\d)(?:,?\s(20\d\d)\b)?")
_DAY_MONTH = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\s(?:of\s)?([A-Z][A-Za-z]{2,8})\b\.?(?:,?\s(20\d\d)\b)?")
_WEEKDAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|today\b|yesterday\b|tomorrow\b")
_JAPANESE = re.compile(
    r"(?:(20\d\d)年)?(?:(\d{1,2})月|(来月|翌月|先月|前月|今月))?(?<![\d.])(\d{1,2})日(?![間本前後目])|きょう|今日|本日|きのう|昨日|あす|明日|あした"
)
_NUMBERED_DAY = re.compile(r"[0-9]日")
_JAPANESE_WORDS = ("きょう", "今日", "本日", "きのう", "昨日", "あす", "明日", "あした")
# What stands just before a day, or opens the text, and tells whose day it is.
_TOKYO = re.compile(r"日本時間[のでは、]{0,2}$|[(（]JST|Japan time")
_EASTERN = re.compile(r"(?:現地時間|米東部時間|米国時間|アメリカ時間|ワシントン時間|現地)[のでは、]{0,2}$")
_DATELINES = (
    (re.compile(r"【\s?(?:ワシントン|ニューヨーク)"), "ET"),
    (re.compile(r"\W{0,3}(?:WASHINGTON|Washington|NEW YORK|New York)\b[^a-z]{0,40}(?:[-–—:(,]|\()"), "ET"),
    (re.compile(r"\W{0,3}(?:TOKYO|Tokyo)\b[^a-z]{0,40}(?:[-–—:(,]|\()"), "JST"),
)


class _Named(NamedTuple):
    """A day as it stands in folded text. how: as in `Day`; date: None where it does not exist or can't be told."""

    start: int
    end: int
    how: str
    date: date | None


def dateline(part: Part) -> str:
    """`ET` or `JST` where the text opens with a dateline (【ワシントン共同】, WASHINGTON —, Tokyo, June 13 (Jiji Press)), else empty."""
    head = part.folded.text[:120]
    for pattern, zone in _DATELINES:
        if pattern.match(head) or (head.find("【") >= 0 and pattern.search(head)):
            return zone
    return ""


def days(part: Part, published: str | None, zone: str) -> Iterator[Day]:
    """The days named in one field, in order.

    published: the day of publication, `YYYY-MM-DD`; without it only days stated with their year are given. zone: the dateline's. A
    weekday is the last one up to the publication date; a day or month without a year the nearest one; days that do not exist are left out.
    """
    base = date.fromisoformat(published) if published else None
    named = sorted(_named(part, base))
    for at, found in enumerate(named):
        # "Sunday (June 15)" is one day, and the date says which.
        follows = at + 1 < len(named) and named[at + 1].how != "weekday" and named[at + 1].start - found.end <= 2
        if found.date is not None and not (found.how == "weekday" and follows):
            start, end = part.folded.original(found.start, found.end)
            yield Day(found.date.isoformat(), _zone(part, found, zone), found.how, part.stored[start:end], part.field, start, end)


def _zone(part: Part, found: _Named, zone: str) -> str:
    before = part.folded.text[max(0, found.start - 8) : found.start]
    if _TOKYO.search(before):
        return "JST"
    if _EASTERN.search(before):
        return "ET"
    japanese = found.how == "relative" and not part.folded.text[found.start].isascii()
    return "JST" if japanese and not zone else zone


def _named(part: Part, base: date | None) -> Iterator[_Named]:
    text, lower = part.folded.text, part.folded.lower
    if not text.isascii() and (_NUMBERED_DAY.search(text) or any(word in text for word in _JAPANESE_WORDS)):
        yield from (_japanese(match, base) for match in _JAPANESE.finditer(text))
    if "day" in lower or "tomorrow" in lower:
        yield from (_spoken(match, base) for match in _WEEKDAY.finditer(lower))
    if not any(head in lower for head in _MONTHS):
        return
    for pattern, month, day in ((_MONTH_DAY, 1, 2), (_DAY_MONTH, 2, 1)):
        for match in pattern.finditer(text):
            if _MONTH_NAME.fullmatch(match[month].lower()):
                yield _dated(match, (match[3], _MONTHS[match[month][:3].lower()], int(match[day])), base)


def _japanese(match: re.Match[str], base: date | None) -> _Named:
    if match[4] is None:
        return _spoken(match, base)
    if match[2] is None and (base is None or match[1] is None):
        steps = (_SHIFTS[match[3]],) if match[3] else (-1, 0, 1)
        return _Named(match.start(), match.end(), "partial", base and _nearest(base, _months(base, steps), int(match[4])))
    return _dated(match, (match[1], int(match[2] or 0), int(match[4])), base)


def _spoken(match: re.Match[str], base: date | None) -> _Named:
    word = match[0].lower()
    if word in _WEEKDAYS:
        back = (base.weekday() - _WEEKDAYS[word]) % 7 if base else 0
        return _Named(match.start(), match.end(), "weekday", base and base - timedelta(days=back))
    return _Named(match.start(), match.end(), "relative", base and base + timedelta(days=_RELATIVE[word]))


def _dated(match: re.Match[str], parts: tuple[str | None, int, int], base: date | None) -> _Named:
    year, month, day = parts
    if year:
        return _Named(match.start(), match.end(), "stated", _made(int(year), month, day))
    years = [(base.year + step, month) for step in (-1, 0, 1)] if base else []
    return _Named(match.start(), match.end(), "partial", base and _nearest(base, years, day))


def _months(base: date, steps: tuple[int, ...]) -> list[tuple[int, int]]:
    return [(base.year + (base.month - 1 + step) // 12, (base.month - 1 + step) % 12 + 1) for step in steps]


def _nearest(base: date, months: list[tuple[int, int]], day: int) -> date | None:
    real = [made for year, month in months if (made := _made(year, month, day)) is not None]
    return min(real, key=lambda choice: (abs((choice - base).days), choice)) if real else None


def _made(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
