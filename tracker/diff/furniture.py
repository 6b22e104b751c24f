"""What stands on a page beside its text: stamps, counters, advertisements, related links, credits, menus, labels.

What is furniture never makes a change material, whatever figures it holds; a correction notice is not furniture, and is looked for
first. Captions are text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tracker.diff import furniture_rules as rules
from tracker.diff.stamps import stamp_kind
from tracker.facts.folding import holds

_CORRECTION = re.compile("|".join(rules.CORRECTION), re.IGNORECASE)
UPDATE = re.compile("|".join(rules.UPDATE), re.IGNORECASE)
_LINES = tuple((kind, re.compile("|".join(some), re.IGNORECASE)) for kind, some in rules.LINES.items())
_PHRASES = tuple((kind, re.compile("|".join(some), re.IGNORECASE)) for kind, some in rules.PHRASES.items())
_LIST_ITEM = re.compile(rules.LIST_ITEM)
_HEADING = re.compile(rules.HEADING)
_CAPTION = re.compile("|".join(rules.CAPTIONS), re.IGNORECASE)
_MENU = re.compile(r"[|｜＞>›»]")
_FIGURE = re.compile(r"\d+(?:\.\d+)?\s?[%％]|\d{3,}|[$¥€£]")
# A credit ends a headline ("| The Daily Ledger"), a dateline opens an article; elsewhere the same forms are text.
_ONLY_IN_TITLES, _NOT_IN_TITLES = frozenset(("credit",)), frozenset(("dateline",))
_ANYWHERE = frozenset(("related_links", "advert", "counter", "byline", "copyright_year"))
_ANYWHERE_LINES = tuple(row for row in _LINES if row[0] in _ANYWHERE)
_HEADINGS = frozenset(("related_links", "advert"))
_CLASSES = {"dateline": "timestamp", "credit": "section_label"}
_ANY = ("",)
# A line is known by its beginning; a list belongs to the heading above it, if that is not far.
_BEGINNING, _LONGEST_LIST, _LONGEST_HEADING, _LONGEST_ITEM = 400, 12, 30, 80
_ABOVE = 1000


class Phrase(NamedTuple):
    """A piece of furniture inside a sentence, half open."""

    kind: str
    start: int
    end: int


def is_correction(text: str) -> bool:
    """Whether a line or sentence says that something was corrected."""
    return holds(text.lower(), rules.CORRECTION_HINTS) and _CORRECTION.search(text) is not None


def line_kind(line: str, edge: bool) -> str:
    """The class of a whole line that is furniture, else "". edge: whether it is among the first two, or last three, lines of its text."""
    line = line[:_BEGINNING]
    if is_correction(line):
        return ""
    lower = line.lower()
    if kind := _kind_by(_LINES, line, lower):
        return kind
    if edge and len(_MENU.findall(line)) >= 2 and not _FIGURE.search(line):
        return "navigation"
    return stamp_kind(lower)


def sentence_kind(sentence: str) -> str:
    """The class of a sentence that is furniture wherever it stands in its line, else ""."""
    line = sentence[:_BEGINNING]
    lower = line.lower()
    # Most sentences are none of these, which is told sooner than that they are nothing else either.
    if not _kind_by(_ANYWHERE_LINES, line, lower) and stamp_kind(lower) not in _ANYWHERE:
        return ""
    kind = line_kind(sentence, edge=False)
    return kind if kind in _ANYWHERE else ""


def _kind_by(rows: Sequence[tuple[str, re.Pattern[str]]], line: str, lower: str) -> str:
    """The class of the first row that a line begins as, "" for none. lower: the line in small letters."""
    for kind, pattern in rows:
        if holds(lower, rules.LINE_HINTS.get(kind, _ANY)) and pattern.match(line):
            return kind
    return ""


def heading_kind(above: Sequence[str], line: str) -> str:
    """The class of a list's item under a heading that is furniture ("Most popular"), else "". above: lines before it, nearest last."""
    if not is_item(line):
        return ""
    for heading in reversed(above[-_LONGEST_LIST:]):
        if not _LIST_ITEM.match(heading):
            if is_item(heading) and not line_kind(heading, edge=False):
                continue
            kind = line_kind(heading, edge=False)
            return kind if kind in _HEADINGS and len(heading) <= _LONGEST_HEADING else ""
    return ""


def heading(text: str, at: int) -> str:
    """The nearest heading above a place in a text, "" where none is near: a line that ends in a colon or question, or is marked as one."""
    above = text[max(0, at - _ABOVE) : at].split("\n")[-_LONGEST_LIST - 1 : -1]
    return next((line.strip() for line in reversed(above) if _HEADING.search(line.strip())), "")


def is_item(line: str) -> bool:
    """Whether a line may belong to a list: it has a list's mark, or is short and no sentence."""
    return _LIST_ITEM.match(line) is not None or (0 < len(line.strip()) <= _LONGEST_ITEM and line.rstrip()[-1] not in ".。!！」")


def is_list_item(line: str, above: str, edge: bool) -> bool:
    """Whether a line is an item of a list. above: the line before it. edge: at the head or foot of a page a list's mark is asked for."""
    return is_item(line) and is_item(above) and (not edge or _LIST_ITEM.match(line) is not None)


def is_caption(line: str) -> bool:
    """Whether a line is a picture's caption."""
    return _CAPTION.match(line[:_BEGINNING]) is not None


def phrases(text: str, lower: str, title: bool) -> Iterator[Phrase]:
    """The furniture inside a sentence, in no fixed order; spans may overlap. lower: the text in small letters."""
    for kind, pattern in _PHRASES:
        if kind in (_NOT_IN_TITLES if title else _ONLY_IN_TITLES) or not holds(lower, rules.HINTS[kind]):
            continue
        for match in pattern.finditer(text):
            if match.end() > match.start():
                yield Phrase(_CLASSES.get(kind, kind), match.start(), match.end())


def without(text: str, found: Sequence[Phrase]) -> str:
    """The text with the phrases blanked, so that positions hold."""
    for phrase in found:
        text = text[: phrase.start] + " " * (phrase.end - phrase.start) + text[phrase.end :]
    return text
