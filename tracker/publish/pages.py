"""The pages: each reads what it needs in one go and hands it to the pure module that says how it looks."""

from __future__ import annotations

from dataclasses import replace

from db.connection import Connection
from db.queries.changes import ChangeFilter, item_changes
from db.queries.events import citations, default_anchor, event, event_history, members
from db.queries.items import item, links, revisions
from db.queries.noise import masks
from db.queries.pages import ahead, event_titles, newest_items, rates_of_event, releases, steps_of, today_us
from db.queries.reports import first_reports
from db.queries.search import search
from db.queries.sources import list_sources, source
from db.queries.timeline import TimelineFilter, TimelineRow, timeline, timeline_sql
from tracker.errors import UnknownName
from tracker.events.independence import independent_sources
from tracker.explaining import parts_of_item
from tracker.publish.answers import Answer, Asked, Moved, Plain, Sheet, Way
from tracker.publish.names import concepts_by_id
from tracker.publish.rates_asked import rate_answers, rate_documents, rates_asked
from tracker.publish.resting_said import resting_of_item, resting_on
from tracker.publish.stock import agencies, anchor_of, classes_of, filter_of, options_of
from tracker.publish.tables import to_csv, to_json
from tracker.publish.view_about import about_view
from tracker.publish.view_event import EventParts, event_view
from tracker.publish.view_home import HomeParts, home_view
from tracker.publish.view_item import ItemParts, item_view
from tracker.publish.view_rates import RatesAsked, rates_view
from tracker.publish.view_reports import READ
from tracker.publish.view_search import search_view
from tracker.publish.view_sources import sources_view
from tracker.publish.view_timeline import timeline_view
from tracker.rates import rate_of

PAGE = 200
"""Events on one page of the timeline."""
ALL = 1_000_000
HITS = 100
LATEST = 6
FACETED = (("_sort_desc", "date"), ("_facet", "relation"), ("_facet", "status"))
"""A view has no default order and takes no default facets: the link names them (TRAPS 29)."""
NEWEST = 10


def home(conn: Connection, asked: Asked) -> Answer:
    """`/`: where things stand. Raises StoreError's children."""
    anchor = anchor_of(conn, asked)
    today = today_us(conn) or asked.now[:10]
    parts = HomeParts(
        anchor=anchor,
        answers=rate_answers(conn, anchor.id, RatesAsked(today, today, None)),
        events=timeline(conn, TimelineFilter(anchor=anchor.id, limit=LATEST)),
        items=newest_items(conn, anchor.id, NEWEST),
        changes=item_changes(conn, ChangeFilter(material=True, linked_only=True, limit=LATEST)),
        sources=list_sources(conn),
        ahead=ahead(conn, anchor.id, today),
    )
    return Sheet("tracker/home.html", home_view(asked.r, parts), _table_ways(asked, "rates_now", "linked_items", "source_health"))


def timeline_page(conn: Connection, asked: Asked) -> Answer:
    """`/timeline`: events by filters. Raises BadParameter and StoreError's children."""
    anchor = anchor_of(conn, asked)
    options = options_of(conn, asked, anchor.id)
    query = replace(filter_of(asked, options, anchor.id), limit=PAGE + 1, after=_after(asked))
    rows = timeline(conn, query)
    view = timeline_view(asked, anchor, options, rows, PAGE)
    data = [(name, value) for name, value in asked.pairs if name != "after"]
    ways = (
        Way("JSON", asked.r.link("/timeline.json", data), "alternate", "application/json"),
        Way("CSV", asked.r.link("/timeline.csv", data), "alternate", "text/csv"),
        Way(asked.r.t("way_sql"), _sql_address(asked, query)),
        Way("timeline", asked.r.at("/tracker/timeline", FACETED)),
    )
    rests = resting_on(conn, asked, "event", [row.event_id for row in rows], query.as_of)
    return Sheet("tracker/timeline.html", view, ways, resting=rests)


