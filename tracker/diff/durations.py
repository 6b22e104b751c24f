"""How long something takes, in one unit, so that an hour and 40 minutes is 100 minutes, 1年半 is 18カ月 and two weeks are 14 days."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tracker.diff.numbers import ONES
from tracker.diff.types import Value

_EN_UNITS = {"minute": (1.0, "minute"), "hour": (60.0, "minute"), "day": (1.0, "day"), "week": (7.0, "day"), "month": (1.0, "month"),
             "year": (12.0, "month"), "fortnight": (14.0, "day"), "decade": (120.0, "month")}  # fmt: skip
_JA_UNITS = {"分": (1.0, "minute"), "時間": (60.0, "minute"), "日": (1.0, "day"), "週間": (7.0, "day"), "カ月": (1.0, "month"),
             "年": (12.0, "month")}  # fmt: skip
_UNITS = {**_EN_UNITS, **_JA_UNITS}
_WORDS = {word: number for number, word in enumerate(ONES.split()[:13])}
_COUNT = rf"\d+|an?|{'|'.join(_WORDS)}"
_UNIT = "minute|hour|day|week|month|year"
_ENGLISH = re.compile(
    rf"\b(?P<count>{_COUNT}) (?P<unit>hour|year)s?,? (?:and )?(?P<rest>\d+|{'|'.join(_WORDS)}) (?P<small>minute|month)s?\b"
    rf"|\b(?P<count2>{_COUNT})(?: (?P<unit2>{_UNIT})s?)? and a half(?: (?P<unit3>{_UNIT})s?)?\b|\bhalf an (?P<unit4>hour)\b"
    rf"|\bhalf a (?P<unit5>day|year)\b",
    re.IGNORECASE,
)
# In each of them stands one of these.
WORDS = frozenset(("half", "hour", "hours", "year", "years"))
# A short look for what tells of one saves most sentences the long one.
_HINT = re.compile(r"half|hours?,? (?:and )?[\da-z]|years?,? (?:and )?[\da-z]+ month", re.IGNORECASE)
_JA_HINT = re.compile(r"半|ひと月|時間\d|年\d+[カかヶケヵ箇]")
_JAPANESE = re.compile(
    r"(?P<count>\d+)時間(?P<rest>\d+)分|(?P<count2>\d+)(?P<unit2>年|時間|(?:カ|か|ヶ|ケ|ヵ|箇)月)半|(?P<count3>\d+)年(?P<rest3>\d+)(?:カ|か|ヶ|ケ|ヵ|箇)月"
    r"|半(?P<unit4>年|日)(?!前比)|(?P<hito>ひと月)"
)


def english_durations(text: str) -> Iterator[Value]:
    """An hour and 40 minutes, two and a half years, half an hour: what one number and unit would not hold."""
    if not _HINT.search(text):
        return
    for match in _ENGLISH.finditer(text):
        if match["count"]:
            size, unit = _EN_UNITS[match["unit"].lower()]
            yield _value(match, _number(match["count"]) * size + _number(match["rest"]), unit)
        elif match["count2"]:
            name = (match["unit2"] or match["unit3"] or "").lower()
            if name:
                size, unit = _EN_UNITS[name]
                yield _value(match, (_number(match["count2"]) + 0.5) * size, unit)
        else:
            size, unit = _EN_UNITS[(match["unit4"] or match["unit5"]).lower()]
            yield _value(match, size / 2, unit)


def japanese_durations(text: str) -> Iterator[Value]:
    """1時間40分, 1年半, 2年3カ月, 半年."""
    if not _JA_HINT.search(text):
        return
    for match in _JAPANESE.finditer(text):
        if match["count"]:
            yield _value(match, float(match["count"]) * 60 + float(match["rest"]), "minute")
        elif match["count2"]:
            size, unit = _JA_UNITS[match["unit2"] if match["unit2"] in _JA_UNITS else "カ月"]
            yield _value(match, (float(match["count2"]) + 0.5) * size, unit)
        elif match["count3"]:
            yield _value(match, float(match["count3"]) * 12 + float(match["rest3"]), "month")
        elif match["hito"]:
            yield _value(match, 1.0, "month")
        else:
            size, unit = _JA_UNITS[match["unit4"]]
            yield _value(match, size / 2, unit)


def same_length(one: str, other: str) -> bool:
    """Whether two keys of numbers, as `2 week` and `14 day`, are one length of time."""
    length = _length(one)
    return length is not None and length == _length(other)


def _length(key: str) -> tuple[float, str] | None:
    number, _, unit = key.partition(" ")
    if unit not in _UNITS or number == "per":
        return None
    size, base = _UNITS[unit]
    return round(float(number) * size, 3), base


def _value(match: re.Match[str], number: float, unit: str) -> Value:
    return Value("number", f"{number:.12g} {unit}", match.start(), match.end())


def _number(word: str) -> float:
    word = word.lower()
    return 1.0 if word in ("a", "an") else float(_WORDS.get(word, word))
