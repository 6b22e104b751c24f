"""What `/claims` shows: each statement of the founding article with what became of it by a moment. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.claims import Standing, came_true
from tracker.pack import Anchor
from tracker.publish.addresses import host_of
from tracker.publish.reader import Reader, Said

if TYPE_CHECKING:
    from db.queries.claims import ClaimRow, EvidenceRow
    from db.queries.timeline import TimelineRow

KINDS = ("forecast", "condition", "motive", "fact")
STANCES = ("for", "against", "context")
NEWER = 3
"""Events since the last judgement that are named; the timeline has the others."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One judgement. event: the titles of the event behind it."""

    outcome: str
    day: str
    note: Said
    event_id: str | None
    event: Said


@dataclass(frozen=True, slots=True)
class Ground:
    """A piece of evidence. host: of a page of others'."""

    row: EvidenceRow
    host: str


@dataclass(frozen=True, slots=True)
class ClaimView:
    """One claim. note: on the outcome; newer: events since the last judgement on its topics, the newest first; more: where all are."""

    claim: ClaimRow
    outcome: str
    note: Said
    judged: tuple[Judged, ...]
    evidence: tuple[tuple[str, tuple[Ground, ...]], ...]
    counts: tuple[tuple[str, int], ...]
    left_out: int
    newer: tuple[TimelineRow, ...]
    more: str


@dataclass(frozen=True, slots=True)
class ClaimsView:
    """The page. day: the day of knowledge in words, empty for now. score: forecasts by outcome, with how many there are."""

    anchor: Anchor
    as_of: str
    day: str
    score: tuple[tuple[str, int], ...]
    forecasts: int
    groups: tuple[tuple[str, tuple[ClaimView, ...]], ...]


def claims_view(
    r: Reader, anchor: Anchor, as_of: str, found: Sequence[Standing], newer: Mapping[str, Sequence[TimelineRow]]
) -> ClaimsView:
    """The page. as_of: as asked for, empty for now. newer: by claim, one more than is shown where there are more."""
    views = [_claim(r, each, newer.get(each.claim.id, ()), as_of) for each in found]
    groups = ((kind, tuple(view for view in views if view.claim.kind == kind)) for kind in KINDS)
    score = came_true(found)
    return ClaimsView(
        anchor=anchor,
        as_of=as_of,
        day=r.moment(as_of),
        score=tuple(score.items()),
        forecasts=sum(score.values()),
        groups=tuple((kind, group) for kind, group in groups if group),
    )


def _claim(r: Reader, each: Standing, newer: Sequence[TimelineRow], as_of: str) -> ClaimView:
    claim = each.claim
    last = each.history[-1] if each.history else None
    said = (claim.outcome_note_en, claim.outcome_note_ja) if each.whole else (last.note_en, last.note_ja) if last else ("", "")
    grounds = [Ground(row, host_of(row.url)) for row in each.evidence]
    filters = [*(("topic", topic) for topic in claim.topics), ("from", each.judged_on), ("as_of", as_of)]
    return ClaimView(
        claim=claim,
        outcome=each.outcome,
        note=r.pick(*said),
        judged=tuple(
            Judged(row.outcome, day, r.pick(row.note_en, row.note_ja), row.event_id, r.pick(row.title_en, row.title_ja))
            for row, day in ((row, r.day(row.decided_on, short=True)) for row in each.history)
        ),
        evidence=tuple((stance, rows) for stance in STANCES if (rows := tuple(one for one in grounds if one.row.stance == stance))),
        counts=tuple((stance, each.count(stance)) for stance in STANCES[:2]),
        left_out=each.left_out,
        newer=tuple(newer[:NEWER]),
        more=r.link("/timeline", [pair for pair in filters if pair[1]]) if len(newer) > NEWER else "",
    )
