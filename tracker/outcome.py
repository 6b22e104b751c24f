"""What one attempt to poll a source means for that source: its poll row, its state and schedule, and gaps in coverage. Pure."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Generic, TypeVar
from urllib.parse import urlsplit

from db.article_rows import ArticleRow
from db.records import GapStep, PollRow, SourceRow, SourceStep
from feeds.errors import Blocked, Disallowed, FeedError, Gone, NotAFeed, StatusError
from feeds.schedule import (
    Condition,
    Wish,
    failure_weight,
    interval_s,
    next_check,
    next_check_why,
    server_wish,
    source_state,
    stale_after,
    unconditional_due,
    wish_after,
)
from feeds.types import Document, Response, Validators
from tracker.instants import instant_of, text_of

OUTAGE_WAIT_S = 900
"""How long to wait after a round in which nothing answered: the network is ours, so look again soon (TRAPS 1)."""


Row = TypeVar("Row", SourceRow, ArticleRow)


@dataclass(frozen=True, slots=True)
class Attempt(Generic[Row]):
    """A poll about to be made, or just made, of a source or an article. validators: what is sent. jitter: share of the wait, 0 to 1."""

    row: Row
    started: datetime
    validators: Validators
    jitter: float = 0.0

    @property
    def conditional(self) -> bool:
        """Whether the request can be answered with a 304."""
        return self.validators != Validators()


@dataclass(frozen=True, slots=True)
class Failure:
    """How an attempt failed. response: what was retrieved before. ours: nothing at all could be reached in the round (TRAPS 1)."""

    error: FeedError
    response: Response | None = None
    ours: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """The rows that say how a poll went, but for the items it brought."""

    poll: PollRow
    step: SourceStep
    gaps: tuple[GapStep, ...] = ()


@dataclass(frozen=True, slots=True)
class Brought:
    """What a document came to. changed: any item was new or revised. new: any was new. overlap_lost: none of the last document's is left.

    published: aware UTC times of the source's newest items.
    """

    changed: bool
    new: bool
    overlap_lost: bool = False
    published: tuple[datetime, ...] = ()


def attempt(row: Row, now: datetime, jitter: float = 0.0) -> Attempt[Row]:
    """How to ask a source or an article now: conditionally, unless its validators aren't trusted or a full look is due (TRAPS 5)."""
    since = instant_of(row.unconditional_at) if row.unconditional_at else None
    whole = not row.validators_trusted or row.body_sha256 is None or unconditional_due(since, now)
    return Attempt(row, now, Validators() if whole else Validators(row.etag, row.last_modified), jitter)


def body_hash(response: Response) -> str:
    """SHA-256 of a body as decoded, hexadecimal."""
    return hashlib.sha256(response.body).hexdigest()


def after_unchanged(made: Attempt[SourceRow], response: Response, now: datetime) -> Outcome:
    """The source answered, and nothing is different: a 304, or the bytes of its last document, empty ones that came between forgotten."""
    row = made.row
    outcome = "not_modified" if response.status == 304 else "unchanged"
    step = _answered(made, response, now, outcome, server_wish(response.fresh_s, response.retry_after_s))
    step = replace(step, etag=response.validators.etag, last_modified=response.validators.last_modified)
    if step.state == "ok" and row.stale_from and instant_of(row.stale_from) <= now:
        step = replace(step, state="stale")
    return Outcome(_poll(made, response, outcome), step, _closed(row, now))


def after_document(made: Attempt[SourceRow], response: Response, document: Document, brought: Brought, now: datetime) -> Outcome:
    """The source answered with something to read: entries, or an emptiness that is told apart from them (TRAPS 17, 34)."""
    row = made.row
    empty = bool(document.empty_why)
    outcome = "no_content" if empty else "changed" if brought.changed else "unchanged"
    wish = server_wish(response.fresh_s, response.retry_after_s, document.ttl_minutes)
    step = _answered(made, response, now, outcome, wish)
    warnings = [*document.warnings, document.empty_why, _moved_away(row, response)]
    poll = replace(_poll(made, response, outcome), warning="; ".join(filter(None, warnings)) or None)
    if empty:
        empty_in_a_row = row.empty_in_a_row + 1
        condition = Condition(row.enabled, outcome, empty_in_a_row, row.last_new_at is not None)
        # Where it led to nothing is no address to keep.
        step = replace(step, empty_in_a_row=empty_in_a_row, state=source_state(condition, now), url=None)
        return Outcome(poll, step, _closed(row, now))
    stale_from = stale_after(brought.published, now)
    step = replace(
        step,
        state=source_state(Condition(row.enabled, outcome, 0, True, brought.published), now),
        stale_from=text_of(stale_from) if stale_from else "",
        last_new_at=text_of(now) if brought.new else None,
        keep_validators=False,
        etag=response.validators.etag,
        last_modified=response.validators.last_modified,
        body_sha256=body_hash(response),
        validators_trusted=False if brought.changed and validators_lie(row, response) else None,
    )
    lost = (GapStep("overlap_too_low", row.last_ok_at, text_of(now)),) if brought.overlap_lost and row.last_ok_at else ()
    return Outcome(poll, step, (*_closed(row, now), *lost))


