"""The claims of an anchor as they stood at a moment, read from the database: for the page and for the command."""

from __future__ import annotations

from db.connection import Connection
from db.queries.claims import claim_evidence, claims, outcomes
from db.queries.pages import anchor_rows
from tracker.claims import Standing, standings
from tracker.timeline import Moment


def standings_at(conn: Connection, anchor_id: str, seen: Moment) -> tuple[Standing, ...]:
    """The claims that had been made by a moment, each as it stood then. Raises StoreError's children."""
    return standings(claims(conn, anchor_id), outcomes(conn, anchor_id), claim_evidence(conn, anchor_id), seen)


def anchor_names(conn: Connection) -> tuple[str, ...]:
    """The ids of all anchors, the default one first. Raises StoreError's children."""
    return tuple(row.id for row in anchor_rows(conn))


def board_of(each: Standing) -> dict[str, object]:
    """What of a row of the view `claim_board` is another one at an earlier moment."""
    last = each.history[-1] if each.history else None
    said = (each.claim.outcome_note_en, each.claim.outcome_note_ja) if each.whole else (last.note_en, last.note_ja) if last else ("", "")
    return {
        "outcome": each.outcome,
        "evidence_for": each.count("for"),
        "evidence_against": each.count("against"),
        "as_of": each.claim.as_of if each.whole else each.judged_on,
        "outcome_note_en": said[0],
        "outcome_note_ja": said[1],
    }
