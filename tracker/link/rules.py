"""Rules of a model: which signs must stand together, and which must not, and how near to each other they do."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from tracker.errors import PackError
from tracker.link.signs import Masks

PLACES = ("title", "sentence", "text")
"""Where a rule may hold, nearest first: in the title, within one later sentence, or anywhere."""


class Rule(NamedTuple):
    """`sign + sign - sign`: all signs after plus stand there, none after minus stands in title or lead."""

    name: str
    need: int
    forbid: int


def rule_from(name: str, signs: Mapping[str, int], where: str) -> Rule:
    """The compiled rule. signs: bits by name. Raises PackError for a sign that does not exist."""
    need = forbid = 0
    sign = "+"
    for token in name.split():
        if token in "+-":
            sign = token
        elif sign == "+" and token not in signs:
            raise PackError(where, f"rule {name!r} asks for {token!r}, which nothing gives")
        elif sign == "+":
            need |= signs[token]
        else:
            forbid |= signs.get(token, 0)
    return Rule(name, need, forbid)


def place_of(rule: Rule, masks: Masks) -> int:
    """The nearest place where a rule holds, as an index of `PLACES`; -1 where it does not."""
    _, need, forbid = rule
    if masks.text & need != need or masks.text & forbid:
        return -1
    if masks.title & need == need:
        return 0
    for mask in masks.sentences:
        if mask & need == need:
            return 1
    return 2
