"""What `/search` reads: by index, bounded, page by page, with each filter."""

import pytest
from test_query_plans import scanned

from db.queries.finding import WALK, Finding, any_match, find_events, find_items, item_texts, kinds_with, reached
from db.records import EventRow, EventsWrite
from db.search_text import cut_query
from db.store.connect import read_connection
from db.store.events import save_events
from db.store.polls import save_polls
from db.store.search_index import index_queue
from tests.db_rows import ANCHOR, NOW, link, make_store, new_item, poll

ALL = Finding(ANCHOR, cut_query("関税"))
EVERY = Finding(
    ANCHOR, cut_query("関税"), "en", "bbc", "negotiation", "autos", "2025-01-01", "2026-01-01", True, 10, 200, ("2025-04-10", "e")
)
READS = {
    "items": lambda conn: find_items(conn, ALL),
    "items, every filter": lambda conn: find_items(conn, EVERY),
    "how far": lambda conn: reached(conn, EVERY),
    "events": lambda conn: find_events(conn, ALL),
    "events, every filter": lambda conn: find_events(conn, EVERY),
    "texts": lambda conn: item_texts(conn, [1, 2]),
    "any": lambda conn: any_match(conn, ALL.words),
    "which kinds": lambda conn: kinds_with(conn, ALL.words),
}


@pytest.fixture(scope="module")
def conn(tmp_path_factory):
    with make_store(tmp_path_factory.mktemp("finding")) as made:
        save_polls(made, [poll(*(new_item(f"k{n}", "日米関税", links=(link(n % 3 == 0),)) for n in range(300)))])
        events = tuple(
            EventRow(f"e{n}", ANCHOR, "baseline", f"2025-04-{n % 28 + 1:02}", "anchor", "baseline", NOW, title_ja="関税") for n in range(60)
        )
        save_events(made, EventsWrite(ANCHOR, events))
        while index_queue(made):
            pass
        opened = read_connection(made.path)
        yield opened
        opened.close()


@pytest.mark.parametrize("name", READS)
def test_a_read_walks_through_no_growing_table(conn, name):
    asked = []
    conn.set_trace_callback(asked.append)
    READS[name](conn)
    conn.set_trace_callback(None)
    assert asked and all(scanned(conn, sql) == set() for sql in asked if not sql.startswith("--"))


def test_pages_of_items_join_to_the_whole(conn):
    whole = [one.item_id for one in find_items(conn, Finding(ANCHOR, ALL.words, linked=True, limit=1000))]
    assert len(whole) == 100
    paged, before = [], None
    while page := find_items(conn, Finding(ANCHOR, ALL.words, linked=True, limit=7, before=before)):
        paged += [one.item_id for one in page]
        before = paged[-1]
    assert paged == whole
    assert reached(conn, ALL).looked == 300 < WALK and reached(conn, ALL).oldest == 1


def test_pages_of_events_join_to_the_whole_by_date(conn):
    whole = find_events(conn, Finding(ANCHOR, ALL.words, limit=1000))
    assert len(whole) == 60 and [one.date for one in whole] == sorted((one.date for one in whole), reverse=True)
    paged, after = [], None
    while page := find_events(conn, Finding(ANCHOR, ALL.words, limit=7, after=after)):
        paged += page
        after = (paged[-1].date, paged[-1].event_id)
    assert tuple(paged) == whole
