"""Which concepts a text names: the longest forms win, then guards decide, title by title and sentence by sentence (rules 5 and 6)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from tracker.facts.folding import Folded, fold
from tracker.facts.lexicon import Found, Hit, Lexicon, shouts
from tracker.facts.types import Mention
from tracker.gazetteer import Concept, Guard

# Where a sentence may end; most points do not end one, so that the long pattern is only asked there.
_POINT = re.compile(r"[.。!?\n]")
# A full stop ends an English sentence before a capital or a quotation mark, but not after an abbreviation or an initial (U.S. President).
_SENTENCE_END = re.compile(
    r"[。!?]+[」』)\"']*|\n+|(?<![A-Z])(?<!\b(?:Mr|Dr|St|No|vs|Co))(?<!\b(?:Mrs|Gov|Sen|Rep|Inc|Ltd|Jan|Feb|Mar|Apr|Aug|Oct|Nov|Dec))"
    r"(?<!\b(?:Corp|Sept|Dept))\.[\"')]*\s+(?=[A-Z\"'(])"
)
_Cues = dict[int, dict[int, list[tuple[int, int]]]]


class Watch(NamedTuple):
    """A compiled guard: forms (folded) that need a near word, empty for all; numbers of near words and of vetoes."""

    forms: frozenset[str]
    near: frozenset[int]
    veto: frozenset[int]


class Part(NamedTuple):
    """One field of a subject, folded.

    found: what stands in it (`lexicon.Lexicon.found`). breaks: where its sentences after the first begin; first: the first one's number
    within the subject.
    """

    field: str
    stored: str
    folded: Folded
    found: Sequence[Found]
    breaks: tuple[int, ...]
    first: int


class Finder:
    """Finds the mentions of one gazetteer's concepts."""

    def __init__(self, concepts: Sequence[Concept]) -> None:
        """Compile the concepts' forms and guards, once."""
        self.lexicon = Lexicon(concepts)
        self._names = [concept.id for concept in concepts]
        self._watches = [_watch(concept.guard, self.lexicon) for concept in concepts]

    def mentions(self, part: Part) -> list[Mention]:
        """The mentions in one field, by position."""
        hits = self.lexicon.hits(part.folded, part.found, any_case=part.field == "title" and shouts(part.stored))
        kept = _longest(hits) if hits else ()
        cues: _Cues | None = None
        found = []
        for start, end, form in kept:
            sentence = bisect_right(part.breaks, start) if part.breaks else 0
            first, last = part.folded.original(start, end)
            for number in form.concepts:
                watch = self._watches[number]
                live, vetoed = True, False
                if watch is not None:
                    cues = _cues(hits, part.breaks) if cues is None else cues
                    live, vetoed = _judged(watch, (start, end, form), cues.get(sentence))
                found.append(
                    Mention(self._names[number], part.stored[first:last], part.field, first, last, live, vetoed, part.first + sentence)
                )
        return found


def split(fields: Sequence[tuple[str, str, Folded, Sequence[Found]]]) -> tuple[Part, ...]:
    """Fields (name, stored text, folded text, what stands in it) cut into sentences, numbered through the subject; a title is one."""
    parts: list[Part] = []
    first = 0
    for field, stored, folded, found in fields:
        breaks = () if field == "title" else _breaks(folded.text)
        parts.append(Part(field, stored, folded, found, breaks, first))
        first += len(breaks) + 1
    return tuple(parts)


def _breaks(text: str) -> tuple[int, ...]:
    ends: list[int] = []
    for point in _POINT.finditer(text):
        end = _SENTENCE_END.match(text, point.start())
        if end is not None and (not ends or end.start() >= ends[-1]):
            ends.append(end.end())
    return tuple(ends)


def _judged(watch: Watch, hit: Hit, cues: dict[int, list[tuple[int, int]]] | None) -> tuple[bool, bool]:
    """Whether a guard is satisfied, and whether it rejects the form."""
    start, end, form = hit
    if cues and watch.veto and _stands(watch.veto, start, end, cues):
        return False, True
    if not watch.near or (watch.forms and form.text not in watch.forms):
        return True, False
    return bool(cues) and _stands(watch.near, start, end, cues or {}), False


def _longest(hits: Sequence[Hit]) -> list[Hit]:
    """Of overlapping forms the longest, between equals the first; by position."""
    ordered = sorted([(start - end, start, number) for number, (start, end, form) in enumerate(hits) if form.concepts])
    taken = 0
    kept = []
    for length, start, number in ordered:
        span = ((1 << -length) - 1) << start
        if not taken & span:
            taken |= span
            kept.append((start, number))
    kept.sort()
    return [hits[number] for _, number in kept]


def _cues(hits: Sequence[Hit], breaks: tuple[int, ...]) -> _Cues:
    sentences: _Cues = {}
    for start, end, form in hits:
        if form.cue >= 0:
            sentence = sentences.setdefault(bisect_right(breaks, start) if breaks else 0, {})
            sentence.setdefault(form.cue, []).append((start, end))
    return sentences


def _stands(words: frozenset[int], start: int, end: int, cues: dict[int, list[tuple[int, int]]]) -> bool:
    """Whether one of the words stands outside the form: カナダ首相 is a veto for 首相 within it, 関税 is no near word inside 関税交渉."""
    return any(first < start or last > end for word in cues if word in words for first, last in cues[word])


def _watch(guard: Guard | None, lexicon: Lexicon) -> Watch | None:
    if guard is None:
        return None
    numbers = lexicon.cues
    return Watch(
        forms=frozenset(fold(form).text.strip() for form in guard.forms),
        near=frozenset(numbers[fold(word).text.strip()] for word in guard.near),
        veto=frozenset(numbers[fold(word).text.strip()] for word in guard.veto),
    )
