"""What is read for alerts and digests: one frozen dataclass a row (`db.queries.alerts`).

`looks`: how often the source (of an article: the article) had been read by then, since the last restore, counted up to 2; 0 for what
came by an import. A source's first look only says how things stand.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Marks:
    """Up to which rows alerts were looked for; what is asked for comes after them. since: UTC instant, further back nothing counts."""

    change_id: int = 0
    history_id: int = 0
    revision_id: int = 0
    restored_at: str = ""
    since: str = ""


@dataclass(frozen=True, slots=True)
class ChangeNews:
    """A material change. on_subject: of a linked item, a watched page or what something rests on.

    from_seq, to_seq: the numbers of the two revisions within their origin. resting: what was marked as resting on the changed text by
    itself, as `<kind> <id>`.
    """

    id: int
    item_id: int
    source_id: str
    observed_at: str
    kind: str
    notice: str
    summary_en: str
    summary_ja: str
    title: str
    from_seq: int | None
    to_seq: int | None
    source_title: str
    source_title_ja: str
    relation: str | None
    topics: tuple[str, ...]
    event_id: str | None
    on_subject: bool
    looks: int
    resting: tuple[str, ...] = ()
    origin: str = "entry"


@dataclass(frozen=True, slots=True)
class EventNews:
    """An event that was opened. looks: of its most looked-at report."""

    id: str
    at: str
    relation: str
    topics: tuple[str, ...]
    title_en: str | None
    title_ja: str | None
    looks: int
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RateNews:
    """A linked text that names a percentage. facts: JSON text, as `links` has it.

    untold: the item's first text, where that came with the first look at its source or by an import; else "".
    """

    item_id: int
    source_id: str
    title: str
    anchor_id: str
    relation: str | None
    topics: tuple[str, ...]
    facts: str
    observed_at: str
    looks: int
    lang: str = ""
    untold: str = ""


@dataclass(frozen=True, slots=True)
class Trouble:
    """A source that does not do what it should. state: failing, blocked, silent, stale or off. until: None while it lasts.

    failures: 0 where only our own network failed.
    """

    source_id: str
    title: str
    title_ja: str
    state: str
    why: str
    failures: float
    failed_attempts: int
    last_ok_at: str | None
    until: str | None
    since: str | None
    looks: int


@dataclass(frozen=True, slots=True)
class RaisedAlert:
    """A row of `alerts`. channel: the marks of the channels that have it, between spaces."""

    id: int
    raised_at: str
    rule: str
    subject: str
    title: str
    url: str
    sent_at: str | None
    channel: str
    error: str | None
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableRate:
    """A percentage that the table of rates has for a class, in whatever status and whenever known."""

    anchor_id: str
    product_class: str
    title_en: str
    title_ja: str
    normal_duty: float | None
    percent: float
    now: bool


@dataclass(frozen=True, slots=True)
class QuietSource:
    """A source and when it last brought something new."""

    id: str
    title: str
    title_ja: str
    last_new_at: str
    looks: int


@dataclass(frozen=True, slots=True)
class LookedAt:
    """How many sources were asked in a stretch of time, how many answered, and how many items on the subject were new."""

    asked: int
    answered: int
    items: int
