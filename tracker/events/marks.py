"""The kinds of marks: which facts are compared with which, and how each is called in the grounds of a decision."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from math import fsum

_PREFIXES = {
    "person.": "person", "act.": "act", "nth:": "ordinal", "round:": "ordinal", "trip:": "ordinal", "tranche:": "ordinal",
    "meeting:": "ordinal", "call:": "ordinal", "usd:": "amount", "jpy:": "amount", "eur:": "amount", "krw:": "amount", "pct:": "rate",
    "rate.": "rate", "minutes:": "duration", "instrument.": "instrument", "place.": "place", "product.": "product",
    "company.": "company", "country.": "country", "org.": "organisation", "role.": "office", "count:": "count",
}  # fmt: skip
_PREFIX = re.compile(r"[a-z]+[.:]")
_FIGURES = frozenset({"ordinal", "amount", "rate", "duration", "count"})
KINDS = ("person", "act", "figure", "country", "company", "nth")
"""What is compared by itself; each also as `title_…`, of the title alone. figure: ordinals, amounts, rates, durations, counts."""


def kind_of(mark: str) -> str:
    """What kind of fact a mark is, for a person to read: `person`, `act`, `amount` …, else `concept`."""
    found = _PREFIX.match(mark)
    return _PREFIXES.get(found[0], "concept") if found else "concept"


def by_kind(marks: Iterable[str], title: frozenset[str], home: bool) -> dict[str, frozenset[str]]:
    """The marks of each of KINDS, and of its `title_…`; kinds without marks are left out.

    home: whether the title names the home side; where it does not, but names third countries, these are also in `foreign`.
    """
    found: dict[str, set[str]] = {}
    for mark in marks:
        for kind in _compared(mark):
            found.setdefault(kind, set()).add(mark)
            if mark in title:
                found.setdefault(f"title_{kind}", set()).add(mark)
    if "title_country" in found and not home:
        found["foreign"] = found["title_country"]
    return {kind: frozenset(some) for kind, some in found.items()}


def sums(kinds: Mapping[str, frozenset[str]], marks: Mapping[str, float]) -> dict[str, float]:
    """The squares of rarity added up for each kind."""
    return {kind: fsum(marks[mark] for mark in some) for kind, some in kinds.items()}


def _compared(mark: str) -> tuple[str, ...]:
    kind = kind_of(mark)
    if kind in _FIGURES:
        return ("figure", "nth") if mark.startswith("nth:") else ("figure",)
    return (kind,) if kind in KINDS else ()
