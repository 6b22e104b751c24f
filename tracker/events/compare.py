"""Two traits to the features by which they are judged to be about one event, and features to grounds that a person can check.

The rules behind the features are those of `entities_cross.md`: facts first, the day trap, and what contradicts. Sums over sets are exact
(`fsum`), so that no order of iteration can move a decision.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import fsum
from typing import NamedTuple

from tracker.events.marks import kind_of
from tracker.events.types import Ground, Traits

FEATURES = (
    "bias", "facts", "title_told", "title_known", "persons", "title_persons", "acts", "figures", "words", "relation", "topics",
    "day_named", "day_missed", "day_unknown", "days_before_4", "days_before_3", "days_before_2", "days_before_1", "days_same",
    "days_after_1", "days_after_2", "days_after_4", "days_far", "across", "third_country", "other_nth", "other_country", "other_firm",
    "other_person", "other_act", "other_land",
)  # fmt: skip
"""What is compared, in the order of a weights row. All lie between 0 and 1.

facts: cosine of the marks by rarity. title_told: share of the first's title that the other tells; title_known: the reverse. persons,
title_persons, acts, figures: share of those in common of all that are named. words: cosine within a language, 0 across. day_named: a
named day is the event's in its capital; day_missed: days are named, none is. days_…: from the event's nearest day, or the other item's,
to publication. across: the two share no language. third_country: one title names a third country, the other none. other_…: both name
one of a kind, and none in common (other_act: in the titles); other_land: one title is about third countries alone, and not the other's.
"""

_AT = {name: at for at, name in enumerate(FEATURES)}
_OTHER = ("nth", "country", "company", "person", "title_act")
_NONE: frozenset[str] = frozenset()
_SHOWN = 6
# The features that `grounds` tells as shared marks, by the kind of each.
_FACTS = ("facts", "title_told", "title_known", "persons", "title_persons", "acts", "figures")


class Pair(NamedTuple):
    """The features of two traits, in the order of FEATURES, and the marks they share."""

    features: list[float]
    shared: frozenset[str]


def compare(item: Traits, other: Traits) -> Pair:
    """An item against a baseline event (no `published`) or another item."""
    shared = frozenset(item.marks.keys() & other.marks.keys())
    words, across = _likeness(item.words, other.words)
    return Pair(
        [
            1.0,
            *_facts(item, other, shared),
            words,
            1.0 if item.relation == other.relation else 0.0,
            _share(item.topics, other.topics),
            *_days(item, other),
            across,
            *_contradictions(item.kinds, other.kinds),
        ],
        shared,
    )


def _facts(item: Traits, other: Traits, shared: frozenset[str]) -> tuple[float, ...]:
    """facts, title_told, title_known, persons, title_persons, acts, figures."""
    mine, theirs = item.kinds, other.kinds
    persons = _share(mine.get("person", _NONE), theirs.get("person", _NONE))
    if not shared:
        return (0.0, 0.0, 0.0, persons, 0.0, 0.0, 0.0)
    weigh = item.marks
    return (
        fsum([weigh[mark] for mark in shared]) / (item.length * other.length) ** 0.5,
        fsum([weigh[mark] for mark in shared & item.title]) / item.title_length,
        fsum([weigh[mark] for mark in shared & other.title]) / other.title_length,
        persons,
        _share(mine.get("title_person", _NONE), theirs.get("title_person", _NONE)),
        _together("act", item, other),
        _together("figure", item, other),
    )


def _together(kind: str, item: Traits, other: Traits) -> float:
    """How much of all that is named of a kind is in both, by rarity."""
    mine, theirs = item.kinds.get(kind), other.kinds.get(kind)
    if not mine or not theirs:
        return 0.0
    common = fsum([item.marks[mark] for mark in mine & theirs])
    return common / (item.sums[kind] + other.sums[kind] - common)


def _share(mine: frozenset[str], theirs: frozenset[str]) -> float:
    """How many of all are in both."""
    common = len(mine & theirs)
    return common / (len(mine) + len(theirs) - common) if common else 0.0


def _likeness(one: Mapping[str, Mapping[str, float]], other: Mapping[str, Mapping[str, float]]) -> tuple[float, float]:
    """The cosine of words in the language in which it is highest, and whether no language is common."""
    best, across = 0.0, 1.0
    for lang, words in one.items():
        theirs = other.get(lang)
        if theirs is None:
            continue
        across = 0.0
        best = max(best, fsum([words[token] * theirs[token] for token in words.keys() & theirs.keys()]))
    return best, across


def _days(item: Traits, other: Traits) -> list[float]:
    """day_named, day_missed, day_unknown, and the nine bands of days."""
    row = [0.0] * 12
    if item.washington & other.washington or item.tokyo & other.tokyo:
        row[0] = 1.0
    elif (item.washington or item.tokyo) and (other.washington or other.tokyo):
        row[1] = 1.0
    gap = _gap(item, other)
    row[2 if gap is None else 3 + _band(gap)] = 1.0
    return row


def _gap(item: Traits, other: Traits) -> int | None:
    """Days from the event's nearest day to the item's publication, between two items without a sign; None where one is undated.

    An undated item is placed by the days that it names.
    """
    if item.published is not None and other.published is not None:
        return abs(item.published - other.published)
    mine = {item.published} if item.published is not None else item.washington | item.tokyo
    if other.published is not None:
        return min((abs(day - other.published) for day in mine), default=None)
    days = other.washington | other.tokyo
    return min((day - theirs for day in mine for theirs in days), key=lambda gap: (abs(gap), gap), default=None)


def _band(gap: int) -> int:
    """Which of the bands days_before_4 … days_far a gap is in."""
    return 0 if gap <= -4 else gap + 4 if gap <= 2 else 7 if gap <= 4 else 8


def _contradictions(mine: Mapping[str, frozenset[str]], theirs: Mapping[str, frozenset[str]]) -> list[float]:
    """third_country, the five of `_OTHER`, other_land."""
    row = [1.0 if ("title_country" in mine) != ("title_country" in theirs) else 0.0]
    for kind in _OTHER:
        named = mine.get(kind)
        row.append(1.0 if named and kind in theirs and named.isdisjoint(theirs[kind]) else 0.0)
    row.append(1.0 if _is_foreign(mine, theirs) or _is_foreign(theirs, mine) else 0.0)
    return row


def _is_foreign(mine: Mapping[str, frozenset[str]], theirs: Mapping[str, frozenset[str]]) -> bool:
    return "foreign" in mine and mine["foreign"].isdisjoint(theirs.get("title_country", _NONE))


def grounds(pair: Pair, weights: Sequence[float], item: Traits, other: Traits) -> tuple[Ground, ...]:
    """A pair's score part by part, heaviest first; the weights add up to the score. What is shared is told by its kind."""
    parts = [value * weight for value, weight in zip(pair.features, weights, strict=True)]
    facts = sum(parts[_AT[name]] for name in _FACTS)
    found = [*_shared(pair.shared, facts, item), *_named(parts, item, other)]
    return tuple(sorted((ground for ground in found if ground.weight), key=lambda ground: (-abs(ground.weight), ground.fact)))


