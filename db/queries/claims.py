"""Reading the claims of an anchor's founding article: their outcomes and the evidence on them."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, fields

from db.queries.read import fetch, texts


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim as the view `claim_board` has it, with its topics. as_of: the day of its present judgement."""

    id: str
    kind: str
    dimension: str
    topics: tuple[str, ...]
    statement_en: str
    statement_ja: str
    paragraph: int | None
    made_on: str | None
    outcome: str
    outcome_note_en: str
    outcome_note_ja: str
    as_of: str | None


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """What was decided on a claim on a day, with the titles of the event behind it and since when that one could be known."""

    claim_id: str
    outcome: str
    decided_on: str
    event_id: str | None
    note_en: str
    note_ja: str
    title_en: str | None
    title_ja: str | None
    known_from: str | None
    timezone: str | None


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """An event or a page for or against a claim. title, date, known_from, timezone: of the event."""

    claim_id: str
    event_id: str | None
    url: str | None
    stance: str
    why: str
    title_en: str | None
    title_ja: str | None
    date: str | None
    known_from: str | None
    timezone: str | None


_CLAIM = ", ".join(f"c.{field.name}" for field in fields(ClaimRow))


def claims(conn: sqlite3.Connection, anchor_id: str) -> tuple[ClaimRow, ...]:
    """The claims of an anchor, in the article's order. Raises StoreError's children."""
    rows = fetch(conn, f"SELECT {_CLAIM} FROM claims AS c WHERE c.anchor_id = ? ORDER BY c.id", (anchor_id,))
    return tuple(ClaimRow(**{**dict(row), "topics": texts(row["topics"])}) for row in rows)


def outcomes(conn: sqlite3.Connection, anchor_id: str) -> tuple[OutcomeRow, ...]:
    """All outcomes of an anchor's claims, each claim's in order of the day. Raises StoreError's children."""
    sql = """
      SELECT o.claim_id, o.outcome, o.decided_on, o.event_id, o.note_en, o.note_ja, e.title_en, e.title_ja, e.known_from, e.timezone
      FROM claims AS c CROSS JOIN claim_outcomes AS o ON o.claim_id = c.id LEFT JOIN events AS e ON e.id = o.event_id
      WHERE c.anchor_id = ? ORDER BY o.claim_id, o.decided_on, o.id
    """
    return tuple(OutcomeRow(*row) for row in fetch(conn, sql, (anchor_id,)))


def claim_evidence(conn: sqlite3.Connection, anchor_id: str) -> tuple[EvidenceRow, ...]:
    """All evidence on an anchor's claims, in the pack's order. Raises StoreError's children."""
    sql = """
      SELECT v.claim_id, v.event_id, v.url, v.stance, v.why, e.title_en, e.title_ja, e.date, e.known_from, e.timezone
      FROM claims AS c CROSS JOIN claim_evidence AS v ON v.claim_id = c.id LEFT JOIN events AS e ON e.id = v.event_id
      WHERE c.anchor_id = ? ORDER BY v.claim_id, v.id
    """
    return tuple(EvidenceRow(*row) for row in fetch(conn, sql, (anchor_id,)))


