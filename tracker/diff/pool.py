"""What all changed sentences of a field hold on each side, so that what only moved from one to another is not called lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tracker.diff.reading import Reading


@dataclass(frozen=True, slots=True)
class Pool:
    """Figures (kind, key) and claims (family, key) on both sides, counted, and their words, folded, in small letters."""

    before: Counter[tuple[str, str]]
    after: Counter[tuple[str, str]]
    text_before: str
    text_after: str

    def lost(self, kind: str, key: str) -> bool:
        """Whether the field holds this less often than before."""
        return self.before[kind, key] > self.after[kind, key]

    def got(self, kind: str, key: str) -> bool:
        """Whether the field holds this more often than before."""
        return self.after[kind, key] > self.before[kind, key]

    def moved(self, kind: str) -> bool:
        """Whether sentences were joined or split, and hold as many claims of a family as before: one moved from one to another."""
        split = self.text_before.count("\n") != self.text_after.count("\n")
        return split and self._sum(self.before, kind) == self._sum(self.after, kind) > 0

    @staticmethod
    def _sum(counts: Counter[tuple[str, str]], kind: str) -> int:
        return sum(count for (family, _), count in counts.items() if family == kind)


def pool(before: Sequence[Reading], after: Sequence[Reading]) -> Pool:
    """The pool of the changed sentences on both sides."""
    return Pool(_counted(before), _counted(after), _words(before), _words(after))


def _words(readings: Iterable[Reading]) -> str:
    return "\n".join(one.folded.lower for one in readings)


def _counted(readings: Iterable[Reading]) -> Counter[tuple[str, str]]:
    counts: Counter[tuple[str, str]] = Counter()
    for one in readings:
        counts.update([(value.kind, value.key) for value in one.values])
        counts.update([(mark.family, mark.key) for mark in one.marks])
    return counts
