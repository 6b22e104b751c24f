"""The shell that polls: asks many sources at once, reads what came, and writes in batches; one bad source never stops the others."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime

from db.article_rows import ArticleRow
from db.errors import BadRow, DatabaseBusy, StoreError, UnknownRow
from db.queries.sources import sources_by_id
from db.records import PollWrite, SourceRow, Written
from db.store.connect import Store
from db.store.polls import save_polls
from feeds.errors import ConnectFailed, FeedError, ParseError, TimedOut
from feeds.schedule import all_failed
from feeds.types import Response
from tracker.errands import ArticleErrand, Errand, SourceErrand, Sources, standing
from tracker.errors import TrackerError
from tracker.instants import Clock
from tracker.outcome import Failure, attempt

LOG = logging.getLogger("tracker")
BATCH = 60
"""Polls in one transaction (PERFORMANCE: 30 to 100)."""
BATCH_ITEMS = 2_000
"""New items after which a batch is full: as many as sixty feeds of 30 entries bring."""
BATCH_WAIT_S = 0.2
FOLLOW_AFTER_S = 1.0
"""How long after a write waiting items join their events, within a round: each time reads all that lies near them, for many at once."""
_CHANGED = "the source was changed meanwhile, and is asked again"
BUSY_WAITS_S = (1.0, 5.0, 20.0)
"""Pauses before writing again where another program writes for longer than the busy timeout."""


@dataclass(frozen=True, slots=True)
class Report:
    """How one poll went, for whoever watches. item_id: of the item whose article was asked for, None for a source."""

    source_id: str
    outcome: str
    items_new: int = 0
    items_revised: int = 0
    error: str = ""
    warning: str = ""
    item_id: int | None = None


@dataclass(frozen=True, slots=True)
class Round:
    """How a round went. ours: nothing at all could be reached, so that no source is blamed."""

    reports: tuple[Report, ...]
    ours: bool = False

    @property
    def sources(self) -> tuple[Report, ...]:
        """The polls of sources."""
        return tuple(report for report in self.reports if report.item_id is None)

    @property
    def articles(self) -> tuple[Report, ...]:
        """The looks at articles."""
        return tuple(report for report in self.reports if report.item_id is not None)

    @property
    def failed(self) -> tuple[Report, ...]:
        """The polls of sources that brought an error."""
        return tuple(report for report in self.sources if report.error)


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
class _Came:
    """What came of one attempt: what it writes, or the error that it ended in. response: what was retrieved, without its body.

    fault: what no source is to blame for: the database or an anchor pack can't be used.
    """

    errand: Errand
    response: Response | None = None
    write: PollWrite | None = None
    error: FeedError | None = None
    fault: StoreError | TrackerError | None = None


class Poller:
    """Polls sources over one store. All of it runs on one event loop."""

    def __init__(self, store: Store, sources: Sources, around: Surroundings) -> None:
        """Hold what is handed in; the caller opens and closes it."""
        self._store, self._sources, self._around = store, sources, around
        self._in_flight: dict[str, Errand] = {}
        # Sources that gave no answer since anyone last did.
        self._silent: set[str] = set()
        self._following: asyncio.TimerHandle | None = None

    @property
    def in_flight(self) -> frozenset[str]:
        """Ids of the sources that are being polled now."""
        return frozenset(self._in_flight)

    @property
    def busy_hosts(self) -> frozenset[str]:
        """Hosts that are being asked for articles now."""
        return frozenset(one.made.row.host for one in self._in_flight.values() if isinstance(one, ArticleErrand))

    async def ready(self) -> None:
        """Load what decides and start the worker processes, so that the first round finds them there. Raises PackError."""
        self._around.prepare()
        await self._sources.reading.ready()

    def tidy(self) -> None:
        """Do what can wait until a round is over, such as the search index."""
        self._around.tidy()

    async def round(self, rows: Sequence[SourceRow], articles: Sequence[ArticleRow] = ()) -> Round:
        """Poll these sources and articles, each once; answers are written as they come, failures when our network's part is known.

        What is being asked already is left out. Raises StoreError's children where nothing can be written, and PackError.
        """
        errands = {one.name: one for one in self._errands(rows, articles) if one.name not in self._in_flight}
        self._in_flight |= errands
        came: asyncio.Queue[_Came] = asyncio.Queue()
        tasks = [self._task(one, came) for one in errands.values()]
        try:
            return await self._gather(came, len(tasks))
        finally:
            self._follow_no_more()
            for task in tasks:
                task.cancel()
            try:
                await asyncio.gather(*tasks, return_exceptions=True)
            finally:  # also where the round is cancelled once more while it waits: what stays here would never be asked again
                for name in errands:
                    del self._in_flight[name]

    def _errands(self, rows: Sequence[SourceRow], articles: Sequence[ArticleRow]) -> list[Errand]:
        now, dice = self._around.clock(), self._around.dice
        sources = sources_by_id(self._store.conn, sorted({one.source_id for one in articles})) if articles else {}
        polls = [SourceErrand(attempt(row, now, dice())) for row in rows]
        return [*polls, *(ArticleErrand(attempt(one, now, dice()), sources[one.source_id]) for one in map(_afresh, articles))]

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
            batch = [replace(one, write=self._failure(one, now, ours)) for one in failed[start : start + BATCH]]
            reports += await self._write(batch)
        self._follow()
        return Round(tuple(reports), ours)

    def _is_ours(self, answered: int, failed: Sequence[_Came]) -> bool:
        """Whether our own network failed. A steady poller's rounds have one source or two, so the silence of earlier ones counts too."""
        parties = {one.errand.party: one.error for one in failed}
        silent = {party for party, error in parties.items() if isinstance(error, ConnectFailed | TimedOut)}
        if answered or len(silent) < len(parties):
            self._silent.clear()
        earlier = len(self._silent - silent)
        self._silent |= silent
        return not answered and all_failed(list(parties.values()), earlier)

    def _task(self, errand: Errand, came: asyncio.Queue[_Came]) -> asyncio.Task[None]:
        """Run one errand; a fault of ours in doing so is told with its traceback, and counts as an error of this one alone."""
        task = asyncio.create_task(self._ask(errand, came))

        def ended(done: asyncio.Task[None]) -> None:
            fault = asyncio.CancelledError("cancelled") if done.cancelled() else done.exception()
            if fault is None:
                return
            if isinstance(fault, StoreError | TrackerError):
                came.put_nowait(_Came(errand, fault=fault))
                return
            if not done.cancelled():
                LOG.error("%s: a fault of the program", errand.name, exc_info=fault)
            came.put_nowait(_Came(errand, error=ParseError(errand.url, f"a fault of the program: {type(fault).__name__}: {fault}")))

        task.add_done_callback(ended)
        return task

    async def _ask(self, errand: Errand, came: asyncio.Queue[_Came]) -> None:
        response = write = failed = None
        try:
            response = await errand.retrieve(self._sources, self._around.clock())
            with self._sources.backlog.holding(len(response.body)):
                write = await errand.decided(self._sources, self._store, response, self._around.clock)
        except FeedError as error:
            failed = error
        came.put_nowait(_Came(errand, replace(response, body=b"") if response else None, write, failed))

    def _failure(self, one: _Came, now: datetime, ours: bool = False) -> PollWrite:
        assert one.error is not None
        return one.errand.failed(self._store, Failure(one.error, one.response, ours), now)

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
                stand = standing(conn, [one.errand for one in batch])
                chosen = {one.errand.name: one.write for one in batch if one.write is not None and one.errand.name in stand}
                written = dict(zip(chosen, save_polls(self._store, list(chosen.values())), strict=True))
        except (BadRow, UnknownRow) as error:
            if len(batch) > 1:
                return [report for one in batch for report in self._save([one])]
            if batch[0].error is not None:
                raise
            refused = replace(batch[0], error=ParseError(batch[0].errand.url, f"it can't be stored: {error}"))
            return self._save([replace(refused, write=self._failure(refused, self._around.clock()))])
        return [_report(one, written.get(one.errand.name)) for one in batch]


def _afresh(row: ArticleRow) -> ArticleRow:
    """An article that is to be read by another selector is asked whole and read, though it be what it was."""
    return replace(row, body_sha256=None) if row.rebased else row


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
    errand = one.errand
    if written is None or one.write is None:
        return Report(errand.source_id, "deferred", warning=_CHANGED, item_id=errand.item_id)
    poll, came = one.write.poll, (written.items_new, written.items_revised)
    return Report(errand.source_id, poll.outcome, *came, poll.error or "", poll.warning or "", errand.item_id)