def after_error(made: Attempt[SourceRow], error: FeedError, now: datetime, ours: bool = False, response: Response | None = None) -> Outcome:
    """No usable answer came. ours: nothing answered in the whole round, so that it is no failure of this source (TRAPS 1).

    response: what was retrieved, where the failure came after that.
    """
    row = made.row
    attempts = row.failed_attempts + 1
    failures = row.failures if ours else row.failures + failure_weight(error)
    usual = interval_s(row.poll_minutes, _knows_pace(row), Wish())
    wish = Wish() if ours else wish_after(error)
    wait, back_off = (min(usual, OUTAGE_WAIT_S), 0.25 * row.failed_attempts) if ours else (usual, failures)
    why = "nothing could be reached in this round, so our own network is looked at again soon" if ours else None
    step = SourceStep(
        state="off" if not row.enabled else "blocked" if isinstance(error, Blocked) else "failing",
        next_check_at=text_of(next_check(now, wait, wish.wait_s, back_off, made.jitter)),
        next_check_why=why or next_check_why(usual, wish, failures),
        failures=failures,
        failed_attempts=attempts,
        failing_since=None if row.failing_since else text_of(made.started),
        empty_in_a_row=row.empty_in_a_row,
        last_error=str(error),
    )
    if isinstance(error, Gone) and row.kind != "page":
        off_reason = f"410 Gone on {text_of(now)[:10]}: the source says that it has ended"
        step = replace(step, state="off", enabled=False, off_reason=off_reason)
    cause = "blocked" if isinstance(error, Blocked) else "down"
    gap = GapStep(cause, row.last_ok_at or row.failing_since or text_of(made.started), None, attempts)
    if is_missing(error) and is_watched_page(row):
        step = replace(step, keep_validators=False)  # what comes back is read whole, though it be what was there before
    return Outcome(failed_poll(row.id, made, error, response, now), step, (gap,))


def is_watched_page(row: SourceRow) -> bool:
    """Whether a source is a page whose text is its one item, beside the documents that it links to."""
    return (row.kind, row.mode) == ("page", "watch")


def is_missing(error: FeedError) -> bool:
    """Whether an answer says that an article or a page is not there: 404 or 410."""
    return isinstance(error, StatusError) and error.status in (404, 410)


def answered_poll(source_id: str, made: Attempt[Row], response: Response, outcome: str) -> PollRow:
    """The row of a poll that was answered."""
    return PollRow(
        source_id=source_id,
        started_at=text_of(made.started),
        outcome=outcome,
        elapsed_ms=response.elapsed_ms,
        http_status=response.status,
        conditional=made.conditional,
        bytes=response.sent_bytes,
    )


def failed_poll(source_id: str, made: Attempt[Row], error: FeedError, response: Response | None, now: datetime) -> PollRow:
    """The row of a poll that failed. response: what was retrieved, where the failure came after that."""
    return PollRow(
        source_id=source_id,
        started_at=text_of(made.started),
        outcome=_failed_outcome(error),
        elapsed_ms=response.elapsed_ms if response else int((now - made.started).total_seconds() * 1000),
        http_status=error.status if isinstance(error, StatusError) else response.status if response else None,
        conditional=made.conditional,
        bytes=response.sent_bytes if response else 0,
        error=str(error),
    )


def _failed_outcome(error: FeedError) -> str:
    match error:
        case Gone():
            return "gone"
        case Blocked() | Disallowed():
            return "blocked"
        case NotAFeed():
            return "no_content"
        case _:
            return "error"


def _answered(made: Attempt[SourceRow], response: Response, now: datetime, outcome: str, wish: Wish) -> SourceStep:
    """The step of a source that answered: failures forgotten, the next check at its own pace."""
    row = made.row
    usual = interval_s(row.poll_minutes, _knows_pace(row), wish)
    moved = response.permanent_url if response.permanent_url not in (None, response.url) else None
    away = moved is not None and _host(moved) != _host(row.url)
    # An address with a part that changes by the year is a pattern: where it led today is no address to keep.
    kept = None if away or response.url != row.url else moved
    return SourceStep(
        state=source_state(Condition(row.enabled, outcome), now),
        next_check_at=text_of(next_check(now, usual, wish.wait_s, 0.0, made.jitter)),
        next_check_why=next_check_why(usual, wish, 0.0),
        failing_since="",
        last_error="",
        last_ok_at=text_of(now),
        unconditional_at=None if made.conditional else text_of(made.started),
        url=kept,
        moved_to=moved if away else "",
    )


def _poll(made: Attempt[SourceRow], response: Response, outcome: str) -> PollRow:
    return replace(answered_poll(made.row.id, made, response, outcome), warning=_moved_away(made.row, response) or None)


def _closed(row: SourceRow, now: datetime) -> tuple[GapStep, ...]:
    """Close what a failure opened."""
    if not row.failing_since:
        return ()
    return tuple(GapStep(cause, None, text_of(now), row.failed_attempts) for cause in ("down", "blocked"))


def validators_lie(row: SourceRow | ArticleRow, response: Response) -> bool:
    """Whether a server's validators did not change, asked where the text did (TRAPS 5)."""
    said = response.validators
    if said.etag is not None:
        return said.etag == row.etag
    return said.last_modified is not None and said.last_modified == row.last_modified


def _moved_away(row: SourceRow, response: Response) -> str:
    moved = response.permanent_url
    if moved is None or moved == row.url or _host(moved) == _host(row.url):
        return ""
    return f"moved for good to another host: {moved}; `tracker sources add` it if it is the same source"


def _host(url: str) -> str:
    return (urlsplit(url).hostname or "").lower()


def _knows_pace(row: SourceRow) -> bool:
    """Whether the stated interval is the catalogue's or a person's own decision for this source, not a default."""
    return row.added_by == "catalogue" or "poll_minutes" in row.set_by_person
