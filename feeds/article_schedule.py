"""When to look at an article again, and which ones a round may ask: pure. Instants, dice and settings are arguments."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from feeds.errors import Blocked, Disallowed, FeedError
from feeds.schedule import LONGEST_WAIT_S, failure_weight, wish_after

LADDER = (
    timedelta(hours=1), timedelta(hours=3), timedelta(hours=6), timedelta(days=1), timedelta(days=3), timedelta(days=7), timedelta(days=30),
)  # fmt: skip
"""How long after its first sight, or its last material change, an article is looked at (DESIGN, numbers)."""
MISSING_APART = timedelta(hours=3)
"""After a first 404 or 410: as long as the second one must lie apart to tell (DESIGN, numbers)."""
WITHDRAWN_EVERY = timedelta(days=1)
"""How often a withdrawn article is looked at (DESIGN, numbers)."""
RETRY_S = 3600
"""After a first failure; longer after each further one, as for sources."""
OUTAGE_RETRY = timedelta(minutes=15)
JITTER_AT_MOST = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Ladder:
    """Where an article stands. began_at: first sight, or the last material change, aware UTC. failures: weighed, in a row.

    missing: its last answer was a 404 or 410. withdrawn: it was found to be gone.
    """

    began_at: datetime
    failures: float = 0.0
    missing: bool = False
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class NextCheck:
    """When to look again, aware UTC, and why, for a person. at None: not any more."""

    at: datetime | None
    why: str


ENDED = NextCheck(None, "the last check, 30 days after its first sight or last material change, is over")


def first_article_check(ladder: Ladder, checked: bool, now: datetime, jitter: float) -> NextCheck:
    """When to look at an article that comes to be watched, at its first sight or later.

    checked: whether it was looked at before. now: aware UTC. jitter: 0 to 1. One that was never looked at is looked at now where a rung
    has passed; where all have, once, for an old item that comes to be linked is read too.
    """
    if ladder.withdrawn:
        return NextCheck(_jittered(now, now, jitter), "withdrawn, and looked at daily")
    if not checked and ladder.began_at + LADDER[0] <= now:
        return NextCheck(now + min(max(0.0, jitter), 1.0) * JITTER_AT_MOST, "it came to be watched later than it was first seen")
    return _at_rung(ladder, now, jitter)


def next_article_check(ladder: Ladder, checked_at: datetime, jitter: float) -> NextCheck:
    """When to look again after an answer.

    ladder: as it stands after that answer; a material change begins it anew. checked_at: aware UTC. jitter: 0 to 1, a share of the wait,
    which adds half an hour at most. Rungs that passed while nobody looked count as one.
    """
    if ladder.withdrawn:
        return NextCheck(_jittered(checked_at, checked_at + WITHDRAWN_EVERY, jitter), "withdrawn, and looked at daily")
    if ladder.missing:
        at = _jittered(checked_at, checked_at + MISSING_APART, jitter)
        return NextCheck(at, "missing; a second answer like that, at least 3 h later, tells")
    return _at_rung(ladder, checked_at, jitter)


def article_check_after_failure(ladder: Ladder, error: FeedError, checked_at: datetime, jitter: float) -> NextCheck:
    """When to look again after an attempt that said nothing of the article.

    ladder: with this failure counted. What keeps us out is not asked before its next rung, everything else an hour later and longer
    after each further failure, at most a day, or what the server asks for. Past the last rung it is given up, unless it is withdrawn.
    """
    if ladder.withdrawn:
        return next_article_check(ladder, checked_at, jitter)
    rung = _rung_after(ladder, checked_at)
    if rung is None:
        return ENDED
    wait = timedelta(seconds=min(max(RETRY_S * (1 + ladder.failures), wish_after(error).wait_s), LONGEST_WAIT_S))
    if isinstance(error, Blocked | Disallowed):
        return NextCheck(_jittered(checked_at, max(ladder.began_at + rung, checked_at + wait), jitter), f"{_KEPT_OUT}{_at(rung)}")
    at = _jittered(checked_at, checked_at + wait, jitter)
    return NextCheck(at, f"tried again after failures of weight {ladder.failures:g} in a row, at most a day apart")


def article_check_after_outage(checked_at: datetime, jitter: float) -> NextCheck:
    """When to look again after a round in which nothing could be reached: the network is ours (TRAPS 1)."""
    at = _jittered(checked_at, checked_at + OUTAGE_RETRY, jitter)
    return NextCheck(at, "nothing could be reached in this round, so our own network is looked at again soon")


def article_failure_weight(error: FeedError, ours: bool) -> float:
    """How much a failure counts; nothing where our own network failed (TRAPS 1)."""
    return 0.0 if ours else failure_weight(error)


_KEPT_OUT = "it keeps us out, and is not asked before its next check, "


def _at_rung(ladder: Ladder, after: datetime, jitter: float) -> NextCheck:
    rung = _rung_after(ladder, after)
    if rung is None:
        return ENDED
    return NextCheck(_jittered(after, ladder.began_at + rung, jitter), f"the check {_at(rung)}")


def _rung_after(ladder: Ladder, moment: datetime) -> timedelta | None:
    return next((rung for rung in LADDER if ladder.began_at + rung > moment), None)


def _jittered(since: datetime, at: datetime, jitter: float) -> datetime:
    share = min(max(0.0, jitter), 1.0)
    return at + min(share * (at - since), JITTER_AT_MOST)


def _at(rung: timedelta) -> str:
    hours = int(rung.total_seconds() // 3600)
    span = f"{hours} h" if hours < 24 else "1 day" if rung.days == 1 else f"{rung.days} days"
    return f"{span} after its first sight or last material change"
