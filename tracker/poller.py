"""The shell that polls: asks many sources at once, reads what came, and writes in batches; one bad source never stops the others."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from zstandard import ZstdCompressor

from db.errors import BadRow
from db.queries.items import gate, known_items, revisions_by_id
from db.queries.rhythm import newest_published
from db.records import PollWrite, SnapshotRow, SourceRow, Written
from db.store.connect import Store
from db.store.polls import save_polls
from feeds.catalogue_toml import url_on
from feeds.errors import FeedError, ParseError
from feeds.retrieve.retriever import Retriever
from feeds.schedule import all_failed, overlap_too_low
from feeds.types import Response
from tracker.clock import Clock, instant_of, text_of
from tracker.outcome import Attempt, Brought, Outcome, after_document, after_error, after_unchanged, attempt, body_hash
from tracker.pipeline import Observation, Rows, Stored, rows_of
from tracker.reading import Job, Read, Reading
from tracker.sources import source_of

LOG = logging.getLogger("tracker")
BATCH = 60
"""Polls in one transaction (PERFORMANCE: 30 to 100)."""
BATCH_WAIT_S = 0.2
OVERLAP_FROM = 3
"""Fewer entries than this are no window that could be too short: a single value that changes is no gap (TRAPS 42)."""


@dataclass(frozen=True, slots=True)
class Report:
    """How one poll went, for whoever watches."""

    source_id: str
    outcome: str
    items_new: int = 0
    items_revised: int = 0
    error: str = ""
    warning: str = ""


@dataclass(frozen=True, slots=True)
class Round:
    """How a round went. ours: nothing at all could be reached, so that no source is blamed."""

    reports: tuple[Report, ...]
    ours: bool = False

    @property
    def failed(self) -> tuple[Report, ...]:
        """The polls that brought an error."""
        return tuple(report for report in self.reports if report.error)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the poller is handed: the clock, the dice for jitter (a share, 0 to 1), who is told of each poll, and what follows.

    prepare comes before a first large round; after_write follows each batch of polls; tidy is what can wait until a round is over.
    """

    clock: Clock
    dice: Callable[[], float] = lambda: 0.0
    tell: Callable[[Report], None] = lambda report: None
    after_write: Callable[[datetime], None] = lambda now: None
    tidy: Callable[[], None] = lambda: None
    prepare: Callable[[], None] = lambda: None


@dataclass(frozen=True, slots=True)
class _Came:
    """What came of one attempt: an error, or a response and what was read in it (None: nothing new in it)."""

    made: Attempt
    response: Response | None = None
    read: Read | None = None
    error: FeedError | None = None


