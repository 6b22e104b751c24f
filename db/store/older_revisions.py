"""Revisions from before an item's first one: copies of its entry that somebody else kept.

They are numbered from 0 down, so that the numbers of what was observed before them, which stand in addresses, stay what they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from db.poll_plan import CHANGE_VALUES, REVISION_VALUES
from db.records import ChangeRow, RevisionRow
from db.store.connect import Store
from db.store.polls import INSERT_CHANGE, INSERT_REVISION
from db.store.row_counts import count_added

_FIRST = "SELECT id, seq FROM revisions WHERE item_id = ? AND origin = 'entry' ORDER BY seq LIMIT 1"


@dataclass(frozen=True, slots=True)
class OlderRevisions:
    """Revisions of an item's entry, oldest first. changes: the step from each to the next, the last one's to the first that was kept."""

    item_id: int
    revisions: tuple[RevisionRow, ...]
    changes: tuple[ChangeRow, ...]


def save_older(store: Store, write: OlderRevisions) -> None:
    """Put revisions before the first one of an item that has one, with their changes.

    The item's text, its links and what rests on it stay as they are. Raises StoreError's children; nothing is written then.
    """
    with store.atomic() as conn:
        first, number = conn.execute(_FIRST, (write.item_id,)).fetchone()
        after = conn.execute("SELECT max(id) + 1 FROM revisions").fetchone()[0]
        number -= len(write.revisions)
        placed = enumerate(write.revisions)
        rows = [(after + at, write.item_id, one.origin, number + at, *REVISION_VALUES(one)) for at, one in placed]
        conn.executemany(INSERT_REVISION, rows)
        steps = zip(pairwise([*(row[0] for row in rows), first]), write.changes, strict=True)
        conn.executemany(INSERT_CHANGE, ((write.item_id, *ends, *CHANGE_VALUES(change)) for ends, change in steps))
        count_added(conn, {"revisions": len(rows)})
