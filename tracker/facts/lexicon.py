"""The gazetteer's forms as one automaton, and the rules by which a match is a match (matching rules 1 to 4 of the reference README)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from tracker.facts.folding import Folded, fold
from tracker.gazetteer import Concept

_DIGITS = frozenset("0123456789")
_LATIN = frozenset(chr(code) for code in range(0x30, 0x250) if chr(code).isalnum()) | {"_"}
_KATAKANA = frozenset(chr(code) for code in range(0x30A1, 0x30FB)) | {"ー"}
# A number is part of a larger one after a digit, a point or comma, or a Japanese unit (1兆5500億ドル holds no 5500億ドル).
_BEFORE_NUMBER = _DIGITS | frozenset(".,兆億")
_NONE: frozenset[str] = frozenset()
_ALL_KATAKANA = re.compile(r"[ァ-ヺー・=]+")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")


class Form(NamedTuple):
    """One spelling: what must not stand before and after it, where it needs capitals, which concepts it names, whether guards ask for it.

    cue: its number among the words that guards ask for, else -1.
    """

    text: str
    capitals: tuple[int, ...]
    not_before: frozenset[str]
    not_after: frozenset[str]
    concepts: tuple[int, ...]
    cue: int


Found = tuple[int, int, int]
"""A spelling's number, and where it stands in folded text: start and end, half open."""

Hit = tuple[int, int, Form]
"""A valid match in folded text: start and end, half open, and the form."""


class Lexicon:
    """All forms, near words and vetoes of a gazetteer, searched for in one pass."""

    def __init__(self, concepts: Sequence[Concept]) -> None:
        """Fold every form, give each word that a guard asks for its number, and build the automaton."""
        owners: dict[str, list[int]] = {}
        self.cues: dict[str, int] = {}
        for number, concept in enumerate(concepts):
            for form in concept.forms:
                holders = owners.setdefault(fold(form).text.strip(), [])
                if number not in holders:
                    holders.append(number)
            if concept.guard is not None:
                for word in (*concept.guard.near, *concept.guard.veto):
                    self.cues.setdefault(fold(word).text.strip(), len(self.cues))
        spellings: dict[str, list[Form]] = {}
        for text in (*owners, *(cue for cue in self.cues if cue not in owners)):
            spellings.setdefault(fold(text).lower, []).append(_form(text, tuple(owners.get(text, ())), self.cues.get(text, -1)))
        self.spellings = tuple(spellings)
        self._forms = list(spellings.values())
        self._automaton = AhoCorasick(list(spellings), matchkind=MatchKind.Standard)

    def found(self, folded: Folded) -> list[Found]:
        """Everything that stands in a text as a run of letters, overlapping ones included, whatever stands around it."""
        found: list[Found] = self._automaton.find_matches_as_indexes(folded.lower, overlapping=True)
        return found

    def hits(self, folded: Folded, found: Sequence[Found], any_case: bool = False) -> list[Hit]:
        """The valid matches among what was found, in no fixed order. any_case: capitals are not asked for."""
        text, forms = folded.text, self._forms
        hits = []
        for index, start, end in found:
            before, after = text[start - 1 : start], text[end : end + 1]
            for form in forms[index]:
                if before in form.not_before or after in form.not_after:
                    continue
                if any_case or not form.capitals or text[start:end] == form.text or _capital(text, start, form):
                    hits.append((start, end, form))
        return hits


def shouts(text: str) -> bool:
    """Whether a headline is set in capitals only, so that case tells nothing: three Latin words or more, and no small letter."""
    words = _LATIN_WORD.findall(text)
    return len(words) >= 3 and text.isascii() and not any(char.islower() for char in text)


def _capital(text: str, start: int, form: Form) -> bool:
    return all(text[start + at].isupper() for at in form.capitals)


def _form(text: str, concepts: tuple[int, ...], cue: int) -> Form:
    if _ALL_KATAKANA.fullmatch(text):
        return Form(text, (), _KATAKANA, _KATAKANA, concepts, cue)
    capitals = tuple(at for at, char in enumerate(text) if char.isupper())
    return Form(text, capitals, _edge(text[0], first=True), _edge(text[-1], first=False), concepts, cue)


def _edge(char: str, first: bool) -> frozenset[str]:
    if char in _DIGITS:
        return _BEFORE_NUMBER if first else _DIGITS
    return _LATIN if char in _LATIN else _NONE
