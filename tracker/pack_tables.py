"""The tables that an anchor pack fills, as values: pure."""

from __future__ import annotations

import json
from collections.abc import Sequence

from db.records import BaselineTable
from tracker.errors import PackError
from tracker.pack import Pack

Cell = str | int | float | None

_ANCHORS = ("id", "date", "timezone", "title_en", "title_ja", "summary_en", "summary_ja", "pack_version", "checked_until", "is_default")
_EVENTS = (
    "id", "anchor_id", "origin", "date", "date_precision", "timezone", "occurred_at", "date_washington", "date_tokyo",
    "title_en", "title_ja", "summary_en", "summary_ja", "later_en", "later_ja", "later_from", "relation", "topics", "actors", "actor_ids",
    "instruments", "instrument_ids", "products", "confidence", "status", "known_from",
)  # fmt: skip
_CITATIONS = ("event_id", "url", "publisher", "lang", "title", "tier", "published_at", "published_precision")
_THREADS = ("id", "anchor_id", "title_en", "title_ja", "plain_en", "plain_ja", "summary_en", "summary_ja", "product_classes")
_STEPS = ("thread_id", "event_id", "stage", "follows", "lag_days", "note_en", "note_ja")
_CLASSES = (
    "id", "anchor_id", "title_en", "title_ja", "scope_en", "scope_ja", "excludes_en", "excludes_ja", "normal_duty_example",
    "official_list", "table_from", "default_law", "default_note_en", "default_note_ja",
)  # fmt: skip
_RATES = (
    "id", "anchor_id", "product_class", "status", "rate_percent", "basis", "value_base", "rate_note_en", "rate_note_ja", "later_en",
    "later_ja", "effective_from", "effective_to", "announced_on", "known_from", "known_to", "legal_basis", "legal_basis_ja", "instrument",
    "instrument_ja", "event_id", "checked_on", "official", "decided_by",
)  # fmt: skip
_RATE_SOURCES = ("rate_id", "url", "publisher", "lang", "title", "tier", "locator", "gist_en")
_CLAIMS = (
    "id", "anchor_id", "kind", "dimension", "topics", "statement_en", "statement_ja", "paragraph", "made_on", "check", "outcome",
    "outcome_note_en", "outcome_note_ja", "as_of",
)  # fmt: skip
_OUTCOMES = ("claim_id", "outcome", "decided_on", "event_id", "note_en", "note_ja")
_EVIDENCE = ("claim_id", "event_id", "url", "stance", "why")
_AHEAD = ("anchor_id", "date", "timezone", "title_en", "title_ja", "event_id", "url", "confidence")


def tables(pack: Pack) -> tuple[BaselineTable, ...]:
    """A pack's rows by table, in an order in which foreign keys hold; where ids are given by the database, natural columns name a row."""
    anchor_id = pack.anchor.id

    def table(name: str, key: tuple[str, ...], columns: tuple[str, ...], rows: Sequence[object]) -> BaselineTable:
        return BaselineTable(name, key, columns, tuple(_cells(row, columns, anchor_id) for row in rows))

    return (
        table("anchors", ("id",), _ANCHORS, (pack.anchor,)),
        table("events", ("id",), _EVENTS, pack.events),
        table("event_sources", ("event_id", "url"), _CITATIONS, pack.citations),
        table("threads", ("id",), _THREADS, pack.threads),
        table("thread_steps", ("thread_id", "event_id"), _STEPS, pack.steps),
        table("product_classes", ("id", "anchor_id"), _CLASSES, pack.classes),
        table("rates", ("id",), _RATES, pack.rates),
        table("rate_sources", ("rate_id", "url", "locator"), _RATE_SOURCES, pack.rate_sources),
        table("claims", ("id",), _CLAIMS, pack.claims),
        table("claim_outcomes", ("claim_id", "decided_on"), _OUTCOMES, pack.outcomes),
        table("claim_evidence", ("claim_id", "event_id", "url"), _EVIDENCE, pack.evidence),
        table("ahead", ("anchor_id", "date", "title_en"), _AHEAD, pack.ahead),
    )


def _cells(row: object, columns: tuple[str, ...], anchor_id: str) -> tuple[Cell, ...]:
    return tuple(anchor_id if column == "anchor_id" else _cell(getattr(row, _renamed(column))) for column in columns)


def _renamed(column: str) -> str:
    return "default" if column == "is_default" else column


def _cell(value: object) -> Cell:
    """A value as SQLite holds it: lists as JSON text, true and false as 1 and 0, the rest as it is."""
    if isinstance(value, tuple):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, bool):
        return int(value)
    if value is None or isinstance(value, (str, int, float)):
        return value
    raise PackError("baseline", f"{value!r} can't be stored", "rows hold text, numbers and lists of texts")
