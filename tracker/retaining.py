"""Carries out retention: what nothing rests on is dropped after the configured days, in small transactions.

What is linked, reports an event, is cited by an event, a rate or a claim, or was decided on by a person stays with its bytes, however old
it is, and so do imports, watched pages and whatever still stands in a source's document. Of what goes a tombstone stays.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from db.connection import Connection
from db.store.connect import Store
from db.store.retention import Old, drop_bytes, drop_items, last_done, mark_done, what_is_old
from tracker.instants import instant_of, text_of

BATCH = 200
"""Items or snapshots in one transaction: some milliseconds, so that a poll beside it hardly waits."""
EVERY = timedelta(days=1)
TASK = "retention"


@dataclass(frozen=True, slots=True)
class Retention:
    """For how many days things are kept on which nothing rests; 0 keeps them."""

    snapshot_days: int
    unlinked_days: int


@dataclass(frozen=True, slots=True)
class Dropped:
    """How many items and snapshots' bytes were dropped."""

    items: int = 0
    snapshots: int = 0

    def __add__(self, other: Dropped) -> Dropped:
        """Both together."""
        return Dropped(self.items + other.items, self.snapshots + other.snapshots)

    def __bool__(self) -> bool:
        """Whether anything was."""
        return bool(self.items or self.snapshots)


def would_drop(conn: Connection, kept: Retention, now: datetime) -> Old:
    """What `prune` would drop at a moment. now: aware UTC. Raises StoreError's children."""
    return what_is_old(conn, _before(kept.unlinked_days, now), _before(kept.snapshot_days, now))


def prune_some(store: Store, kept: Retention, now: datetime) -> Dropped:
    """Drop one batch of each; nothing dropped means that all is done. now: aware UTC. Raises StoreError's children."""
    items = drop_items(store, _before(kept.unlinked_days, now), text_of(now), BATCH) if kept.unlinked_days else 0
    snapshots = drop_bytes(store, _before(kept.snapshot_days, now), BATCH) if kept.snapshot_days else 0
    return Dropped(items, snapshots)


def prune(store: Store, kept: Retention, now: datetime) -> Dropped:
    """Drop all that is due, batch by batch; what a crash leaves is dropped at the next call. Raises StoreError's children."""
    done = Dropped()
    while some := prune_some(store, kept, now):
        done += some
    mark_done(store, TASK, text_of(now))
    return done


def prune_in_turn(store: Store, kept: Retention, now: datetime) -> Dropped:
    """One batch where the last whole run is a day old or more; for the pauses between rounds. Raises StoreError's children."""
    last = last_done(store.conn, TASK)
    if last and instant_of(last) <= now < instant_of(last) + EVERY:
        return Dropped()
    some = prune_some(store, kept, now)
    if not some:
        mark_done(store, TASK, text_of(now))
    return some


def _before(days: int, now: datetime) -> str:
    return text_of(now - timedelta(days=days)) if days else ""
