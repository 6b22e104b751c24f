"""What changed in a pair of sentences that matters: figures, claims, names, what is covered, what was quoted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz.distance import OSA

from tracker.diff.act_changes import act_changes
from tracker.diff.align import pieces
from tracker.diff.claim_changes import claim_changes
from tracker.diff.exchanged import whole
from tracker.diff.figure_changes import figure_changes
from tracker.diff.initials import without_initials
from tracker.diff.lexicon import overlapping
from tracker.diff.name_changes import name_changes
from tracker.diff.pairing import Pair
from tracker.diff.pool import Pool
from tracker.diff.quotation_changes import quotation_changes
from tracker.diff.reasons import Piece, reason
from tracker.diff.types import ChangeReason
from tracker.diff.word_changes import done_changes, joined_changes, tense_changes, word_changes

# From this closeness on, a sentence was edited, and every claim in it is compared. Below, it was written anew, and figures, names,
# quotations and what excludes each other (only, all) are; below the second, only figures, names and quotations. Of headlines and other
# short sentences (code points, by whether they are Japanese) less is asked: two words make the difference there.
EDITED, _REWRITTEN = 0.62, 0.4
_EDITED_SHORT = 0.4
_SHORT = {True: 24, False: 50}
# Below this likeness two headlines, by whether they are Japanese, have hardly a word in common; fewer words than these tell nothing.
_ANOTHER = {True: 0.2, False: 0.28}
_HEADLINE_WORDS = 4
# A slip of the pen: one letter, or two in a word this long.
_LONG_WORD = 8


def judge(field: str, one: Pair, moved: Pool) -> list[ChangeReason]:
    """The material changes of a pair, in no fixed order. moved: the figures of the whole field."""
    one = without_initials(one)
    short = field == "title" or min(len(side.folded.text.strip()) for side in (one.before, one.after)) < _SHORT[one.before.japanese]
    # A caption names the same things in whatever order.
    edited = one.closeness >= (_EDITED_SHORT if short else EDITED) and not one.before.place.caption
    found = [*figure_changes(field, one, moved), *name_changes(field, one, edited), *quotation_changes(field, one, moved, edited)]
    changed = [piece[1:] for piece in pieces(one.before.folded.lower, one.after.folded.lower) if piece[0] != "equal"]
    one = _without_slips(one, changed)
    if field == "title" and _is_another(one):
        found.append(reason("headline_claim", field, one, whole(one.before), whole(one.after)))
    if field != "title" and not edited:
        found += joined_changes(field, one, changed)
    if not one.before.japanese:
        found += done_changes(field, one)
    if edited:
        found += [*claim_changes(field, one, moved, every=True), *word_changes(field, one, changed)]
        if not found:
            found += act_changes(field, one, changed)
        if field == "title" and not one.before.japanese:
            found += tense_changes(field, one)
    elif one.closeness >= _REWRITTEN or field == "title":
        found += claim_changes(field, one, moved, every=False)
    return found


def _is_another(one: Pair) -> bool:
    """Whether a headline was exchanged for one with hardly a word of it: it claims something else, whatever that is."""
    enough = all(one_side.words.total() >= _HEADLINE_WORDS for one_side in (one.before, one.after))
    return enough and one.likeness < _ANOTHER[one.before.japanese] and not _is_part(one)


def _is_part(one: Pair) -> bool:
    """Whether one headline stands in the other, as where a label before it comes or goes."""
    short, long = sorted((side.stored.strip() for side in (one.before, one.after)), key=len)
    return short in long


def _without_slips(one: Pair, changed: Sequence[Piece]) -> Pair:
    """The pair without the marks that a slip of the pen made or unmade: a word that differs in a letter, and stands in no list."""
    before, after = one.before, one.after
    for start, end, to_start, to_end in changed:
        if _is_slip(before.folded.lower[start:end], after.folded.lower[to_start:to_end]):
            old, new = overlapping(before.marks, start, end), overlapping(after.marks, to_start, to_end)
            if bool(old) != bool(new):
                before = replace(before, marks=tuple(mark for mark in before.marks if mark not in old))
                after = replace(after, marks=tuple(mark for mark in after.marks if mark not in new))
    return one._replace(before=before, after=after)


def _is_slip(before: str, after: str) -> bool:
    if not (before.isalpha() and after.isalpha()) or min(len(before), len(after)) < 3:
        return False
    return OSA.distance(before, after, score_cutoff=2) <= (1 if max(len(before), len(after)) < _LONG_WORD else 2)
