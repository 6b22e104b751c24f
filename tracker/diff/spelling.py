"""Spellings of one word made one: British and American, kana and kanji, and the stem by which words are compared."""

from __future__ import annotations

import re
from functools import lru_cache

from ahocorasick_rs import AhoCorasick, MatchKind

from tracker.diff import spellings_ja, things_en, things_ja

_OUR = re.compile(r"^(lab|fav|col|hon|neighb|harb|behavi|rum|endeav|arm|flav|hum|vig|parl)our")
_ISE = re.compile(r"(?<=[a-z]{3})is(e|es|ed|ing|ation|ations|er|ers)$")
_DOUBLE = re.compile(r"(?<=[aeiou])ll(ed|ing|er|ers)$")
_ENDINGS = ("'s", "s'", "ies", "ing", "ers", "er", "ed", "es", "s", "ly", "e")


@lru_cache(maxsize=20_000)
def spelled(word: str) -> str:
    """An English word in small letters in its American spelling."""
    known = things_en.SPELLINGS.get(word)
    if known:
        return known
    word = _OUR.sub(r"\1or", word)
    if word not in things_en.KEPT_ISE:
        word = _ISE.sub(r"iz\1", word)
    return _DOUBLE.sub(r"l\1", word)


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A word without its ending, for asking whether two sentences speak of the same; not for meaning."""
    word = spelled(word)
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > 4 and word[-1] == word[-2] else word


def same_kana(text: str) -> str:
    """A Japanese text with the known spellings of one word written in one way; its length may change."""
    automaton, written = _kana()
    found = automaton.find_matches_as_indexes(text)
    if not found:
        return text
    pieces: list[str] = []
    at = 0
    for number, start, end in found:
        pieces += (text[at:start], written[number])
        at = end
    return "".join((*pieces, text[at:]))


def spellings(form: str) -> list[str]:
    """The other spellings of a short Japanese form that is written in the one way."""
    near = sorted(row for letter in set(form) for row in _by_letter().get(letter, ()))
    return [form.replace(first, other) for _, (first, *others) in near if first in form for other in others]


@lru_cache(maxsize=1)
def _kana() -> tuple[AhoCorasick, list[str]]:
    """The other ways to write a word, and by number the way in which texts are compared."""
    written = {variant: first for first, *others in _rows() for variant in others}
    return AhoCorasick(list(written), matchkind=MatchKind.LeftmostLongest), list(written.values())


@lru_cache(maxsize=1)
def _by_letter() -> dict[str, list[tuple[int, list[str]]]]:
    """The numbered rows by the first letter of their first: thousands of forms are asked for their spellings when lists are loaded."""
    found: dict[str, list[tuple[int, list[str]]]] = {}
    for number, row in enumerate(_rows()):
        found.setdefault(row[0][0], []).append((number, row))
    return found


@lru_cache(maxsize=1)
def _rows() -> list[list[str]]:
    return [row.split() for row in (*things_ja.SAME, *spellings_ja.SAME.strip().split("\n"))]
