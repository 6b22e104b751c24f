"""What an item changes at every look, as a poll needs to know it: what its mask hides, and when one is learned. Pure.

`tracker.diff.noise` finds and lays masks; `tracker.revise` decides by what is found here.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, pairwise, takewhile

from db.item_rows import Past
from tracker.diff.compare import compare
from tracker.diff.noise import ALL_COSMETIC, COSMETIC_IN_A_ROW, NOTHING, Mask, learn_mask, masked, noisy, whole_text
from tracker.diff.types import RevisionText

_MOST_COMPARED = 5
"""Earlier texts that a new one is compared with, of those that it is like but for what the mask hides."""


def like_earlier(text: RevisionText, earlier: Sequence[RevisionText], mask: Mask, lang: str) -> int | None:
    """Which earlier revision, by its place, a text differs from only in what the mask hides; None for none.

    earlier: newest first. What the mask hides counts only where it does not matter: a rate that comes to stand in a list of news is seen.
    How few are compared is bounded: where what is hidden matters against so many of them, it will against more.
    """
    if mask == NOTHING:
        return None
    if mask.all_cosmetic:
        return None if not earlier or compare(earlier[0], text, lang).material else 0
    seen = masked(whole_text(text), mask)
    alike = (place for place, one in enumerate(earlier) if masked(whole_text(one), mask) == seen)
    return next((place for place in islice(alike, _MOST_COMPARED) if not compare(earlier[place], text, lang).material), None)


def asks_for_past(revisions: int, noise: str | None) -> bool:
    """Whether an item that says something else has to be looked at with its past: it has a mask, or may be due for one."""
    return bool(noise) or revisions >= COSMETIC_IN_A_ROW


def run_length(past: Past) -> int:
    """How many cosmetic changes in a row a further one would make, itself included: since the mask came on, where there is one."""
    since = past.mask.learned_at if past.mask else ""
    return len(list(takewhile(lambda step: step[1] is False and step[0] > since, past.steps))) + 1


def learned(text: RevisionText, past: Past, earlier: Sequence[RevisionText], old: Mask) -> Mask:
    """The mask that comes on with a further cosmetic change, the one to `text`; NOTHING where none does.

    earlier: the texts of the past, newest first. old: the mask that is on. Only texts of the run teach: what moved before it, mattered.
    Where nothing is found that holds, or the texts are too long to have been read, every change that does not matter is hidden from then
    on (DESIGN: cosmetic-only revisions are bounded). A mask that a person took off is not learned again.
    """
    run = run_length(past)
    if not noisy([False] * run) or (past.mask and past.mask.lifted_at):
        return NOTHING
    if len(earlier) < min(run, COSMETIC_IN_A_ROW):
        return ALL_COSMETIC
    texts = [*(whole_text(one) for one in reversed(earlier[:run])), whole_text(text)]
    mask = learn_mask(texts)
    return mask if mask != old and _holds(mask, texts) else ALL_COSMETIC


def _holds(mask: Mask, texts: Sequence[str]) -> bool:
    """Whether a mask hides all that changed in at least half of the steps of a history; what is left teaches the next one."""
    left = [masked(one, mask) for one in texts]
    return mask != NOTHING and 2 * sum(before == after for before, after in pairwise(left)) >= len(left) - 1
