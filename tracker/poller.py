"""The shell that polls: asks many sources at once, reads what came, and writes in batches; one bad source never stops the others."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from db.errors import BadRow, DatabaseBusy, StoreError, UnknownRow
from db.queries.items import gate
from db.queries.sources import sources_by_id
from db.records import PollWrite, SourceRow, Written
from db.store.connect import Store
from db.store.polls import save_polls
from feeds.catalogue_toml import url_on
from feeds.errors import ConnectFailed, FeedError, ParseError, TimedOut
from feeds.retrieve.retriever import Retriever
from feeds.schedule import all_failed
from feeds.types import Response
from tracker.backlog import Backlog
from tracker.clock import Clock, text_of
from tracker.errors import TrackerError
from tracker.outcome import Attempt, attempt, body_hash
from tracker.poll_write import asked_alike, failure_write, write_of
from tracker.reading import Job, Reading
from tracker.sources import source_of

LOG = logging.getLogger("tracker")
BATCH = 60
"""Polls in one transaction (PERFORMANCE: 30 to 100)."""
BATCH_ITEMS = 2_000
"""New items after which a batch is full: as many as sixty feeds of 30 entries bring."""
BATCH_WAIT_S = 0.2
FOLLOW_AFTER_S = 1.0
"""How long after a write waiting items join their events, within a round: each time reads all that lies near them, for many at once."""
BUSY_WAITS_S = (1.0, 5.0, 20.0)
"""Pauses before writing again where another program writes for longer than the busy timeout."""


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

    prepare comes before a first large round; after_write follows what was written within a second, and at a round's end; tidy is what
    can wait until a round is over.
    """

    clock: Clock
    dice: Callable[[], float] = lambda: 0.0
    tell: Callable[[Report], None] = lambda report: None
    after_write: Callable[[datetime], None] = lambda now: None
    tidy: Callable[[], None] = lambda: None
    prepare: Callable[[], None] = lambda: None


@dataclass(frozen=True, slots=True)
class Sources:
    """By what sources are asked and their answers read. backlog: where answers wait for a reader; the retriever heeds its room."""

    retriever: Retriever
    reading: Reading
    backlog: Backlog


@dataclass(frozen=True, slots=True)
class _Came:
    """What came of one attempt: what it writes, or the error that it ended in. response: what was retrieved, without its body.

    fault: what no source is to blame for: the database or an anchor pack can't be used.
    """

    made: Attempt
    response: Response | None = None
    write: PollWrite | None = None
    error: FeedError | None = None
    fault: StoreError | TrackerError | None = None


