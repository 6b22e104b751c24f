"""What is read of how the tracker fares: frozen dataclasses (`db.queries.health`)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pulse:
    """What health asks first. now: the database's clock, None before it was set. late: enabled sources due before `now`.

    queue: items and events that wait for the search index. pending: linked items that wait for event joining. beat_at: of the last run
    that has not ended, None for none.
    """

    now: str | None
    enabled: int
    late: int
    oldest_due_at: str | None
    queue: int
    pending: int
    beat_at: str | None
    last_poll_at: str | None


@dataclass(frozen=True, slots=True)
class SearchStep:
    """Whether the index is in step: rows to index, rows indexed, and rows that wait."""

    kind: str
    rows: int
    indexed: int
    queued: int
