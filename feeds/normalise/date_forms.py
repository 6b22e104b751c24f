"""The written forms of dates: from words to parts, without a calendar and without a zone's meaning.

A form is a regular expression; what follows a whole day must be a time of day, a zone, or nothing. Texts come folded by NFKC, with single
spaces.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from feeds.normalise.eras import ERA_NAMES, KANJI_NUMBER, era_year, number
from feeds.normalise.zones import ZONE_NAMES


class Parts(NamedTuple):
    """What a text states. zone: its words, empty for none. Parts that aren't stated are None."""

    year: int
    month: int | None = None
    day: int | None = None
    hour: int | None = None
    minute: int | None = None
    second: int | None = None
    zone: str = ""

    @property
    def precision(self) -> str:
        """`second minute day month year`; an hour alone counts as a minute."""
        if self.hour is not None:
            return "minute" if self.second is None else "second"
        if self.day is not None:
            return "day"
        return "year" if self.month is None else "month"


_MONTHS = {name: at for at, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)}
_MONTH = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?"
    r"|dec(?:ember)?)\.?"
)
# Any word in front of the comma may be a weekday, of any language, and a wrong one; it is never looked at.
_WEEKDAY = r"(?:[a-z]{2,9}\.?,? ?)?"
_N = rf"(?:\d{{1,2}}|元|{KANJI_NUMBER})"
_KANJI_YEAR = r"(?:\d{4}|[〇零一二三四五六七八九]{4})"
_ERA = rf"(?P<era>{ERA_NAMES}|[令平昭大明RHSTMrhstm]) ?\.?(?P<era_year>{_N})"
_YEAR = rf"(?:(?P<year>{_KANJI_YEAR})|{_ERA}) ?年"

_WHOLE_DAYS = (
    r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})",
    r"(?P<year>\d{4})(?P<mark>[./]) ?(?P<month>\d{1,2})(?P=mark) ?(?P<day>\d{1,2})",
    rf"{_YEAR} ?(?P<month>{_N}) ?月 ?(?P<day>{_N}) ?日",
    rf"{_ERA}(?P<mark>[./-])(?P<month>\d{{1,2}})(?P=mark)(?P<day>\d{{1,2}})",
    rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ -]{_MONTH},?[ -](?P<year>\d{{4}}|\d{{2}}(?!\d))",
    rf"{_WEEKDAY}{_MONTH} ?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})",
    # Day or month first is only known where one of them can't be a month.
    r"(?P<day>1[3-9]|2\d|3[01])/(?P<month>\d{1,2})/(?P<year>\d{4})",
    r"(?P<month>\d{1,2})/(?P<day>1[3-9]|2\d|3[01])/(?P<year>\d{4})",
)
_CLOCK = (
    r"(?:(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?(?: ?(?P<half>[ap]\.?m\b\.?))?"
    r"|(?P<hour_half>\d{1,2}) ?(?P<half2>[ap]\.?m\b\.?)"
    rf"|(?P<gozen>午前|午後)? ?(?P<ji>{_N}) ?時(?: ?(?P<fun>{_N}|半)(?: ?分)?(?: ?(?P<byo>{_N}) ?秒)?)?)"
)
_ZONE = rf"(?:\(?(?P<zone>(?:GMT|UTC?)?[+-]\d{{1,2}}(?::?\d{{2}})?|{ZONE_NAMES})\)?(?![a-z0-9])(?: \([^()]{{1,40}}\))?)"
_JA_WEEKDAY = r"(?: ?[(\[]?[月火水木金土日](?:曜日?)?(?:[・/]?祝)?[)\]]?(?![月火水木金土日時]))?"
# What may stand between a day and its time, the time and its zone, and after both.
_TIME = re.compile(
    rf"{_JA_WEEKDAY}(?:(?: ?t ?|,? ?(?:at |@ )?| - | \| |, ?)?{_CLOCK})?(?: ?{_ZONE})?[ ,.]*"
    r"(?:付け?|発表|更新|公表|掲載|現在)?",
    re.IGNORECASE,
)
_RFC822 = re.compile(
    r"(?:[a-z]{3},? )?(?P<day>\d{1,2}) (?P<name>[a-z]{3}) (?P<year>\d{4}) (?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d))? "
    r"(?P<zone>[+-]\d{4}|GMT|[ECMP][SD]T|UTC|JST)",
    re.IGNORECASE,
)
_ISO = re.compile(
    r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)[Tt ](?P<hour>\d\d):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:\.\d+)?)?"
    r"(?P<zone>[Zz]|[+-]\d\d:?\d\d)?"
)
_ASCTIME = re.compile(
    rf"[a-z]{{3,9}},? {_MONTH} (?P<day>\d{{1,2}}),? (?P<hour>\d{{1,2}}):(?P<minute>\d\d)(?::(?P<second>\d\d))?"
    rf"(?: (?P<zone>[+-]\d{{4}}|{ZONE_NAMES}))? (?P<year>\d{{4}})",
    re.IGNORECASE,
)
_COMPACT = re.compile(
    r"(?P<year>(?:19|20|21)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?:[Tt ]?(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?"
    r"(?: ?(?P<zone>[Zz]|[+-]\d\d:?\d\d))?)?"
)
_PERIODS = (
    re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})"),
    re.compile(rf"{_YEAR} ?(?P<month>{_N}) ?月(?:中|分)?", re.IGNORECASE),
    re.compile(rf"{_MONTH},? (?P<year>\d{{4}})", re.IGNORECASE),
    re.compile(_YEAR, re.IGNORECASE),
    re.compile(r"(?P<year>(?:19|20)\d\d)"),
)
_EPOCH = re.compile(r"(?P<seconds>\d{10})(?:\d{3}|\d{6})?(?:\.\d+)?")
_DAYS = tuple(re.compile(form, re.IGNORECASE) for form in _WHOLE_DAYS)
# Within a text: not out of the middle of a longer number or word.
_FOUND = tuple(re.compile(rf"(?<![0-9A-Za-z/.-]){form.removeprefix(_WEEKDAY)}(?![\d-])", re.IGNORECASE) for form in _WHOLE_DAYS)


