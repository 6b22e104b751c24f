"""The poller as a service: APScheduler only ticks; what is due stands in the database, so that a restart forgets nothing."""

from __future__ import annotations

import asyncio
import logging
import os
import platform
import random
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

from db.article_rows import ArticleRow
from db.errors import StoreError
from db.queries.sources import due_sources
from db.records import SourceRow
from db.store.connect import Store, open_store, refuse_older, version_of
from db.store.runs import beat, end_run, start_run
from feeds.retrieve.retriever import Retriever
from feeds.retrieve.robots import RobotsKeeper
from feeds.robots import product_token
from feeds.schedule import spread_s
from tracker.alerting import Alerting
from tracker.article_plan import ArticlePlan
from tracker.backlog import Backlog
from tracker.config import Config, limits
from tracker.downloading import Downloads
from tracker.errands import Sources
from tracker.errors import TrackerError
from tracker.installing import tell_time
from tracker.instants import Clock, text_of
from tracker.joining import Joiner
from tracker.lock import poller_lock
from tracker.poller import Poller, Report, Surroundings
from tracker.reading import Reading
from tracker.tidying import Tidying

LOG = logging.getLogger("tracker")
QUIET_TICKS = 4
"""After how many missed ticks the time in between counts as a gap in coverage (TRAPS 3)."""
GRACE_S = 60.0
"""How long a stop waits, beyond the longest retrieval, for polls under way to be read and stored (`unit_file.stop_s` allows as much)."""
TROUBLE_WAIT_S, TROUBLE_WAIT_AT_MOST_S = 60.0, 3600.0
"""How long nobody is asked after a round that could not be stored; twice as long after each further one."""


def dice() -> float:
    """How far a check is put off by chance: a share of its wait, up to a tenth."""
    return 0.1 * random.random()


@dataclass(frozen=True, slots=True)
class Hands:
    """What a poller is handed: the clock, who is told of each poll, and the dice."""

    clock: Clock
    tell: Callable[[Report], None] = lambda report: None
    dice: Callable[[], float] = dice


def open_poller(
    config: Config, store: Store, clock: Clock, tell: Callable[[Report], None], workers: int
) -> AbstractAsyncContextManager[Poller]:
    """A poller over an open store, with its own connections and worker processes."""
    return poller_with(config, store, Hands(clock, tell), workers)


@asynccontextmanager
async def poller_with(config: Config, store: Store, hands: Hands, workers: int) -> AsyncIterator[Poller]:
    """As `open_poller`, with the dice handed in too."""
    clock = hands.clock
    joiner, plan = Joiner(store, config.anchors), ArticlePlan(store, config, hands.dice)
    reading, backlog = Reading(workers, config.anchors), Backlog()
    for line in plan.unheeded():
        LOG.warning(line)

    def after_write(now: datetime) -> None:
        joiner.settle(now)
        plan.plan(now)

    around = Surroundings(clock, hands.dice, hands.tell, after_write, Tidying(store, config, clock, joiner), joiner.prepare)
    try:
        async with Retriever(limits(config), backlog.room) as retriever:
            robots = RobotsKeeper(retriever, product_token(config.user_agent))
            yield Poller(store, Sources(retriever, reading, backlog, robots), around)
    finally:
        reading.close()


