"""What one look at an article means for it: its poll row, and when it is looked at again. Pure; sources are none of its business."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from db.article_rows import ArticleRow, ArticleStep
from db.records import ItemStep, PollRow
from feeds.article_schedule import (
    Ladder,
    NextCheck,
    article_check_after_failure,
    article_check_after_outage,
    article_failure_weight,
    next_article_check,
)
from feeds.errors import FeedError
from feeds.types import Document, Response
from tracker.instants import instant_of, text_of
from tracker.outcome import Attempt, Failure, answered_poll, body_hash, failed_poll, validators_lie

Looked = Attempt[ArticleRow]


@dataclass(frozen=True, slots=True)
class ArticleOutcome:
    """The rows that say how a look at an article went. item: what it changes in the item itself."""

    poll: PollRow
    article: ArticleStep
    item: ItemStep


def after_same_article(made: Looked, response: Response, now: datetime) -> ArticleOutcome:
    """It answered with a 304, or with the bytes of its last answer."""
    poll = answered_poll(made.row.source_id, made, response, "not_modified" if response.status == 304 else "unchanged")
    said = response.validators
    article = ArticleStep(made.row.item_id, "", "", etag=said.etag, last_modified=said.last_modified)
    return _answered(made, poll, ItemStep(made.row.item_id, stream="article"), article, now)


def after_article(made: Looked, response: Response, document: Document, step: ItemStep | None, now: datetime) -> ArticleOutcome:
    """It answered with something to read. step: what `tracker.revise` decided, None for nothing, or where the document is empty."""
    row, said = made.row, response.validators
    empty = bool(document.empty_why)
    revised = step is not None and step.revision is not None
    outcome = "no_content" if empty else "changed" if step is not None and (revised or step.change is not None) else "unchanged"
    article = ArticleStep(row.item_id, "", "")
    if not empty:
        lie = revised and row.read_at is not None and validators_lie(row, response)
        article = replace(
            article, read_at=text_of(now), keep_validators=False, etag=said.etag, last_modified=said.last_modified,
            body_sha256=body_hash(response), validators_trusted=False if lie else None,
            is_basis=True if step is not None and step.links else None, read_with=row.selector,
        )  # fmt: skip
    warnings = "; ".join(filter(None, (*document.warnings, document.empty_why)))
    poll = replace(answered_poll(row.source_id, made, response, outcome), warning=warnings or None)
    return _answered(made, poll, step or ItemStep(row.item_id, stream="article"), article, now)


def after_missing_article(made: Looked, error: FeedError, step: ItemStep, now: datetime) -> ArticleOutcome:
    """It answered with a 404 or 410. step: since when it is missing and, for long enough, that it is withdrawn.

    What comes back is read whole, though it be what was there before.
    """
    row = made.row
    withdrawn = row.withdrawn_at is not None or step.withdrawn_at is not None
    check = next_article_check(Ladder(instant_of(row.began_at), missing=True, withdrawn=withdrawn), now, made.jitter)
    article = ArticleStep(row.item_id, check.why, text_of(now), last_error=str(error), keep_validators=False)
    poll = replace(failed_poll(row.source_id, made, error, None, now), outcome="gone", item_id=row.item_id)
    return ArticleOutcome(poll, article, _looked_at(row, step, check))


def after_article_error(made: Looked, failure: Failure, now: datetime) -> ArticleOutcome:
    """No usable answer came, which says nothing of the article."""
    row, error = made.row, failure.error
    failures = row.failures + article_failure_weight(error, failure.ours)
    ladder = Ladder(instant_of(row.began_at), failures, withdrawn=row.withdrawn_at is not None)
    if failure.ours:
        check = article_check_after_outage(now, made.jitter)
    else:
        check = article_check_after_failure(ladder, error, now, made.jitter)
    article = ArticleStep(row.item_id, check.why, text_of(now), failures=failures, last_error=str(error))
    poll = replace(failed_poll(row.source_id, made, error, failure.response, now), item_id=row.item_id)
    return ArticleOutcome(poll, article, _looked_at(row, ItemStep(row.item_id, stream="article"), check))


def _answered(made: Looked, poll: PollRow, step: ItemStep, article: ArticleStep, now: datetime) -> ArticleOutcome:
    """The rows of an article that answered: a material change begins its ladder anew."""
    row = made.row
    moved = step.change is not None and step.change.material
    began_at = now if moved else instant_of(row.began_at)
    withdrawn = row.withdrawn_at is not None and step.withdrawn_at is None
    check = next_article_check(Ladder(began_at, withdrawn=withdrawn), now, made.jitter)
    article = replace(
        article, next_check_why=check.why, checked_at=text_of(now), began_at=text_of(now) if moved else None,
        unconditional_at=None if made.conditional else text_of(made.started),
    )  # fmt: skip
    return ArticleOutcome(replace(poll, item_id=row.item_id), article, _looked_at(row, step, check))


def _looked_at(row: ArticleRow, step: ItemStep, check: NextCheck) -> ItemStep:
    return replace(step, article_checks=row.article_checks + 1, article_next_check_at=text_of(check.at) if check.at else "")
