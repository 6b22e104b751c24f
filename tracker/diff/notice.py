"""Whether a source told its readers that it changed its text."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.diff.align import Alignment
from tracker.diff.furniture import UPDATE, is_correction


def notice(alignments: Sequence[Alignment], dates_moved: bool) -> str:
    """`announced` where a line that came says that something was corrected or updated, else `date_moved` or `none`.

    dates_moved: whether the source's own date of publication or update is another than before.
    """
    for alignment in alignments:
        known = set(alignment.before)
        for op, _, _, j1, j2 in alignment.blocks:
            if op in ("insert", "replace"):
                for piece in alignment.after[j1:j2]:
                    if piece not in known and (is_correction(piece) or UPDATE.search(piece)):
                        return "announced"
    return "date_moved" if dates_moved else "none"