class Service:
    """Ticks, and polls what is due at each tick, until it is told to stop. One at a time for a database."""

    def __init__(self, config: Config, clock: Clock, tell: Callable[[Report], None]) -> None:
        """Open nothing yet."""
        self._config, self._clock, self._tell = config, clock, tell
        self._started = clock()
        self._rounds: set[asyncio.Task[None]] = set()
        self._stopping = False
        self._troubles, self._resume_at_s = 0, 0.0
        self._alerting = Alerting(config, clock)
        self._downloads = Downloads(config)

    async def run(self, stop: asyncio.Event) -> None:
        """Poll until `stop` is set; then finish the polls under way, as far as a deadline allows, and record that the run ended.

        Raises AlreadyRunning where another poller has this database, and StoreError's children.
        """
        self._stopping = False
        with poller_lock(self._config.db), open_store(self._config.db) as store:
            refuse_older(store.path, version_of(store.conn))
            run_id = start_run(store, os.getpid(), platform.node(), text_of(self._clock()), self._quiet_after())
            plan = ArticlePlan(store, self._config, dice)
            async with open_poller(self._config, store, self._clock, self._tell, self._config.workers) as poller:
                scheduler = AsyncIOScheduler(timezone=UTC)
                scheduler.add_job(
                    self._tick,
                    IntervalTrigger(seconds=self._config.tick_s, timezone=UTC),
                    (store, poller, plan, run_id),
                    coalesce=True,
                    max_instances=1,
                    misfire_grace_time=None,
                )
                scheduler.start()
                try:
                    await self._tick(store, poller, plan, run_id)
                    await stop.wait()
                finally:
                    self._stopping = True
                    scheduler.pause()
                    await self._finish()
                    await self._alerting.close()
                    self._downloads.close()
                    await asyncio.sleep(0)  # a tick that was about to begin sees that it is over, and is not cancelled with a traceback
                    scheduler.shutdown(wait=False)
            end_run(store, run_id, text_of(self._clock()))

    async def _finish(self) -> None:
        """Wait for the rounds under way; what still waits for its host's turn at the deadline stays due."""
        if self._rounds:
            _, late = await asyncio.wait(self._rounds, timeout=self._config.total_s + GRACE_S)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _tick(self, store: Store, poller: Poller, plan: ArticlePlan, run_id: int) -> None:
        """Say that we live, and start a round over what is due; slow sources of an earlier round don't hold it up (TRAPS 2)."""
        if self._stopping:
            return
        now = self._clock()
        try:
            beat(store, run_id, text_of(now), self._quiet_after())
            tell_time(store, now)
            self._downloads.in_turn(store, now)
            due = self._in_turn(due_sources(store.conn, text_of(now)), now)
            articles = plan.turn(now, tuple(poller.busy_hosts))
        except StoreError as error:
            LOG.error("%s; trying again at the next tick", error)
            return
        due = [row for row in due if row.id not in poller.in_flight]
        if (due or articles) and asyncio.get_running_loop().time() >= self._resume_at_s:
            task = asyncio.create_task(self._round(poller, due, articles))
            self._rounds.add(task)
            task.add_done_callback(self._rounds.discard)
        self._alerting.tick(store)

    async def _round(self, poller: Poller, rows: Sequence[SourceRow], articles: Sequence[ArticleRow]) -> None:
        try:
            done = await poller.round(rows, articles)
            poller.tidy()
        except (StoreError, TrackerError) as error:
            wait_s = min(TROUBLE_WAIT_S * 2**self._troubles, TROUBLE_WAIT_AT_MOST_S)
            self._troubles, self._resume_at_s = self._troubles + 1, asyncio.get_running_loop().time() + wait_s
            LOG.error("%s; nobody is asked for %g s, then the sources that are due are polled again", error, wait_s)
            return
        self._troubles = 0
        if done.ours:
            LOG.warning("none of %d sources and articles could be reached: our own network seems to be down", len(rows) + len(articles))
        await self._alerting.heartbeat()

    def _in_turn(self, due: Sequence[SourceRow], now: datetime) -> list[SourceRow]:
        """What is due; a source that was never polled waits for its place in the first minutes, so that a start is no rush."""
        self._started = min(self._started, now)  # or a clock that was set back would make them wait for it
        span_s = int(60 * self._config.spread_minutes)
        return [row for row in due if row.next_check_at or self._started + timedelta(seconds=spread_s(row.id, span_s)) <= now]

    def _quiet_after(self) -> str:
        quiet = timedelta(seconds=max(60.0, QUIET_TICKS * self._config.tick_s))
        return text_of(self._clock() - quiet)
