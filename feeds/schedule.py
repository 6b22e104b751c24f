"""When to ask a source next, and in what state it is: pure. Instants, dice and settings are arguments."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from itertools import pairwise

from feeds.errors import Blocked, ConnectFailed, FeedError, Gone, ScheduleError, StatusError, TimedOut

LONGEST_WAIT_S = 24 * 3600  # DESIGN, numbers: back-off at most 24 h, never given up (TRAPS 1)
SHORTEST_S = 60 * 60  # DESIGN, numbers: 60 minutes …
SHORTEST_ALLOWED_S = 15 * 60  # … but 15 where the catalogue or the server allows it
UNCONDITIONAL_EVERY_S = 24 * 3600  # DESIGN, numbers; TRAPS 5
BLOCKED_WAIT_S = 2 * 3600  # TRAPS 41: blocks have a back-off of their own; asking a firewall more often only prolongs them

SILENT_AFTER = 3  # TRAPS 34: empty but valid once is nothing
STALE_AT_LEAST = timedelta(days=7)  # Golden Week and New Year keep Japanese ministries quiet for six days
STALE_RHYTHMS = 5
STALE_UNSURE = timedelta(days=45)  # where a short window shows no rhythm: longer than a monthly release
ITEMS_FOR_RHYTHM = DAYS_FOR_RHYTHM = 4
AHEAD_AT_MOST = timedelta(days=60)  # further ahead is no announcement but a mistake, and no sign of life

OURS_WITHOUT_ANSWER = 2
OURS_WITH_ANSWERS = 5
OURS_IN_A_ROW = 5


@dataclass(frozen=True, slots=True)
class Wish:
    """How long a server wants to be left alone: seconds, 0 for nothing, and in which of its words (`Cache-Control`, …)."""

    wait_s: int = 0
    by: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """What is known of a source after a poll.

    enabled: whether it is polled at all. outcome: of the last poll that was made (not `deferred`), as in `polls.outcome`; empty
    where it was never polled.
    empty_in_a_row: polls that brought a valid document without entries. had_entries: whether any poll ever brought one.
    published: aware UTC times of its newest items, as many as are known, in any order.
    """

    enabled: bool = True
    outcome: str = ""
    empty_in_a_row: int = 0
    had_entries: bool = False
    published: tuple[datetime, ...] = ()


def interval_s(poll_minutes: int, in_catalogue: bool, wish: Wish) -> int:
    """Seconds between two polls when all is well, not below what is polite (DESIGN, numbers).

    poll_minutes: as the source's row says. in_catalogue: whether our catalogue says so, which knows what the source allows. wish:
    a server that wants less than an hour allows as much. Raises ScheduleError when poll_minutes <= 0.
    """
    if poll_minutes <= 0:
        raise ScheduleError(f"an interval of {poll_minutes} minutes: it must be above 0")
    allowed = in_catalogue or 0 < wish.wait_s < SHORTEST_S
    return max(60 * poll_minutes, SHORTEST_ALLOWED_S if allowed else SHORTEST_S)


def server_wish(fresh_s: int = 0, retry_after_s: int = 0, ttl_minutes: int = 0) -> Wish:
    """The longest of what a server asked for, at most 24 h; one that asks for more than that is mistaken about news.

    fresh_s: by Cache-Control or Expires, seconds. retry_after_s: seconds. ttl_minutes: the document's own ttl (RSS 2.0).
    """
    wishes = (Wish(fresh_s, "Cache-Control"), Wish(retry_after_s, "Retry-After"), Wish(60 * ttl_minutes, "ttl"))
    longest = max(wishes, key=lambda wish: wish.wait_s)
    return Wish(min(longest.wait_s, LONGEST_WAIT_S), longest.by) if longest.wait_s > 0 else Wish()


def wish_after(error: FeedError) -> Wish:
    """What a failure asks for: Retry-After, and two hours at least after a block (TRAPS 41)."""
    asked_s = error.retry_after_s if isinstance(error, StatusError) else 0
    if isinstance(error, Blocked) and asked_s < BLOCKED_WAIT_S:
        return Wish(BLOCKED_WAIT_S, "block")
    return server_wish(retry_after_s=asked_s)


def failure_weight(error: FeedError) -> float:
    """How much a failure counts: hard 1, soft (404, 429, 5xx, a time limit, a block) 0.5, transient (DNS, connect) 0.25 (TRAPS 1)."""
    if isinstance(error, StatusError) and not isinstance(error, Blocked | Gone):
        return 0.5 if error.status in (404, 429) or error.status >= 500 else 1.0
    return error.weight


def next_check(checked_at: datetime, interval_s: int, fresh_s: int, failures: float, jitter: float) -> datetime:
    """When to poll a source again: the longer of both waits, times one plus the failures, at most 24 h.

    checked_at: aware UTC. interval_s: seconds, > 0. fresh_s: what the server asked for, seconds (RFC 9111 §4.2.1), 0 for nothing.
    failures: weighed, in a row. jitter: share added, 0 to 1, drawn by the shell. Raises ScheduleError when interval_s <= 0.
    """
    if interval_s <= 0:
        raise ScheduleError(f"an interval of {interval_s} s: it must be above 0")
    wait_s = max(interval_s, fresh_s) * (1 + max(0.0, failures)) * (1 + min(max(0.0, jitter), 1.0))
    return checked_at + timedelta(seconds=min(wait_s, LONGEST_WAIT_S))


def next_check_why(interval_s: int, wish: Wish, failures: float) -> str:
    """Why the next check is when it is, for a person; the arguments are those of `next_check`, with the server's wish as a whole."""
    longer = max(interval_s, wish.wait_s)
    why = f"every {_span(interval_s)}"
    if longer > interval_s:
        why = f"{why}, but {_WISHED[wish.by].format(_span(longer))}"
    if failures <= 0:
        return why
    if longer * (1 + failures) >= LONGEST_WAIT_S:
        return f"{why}; after failures of weight {failures:g} in a row once a day, and never given up"
    return f"{why}; {1 + failures:g} times as long after failures of weight {failures:g} in a row"


