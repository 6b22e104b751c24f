"""A difference as rows to look at: what stood before beside what stands now, line by line, in a terminal or on a page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tracker.diff.types import Difference, FieldDifference, RevisionText, Segment

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
# Lines kept around a change, so that it can be placed.
CONTEXT = 2


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a line. op: `equal`, `insert` or `delete`."""

    op: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line before beside one line after. kind: `equal`, `changed`, `removed`, `added` or `skipped`.

    before, after: their runs, empty on the side where there is no line. number, to_number: lines within the field from 1, 0 for none.
    skipped: how many equal lines a `skipped` row stands for.
    """

    field: str
    kind: str
    before: tuple[Run, ...] = ()
    after: tuple[Run, ...] = ()
    number: int = 0
    to_number: int = 0
    skipped: int = 0


def side_by_side(difference: Difference, before: RevisionText, context: int = CONTEXT) -> tuple[Row, ...]:
    """The rows of every changed field. before: the text that the difference starts from. context: equal lines kept round a change."""
    return tuple(row for field in difference.fields for row in _folded(list(_rows(field, getattr(before, field.field))), context))


def _rows(field: FieldDifference, text: str) -> Iterator[Row]:
    """One row a line; a line of one side meets the other's where both end together."""
    old: list[Run] = []
    new: list[Run] = []
    number = to_number = 1
    for piece in _pieces(field.segments, text):
        ends = piece.text.endswith("\n")
        run = Run(piece.op, piece.text.removesuffix("\n"))
        if piece.op != "insert":
            old.append(run)
        if piece.op != "delete":
            new.append(run)
        if ends and piece.op == "equal":
            yield _row(field.field, old, new, number, to_number)
            number, to_number = number + 1, to_number + 1
            old, new = [], []
        elif ends and piece.op == "delete":
            yield _row(field.field, old, [], number, 0)
            number, old = number + 1, []
        elif ends:
            yield _row(field.field, [], new, 0, to_number)
            to_number, new = to_number + 1, []
    if old or new:
        yield _row(field.field, old, new, number if old else 0, to_number if new else 0)


def _pieces(segments: Sequence[Segment], text: str) -> Iterator[Run]:
    """The segments cut at line ends, a replacement as what went and what came."""
    for segment in segments:
        same = text[segment.start : segment.end] if segment.op == "equal" else ""
        for op, part in (("equal", same), ("delete", segment.before), ("insert", segment.after)):
            for line in _LINE.findall(part):
                yield Run(op, line)


def _row(field: str, old: Sequence[Run], new: Sequence[Run], number: int, to_number: int) -> Row:
    before, after = tuple(run for run in old if run.text), tuple(run for run in new if run.text)
    if not number:
        kind = "added"
    elif not to_number:
        kind = "removed"
    else:
        kind = "equal" if all(run.op == "equal" for run in (*before, *after)) else "changed"
    return Row(field, kind, before, after, number, to_number)


def _folded(rows: Sequence[Row], context: int) -> Iterator[Row]:
    """The rows with long equal stretches made one row."""
    near = [False] * len(rows)
    for at, row in enumerate(rows):
        if row.kind != "equal":
            for place in range(max(0, at - context), min(len(rows), at + context + 1)):
                near[place] = True
    skipped = 0
    for row, kept in zip(rows, near, strict=True):
        if not kept:
            skipped += 1
            continue
        if skipped:
            yield Row(row.field, "skipped", skipped=skipped)
            skipped = 0
        yield row
    if skipped:
        yield Row(rows[-1].field, "skipped", skipped=skipped)
