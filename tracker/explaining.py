"""Why an item, or a text that is no item, belongs to an anchor's story or not: what is explained, as stored or as decided now."""

from __future__ import annotations

from dataclasses import replace

from db.connection import Connection
from db.item_rows import StoredLink, StoredRevision
from db.queries.events import event, events_near, linked_items
from db.queries.items import evidence, revisions_by_id
from db.queries.pages import event_titles
from db.records import EventRow, KnownEvent, LinkedItem
from tracker.events.join import join, reasons, window
from tracker.events.model import Model
from tracker.events.types import Join, NoEvent, Open
from tracker.joining import Mind
from tracker.pack import Anchor
from tracker.pipeline import link_row
from tracker.publish.grounds import Titles, named_events
from tracker.publish.view_item import LinkParts
from tracker.types import Link, Subject

NO_ITEM = 0
"""The item id of a text that is no item."""


def parts_of_item(conn: Connection, anchor: Anchor, link: StoredLink) -> LinkParts:
    """A stored decision with what it rests on. Raises StoreError's children."""
    linked = next(iter(linked_items(conn, link.anchor_id, [link.item_id])), None)
    return LinkParts(
        link=link,
        anchor=anchor,
        evidence=evidence(conn, link.item_id, link.anchor_id),
        revision=revisions_by_id(conn, [link.revision_id]).get(link.revision_id),
        linked=linked,
        event=event(conn, link.event_id) if link.event_id else None,
        titles=_titles(conn, linked),
    )


def _titles(conn: Connection | None, linked: LinkedItem | None) -> Titles:
    """The titles of the events that an item's grounds name."""
    named = named_events(linked.event_reasons) if linked else ()
    return event_titles(conn, named) if named and conn is not None else {}


def parts_of_text(conn: Connection | None, anchor: Anchor, mind: Mind, asked: Subject) -> LinkParts:
    """The decision on a subject as a poll would make it now, with the event that it would report. conn: None knows the baseline only.

    Raises StoreError's children.
    """
    link = mind.linker.link(asked)
    decided = link_row(link, asked.seen_at)
    joined, of = _event_of(conn, mind, _as_item(asked, link)) if link.linked else (None, None)
    stored = StoredLink(
        NO_ITEM, anchor.id, NO_ITEM, link.linked, link.score, link.relation, link.topics, "linker", link.version, asked.seen_at, link.facts,
        of.id if of else None,
    )  # fmt: skip
    text = StoredRevision(
        NO_ITEM, NO_ITEM, "entry", 1, asked.seen_at, "", asked.title, asked.summary, asked.body, "", asked.published_at, None, "", None
    )
    return LinkParts(stored, anchor, decided.evidence, text, joined, of, _titles(conn, joined))


def _as_item(asked: Subject, link: Link) -> LinkedItem:
    return LinkedItem(
        item_id=NO_ITEM, revision_id=NO_ITEM, item_key=asked.key, source_id=asked.key, publisher="", publisher_family="", tier=asked.tier,
        lang=asked.lang, origin="watched", url="", publication_key="", title=asked.title, summary=asked.summary,
        published_at=asked.published_at, published_date=asked.published_date, first_seen_at=asked.seen_at, relation=link.relation,
        topics=link.topics, score=link.score, facts=link.facts, event_id=None, decided_by="linker",
    )  # fmt: skip


def _event_of(conn: Connection | None, mind: Mind, item: LinkedItem) -> tuple[LinkedItem, EventRow | None]:
    """The item as a member of the event that it would report, and that event; None where it reports none."""
    days = window(item, mind.model)
    near = events_near(conn, mind.model.anchor_id, *days) if conn is not None and days else ()
    match join(item, near, mind.model, mind.linker.model.opens):
        case Join(event_id, score, grounds):
            return replace(item, event_id=event_id, event_score=score, event_reasons=reasons(grounds)), _row(event_id, near, mind.model)
        case Open(opened, score, grounds):
            return replace(item, event_id=opened.id, event_score=score, event_reasons=reasons(grounds)), opened
        case NoEvent():
            return item, None


def _row(event_id: str, near: tuple[KnownEvent, ...], model: Model) -> EventRow | None:
    return next((one.event for one in near if one.event.id == event_id), None) or model.baseline.get(event_id)
