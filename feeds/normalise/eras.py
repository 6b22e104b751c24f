"""Japanese years and numerals: 令和7年, R7, 令和元年, 二〇二五年, 四月十六日."""

from __future__ import annotations

# The year before each era's first (元号法 and the Cabinet orders under it; Meiji to Showa by imperial edict).
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}
_LETTERS = dict(zip("RHSTM", _ERAS, strict=True)) | {name[0]: name for name in _ERAS}

ERA_NAMES = "|".join(_ERAS)
"""Alternatives of a regular expression."""

_DIGITS = {digit: value for value, digit in enumerate("〇一二三四五六七八九")} | {"零": 0, "元": 1}
KANJI_NUMBER = "[〇零一二三四五六七八九十]+"
"""A number in kanji, as a regular expression."""


def era_year(era: str, year: int) -> int:
    """The year of the Gregorian calendar. era: a name (`令和`), its first character, or its letter in either case; 0 for none known."""
    name = era if era in _ERAS else _LETTERS.get(era.upper(), "")
    return _ERAS[name] + year if name and year > 0 else 0


def number(text: str) -> int:
    """A number in Arabic digits or kanji below 100 (`十六`), in positional kanji (`二〇二五`), or `元` for 1.

    text: decimal digits, `元`, or what `KANJI_NUMBER` matches.
    """
    if text.isdecimal():
        return int(text)
    if "十" not in text:
        return int("".join(str(_DIGITS[digit]) for digit in text))
    tens, _, ones = text.partition("十")
    return (number(tens) if tens else 1) * 10 + (number(ones.replace("十", "〇")) if ones else 0)
