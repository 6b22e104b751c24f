"""Two traits to the features by which they are judged to be about one event, and features to grounds that a person can check.

The rules behind the features are those of `entities_cross.md`: facts first, the day trap, and what contradicts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tracker.events.types import Ground, Traits

FEATURES = (
    "bias", "facts", "title_facts", "title_told", "title_known", "words", "relation", "topics", "day_named", "day_missed", "day_turned",
    "day_unknown", "days_before_3", "days_before_2", "days_before_1", "days_same", "days_after_1", "days_after_2", "days_after_4",
    "days_far", "across", "other_nth", "other_country", "other_sum", "other_firm", "other_person", "other_act", "other_role",
)  # fmt: skip
"""What is compared, in the order of a weights row. All lie between 0 and 1.

facts: cosine of the marks by rarity; title_facts: of the titles' marks; title_told: share of the first's title that the other tells;
title_known: the reverse. words: cosine within a language, 0 across. day_named: a named day is the event's in its capital; day_missed:
days are named, none is; day_turned: Washington's evening is Tokyo's next day. days_…: from the event's nearest day, or the other item's,
to publication. across: the two share no language. other_…: both name one of a kind, and none in common; other_role: one reports a
reaction, an effect or a third party, the other the act itself.
"""

_AT = {name: at for at, name in enumerate(FEATURES)}
_KINDS = (
    ("person.", "person"), ("act.", "act"), ("nth:", "ordinal"), ("round:", "ordinal"), ("trip:", "ordinal"), ("tranche:", "ordinal"),
    ("meeting:", "ordinal"), ("call:", "ordinal"), ("usd:", "amount"), ("jpy:", "amount"), ("eur:", "amount"), ("krw:", "amount"),
    ("pct:", "rate"), ("rate.", "rate"), ("minutes:", "duration"), ("instrument.", "instrument"), ("place.", "place"),
    ("product.", "product"), ("company.", "company"), ("country.", "country"), ("org.", "organisation"), ("role.", "person"),
)  # fmt: skip
_OTHER = (
    ("other_nth", "nth:"), ("other_country", "country."), ("other_sum", "usd:"), ("other_firm", "company."), ("other_person", "person."),
)  # fmt: skip
_SIDES = {"response": "response", "impact": "impact", "spillover": "spillover", "analysis": "analysis"}
_SHOWN = 6


class Pair(NamedTuple):
    """The features of two traits, in the order of FEATURES, and the marks they share."""

    features: list[float]
    shared: frozenset[str]


def compare(item: Traits, other: Traits) -> Pair:
    """An item against a baseline event (no `published`) or another item."""
    row = [0.0] * len(FEATURES)
    row[0] = 1.0
    shared = frozenset(item.marks.keys() & other.marks.keys())
    _facts(row, item, other, shared)
    row[_AT["words"]], row[_AT["across"]] = _likeness(item.words, other.words)
    row[_AT["relation"]] = 1.0 if item.relation == other.relation else 0.0
    row[_AT["other_role"]] = 1.0 if _SIDES.get(item.relation) != _SIDES.get(other.relation) else 0.0
    both = len(item.topics | other.topics)
    row[_AT["topics"]] = len(item.topics & other.topics) / both if both else 0.0
    _days(row, item, other)
    _contradictions(row, item, other)
    return Pair(row, shared)


def _facts(row: list[float], item: Traits, other: Traits, shared: frozenset[str]) -> None:
    weigh = item.marks
    titles = item.title & other.title
    told = sum([weigh[mark] for mark in shared])
    row[_AT["facts"]] = told / (item.length * other.length) ** 0.5
    row[_AT["title_facts"]] = sum([weigh[mark] for mark in titles]) / (item.title_length * other.title_length) ** 0.5
    row[_AT["title_told"]] = sum([weigh[mark] for mark in shared if mark in item.title]) / item.title_length
    row[_AT["title_known"]] = sum([weigh[mark] for mark in shared if mark in other.title]) / other.title_length


def _likeness(one: Mapping[str, Mapping[str, float]], other: Mapping[str, Mapping[str, float]]) -> tuple[float, float]:
    """The cosine of words in the language in which it is highest, and whether no language is common."""
    best, across = 0.0, 1.0
    for lang, words in one.items():
        theirs = other.get(lang)
        if theirs is None:
            continue
        across = 0.0
        best = max(best, sum([words[token] * theirs[token] for token in words.keys() & theirs.keys()]))
    return best, across


def _days(row: list[float], item: Traits, other: Traits) -> None:
    named = item.washington | item.tokyo
    theirs = other.washington | other.tokyo
    if item.washington & other.washington or item.tokyo & other.tokyo:
        row[_AT["day_named"]] = 1.0
    elif named and theirs:
        row[_AT["day_missed"]] = 1.0
        if any(day + 1 in other.tokyo for day in item.washington) or any(day - 1 in other.washington for day in item.tokyo):
            row[_AT["day_turned"]] = 1.0
    gap = _gap(item, other)
    if gap is None:
        row[_AT["day_unknown"]] = 1.0
    else:
        row[_AT[_band(gap)]] = 1.0


def _gap(item: Traits, other: Traits) -> int | None:
    """Days from the event's nearest day to the item's publication; between two items without a sign."""
    if item.published is None:
        return None
    if other.published is not None:
        return abs(item.published - other.published)
    days = other.washington | other.tokyo
    return min((item.published - day for day in days), key=abs) if days else None


def _band(gap: int) -> str:
    if gap <= 0:
        return "days_same" if gap == 0 else "days_before_1" if gap == -1 else "days_before_2" if gap == -2 else "days_before_3"
    return "days_after_1" if gap == 1 else "days_after_2" if gap == 2 else "days_after_4" if gap <= 4 else "days_far"


def _contradictions(row: list[float], item: Traits, other: Traits) -> None:
    for name, prefix in _OTHER:
        mine = {mark for mark in item.marks if mark.startswith(prefix)}
        if mine and mine.isdisjoint(other.marks) and any(mark.startswith(prefix) for mark in other.marks):
            row[_AT[name]] = 1.0
    mine = {mark for mark in item.title if mark.startswith("act.")}
    if mine and mine.isdisjoint(other.title) and any(mark.startswith("act.") for mark in other.title):
        row[_AT["other_act"]] = 1.0


def grounds(pair: Pair, weights: Sequence[float], item: Traits, other: Traits) -> tuple[Ground, ...]:
    """A pair's score part by part, heaviest first; the weights add up to the score. What is shared is told by its kind."""
    parts = [value * weight for value, weight in zip(pair.features, weights, strict=True)]
    facts = sum(parts[_AT[name]] for name in ("facts", "title_facts", "title_told", "title_known"))
    found = [*_shared(pair.shared, facts, item), *_named(parts, item, other)]
    return tuple(sorted((ground for ground in found if ground.weight), key=lambda ground: (-abs(ground.weight), ground.fact)))


