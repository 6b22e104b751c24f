"""A word in the place of another in an edit so small that it was made on purpose, where the two are not known to mean the same.

Lists can't hold all words, but an editor who exchanges one word and leaves the rest as it was says something else, unless the words are
synonyms, spellings of one word, or a slip of the pen. Asked only where nothing else was found, and of a text with few changed sentences:
a text that was rewritten throughout exchanges words everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tracker.diff.align import pieces
from tracker.diff.exchanged import asks_whom, claims_else, other_entry, whole
from tracker.diff.lexicon import Token
from tracker.diff.only_words import OnlyWords, is_spelling, same_letters
from tracker.diff.pairing import Pair
from tracker.diff.reading import Reading
from tracker.diff.reasons import Piece, Span, reason
from tracker.diff.types import ChangeReason

# So much of a sentence stayed in its order, by whether it is Japanese; so few pieces changed in a sentence, in a field; so few words each.
_STAYED = {True: 0.55, False: 0.5}
_PIECES, _IN_ALL, _WORDS = 2, 3, 2
_KANJI = re.compile(r"[一-鿿々]")
# Content words of a clause that stands on one side only. In Japanese, so many code points stand for one, since verbs are written in kana.
_CLAUSE, _LETTERS = 3, 4
_CONDITIONS = {
    False: re.compile(
        r"\b(?:if|unless|provided|providing|except|as long as|subject to|on condition|whichever|in case|or earlier|or later)\b"
    ),
    True: re.compile(r"場合(?!が(?:ある|あり|ござ))|限り|ただし|条件に|ならば|すれば|れば|たら、|を除き|次第|しだい"),
}
# What narrows the noun behind it.
_NARROWING = frozenset(
    "former some most many all few several half small large used imported electric hybrid luxury domestic senior".split()
)
_BOUNDS = frozenset(
    ("up to", "at least", "at most", "no more than", "no less than", "as much as", "as many as", "最大", "最大で", "少なくとも", "最低でも")
)
_NARROWING_JA = ("一部", "大半", "大部分", "小型", "大型", "中古")
_BRACKET = re.compile(r"[【】〈〉〔〕（）()]")
# Words of a part of an enumeration, and code points over which it reaches.
_PART, _PART_REACH = 2, 40
_BEFORE_PART = re.compile(r"(?:[,、]|\b(?:and|or)|及び|および|又は|または|と|や)\s*$")
_ENUMERATED = re.compile(r"[\s,、・やと&/|｜]*(?:and|or|及び|および|または)?\s*")


def replaced_changes(field: str, pairs: Sequence[Pair]) -> list[list[ChangeReason]]:
    """What took the place of what in the changed pairs of a field in which nothing else was found. By pair."""
    if field == "title" and len(pairs) == 1 and claims_else(pairs[0]):
        return [[reason("headline_claim", field, pairs[0], whole(pairs[0].before), whole(pairs[0].after))]]
    edits = [_edits(one) for one in pairs]
    if sum(map(len, edits)) > _IN_ALL:
        return [[] for _ in pairs]
    return [list(_replaced(field, one, changed)) for one, changed in zip(pairs, edits, strict=True)]


def _edits(one: Pair) -> list[Piece]:
    return [piece[1:] for piece in pieces(one.before.folded.lower, one.after.folded.lower) if piece[0] != "equal"]


def _replaced(field: str, one: Pair, changed: Sequence[Piece]) -> Iterator[ChangeReason]:
    if asks_whom(one):
        return
    exchanged = other_entry(one)
    if exchanged:
        yield reason("scope", field, one, *exchanged)
        return
    if len(changed) > _PIECES or one.closeness < _STAYED[one.before.japanese] or one.before.place.caption:
        return
    if same_letters(one.before.folded.lower, one.after.folded.lower):
        return
    old, new = OnlyWords(one.before, one.after), OnlyWords(one.after, one.before)
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


def _in_piece(field: str, one: Pair, piece: Piece, words: tuple[OnlyWords, OnlyWords]) -> ChangeReason | None:
    """What one piece changes: a word exchanged, a condition made or dropped, a clause put in or left out."""
    old, new = words
    gone, come = old.left(new, *piece[:2]), new.left(old, *piece[2:])
    told = is_spelling(gone, come) or (_are_names(one.before, gone) and _are_names(one.after, come))
    # English headlines and teasers are reworded for effect by words of any kind: there, both have to be in the lists.
    known = one.before.japanese or field == "body" or (all(map(old.groups, gone)) and all(map(new.groups, come)))
    if gone and come and max(len(gone), len(come)) <= _WORDS and not told and known:
        return reason("headline_claim", field, one, (gone[0].start, gone[-1].end), (come[0].start, come[-1].end))
    if _bounds(one, piece) or _narrows(one.before, gone, come) or _narrows(one.after, come, gone):
        return _said(field, one, piece, "scope")
    if _condition(one.before, *piece[:2]) != _condition(one.after, *piece[2:]) and not _moved(one, piece):
        return _said(field, one, piece, "scope")
    clause = max(_telling(one.before, gone, piece[:2]), _telling(one.after, come, piece[2:])) >= _CLAUSE
    alone = piece[0] == piece[1] or piece[2] == piece[3]
    if clause and alone and field != "title":
        return _said(field, one, piece, "passage_removed" if gone else "passage_added")
    return None


def _bounds(one: Pair, piece: Piece) -> bool:
    """Whether a piece is nothing but a bound put before a figure, or taken from it: "100", "up to 100"."""
    start, end, to_start, to_end = piece
    if (start == end) == (to_start == to_end):
        return False
    side, other, first, last = (one.before, one.after, start, end) if start < end else (one.after, one.before, to_start, to_end)
    if any(mark.family == "size" for mark in other.marks):
        return False
    return side.folded.lower[first:last].strip() in _BOUNDS and any(0 <= value.start - last <= 1 for value in side.values)


def _narrows(side: Reading, words: Sequence[Token], others: Sequence[Token]) -> bool:
    """Whether all that came or went is a word that narrows the noun behind it: "on some food", "a former adviser"."""
    if others or not words:
        return False
    if side.japanese:
        return all(token.word.startswith(_NARROWING_JA) for token in words)
    if not all(token.word in _NARROWING for token in words):
        return False
    return side.folded.lower[words[-1].end :].lstrip()[:1].isalpha()


def _listed(side: Reading, words: OnlyWords, others: OnlyWords) -> tuple[Span, Reading] | None:
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