class Poller:
    """Polls sources over one store. All of it runs on one event loop."""

    def __init__(self, store: Store, sources: Sources, around: Surroundings) -> None:
        """Hold what is handed in; the caller opens and closes it."""
        self._store, self._sources, self._around = store, sources, around
        self._in_flight: set[str] = set()
        # Sources that gave no answer since anyone last did.
        self._silent: set[str] = set()
        self._following: asyncio.TimerHandle | None = None

    @property
    def in_flight(self) -> frozenset[str]:
        """Ids of the sources that are being polled now."""
        return frozenset(self._in_flight)

    async def ready(self) -> None:
        """Load what decides and start the worker processes, so that the first round finds them there. Raises PackError."""
        self._around.prepare()
        await self._sources.reading.ready()

    def tidy(self) -> None:
        """Do what can wait until a round is over, such as the search index."""
        self._around.tidy()

    async def round(self, rows: Sequence[SourceRow]) -> Round:
        """Poll these sources, each once; answers are written as they come, failures when it is known whether our network failed.

        A source that is being polled already is left out. Raises StoreError's children where nothing can be written, and PackError.
        """
        rows = [row for row in rows if row.id not in self._in_flight]
        self._in_flight |= {row.id for row in rows}
        came: asyncio.Queue[_Came] = asyncio.Queue()
        tasks = [self._task(row, came) for row in rows]
        try:
            return await self._gather(came, len(rows))
        finally:
            self._follow_no_more()
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
            for one in batch:
                if one.fault is not None:
                    raise one.fault
            good = [one for one in batch if one.error is None]
            failed += [one for one in batch if one.error is not None]
            answered += len(good)
            reports += await self._write(good)
        ours = self._is_ours(answered, failed)
        for start in range(0, len(failed), BATCH):
            now = self._around.clock()
            batch = [replace(one, write=_failure(one, now, ours)) for one in failed[start : start + BATCH]]
            reports += await self._write(batch)
        self._follow()
        return Round(tuple(reports), ours)

    def _is_ours(self, answered: int, failed: Sequence[_Came]) -> bool:
        """Whether our own network failed. A steady poller's rounds have one source or two, so the silence of earlier ones counts too."""
        silent = {one.made.row.id for one in failed if isinstance(one.error, ConnectFailed | TimedOut)}
        if answered or len(silent) < len(failed):
            self._silent.clear()
        earlier = len(self._silent - silent)
        self._silent |= silent
        return not answered and all_failed([one.error for one in failed], earlier)

    def _task(self, row: SourceRow, came: asyncio.Queue[_Came]) -> asyncio.Task[None]:
        """Ask one source; a fault of ours in doing so is told with its traceback, and counts as an error of this source alone."""
        task = asyncio.create_task(self._ask(row, came))

        def ended(done: asyncio.Task[None]) -> None:
            fault = asyncio.CancelledError("cancelled") if done.cancelled() else done.exception()
            if fault is None:
                return
            made = attempt(row, self._around.clock())
            if isinstance(fault, StoreError | TrackerError):
                came.put_nowait(_Came(made, fault=fault))
                return
            if not done.cancelled():
                LOG.error("%s: a fault of the program", row.id, exc_info=fault)
            came.put_nowait(_Came(made, error=ParseError(row.url, f"a fault of the program: {type(fault).__name__}: {fault}")))

        task.add_done_callback(ended)
        return task

    async def _ask(self, row: SourceRow, came: asyncio.Queue[_Came]) -> None:
        made = attempt(row, self._around.clock(), self._around.dice())
        response = write = failed = None
        try:
            response = await self._sources.retriever.retrieve(url_on(row.url, made.started.date()), made.validators)
            with self._sources.backlog.holding(len(response.body)):
                write = await self._decided(made, response)
        except FeedError as error:
            failed = error
        came.put_nowait(_Came(made, replace(response, body=b"") if response else None, write, failed))

    async def _decided(self, made: Attempt, response: Response) -> PollWrite:
        """What an answer writes. Raises FeedError's children where it can't be read, and StoreError's."""
        row, read = made.row, None
        if response.status != 304 and (row.rebased or body_hash(response) != row.body_sha256):
            known = frozenset() if row.rebased else frozenset(gate(self._store.conn, row.id)) - {""}
            read = await self._sources.reading.read(Job(source_of(row), response, known, text_of(self._around.clock())))
        return write_of(self._store, made, response, read, self._around.clock())

    async def _write(self, batch: Sequence[_Came]) -> list[Report]:
        """Write polls in one transaction, and let what waits join its events soon. Raises StoreError's children."""
        if not batch:
            return []
        reports = await self._patiently(batch)
        self._following = self._following or asyncio.get_running_loop().call_later(FOLLOW_AFTER_S, self._follow_early)
        for report in reports:
            self._around.tell(report)
        return reports

    def _follow(self) -> None:
        """Let what waits join its events. Raises PackError."""
        self._follow_no_more()
        try:
            self._around.after_write(self._around.clock())
        except StoreError as error:
            LOG.warning("%s; what waits for its event joins it after a later poll", error)

    def _follow_early(self) -> None:
        """As `_follow`, amid a round, where nobody would hear of an error; the round's end tells of it."""
        with suppress(TrackerError):
            self._follow()

    def _follow_no_more(self) -> None:
        if self._following is not None:
            self._following.cancel()
            self._following = None

    async def _patiently(self, batch: Sequence[_Came]) -> list[Report]:
        """Save, waiting for whoever writes for long: what was retrieved is not thrown away, nor asked for again at each tick."""
        for wait_s in BUSY_WAITS_S:
            try:
                return self._save(batch)
            except DatabaseBusy as error:
                LOG.warning("%s; waiting %g s", error, wait_s)
                await asyncio.sleep(wait_s)
        return self._save(batch)

    def _save(self, batch: Sequence[_Came]) -> list[Report]:
        """Save polls together; where a row of one breaks a rule, each by itself: only that one is left out, as an error."""
        try:
            with self._store.atomic() as conn:
                rows = sources_by_id(conn, [one.made.row.id for one in batch])
                writes = [one.write for one in batch if one.write is not None and asked_alike(one.made.row, rows.get(one.made.row.id))]
                written = {one.source_id: one for one in save_polls(self._store, writes)}
        except (BadRow, UnknownRow) as error:
            if len(batch) > 1:
                return [report for one in batch for report in self._save([one])]
            if batch[0].error is not None:
                raise
            return self._save([_refused(batch[0], error, self._around.clock())])
        return [_report(one, written.get(one.made.row.id)) for one in batch]


def _failure(one: _Came, now: datetime, ours: bool = False) -> PollWrite:
    assert one.error is not None
    return failure_write(one.made, one.error, one.response, now, ours)


def _refused(one: _Came, error: StoreError, now: datetime) -> _Came:
    """A poll whose items can't be stored: an error like others, its source asked again like others."""
    refused = replace(one, error=ParseError(one.made.row.url, f"it can't be stored: {error}"))
    return replace(refused, write=_failure(refused, now))


async def _batch(came: asyncio.Queue[_Came], most: int) -> list[_Came]:
    """The next that came, and what else comes within a moment, up to `most`, and up to so many items that no batch is large."""
    batch = [await came.get()]
    until = asyncio.get_running_loop().time() + BATCH_WAIT_S
    while len(batch) < most and sum(len(one.write.new) for one in batch if one.write is not None) < BATCH_ITEMS:
        try:
            async with asyncio.timeout_at(until):
                batch.append(await came.get())
        except TimeoutError:
            break
    return batch


def _report(one: _Came, written: Written | None) -> Report:
    row = one.made.row
    if written is None or one.write is None:
        return Report(row.id, "deferred", warning="the source was changed meanwhile, and is asked again")
    poll = one.write.poll
    return Report(row.id, poll.outcome, written.items_new, written.items_revised, poll.error or "", poll.warning or "")
