"""How many sources tell an event independently: one publication, one house and one agency's story count once each (TRAPS 21)."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from db.records import LinkedItem
from tracker.events import words
from tracker.events.words import AGENCY, Words

# Near-duplicates share nearly all of the shorter text; below a dozen words likeness may be chance.
_SAME = 0.85
_LEAST_TOKENS = 12
_LEAST_TITLE = 5
_SAME_TITLE = 0.9
_BANDS = 8
_BUCKET = 20


@dataclass(frozen=True, slots=True)
class Group:
    """Items that count as one source. name: the agency or the publisher family; why: `agency`, `copy`, `publication` or `family`, in order.

    items: ids in order; the first is the one that the others are counted with.
    """

    name: str
    items: tuple[int, ...]
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Independent:
    """Who tells an event. copies: item id to the item whose wire text it carries (an agency credit, or nearly the same text)."""

    groups: tuple[Group, ...]
    copies: dict[int, int]

    @property
    def count(self) -> int:
        """How many independent sources there are."""
        return len(self.groups)


def independent_sources(items: Sequence[LinkedItem], finder: Words) -> Independent:
    """Items in groups that count once: of one publication, publisher family, credited agency, or with nearly the same text.

    The same in any order of the items.
    """
    ordered = sorted(items, key=lambda item: item.item_id)
    wire, houses = _Union(len(ordered)), _Union(len(ordered))
    named = [credited(item, finder) for item in ordered]
    for at, agency in enumerate(named):
        if agency:
            wire.tie(("agency", agency), at)
            houses.tie(("agency", agency), at)
    for one, other in near_duplicates(ordered):
        wire.join(one, other, "copy")
        houses.join(one, other, "copy")
    for at, item in enumerate(ordered):
        if item.publication_key:
            houses.tie(("publication", item.publication_key), at)
        houses.tie(("family", family(item)), at)
    copies = {ordered[at].item_id: ordered[group[0]].item_id for group in wire.groups() for at in group[1:]}
    return Independent(tuple(_group(ordered, group, named, houses) for group in houses.groups()), copies)


def credited(item: LinkedItem, finder: Words) -> str:
    """The news agency whose story an item carries, by its credit in the text or in the outlet's name; "" where none is credited.

    Of several the first by name: a joint credit (BSS/AFP) is one story.
    """
    head = words.fold(f"{item.publisher}\n{item.title[:40]}\n{item.summary[:120]}\n{item.title[-20:]}\n{item.summary[-60:]}")
    return min(words.distinct(finder.found(head), AGENCY), default="")


def family(item: LinkedItem) -> str:
    """The house an item's outlet belongs to; an unknown outlet is a family of its own."""
    return item.publisher_family or item.publisher or item.source_id


def near_duplicates(items: Sequence[LinkedItem]) -> list[tuple[int, int]]:
    """Pairs of positions whose texts are nearly the same, the smaller position first.

    Only texts that share one of eight least hashes of their tokens are compared, so that the cost grows with the items and not with
    their square.
    """
    texts = [_signature(item.title, item.summary) for item in items]
    buckets: dict[int, list[int]] = {}
    for at, text in enumerate(texts):
        for key in text.hashes:
            buckets.setdefault(key, []).append(at)
    pairs = {(one, other) for places in buckets.values() for n, one in enumerate(places) for other in places[n + 1 : n + 1 + _BUCKET]}
    return sorted((one, other) for one, other in pairs if _alike(texts[one], texts[other]))


class _Signature(NamedTuple):
    """What of a text is compared. whole, title: its tokens. hashes: the eight least of each."""

    whole: frozenset[str]
    title: frozenset[str]
    hashes: frozenset[int]


@lru_cache(maxsize=1024)
def _signature(title: str, summary: str) -> _Signature:
    """Remembered, as the items of an event are compared again with each one that joins it."""
    head = words.tokens(words.fold(title))
    whole = head | words.tokens(words.fold(summary))
    return _Signature(whole, head, frozenset((*_least_hashes(whole), *_least_hashes(head))))


def _alike(one: _Signature, other: _Signature) -> bool:
    least = min(len(one.whole), len(other.whole))
    if least >= _LEAST_TOKENS and len(one.whole & other.whole) >= _SAME * least:
        return True
    shorter, longer = sorted((len(one.title), len(other.title)))
    return shorter >= _LEAST_TITLE and len(one.title & other.title) >= _SAME_TITLE * longer


def _least_hashes(tokens: frozenset[str]) -> list[int]:
    return sorted(zlib.crc32(token.encode()) for token in tokens)[:_BANDS]


def _group(items: Sequence[LinkedItem], places: Sequence[int], agencies: Sequence[str], union: _Union) -> Group:
    name = next((agencies[at] for at in places if agencies[at]), family(items[places[0]]))
    return Group(name, tuple(items[at].item_id for at in places), union.why(places))


class _Union:
    """Positions joined into groups, each with the reasons why."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))
        self._reasons: list[set[str]] = [set() for _ in range(size)]
        self._ties: dict[tuple[str, str], int] = {}

    def tie(self, key: tuple[str, str], at: int) -> None:
        """Join a position with the first one that was tied by the same key."""
        first = self._ties.setdefault(key, at)
        if first != at:
            self.join(first, at, key[0])

    def join(self, one: int, other: int, why: str) -> None:
        a, b = self._find(one), self._find(other)
        self._reasons[min(a, b)] |= self._reasons[max(a, b)] | {why}
        self._parent[max(a, b)] = min(a, b)

    def groups(self) -> list[list[int]]:
        found: dict[int, list[int]] = {}
        for at in range(len(self._parent)):
            found.setdefault(self._find(at), []).append(at)
        return list(found.values())

    def why(self, places: Iterable[int]) -> tuple[str, ...]:
        return tuple(sorted(self._reasons[self._find(next(iter(places)))]))

    def _find(self, at: int) -> int:
        while self._parent[at] != at:
            self._parent[at] = self._parent[self._parent[at]]
            at = self._parent[at]
        return at
