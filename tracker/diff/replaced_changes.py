"""A word in the place of another in an edit so small that it was made on purpose, where the two are not known to mean the same.

Lists can't hold all words, but an editor who exchanges one word and leaves the rest as it was says something else, unless the words are
synonyms, spellings of one word, or a slip of the pen. Asked only where nothing else was found, and of a text with few changed sentences:
a text that was rewritten throughout exchanges words everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import OSA, Levenshtein

from tracker.diff.align import pieces
from tracker.diff.lexicon import Mark, Token
from tracker.diff.pairing import Pair
from tracker.diff.reading import Reading
from tracker.diff.reasons import Piece, Span, reason
from tracker.diff.spelling import same_kana, spelled, stem
from tracker.diff.synonyms import base_of, groups_of, means_same, same_marks
from tracker.diff.things_ja import HONORIFICS
from tracker.diff.types import ChangeReason
from tracker.diff.words_en import STOP

# So much of a sentence stayed in its order, by whether it is Japanese; so few pieces changed in a sentence, in a field; so few words each.
_STAYED = {True: 0.55, False: 0.5}
_PIECES, _IN_ALL, _WORDS = 2, 3, 2
_KANJI = re.compile(r"[一-鿿々]")
_KATAKANA = re.compile(r"[ァ-ヴー・]{2,}")
_OKURIGANA = re.compile(r"(?![がはをにのへでとも](?:[^ぁ-ん]|$))[ぁ-ん]")
# Words that begin alike are forms of one (migrant, migration).
_ROOT = 4
# From this likeness on, 0 to 1, two words in katakana spell one name.
_SPELLINGS = 0.5
# Content words of a clause that stands on one side only.
# In Japanese, so many code points stand for one, since verbs are written in kana.
_CLAUSE, _LETTERS = 3, 4
_CONDITIONS = {
    False: re.compile(
        r"\b(?:if|unless|provided|providing|except|as long as|subject to|on condition|whichever|in case|or earlier|or later)\b"
    ),
    True: re.compile(r"場合(?!が(?:ある|あり|ござ))|限り|ただし|条件に|ならば|すれば|れば|たら、|を除き|次第"),
}
# Whom to ask changes often, and tells nothing.
_CONTACT = re.compile(r"contact|inquir|enquir|further information|問い?合わ?せ|照会先|連絡先|担当")
_LABEL = re.compile(r"[^:：\u3000\n]{2,40}[:：\u3000]\s*")
_NARROWING = frozenset(
    "former some most many all few several half small large used imported electric hybrid luxury domestic senior".split()
)
# So many words of a headline, by whether it is Japanese, make it another one.
_TITLES = frozenset("mr mrs ms dr president minister secretary governor premier chairman".split())
# Letters by which a name in katakana is known in hiragana; code points between the two.
_KANA, _SHIFT = 3, 0x60
_NARROWING_JA = ("一部", "大半", "大部分", "小型", "大型", "中古")
_SCALES_JA = frozenset("百千万億兆")
_SCALES = frozenset("thousand million billion trillion".split())
_ELSE = {True: 2, False: 3}
_BRACKET = re.compile(r"[【】〈〉〔〕（）()]")
_PART, _PART_REACH = 2, 40
_BEFORE_PART = re.compile(r"(?:[,、]|\b(?:and|or)|及び|および|又は|または|と|や)\s*$")
_ENUMERATED = re.compile(r"[\s,、・やと&/|｜]*(?:and|or|及び|および|または)?\s*")
_APART = re.compile(r"[\s.\-・]")
# Say how a sentence goes on, and nothing by themselves.
_WEAK = frozenset("please just well both own back then now still very quite will would can could there here one ones per via".split())


def replaced_changes(field: str, pairs: Sequence[Pair]) -> list[list[ChangeReason]]:
    """What took the place of what in the changed pairs of a field in which nothing else was found. By pair."""
    if field == "title" and len(pairs) == 1 and _claims_else(pairs[0]):
        return [[reason("headline_claim", field, pairs[0], _whole(pairs[0].before), _whole(pairs[0].after))]]
    edits = [_edits(one) for one in pairs]
    if sum(map(len, edits)) > _IN_ALL:
        return [[] for _ in pairs]
    return [list(_replaced(field, one, changed)) for one, changed in zip(pairs, edits, strict=True)]


def _edits(one: Pair) -> list[Piece]:
    return [piece[1:] for piece in pieces(one.before.folded.lower, one.after.folded.lower) if piece[0] != "equal"]


def _replaced(field: str, one: Pair, changed: Sequence[Piece]) -> Iterator[ChangeReason]:
    asks = any(_CONTACT.search(side.folded.lower) and _LABEL.match(side.folded.lower) for side in (one.before, one.after))
    exchanged = None if asks else _entry(one)
    if exchanged:
        yield reason("scope", field, one, *exchanged)
        return
    if len(changed) > _PIECES or one.closeness < _STAYED[one.before.japanese] or one.before.place.caption:
        return
    if asks:
        return
    if _APART.sub("", one.before.folded.lower) == _APART.sub("", one.after.folded.lower):
        return
    old, new = _Words(one.before, one.after), _Words(one.after, one.before)
    less = _listed(one.before, old, new) or _listed(one.after, new, old)
    if less and field != "title":
        gone = less[0] if less[1] is one.before else None
        yield reason("scope", field, one, gone, None if gone else less[0])
        return
    yield from filter(None, (_in_piece(field, one, piece, (old, new)) for piece in changed))
    yield from _swapped(field, one, changed)


def _are_names(side: Reading, words: Sequence[Token]) -> bool:
    """Whether words are names of persons and offices, which `name_changes` compares."""
    names = [name for name in side.names if name.kind != "opening"]
    return all(any(name.start < word.end and word.start < name.end for name in names) for word in words)


def _moved(one: Pair, piece: Piece) -> bool:
    """Whether what a piece holds stands elsewhere in the other sentence."""
    start, end, to_start, to_end = piece
    old, new = one.before.folded.lower, one.after.folded.lower
    return old[start:end].strip(" ,.、。") in new and new[to_start:to_end].strip(" ,.、。") in old


def _in_piece(field: str, one: Pair, piece: Piece, words: tuple[_Words, _Words]) -> ChangeReason | None:
    """What one piece changes: a word exchanged, a condition made or dropped, a clause put in or left out."""
    old, new = words
    gone, come = old.left(new, *piece[:2]), new.left(old, *piece[2:])
    told = _is_spelling(gone, come) or (_are_names(one.before, gone) and _are_names(one.after, come))
    # English headlines and teasers are reworded for effect by words of any kind: there, both have to be in the lists.
    known = one.before.japanese or field == "body" or (all(map(old.groups, gone)) and all(map(new.groups, come)))
    if gone and come and max(len(gone), len(come)) <= _WORDS and not told and known:
        return reason("headline_claim", field, one, (gone[0].start, gone[-1].end), (come[0].start, come[-1].end))
    if _narrows(one.before, gone, come) or _narrows(one.after, come, gone):
        return _said(field, one, piece, "scope")
    if _condition(one.before, *piece[:2]) != _condition(one.after, *piece[2:]) and not _moved(one, piece):
        return _said(field, one, piece, "scope")
    clause = max(_telling(one.before, gone, piece[:2]), _telling(one.after, come, piece[2:])) >= _CLAUSE
    alone = piece[0] == piece[1] or piece[2] == piece[3]
    if clause and alone and field != "title":
        return _said(field, one, piece, "passage_removed" if gone else "passage_added")
    return None


def _narrows(side: Reading, words: Sequence[Token], others: Sequence[Token]) -> bool:
    """Whether all that came or went is a word that narrows the noun behind it: "on some food", "a former adviser"."""
    if others or not words:
        return False
    if side.japanese:
        return all(token.word.startswith(_NARROWING_JA) for token in words)
    if not all(token.word in _NARROWING for token in words):
        return False
    return side.folded.lower[words[-1].end :].lstrip()[:1].isalpha()


def _claims_else(one: Pair) -> bool:
    """Whether a headline tells by several words what no word of the other means, and the other does too."""
    if all(side.folded.text.rstrip().endswith("?") for side in (one.before, one.after)):
        return False
    old, new = _Words(one.before, one.after), _Words(one.after, one.before)
    sides = old.left(new, 0, len(one.before.folded.lower)), new.left(old, 0, len(one.after.folded.lower))
    return min(map(len, sides)) >= _ELSE[one.before.japanese]


def _whole(side: Reading) -> Span:
    text = side.folded.text
    return len(text) - len(text.lstrip()), len(text.rstrip())


def _entry(one: Pair) -> tuple[Span, Span] | None:
    """Where the entry behind an equal label is another: "Competent authority: Agency …", "Competent authority: Ministry …"."""
    labels = [_LABEL.match(side.folded.lower) for side in (one.before, one.after)]
    if not all(labels) or labels[0][0] != labels[1][0]:  # type: ignore[index]
        return None
    at = labels[0].end()  # type: ignore[union-attr]
    old, new = ([token for token in _content(side) if token.start >= at] for side in (one.before, one.after))
    if not old or not new or all(means_same(one, (a.start, a.end, b.start, b.end)) for a, b in ((old[0], new[0]), (old[-1], new[-1]))):
        return None
    if any(_stands(token, one.after) for token in old) or any(_stands(token, one.before) for token in new):
        return None
    return (old[0].start, old[-1].end), (new[0].start, new[-1].end)


def _listed(side: Reading, words: _Words, others: _Words) -> tuple[Span, Reading] | None:
    """Where one more part of an enumeration stands on one side only: "cabinets, vanities and upholstered chairs"."""
    left = words.left(others, 0, len(side.folded.lower))
    if not side.japanese and all(side.folded.text[token.start].isupper() for token in left):
        return None
    if len(left) < _PART or others.left(words, 0, len(side.folded.lower)) or left[-1].end - left[0].start > _PART_REACH:
        return None
    return ((left[0].start, left[-1].end), side) if _BEFORE_PART.search(side.folded.lower, 0, left[0].start) else None


def _condition(side: Reading, start: int, end: int) -> bool:
    """Whether a span says on what something depends: if, unless, 場合, 限り."""
    found = _CONDITIONS[side.japanese].search(side.folded.lower, start)
    return found is not None and found.end() <= end


def _telling(side: Reading, words: Sequence[Token], piece: Span) -> int:
    """How many words are no names; none where they stand in brackets, as a dateline or credit does."""
    if side.japanese:
        text = side.folded.text[max(0, piece[0] - 1) : piece[1] + 1]
        return 0 if _BRACKET.search(text) or len(_KANJI.findall(text)) < _CLAUSE else (piece[1] - piece[0]) // _LETTERS
    return sum(not side.folded.text[token.start].isupper() for token in words)


def _said(field: str, one: Pair, piece: Piece, kind: str) -> ChangeReason:
    start, end, to_start, to_end = piece
    return reason(kind, field, one, (start, end) if start < end else None, (to_start, to_end) if to_start < to_end else None)


def _swapped(field: str, one: Pair, changed: Sequence[Piece]) -> Iterator[ChangeReason]:
    """Two words that took each other's place, but in an enumeration: "more in volume, less in value"."""
    if len(changed) != 2:
        return
    (a, b, c, d), (e, f, g, h) = changed
    old, new = one.before.folded.lower, one.after.folded.lower
    first, second = old[a:b].strip(), old[e:f].strip()
    crossed = first == new[g:h].strip() and second == new[c:d].strip() and first != second
    if crossed and min(len(first), len(second)) > 1 and not _ENUMERATED.fullmatch(old[b:e]):
        yield _said(field, one, changed[0], "headline_claim")


