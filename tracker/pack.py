"""The frozen rows of an anchor pack: what ships with an anchor. Field names are the columns of the tables they go to.

Days are `YYYY-MM-DD`, instants UTC text; rates' days are days in America/New_York. None is "open" or "not known" as each field says.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from db.records import EventRow
from tracker.gazetteer import Concept

CONFIDENCES = ("primary", "multi-source", "single-source", "derived")
TIERS = ("official", "wire", "press", "law_firm", "project")
STAGES = (
    "threatened", "announced", "negotiated", "agreed", "signed", "published", "in_force", "changed", "suspended", "heard",
    "struck_down", "ended", "refunded", "effect", "reaction",
)  # fmt: skip
RATE_STATUSES = ("law", "announced", "proposed")
BASES = ("additional", "inclusive", "total")
VALUE_BASES = ("full", "metal_content")
DEFAULT_LAWS = ("none", "unknown")
CLAIM_KINDS = ("fact", "motive", "forecast", "condition")
DIMENSIONS = ("diplomacy", "economy", "security", "outlook", "japan_response")
OUTCOMES = ("confirmed", "partly", "refuted", "open", "not_checkable")
STANCES = ("for", "against", "context")


@dataclass(frozen=True, slots=True)
class Capital:
    """A seat of one side of the talks. zone: IANA name. Events are shown with the calendar day of each."""

    id: str
    zone: str
    title_en: str
    title_ja: str


@dataclass(frozen=True, slots=True)
class Phase:
    """A stretch of the story. from_day: its first day in the anchor's zone, None for the first phase; it ends where the next begins."""

    id: str
    title_en: str
    title_ja: str
    sentence_en: str = ""
    sentence_ja: str = ""
    from_day: str | None = None


@dataclass(frozen=True, slots=True)
class Anchor:
    """The event everything is linked to: `anchor.toml`. date: its day in `timezone`. checked_until: to which day the pack was checked."""

    id: str
    date: str
    timezone: str
    title_en: str
    title_ja: str
    summary_en: str = ""
    summary_ja: str = ""
    pack_version: str = "1"
    checked_until: str | None = None
    default: bool = False
    capitals: tuple[Capital, ...] = ()
    phases: tuple[Phase, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """A page that the baseline cites for an event.

    published_at: UTC instant, None without one; of a bare day it is that day's 00:00 UTC, and `published_precision` is `day`.
    """

    event_id: str
    url: str
    publisher: str
    lang: str
    title: str
    tier: str
    published_at: str | None = None
    published_precision: str = "none"


@dataclass(frozen=True, slots=True)
class Thread:
    """A matter followed through many events. plain_en, plain_ja: what it is about and no more, for views of a past moment."""

    id: str
    title_en: str
    title_ja: str
    plain_en: str = ""
    plain_ja: str = ""
    summary_en: str = ""
    summary_ja: str = ""
    product_classes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """An event as a step of a thread. follows: the event before it in the thread, and `lag_days` days after it; None for a first step."""

    thread_id: str
    event_id: str
    stage: str
    follows: str | None = None
    lag_days: int | None = None
    note_en: str = ""
    note_ja: str = ""


@dataclass(frozen=True, slots=True)
class ProductClass:
    """What a class of goods holds. normal_duty_example: per cent. table_from: first day covered. default_law: what holds without a row."""

    id: str
    title_en: str
    title_ja: str
    table_from: str
    default_law: str
    scope_en: str = ""
    scope_ja: str = ""
    excludes_en: str = ""
    excludes_ja: str = ""
    normal_duty_example: float | None = None
    official_list: str = ""
    default_note_en: str | None = None
    default_note_ja: str | None = None
    anchor_id: str = ""


@dataclass(frozen=True, slots=True)
class Rate:
    """A rate on two time axes: it applied from `effective_from` to `effective_to` as one knew from `known_from` to `known_to`.

    Both intervals are half open. known_from None: known before the table begins. effective_from None: no day was named. The other Nones
    are open ends. rate_percent None: not checked. `basis`: `additional` (on top of the normal duty), `inclusive` (the larger of both is
    due) or `total` (the whole duty).
    """

    id: str
    product_class: str
    status: str
    rate_percent: float | None
    basis: str | None
    value_base: str | None = "full"
    rate_note_en: str = ""
    rate_note_ja: str = ""
    later_en: str | None = None
    later_ja: str | None = None
    effective_from: str | None = None
    effective_to: str | None = None
    announced_on: str | None = None
    known_from: str | None = None
    known_to: str | None = None
    legal_basis: str = ""
    legal_basis_ja: str = ""
    instrument: str = ""
    instrument_ja: str = ""
    event_id: str | None = None
    checked_on: str | None = None
    official: bool = False
    decided_by: str = "pack"
    anchor_id: str = ""


@dataclass(frozen=True, slots=True)
class RateSource:
    """A document behind a rate. locator: where in it. gist_en: what it says, in our words."""

    rate_id: str
    url: str
    publisher: str = ""
    lang: str = ""
    title: str = ""
    tier: str = ""
    locator: str = ""
    gist_en: str = ""


@dataclass(frozen=True, slots=True)
class ClaimOutcome:
    """What became of a claim, as decided on a day."""

    claim_id: str
    outcome: str
    decided_on: str
    event_id: str | None = None
    note_en: str = ""
    note_ja: str = ""


@dataclass(frozen=True, slots=True)
class ClaimEvidence:
    """An event or a page for or against a claim: one of `event_id` and `url` is given."""

    claim_id: str
    event_id: str | None
    url: str | None
    stance: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """A checkable statement of the founding article. outcome: the present one, the last of its outcomes."""

    id: str
    kind: str
    statement_en: str
    statement_ja: str
    outcome: str
    dimension: str = ""
    topics: tuple[str, ...] = ()
    paragraph: int | None = None
    made_on: str | None = None
    check: str = ""
    outcome_note_en: str = ""
    outcome_note_ja: str = ""
    as_of: str | None = None


@dataclass(frozen=True, slots=True)
class Ahead:
    """A dated thing still to come."""

    date: str
    timezone: str
    title_en: str
    title_ja: str
    event_id: str | None = None
    url: str = ""
    confidence: str = ""


@dataclass(frozen=True, slots=True)
class Pack:
    """All that ships with one anchor, read and checked. weights: path of the linker's `weights.json`, "" where there is none."""

    folder: Path
    anchor: Anchor
    events: tuple[EventRow, ...]
    citations: tuple[Citation, ...]
    threads: tuple[Thread, ...]
    steps: tuple[Step, ...]
    classes: tuple[ProductClass, ...]
    rates: tuple[Rate, ...]
    rate_sources: tuple[RateSource, ...]
    claims: tuple[Claim, ...]
    outcomes: tuple[ClaimOutcome, ...]
    evidence: tuple[ClaimEvidence, ...]
    ahead: tuple[Ahead, ...]
    concepts: tuple[Concept, ...]
    weights: str = ""
