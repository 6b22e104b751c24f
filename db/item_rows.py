"""What is read of items, their revisions, links and masks: one frozen dataclass a row (`db.queries.items`, `db.queries.noise`)."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A row of `items`, as stored."""

    id: int
    source_id: str
    item_key: str
    guid: str
    url: str
    canonical_url: str
    publication_key: str
    title: str
    lang: str
    origin: str
    first_seen_at: str
    last_seen_at: str
    published_at: str | None
    published_date: str | None
    published_raw: str
    published_precision: str
    zone_from: str
    sort_at: str
    revision_id: int | None
    article_revision_id: int | None
    article_next_check_at: str | None
    article_checks: int
    noise: str | None
    withdrawn_at: str | None


@dataclass(frozen=True, slots=True)
class StoredRevision:
    """A row of `revisions`, as stored."""

    id: int
    item_id: int
    origin: str
    seq: int
    observed_at: str
    observed_by: str
    title: str
    summary: str
    body: str
    author: str
    published_at: str | None
    updated_at: str | None
    content_hash: str
    snapshot: str | None


REVISION_COLUMNS = ", ".join(field.name for field in fields(StoredRevision))
"""The columns of `revisions` in the order of `StoredRevision`, for a statement."""


@dataclass(frozen=True, slots=True)
class StoredLink:
    """A row of `links`, as stored, with the event that the item reports for this anchor, if any."""

    item_id: int
    anchor_id: str
    revision_id: int
    linked: bool
    score: float
    relation: str | None
    topics: tuple[str, ...]
    decided_by: str
    linker_version: str
    decided_at: str
    facts: str
    event_id: str | None


@dataclass(frozen=True, slots=True)
class MaskRow:
    """A row of `noise_masks`. lifted_at: when a person took the mask off, None while it is on."""

    item_id: int
    origin: str
    learned_at: str
    ignored: int
    last_ignored_at: str | None
    lifted_at: str | None


@dataclass(frozen=True, slots=True)
class Past:
    """What the newest revisions of one origin of an item were, newest first, at most 50.

    steps: when each was observed, and whether the change that led to it was material (None where none did, as to the first one).
    revisions: their texts, fewer where they are long. mask: None where none was ever learned.
    """

    revisions: tuple[StoredRevision, ...]
    steps: tuple[tuple[str, bool | None], ...]
    mask: MaskRow | None
