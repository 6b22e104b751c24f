"""Quotations that were cut, lengthened, dropped or added in a pair of sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from tracker.diff.pairing import Pair
from tracker.diff.pool import Pool
from tracker.diff.reading import Quotation, Reading
from tracker.diff.reasons import reason
from tracker.diff.types import ChangeReason
from tracker.diff.words_en import STOP

# The same quotation: most words of the shorter one. Cut or lengthened: by two words or more.
_SAME, _CUT = 0.6, 2
# Go out of a quotation with its verb: "There will be no deal", there will be "no deal".
_JOINING = frozenset("will would shall can could may might must should not".split())
# Letters of a word that is a quotation by itself.
_WORD = 5


def quotation_changes(field: str, one: Pair, moved: Pool, edited: bool) -> Iterator[ChangeReason]:
    """Quotations that were cut or lengthened; one that is told without its marks is only punctuation.

    moved: of the whole field. edited: the sentence was edited rather than written anew; then one that is gone altogether counts too, and
    one that is new, but in headlines, which often open with one.
    """
    for quotation in one.before.quotations:
        other = _likest(quotation, one.after.quotations)
        if other is not None and _requoted(quotation, other, one):
            yield reason("quotation", field, one, (quotation.start, quotation.end), (other.start, other.end))
        elif edited and other is None and _untold(quotation, moved.text_after, one.before):
            yield reason("quotation", field, one, (quotation.start, quotation.end), None)
    for quotation in one.after.quotations if edited and field != "title" else ():
        if _likest(quotation, one.before.quotations) is None and _untold(quotation, moved.text_before, one.after):
            yield reason("quotation", field, one, None, (quotation.start, quotation.end))


def _likest(quotation: Quotation, others: Sequence[Quotation]) -> Quotation | None:
    words = Counter(quotation.words)
    shares = [((words & Counter(one.words)).total() / (min(len(quotation.words), len(one.words)) or 1), one) for one in others]
    best = max(shares, key=lambda share: share[0], default=None)
    return best[1] if best and best[0] >= _SAME else None


def _untold(quotation: Quotation, told: str, side: Reading) -> bool:
    """Whether most words of a quotation, two or more, stand nowhere in a text; beside other quotations of its sentence, one will do."""
    missing = sum(word not in told for word in quotation.words)
    if len(side.quotations) > 1 and missing == len(quotation.words) and len(quotation.words[0]) >= _WORD:
        return True
    return missing >= _CUT and missing > len(quotation.words) / 2


def _requoted(quotation: Quotation, other: Quotation, one: Pair) -> bool:
    told, known = one.after.folded.lower, one.before.folded.lower
    lost, got = Counter(quotation.words) - Counter(other.words), Counter(other.words) - Counter(quotation.words)
    lost_for_good = any(word not in told and word not in STOP and word not in _JOINING for word in lost)
    # Longer or shorter by a word, not that word in another spelling.
    longer = (other.end - other.start) - (quotation.end - quotation.start)
    if not got and longer < 0 and any(word not in told and word not in STOP and word not in _JOINING for word in lost):
        return True
    if not lost and longer > 0 and any(word not in known and word not in STOP for word in got):
        return True
    return abs(lost.total() - got.total()) >= _CUT and (lost_for_good or got.total() > lost.total())
