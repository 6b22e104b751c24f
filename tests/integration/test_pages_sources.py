"""The pages on sources: each one's days, filters as links, and one source with its last checks."""

import re
from html import unescape

import pytest
from publish_stock import get, page
from test_query_plans import scanned
from watched_stock import FAILED, UNSEEN, watched_database

from db.queries.source_days import first_days, last_items, last_polls, source_days
from db.store.connect import read_connection

READS = {
    "days": lambda conn: source_days(conn, "2026-08-12"),
    "days of one": lambda conn: source_days(conn, "2026-08-12", "paper"),
    "first days": first_days,
    "polls": lambda conn: last_polls(conn, "paper", 5),
    "items": lambda conn: last_items(conn, "paper", 5),
}


@pytest.fixture(scope="module")
def watched(tmp_path_factory):
    return watched_database(tmp_path_factory.mktemp("watched"))


def said(markup, name):
    """What a source's strip says to who does not see it."""
    (found,) = re.findall(f"<title>{name}, the last 60 days: ([^<]*)<", unescape(markup))
    return found


def test_a_day_on_which_nobody_looked_is_no_quiet_day_and_no_failure(watched):
    markup = page(watched, "/sources")
    seen = 50 - len(UNSEEN) - len(FAILED)
    counted = f"Something new 1 days, Answered {seen} days, No answer 4 days, Nobody looked 3 days, Not watched yet 9 days"
    assert said(markup, "The Paper") == counted
    assert "Off 31 days" in said(markup, "The Quiet")
    assert "見ていない日3日" in page(watched, "/sources", "ja")


@pytest.mark.parametrize(
    ("query", "ids"),
    [
        ("", {"ministry", "paper", "hostile", "quiet"}),
        ("state=off", {"quiet"}),
        ("lang=ja", {"ministry"}),
        ("tier=press&state=ok", {"paper"}),
        ("q=paper.test", {"paper"}),
        ("q=試験", {"ministry"}),
        ("by=tier", {"ministry", "paper", "hostile", "quiet"}),
        ("q=nothing", set()),
    ],
)
def test_filters_are_links_that_can_be_opened_anew(watched, query, ids):
    markup = page(watched, f"/sources?{query}")
    assert set(re.findall(r'<li id="([^"]+)" class="source">', markup)) == ids
    assert ("No source fits" in markup) == (not ids)


def test_a_filter_that_there_is_not_is_refused_with_those_that_there_are(watched):
    (response,) = get(watched, "/sources?tier=x")
    assert response.status_code == 400 and "official" in response.text


def test_one_source_says_what_is_watched_how_it_answered_and_why_it_is_off(watched):
    markup = page(watched, "/source/paper")
    told = ("https://paper.test/rss", "Personal reading only.", "503 Service Unavailable", "every 60 min", "Source down", "Tariff refund")
    assert [words for words in told if words not in markup] == []
    assert "frozen since June" in page(watched, "/source/quiet")
    assert [response.status_code for response in get(watched, "/source/none", "/source/hostile")] == [404, 200]
    assert 'href="javascript' not in page(watched, "/source/hostile")


@pytest.mark.parametrize("name", READS)
def test_reads_of_sources_walk_through_no_table_that_grows(watched, name):
    conn = read_connection(watched)
    asked = []
    conn.set_trace_callback(asked.append)
    READS[name](conn)
    conn.set_trace_callback(None)
    assert asked and all(scanned(conn, sql) == set() for sql in asked if not sql.startswith("--"))
    conn.close()
