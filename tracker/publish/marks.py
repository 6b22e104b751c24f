"""Texts cut where words in them are marked: pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from db.search_text import parts, pieces
from tracker.facts.folding import fold

_WHOLE = r"(?<![a-z0-9]){}(?![a-z0-9])"
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


def found(text: str, query: str, also: Sequence[str] = ()) -> tuple[Span, ...]:
    """Where the words and quoted phrases of a query stand in a text, folded as search folds them (`db.search_text`); for showing only.

    also: further phrases.
    """
    folded = fold(text)
    inside = folded.lower.translate(_MAIN)
    wanted = dict.fromkeys(pieces(one) for one in (*(part for part, _ in parts(query)), *also))
    places = sorted({place for phrase in wanted if phrase for place in _places(inside, phrase)})
    return tuple(Span(*folded.original(start, end)) for start, end in _joined(places))


def _joined(places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Places in order, those that overlap as one."""
    whole: list[tuple[int, int]] = []
    for start, end in places:
        if whole and start < whole[-1][1]:
            whole[-1] = (whole[-1][0], max(whole[-1][1], end))
        else:
            whole.append((start, end))
    return whole


def around(segments: Sequence[Segment], size: int) -> tuple[Segment, ...]:
    """A stretch of about `size` characters round the first marked place; nothing where none is marked."""
    first = next((place for place, segment in enumerate(segments) if segment.numbers), None)
    if first is None:
        return ()
    before = "".join(segment.text for segment in segments[:first])
    lead = before[-size // 3 :]
    kept = [Segment(("…" if len(before) > len(lead) else "") + lead)] if lead else []
    room = size - len(lead)
    for segment in segments[first:]:
        kept.append(segment if segment.numbers else Segment(segment.text[:room] + ("…" if len(segment.text) > room else "")))
        room -= len(segment.text)
        if room <= 0:
            break
    return tuple(kept)


def _places(inside: str, phrase: Sequence[str]) -> Iterator[tuple[int, int]]:
    """A Latin word only whole, Japanese anywhere; between the pieces of a phrase stands nothing that counts."""
    written = [_WHOLE.format(re.escape(one)) if one[0].isascii() and one[0].isalnum() else re.escape(one) for one in map(_lower, phrase)]
    for match in re.finditer(r"[\W_]*".join(written), inside):
        yield match.start(), match.end()


def _lower(piece: str) -> str:
    return piece.lower().translate(_MAIN)
