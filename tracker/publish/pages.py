"""The pages: each reads what it needs in one go and hands it to the pure module that says how it looks."""

from __future__ import annotations

from dataclasses import replace

from db.connection import Connection
from db.queries.changes import ChangeFilter, item_changes
from db.queries.events import citations, default_anchor, event, event_history, members
from db.queries.items import item, links, revisions
from db.queries.noise import masks
from db.queries.pages import event_titles, rates_of_event, releases, steps_of
from db.queries.reports import first_reports
from db.queries.search import search
from db.queries.sources import list_sources, source
from db.queries.timeline import TimelineFilter, timeline_sql
from tracker.errors import Unforeseen, UnknownName
from tracker.events.independence import independent_sources
from tracker.explaining import parts_of_item
from tracker.publish.answers import Answer, Asked, Moved, Sheet, Way
from tracker.publish.event_as_of import event_then, taken_back
from tracker.publish.names import concepts_by_id
from tracker.publish.resting_said import resting_of_item, resting_on
from tracker.publish.stock import agencies, anchor_of, classes_of
from tracker.publish.view_about import about_view
from tracker.publish.view_event import EventParts, event_view
from tracker.publish.view_item import ItemParts, item_view
from tracker.publish.view_reports import READ
from tracker.publish.view_search import search_view
from tracker.publish.view_sources import sources_view
from tracker.publish.view_timeline import as_of_said
from tracker.publish.ways import event_feed
from tracker.rates import rate_of

HITS = 100
FACETED = (("_sort_desc", "date"), ("_facet", "relation"), ("_facet", "status"))
"""A view has no default order and takes no default facets: the link names them (TRAPS 29)."""


def event_page(conn: Connection, asked: Asked) -> Answer:
    """`/event/<id>`: one event; a merged one leads to the one it is part of now. Raises UnknownRow and StoreError's others."""
    found = event_then(conn, asked) or event(conn, asked.name)
    if found.id != asked.name:
        return Moved(asked.r.to("event", found.id))
    anchor = anchor_of(conn, asked, found.anchor_id)
    reporting = members(conn, found.id, READ)
    parts = EventParts(
        event=found,
        anchor=anchor,
        members=reporting,
        independent=independent_sources(reporting, agencies()),
        firsts=first_reports(conn, found.id),
        citations=citations(conn, found.id),
        history=event_history(conn, found.id),
        steps=steps_of(conn, found.id),
        rates=[rate_of(dict(row)) for row in rates_of_event(conn, found.id)],
        classes={one.id: one for one in classes_of(conn, anchor.id)},
        sources={row.id: row for row in list_sources(conn)},
        changes=item_changes(conn, ChangeFilter(event_id=found.id, material=True, limit=1000)),
    )
    row = Way(asked.r.t("way_row"), asked.r.path(f"/tracker/events/{_row_id(found.id)}"))
    ways = (row, event_feed(asked.r, found.id), *table_ways(asked, "event_items", "first_reports"))
    rests = resting_on(conn, asked, "event", [found.id], asked.value("as_of"))
    view = event_view(asked.r, taken_back(conn, asked, parts), concepts_by_id(asked.packs))
    as_of = as_of_said(asked.r, asked.value("as_of"))
    return Sheet("tracker/event.html", replace(view, as_of=as_of, now=asked.r.to("event", found.id)), ways, resting=rests)


def item_page(conn: Connection, asked: Asked) -> Answer:
    """`/item/<id>`: one item, why it is linked, and its revisions. Raises UnknownRow and StoreError's others."""
    number = int(asked.name)
    found = item(conn, number)
    changes = item_changes(conn, ChangeFilter(item_id=number, limit=1000))
    parts = ItemParts(
        item=found,
        source=source(conn, found.source_id),
        links=[parts_of_item(conn, anchor_of(conn, asked, link.anchor_id), link) for link in links(conn, number)],
        revisions=revisions(conn, number),
        changes={change.to_revision: change for change in changes if change.to_revision is not None},
        default_anchor=default_anchor(conn),
        masks=masks(conn, [number]),
    )
    ways = (
        Way(asked.r.t("way_row"), asked.r.path(f"/tracker/items/{number}")),
        Way(asked.r.t("way_sql"), asked.r.path(f"/tracker/why_linked?item_id={number}")),
    )
    rests = {f"{one.kind} {one.subject_id}": one for one in resting_of_item(conn, asked, number)}
    return Sheet("tracker/item.html", item_view(asked.r, parts, concepts_by_id(asked.packs)), ways, resting=rests)


def sources_page(conn: Connection, asked: Asked) -> Answer:
    """`/sources`: every source with its state. Raises StoreError's children."""
    return Sheet("tracker/sources.html", sources_view(asked.r, list_sources(conn)), table_ways(asked, "source_health", "sources"))


def search_page(conn: Connection, asked: Asked) -> Answer:
    """`/search`: items and events with all the words, newest first. Raises StoreError's children."""
    q = asked.value("q")
    hits = search(conn, q, HITS)
    titles = event_titles(conn, [hit.id for hit in hits if hit.kind == "event"])
    ways = tuple(
        Way(name, asked.r.at(f"/tracker/search{ending}", [("q", q)]))
        for name, ending in (("JSON", ".json"), ("CSV", ".csv"), (asked.r.t("way_sql"), ""))
    )
    return Sheet("tracker/search.html", search_view(asked.r, q, hits, titles, HITS), ways)


def about_page(conn: Connection, asked: Asked) -> Answer:
    """`/about`: method and versions. Raises StoreError's children."""
    view = about_view([pack.anchor for pack in asked.packs], asked.version, releases(conn))
    return Sheet("tracker/about.html", view, table_ways(asked, "releases", "baseline_changes"))


def nowhere(conn: Connection, asked: Asked) -> Answer:
    """Any other address. Raises UnknownName always."""
    raise UnknownName("page", f"there is no page at {asked.path}")


def broken(conn: Connection, asked: Asked) -> Answer:
    """Any address whose page failed. Raises Unforeseen always."""
    raise Unforeseen(asked.path, "the page failed", "the log has the details")


def sql_address(asked: Asked, query: TimelineFilter) -> str:
    """The page's own statement in Datasette's editor; as of a moment, the canned query, as its statement is too long for an address."""
    if query.as_of:
        return asked.r.at("/tracker/timeline_as_of", [("known", query.as_of)])
    sql, values = timeline_sql(replace(query, limit=max(query.limit - 1, 1), after=None), query.anchor)
    return asked.r.at("/tracker", [("sql", sql), *((name, str(value)) for name, value in values.items())])


def after_of(asked: Asked) -> tuple[str, str] | None:
    """The last event of the page before, by day and id; None on the first page."""
    day, found, name = asked.value("after").partition("~")
    return (day, name) if found else None


def table_ways(asked: Asked, *tables: str) -> tuple[Way, ...]:
    """The tables or views behind a page."""
    return tuple(Way(table, asked.r.path(f"/tracker/{table}")) for table in tables)


def _row_id(name: str) -> str:
    """A text key as Datasette writes it in a path: everything but letters, digits, `_` and `-` as `~XX` (its tilde encoding)."""
    kept = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-"
    return "".join(char if char in kept else "".join(f"~{byte:02X}" for byte in char.encode()) for char in name)
