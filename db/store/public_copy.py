"""A copy of the database that may be handed to others: of one moment, compact, without what is left out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from db.store.connect import Store, open_store
from db.store.copy import vacuum_into
from db.store.search_index import index_queue
from db.translate import translated

_WITH_BODIES = """
INSERT OR IGNORE INTO search_queue (kind, id)
SELECT DISTINCT 'item', CAST(v.item_id AS TEXT) FROM revisions AS v WHERE v.body <> ''
"""


@dataclass(frozen=True, slots=True)
class Kept:
    """What of others' works a copy keeps. bodies: texts of items. snapshots: the bytes as retrieved."""

    bodies: bool = False
    snapshots: bool = False


def public_copy(store: Store, target: Path, kept: Kept) -> None:
    """Copy the database as it is at one moment to a file that is not there yet; others may write meanwhile.

    What is left out is in no page of the copy, nor are its words in the search index. The same database gives the same
    bytes. While it is made, a whole copy stands beside it. Raises DatabaseUnwritable, DatabaseBroken, DatabaseBusy.
    """
    if kept.bodies and kept.snapshots:
        vacuum_into(store, target)
        return
    whole = target.with_name(f"{target.name}.whole")
    try:
        vacuum_into(store, whole)
        _leave_out(whole, target, kept)
    finally:
        for ending in ("", "-wal", "-shm", "-journal"):
            whole.with_name(whole.name + ending).unlink(missing_ok=True)


def _leave_out(whole: Path, target: Path, kept: Kept) -> None:
    with open_store(whole) as copy, translated(whole):
        # Nobody needs this file after a crash: neither a journal nor waiting for the disk.
        for pragma in ("journal_mode = OFF", "synchronous = OFF"):
            copy.conn.execute(f"PRAGMA {pragma}")
        if not kept.snapshots:
            copy.conn.execute("UPDATE snapshots SET body = NULL WHERE body IS NOT NULL")
        if not kept.bodies:
            copy.conn.execute(_WITH_BODIES)
            copy.conn.execute("UPDATE revisions SET body = '' WHERE body <> ''")
            while index_queue(copy):
                pass
            # Words that were taken off lie in old parts of the index until these are merged (https://www.sqlite.org/fts5.html, "optimize").
            copy.conn.execute("INSERT INTO items_fts (items_fts) VALUES ('optimize')")
        vacuum_into(copy, target)
