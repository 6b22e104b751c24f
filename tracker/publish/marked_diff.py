"""A difference as a page shows it, side by side and inline, without the long stretches that stayed. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from tracker.diff.rows import Row, Run, side_by_side
from tracker.diff.types import Difference, FieldDifference, RevisionText

KEPT = 300
"""Characters of an unchanged stretch that stay on either side of a cut."""
KEPT_CHANGED = 6000
"""The same of a changed stretch: a page is there to be read, and the revisions have it whole."""
MOST_ROWS = 1000


@dataclass(frozen=True, slots=True)
class ShownRun:
    """A stretch of text. op: `equal`, `insert`, `delete`, or `cut` for characters that were left out, `left_out` many."""

    op: str
    text: str
    left_out: int = 0


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A line before beside a line after; as `tracker.diff.rows.Row`, with long runs cut."""

    kind: str
    before: tuple[ShownRun, ...]
    after: tuple[ShownRun, ...]
    number: int
    to_number: int
    skipped: int


@dataclass(frozen=True, slots=True)
class ShownField:
    """One changed field. rows: side by side. inline: what went and what came, in place. more: rows beyond those shown."""

    name: str
    rows: tuple[ShownRow, ...]
    inline: tuple[ShownRun, ...]
    more: int


def shown_fields(difference: Difference, before: RevisionText) -> tuple[ShownField, ...]:
    """Every changed field, both ways. before: the text that the difference starts from."""
    rows = {name: list(each) for name, each in groupby(side_by_side(difference, before), key=lambda row: row.field)}
    return tuple(_field(field, getattr(before, field.field), rows.get(field.field, [])) for field in difference.fields)


def _field(field: FieldDifference, text: str, rows: Sequence[Row]) -> ShownField:
    shown = tuple(_row(row) for row in rows[:MOST_ROWS])
    return ShownField(field.field, shown, tuple(_cut(list(_inline(field, text)))), max(0, len(rows) - MOST_ROWS))


def _inline(field: FieldDifference, text: str) -> Iterator[Run]:
    for segment in field.segments:
        if segment.op == "equal":
            yield Run("equal", text[segment.start : segment.end])
            continue
        if segment.before:
            yield Run("delete", segment.before)
        if segment.after:
            yield Run("insert", segment.after)


def _row(row: Row) -> ShownRow:
    return ShownRow(row.kind, tuple(_cut(row.before)), tuple(_cut(row.after)), row.number, row.to_number, row.skipped)


def _cut(runs: Sequence[Run]) -> Iterable[ShownRun]:
    """The runs, long ones without their middle: an unchanged one at either end keeps only what is next to a change."""
    for place, run in enumerate(runs):
        kept = KEPT if run.op == "equal" else KEPT_CHANGED
        outer = run.op == "equal" and len(runs) > 1
        head = 0 if outer and place == 0 else kept
        tail = 0 if outer and place == len(runs) - 1 else kept
        if len(run.text) <= 2 * kept:
            yield ShownRun(run.op, run.text)
            continue
        if head:
            yield ShownRun(run.op, run.text[:head])
        yield ShownRun("cut", "", len(run.text) - head - tail)
        if tail:
            yield ShownRun(run.op, run.text[-tail:])