_WISHED = {
    "Cache-Control": "the server says that its answer holds for {} (Cache-Control)",
    "Retry-After": "the server asks to be left alone for {} (Retry-After)",
    "ttl": "the feed asks for {} (ttl)",
    "block": "it blocks us, and is left alone for {}",
    "": "the server asks for {}",
}


def _span(seconds: int) -> str:
    """A span in the unit that reads best."""
    return f"{seconds / 3600:g} h" if seconds >= 7200 and seconds % 1800 == 0 else f"{max(1, round(seconds / 60))} min"


def unconditional_due(last_unconditional_at: datetime | None, now: datetime) -> bool:
    """Whether this check must ask without validators, in case they lie: the first one 24 h or more after the last (TRAPS 5).

    Both are aware UTC; None: never asked so. A last one that lies a day ahead, because a clock was wrong, counts as none.
    """
    return last_unconditional_at is None or abs(now - last_unconditional_at) >= timedelta(seconds=UNCONDITIONAL_EVERY_S)


def spread_s(source_id: str, span_s: int) -> int:
    """How many seconds into a span of `span_s` a source's first check falls: the same at every start, all over the span."""
    return int.from_bytes(sha256(source_id.encode()).digest()[:8], "big") % span_s if span_s > 0 else 0


def all_failed(errors: Sequence[FeedError | None], silent_before: int = 0) -> bool:
    """Whether a round failed on account of our own network, so that no source's failures may rise (TRAPS 1).

    errors: of each source polled in the round, None where it answered well. True where every one failed: two or more without any
    answer (DNS, connection, time limit), or five or more in any way (a portal or proxy may answer in everyone's name). One source
    alone is no evidence against the network, but five are that gave no answer one after another. silent_before: how many other sources
    gave none since anyone last did.
    """
    if not errors or any(error is None for error in errors):
        return False
    silent = all(isinstance(error, ConnectFailed | TimedOut) for error in errors)
    if silent and len(errors) + silent_before >= OURS_IN_A_ROW:
        return True
    return len(errors) >= (OURS_WITHOUT_ANSWER if silent else OURS_WITH_ANSWERS)


def overlap_too_low(previous: Collection[str], present: Collection[str]) -> bool:
    """Whether items may have been missed: none of the last document's is left in this one (TRAPS 42).

    previous, present: keys of the items of two successive documents; an empty one proves nothing.
    """
    return bool(previous) and bool(present) and set(previous).isdisjoint(present)


def source_state(condition: Condition, now: datetime) -> str:
    """The state of a source: `off`, `new`, `blocked`, `failing`, `silent`, `stale` or `ok`, the first that holds.

    now: aware UTC. `silent`: valid but empty three times in a row where there were items before (TRAPS 34).
    `stale`: answers well, but its newest item is far older than its own rhythm allows (TRAPS 32).
    """
    if not condition.enabled:
        return "off"
    by_outcome = {"": "new", "blocked": "blocked", "error": "failing", "gone": "failing"}.get(condition.outcome)
    if by_outcome:
        return by_outcome
    if condition.had_entries and condition.empty_in_a_row >= SILENT_AFTER:
        return "silent"
    limit = stale_after(condition.published, now)
    return "stale" if limit is not None and now >= limit else "ok"


def stale_after(published: Collection[datetime], now: datetime) -> datetime | None:
    """The instant from which a source without a newer item is stale; None where too few dates are known to judge.

    published: aware UTC times of its newest items. The rhythm is the span between successive days with items that three in four
    keep, so that neither a burst nor an old item pinned first (TRAPS 35) counts; a source may rest for five rhythms, a week at least.
    """
    times = [moment for moment in published if moment <= now + AHEAD_AT_MOST]
    if len(times) < ITEMS_FOR_RHYTHM:
        return None
    days = sorted({moment.date() for moment in times})
    if len(days) < DAYS_FOR_RHYTHM:
        return max(times) + STALE_UNSURE
    spans = sorted(later - earlier for earlier, later in pairwise(days))
    return max(times) + max(STALE_AT_LEAST, STALE_RHYTHMS * spans[3 * len(spans) // 4 - 1])
