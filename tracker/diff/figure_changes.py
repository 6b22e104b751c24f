"""Figures that changed in a pair of sentences: another value, another unit, another day, or two that changed places."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tracker.diff.pairing import Pair
from tracker.diff.pool import Pool
from tracker.diff.reading import Reading
from tracker.diff.reasons import reason
from tracker.diff.types import ChangeReason, Value
from tracker.diff.values import unmatched

# From this likeness on, a figure in the place of another is a change even where both stand elsewhere in the text before and after.
_CLOSE = 0.75
_QUANTITIES = frozenset(("amount", "number", "rate"))
_KINDS = {"rate": "rate", "amount": "amount", "code": "scope"}
_DEADLINE = re.compile(
    r"\b(?:until|till|by|deadline|due|expires?|before|no later than|through|within)\b|まで|期限|締め?切|以内|必着|期日"
)
_REACH_BEFORE, _REACH_AFTER = 24, 12


def figure_changes(field: str, one: Pair, moved: Pool) -> Iterator[ChangeReason]:
    """The figures of a pair that changed. moved: of the whole field."""
    gone, come = unmatched(one.before.values, one.after.values)
    exchanged = gone and come and (one.likeness >= _CLOSE or _skeleton(one.before) == _skeleton(one.after))
    if not exchanged:
        gone = [value for value in gone if moved.lost(value.kind, value.key)]
        come = [value for value in come if moved.got(value.kind, value.key)]
    for before, after in _matched(gone, come):
        if (before and after) or not (before or after).weak:  # type: ignore[union-attr]
            yield _reason(field, one, before, after)
    if not gone and not come:
        yield from _swapped(field, one)


def _matched(gone: Sequence[Value], come: Sequence[Value]) -> Iterator[tuple[Value | None, Value | None]]:
    """What took the place of what: a figure of the same kind, or a quantity of another."""
    left = list(come)
    for value in gone:
        other = next((new for new in left if new.kind == value.kind), None)
        if other is None and value.kind in _QUANTITIES:
            other = next((new for new in left if new.kind in _QUANTITIES), None)
        if other is not None:
            left.remove(other)
        yield value, other
    for value in left:
        yield None, value


def _reason(field: str, one: Pair, before: Value | None, after: Value | None) -> ChangeReason:
    kind = _kind(one, before, after)
    return reason(kind, field, one, (before.start, before.end) if before else None, (after.start, after.end) if after else None)


def _kind(one: Pair, before: Value | None, after: Value | None) -> str:
    if before and after and before.kind in _QUANTITIES and before.key.split()[0] == after.key.split()[0]:
        return "unit"
    side, value = (one.before, before) if before else (one.after, after)
    if value is None:
        return "number"
    if value.kind in ("date", "time"):
        around = side.folded.lower[max(0, value.start - _REACH_BEFORE) : value.end + _REACH_AFTER]
        return "deadline" if _DEADLINE.search(around) else "date"
    return _KINDS.get(value.kind, "number")


def _swapped(field: str, one: Pair) -> Iterator[ChangeReason]:
    """Figures that changed places while the words around them stayed."""
    old, new = _ordered(one.before), _ordered(one.after)
    if old == new or sorted(old) != sorted(new) or _skeleton(one.before) != _skeleton(one.after):
        return
    first = next(number for number, (a, b) in enumerate(zip(old, new, strict=True)) if a != b)
    yield _reason(field, one, one.before.values[first], one.after.values[first])


def _ordered(side: Reading) -> list[str]:
    return [f"{value.kind}:{value.key}" for value in side.values]


def _skeleton(side: Reading) -> list[str]:
    """The sentence's words with each figure as its kind."""
    words: list[str] = []
    at = 0
    for value in side.values:
        words.extend(side.folded.lower[at : value.start].split())
        words.append(value.kind)
        at = value.end
    return [*words, *side.folded.lower[at:].split()]
