"""Which concepts a text names: the longest forms win, then guards decide, title by title and sentence by sentence (rules 5 and 6)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from tracker.facts.folding import Folded, fold
from tracker.facts.lexicon import Hit, Lexicon, shouts
from tracker.facts.types import Mention
from tracker.gazetteer import Concept, Guard

# A full stop ends an English sentence before a capital or a quotation mark, but not after an abbreviation or an initial (U.S. President).
_SENTENCE_END = re.compile(
    r"[。!?]+[」』)\"']*|\n+|(?<![A-Z])(?<!\b(?:Mr|Dr|St|No|vs|Co))(?<!\b(?:Mrs|Gov|Sen|Rep|Inc|Ltd|Jan|Feb|Mar|Apr|Aug|Oct|Nov|Dec))"
    r"(?<!\b(?:Corp|Sept|Dept))\.[\"')]*\s+(?=[A-Z\"'(])"
)


class Watch(NamedTuple):
    """A compiled guard: forms (folded) that need a near word, empty for all; numbers of near words and of vetoes."""

    forms: frozenset[str]
    near: frozenset[int]
    veto: frozenset[int]


class Part(NamedTuple):
    """One field of a subject, folded. first: the number of its first sentence within the subject; breaks: where the next ones begin."""

    field: str
    stored: str
    folded: Folded
    breaks: tuple[int, ...]
    first: int


class Finder:
    """Finds the mentions of one gazetteer's concepts."""

    def __init__(self, concepts: Sequence[Concept]) -> None:
        """Compile the concepts' forms and guards, once."""
        self._lexicon = Lexicon(concepts)
        self._names = [concept.id for concept in concepts]
        self._watches = [_watch(concept.guard, self._lexicon) for concept in concepts]

    def mentions(self, part: Part) -> list[Mention]:
        """The mentions in one field, by position."""
        hits = list(self._lexicon.hits(part.folded, any_case=part.field == "title" and shouts(part.stored)))
        if not hits:
            return []
        cues = _cues(hits, part.breaks)
        found = [mention for hit in _longest(hits) for mention in self._named(hit, part, cues)]
        found.sort(key=_position)
        return found

    def _named(self, hit: Hit, part: Part, cues: Sequence[dict[int, list[tuple[int, int]]]]) -> list[Mention]:
        start, end = part.folded.original(hit.start, hit.end)
        sentence = bisect_right(part.breaks, hit.start)
        made = []
        for number in hit.form.concepts:
            watch = self._watches[number]
            vetoed = watch is not None and bool(watch.veto) and _stands(watch.veto, hit, cues[sentence])
            near = watch is None or not watch.near or (bool(watch.forms) and hit.form.text not in watch.forms)
            live = not vetoed and (near or (watch is not None and _stands(watch.near, hit, cues[sentence])))
            made.append(Mention(self._names[number], part.stored[start:end], part.field, start, end, live, vetoed, part.first + sentence))
        return made


def split(fields: Sequence[tuple[str, str]]) -> list[Part]:
    """The non-empty fields, folded and cut into sentences, which are numbered through the subject; a title is one piece."""
    parts: list[Part] = []
    first = 0
    for field, stored in fields:
        if stored:
            folded = fold(stored)
            breaks = () if field == "title" else tuple(end.end() for end in _SENTENCE_END.finditer(folded.text))
            parts.append(Part(field, stored, folded, breaks, first))
            first += len(breaks) + 1
    return parts


def _position(mention: Mention) -> tuple[int, int, str]:
    return mention.start, mention.end, mention.concept


def _longest(hits: Sequence[Hit]) -> list[Hit]:
    taken = 0
    kept = []
    for hit in sorted((hit for hit in hits if hit.form.concepts), key=lambda hit: (hit.start - hit.end, hit.start)):
        span = ((1 << (hit.end - hit.start)) - 1) << hit.start
        if not taken & span:
            taken |= span
            kept.append(hit)
    return kept


def _cues(hits: Sequence[Hit], breaks: tuple[int, ...]) -> list[dict[int, list[tuple[int, int]]]]:
    sentences: list[dict[int, list[tuple[int, int]]]] = [{} for _ in range(len(breaks) + 1)]
    for start, end, form in hits:
        if form.cue >= 0:
            sentences[bisect_right(breaks, start)].setdefault(form.cue, []).append((start, end))
    return sentences


def _stands(words: frozenset[int], hit: Hit, cues: dict[int, list[tuple[int, int]]]) -> bool:
    return any(end <= hit.start or start >= hit.end for word in cues.keys() & words for start, end in cues[word])


def _watch(guard: Guard | None, lexicon: Lexicon) -> Watch | None:
    if guard is None:
        return None
    numbers = lexicon.cues
    return Watch(
        forms=frozenset(fold(form).text.strip() for form in guard.forms),
        near=frozenset(numbers[fold(word).text.strip()] for word in guard.near),
        veto=frozenset(numbers[fold(word).text.strip()] for word in guard.veto),
    )
