"""Rounds of a poller as `tracker poll` makes them, each in a process of its own that is killed at a given moment, or not.

The processes are forked from one that has loaded everything, so that a round begins at once. Run as a script, this is that process: it
reads lines of "<instant> <seconds until the kill> <database>", and answers each with how its round ended.
"""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from db.queries.sources import due_sources
from db.store.connect import open_store
from feeds import article, parse  # noqa: F401 - loaded before anything is forked
from tracker.alert_text import Message
from tracker.alerting import Alerting
from tracker.article_plan import ArticlePlan
from tracker.config import Config
from tracker.diff.compare import compare
from tracker.diff.types import RevisionText
from tracker.installing import tell_time
from tracker.instants import text_of
from tracker.joining import load_minds
from tracker.lock import poller_lock
from tracker.reading import load_linkers
from tracker.service import Hands, poller_with

FAILED = 1
KILLED, NEVER = -signal.SIGKILL, 60.0
SENT = "sent.txt"


def config_of(db: Path) -> Config:
    """How the rounds over a database are configured: articles of official sources, alerts at once to one channel."""
    told = {"alert_channels": ("json://hook.example/x",), "alert_window_minutes": 0.0, "public_url": "https://t.example"}
    return replace(Config(), db=db, allow_private=True, workers=0, **told)  # type: ignore[arg-type]


class Rounds:
    """Makes rounds, one at a time; use by `rounds`."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def make(self, db: Path, now: datetime, kill_after_s: float = NEVER) -> int:
        """Make one round over a database; what it sends is kept beside that, in `SENT`. 0, or `KILLED` where it was killed."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(f"{text_of(now)} {kill_after_s} {db}\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())


@contextmanager
def rounds() -> Iterator[Rounds]:
    """The process that rounds are forked from, for as long as the block lasts."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with subprocess.Popen([sys.executable, __file__], text=True, **pipes) as process:  # type: ignore[call-overload]
        try:
            yield Rounds(process)
        finally:
            process.stdin.close()
            process.wait(30)


def one_round(config: Config, now: datetime) -> None:
    """Poll all sources and articles that are due, then raise and send alerts."""

    def send(channels: Sequence[str], message: Message) -> tuple[str, ...]:
        with (config.db.parent / SENT).open("a", encoding="utf-8") as sent:
            sent.write(f"{message.body}\n\n")
        return tuple("" for _ in channels)

    async def work() -> None:
        async with poller_with(config, store, Hands(lambda: now, dice=lambda: 0.0), config.workers) as poller:
            await poller.round(due_sources(store.conn, text_of(now)), ArticlePlan(store, config, lambda: 0.0).turn(now))
            poller.tidy()
        await Alerting(config, lambda: now, send).after_poll(store)

    with poller_lock(config.db), open_store(config.db) as store:
        tell_time(store, now)
        asyncio.run(work())


def _forked(config: Config, now: datetime, kill_after_s: float) -> int:
    """The exit status of a round in a process of its own."""
    child = os.fork()
    if child == 0:
        status = FAILED
        try:
            one_round(config, now)
            status = 0
        finally:
            os._exit(status)
    until = time.monotonic() + kill_after_s
    while time.monotonic() < until:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.0005)
    os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _serve() -> None:
    load_linkers(())
    load_minds(())
    compare(RevisionText("Tariffs", body="The rate is 15%."), RevisionText("Tariffs", body="The rate may be 24%."), "en")
    for line in sys.stdin:
        now, kill_after_s, db = line.rstrip("\n").split(" ", 2)
        print(_forked(config_of(Path(db)), datetime.fromisoformat(now), float(kill_after_s)), flush=True)


if __name__ == "__main__":
    _serve()
