"""Cutting text and queries into words for full-text search, in English and Japanese alike: pure.

SQLite's own tokenizers find no Japanese words (`unicode61`) or miss every word of two characters (`trigram`): TRAPS 27. So text is cut
here before it is indexed: Latin words stay whole, and a run of Chinese characters or kana becomes overlapping pairs followed by its last
character alone. A query is cut the same way, into a phrase; then 関税 finds 相互関税率, and 米 finds 日米 as well as 米国.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from operator import add

# Letters that stand without spaces between words: iteration marks, kana, bopomofo, ideographs, Hangul.
_CJK = (
    "\u3005-\u3007\u303b\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3105-\u312f\u31a0-\u31bf\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U0001b000-\U0001b16f\U00020000-\U0003ffff"
)
_PIECE = re.compile(f"(?P<run>[{_CJK}]+)|(?P<word>(?:(?![{_CJK}])[^\\W_])+)|(?P<sign>%)")
# Variation selectors, zero-width characters and the private-use marks below: never part of a word.
_DROPPED = re.compile("[\u00ad\u200b-\u200f\u2060\ufe00-\ufe0f\ufeff\ue000\ue025\U000e0100-\U000e01ef]")
_QUOTES = re.compile('["“”„]')

PERCENT = "\ue025"
"""The word that stands for a percent sign: a private-use character, which `unicode61` takes for a letter and no text contains."""
BREAK = "\ue000"
"""The word between two fields, so that no phrase reaches from one into the next."""
NOTHING = '""'
"""An FTS5 expression that is valid and finds nothing."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that must follow one another. open_ended: the last one is a single character and may begin a longer word."""

    words: tuple[str, ...]
    open_ended: bool = False


def fold(text: str) -> str:
    """Text as it is compared in search: NFKC, 澤 as 沢 (both are written for one name), nothing invisible."""
    return _DROPPED.sub("", unicodedata.normalize("NFKC", _DROPPED.sub("", text))).replace("澤", "沢")


def cut(text: str) -> str:
    """The words of a text, with spaces between, in order."""
    words: list[str] = []
    for piece in _PIECE.finditer(fold(text)):
        words += _closed(piece)
    return " ".join(words)


def cut_fields(*texts: str | None) -> str:
    """The words of several fields of one row; a phrase never matches across two of them. None counts as empty."""
    return f" {BREAK} ".join(words for text in texts if (words := cut(text or "")))


def phrases(query: str) -> tuple[Phrase, ...]:
    """What a query asks for: its words, or what stands in double quotes as one phrase. All must be found.

    An odd quote is ignored. Operators of FTS5 (AND, *, NEAR, column:) have no meaning here: they are words or nothing.
    """
    found = (_phrase(text) for text, _ in parts(query))
    return tuple(phrase for phrase in found if phrase.words)


def cut_query(query: str) -> str:
    """The FTS5 MATCH expression for what a person typed: never a syntax error, whatever it is. Empty queries find nothing."""
    wanted = phrases(query)
    return " AND ".join(map(_written, wanted)) or NOTHING


def either(terms: Sequence[Sequence[str]]) -> str:
    """The FTS5 MATCH expression for texts that have, of each term, one of its phrases. A term without words asks for nothing."""
    found = []
    for term in terms:
        wanted = [_phrase(text) for text in term]
        written = dict.fromkeys(_written(phrase) for phrase in wanted if phrase.words)
        found += [f"({' OR '.join(written)})"] if written else []
    return " AND ".join(found) or NOTHING


def parts(query: str) -> tuple[tuple[str, bool], ...]:
    """A query's words and quoted phrases in order, as typed, each with whether it was quoted. An odd quote is ignored."""
    split = _QUOTES.split(unicodedata.normalize("NFKC", query))
    odd = len(split) % 2 == 0
    found: list[tuple[str, bool]] = []
    for at, part in enumerate(split):
        quoted = at % 2 == 1 and not (odd and at == len(split) - 1)
        found += [(part, True)] if quoted else [(word, False) for word in part.split()]
    return tuple(found)


def pieces(text: str) -> tuple[str, ...]:
    """The words, runs and signs of a phrase in order, folded; what stands between them does not count in search."""
    return tuple(piece.group() for piece in _PIECE.finditer(fold(text)))


def holds(words: str, query: str) -> bool:
    """Whether cut text has everything a query asks for; the same answer as the index gives. words: as `cut` makes them."""
    inside = f" {words.lower()} "
    wanted = phrases(query)
    return bool(wanted) and all(f" {' '.join(p.words).lower()}{'' if p.open_ended else ' '}" in inside for p in wanted)


def _written(phrase: Phrase) -> str:
    return f'"{" ".join(phrase.words)}"{" *" if phrase.open_ended else ""}'


def _closed(piece: re.Match[str]) -> list[str]:
    """The words of a piece after which its run has ended."""
    text = piece.group()
    if piece.lastgroup == "run":
        return [*map(add, text, text[1:]), text[-1]]
    return [PERCENT if piece.lastgroup == "sign" else text]


def _phrase(text: str) -> Phrase:
    """The phrase for a piece of a query: its last run may go on in the text that is searched, so it is left open."""
    pieces = list(_PIECE.finditer(fold(text)))
    if not pieces:
        return Phrase(())
    words = [word for piece in pieces[:-1] for word in _closed(piece)]
    last = pieces[-1]
    if last.lastgroup != "run":
        return Phrase((*words, *_closed(last)))
    if len(last.group()) == 1:
        return Phrase((*words, last.group()), open_ended=True)
    return Phrase((*words, *_closed(last)[:-1]))
