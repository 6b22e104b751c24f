"""`/review`: reads what is in doubt and hands it to `view_review`."""

from __future__ import annotations

from dataclasses import replace

from db.connection import Connection
from db.queries.events import default_anchor
from db.queries.pages import anchor_rows, event_titles, tag_values
from db.queries.resting import count_resting, resting_doubts
from db.queries.review import (
    Band,
    Cursor,
    ReviewFilter,
    count_joins,
    count_links,
    count_reported,
    doubtful_joins,
    doubtful_links,
    evidence_of,
    reported_events,
)
from tracker.errors import BadParameter
from tracker.publish.answers import Answer, Asked, Sheet
from tracker.publish.grounds import named_events
from tracker.publish.minds import folders_of, minds_by_anchor
from tracker.publish.names import concepts_by_id
from tracker.publish.pages import table_ways
from tracker.publish.stock import anchor_of
from tracker.publish.view_review import KINDS, Doubts, ReviewParts, bands_of, review_view

PAGE = 30
"""Doubts on a page of one kind."""
FIRST = 5
"""Doubts of each kind where all kinds are shown."""
JOIN_BELOW = 0.7
"""An item is held to report an event from 0.5 on; of the labelled ones, 1 in 20 lies below this."""


def review_page(conn: Connection, asked: Asked, actor: str = "") -> Answer:
    """`/review`: what the program was not sure of. actor: who may decide, "" for nobody. Raises BadParameter and StoreError's children."""
    anchor, default = anchor_of(conn, asked), default_anchor(conn)
    languages = tuple(sorted({"en", "ja", *(one.value for one in tag_values(conn, anchor.id, "lang"))}))
    lang, kind = asked.one_of("lang", languages), asked.one_of("kind", KINDS)
    mind = minds_by_anchor(folders_of(asked.packs)).get(anchor.id)
    wanted = ReviewFilter(anchor.id, lang, (PAGE if kind else FIRST) + 1, _after(asked, kind))
    bands = bands_of(mind.linker.model.linked, mind.linker.model.opens) if mind else {}
    found = {one: _doubts(conn, wanted, one, bands.get(one)) for one in ((kind,) if kind else KINDS)}
    items = [row.item_id for one in found.values() for row in one.links]
    reasons = [row.reasons for one in found.values() for row in one.events]
    parts = ReviewParts(
        anchor=anchor,
        command_anchor="" if anchor.id == default else anchor.id,
        anchors=tuple(anchor_rows(conn)),
        languages=languages,
        bands=bands,
        found=found,
        counts={one: _count(conn, replace(wanted, after=None), one, bands.get(one)) for one in KINDS},
        evidence=evidence_of(conn, anchor.id, items),
        titles=event_titles(conn, [name for text in reasons for name in named_events(text)]),
        concepts=concepts_by_id(asked.packs),
        limit=wanted.limit - 1,
        actor=actor,
    )
    ways = table_ways(asked, "links", "event_items", "resting", "corrections")
    return Sheet("tracker/review.html", review_view(asked, parts), ways, shared=False)


def _doubts(conn: Connection, wanted: ReviewFilter, kind: str, band: Band | None) -> Doubts:
    match kind:
        case "resting":
            return Doubts(resting=resting_doubts(conn, wanted))
        case "event":
            return Doubts(joins=doubtful_joins(conn, wanted, JOIN_BELOW))
        case "reported":
            return Doubts(events=reported_events(conn, wanted))
        case _:
            return Doubts(links=doubtful_links(conn, wanted, band) if band else ())


def _count(conn: Connection, wanted: ReviewFilter, kind: str, band: Band | None) -> int:
    match kind:
        case "resting":
            return count_resting(conn, wanted)
        case "event":
            return count_joins(conn, wanted, JOIN_BELOW)
        case "reported":
            return count_reported(conn, wanted)
        case _:
            return count_links(conn, wanted, band) if band else 0


def _after(asked: Asked, kind: str) -> Cursor | None:
    """Where the last page ended: `<score>~<item id>`, of events `<day>~<event id>`, of changed texts `<instant>~<mark id>`."""
    text = asked.value("after")
    if not text or not kind:
        return None
    first, _, last = text.partition("~")
    if kind == "reported":
        return first, last
    try:
        return (first if kind == "resting" else float(first)), int(last)
    except ValueError as error:
        raise BadParameter("after", text, form="0.62~4711") from error
