"""Alerts: each is raised once, whatever is polled again, and told until it was sent."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from db.store.connect import Store

_RAISE = """
INSERT INTO alerts (raised_at, rule, subject, title, url, names) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING id
"""
_MARKS = """
INSERT INTO alert_marks (id, change_id, history_id, revision_id) VALUES (1, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET change_id = excluded.change_id, history_id = excluded.history_id, revision_id = excluded.revision_id
"""
_RESTORED = """
INSERT INTO alert_marks (id, change_id, history_id, revision_id, restored_at)
SELECT 1, (SELECT coalesce(max(id), 0) FROM changes), (SELECT coalesce(max(id), 0) FROM event_history),
  (SELECT coalesce(max(id), 0) FROM revisions), :now WHERE true
ON CONFLICT (id) DO UPDATE SET change_id = excluded.change_id, history_id = excluded.history_id, revision_id = excluded.revision_id,
  restored_at = excluded.restored_at
"""


@dataclass(frozen=True, slots=True)
class AlertRow:
    """A row of `alerts` as it is raised. rule and subject together name it. names: by what it can be muted, beside its rule."""

    raised_at: str
    rule: str
    subject: str
    title: str
    url: str = ""
    names: tuple[str, ...] = ()


def raise_alerts(store: Store, rows: Sequence[AlertRow]) -> list[int]:
    """Store alerts that were not raised before; the ids of those that are new. Raises StoreError's children."""
    raised = []
    with store.atomic() as conn:
        for row in rows:
            added = conn.execute(
                _RAISE, (row.raised_at, row.rule, row.subject, row.title, row.url, json.dumps(row.names, ensure_ascii=False))
            ).fetchone()
            if added is not None:
                raised.append(int(added[0]))
    return raised


def mark_sent(store: Store, alert_id: int, sent_at: str | None, channel: str, error: str | None) -> None:
    """Record that an alert was sent, or that a channel failed (sent_at None, with the error). Raises StoreError's children."""
    with store.atomic() as conn:
        conn.execute("UPDATE alerts SET sent_at = ?, channel = ?, error = ? WHERE id = ?", (sent_at, channel, error, alert_id))


def set_marks(store: Store, change_id: int, history_id: int, revision_id: int) -> None:
    """Record up to which rows alerts were looked for (`db.queries.alerts.Marks`). Raises StoreError's children."""
    with store.atomic() as conn:
        conn.execute(_MARKS, (change_id, history_id, revision_id))


def mark_restored(store: Store, now: str) -> None:
    """Record that this database was put back from a backup at a UTC instant: what comes to light by that is no news.

    Raises StoreError's children.
    """
    with store.atomic() as conn:
        if conn.execute("SELECT 1 FROM sqlite_master WHERE name = 'alert_marks'").fetchone():  # a file may be older than this table
            conn.execute(_RESTORED, {"now": now})
