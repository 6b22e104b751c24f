"""What the store knows, as those who decide are handed it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class KnownItem:
    """What `tracker.revise` has to know of a stored item, within one origin.

    hashes: content hashes of its revisions, newest first, at most 50 unless all were asked for. revision_id: of the newest.
    withdrawn_at: whether this stream is gone: an article that is stays so while its feed goes on listing it. missing_since: the first
    404 or 410 in a row.
    """

    item_id: int
    item_key: str
    title: str
    url: str
    revision_id: int
    hashes: tuple[str, ...]
    revisions: int
    published_at: str | None
    published_date: str | None
    published_raw: str
    published_precision: str
    withdrawn_at: str | None
    noise: str | None
    missing_since: str | None = None


@dataclass(frozen=True, slots=True)
class LinkedItem:
    """A linked item as event joining reads it (`db.queries.events.pending_items`, `linked_items_between`).

    decided_by: of the link. event_id, joined_by, copy_of, event_score, event_reasons: of its row in `event_items`; None, "" and 0
    without one; joined_by is `person` without an event where a person said that it reports none.
    """

    item_id: int
    revision_id: int
    item_key: str
    source_id: str
    publisher: str
    publisher_family: str
    tier: str
    lang: str
    origin: str
    url: str
    publication_key: str
    title: str
    summary: str
    published_at: str | None
    published_date: str | None
    first_seen_at: str
    relation: str | None
    topics: tuple[str, ...]
    score: float
    facts: str
    event_id: str | None
    decided_by: str
    joined_by: str = ""
    copy_of: int | None = None
    event_score: float = 0.0
    event_reasons: str = ""
