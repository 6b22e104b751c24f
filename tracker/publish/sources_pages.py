"""The pages on sources: all of them with their days, and one with its last checks."""

from __future__ import annotations

from db.connection import Connection
from db.queries.coverage import gaps
from db.queries.source_days import first_days, last_items, last_polls, source_days
from db.queries.sources import list_sources, source
from tracker.publish.answers import Answer, Asked, Sheet, Way
from tracker.publish.pages import table_ways
from tracker.publish.source_strip import first_day
from tracker.publish.view_source import SourceParts, source_view
from tracker.publish.view_sources import Days, sources_view

POLLS, GAPS, ITEMS = 25, 20, 12
"""Rows of each list on the page of one source."""


def sources_page(conn: Connection, asked: Asked) -> Answer:
    """`/sources`: every source with its state by day. Raises BadParameter and StoreError's children."""
    days = Days(source_days(conn, first_day(asked.now[:10])), first_days(conn))
    ways = table_ways(asked, "source_health", "sources", "source_days", "coverage")
    return Sheet("tracker/sources.html", sources_view(asked, list_sources(conn), days), ways)


def source_page(conn: Connection, asked: Asked) -> Answer:
    """`/source/<id>`: one source, what is watched of it and how it answered. Raises UnknownRow and StoreError's others."""
    found, today = source(conn, asked.name), asked.now[:10]
    parts = SourceParts(
        source=found,
        days=source_days(conn, first_day(today), found.id).get(found.id, ()),
        since=first_days(conn).get(found.id, ""),
        polls=last_polls(conn, found.id, POLLS),
        gaps=gaps(conn, found.id, GAPS),
        items=last_items(conn, found.id, ITEMS),
    )
    ways = tuple(
        Way(table, asked.r.at(f"/tracker/{table}", [("source_id", found.id), ("_sort_desc", newest)]))
        for table, newest in (("polls", "id"), ("gaps", "id"), ("source_days", "day"), ("items", "id"))
    )
    return Sheet("tracker/source.html", source_view(asked.r, parts, today), ways)