class _Words:
    """The content words of one sentence that the other lacks, with the groups that they stand in."""

    def __init__(self, side: Reading, other: Reading) -> None:
        """Find them, and the marks of the whole sentence."""
        self._side = side
        self._marks = same_marks(side)
        # A claim that stands there in another form was compared already.
        mine, text = side.folded.lower, other.folded.lower
        known = {(mark.family, mark.key) for mark in other.marks if text[mark.start : mark.end] not in mine}
        handled = [mark for mark in side.marks if (mark.family, mark.key) in known]
        self.only = [token for token in _content(side) if not _stands(token, other) and not _over(handled, token.start, token.end)]

    def left(self, other: _Words, start: int, end: int) -> list[Token]:
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

    def _is_same(self, token: Token, other: _Words, mate: Token) -> bool:
        if self.groups(token) & other.groups(mate):
            return True
        if self._side.japanese and self.groups(token) and other.groups(mate):
            return False
        if self._side.japanese:
            return bool(set(_KANJI.findall(token.word)) & set(_KANJI.findall(mate.word)))
        return _is_form(base_of(token.word), base_of(mate.word))

    def groups(self, token: Token) -> set[str]:
        """The groups of a word: its own, and those of the forms of several words that it is part of."""
        keys = {mark.key for mark in _over(self._marks, token.start, token.end)}
        return keys if self._side.japanese else keys | groups_of(token.word)


