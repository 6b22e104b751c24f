"""Laws of the schedule."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from feeds.errors import Blocked, ConnectFailed, Gone, NotAFeed, StatusError
from feeds.schedule import (
    LONGEST_WAIT_S,
    SHORTEST_ALLOWED_S,
    SHORTEST_S,
    Condition,
    failure_weight,
    interval_s,
    next_check,
    next_check_why,
    server_wish,
    source_state,
    spread_s,
    stale_after,
    unconditional_due,
    wish_after,
)

DAY = timedelta(days=1)
instants = st.integers(946_684_800, 4_102_444_800).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
intervals = st.integers(1, 10**7)
waits = st.integers(0, 2**31)
weights = st.floats(0, 10**6)
jitters = st.floats(0, 1)
errors = st.one_of(
    st.builds(StatusError, st.just("u"), st.integers(400, 599), st.just(""), waits),
    st.builds(Blocked, st.just("u"), st.just(403), st.just(""), waits),
    st.sampled_from([ConnectFailed("u", "dns"), NotAFeed("u", "page"), Gone("u", 410)]),
)


@given(instants, intervals, waits, weights, jitters)
def test_the_next_check_is_after_now_and_within_a_day(now, interval, fresh, failures, jitter):
    assert now < next_check(now, interval, fresh, failures, jitter) <= now + DAY


@given(instants, intervals, waits, weights, jitters, weights)
def test_more_failures_never_come_sooner(now, interval, fresh, failures, jitter, more):
    assert next_check(now, interval, fresh, failures, jitter) <= next_check(now, interval, fresh, failures + more, jitter)


@given(instants, intervals, waits)
def test_a_server_is_never_asked_before_it_said(now, interval, fresh):
    due = next_check(now, interval, fresh, 0, 0)
    assert (due - now).total_seconds() >= min(max(interval, fresh), LONGEST_WAIT_S)


@given(st.lists(errors, min_size=1, max_size=60), instants)
def test_trap_01_no_row_of_failures_gives_a_source_up(row, now):
    failures = 0.0
    for error in row:
        failures += failure_weight(error)
        assert now < next_check(now, 900, wish_after(error).wait_s, failures, 0) <= now + DAY


@given(st.integers(1, 10**5), st.booleans(), waits)
def test_trap_25_nobody_is_asked_oftener_than_is_polite(minutes, in_catalogue, fresh):
    wish = server_wish(fresh_s=fresh)
    seconds = interval_s(minutes, in_catalogue, wish)
    assert seconds >= (SHORTEST_ALLOWED_S if in_catalogue or 0 < fresh < SHORTEST_S else SHORTEST_S)
    assert seconds >= 60 * minutes or seconds == SHORTEST_ALLOWED_S or seconds == SHORTEST_S


@given(waits, waits, st.integers(0, 10**6), intervals, weights)
def test_every_wait_has_a_reason_in_words(fresh, retry, ttl, interval, failures):
    wish = server_wish(fresh, retry, ttl)
    assert 0 <= wish.wait_s <= LONGEST_WAIT_S
    assert bool(wish.by) == (wish.wait_s > 0)
    assert next_check_why(interval, wish, failures).startswith("every ")


@given(instants, st.lists(st.timedeltas(timedelta(minutes=1), timedelta(hours=30)), min_size=1, max_size=40))
def test_trap_05_between_two_unconditional_requests_lies_a_day_and_one_interval_at_most(start, steps):
    last, now = start, start
    for step in steps:
        now += step
        if unconditional_due(last, now):
            assert DAY <= now - last < DAY + step
            last = now


@given(st.text(max_size=30), st.integers(1, 10**6))
def test_a_place_in_the_first_round_lies_in_it(source_id, span):
    assert 0 <= spread_s(source_id, span) < span


@given(st.lists(instants, max_size=30), instants, st.randoms())
def test_staleness_does_not_depend_on_the_order_and_never_ends_by_itself(published, now, dice):
    shuffled = list(published)
    dice.shuffle(shuffled)
    assert stale_after(published, now) == stale_after(shuffled, now)
    condition = Condition(outcome="unchanged", published=tuple(moment for moment in published if moment <= now))
    if source_state(condition, now) == "stale":
        assert source_state(condition, now + DAY) == "stale"