class Poller:
    """Polls sources over one store, retriever and reading. All of it runs on one event loop."""

    def __init__(self, store: Store, retriever: Retriever, reading: Reading, around: Surroundings) -> None:
        """Hold what is handed in; the caller opens and closes it."""
        self._store, self._retriever, self._reading, self._around = store, retriever, reading, around
        self._in_flight: set[str] = set()

    @property
    def in_flight(self) -> frozenset[str]:
        """Ids of the sources that are being polled now."""
        return frozenset(self._in_flight)

    async def ready(self) -> None:
        """Load what decides and start the worker processes, so that the first round finds them there. Raises PackError."""
        self._around.prepare()
        await self._reading.ready()

    def tidy(self) -> None:
        """Do what can wait until a round is over, such as the search index."""
        self._around.tidy()

    async def round(self, rows: Sequence[SourceRow]) -> Round:
        """Poll these sources, each once; answers are written as they come, failures when it is known whether our network failed.

        A source that is being polled already is left out. Raises StoreError's children where nothing can be written.
        """
        rows = [row for row in rows if row.id not in self._in_flight]
        self._in_flight |= {row.id for row in rows}
        came: asyncio.Queue[_Came] = asyncio.Queue()
        tasks = [self._task(row, came) for row in rows]
        try:
            return await self._gather(came, len(rows))
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            self._in_flight -= {row.id for row in rows}

    async def _gather(self, came: asyncio.Queue[_Came], expected: int) -> Round:
        reports: list[Report] = []
        failed: list[_Came] = []
        answered = 0
        while answered + len(failed) < expected:
            batch = await _batch(came, min(BATCH, expected - answered - len(failed)))
            good = [one for one in batch if one.error is None]
            failed += [one for one in batch if one.error is not None]
            answered += len(good)
            reports += self._write([self._write_of(one) for one in good])
        ours = answered == 0 and all_failed([one.error for one in failed])
        for start in range(0, len(failed), BATCH):
            reports += self._write([self._failure_of(one, ours) for one in failed[start : start + BATCH]])
        return Round(tuple(reports), ours)

    def _task(self, row: SourceRow, came: asyncio.Queue[_Came]) -> asyncio.Task[None]:
        """Ask one source; a fault of ours in doing so is told with its traceback, and counts as an error of this source alone."""
        task = asyncio.create_task(self._ask(row, came))

        def ended(done: asyncio.Task[None]) -> None:
            fault = None if done.cancelled() else done.exception()
            if fault is not None:
                LOG.error("%s: a fault of the program", row.id, exc_info=fault)
                error = ParseError(row.url, f"a fault of the program: {type(fault).__name__}: {fault}")
                came.put_nowait(_Came(attempt(row, self._around.clock(), 0.0), error=error))

        task.add_done_callback(ended)
        return task

    async def _ask(self, row: SourceRow, came: asyncio.Queue[_Came]) -> None:
        made = attempt(row, self._around.clock(), self._around.dice())
        response = None
        try:
            response = await self._retriever.retrieve(url_on(row.url, made.started.date()), made.validators)
            if response.status == 304 or (not row.rebased and body_hash(response) == row.body_sha256):
                came.put_nowait(_Came(made, response))
                return
            known = frozenset() if row.rebased else frozenset(gate(self._store.conn, row.id)) - {""}
            job = Job(source_of(row), response, known, text_of(self._around.clock()))
            came.put_nowait(_Came(made, response, await self._reading.read(job)))
        except FeedError as error:
            came.put_nowait(_Came(made, response, error=error))

    def _write(self, writes: Sequence[PollWrite]) -> list[Report]:
        if not writes:
            return []
        written = self._save(writes)
        self._around.after_write(self._around.clock())
        reports = [_report(write, one) for write, one in written]
        for report in reports:
            self._around.tell(report)
        return reports

    def _save(self, writes: Sequence[PollWrite]) -> list[tuple[PollWrite, Written]]:
        """Save polls together; where a row of one breaks a rule, each by itself: only that one is left out, as an error."""
        try:
            return list(zip(writes, save_polls(self._store, writes), strict=True))
        except BadRow as error:
            if len(writes) > 1:
                return [pair for write in writes for pair in self._save([write])]
            refused = refused_write(writes[0], error)
            return [(refused, save_polls(self._store, [refused])[0])]

    def _write_of(self, one: _Came) -> PollWrite:
        assert one.response is not None
        now = self._around.clock()
        if one.read is None:
            outcome = after_unchanged(one.made, one.response, now)
            return PollWrite(outcome.poll, outcome.step, gaps=outcome.gaps)
        if one.read.document.empty_why:
            outcome = after_document(one.made, one.response, one.read.document, Brought(False, False), now)
            return PollWrite(outcome.poll, outcome.step, gaps=outcome.gaps)
        return self._write_of_document(one.made, one.response, one.read, now)

    def _write_of_document(self, made: Attempt, response: Response, read: Read, now: datetime) -> PollWrite:
        row = made.row
        stored = stored_for(self._store, row, read)
        snapshot = body_hash(response)
        rows = rows_of(read, stored, Observation(text_of(now), row.lang, snapshot))
        outcome = self._outcome(made, response, read, rows, stored)
        kept = (_snapshot(response, read, snapshot, now),) if rows.new or rows.revised else ()
        return PollWrite(outcome.poll, outcome.step, rows.new, rows.steps, rows.present, kept, outcome.gaps)

    def _outcome(self, made: Attempt, response: Response, read: Read, rows: Rows, stored: Stored) -> Outcome:
        before, now = set(stored.gate.values()), self._around.clock()
        present = {entry.item_id if entry.item_id is not None else entry.item_key for entry in rows.present}
        lost = len(before) >= OVERLAP_FROM and not stored.rebased and overlap_too_low([str(i) for i in before], [str(i) for i in present])
        published = [item.published_at for item in rows.new if item.published_at]
        if len(published) < len(read.document.raw_hashes or read.seen):
            published += newest_published(self._store.conn, made.row.id)
        times = tuple(instant_of(text) for text in published)
        return after_document(made, response, read.document, Brought(bool(rows.new or rows.revised), bool(rows.new), lost, times), now)

    def _failure_of(self, one: _Came, ours: bool) -> PollWrite:
        assert one.error is not None
        outcome = after_error(one.made, one.error, self._around.clock(), ours, one.response)
        return PollWrite(outcome.poll, outcome.step, gaps=outcome.gaps)


def refused_write(write: PollWrite, error: BadRow) -> PollWrite:
    """A poll whose items can't be stored: an error that stands in its row, its source asked again as before."""
    step = None if write.source is None else replace(write.source, state="failing", last_error=str(error), keep_validators=True,
                                                     etag=None, last_modified=None, body_sha256=None)  # fmt: skip
    return PollWrite(replace(write.poll, outcome="error", error=str(error)), step)


def stored_for(store: Store, row: SourceRow, read: Read) -> Stored:
    """What the store knows that bears on a document. Raises StoreError's children."""
    aliases = [alias for one in read.seen for alias in one.identity.aliases]
    known = known_items(store.conn, row.id, aliases)
    hashes = {one.content_hash for one in read.seen}
    differing = {item.revision_id for item in known.values() if not item.hashes or item.hashes[0] not in hashes}
    kept = revisions_by_id(store.conn, sorted(differing))
    return Stored(known, kept, gate(store.conn, row.id), row.rebased)


async def _batch(came: asyncio.Queue[_Came], most: int) -> list[_Came]:
    """The next that came, and what else comes within a moment, up to `most`."""
    batch = [await came.get()]
    until = asyncio.get_running_loop().time() + BATCH_WAIT_S
    while len(batch) < most:
        try:
            async with asyncio.timeout_at(until):
                batch.append(await came.get())
        except TimeoutError:
            break
    return batch


def _snapshot(response: Response, read: Read, sha256: str, now: datetime) -> SnapshotRow:
    return SnapshotRow(
        sha256=sha256,
        url=response.final_url,
        retrieved_at=text_of(now),
        media_type=response.content_type.partition(";")[0].strip(),
        charset=read.document.charset,
        encoding="zstd",
        size=len(response.body),
        body=ZstdCompressor(level=3).compress(response.body),
    )


def _report(write: PollWrite, written: Written) -> Report:
    return Report(
        write.poll.source_id, write.poll.outcome, written.items_new, written.items_revised, write.poll.error or "", write.poll.warning or ""
    )