def _content(side: Reading) -> Iterator[Token]:
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


def _stands(token: Token, other: Reading) -> bool:
    """Whether a word stands in the other sentence too, in any form."""
    if not other.japanese:
        return stem(token.word) in other.words
    text = other.folded.lower
    return token.word in text or bool(_KATAKANA.fullmatch(token.word) and len(token.word) > _KANA and _hiragana(token.word)[:_KANA] in text)


def _hiragana(word: str) -> str:
    """A word in katakana in hiragana: ホタテ, ほたて."""
    return "".join(chr(ord(char) - _SHIFT) if "ァ" <= char <= "ヶ" else char for char in word)


def _over(marks: Sequence[Mark], start: int, end: int) -> list[Mark]:
    return [mark for mark in marks if mark.start < end and mark.end > start]


def _is_form(one: str, other: str) -> bool:
    """Whether two English words are forms or spellings of one, or one a slip of the other."""
    if _SCALES.issuperset((one, other)):
        return one == other
    if one == other or (min(len(one), len(other)) >= _ROOT and stem(one)[:_ROOT] == stem(other)[:_ROOT]):
        return True
    plain = [_APART.sub("", "".join(map(spelled, word.split("-")))) for word in (one, other)]
    return plain[0] == plain[1] or (min(map(len, plain)) > _ROOT and OSA.distance(*plain, score_cutoff=2) <= 2)


def _is_spelling(gone: Sequence[Token], come: Sequence[Token]) -> bool:
    """Whether what stands there now spells what stood there: first letters, one word or two, kana or kanji, another katakana."""
    old, new = ([token.word for token in some] for some in (gone, come))
    if ["".join(word[0] for word in old)] == new or ["".join(word[0] for word in new)] == old:
        return True
    before, after = _APART.sub("", "".join(old)), _APART.sub("", "".join(new))
    if _KATAKANA.fullmatch(before) and _KATAKANA.fullmatch(after):
        return Levenshtein.normalized_similarity(before, after) >= _SPELLINGS
    # FRB and FBR: two letters changed places.
    return same_kana(before) == same_kana(after) or (before.isascii() and sorted(before) == sorted(after))
