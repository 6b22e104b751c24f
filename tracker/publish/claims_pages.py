"""The page on claims: what became of what the founding article said."""

from __future__ import annotations

from datetime import date, timedelta

from db.connection import Connection
from db.queries.timeline import TimelineFilter, TimelineRow, timeline
from tracker.claims import Standing
from tracker.claims_reading import standings_at
from tracker.instants import instant_of
from tracker.publish.answers import Answer, Asked, Sheet
from tracker.publish.as_sql import claims_way
from tracker.publish.filters import as_of_text
from tracker.publish.pages import table_ways
from tracker.publish.resting_said import resting_on
from tracker.publish.stock import anchor_of
from tracker.publish.view_claims import NEWER, claims_view
from tracker.timeline import moment, moment_at


def claims_page(conn: Connection, asked: Asked) -> Answer:
    """`/claims`: each claim with its outcome on any day (`as_of`). Raises BadParameter and StoreError's children."""
    anchor = anchor_of(conn, asked)
    as_of = as_of_text(asked)
    seen = moment(as_of, moment_at(instant_of(asked.now)))
    found = standings_at(conn, anchor.id, seen)
    read: dict[tuple[tuple[str, ...], str], tuple[TimelineRow, ...]] = {}
    for each in found:
        key = each.claim.topics, each.judged_on
        if key not in read:
            read[key] = _newer(conn, anchor.id, each, as_of)
    newer = {each.claim.id: read[each.claim.topics, each.judged_on] for each in found}
    ways = (claims_way(asked, anchor.id, seen.day_us), *table_ways(asked, "claim_board", "claim_outcomes", "claim_evidence"))
    rests = resting_on(conn, asked, "claim", newer, as_of)
    return Sheet("tracker/claims.html", claims_view(asked.r, anchor, as_of, found, newer), ways, resting=rests)


def _newer(conn: Connection, anchor_id: str, each: Standing, as_of: str) -> tuple[TimelineRow, ...]:
    """The newest events on a claim's topics since the day after its last judgement."""
    following = (date.fromisoformat(each.judged_on) + timedelta(days=1)).isoformat() if each.judged_on else ""
    asked = TimelineFilter(topic=each.claim.topics, from_=following, as_of=as_of, anchor=anchor_id, limit=NEWER + 1)
    return timeline(conn, asked)
