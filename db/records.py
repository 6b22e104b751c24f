"""What is written: one frozen dataclass a row, field names as the columns, and the unit that one poll writes.

Instants are UTC text `YYYY-MM-DDTHH:MM:SSZ`, days `YYYY-MM-DD`, lists tuples here and JSON text in the file. Ids that only the
database can give (`item_id`, `revision_id`) are filled in by `db.store`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from db.article_rows import ArticleStep
from db.baseline_rows import Baseline as Baseline
from db.baseline_rows import BaselineTable as BaselineTable
from db.known import KnownItem as KnownItem
from db.known import LinkedItem as LinkedItem


@dataclass(frozen=True, slots=True)
class PollRow:
    """A row of `polls`. outcome: changed, unchanged, not_modified, no_content, blocked, error, gone or deferred."""

    source_id: str
    started_at: str
    outcome: str
    elapsed_ms: int = 0
    http_status: int | None = None
    conditional: bool = False
    bytes: int = 0
    error: str | None = None
    warning: str | None = None
    item_id: int | None = None


@dataclass(frozen=True, slots=True)
class SourceStep:
    """What a poll changes in its row of `sources`; None leaves a column as it is.

    enabled False with an off_reason turns the source off (410). failing_since, stale_from: "" clears it. stale_from: the instant from
    which a source without a newer item is stale.
    """

    state: str
    next_check_at: str
    next_check_why: str
    failures: float = 0.0
    failed_attempts: int = 0
    failing_since: str | None = None
    last_error: str | None = None
    last_ok_at: str | None = None
    last_new_at: str | None = None
    empty_in_a_row: int = 0
    stale_from: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    body_sha256: str | None = None
    keep_validators: bool = True
    validators_trusted: bool | None = None
    unconditional_at: str | None = None
    url: str | None = None
    moved_to: str | None = None
    enabled: bool | None = None
    off_reason: str | None = None


@dataclass(frozen=True, slots=True)
class SnapshotRow:
    """A row of `snapshots`; `body` is compressed already, `sha256` and `size` are of the decoded bytes."""

    sha256: str
    url: str
    retrieved_at: str
    media_type: str
    charset: str
    encoding: str
    size: int
    body: bytes


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """A row of `revisions` without its ids and `seq`, which the store gives."""

    observed_at: str
    content_hash: str
    title: str = ""
    summary: str = ""
    body: str = ""
    author: str = ""
    published_at: str | None = None
    updated_at: str | None = None
    origin: str = "entry"
    observed_by: str = "poll"
    snapshot: str | None = None


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A row of `evidence` without item and anchor. Offsets are code points, half open, into the stored text of `field`."""

    seq: int
    concept: str
    weight: float
    form: str = ""
    field: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A row of `links` with its topics and evidence. facts: JSON text that event joining reads instead of the item's text."""

    anchor_id: str
    linked: bool
    score: float
    relation: str | None
    topics: tuple[str, ...]
    linker_version: str
    decided_at: str
    evidence: tuple[EvidenceRow, ...] = ()
    facts: str = "{}"
    decided_by: str = "linker"


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A row of `changes` without its ids. kind: edited, withdrawn, returned or reverted. reasons: JSON text.

    reach: on which kinds of what rests on the text it bears (`event`, `rate`, `claim`); told to `db.store.resting`, not stored.
    """

    observed_at: str
    kind: str
    material: bool
    notice: str = "none"
    reasons: str = "[]"
    summary_en: str = ""
    summary_ja: str = ""
    reach: tuple[str, ...] = ("event", "rate", "claim")


@dataclass(frozen=True, slots=True)
class NewItem:
    """An item that was not known, with its first revision and its links. Columns as in `items`."""

    item_key: str
    guid: str
    url: str
    canonical_url: str
    publication_key: str
    title: str
    lang: str
    seen_at: str
    published_at: str | None
    published_date: str | None
    published_raw: str
    published_precision: str
    zone_from: str
    aliases: tuple[tuple[str, str], ...]
    revision: RevisionRow
    links: tuple[LinkRow, ...] = ()
    origin: str = "watched"


@dataclass(frozen=True, slots=True)
class MaskStep:
    """A mask of an origin (`entry`, `article`) came on at a moment, or (learned False) hid all that was new then. at: UTC text."""

    origin: str
    at: str
    learned: bool


@dataclass(frozen=True, slots=True)
class ItemStep:
    """What a poll adds to a known item: any of a revision with its change and links, new aliases, a date, a withdrawal, a return.

    withdrawn_at: None leaves it, "" clears it. published_*: None leaves it (a date that moves alone makes no revision, but is kept).
    article_next_check_at, missing_since: None leaves it, "" clears it. stream: what a change without a revision is one of, `entry` or
    `article`. noise: the masks as JSON text, None leaves them, "" clears them. masked: that the
    mask of an origin came on, or that something was ignored by it.
    """

    item_id: int
    revision: RevisionRow | None = None
    change: ChangeRow | None = None
    links: tuple[LinkRow, ...] = ()
    aliases: tuple[tuple[str, str], ...] = ()
    title: str | None = None
    url: str | None = None
    published_at: str | None = None
    published_date: str | None = None
    published_raw: str | None = None
    published_precision: str | None = None
    zone_from: str | None = None
    last_seen_at: str | None = None
    withdrawn_at: str | None = None
    noise: str | None = None
    article_next_check_at: str | None = None
    article_checks: int | None = None
    missing_since: str | None = None
    stream: str = "entry"
    masked: MaskStep | None = None


@dataclass(frozen=True, slots=True)
class GapStep:
    """Opens a gap (to_at None), closes the open one of the same source and cause (from_at None), or records a whole one."""

    cause: str
    from_at: str | None
    to_at: str | None
    attempts: int = 0


@dataclass(frozen=True, slots=True)
class PresentEntry:
    """An entry of the source's last document, in order. Exactly one of `item_id` and `item_key` says whose it is."""

    raw_hash: str
    item_id: int | None = None
    item_key: str | None = None


