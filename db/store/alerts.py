"""Alerts: each is raised once, whatever is polled again, and told until it was sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from db.store.connect import Store


@dataclass(frozen=True, slots=True)
class AlertRow:
    """A row of `alerts` as it is raised. rule and subject together name it."""

    raised_at: str
    rule: str
    subject: str
    title: str
    url: str = ""


def raise_alerts(store: Store, rows: Sequence[AlertRow]) -> list[int]:
    """Store alerts that were not raised before; the ids of those that are new. Raises StoreError's children."""
    raised = []
    with store.atomic() as conn:
        for row in rows:
            added = conn.execute(
                "INSERT INTO alerts (raised_at, rule, subject, title, url) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING id",
                (row.raised_at, row.rule, row.subject, row.title, row.url),
            ).fetchone()
            if added is not None:
                raised.append(int(added[0]))
    return raised


def mark_sent(store: Store, alert_id: int, sent_at: str | None, channel: str, error: str | None) -> None:
    """Record that an alert was sent, or that a channel failed (sent_at None, with the error). Raises StoreError's children."""
    with store.atomic() as conn:
        conn.execute("UPDATE alerts SET sent_at = ?, channel = ?, error = ? WHERE id = ?", (sent_at, channel, error, alert_id))
