"""The figures of a sentence by what they mean, so that 15 percent is 15%, 2兆5000億円 is 2.5兆円 and 16日 may be 4月16日."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from tracker.diff import currencies, dates, durations, numbers, starts
from tracker.diff.currencies import foreign, signed
from tracker.diff.dates import agrees, english_dates, japanese_dates, same_day, times
from tracker.diff.durations import english_durations, japanese_durations, same_length
from tracker.diff.numbers import codes, english_numbers, japanese_numbers
from tracker.diff.types import Value
from tracker.facts import figures
from tracker.facts.folding import Folded
from tracker.facts.mentions import Part

# Most sentences hold no figure; a short look for what tells of one saves the long ones.
_WORDS = currencies.WORDS | dates.WORDS | durations.WORDS | numbers.WORDS
_JA_HINT = re.compile(r"[\d一二三四五六七八九十半数倍曜]|ひと月")

# What makes a quantity negative, where no figure and no letter stands before it.
_SIGN = re.compile(r"(?P<sign>(?<!\d)[▲△−]|(?<![^\s(（、,:：])-|マイナス\s?|\bminus\s)$", re.IGNORECASE)
_AFTER_HEADING = re.compile(r"[\s\u3000.．、)）]+\D")
# Code points between a day and its weekday.
_BESIDE = 3
_SIGNED, _SIGN_REACH = frozenset(("rate", "amount", "number")), 8

Reader = Callable[[str], Iterator[Value]]
_JAPANESE: tuple[Reader, ...] = (partial(foreign, japanese=True), codes, japanese_durations, japanese_dates, times, japanese_numbers)


def values(folded: Folded, japanese: bool) -> list[Value]:
    """The figures of a folded sentence, by position: rates and sums of money first, then what else is made of digits."""
    readers = _japanese(folded) if japanese else _english(folded)
    if not readers:
        return []
    found = [Value("rate", f"{rate.percent:.12g}%", rate.start, rate.end) for rate in figures.rates(_part(folded.text), ())]
    text = _blanked(folded.text, found)
    amounts = [Value("amount", f"{one.value:.12g} {one.currency}", one.start, one.end) for one in figures.amounts(_part(text))]
    amounts = signed(text, amounts)
    text = _blanked(text, amounts)
    found += amounts
    for read in readers:
        some = list(read(text))
        found += some
        text = _blanked(text, some)
    return sorted((_negative(folded.text, _heading(folded.text, value)) for value in found), key=lambda value: value.start)


def _heading(text: str, value: Value) -> Value:
    """A heading's own number, as in １　概要, is weak: it comes and goes with the layout."""
    leads = value.kind == "number" and not text[: value.start].strip() and _AFTER_HEADING.match(text, value.end)
    return value._replace(weak=True) if leads else value


def _negative(text: str, value: Value) -> Value:
    """A quantity with the sign before it: ▲0.3% and −0.3% are less than nothing; 10-15 is a range."""
    match = _SIGN.search(text, max(0, value.start - _SIGN_REACH), value.start) if value.kind in _SIGNED else None
    return value._replace(key=f"-{value.key}", start=match.start("sign")) if match else value


def _japanese(folded: Folded) -> Sequence[Reader]:
    """What reads the figures of a Japanese sentence, in order; nothing for one without any."""
    return _JAPANESE if _JA_HINT.search(folded.lower) else ()


def _english(folded: Folded) -> Sequence[Reader]:
    told = starts.told(folded.lower, _WORDS)
    if not told and not starts.has_number(folded.lower):
        return ()
    readers: list[Reader] = [codes, partial(english_dates, told=told), times, partial(english_numbers, told=told)]
    if not told.isdisjoint(durations.WORDS):
        readers.insert(1, english_durations)
    if not told.isdisjoint(currencies.WORDS):
        readers.insert(0, partial(foreign, japanese=False))
    return readers


def unmatched(before: Sequence[Value], after: Sequence[Value]) -> tuple[list[Value], list[Value]]:
    """What stands on one side only: (gone, come). Dates match where what both state is the same, as 16日 and 4月16日."""
    gone, come = _detached(_minus(before, after)), _detached(_minus(after, before))
    for value in list(gone):
        other = next((one for one in come if _same(value, one)), None)
        if other is not None:
            gone.remove(value)
            come.remove(other)
    # A figure told more, or less, often than before says nothing new.
    return [value for value in gone if not _told(value, after)], [value for value in come if not _told(value, before)]


def _detached(some: list[Value]) -> list[Value]:
    """Without the weekdays that stand beside their day: Wednesday, 9 September is no Thursday, 10 September."""
    days = [value for value in some if value.kind == "date" and value.day[2]]
    beside = {id(value) for value in some for day in days if value is not day and value.weak and _touches(value, day)}
    return [value for value in some if id(value) not in beside or value.kind != "date"]


def _touches(one: Value, other: Value) -> bool:
    return 0 <= other.start - one.end <= _BESIDE or 0 <= one.start - other.end <= _BESIDE


def _told(value: Value, others: Sequence[Value]) -> bool:
    if any((other.kind, other.key) == (value.kind, value.key) for other in others):
        return True
    return value.kind == "date" and any(other.kind == "date" and agrees(value, other) for other in others)


def _minus(some: Sequence[Value], others: Sequence[Value]) -> list[Value]:
    left = Counter((value.kind, value.key) for value in others)
    rest = []
    for value in some:
        if left[value.kind, value.key] > 0:
            left[value.kind, value.key] -= 1
        else:
            rest.append(value)
    return rest


def _same(one: Value, other: Value) -> bool:
    """Whether two figures may be the same told with less: a day without its month, a number without its unit."""
    if one.kind == other.kind == "number":
        (size, _, unit), (other_size, _, other_unit) = one.key.partition(" "), other.key.partition(" ")
        return (size == other_size and not (unit and other_unit)) or same_length(one.key, other.key)
    if {one.kind, other.kind} == {"rate", "number"}:
        # Half is 50%, nine-tenths are 90%.
        rate, number = (one, other) if one.kind == "rate" else (other, one)
        return number.key.startswith("0.") and f"{float(number.key.split()[0]) * 100:.3g}%" == rate.key
    if (one.kind, other.kind) in (("date", "number"), ("number", "date")):
        # 2日 is the second of a month, or two days.
        date, number = (one, other) if one.kind == "date" else (other, one)
        return (number.key == f"{date.day[2]} 日" and date.day[:2] == (None, None)) or number.key == f"{(date.day[0] or 0) % 100} 年"
    return one.kind == other.kind == "date" and same_day(one, other)


def _part(text: str) -> Part:
    return Part("", text, Folded(text, text.lower()), (), (), 0)


def _blanked(text: str, found: Sequence[Value]) -> str:
    for value in found:
        text = text[: value.start] + "\0" * (value.end - value.start) + text[value.end :]
    return text
