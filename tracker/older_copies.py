"""Where copies that somebody kept belong among an item's revisions that are there already: pure.

A copy from before the first revision is put before it. One that says what was said then anyway tells nothing new. One from later that
says something else than what stood there before and after has no place: the step between was told when it was seen, and has its address.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from db.item_rows import StoredRevision
from db.records import ChangeRow, RevisionRow
from tracker.diff.compare import compare
from tracker.pipeline import change_row, text_of_revision


@dataclass(frozen=True, slots=True)
class Copy:
    """A kept copy of an item's entry. where: file and line, for errors."""

    where: str
    revision: RevisionRow


@dataclass(frozen=True, slots=True)
class Placed:
    """before: oldest first, each other than the next. first_seen_at: when what is the first revision so far was first seen, UTC text."""

    before: tuple[Copy, ...]
    between: tuple[Copy, ...]
    first_seen_at: str


def place(copies: Sequence[Copy], kept: Sequence[StoredRevision]) -> Placed:
    """Where copies belong that are older than the last look at what the newest of the kept revisions says. kept: oldest first, some."""
    moments = [one.observed_at for one in kept]
    before: list[Copy] = []
    between: list[Copy] = []
    for copy in sorted(copies, key=lambda one: one.revision.observed_at):
        said, at = copy.revision.content_hash, bisect_right(moments, copy.revision.observed_at)
        if at == 0 and (not before or before[-1].revision.content_hash != said):
            before.append(copy)
        elif at > 0 and said not in {one.content_hash for one in kept[at - 1 : at + 1]}:
            between.append(copy)
    first_seen_at = kept[0].observed_at
    if before and before[-1].revision.content_hash == kept[0].content_hash:
        first_seen_at = before.pop().revision.observed_at
    return Placed(tuple(before), tuple(between), first_seen_at)


def changes_of(placed: Placed, first: StoredRevision, lang: str) -> tuple[ChangeRow, ...]:
    """The step from each copy put before an item's first revision to the next, the last one's to that revision. lang: of the item."""
    moments = [*(copy.revision.observed_at for copy in placed.before), placed.first_seen_at]
    texts = [*(text_of_revision(copy.revision) for copy in placed.before), text_of_revision(first)]
    hashes = [*(copy.revision.content_hash for copy in placed.before), first.content_hash]
    steps = enumerate(pairwise(texts), 1)
    return tuple(
        change_row("reverted" if hashes[at] in hashes[:at] else "edited", compare(before, after, lang), moments[at])
        for at, (before, after) in steps
    )
