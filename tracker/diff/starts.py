"""Where a figure of an English sentence may begin: at a number, or at a word that tells of one. The long patterns are asked only there."""

from __future__ import annotations

import re
from collections.abc import Iterator

_WORD = re.compile(r"[a-z]+")
_NUMBER = re.compile(r"\d+")


def told(lower: str, words: frozenset[str]) -> frozenset[str]:
    """Those of some words that stand in a text in small letters."""
    return words.intersection(_WORD.findall(lower))


def has_number(text: str) -> bool:
    """Whether a digit stands in a text."""
    return _NUMBER.search(text) is not None


def matches(pattern: re.Pattern[str], text: str, words: frozenset[str]) -> Iterator[re.Match[str]]:
    """What `finditer` finds of a pattern each match of which begins at a number's first digit or at one of some words.

    words: in small letters, as far as they stand in the text; letters inside other words cost a look and change nothing.
    """
    lower = text.lower() if words else text
    if len(lower) != len(text):
        yield from pattern.finditer(text)
        return
    starts = [match.start() for match in _NUMBER.finditer(text)]
    for word in words:
        at = lower.find(word)
        while at >= 0:
            starts.append(at)
            at = lower.find(word, at + 1)
    past = 0
    for at in sorted(starts) if words else starts:
        if at >= past and (match := pattern.match(text, at)):
            yield match
            past = match.end()
