"""What is done in the place of what was: a verb that shares no group with the one it replaced, where little else changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from tracker.diff import acts_en, acts_ja
from tracker.diff.lexicon import EnglishLexicon, JapaneseLexicon, Mark, inflected, overlapping
from tracker.diff.pairing import Pair
from tracker.diff.reading import Reading
from tracker.diff.reasons import Piece, reason
from tracker.diff.synonyms import forms_of, means_same
from tracker.diff.types import ChangeReason

ACT = "act"
# By themselves these say little: to take issue is not to take.
_LIGHT = frozenset("take make do get give put set go hold see".split())
# More pieces than this are a sentence reworded; where this much of it or more stayed, an act in another's place is a change.
_PIECES = 3
_STAYED = {True: 0.6, False: 0.5}


def act_changes(field: str, one: Pair, changed: Sequence[Piece]) -> Iterator[ChangeReason]:
    """The acts that took others' places. changed: the pieces that differ."""
    if len(changed) > _PIECES or one.closeness < _STAYED[one.before.japanese]:
        return
    old, new = _acts(one.before), _acts(one.after)
    kept = _keys(old) & _keys(new)
    for start, end, to_start, to_end in changed:
        gone, come = overlapping(old, start, end), overlapping(new, to_start, to_end)
        if not (gone and come) or _keys(gone) & _keys(come) or (_keys(gone) | _keys(come)) & kept:
            continue
        if not means_same(one, (start, end, to_start, to_end)):
            yield reason("headline_claim", field, one, (gone[0].start, gone[0].end), (come[0].start, come[0].end))


def _acts(side: Reading) -> list[Mark]:
    return _japanese().marks(side.folded.lower) if side.japanese else _english().marks(side.tokens)


def _keys(marks: Iterable[Mark]) -> set[str]:
    return {mark.key for mark in marks}


@lru_cache(maxsize=1)
def _english() -> EnglishLexicon:
    entries: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    for number, form in _heavy(acts_en.GROUPS):
        for words in inflected(form):
            entries.setdefault(words, []).append((ACT, number))
    return EnglishLexicon({words: tuple(dict.fromkeys(entry)) for words, entry in entries.items()})


@lru_cache(maxsize=1)
def _japanese() -> JapaneseLexicon:
    entries: dict[str, list[tuple[str, str]]] = {}
    for number, form in _heavy(acts_ja.GROUPS):
        entries.setdefault(form, []).append((ACT, number))
    return JapaneseLexicon({form: tuple(dict.fromkeys(entry)) for form, entry in entries.items()})


def _heavy(groups: str) -> Iterator[tuple[str, str]]:
    """The forms that say something by themselves, with the group of each."""
    return ((group, form) for group, form in forms_of({ACT: groups}) if form not in _LIGHT)