def _shared(shared: frozenset[str], weight: float, item: Traits) -> list[Ground]:
    """One ground for each kind of shared mark: the weight of all of them, by the rarity of each."""
    kinds: dict[str, list[str]] = {}
    for mark in sorted(shared, key=lambda mark: (-item.marks[mark], mark)):
        kinds.setdefault(kind_of(mark), []).append(mark)
    total = sum(item.marks[mark] for mark in shared)
    if not total:
        return []
    return [
        Ground(kind, tuple(marks[:_SHOWN]), weight * sum(item.marks[mark] for mark in marks) / total) for kind, marks in kinds.items()
    ]


def _named(parts: Sequence[float], item: Traits, other: Traits) -> list[Ground]:
    days = [name for name in FEATURES if name.startswith("day") and parts[_AT[name]]]
    against = [name for name in FEATURES if name.startswith("other_") and parts[_AT[name]]]
    return [
        Ground("start", (), parts[0] + parts[_AT["across"]]),
        Ground("words", (), parts[_AT["words"]]),
        Ground("relation", (item.relation, other.relation), parts[_AT["relation"]]),
        Ground("topic", tuple(sorted(item.topics & other.topics)), parts[_AT["topics"]]),
        Ground("day", tuple(days), sum(parts[_AT[name]] for name in days)),
        *(Ground(name, (), parts[_AT[name]]) for name in against),
    ]


def kind_of(mark: str) -> str:
    """What kind of fact a mark is: `person`, `act`, `amount` …, else `concept`."""
    return next((kind for prefix, kind in _KINDS if mark.startswith(prefix)), "concept")
