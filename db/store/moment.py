"""The one row of `clock`, by which views and canned queries know what is now and today."""

from __future__ import annotations

from db.store.connect import Store

_SET = """
INSERT INTO clock (id, now, today_us, today_jp) VALUES (1, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET now = excluded.now, today_us = excluded.today_us, today_jp = excluded.today_jp
"""


def set_moment(store: Store, now: str, today_us: str, today_jp: str) -> None:
    """Set what the views take for now (UTC instant) and for today in Washington and Tokyo (days). Raises StoreError's children."""
    with store.atomic() as conn:
        conn.execute(_SET, (now, today_us, today_jp))
