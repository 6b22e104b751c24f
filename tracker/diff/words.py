"""What the word lists are made of. The lists themselves are `words_en` and `words_ja`: general vocabulary, one family a row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Family:
    """Words of which one takes another's place when a claim changes: within a key they mean the same, between keys they don't.

    kind: the class of a change from one key to another. keys: forms by key, separated by commas; in English the first word of a
    form is inflected, unless the form ends in `!`. alone: keys that change the claim also where nothing takes their place
    ("to start" is not "may start", but "he said" may be left out). sums: whether each occurrence counts, as two negations do.
    """

    name: str
    kind: str
    keys: Mapping[str, str]
    alone: frozenset[str] = frozenset()
    sums: bool = False


def family(name: str, kind: str, alone: str = "", sums: bool = False, **keys: str) -> Family:
    """A family from words: `alone` holds its keys separated by blanks, each further argument the forms of one key."""
    return Family(name, kind, keys, frozenset(alone.split()), sums)
