"""Which changed sentence became which: the same words elsewhere, the most alike, or none."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz.distance import Indel

from tracker.diff.reading import Reading

# Alike enough to be the same sentence rewritten, as a share of words on both sides (Dice).
_ALIKE = 0.3
# Comparisons of two sentences that may be made in one field (a comparison takes about 3 µs).
_MOST = 4_000


class Pair(NamedTuple):
    """A sentence before and after. likeness: words in common, 0 to 1. closeness: words in common in the same order, 0 to 1."""

    before: Reading
    after: Reading
    likeness: float
    closeness: float


class Pairing(NamedTuple):
    """Pairs that say the same, pairs that differ, and sentences that stand on one side only."""

    same: tuple[Pair, ...]
    changed: tuple[Pair, ...]
    gone: tuple[Reading, ...]
    come: tuple[Reading, ...]


def pair(before: Sequence[Reading], after: Sequence[Reading], always: bool = False) -> Pairing:
    """Pairs removed with added sentences of one field; each stands in one pair at most. always: also where two are not alike."""
    same: list[Pair] = []
    by_key: dict[tuple[str, ...], list[Reading]] = {}
    for other in after:
        by_key.setdefault(other.key, []).append(other)
    rest: list[Reading] = []
    for one in before:
        twins = by_key.get(one.key)
        if twins:
            same.append(Pair(one, twins.pop(0), 1.0, 1.0))
        else:
            rest.append(one)
    left = sorted((other for others in by_key.values() for other in others), key=lambda other: other.at)
    changed = _likest(rest, left, 0.0 if always else _ALIKE)
    taken = {id(side) for one in changed for side in (one.before, one.after)}
    return Pairing(
        tuple(same), tuple(changed), tuple(one for one in rest if id(one) not in taken), tuple(one for one in left if id(one) not in taken)
    )


def _likest(before: Sequence[Reading], after: Sequence[Reading], least: float) -> list[Pair]:
    reach = max(1, _MOST // max(len(before), 1) // 2) if len(before) * len(after) > _MOST else len(before) + len(after)
    ids: dict[str, int] = {}
    old, new = _numbered(before, ids), _numbered(after, ids)
    scored = [
        (score, -abs(i - j), i, j)
        for i, one in enumerate(old)
        for j, other in enumerate(new[max(0, i - reach) : i + reach + 1], max(0, i - reach))
        if (score := _alike(one, other)) >= least
    ]
    taken_i: set[int] = set()
    taken_j: set[int] = set()
    found: list[Pair] = []
    for score, _, i, j in sorted(scored, reverse=True):
        if i not in taken_i and j not in taken_j:
            taken_i.add(i)
            taken_j.add(j)
            found.append(Pair(before[i], after[j], score, closeness(before[i], after[j])))
    return sorted(found, key=lambda one: one.before.at)


def closeness(one: Reading, other: Reading) -> float:
    """The share of words (in Japanese, characters) that two sentences have in common in the same order, 0 to 1."""
    if one.japanese:
        return Indel.normalized_similarity(one.folded.lower, other.folded.lower)
    return Indel.normalized_similarity([token.word for token in one.tokens], [token.word for token in other.tokens])


def _numbered(sentences: Sequence[Reading], ids: dict[str, int]) -> list[tuple[int, int]]:
    """The content words of each sentence as bits, and how many they are. ids: the bit of each word, grown in place."""
    return [(sum(1 << ids.setdefault(word, len(ids)) for word in one.words), len(one.words)) for one in sentences]


def _alike(one: tuple[int, int], other: tuple[int, int]) -> float:
    """The share of content words that two sentences have in common, 0 to 1; 1 for two without any."""
    size = one[1] + other[1]
    return 2.0 * (one[0] & other[0]).bit_count() / size if size else 1.0
