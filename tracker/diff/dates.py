"""Days and hours of a folded sentence, as far as each states them: 16日 has no month, a weekday no date."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tracker.diff.starts import matches
from tracker.diff.types import Value

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_KANJI_MONTHS = "一 二 三 四 五 六 七 八 九 十 十一 十二".split()
_JA_WEEKDAYS = "月火水木金土日"
_MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
# The year before the first of an era.
_ERAS = {"令和": 2018, "平成": 1988}
_MONTH_NAMES = (
    "jan january feb february mar march apr april may jun june jul july aug august sep sept september oct october nov november dec december"
).split()
MONTH = f"(?:{'|'.join(_MONTH_NAMES)})"
# What a date without a digit begins with.
WORDS = frozenset((*_MONTH_NAMES, *_WEEKDAYS, *(f"{day}s" for day in _WEEKDAYS)))
_YEAR = r"(?:1[6-9]|20)\d\d"
_ENGLISH = re.compile(
    rf"\b(?:(?=\d)(?:(?<!plus )(?<!minus )(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<m2>{MONTH})\b\.?(?:,?\s(?P<y2>{_YEAR})\b)?"
    rf"|(?P<y3>{_YEAR})[-/](?P<m3>\d\d?)[-/](?P<d3>\d\d?)\b|(?P<m4>\d\d?)/(?P<d4>\d\d?)/(?P<y4>{_YEAR})\b)"
    rf"|(?=[a-z])(?:(?P<m1>{MONTH})\b\.?\s(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\b(?![.,]?\d|%)(?:,?\s(?P<y1>{_YEAR})\b)?"
    rf"|(?P<m5>{'|'.join(name for name in _MONTH_NAMES if name not in ('mar', 'march', 'may'))})\b\.?(?:,?\s(?P<y5>{_YEAR})\b)?"
    rf"|(?P<m6>march|may)\s(?P<y6>{_YEAR})\b|(?:in|by|until|till|from|since|last|next|early|late|mid-?|of)\s?(?P<m7>(?-i:March|May))\b"
    rf"(?!\s(?:{_YEAR}|\d))|(?P<weekday>{'|'.join(_WEEKDAYS)})s?\b))",
    re.IGNORECASE,
)
# It looks first whether anything may begin with this character, and fails fast where nothing does: each form begins with one of these.
_JAPANESE = re.compile(
    rf"(?=[\d令平一二三四五六七八九十{_JA_WEEKDAYS}])(?:(?:(?P<era>令和|平成)(?P<ey>\d{{1,2}}|元)年|(?P<y>{_YEAR})年)(?:度|(?P<m>\d{{1,2}})月(?:期|(?P<d>\d{{1,2}})日)?)?"
    r"|(?<![一-鿿])(?P<m6>十[一二]?|[一二三四五六七八九])月(?=[にはのまか末上中下以、])|(?<!\d)(?P<y5>[0-5]\d)年(?:度|(?P<m5>\d{1,2})月(?:期|(?P<d5>\d{1,2})日)?)|(?P<m2>\d{1,2})月(?P<d2>\d{1,2})日|(?P<q1>\d{1,2})[〜~-](?P<q2>\d{1,2})月期?"
    r"|(?P<m3>\d{1,2})月(?!期)|(?P<d3>\d{1,2})日(?!間|以内|目|前|後|分|延|も早|連続|程|ほど|たっ|あまり)"
    rf"|(?P<y4>{_YEAR})[-/.](?P<m4>\d\d?)[-/.](?P<d4>\d\d?)(?!\d)|(?P<weekday>[{_JA_WEEKDAYS}])曜)",
)
_SHORT_MONTH = re.compile(r"\b(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.$", re.IGNORECASE)
# A short look for what tells of one saves most sentences the long one; so does the sign for an hour.
_TIME_HINT = re.compile(r"\d(?::|\s?[ap])", re.IGNORECASE)
# The second day of "Sept. 1 and 12", "Oct. 3-5".
_UNTIL = re.compile(r"\s?(?:-|–|—|and|or|to|through)\s?(?P<day>\d{1,2})(?![\d:%]|[.,]\d|\s?(?:million|billion|percent|%|[ap]\.?m))")
_TIME = re.compile(
    r"\b(?P<h>\d{1,2})(?::(?P<m>\d\d))?\s?(?P<half>[ap])\.?m\b\.?|(?<![\d:])(?P<h2>\d{1,2}):(?P<m2>\d\d)(?![\d:])"
    r"|(?P<half3>午前|午後|正午)?(?P<h3>\d{1,2})時(?!間)(?P<m3>\d{1,2}分)?",
    re.IGNORECASE,
)


def english_dates(text: str, told: frozenset[str]) -> Iterator[Value]:
    """Sept. 16, 16 September 2025, 02/23/2026 (month first), July, Tuesday. "may" and "march" need a day or year beside them.

    told: which of `WORDS` stand in the sentence. With a capital those two may also follow a preposition ("by March").
    """
    whole = "March" in text or "May" in text
    for match in _ENGLISH.finditer(text) if whole else matches(_ENGLISH, text, told & WORDS):
        if match["weekday"]:
            yield _date(match, None, None, None, _WEEKDAYS.index(match["weekday"].lower()))
        elif not match["m5"] or match["m5"][0].isupper():
            year, month, day = (_first(match, part) for part in "ymd")
            number = None if not month else int(month) if month.isdigit() else _MONTHS[month[:3].lower()]
            yield _date(match, _number(year), number, _number(day))
            if match["d1"] and not year and (last := _UNTIL.match(text, match.end())):
                parts = (None, number, int(last["day"]), None)
                yield Value("date", f"?-{number}-{last['day']}-?", last.start("day"), last.end(), False, parts)


def japanese_dates(text: str) -> Iterator[Value]:
    """令和7年4月16日, 2025年4月16日, 4月16日, 16日, 4月, 2026年3月期, 4〜6月期, 火曜."""
    for match in _JAPANESE.finditer(text):
        if match["weekday"]:
            yield _date(match, None, None, None, _JA_WEEKDAYS.index(match["weekday"]))
        elif match["q1"]:
            # Months of a quarter: the first stands where a weekday would, so that 4〜6月 is no other than itself.
            parts = (None, int(match["q2"]), None, -int(match["q1"]))
            yield Value("date", f"{match['q1']}~{match['q2']}", match.start(), match.end(), False, parts)
        else:
            era = match["era"]
            year = _ERAS[era] + (1 if match["ey"] == "元" else int(match["ey"])) if era else _year(match["y"] or match["y4"] or match["y5"])
            month = _number(match["m"] or match["m2"] or match["m3"] or match["m4"] or match["m5"])
            month = _KANJI_MONTHS.index(match["m6"]) + 1 if match["m6"] else month
            yield _date(match, year, month, _number(match["d"] or match["d2"] or match["d3"] or match["d4"] or match["d5"]))


def times(text: str) -> Iterator[Value]:
    """12:01 a.m., 14:00, 午前0時1分, by minutes of the day."""
    for match in _TIME.finditer(text) if "時" in text or _TIME_HINT.search(text) else ():
        hour = int(match["h"] or match["h2"] or match["h3"])
        minute = int((match["m"] or match["m2"] or match["m3"] or "0").rstrip("分"))
        if (match["half"] or "").lower() == "p" or match["half3"] == "午後":
            hour = hour % 12 + 12
        elif (match["half"] or "").lower() == "a":
            hour %= 12
        yield Value("time", f"{hour}:{minute:02d}", match.start(), match.end())


def agrees(one: Value, other: Value) -> bool:
    """Whether two dates state something in common and agree in all that both state."""
    pairs = [(a, b) for a, b in zip(one.day, other.day, strict=True) if a is not None and b is not None]
    return bool(pairs) and all(a == b for a, b in pairs)


def same_day(one: Value, other: Value) -> bool:
    """Whether two dates may be the same: they agree, or one is a weekday and the other a day of a month."""
    weekday_only = (not any(one.day[:3]) and other.day[2]) or (not any(other.day[:3]) and one.day[2])
    return agrees(one, other) or bool(weekday_only)


def _date(match: re.Match[str], year: int | None, month: int | None, day: int | None, weekday: int | None = None) -> Value:
    parts = (year, month, day, weekday)
    key = "-".join("?" if part is None else str(part) for part in parts)
    # A full stop behind a month's whole name ends the sentence; what stands before a month that is a word as well is left out.
    end = match.end() - bool(match[0].endswith(".") and not _SHORT_MONTH.search(match[0]))
    start = match.start("m7") if "m7" in match.re.groupindex and match["m7"] else match.start()
    return Value("date", key, start, end, weekday is not None, parts)


def _first(match: re.Match[str], part: str) -> str | None:
    return next((text for name, text in match.groupdict().items() if text and name.rstrip("0123456789") == part), None)


def _year(text: str | None) -> int | None:
    """A year; one of two digits is of this century (25年度 is 2025年度)."""
    number = _number(text)
    return number + 2000 if number is not None and len(text or "") == 2 else number


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() else None