def timeline_json(conn: Connection, asked: Asked) -> Answer:
    """`/timeline.json`: a plain list of the rows of the view `timeline` that the filters leave."""
    return Plain(to_json(_rows(conn, asked)), "application/json", shared=True)


def timeline_csv(conn: Connection, asked: Asked) -> Answer:
    """`/timeline.csv`: the same rows as CSV."""
    return Plain(to_csv(_rows(conn, asked), TimelineRow), "text/csv", name="timeline.csv", shared=True)


def event_page(conn: Connection, asked: Asked) -> Answer:
    """`/event/<id>`: one event; a merged one leads to the one it is part of now. Raises UnknownRow and StoreError's others."""
    found = event(conn, asked.name)
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
    ways = (row, *_table_ways(asked, "event_items", "first_reports"))
    rests = resting_on(conn, asked, "event", [found.id], asked.value("as_of"))
    return Sheet("tracker/event.html", event_view(asked.r, parts, concepts_by_id(asked.packs)), ways, resting=rests)


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


def rates_page(conn: Connection, asked: Asked) -> Answer:
    """`/rates`: the answer for each class. Raises BadParameter for a day or a duty that is none, and StoreError's children."""
    anchor = anchor_of(conn, asked)
    question = rates_asked(asked, today_us(conn) or asked.now[:10])
    answers = rate_answers(conn, anchor.id, question)
    view = rates_view(asked.r, question, answers, rate_documents(conn, answers))
    pairs = [("on", question.on), ("known", question.known), ("normal_duty", question.typed_duty)]
    data = [("JSON", ".json"), ("CSV", ".csv"), (asked.r.t("way_sql"), "")]
    ways = tuple(Way(name, asked.r.at(f"/tracker/rates_as_of{ending}", pairs)) for name, ending in data)
    return Sheet("tracker/rates.html", view, (*ways, *_table_ways(asked, "rates")))


def sources_page(conn: Connection, asked: Asked) -> Answer:
    """`/sources`: every source with its state. Raises StoreError's children."""
    return Sheet("tracker/sources.html", sources_view(asked.r, list_sources(conn)), _table_ways(asked, "source_health", "sources"))


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
    return Sheet("tracker/about.html", view, _table_ways(asked, "releases", "baseline_changes"))


def nowhere(conn: Connection, asked: Asked) -> Answer:
    """Any other address. Raises UnknownName always."""
    raise UnknownName("page", f"there is no page at {asked.path}")


def _rows(conn: Connection, asked: Asked) -> tuple[TimelineRow, ...]:
    anchor = anchor_of(conn, asked)
    return timeline(conn, replace(filter_of(asked, options_of(conn, asked, anchor.id), anchor.id), limit=ALL))


def _sql_address(asked: Asked, query: TimelineFilter) -> str:
    """The page's own statement in Datasette's editor; as of a moment, the canned query, as its statement is too long for an address."""
    if query.as_of:
        return asked.r.at("/tracker/timeline_as_of", [("known", query.as_of)])
    sql, values = timeline_sql(replace(query, limit=PAGE, after=None), query.anchor)
    return asked.r.at("/tracker", [("sql", sql), *((name, str(value)) for name, value in values.items())])


def _after(asked: Asked) -> tuple[str, str] | None:
    day, found, name = asked.value("after").partition("~")
    return (day, name) if found else None


def _table_ways(asked: Asked, *tables: str) -> tuple[Way, ...]:
    """The tables or views behind a page."""
    return tuple(Way(table, asked.r.path(f"/tracker/{table}")) for table in tables)


def _row_id(name: str) -> str:
    """A text key as Datasette writes it in a path: everything but letters, digits, `_` and `-` as `~XX` (its tilde encoding)."""
    kept = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-"
    return "".join(char if char in kept else "".join(f"~{byte:02X}" for byte in char.encode()) for char in name)
