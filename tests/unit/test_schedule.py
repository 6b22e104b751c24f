"""When a source is asked next, and what its state is called."""

from datetime import UTC, datetime, timedelta

import pytest

from feeds.errors import (
    AddressRefused,
    BadAnswer,
    Blocked,
    ConnectFailed,
    FeedError,
    Gone,
    NotAFeed,
    ScheduleError,
    StatusError,
    TimedOut,
    TooLarge,
)
from feeds.schedule import (
    Condition,
    Wish,
    all_failed,
    failure_weight,
    interval_s,
    next_check,
    next_check_why,
    overlap_too_low,
    server_wish,
    source_state,
    spread_s,
    stale_after,
    unconditional_due,
    wish_after,
)

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
URL = "https://example.org/feed"
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("interval", "fresh", "failures", "jitter", "minutes"),
    [
        (900, 0, 0, 0, 15),
        (900, 3600, 0, 0, 60),
        (3600, 900, 0, 0, 60),
        (900, 0, 1, 0, 30),
        (900, 0, 2.5, 0, 52.5),
        (900, 3600, 1, 0, 120),
        (900, 0, 0, 0.1, 16.5),
        (900, 0, 95, 0, 1440),
        (900, 0, 1000, 1, 1440),
        (900, 365 * 86400, 0, 0, 1440),
        (900, 0, -3, -1, 15),
    ],
)
def test_next_check(interval, fresh, failures, jitter, minutes):
    assert next_check(NOW, interval, fresh, failures, jitter) == NOW + timedelta(minutes=minutes)


@pytest.mark.parametrize("interval", [0, -1])
def test_an_interval_must_be_above_zero(interval):
    with pytest.raises(ScheduleError):
        next_check(NOW, interval, 0, 0, 0)
    with pytest.raises(ScheduleError):
        interval_s(interval, True, Wish())


@pytest.mark.parametrize(
    "error",
    [ConnectFailed(URL, "no name"), StatusError(URL, 502), StatusError(URL, 429, retry_after_s=60), NotAFeed(URL, "page"), Gone(URL, 410)],
)
def test_trap_01_fifty_failures_and_the_source_is_asked_within_a_day(error):
    failures = 0.0
    at = NOW
    for _ in range(50):
        failures += failure_weight(error)
        due = next_check(at, 900, wish_after(error).wait_s, failures, 0.1)
        assert at < due <= at + DAY
        at = due


def test_trap_01_transient_failures_cost_little():
    assert next_check(NOW, 900, 0, 4 * failure_weight(ConnectFailed(URL, "dns")), 0) == NOW + 30 * MINUTE


@pytest.mark.parametrize(
    ("error", "weight"),
    [
        (ConnectFailed(URL, "dns"), 0.25),
        (StatusError(URL, 404), 0.5),
        (StatusError(URL, 429), 0.5),
        (StatusError(URL, 503), 0.5),
        (StatusError(URL, 400), 1),
        (TimedOut(URL, "total", 60), 0.5),
        (Blocked(URL, 403), 0.5),
        (BadAnswer(URL, "garbage"), 0.5),
        (Gone(URL, 410), 1),
        (TooLarge(URL, "sent", 1), 1),
        (AddressRefused(URL, "private"), 1),
        (NotAFeed(URL, "a page"), 1),
        (FeedError("?"), 1),
    ],
)
def test_failures_are_weighed(error, weight):
    assert failure_weight(error) == weight


def test_trap_25_a_short_interval_is_for_those_who_allow_it():
    assert interval_s(10, True, Wish()) == 900
    assert interval_s(20, True, Wish()) == 1200
    assert interval_s(10, False, Wish()) == 3600
    assert interval_s(10, False, Wish(900, "Cache-Control")) == 900
    assert interval_s(10, False, Wish(7200, "Cache-Control")) == 3600
    assert interval_s(240, False, Wish()) == 14400


def test_the_longest_wish_is_kept():
    assert server_wish() == Wish(0, "")
    assert server_wish(fresh_s=900, ttl_minutes=60) == Wish(3600, "ttl")
    assert server_wish(fresh_s=10**9) == Wish(86400, "Cache-Control")
    assert server_wish(ttl_minutes=-5) == Wish()
    assert wish_after(StatusError(URL, 503, retry_after_s=120)) == Wish(120, "Retry-After")
    assert wish_after(NotAFeed(URL, "a page")) == Wish()


def test_trap_41_a_block_has_a_longer_back_off():
    assert wish_after(Blocked(URL, 403)) == Wish(7200, "block")
    assert wish_after(Blocked(URL, 403, retry_after_s=9000)) == Wish(9000, "Retry-After")


