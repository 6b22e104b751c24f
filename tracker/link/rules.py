"""Rules of a model: which signs must stand together, and which must not, and how near to each other they do."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tracker.errors import PackError
from tracker.link.signs import Masks

PLACES = ("title", "sentence", "text")
"""Where a rule may hold, nearest first: in the title, within one later sentence, or anywhere."""


class Rule(NamedTuple):
    """`sign + sign - sign ~ sign`: all signs after plus stand there, none after minus stands anywhere, none after the wave in the title."""

    name: str
    need: int
    forbid: int
    untitled: int


def rule_from(name: str, signs: Mapping[str, int], where: str) -> Rule:
    """The compiled rule. signs: bits by name. Raises PackError for a sign that does not exist."""
    bits = {"+": 0, "-": 0, "~": 0}
    kind = "+"
    for token in name.split():
        if token in bits:
            kind = token
        elif kind == "+" and token not in signs:
            raise PackError(where, f"rule {name!r} asks for {token!r}, which nothing gives")
        else:
            bits[kind] |= signs.get(token, 0)
    return Rule(name, bits["+"], bits["-"], bits["~"])


def needed(name: str) -> tuple[str, ...]:
    """The signs that a rule needs, in order."""
    return tuple(token for token in re.split(r" [-~] ", name)[0].split() if token != "+")


def place_of(rule: Rule, masks: Masks) -> int:
    """The nearest place where a rule holds, as an index of `PLACES`; -1 where it does not."""
    _, need, forbid, untitled = rule
    if masks.text & need != need or masks.text & forbid or masks.title & untitled:
        return -1
    return nearest(need, masks)


def nearest(need: int, masks: Masks) -> int:
    """Where signs that all stand in the text stand together, as an index of `PLACES`."""
    if masks.title & need == need:
        return 0
    return 1 if any(mask & need == need for mask in masks.sentences) else 2


Bundle = tuple[int, tuple[tuple[int, int, int, int], ...]]
"""A sign and the rules that need it: for each its number, need, forbid and untitled."""


def bundled(rules: Sequence[Rule]) -> tuple[Bundle, ...]:
    """The rules by the rarest sign that each needs, so that a text without it passes over all of them at once."""
    counts: dict[int, int] = {}
    for rule in rules:
        for bit in _bits(rule.need):
            counts[bit] = counts.get(bit, 0) + 1
    bundles: dict[int, list[tuple[int, int, int, int]]] = {}
    for number, rule in enumerate(rules):
        key = min(_bits(rule.need), key=lambda bit: (counts[bit], bit), default=0)
        bundles.setdefault(key, []).append((number, rule.need, rule.forbid, rule.untitled))
    return tuple((key, tuple(some)) for key, some in bundles.items())


def holding(bundles: Sequence[Bundle], masks: Masks) -> list[tuple[int, int]]:
    """The rules that hold, by number, each with its place; in the order of the bundles, which is always the same."""
    title, text, _ = masks
    # This loop is the linker's most frequent one.
    return [
        (number, nearest(need, masks))
        for key, some in bundles
        if text & key or not key
        for number, need, forbid, untitled in some
        if text & need == need and not text & forbid and not title & untitled
    ]


def _bits(mask: int) -> list[int]:
    return [1 << at for at in range(mask.bit_length()) if mask >> at & 1]