def parts_of(text: str) -> Parts | None:
    """What a whole text states, None where it isn't a date in any known form. text: NFKC, single spaces."""
    match = _RFC822.fullmatch(text) or _ISO.fullmatch(text)
    if match:
        return _parts(match)
    for form in _DAYS:
        if match := form.match(text):
            rest = _TIME.fullmatch(text, match.end())
            if rest:
                return _with_time(match, rest)
    return _compact(text) or _period(text)


def day_in_text(text: str) -> tuple[Parts, str] | None:
    """The first whole day within a text, and its words, with the time of day that follows at once. text: NFKC, single spaces."""
    found = [match for form in _FOUND if (match := form.search(text))]
    if not found:
        return None
    first = min(found, key=lambda match: match.start())
    rest = _TIME.match(text, first.end())
    parts = _with_time(first, rest) if rest else _parts(first)
    end = rest.end() if rest else first.end()
    return (parts, text[first.start() : end].strip()) if parts else None


def _compact(text: str) -> Parts | None:
    if match := _ASCTIME.fullmatch(text) or _COMPACT.fullmatch(text):
        return _parts(match)
    if match := _EPOCH.fullmatch(text):
        return _epoch(int(match["seconds"]))
    return None


def _period(text: str) -> Parts | None:
    for form in _PERIODS:
        if match := form.fullmatch(text):
            return _parts(match)
    return None


def _parts(match: re.Match[str]) -> Parts | None:
    said = match.groupdict()
    month = _month(said)
    year = _year(said)
    if not year or month == 0:
        return None
    hour, minute, second = said.get("hour"), said.get("minute"), said.get("second")
    return Parts(
        year, month, number(said["day"]) if said.get("day") else None, int(hour) if hour else None, int(minute) if minute else None,
        int(second) if second else None, said.get("zone") or "",
    )  # fmt: skip


def _with_time(day: re.Match[str], rest: re.Match[str]) -> Parts | None:
    parts = _parts(day)
    if parts is None:
        return None
    said = rest.groupdict()
    zone = said["zone"] or ""
    if said["ji"]:
        hour, minute = number(said["ji"]), 30 if said["fun"] == "半" else number(said["fun"] or "0")
        if said["gozen"] == "午後" and hour < 12:
            hour += 12
        return parts._replace(hour=hour, minute=minute, second=number(said["byo"]) if said["byo"] else None, zone=zone)
    hour_text = said["hour"] or said["hour_half"]
    if not hour_text:
        return parts._replace(zone=zone)
    hour = _by_half(int(hour_text), said["half"] or said["half2"] or "")
    second = int(said["second"]) if said["second"] else None
    return parts._replace(hour=hour, minute=int(said["minute"] or 0), second=second, zone=zone)


def _by_half(hour: int, half: str) -> int:
    """The hour of 24. half: `am`, `p.m.`, or empty. An hour above 12 means itself in spite of it."""
    if not half or hour > 12:
        return hour
    return hour % 12 + (12 if half[0] in "pP" else 0)


def _month(said: dict[str, str | None]) -> int | None:
    """The month, None where none is stated, 0 for a word that names none."""
    if name := said.get("name"):
        return _MONTHS.get(name[:3].lower(), 0)
    month = said.get("month")
    return number(month) if month else None


def _year(said: dict[str, str | None]) -> int:
    if said.get("era"):
        return era_year(said["era"] or "", number(said["era_year"] or "0"))
    year = number(said.get("year") or "0")
    # Two digits: RFC 2822 §4.3.
    return year if len(said.get("year") or "") != 2 else year + (2000 if year < 50 else 1900)


def _epoch(seconds: int) -> Parts:
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    return Parts(moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second, "Z")
