"""Every read of the program and every canned query finds its rows by an index: none walks through a table that grows with the news."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator

import pytest

from db.article_rows import ArticleTurn
from db.queries import (
    articles,
    changes,
    claims,
    coverage,
    days,
    event_page,
    events,
    item_page,
    items,
    news,
    noise,
    own_changes,
    pages,
    rate_documents,
    revisions,
    search,
    sources,
    threads,
    timeline,
)
from db.queries.sql import canned, views
from db.records import ChangeRow, EventItemRow, EventRow, EventsWrite, ItemStep, SnapshotRow
from db.store.connect import Store, read_connection
from db.store.events import save_events
from db.store.polls import save_polls
from db.store.search_index import index_queue
from tests.db_rows import ANCHOR, NOW, link, make_store, new_item, poll, present, revision, source_step

GROWING = {"items", "revisions", "links", "polls", "changes", "evidence", "event_items", "link_topics", "item_aliases", "snapshots"}
F = timeline.TimelineFilter
C = changes.ChangeFilter
READS: dict[str, Callable[[sqlite3.Connection], object]] = {
    "due_sources": lambda conn: sources.due_sources(conn, NOW),
    "next_due_at": sources.next_due_at,
    "source": lambda conn: sources.source(conn, "bbc"),
    "claims": lambda conn: claims.claims(conn, ANCHOR),
    "outcomes of claims": lambda conn: claims.outcomes(conn, ANCHOR),
    "evidence on claims": lambda conn: claims.claim_evidence(conn, ANCHOR),
    "documents behind rates": lambda conn: rate_documents.rate_documents(conn, ["autos-06"], kept=True),
    "source_health": sources.source_health,
    "known_items": lambda conn: items.known_items(conn, "bbc", [("guid", "k1"), ("url", "nothing")]),
    "known_by_id": lambda conn: items.known_by_id(conn, [1, 2], "article"),
    "gate": lambda conn: items.gate(conn, "bbc"),
    "due_articles": lambda conn: articles.due_articles(conn, NOW, ArticleTurn(("bbc",), 3, ("x.example",))),
    "waiting_articles": lambda conn: articles.waiting_articles(conn, ["bbc"], ["bbc"]),
    "article_holder": lambda conn: articles.article_holder(conn, 1),
    "articles_by_id": lambda conn: articles.articles_by_id(conn, [1, 2]),
    "item": lambda conn: items.item(conn, 1),
    "items_at": lambda conn: items.items_at(conn, "https://x.example/k1"),
    "revisions": lambda conn: items.revisions(conn, 1),
    "revisions_by_id": lambda conn: items.revisions_by_id(conn, [1, 2]),
    "links": lambda conn: items.links(conn, 1),
    "evidence": lambda conn: items.evidence(conn, 1, ANCHOR),
    "pending_items": lambda conn: events.pending_items(conn, ANCHOR),
    "linked_items_all": lambda conn: list(events.linked_items_all(conn, ANCHOR)),
    "linked_items": lambda conn: events.linked_items(conn, ANCHOR, [1, 2]),
    "events_near": lambda conn: events.events_near(conn, ANCHOR, "2025-04-01", "2025-05-01"),
    "members": lambda conn: events.members(conn, "e"),
    "members by a moment, a page of them": lambda conn: events.members(conn, "e", 10, 10, NOW),
    "changes of an event's reports": lambda conn: event_page.changes_of_event(conn, "e", NOW, 9),
    "first reports of an event": lambda conn: event_page.first_reports_by(conn, "e", NOW, 9),
    "events merged into one": lambda conn: event_page.merged_here(conn, "e", NOW, 9),
    "a stream of an item": lambda conn: item_page.stream(conn, 1, "article", NOW, 9),
    "when an item was last seen": lambda conn: item_page.last_seen(conn, items.item(conn, 1), NOW),
    "when a stream began": lambda conn: item_page.stream_began(conn, 1, "entry"),
    "changes of an item by a moment": lambda conn: item_page.changes_of_item(conn, 1, NOW, 9),
    "other items of a publication": lambda conn: item_page.siblings(conn, items.item(conn, 1), NOW, 9),
    "event": lambda conn: events.event(conn, "e"),
    "event_history": lambda conn: events.event_history(conn, "e"),
    "citations": lambda conn: events.citations(conn, "e"),
    "timeline": lambda conn: timeline.timeline(conn, F()),
    "timeline filtered": lambda conn: timeline.timeline(
        conn, F(("anchor", "impact"), ("autos",), ("p",), ("autos",), ("en",), ("reported",), ("t",), "日米", "2025-01-01", "2026-01-01")
    ),
    "timeline page": lambda conn: timeline.timeline(conn, F(order="oldest", after=("2025-04-01", "x"))),
    "timeline as of": lambda conn: timeline.timeline(conn, F(as_of="2025-04-20", q="日米", topic=("autos",))),
    "search": lambda conn: search.search(conn, "日米"),
    "changes": lambda conn: changes.item_changes(conn, C()),
    "changes of an item": lambda conn: changes.item_changes(conn, C(item_id=1, material=True)),
    "changes of an event": lambda conn: changes.item_changes(conn, C(event_id="e", kind="edited", linked_only=True)),
    "changes of a source": lambda conn: changes.item_changes(conn, C(source_id="bbc", since="2025-01-01", until="2026-01-01", before=9)),
    "changes, material and silent": lambda conn: changes.item_changes(conn, C(material=True, silent=True, kind="withdrawn")),
    "changes of a source, unbounded": lambda conn: changes.item_changes(conn, C(source_id="bbc", kind="reverted")),
    "changes that are linked": lambda conn: changes.item_changes(conn, C(linked_only=True)),
    "change": lambda conn: changes.change(conn, 1),
    "change_between": lambda conn: changes.change_between(conn, 1, 301),
    "own_changes": lambda conn: own_changes.own_changes(conn, own_changes.OwnFilter(True, "e", "2025-01-01", "2026-01-01")),
    "own_cells": lambda conn: own_changes.own_cells(conn, 1, "events", "e"),
    "noise masks": lambda conn: noise.masks(conn, [1, 2]),
    "pasts": lambda conn: noise.pasts(conn, [1, 2], "article"),
    "revision_at": lambda conn: revisions.revision_at(conn, 1, "entry", 1),
    "kept_revisions": lambda conn: revisions.kept_revisions(conn, 1, "entry"),
    "snapshot": lambda conn: revisions.snapshot(conn, "a" * 64),
    "event_days": lambda conn: days.event_days(conn, ANCHOR),
    "event_days_as_of": lambda conn: days.event_days_as_of(conn, ANCHOR, "2025-04-20"),
    "item_days": lambda conn: days.item_days(conn, ANCHOR, NOW),
    "watching": days.watching,
    "unwatched": lambda conn: days.unwatched(conn, NOW, 6.0),
    "new_counts": lambda conn: news.new_counts(conn, ANCHOR, "2025-04-10T00:00:00Z"),
    "new_events": lambda conn: news.new_events(conn, ANCHOR, "2025-04-10T00:00:00Z", 50),
    "new_items": lambda conn: news.new_items(conn, ANCHOR, "2025-04-10T00:00:00Z", 50),
    "official_texts": lambda conn: news.official_texts(conn, ANCHOR, 60),
    "tag_values": lambda conn: pages.tag_values(conn, ANCHOR, "actor"),
    "threads": lambda conn: pages.threads(conn, ANCHOR),
    "opened_beside": lambda conn: threads.opened_beside(conn, "t"),
    "stages": lambda conn: threads.stages(conn, ["t"]),
    "heads_at": lambda conn: revisions.heads_at(conn, [1, 2], NOW),
    "coverage": coverage.coverage,
    "gaps": lambda conn: coverage.gaps(conn, "bbc"),
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with make_store(tmp_path_factory.mktemp("plans")) as made:
        new = [new_item(f"k{n}", "日米関税", links=(link(n % 2 == 0),)) for n in range(300)]
        kept = SnapshotRow("a" * 64, "https://x.example/k0", NOW, "text/html", "utf-8", "", 1, b"a")
        save_polls(made, [poll(*new, present=present(*new), source=source_step(), snapshots=(kept,))])
        edits = tuple(ItemStep(n, revision(f"two {n}"), ChangeRow(NOW, "edited", n % 2 == 0), title=f"two {n}") for n in range(1, 100))
        save_polls(made, [poll(steps=edits)])
        event = EventRow("e", ANCHOR, "watched", "2025-04-16", "anchor", "reported", NOW, title_ja="日米", topics=("autos",))
        save_events(made, EventsWrite(ANCHOR, (event,), (EventItemRow("e", 1, ANCHOR, 1, 0.9, "[]", "1", NOW),)))
        index_queue(made)
        yield made


@pytest.fixture
def conn(store: Store) -> Iterator[sqlite3.Connection]:
    opened = read_connection(store.path)
    yield opened
    opened.close()


def scanned(conn: sqlite3.Connection, sql: str, values: dict[str, str] | None = None) -> set[str]:
    """The growing tables that a statement walks through from one end to the other, by SQLite's own program for it (the plan names only
    aliases).
    """
    tables = dict(conn.execute("SELECT rootpage, tbl_name FROM sqlite_master WHERE rootpage > 0").fetchall())
    program = [tuple(row) for row in conn.execute(f"EXPLAIN {sql}", values or {})]
    opened = {row[2]: tables.get(row[3], "") for row in program if row[1] == "OpenRead"}
    bounded = {row[2] for row in program if row[1] in ("IdxLE", "IdxLT", "IdxGE", "IdxGT")}
    return {opened[row[2]] for row in program if row[1] in ("Rewind", "Last") and row[2] in opened and row[2] not in bounded} & GROWING


@pytest.mark.parametrize("name", READS)
def test_a_read_of_the_program_walks_through_no_growing_table(conn: sqlite3.Connection, name: str) -> None:
    asked: list[str] = []
    conn.set_trace_callback(asked.append)
    READS[name](conn)
    conn.set_trace_callback(None)
    asked = [sql for sql in asked if not sql.startswith("--")]
    assert asked
    for sql in asked:
        assert scanned(conn, sql) == set(), sql


@pytest.mark.parametrize("name", canned())
def test_a_canned_query_walks_through_no_growing_table_and_takes_empty_parameters(conn: sqlite3.Connection, name: str) -> None:
    query = canned()[name]
    empty = dict.fromkeys(query.parameters, "")
    assert scanned(conn, query.sql, empty) == set()
    conn.execute(query.sql, empty).fetchall()


def test_a_walk_would_be_seen(conn: sqlite3.Connection) -> None:
    assert scanned(conn, "SELECT * FROM items AS x WHERE noise = 'a'") == {"items"}
    assert scanned(conn, "SELECT lang, count(*) FROM items GROUP BY lang") == {"items"}
    assert scanned(conn, "SELECT * FROM item_changes ORDER BY change_id DESC") == {"changes"}
    assert scanned(conn, "SELECT * FROM item_changes WHERE item_id = 1") == set()


@pytest.mark.parametrize("name", views())
def test_a_view_can_be_read_whole(conn: sqlite3.Connection, name: str) -> None:
    conn.execute(f"SELECT * FROM {name}").fetchall()
