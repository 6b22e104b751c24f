"""Which words replace each other when a sentence is reworded: all groups of both languages, searchable."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from tracker.diff import (
    acts_en,
    acts_ja,
    same_en_nouns,
    same_en_qualities,
    same_en_verbs,
    same_ja_common,
    same_ja_fields,
    same_ja_names,
    same_ja_nouns,
    same_ja_qualities,
    same_ja_verbs,
    same_nouns,
)
from tracker.diff.lexicon import EnglishLexicon, JapaneseLexicon, Mark, inflected, overlapping
from tracker.diff.pairing import Pair
from tracker.diff.reading import Reading
from tracker.diff.reasons import Piece
from tracker.diff.spelling import spellings
from tracker.diff.words_en import IRREGULAR

SAME = "same"
# Lists in which a word stands only beside those of the same step: 合意 never beside 署名.
_STRICT = frozenset("cfnoqv")


def same_marks(side: Reading) -> list[Mark]:
    """The words of a sentence that stand in a group; the key of a mark is its group's."""
    if side.japanese:
        return _japanese().marks(side.folded.lower)
    lexicon, words = _english()
    single = [Mark(SAME, key, token.start, token.end) for token in side.tokens for key in words.get(token.word, ())]
    return [*lexicon.marks(side.tokens), *single]


def is_reworded(mark: Mark, here: Reading, there: Reading) -> bool:
    """Whether the other sentence says by a word of the same group, which this one lacks, what a form in this one says."""
    groups = _groups(here, mark.start, mark.end)
    if not groups:
        return False
    mine, text = here.folded.lower, there.folded.lower
    return any(one.key in groups and text[one.start : one.end] not in mine for one in same_marks(there))


def is_same_step(one: Mark, other: Mark, pair: Pair) -> bool:
    """Whether two forms of different keys are one statement: by the strict lists only, in which no step stands beside the next."""
    groups = _groups(pair.before, one.start, one.end) & _groups(pair.after, other.start, other.end)
    return any(key[0] in _STRICT for key in groups)


def means_same(one: Pair, piece: Piece) -> bool:
    """Whether what stands in a piece before and what stands there after are of one group."""
    start, end, to_start, to_end = piece
    return bool(_groups(one.before, start, end) & _groups(one.after, to_start, to_end))


def _groups(side: Reading, start: int, end: int) -> set[str]:
    return {mark.key for mark in overlapping(same_marks(side), start, end)}


def base_of(word: str) -> str:
    """The form of an English verb that its irregular forms belong to; any other word itself."""
    return _bases().get(word, word)


def groups_of(word: str) -> frozenset[str]:
    """The groups that an English word stands in by itself, in any of its forms."""
    return _english()[1].get(word, frozenset())


@lru_cache(maxsize=1)
def _bases() -> dict[str, str]:
    return {form: base for base, forms in IRREGULAR.items() for form in forms.split()}


@lru_cache(maxsize=1)
def _english() -> tuple[EnglishLexicon, dict[str, frozenset[str]]]:
    """The forms of several words, searchable, and the groups of those of one; equal sets of groups are one value."""
    forms = _english_forms()
    sets: dict[frozenset[str], frozenset[str]] = {}
    words = {form[0]: sets.setdefault(groups, groups) for form, keys in forms.items() if len(form) == 1 and (groups := frozenset(keys))}
    several = {form: tuple((SAME, key) for key in sorted(set(keys))) for form, keys in forms.items() if len(form) > 1}
    return EnglishLexicon(several), words


def _english_forms() -> dict[tuple[str, ...], tuple[str, ...]]:
    """Each form with its groups; tuples, since thousands of sets would take megabytes."""
    found: dict[tuple[str, ...], tuple[str, ...]] = {}
    for key, form in forms_of({"a": acts_en.GROUPS, "n": same_en_nouns.GROUPS, "q": same_en_qualities.GROUPS, "v": same_en_verbs.GROUPS}):
        for words in (*inflected(form), *inflected(form, verbs=False)):
            found[words] = (*found.get(words, ()), key)
    for number, row in enumerate(same_nouns.ENGLISH.splitlines()):
        for word in row.split():
            found[word,] = (*found.get((word,), ()), f"s{number}")
    return found


@lru_cache(maxsize=1)
def _japanese() -> JapaneseLexicon:
    found: dict[str, set[str]] = {}
    lists = {
        "a": acts_ja.GROUPS, "s": same_nouns.JAPANESE.replace(" ", ","), "c": same_ja_common.GROUPS, "f": same_ja_fields.GROUPS,
        "n": same_ja_names.GROUPS, "o": same_ja_nouns.GROUPS, "q": same_ja_qualities.GROUPS, "v": same_ja_verbs.GROUPS,
    }  # fmt: skip
    for key, form in forms_of(lists):
        for spelling in (form, *spellings(form)):
            found.setdefault(spelling, set()).add(key)
    return JapaneseLexicon({form: tuple((SAME, key) for key in sorted(keys)) for form, keys in found.items()})


def forms_of(lists: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Each form of some lists with the name of its group: the list's and the line's number."""
    for name, groups in lists.items():
        for number, row in enumerate(groups.split("\n")):
            for form in filter(None, map(str.strip, row.split(","))):
                yield f"{name}{number}", form