def test_the_reason_can_be_read():
    assert next_check_why(900, Wish(), 0) == "every 15 min"
    assert next_check_why(900, Wish(600, "Cache-Control"), 0) == "every 15 min"
    assert next_check_why(900, Wish(7200, "ttl"), 0) == "every 15 min, but the feed asks for 2 h (ttl)"
    assert next_check_why(900, Wish(), 1.5) == "every 15 min; 2.5 times as long after failures of weight 1.5 in a row"
    assert "it blocks us" in next_check_why(900, Wish(7200, "block"), 0.5)
    assert "once a day" in next_check_why(3600, Wish(), 30)


def test_trap_05_once_in_a_day_the_request_is_unconditional():
    assert unconditional_due(None, NOW)
    assert not unconditional_due(NOW - DAY + MINUTE, NOW)
    assert unconditional_due(NOW - DAY, NOW)
    assert not unconditional_due(NOW + HOUR, NOW)


def test_a_first_round_is_spread():
    places = [spread_s(f"source-{n}", 600) for n in range(400)]
    assert places == [spread_s(f"source-{n}", 600) for n in range(400)]
    assert min(places) < 60
    assert max(places) > 540
    assert spread_s("a", 0) == 0


def test_trap_01_when_all_fail_the_network_is_ours():
    down, late, missing = ConnectFailed(URL, "dns"), TimedOut(URL, "connect", 10), StatusError(URL, 404)
    assert all_failed([down, late])
    assert all_failed([missing] * 5)
    assert not all_failed([])
    assert not all_failed([down])
    assert not all_failed([down, None])
    assert not all_failed([down, missing])
    assert not all_failed([*[down] * 50, None])


def test_trap_42_a_document_without_anything_of_the_last_one_is_a_gap():
    assert overlap_too_low({"a", "b"}, ["c", "d"])
    assert not overlap_too_low({"a", "b"}, ["b", "c"])
    assert not overlap_too_low(set(), ["c"])
    assert not overlap_too_low({"a"}, [])


def daily(last, count=10, every=DAY):
    return tuple(last - n * every for n in range(count))


@pytest.mark.parametrize(
    ("condition", "state"),
    [
        (Condition(), "new"),
        (Condition(enabled=False, outcome="blocked"), "off"),
        (Condition(outcome="blocked"), "blocked"),
        (Condition(outcome="error"), "failing"),
        (Condition(outcome="gone"), "failing"),
        (Condition(outcome="changed"), "ok"),
        (Condition(outcome="not_modified", published=daily(NOW)), "ok"),
        (Condition(outcome="no_content", empty_in_a_row=1, had_entries=True), "ok"),
    ],
)
def test_states(condition, state):
    assert source_state(condition, NOW) == state


def test_trap_34_empty_again_and_again_is_a_fault_where_items_are_usual():
    assert source_state(Condition(outcome="unchanged", empty_in_a_row=2, had_entries=True), NOW) == "ok"
    assert source_state(Condition(outcome="unchanged", empty_in_a_row=3, had_entries=True), NOW) == "silent"
    assert source_state(Condition(outcome="unchanged", empty_in_a_row=30, had_entries=False), NOW) == "ok"


def test_trap_32_a_feed_that_froze_is_stale_though_it_answers():
    frozen = Condition(outcome="not_modified", published=daily(datetime(2026, 6, 19, 6, tzinfo=UTC)))
    assert source_state(frozen, NOW) == "stale"
    assert source_state(Condition(outcome="unchanged", published=daily(NOW - 6 * DAY)), NOW) == "ok"  # Golden Week
    assert source_state(Condition(outcome="unchanged", published=daily(NOW - 20 * DAY, every=7 * DAY)), NOW) == "ok"  # a weekly
    assert source_state(Condition(outcome="unchanged", published=daily(NOW - 60 * DAY, every=7 * DAY)), NOW) == "stale"


def test_trap_32_a_short_window_that_shows_no_rhythm():
    morning = daily(NOW - 30 * DAY, count=20, every=MINUTE)
    assert source_state(Condition(outcome="unchanged", published=morning), NOW) == "ok"
    assert source_state(Condition(outcome="unchanged", published=morning), NOW + 30 * DAY) == "stale"
    assert stale_after(daily(NOW, count=3), NOW) is None


def test_trap_35_an_old_item_pinned_first_changes_nothing():
    pinned = (datetime(2009, 1, 1, tzinfo=UTC), *daily(NOW - 9 * DAY))
    assert source_state(Condition(outcome="changed", published=pinned), NOW) == "stale"


def test_trap_36_dates_ahead_are_signs_of_life_unless_absurd():
    old = daily(NOW - 30 * DAY)
    assert source_state(Condition(outcome="changed", published=(*old, NOW + 2 * DAY)), NOW) == "ok"
    assert source_state(Condition(outcome="changed", published=(*old, datetime(2041, 1, 1, tzinfo=UTC))), NOW) == "stale"
