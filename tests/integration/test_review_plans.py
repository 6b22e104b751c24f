"""With many items, what `/review` and an event's page read is found by an index, and the doubtful come page by page."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator

import pytest
from test_query_plans import scanned

from db.queries import reports, review
from db.queries.review import Band, ReviewFilter
from db.records import EventItemRow, EventRow, EventsWrite
from db.store.connect import Store, read_connection
from db.store.events import save_events
from db.store.polls import save_polls
from tests.db_rows import ANCHOR, NOW, link, make_store, new_item, poll, present, source_step

NEAR, UNSURE = Band(0.2, 0.5, False), Band(0.5, 0.8, True)
ALL, ENGLISH = ReviewFilter(ANCHOR), ReviewFilter(ANCHOR, "en", 10, (0.4, 5))
READS: dict[str, Callable[[sqlite3.Connection], object]] = {
    "near": lambda conn: review.doubtful_links(conn, ALL, NEAR),
    "near, a further page": lambda conn: review.doubtful_links(conn, ENGLISH, NEAR),
    "unsure": lambda conn: review.doubtful_links(conn, ALL, UNSURE),
    "unsure, a further page": lambda conn: review.doubtful_links(conn, ENGLISH, UNSURE),
    "joins": lambda conn: review.doubtful_joins(conn, ALL, 0.7),
    "joins, a further page": lambda conn: review.doubtful_joins(conn, ENGLISH, 0.7),
    "reported": lambda conn: review.reported_events(conn, ALL),
    "reported, a further page": lambda conn: review.reported_events(conn, ReviewFilter(ANCHOR, "en", 10, ("2025-04-20", "e9"))),
    "count of links": lambda conn: review.count_links(conn, ENGLISH, NEAR),
    "count of joins": lambda conn: review.count_joins(conn, ENGLISH, 0.7),
    "count of events": lambda conn: review.count_reported(conn, ENGLISH),
    "evidence": lambda conn: review.evidence_of(conn, ANCHOR, [1, 2]),
    "known since": lambda conn: reports.known_since(conn, ["e1", "e2"]),
}


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with make_store(tmp_path_factory.mktemp("plans")) as made:
        scores = [0.5 + 0.001 * (n if n % 2 == 0 else -n) for n in range(300)]
        new = [new_item(f"k{n}", "日米関税", links=(link(n % 2 == 0, score=score),)) for n, score in enumerate(scores)]
        save_polls(made, [poll(*new, present=present(*new), source=source_step())])
        events = tuple(
            EventRow(f"e{n}", ANCHOR, "watched", f"2025-04-{n + 1:02}", "anchor", "reported", NOW, title_ja="日米") for n in range(20)
        )
        joins = tuple(EventItemRow(f"e{n}", 2 * n + 1, ANCHOR, 2 * n + 1, 0.3 + 0.03 * n, "[]", "1", NOW) for n in range(20))
        save_events(made, EventsWrite(ANCHOR, events, joins))
        yield made


@pytest.fixture
def conn(store: Store) -> Iterator[sqlite3.Connection]:
    opened = read_connection(store.path)
    yield opened
    opened.close()


@pytest.mark.parametrize("name", READS)
def test_a_read_walks_through_no_table_that_grows_and_sorts_no_more_than_it_shows(conn: sqlite3.Connection, name: str) -> None:
    asked: list[str] = []
    conn.set_trace_callback(asked.append)
    READS[name](conn)
    conn.set_trace_callback(None)
    asked = [sql for sql in asked if not sql.startswith("--")]
    assert asked
    for sql in asked:
        assert scanned(conn, sql) == set(), sql
        plan = " ".join(row[3] for row in conn.execute(f"EXPLAIN QUERY PLAN {sql}"))
        assert "USE TEMP B-TREE FOR ORDER BY" not in plan, plan


@pytest.mark.parametrize("band", [NEAR, UNSURE])
def test_links_in_a_band_come_page_by_page_from_the_threshold_on(conn: sqlite3.Connection, band: Band) -> None:
    whole = review.doubtful_links(conn, ReviewFilter(ANCHOR, limit=1000), band)
    assert len(whole) == review.count_links(conn, ALL, band) > 100
    distances = [abs(row.score - 0.5) for row in whole]
    assert distances == sorted(distances)
    paged: list[review.DoubtfulItem] = []
    while page := review.doubtful_links(conn, ReviewFilter(ANCHOR, limit=7, after=_cursor(paged)), band):
        paged += page
    assert tuple(paged) == whole


def test_joins_and_events_come_page_by_page(conn: sqlite3.Connection) -> None:
    joins = review.doubtful_joins(conn, ReviewFilter(ANCHOR, limit=100), 0.7)
    assert [row.item_id for row in joins] == [2 * n + 1 for n in range(14)]
    assert review.doubtful_joins(conn, ReviewFilter(ANCHOR, limit=100, after=_cursor(joins[:5])), 0.7) == joins[5:]
    events = review.reported_events(conn, ReviewFilter(ANCHOR, limit=100))
    assert [row.event_id for row in events] == [f"e{n}" for n in reversed(range(20))]
    after = (events[4].date, events[4].event_id)
    assert review.reported_events(conn, ReviewFilter(ANCHOR, limit=100, after=after)) == events[5:]
    assert review.reported_events(conn, ReviewFilter(ANCHOR, "ja")) == ()
    assert review.count_reported(conn, ALL) == 20


def _cursor(rows: tuple[review.DoubtfulItem, ...] | list[review.DoubtfulItem]) -> tuple[float, int] | None:
    return (rows[-1].score, rows[-1].item_id) if rows else None
