"""From what one look at an article brought to all that it writes: reads what bears on it, and lets `pipeline` decide."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from db.queries.items import known_by_id, revisions_by_id, with_all_hashes
from db.records import ItemStep, KnownItem, LinkRow, PollWrite
from db.store.connect import Store
from feeds.types import Response
from tracker.article_outcome import (
    ArticleOutcome,
    Looked,
    after_article,
    after_article_error,
    after_missing_article,
    after_same_article,
)
from tracker.instants import text_of
from tracker.jobs import Read
from tracker.outcome import Failure, body_hash, is_missing
from tracker.pipeline import Case, Observation, Stored, link_row, missing_step
from tracker.poll_write import pasts_of, snapshot_of

STREAM = "article"


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be decided of an article that was read: `tracker.pipeline.step_of`'s arguments."""

    case: Case
    stored: Stored
    how: Observation


def question_of(store: Store, made: Looked, response: Response, read: Read, now: datetime) -> Question | None:
    """What is to be decided of an article; None where nothing was read, or its item was dropped. Raises StoreError's children."""
    known = _known(store, made)
    if not read.seen or known is None:
        return None
    kept = revisions_by_id(store.conn, [known.revision_id])
    stored = Stored({}, kept, {}, made.row.rebased, pasts_of(store, [known], STREAM))
    if read.seen[0].content_hash not in known.hashes:
        known = with_all_hashes(store.conn, [known], STREAM).get(known.item_id, known)
    how = Observation(text_of(now), made.row.lang, body_hash(response), stream=STREAM)
    return Question(Case(known, read.seen[0], ()), stored, how)


def article_write(made: Looked, response: Response, read: Read | None, step: ItemStep | None, now: datetime) -> PollWrite:
    """What an article that was answered writes. read: None where nothing in the answer is new. step: what was decided of it."""
    if read is None:
        return _written(after_same_article(made, response, now))
    if step is not None and step.revision is not None:
        step = _linked(step, read, made, text_of(now))
    outcome = after_article(made, response, read.document, step, now)
    bodies = (snapshot_of(response, read.document.charset, now),) if step is not None and step.revision is not None else ()
    return replace(_written(outcome), snapshots=bodies)


def article_failure_write(store: Store, made: Looked, failure: Failure, now: datetime) -> PollWrite:
    """What a look at an article that failed writes. Only a 404 or 410 says anything of the article. Raises StoreError's children."""
    known = _known(store, made) if is_missing(failure.error) and not failure.ours else None
    if known is None:
        return _written(after_article_error(made, failure, now))
    step = missing_step(known, Observation(text_of(now), made.row.lang, stream=STREAM))
    return _written(after_missing_article(made, failure.error, step, now))


def _known(store: Store, made: Looked) -> KnownItem | None:
    """The item within the stream of its article; None where it was dropped meanwhile."""
    return known_by_id(store.conn, [made.row.item_id], STREAM).get(made.row.item_id)


def _linked(step: ItemStep, read: Read, made: Looked, now: str) -> ItemStep:
    """The step with the item's links by the article's text, once that has changed materially; until then the entry's text decides.

    A text that would not be linked leaves the link as it is: it was on the subject when it was published, and the change tells the rest.
    """
    moved = step.change is not None and step.change.material
    if not (moved or made.row.is_basis):
        return step
    links: tuple[LinkRow, ...] = tuple(link_row(link, now) for link in read.links[0] if link.linked)
    return replace(step, links=links)


def _written(outcome: ArticleOutcome) -> PollWrite:
    return PollWrite(outcome.poll, steps=(outcome.item,), article=outcome.article)
