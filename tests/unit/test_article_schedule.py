"""When an article is looked at again: laws, and the cases that a person would check."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.article_schedule import (
    ENDED,
    LADDER,
    Ladder,
    article_check_after_failure,
    article_check_after_outage,
    article_failure_weight,
    first_article_check,
    next_article_check,
)
from feeds.errors import Blocked, ConnectFailed, Disallowed, FeedError, StatusError

START = datetime(2025, 4, 17, 3, 0, tzinfo=UTC)
ERRORS: tuple[FeedError, ...] = (
    StatusError("u", 503), StatusError("u", 429, retry_after_s=7200), ConnectFailed("u", "no"), Blocked("u", 403), Disallowed("u", "/"),
)  # fmt: skip


def hours(number: float) -> timedelta:
    return timedelta(hours=number)


@given(st.floats(0, 1000), st.floats(0, 1), st.floats(0, 30), st.sampled_from(ERRORS), st.booleans())
def test_the_next_look_is_later_and_within_the_longest_gap(
    after: float, jitter: float, failures: float, error: FeedError, withdrawn: bool
) -> None:
    now, ladder = START + hours(after), Ladder(START, failures, withdrawn=withdrawn)
    for check in (next_article_check(ladder, now, jitter), article_check_after_failure(ladder, error, now, jitter)):
        assert check.why
        assert (check.at is None) == (not withdrawn and after >= 720)
        assert check.at is None or now < check.at <= now + timedelta(days=23, minutes=30)


@given(st.lists(st.floats(0, 1), min_size=10, max_size=10))
def test_every_rung_is_climbed_once_whatever_the_dice(dice: list[float]) -> None:
    at, seen = START, []
    for jitter in dice:
        check = next_article_check(Ladder(START), at, jitter)
        if check.at is None:
            break
        at = check.at
        seen.append(at - START)
    assert len(seen) == len(LADDER)
    assert all(rung <= found <= rung + timedelta(minutes=30) for rung, found in zip(LADDER, seen, strict=True))


def test_rungs_that_passed_while_nobody_looked_count_as_one() -> None:
    assert next_article_check(Ladder(START), START + hours(50), 0).at == START + hours(72)


def test_what_comes_late_is_looked_at_at_once_and_no_more_where_its_ladder_has_passed() -> None:
    late = START + hours(50)
    assert first_article_check(Ladder(START), False, late, 0).at == late
    assert first_article_check(Ladder(START), True, late, 0).at == START + hours(72)
    assert first_article_check(Ladder(START), False, START, 0).at == START + hours(1)
    assert first_article_check(Ladder(START), False, START + timedelta(days=31), 0).at == START + timedelta(days=31)
    assert first_article_check(Ladder(START), True, START + timedelta(days=31), 0) == ENDED
    assert next_article_check(Ladder(START), START + timedelta(days=31), 0) == ENDED
    assert first_article_check(Ladder(START, withdrawn=True), True, START + timedelta(days=31), 0).at == START + timedelta(days=31)


def test_missing_is_looked_at_again_after_three_hours_and_withdrawn_daily() -> None:
    assert next_article_check(Ladder(START, missing=True), START, 0).at == START + hours(3)
    assert next_article_check(Ladder(START, missing=True, withdrawn=True), START, 0).at == START + hours(24)


@pytest.mark.parametrize(
    ("error", "failures", "later"),
    [
        (StatusError("u", 503), 0.5, 1.5), (StatusError("u", 503), 40, 24), (StatusError("u", 429, retry_after_s=7200), 0.5, 2),
        (Blocked("u", 403), 0.5, 3), (Disallowed("u", "/"), 0, 1),
    ],
)  # fmt: skip
def test_failures_back_off_and_what_keeps_us_out_is_not_asked_before_its_rung(error: FeedError, failures: float, later: float) -> None:
    began = START - hours(1) if isinstance(error, Blocked) else START
    rung = START + hours(2) if isinstance(error, Blocked) else START + hours(later)
    assert article_check_after_failure(Ladder(began, failures), error, START, 0).at == rung


def test_an_outage_of_our_own_counts_for_nobody() -> None:
    assert article_check_after_outage(START, 0).at == START + timedelta(minutes=15)
    assert article_failure_weight(ConnectFailed("u", "no"), True) == 0 and article_failure_weight(ConnectFailed("u", "no"), False) == 0.25
