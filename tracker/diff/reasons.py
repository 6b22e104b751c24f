"""Spans of two folded sentences to a reason with the stored words."""

from __future__ import annotations

from tracker.diff.pairing import Pair
from tracker.diff.reading import Reading
from tracker.diff.types import ChangeReason

Span = tuple[int, int]
Piece = tuple[int, int, int, int]


def reason(kind: str, field: str, one: Pair, before: Span | None, after: Span | None) -> ChangeReason:
    """A reason in a pair. before, after: in the folded sentences; None where nothing stands there, placed at the sentence's start."""
    start, end = one.before.span(*before) if before else (one.before.at, one.before.at)
    to_start, to_end = one.after.span(*after) if after else (one.after.at, one.after.at)
    return ChangeReason(kind, field, _words(one.before, start, end), _words(one.after, to_start, to_end), start, end, to_start, to_end)


def passage(kind: str, field: str, sentence: Reading) -> ChangeReason:
    """A reason that is a whole sentence. kind: `passage_removed` for one that stood before; any other for one that came."""
    text = sentence.stored.strip()
    start = sentence.at + len(sentence.stored) - len(sentence.stored.lstrip())
    if kind == "passage_removed":
        return ChangeReason(kind, field, text, "", start, start + len(text), 0, 0)
    return ChangeReason(kind, field, "", text, 0, 0, start, start + len(text))


def _words(side: Reading, start: int, end: int) -> str:
    return side.stored[start - side.at : end - side.at]
