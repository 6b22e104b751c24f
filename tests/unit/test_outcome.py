"""What one attempt means for its source: state, schedule, gaps and addresses."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from db.records import SourceRow
from feeds.errors import Blocked, ConnectFailed, Gone, StatusError
from feeds.types import Document, Response
from tracker.outcome import Brought, after_document, after_error, after_unchanged, attempt, body_hash

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
URL = "https://example.org/feed"
ROW = SourceRow("s", URL, body_sha256="x", etag='"a"', unconditional_at="2026-11-24T03:00:00Z", last_ok_at="2026-11-24T11:00:00Z",
                last_new_at="2026-11-23T11:00:00Z")  # fmt: skip
EMPTY = Document(empty_why="no entries in the feed")


def answer(row: SourceRow = ROW, status: int = 200, **more: object) -> Response:
    return Response(row.url, row.url, status, {}, b"", **more)  # type: ignore[arg-type]


def test_the_last_good_document_forgets_the_empty_ones_between() -> None:
    row = ROW
    for _ in range(3):
        step = after_document(attempt(row, NOW), answer(), EMPTY, Brought(False, False), NOW).step
        row = replace(row, empty_in_a_row=step.empty_in_a_row, state=step.state)
    assert (row.state, row.empty_in_a_row) == ("silent", 3)
    for status in (200, 304):
        step = after_unchanged(attempt(row, NOW), answer(status=status), NOW).step
        assert (step.state, step.empty_in_a_row) == ("ok", 0)


def test_an_address_that_moved_is_kept_or_told_and_forgotten_when_it_is_over() -> None:
    made = attempt(ROW, NOW)
    near = after_unchanged(made, answer(permanent_url="https://example.org/new"), NOW).step
    assert (near.url, near.moved_to) == ("https://example.org/new", "")
    away = after_unchanged(made, answer(permanent_url="https://other.example/feed"), NOW)
    assert (away.step.url, away.step.moved_to) == (None, "https://other.example/feed")
    assert "another host" in (away.poll.warning or "")
    assert after_unchanged(made, answer(), NOW).step.moved_to == ""
    nothing_there = answer(permanent_url="https://example.org/")
    assert after_document(made, nothing_there, EMPTY, Brought(False, False), NOW).step.url is None


def test_a_pattern_of_years_is_not_replaced_by_where_it_led() -> None:
    row = replace(ROW, url="https://example.org/{year}.xml")
    said = Response("https://example.org/2026.xml", "https://example.org/26.xml", 200, {}, b"", permanent_url="https://example.org/26.xml")
    step = after_unchanged(attempt(row, NOW), said, NOW).step
    assert (step.url, step.moved_to) == (None, "")


def test_a_source_that_is_off_stays_so_when_it_is_polled_by_name() -> None:
    made = attempt(replace(ROW, enabled=False), NOW)
    assert after_unchanged(made, answer(), NOW).step.state == "off"
    assert after_document(made, answer(), EMPTY, Brought(False, False), NOW).step.state == "off"
    assert after_document(made, answer(), Document(), Brought(True, True), NOW).step.state == "off"
    assert after_error(made, StatusError(URL, 404), NOW).step.state == "off"


def test_a_gap_runs_from_the_last_answer_to_the_next() -> None:
    first = after_error(attempt(ROW, NOW), ConnectFailed(URL, "no such name"), NOW)
    assert [(gap.cause, gap.from_at, gap.to_at, gap.attempts) for gap in first.gaps] == [("down", ROW.last_ok_at, None, 1)]
    row = replace(ROW, failing_since=first.step.failing_since, failed_attempts=4)
    later = NOW + timedelta(hours=9)
    closed = after_document(attempt(row, later), answer(), Document(), Brought(True, True), later)
    assert {(gap.cause, gap.to_at, gap.attempts) for gap in closed.gaps} == {(c, "2026-11-24T21:00:00Z", 4) for c in ("down", "blocked")}


def test_failures_are_weighed_and_none_is_counted_when_the_network_is_ours() -> None:
    made = attempt(replace(ROW, failures=1.5), NOW)
    assert after_error(made, ConnectFailed(URL, "dns"), NOW).step.failures == 1.75
    assert after_error(made, StatusError(URL, 502), NOW).step.failures == 2.0
    ours = after_error(made, ConnectFailed(URL, "dns"), NOW, ours=True).step
    assert (ours.failures, ours.failed_attempts) == (1.5, 1)
    assert ours.next_check_at <= "2026-11-24T12:16:00Z"


def test_410_ends_a_feed_and_not_a_page() -> None:
    feed = after_error(attempt(ROW, NOW), Gone(URL, 410), NOW).step
    assert (feed.enabled, feed.state) == (False, "off")
    page = after_error(attempt(replace(ROW, kind="page"), NOW), Gone(URL, 410), NOW).step
    assert (page.enabled, page.state) == (None, "failing")


def test_a_block_is_a_state_of_its_own_with_a_back_off_of_its_own() -> None:
    step = after_error(attempt(ROW, NOW), Blocked(URL, 403), NOW).step
    assert step.state == "blocked"
    assert step.next_check_at >= "2026-11-24T15:00:00Z"  # two hours at least, times 1.5


def test_the_request_is_whole_when_validators_are_not_trusted_or_a_day_old_or_of_the_future() -> None:
    assert attempt(ROW, NOW).conditional
    for change in (
        {"validators_trusted": False},
        {"body_sha256": None},
        {"unconditional_at": None},
        {"unconditional_at": "2026-11-23T12:00:00Z"},
        {"unconditional_at": "2031-01-01T00:00:00Z"},
    ):
        assert not attempt(replace(ROW, **change), NOW).conditional  # type: ignore[arg-type]
    assert body_hash(answer()).startswith("e3b0c442")
