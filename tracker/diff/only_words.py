"""The content words that one sentence of a pair has and the other lacks, and whether two of them mean or spell the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import OSA, Levenshtein

from tracker.diff.lexicon import Token, overlapping
from tracker.diff.reading import Reading
from tracker.diff.spelling import same_kana, spelled, stem
from tracker.diff.synonyms import base_of, same_marks
from tracker.diff.things_ja import HONORIFICS
from tracker.diff.words_en import STOP

_KANJI = re.compile(r"[一-鿿々]")
_KATAKANA = re.compile(r"[ァ-ヴー・]{2,}")
# Kana behind a kanji that make a verb of it: neither a particle, nor a sentence's end.
_OKURIGANA = re.compile(r"(?![がはをにのへでとも](?:[^ぁ-ん]|$))[ぁ-ん]")
# Words that begin alike are forms of one (migrant, migration).
_ROOT = 4
# From this likeness on, 0 to 1, two words in katakana spell one name.
_SPELLINGS = 0.5
# Letters by which a name in katakana is known in hiragana; code points between the two.
_KANA, _SHIFT = 3, 0x60
_TITLES = frozenset("mr mrs ms dr president minister secretary governor premier chairman".split())
_SCALES = frozenset("thousand million billion trillion".split())
_SCALES_JA = frozenset("百千万億兆")
_APART = re.compile(r"[\s.\-・]")
# Say how a sentence goes on, and nothing by themselves.
_WEAK = frozenset("please just well both own back then now still very quite will would can could there here one ones per via".split())


class OnlyWords:
    """The content words of one sentence that the other lacks, with the groups that they stand in."""

    def __init__(self, side: Reading, other: Reading) -> None:
        """Find them, and the marks of the whole sentence."""
        self._side = side
        self._marks = same_marks(side)
        # A claim that stands there in another form was compared already.
        mine, text = side.folded.lower, other.folded.lower
        known = {(mark.family, mark.key) for mark in other.marks if text[mark.start : mark.end] not in mine}
        handled = [mark for mark in side.marks if (mark.family, mark.key) in known]
        self.only = [
            token
            for token in content(side)
            if not (stands(token, other) and _as_often(token, side, other)) and not overlapping(handled, token.start, token.end)
        ]

    def left(self, other: OnlyWords, start: int, end: int) -> list[Token]:
        """Those that a span touches and that no word of the other sentence means as well; of a Japanese word the part inside the span."""
        inside = [token for token in self.only if token.start < end and token.end > start]
        if self._side.japanese:
            inside = [part for token in inside if start < end and (part := self._cut(token, start, end))]
        return [token for token in inside if not any(self._is_same(token, other, mate) for mate in other.only)]

    def _cut(self, token: Token, start: int, end: int) -> Token | None:
        """The part of a word inside a span; None for one kanji of several that no list has: it may be a slip of the pen (観迎)."""
        first, last = max(token.start, start), min(token.end, end)
        part = Token(token.word[first - token.start : last - token.start], first, last)
        listed = any(first == mark.start for mark in self._side.marks) or part.word in _SCALES_JA
        return part if len(part.word) > 1 or len(token.word) == 1 or listed else None

    def _is_same(self, token: Token, other: OnlyWords, mate: Token) -> bool:
        if self.groups(token) & other.groups(mate):
            return True
        if self._side.japanese and self.groups(token) and other.groups(mate):
            return False
        if self._side.japanese:
            return bool(set(_KANJI.findall(token.word)) & set(_KANJI.findall(mate.word)))
        return _is_form(base_of(token.word), base_of(mate.word))

    def groups(self, token: Token) -> set[str]:
        """The groups of a word: its own, and those of the forms of several words that it is part of."""
        return {mark.key for mark in overlapping(self._marks, token.start, token.end)}


def content(side: Reading) -> Iterator[Token]:
    """The words of a sentence that say something by themselves: no figures, no words that only join others."""
    taken = [(value.start, value.end) for value in side.values]
    for token in side.tokens:
        if any(start < token.end and end > token.start for start, end in taken):
            continue
        if side.japanese:
            # One kanji before kana that is no particle is a verb of many senses (置く, 設ける), which the lists of verbs tell apart.
            if token.word not in HONORIFICS and (len(token.word) > 1 or not _OKURIGANA.match(side.folded.lower, token.end)):
                yield token
        elif token.word not in STOP and token.word not in _WEAK and not _is_title(side, token):
            yield token


def _is_title(side: Reading, token: Token) -> bool:
    """Whether a word is the title before a name, which writers choose freely: Mr Trump, President Trump."""
    return token.word in _TITLES and any(name.start == token.end + 1 for name in side.names)


def _as_often(token: Token, side: Reading, other: Reading) -> bool:
    """Whether a Japanese word stands in the other sentence as often: "then Japan gets the rest" beside "what Japan put in"."""
    if not side.japanese:
        return True
    often = other.folded.lower.count(token.word)
    return not often or often >= side.folded.lower.count(token.word)


def stands(token: Token, other: Reading) -> bool:
    """Whether a word stands in the other sentence too, in any form."""
    if not other.japanese:
        return stem(token.word) in other.words
    text = other.folded.lower
    return token.word in text or bool(_KATAKANA.fullmatch(token.word) and len(token.word) > _KANA and _hiragana(token.word)[:_KANA] in text)


def _hiragana(word: str) -> str:
    """A word in katakana in hiragana: ホタテ, ほたて."""
    return "".join(chr(ord(char) - _SHIFT) if "ァ" <= char <= "ヶ" else char for char in word)


def same_letters(one: str, other: str) -> bool:
    """Whether two texts differ in nothing but blanks, hyphens and full stops."""
    return _APART.sub("", one) == _APART.sub("", other)


def _is_form(one: str, other: str) -> bool:
    """Whether two English words are forms or spellings of one, or one a slip of the other."""
    if _SCALES.issuperset((one, other)):
        return one == other
    if one == other or (min(len(one), len(other)) >= _ROOT and stem(one)[:_ROOT] == stem(other)[:_ROOT]):
        return True
    plain = [_APART.sub("", "".join(map(spelled, word.split("-")))) for word in (one, other)]
    return plain[0] == plain[1] or (min(map(len, plain)) > _ROOT and OSA.distance(*plain, score_cutoff=2) <= 2)


def is_spelling(gone: Sequence[Token], come: Sequence[Token]) -> bool:
    """Whether what stands there now spells what stood there: first letters, one word or two, kana or kanji, another katakana."""
    old, new = ([token.word for token in some] for some in (gone, come))
    if ["".join(word[0] for word in old)] == new or ["".join(word[0] for word in new)] == old:
        return True
    before, after = _APART.sub("", "".join(old)), _APART.sub("", "".join(new))
    if _KATAKANA.fullmatch(before) and _KATAKANA.fullmatch(after):
        return Levenshtein.normalized_similarity(before, after) >= _SPELLINGS
    # FRB and FBR: two letters changed places.
    return same_kana(before) == same_kana(after) or (before.isascii() and sorted(before) == sorted(after))
