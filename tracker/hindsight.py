"""Whether a text tells what could not be known yet on a day: by the days and the numbered acts that it names. Pure.

Rows of the baseline say only what was known with them, but documents behind them, descriptions of classes and reasons of evidence were
written from today. Under a day of knowledge they are shown only where nothing in them is later.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from tracker.pack import Rate
from tracker.rates import is_known

_MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_MONTH = (
    "(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_ENGLISH = re.compile(rf"(?:\b(\d{{1,2}}) )?\b{_MONTH}\.?(?: (\d{{1,2}}),)? (20\d\d)\b", re.I)
_JAPANESE = re.compile(r"(20\d\d)年(?:(\d{1,2})月(?:(\d{1,2})日)?)?")
_NUMERIC = re.compile(r"(?<!\d)(20[12]\d)[-/]?(0[1-9]|1[0-2])(?:[-/]?([0-2]\d|3[01]))?(?!\d)")
_YEAR = re.compile(r"(?<![\d.,$-])(20[12]\d)(?![\d.%]|-\d)")
_NOTICE = re.compile(r"(?<!\d)20\d\d-\d{5}(?!\d)")
_ACT = re.compile(r"(?:\bEOs?|\bExecutive Orders?|\bProclamations?|大統領令|布告)(?:第|\s)?((?:\d{4,5})(?:(?:, | and |、|・)\d{4,5})*)")


@dataclass(frozen=True, slots=True)
class Known:
    """What one could know at the end of a day. ahead: days to come that laws or announcements had named by then.

    acts: since when the number of an order or proclamation could be known, for those that the table of rates names.
    """

    day: str
    ahead: frozenset[str] = frozenset()
    acts: Mapping[str, str] | None = None


def known_at(rates: Iterable[Rate], day: str) -> Known:
    """What a table of rates says of a day of knowledge `YYYY-MM-DD`."""
    rows = list(rates)
    ahead = {named for row in rows if is_known(row, day) for named in (row.effective_from, row.effective_to) if named}
    acts: dict[str, str] = {}
    for row in rows:
        for number in _acts_of(f"{row.instrument} {row.instrument_ja}"):
            acts[number] = min(acts.get(number, "9999"), row.known_from or "")
    return Known(day, frozenset(ahead), acts)


def tells_later(text: str | None, known: Known) -> bool:
    """Whether a text (or an address) names a day, a month, a year or an act that could not be known yet.

    A period counts from its first day; a day ahead that was known is allowed.
    """
    if not text:
        return False
    if any(day > known.day and day not in known.ahead for day in days_named(text)):
        return True
    acts = known.acts or {}
    return any(acts.get(number, "") > known.day for number in _acts_of(text))


def days_named(text: str) -> Iterator[str]:
    """The days `YYYY-MM-DD` that a text names; a month or a year by its first day."""
    for day, month, other, year in _ENGLISH.findall(text):
        yield _day(year, str(_MONTHS[month[:3].lower()]), day or other)
    for pattern in (_JAPANESE, _NUMERIC):
        for found in pattern.findall(text):
            yield _day(*found)
    for year in _YEAR.findall(_ENGLISH.sub("", _JAPANESE.sub("", _NUMERIC.sub("", text)))):
        yield _day(year, "", "")


def _day(year: str, month: str, day: str) -> str:
    return f"{year}-{int(month or 1):02d}-{int(day or 1):02d}"


def _acts_of(text: str) -> Iterator[str]:
    yield from _NOTICE.findall(text)
    for found in _ACT.findall(text):
        yield from re.findall(r"\d{4,5}", found)
