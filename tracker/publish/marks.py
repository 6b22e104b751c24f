"""Texts cut where words in them are marked: pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tracker.facts.folding import fold

_BETWEEN = re.compile(r'["“”„\s]+')
_MAIN = str.maketrans("澤", "沢")


@dataclass(frozen=True, slots=True)
class Span:
    """A marked stretch of a text: code points, half open. number: which reason it belongs to, as the reader sees it counted."""

    start: int
    end: int
    number: int = 1


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a text with the numbers of the spans that cover it; none: plain."""

    text: str
    numbers: tuple[int, ...] = ()


def cut(text: str, spans: Sequence[Span]) -> tuple[Segment, ...]:
    """The text in segments at the borders of the spans; joined again they are the text. What reaches beyond the text is cut off."""
    kept = [Span(max(span.start, 0), min(span.end, len(text)), span.number) for span in spans]
    kept = [span for span in kept if span.start < span.end]
    borders = sorted({0, len(text), *(span.start for span in kept), *(span.end for span in kept)})
    return tuple(
        Segment(text[start:end], tuple(sorted({span.number for span in kept if span.start <= start and end <= span.end})))
        for start, end in pairwise(borders)
    )


def found(text: str, query: str) -> tuple[Span, ...]:
    """Where the words of a query stand in a text, folded as search folds them (`db.search_text`); for showing only."""
    folded = fold(text)
    inside = folded.lower.translate(_MAIN)
    wanted = {term for term in _BETWEEN.split(fold(query).lower.translate(_MAIN)) if term}
    places = sorted({place for term in wanted for place in _places(inside, term)})
    return tuple(Span(*folded.original(start, end)) for start, end in places)


def _places(inside: str, term: str) -> Iterator[tuple[int, int]]:
    """A Latin word only whole, Japanese anywhere."""
    head = r"(?<![a-z0-9])" if term[0].isascii() and term[0].isalnum() else ""
    tail = r"(?![a-z0-9])" if term[-1].isascii() and term[-1].isalnum() else ""
    for match in re.finditer(head + re.escape(term) + tail, inside):
        yield match.start(), match.end()
