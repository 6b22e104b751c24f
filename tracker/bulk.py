"""How much text there is to compare before it is decided what a document means: much of it is compared by a worker. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from db.item_rows import StoredRevision
from feeds.types import Entry
from tracker.pipeline import Stored
from tracker.revise import Seen

HEAVY = 100_000
"""Code points that are compared at once, in some milliseconds. A page of 5 MB takes a second or two, and its mask half of one, while
nothing else could be asked or written."""


def is_heavy(seen: Sequence[Seen], stored: Stored) -> bool:
    """Whether what was seen and is not as it is stored, and what is stored of it, is much text."""
    if not stored.kept:
        return False
    newest = {item.hashes[0] for item in stored.known.values() if item.hashes}
    texts: list[Entry | StoredRevision] = [one.entry for one in seen if one.content_hash not in newest]
    texts += stored.kept.values()
    texts += (revision for past in stored.pasts.values() for revision in past.revisions)
    return sum(len(one.title) + len(one.summary) + len(one.body) for one in texts) >= HEAVY