def _shared(shared: frozenset[str], weight: float, item: Traits) -> list[Ground]:
    """One ground for each kind of shared mark: the weight of all of them, by the rarity of each."""
    kinds: dict[str, list[str]] = {}
    for mark in sorted(shared, key=lambda mark: (-item.marks[mark], mark)):
        kinds.setdefault(kind_of(mark), []).append(mark)
    total = fsum(item.marks[mark] for mark in shared)
    if not total:
        return []
    return [
        Ground(kind, tuple(marks[:_SHOWN]), weight * fsum(item.marks[mark] for mark in marks) / total) for kind, marks in kinds.items()
    ]


def _named(parts: Sequence[float], item: Traits, other: Traits) -> list[Ground]:
    days = [name for name in FEATURES if name.startswith("day") and parts[_AT[name]]]
    against = [name for name in FEATURES if name.startswith(("other_", "third_")) and parts[_AT[name]]]
    return [
        Ground("start", (), parts[0] + parts[_AT["across"]]),
        Ground("words", (), parts[_AT["words"]]),
        Ground("relation", (item.relation, other.relation), parts[_AT["relation"]]),
        Ground("topic", tuple(sorted(item.topics & other.topics)), parts[_AT["topics"]]),
        Ground("day", tuple(days), sum(parts[_AT[name]] for name in days)),
        *(Ground(name, (), parts[_AT[name]]) for name in against),
    ]