@dataclass(frozen=True, slots=True)
class PollWrite:
    """All that one poll writes, in one transaction. present None: the document did not change, the gate stays as it is."""

    poll: PollRow
    source: SourceStep | None = None
    new: tuple[NewItem, ...] = ()
    steps: tuple[ItemStep, ...] = ()
    present: tuple[PresentEntry, ...] | None = None
    snapshots: tuple[SnapshotRow, ...] = ()
    gaps: tuple[GapStep, ...] = ()
    article: ArticleStep | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """What a poll's write came to: ids of new items by item_key, ids of new revisions by item id, and counts."""

    source_id: str
    new_ids: Mapping[str, int] = field(default_factory=dict)
    revision_ids: Mapping[int, int] = field(default_factory=dict)
    items_new: int = 0
    items_revised: int = 0


@dataclass(frozen=True, slots=True)
class EventRow:
    """A row of `events`; tuples are stored as JSON text."""

    id: str
    anchor_id: str
    origin: str
    date: str
    relation: str
    status: str
    known_from: str
    date_precision: str = "day"
    timezone: str = "UTC"
    occurred_at: str | None = None
    date_washington: str | None = None
    date_tokyo: str | None = None
    title_en: str | None = None
    title_ja: str | None = None
    summary_en: str | None = None
    summary_ja: str | None = None
    later_en: str | None = None
    later_ja: str | None = None
    later_from: str | None = None
    topics: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    actor_ids: tuple[str, ...] = ()
    instruments: tuple[str, ...] = ()
    instrument_ids: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    confidence: str = ""
    merged_into: str | None = None


@dataclass(frozen=True, slots=True)
class EventItemRow:
    """A row of `event_items`: an item reports an event. reasons: JSON text. copy_of: the item whose wire text it carries, else None."""

    event_id: str
    item_id: int
    anchor_id: str
    revision_id: int
    score: float
    reasons: str
    linker_version: str
    decided_at: str
    decided_by: str = "linker"
    copy_of: int | None = None


TOLD_LISTS = ("topics", "actors", "actor_ids", "products")
"""The lists of an event whose changes its history keeps, as JSON text, so that a moment's view of it can be told."""


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """A row of `event_history`. before, after: as the event's column holds it."""

    event_id: str
    at: str
    field: str
    before: str | None
    after: str | None
    why: str


@dataclass(frozen=True, slots=True)
class EventsWrite:
    """What event joining writes for one anchor, in one transaction.

    settled: (item_id, revision_id) pairs whose `event_pending` is cleared, but only while the link still rests on that revision.
    leave: item ids that no longer report an event.
    """

    anchor_id: str
    upserts: tuple[EventRow, ...] = ()
    joins: tuple[EventItemRow, ...] = ()
    leave: tuple[int, ...] = ()
    history: tuple[HistoryRow, ...] = ()
    settled: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class KnownEvent:
    """An event near an item, with what joining compares (`db.queries.events.events_near`). members: its linked items."""

    event: EventRow
    members: tuple[LinkedItem, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A row of `sources`, all columns. A catalogue gives the first part (to `poll_minutes` … `notes`); polls move the second.

    json_fields: JSON text of a mapping. set_by_person: names of the columns that a person decided. rebased: what is watched was
    redefined, so that the next document is a new baseline (TRAPS 18); the poll that reads one clears it.
    """

    id: str
    url: str
    kind: str = "feed"
    format: str = ""
    homepage: str = ""
    title: str = ""
    title_ja: str = ""
    publisher: str = ""
    publisher_family: str = ""
    country: str = ""
    lang: str = ""
    tier: str = ""
    profile: str = "default"
    terms: str = ""
    enabled: bool = True
    off_reason: str | None = None
    poll_minutes: int = 60
    selector: str = ""
    mode: str = "watch"
    item_selector: str = ""
    json_fields: str = "{}"
    number_pattern: str | None = None
    tz: str = ""
    notes: str = ""
    added_by: str = "catalogue"
    set_by_person: tuple[str, ...] = ()
    state: str = "new"
    next_check_at: str | None = None
    next_check_why: str | None = None
    last_ok_at: str | None = None
    last_new_at: str | None = None
    failures: float = 0.0
    failing_since: str | None = None
    failed_attempts: int = 0
    empty_in_a_row: int = 0
    stale_from: str | None = None
    last_error: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    body_sha256: str | None = None
    validators_trusted: bool = True
    unconditional_at: str | None = None
    moved_to: str | None = None
    watched_from: str | None = None
    rebased: bool = False
