"""A name and its first letters: All Nippon Airways became ANA, and nothing else was said."""

from __future__ import annotations

from dataclasses import replace

from tracker.diff.lexicon import Token
from tracker.diff.pairing import Pair
from tracker.diff.reading import Reading

_SHORTEST = 2
_JOINING = frozenset("of and the for on in".split())


def without_initials(one: Pair) -> Pair:
    """The pair without the names and claims of what is told by first letters on one side and in full on the other."""
    if one.before.japanese:
        return one
    before, after = one.before, one.after
    for short, long in ((before, after), (after, before)):
        for token in _capitals(short, long):
            full = _in_full(token.word.replace(".", ""), long)
            if full:
                spans = ((token.start, token.end), full)
                first, second = spans if short is before else spans[::-1]
                one = Pair(_blank(one.before, first), _blank(one.after, second), one.likeness, one.closeness)
    return one


def _capitals(side: Reading, other: Reading) -> list[Token]:
    """The words in capitals that the other side lacks."""
    known = {token.word for token in other.tokens}
    return [
        token
        for token in side.tokens
        if len(token.word) >= _SHORTEST and token.word not in known and side.folded.text[token.start : token.end].isupper()
    ]


def _in_full(letters: str, side: Reading) -> tuple[int, int] | None:
    """Where words with a capital each stand whose first letters are these, words that only join passed over."""
    words = [token for token in side.tokens if token.word not in _JOINING and side.folded.text[token.start].isupper()]
    for at in range(len(words) - len(letters) + 1):
        run = words[at : at + len(letters)]
        if "".join(token.word[0] for token in run) == letters:
            return run[0].start, run[-1].end
    return None


def _blank(side: Reading, span: tuple[int, int]) -> Reading:
    start, end = span
    return replace(
        side,
        marks=tuple(mark for mark in side.marks if mark.end <= start or mark.start >= end),
        names=tuple(name for name in side.names if name.end <= start or name.start >= end),
    )
