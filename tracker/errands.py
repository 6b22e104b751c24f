"""What a round asks: a source, or the article behind an item; each knows how it is asked, and what its answer or failure writes."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from db.connection import Connection
from db.queries.articles import articles_by_id
from db.queries.items import gate
from db.queries.sources import sources_by_id
from db.records import PollWrite, SourceRow
from db.store.connect import Store
from feeds.catalogue_toml import url_on
from feeds.retrieve.retriever import Retriever
from feeds.retrieve.robots import RobotsKeeper
from feeds.types import Response
from tracker.article_outcome import Looked
from tracker.article_write import article_failure_write, article_write, question_of
from tracker.backlog import Backlog
from tracker.bulk import is_heavy
from tracker.instants import Clock, text_of
from tracker.jobs import Job, OfItem
from tracker.outcome import Attempt, Failure, body_hash
from tracker.pipeline import Observation, rows_of, step_of
from tracker.poll_write import Decided, asked_alike, failure_write, linked_texts, stored_for, write_of
from tracker.reading import Reading
from tracker.sources import source_of


@dataclass(frozen=True, slots=True)
class Sources:
    """By what sources and articles are asked and their answers read.

    backlog: where answers wait for a reader; the retriever heeds its room. robots: what sites allow; only articles ask, for a feed is
    there to be polled.
    """

    retriever: Retriever
    reading: Reading
    backlog: Backlog
    robots: RobotsKeeper


class Errand(ABC):
    """One thing to ask."""

    @property
    @abstractmethod
    def name(self) -> str:
        """What it is called among all that are under way."""

    @property
    @abstractmethod
    def source_id(self) -> str:
        """Of the source."""

    @property
    def item_id(self) -> int | None:
        """Of the item whose article it is, None for a source."""
        return None

    @property
    @abstractmethod
    def url(self) -> str:
        """The address that is asked."""

    @property
    @abstractmethod
    def party(self) -> str:
        """Whose silence it is when no answer comes: many articles of one host are one voice on whether our network failed (TRAPS 1)."""

    @abstractmethod
    async def retrieve(self, by: Sources, now: datetime) -> Response:
        """The answer. Raises FeedError's children."""

    @abstractmethod
    async def decided(self, by: Sources, store: Store, response: Response, clock: Clock) -> PollWrite:
        """What an answer writes. Raises FeedError's children where it can't be read, and StoreError's."""

    @abstractmethod
    def failed(self, store: Store, failure: Failure, now: datetime) -> PollWrite:
        """What a failure writes. Raises StoreError's children."""


@dataclass(frozen=True, slots=True)
class SourceErrand(Errand):
    """Ask a source."""

    made: Attempt[SourceRow]

    @property
    def name(self) -> str:
        """The source's id."""
        return self.made.row.id

    @property
    def source_id(self) -> str:
        """The source's id."""
        return self.made.row.id

    @property
    def url(self) -> str:
        """As it is today."""
        return url_on(self.made.row.url, self.made.started.date())

    @property
    def party(self) -> str:
        """The source alone."""
        return self.made.row.id

    async def retrieve(self, by: Sources, now: datetime) -> Response:
        """The answer. Raises RetrieveError's children."""
        return await by.retriever.retrieve(self.url, self.made.validators)

    async def decided(self, by: Sources, store: Store, response: Response, clock: Clock) -> PollWrite:
        """What an answer writes; one that is as the last one is not read. Raises FeedError's children, and StoreError's."""
        row, read = self.made.row, None
        if response.status != 304 and (row.rebased or body_hash(response) != row.body_sha256):
            known = frozenset() if row.rebased else frozenset(gate(store.conn, row.id)) - {""}
            job = Job(source_of(row), response, known, text_of(clock()), linked=linked_texts(store, row))
            read = await by.reading.read(job)
            if job.linked != linked_texts(store, row):
                # Another process wrote meanwhile, and what was left unlinked may be new.
                read = await by.reading.read(replace(job, linked=frozenset()))
        if read is None:
            return write_of(store, self.made, response, None, clock())
        now, stored = clock(), stored_for(store, row, read)
        how = Observation(text_of(now), row.lang, body_hash(response))
        rows = await by.reading.decided(self.url, is_heavy(read.seen, stored), partial(rows_of, read, stored, how))
        return write_of(store, self.made, response, Decided(read, stored, rows), now)

    def failed(self, store: Store, failure: Failure, now: datetime) -> PollWrite:
        """What a failure writes. Raises StoreError's children."""
        return failure_write(store, self.made, failure, now)


@dataclass(frozen=True, slots=True)
class ArticleErrand(Errand):
    """Ask for the article behind an item. source: the item's."""

    made: Looked
    source: SourceRow

    @property
    def name(self) -> str:
        """The item's number."""
        return f"item {self.made.row.item_id}"

    @property
    def source_id(self) -> str:
        """Of the item's source."""
        return self.made.row.source_id

    @property
    def item_id(self) -> int | None:
        """The item's number."""
        return self.made.row.item_id

    @property
    def url(self) -> str:
        """The item's address."""
        return self.made.row.url

    @property
    def party(self) -> str:
        """Its host."""
        return f"host {self.made.row.host}"

    async def retrieve(self, by: Sources, now: datetime) -> Response:
        """The answer, where the sites on the way let us ask. Raises Disallowed, and RetrieveError's other children."""
        await by.robots.allowed(self.url, now)
        return await by.retriever.retrieve(self.url, self.made.validators, follow=lambda url: by.robots.allowed(url, now))

    async def decided(self, by: Sources, store: Store, response: Response, clock: Clock) -> PollWrite:
        """What an answer writes; one that is as the last one is not read. Raises FeedError's children, and StoreError's."""
        row, read = self.made.row, None
        if response.status != 304 and body_hash(response) != row.body_sha256:
            item = OfItem(row.item_key, row.published_at, row.published_date)
            read = await by.reading.read(Job(source_of(self.source), response, frozenset(), text_of(clock()), item))
        now, step = clock(), None
        asked = question_of(store, self.made, response, read, now) if read is not None else None
        if asked is not None:
            heavy = is_heavy((asked.case.seen,), asked.stored)
            step = await by.reading.decided(self.url, heavy, partial(step_of, asked.case, asked.stored, asked.how))
        return article_write(self.made, response, read, step, now)

    def failed(self, store: Store, failure: Failure, now: datetime) -> PollWrite:
        """What a failure writes. Raises StoreError's children."""
        return article_failure_write(store, self.made, failure, now)


def standing(conn: Connection, errands: Sequence[Errand]) -> frozenset[str]:
    """Names of the errands that still stand: whose source, or whose article, is what it was when it was asked.

    An answer to what was changed, dropped or looked at by another process meanwhile is left out. Raises StoreError's children.
    """
    sources = [one for one in errands if isinstance(one, SourceErrand)]
    articles = [one for one in errands if isinstance(one, ArticleErrand)]
    rows = sources_by_id(conn, [one.name for one in sources]) if sources else {}
    looked = articles_by_id(conn, [one.made.row.item_id for one in articles]) if articles else {}
    names = {one.name for one in sources if asked_alike(one.made.row, rows.get(one.name))}
    for one in articles:
        row, now = one.made.row, looked.get(one.made.row.item_id)
        if now is not None and (now.url, now.article_checks) == (row.url, row.article_checks):
            names.add(one.name)
    return frozenset(names)
