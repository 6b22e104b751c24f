"""What is read of marks on what rests on changed text: one frozen dataclass a row (`db.queries.resting`)."""

from __future__ import annotations

from dataclasses import dataclass

EVENT, RATE, CLAIM = "event", "rate", "claim"
KINDS = (EVENT, RATE, CLAIM)
"""What may rest on text that changes."""


@dataclass(frozen=True, slots=True)
class Resting:
    """A mark on an event, a rate or a claim with the change that it comes from. Columns as in `resting`, `changes`, `items`, `sources`.

    subject_id: what was asked for; an event's marks follow into the one that it was merged into. via: `report`, `citation` or `event`.
    from_seq, to_seq: numbers of the two revisions within their origin, None where there is no such revision. Reasons stand in the
    change's own row.
    """

    id: int
    kind: str
    subject_id: str
    anchor_id: str
    change_id: int
    item_id: int
    via: str
    since: str
    settled_at: str | None
    settled_by: str | None
    settled_why: str
    change_kind: str
    summary_en: str
    summary_ja: str
    title: str
    lang: str
    source_id: str
    source_title: str
    source_title_ja: str
    from_seq: int | None
    to_seq: int | None
    origin: str | None


@dataclass(frozen=True, slots=True)
class OpenMark:
    """An open mark as it is judged whether a source has settled it.

    reasons: JSON text of the change. back: whether the item's newest text of that stream is again what it was before the change, and the
    item is there. checked_on: the day to which a rate was checked, or of which a claim's outcome is. decided: whether a person decided
    on the rate since. event_settled: when the last mark on its event for the same change was settled, None while one is open.
    """

    id: int
    kind: str
    subject_id: str
    item_id: int
    via: str
    since: str
    reasons: str
    back: bool
    family: str
    tier: str
    lang: str
    checked_on: str | None
    decided: bool
    event_settled: str | None


@dataclass(frozen=True, slots=True)
class LaterReport:
    """A report of the same event whose text was first seen, or last changed, after a mark. family: of its publisher."""

    item_id: int
    family: str
    tier: str
    lang: str
    text: str


@dataclass(frozen=True, slots=True)
class RestingDoubt:
    """A subject with an open mark, for `/review`: the newest mark and how many there are. others: rates and claims by way of the event."""

    mark: Resting
    marks: int
    others: int
    title_en: str | None
    title_ja: str | None
