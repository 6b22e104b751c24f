"""The page of one item: it reads what it needs in one go, up to the moment that the address asks for."""

from __future__ import annotations

from dataclasses import replace

from db.change_rows import ItemChange
from db.connection import Connection
from db.errors import UnknownRow
from db.queries.articles import article_holder
from db.queries.event_page import ALWAYS
from db.queries.events import default_anchor
from db.queries.item_page import changes_of_item, last_seen, siblings, stream, stream_began
from db.queries.items import item, links
from db.queries.noise import masks
from db.queries.sources import source
from db.queries.timeline import TimelineFilter, TimelineRow, timeline
from tracker.explaining import parts_of_item
from tracker.publish.answers import Answer, Asked, Sheet, Way
from tracker.publish.filters import as_of_text, moment_asked
from tracker.publish.item_as_of import as_it_was
from tracker.publish.names import concepts_by_id
from tracker.publish.resting_said import resting_of_item
from tracker.publish.stock import anchor_of
from tracker.publish.view_item import ItemParts, item_view
from tracker.publish.view_streams import ARTICLE, ORIGINS, SHOWN, StreamParts

CHANGES, SIBLINGS = 200, 20


def item_page(conn: Connection, asked: Asked) -> Answer:
    """`/item/<id>?as_of=`: one item, why it is linked, and its revisions. Raises BadParameter, UnknownRow and StoreError's others."""
    number = int(asked.name)
    found, seen = item(conn, number), moment_asked(asked)
    until = seen.at if seen else ALWAYS
    if found.first_seen_at > until:
        raise UnknownRow("items", f"the item {number} had not been seen at {asked.value('as_of')}", "leave out as_of")
    of, holder = source(conn, found.source_id), article_holder(conn, number)
    parts = ItemParts(
        item=replace(found, last_seen_at=last_seen(conn, found, of.last_ok_at)),
        source=of,
        links=[parts_of_item(conn, anchor_of(conn, asked, link.anchor_id), link) for link in links(conn, number)],
        streams=[_stream(conn, one, number if one == ORIGINS[0] else holder, until, number) for one in ORIGINS],
        changes=_changes(conn, number, holder, until),
        siblings=siblings(conn, found, until, SIBLINGS),
        default_anchor=default_anchor(conn),
        masks=masks(conn, [number]),
        as_of=asked.value("as_of"),
    )
    ways = (
        Way(asked.r.t("way_row"), asked.r.path(f"/tracker/items/{number}")),
        Way(asked.r.t("way_sql"), asked.r.path(f"/tracker/why_linked?item_id={number}")),
    )
    rests = {} if seen else {f"{one.kind} {one.subject_id}": one for one in resting_of_item(conn, asked, number)}
    shown = as_it_was(parts, seen, _events(conn, asked, parts)) if seen else parts
    return Sheet("tracker/item.html", item_view(asked.r, shown, concepts_by_id(asked.packs)), ways, resting=rests)


def _stream(conn: Connection, origin: str, held_by: int, until: str, number: int) -> StreamParts:
    """A stream of the item `number`, which another item of its publication may hold."""
    kept_with = held_by if held_by != number else None
    return StreamParts(origin, stream(conn, held_by, origin, until, SHOWN + 1), stream_began(conn, held_by, origin), kept_with)


def _changes(conn: Connection, number: int, holder: int, until: str) -> tuple[ItemChange, ...]:
    """What an item changed, its article included where another item of its publication holds that; newest first."""
    own = changes_of_item(conn, number, until, CHANGES)
    if holder == number:
        return own
    others = (one for one in changes_of_item(conn, holder, until, CHANGES) if one.revision_origin == ARTICLE)
    return tuple(sorted((*own, *others), key=lambda one: (one.observed_at, one.change_id), reverse=True))


def _events(conn: Connection, asked: Asked, parts: ItemParts) -> dict[str, TimelineRow]:
    """The events of an item's links as they were told at the moment, by id."""
    as_of, linked = as_of_text(asked), [(one.event.id, one.anchor.id) for one in parts.links if one.event]
    found = (timeline(conn, TimelineFilter(ids=(event_id,), anchor=anchor, as_of=as_of)) for event_id, anchor in linked)
    return {row.event_id: row for rows in found for row in rows}
