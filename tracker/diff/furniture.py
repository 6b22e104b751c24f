"""What stands on a page beside its text: stamps, counters, advertisements, related links, credits, menus, labels.

What is furniture never makes a change material, whatever figures it holds; a correction notice is not furniture, and is looked for
first. Captions are text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tracker.diff import furniture_rules as rules

CORRECTION = re.compile("|".join(rules.CORRECTION), re.IGNORECASE)
UPDATE = re.compile("|".join(rules.UPDATE), re.IGNORECASE)
_LINES = tuple((kind, re.compile("|".join(some), re.IGNORECASE)) for kind, some in rules.LINES.items())
_PHRASES = tuple((kind, re.compile("|".join(some), re.IGNORECASE)) for kind, some in rules.PHRASES.items())
_CAPTION = re.compile("|".join(rules.CAPTIONS), re.IGNORECASE)
_MENU = re.compile(r"[|｜＞>›»]")
_FIGURE = re.compile(r"\d+(?:\.\d+)?\s?[%％]|\d{3,}|[$¥€£]")
# A credit ends a headline ("| The Daily Ledger"), a dateline opens an article; elsewhere the same forms are text.
_ONLY_IN_TITLES, _NOT_IN_TITLES = frozenset(("credit",)), frozenset(("dateline",))
_CLASSES = {"dateline": "timestamp", "credit": "section_label"}
# A line is known by its beginning.
_BEGINNING = 400


class Phrase(NamedTuple):
    """A piece of furniture inside a sentence, half open."""

    kind: str
    start: int
    end: int


def line_kind(line: str, edge: bool) -> str:
    """The class of a whole line that is furniture, else "". edge: whether it is among the first two, or last three, lines of its text."""
    line = line[:_BEGINNING]
    if CORRECTION.search(line):
        return ""
    for kind, pattern in _LINES:
        if pattern.search(line):
            return kind
    if edge and len(_MENU.findall(line)) >= 2 and not _FIGURE.search(line):
        return "navigation"
    return ""


def is_caption(line: str) -> bool:
    """Whether a line is a picture's caption."""
    return _CAPTION.search(line[:_BEGINNING]) is not None


def phrases(text: str, title: bool) -> Iterator[Phrase]:
    """The furniture inside a sentence, in no fixed order; spans may overlap."""
    for kind, pattern in _PHRASES:
        if kind in (_NOT_IN_TITLES if title else _ONLY_IN_TITLES):
            continue
        for match in pattern.finditer(text):
            if match.end() > match.start():
                yield Phrase(_CLASSES.get(kind, kind), match.start(), match.end())


def without(text: str, found: Sequence[Phrase]) -> str:
    """The text with the phrases blanked, so that positions hold."""
    for phrase in found:
        text = text[: phrase.start] + " " * (phrase.end - phrase.start) + text[phrase.end :]
    return text
