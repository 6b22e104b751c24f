"""Writing since when what an item changes at every look is ignored, how often it was, and that a person wants to see it again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from db.errors import UnknownRow
from db.records import ItemStep
from db.store.connect import Store

_LEARNED = """
INSERT INTO noise_masks (item_id, origin, learned_at) VALUES (:item, :origin, :at)
ON CONFLICT (item_id, origin) DO UPDATE SET learned_at = excluded.learned_at
"""
_IGNORED = """
UPDATE noise_masks SET ignored = ignored + 1, last_ignored_at = max(coalesce(last_ignored_at, ''), :at)
WHERE item_id = :item AND origin = :origin
"""
_LIFTED = "UPDATE noise_masks SET lifted_at = :at WHERE item_id = :item AND lifted_at IS NULL"
_OFF = "UPDATE items SET noise = NULL WHERE id = :item"
_ALLOWED = "DELETE FROM noise_masks WHERE item_id = :item AND lifted_at IS NOT NULL"


def write_masks(conn: sqlite3.Connection, steps: Iterable[ItemStep]) -> None:
    """What steps of items say of their masks, within the caller's transaction."""
    said = [(step.item_id, step.masked) for step in steps if step.masked is not None]
    for sql, learned in ((_LEARNED, True), (_IGNORED, False)):
        chosen = [{"item": item, "origin": mask.origin, "at": mask.at} for item, mask in said if mask.learned is learned]
        if chosen:
            conn.executemany(sql, chosen)


def lift_masks(store: Store, item_id: int, at: str) -> None:
    """Take an item's masks off, for good. at: UTC instant. Raises UnknownRow where none is on, and StoreError's others."""
    with store.atomic() as conn:
        if conn.execute(_LIFTED, {"item": item_id, "at": at}).rowcount == 0:
            raise UnknownRow("noise_masks", f"nothing that item {item_id} changes is ignored", "its page says what is")
        conn.execute(_OFF, {"item": item_id})


def allow_masks(store: Store, item_id: int) -> None:
    """Let masks that a person took off be learned again. Raises UnknownRow where none was taken off, and StoreError's others."""
    with store.atomic() as conn:
        if conn.execute(_ALLOWED, {"item": item_id}).rowcount == 0:
            raise UnknownRow("noise_masks", f"no mask was taken off item {item_id}", "`tracker correct ITEM --show-noise` does")
