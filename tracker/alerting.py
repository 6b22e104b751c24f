"""The shell of alerts: looks for what is new, raises it once, sends it in groups and again until it arrived, and calls the heartbeat.

What is raised stands in `alerts` with the marks up to which was looked, in one transaction, so that a crash neither loses nor repeats
one. What a channel has is written as soon as the channel took it.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from db.alert_rows import Marks, RaisedAlert
from db.errors import StoreError
from db.queries.alerts import newest_marks, read_marks, told_subjects, unsent
from db.store.alerts import AlertRow, mark_sent, raise_alerts, set_marks
from db.store.connect import Store
from feeds.errors import FeedError
from feeds.retrieve.retriever import Retriever
from tracker.alert import Alert, due_at
from tracker.alert_reading import lang_of, read_day, to_raise
from tracker.alert_rules import DIGEST
from tracker.alert_text import Message, base_url, message
from tracker.config import Config, limits
from tracker.config_text import shortened
from tracker.digest import digest, digest_day
from tracker.instants import Clock, instant_of, text_of
from tracker.sending import mark_of, send

LOG = logging.getLogger("tracker")
GIVE_UP = timedelta(days=3)
"""For how long what did not arrive is sent again."""
AGAIN_S, AGAIN_AT_MOST_S = 60.0, 3600.0
HEARTBEAT_S = 10.0
NO_CHANNEL = "no channel is configured (alert_channels)"

Sender = Callable[[Sequence[str], Message], tuple[str, ...]]


class Alerting:
    """Raises and sends the alerts of one database. All but the sending runs on the caller's event loop."""

    def __init__(self, config: Config, clock: Clock, sender: Sender = send) -> None:
        """sender: what hands a message to channels and says for each what went wrong."""
        self._config, self._clock, self._sender = config, clock, sender
        self._task: asyncio.Task[None] | None = None
        self._not_before: datetime | None = None
        self._failed = 0
        self._closing = False

    def tick(self, store: Store) -> None:
        """Begin a turn in the background, unless one is under way. An error of the program in the last turn rises here."""
        done, busy = self._task, self._task is not None and not self._task.done()
        if busy:
            return
        self._task = asyncio.create_task(self.turn(store))
        if done is not None:
            done.result()

    async def turn(self, store: Store, at_once: bool = False) -> None:
        """Raise what is new and send what waits. at_once: without waiting for a group to fill or for the time of another try."""
        now = self._clock()
        try:
            look(store, self._config, now)
            raise_digest(store, self._config, now)
            await self._send_waiting(store, now, at_once)
        except StoreError as error:
            LOG.error("alerts: %s; looking again at the next tick", error)

    async def heartbeat(self) -> None:
        """Call the heartbeat address, where one is configured; that it fails is only logged, without its path, which is a secret."""
        url = self._config.heartbeat_url
        if not url:
            return
        within = limits(self._config)
        try:
            async with Retriever(replace(within, total_s=min(within.total_s, HEARTBEAT_S))) as retriever:
                await retriever.retrieve(url)
        except FeedError as error:
            LOG.warning("the heartbeat address %s could not be called: %s", shortened(url), type(error).__name__)

    async def after_poll(self, store: Store) -> None:
        """All of it at once, for a round after which nobody goes on."""
        await self.turn(store, at_once=True)
        await self.heartbeat()

    async def close(self) -> None:
        """Wait for the message under way, so that what was sent is also marked as sent; the rest is sent after the next start."""
        self._closing = True
        if self._task is not None:
            await self._task

    async def _send_waiting(self, store: Store, now: datetime, at_once: bool) -> None:
        waiting = unsent(store.conn, text_of(now - GIVE_UP))
        if not waiting:
            return
        if not self._config.alert_channels:
            _without_channel(store, waiting)
            return
        due = due_at((instant_of(one.raised_at) for one in waiting), self._config.alert_window_minutes)
        if not at_once and ((due and now < due) or (self._not_before and now < self._not_before)):
            return
        failed = [await self._send_to(store, channel) for channel in self._config.alert_channels if not self._closing]
        self._failed = self._failed + 1 if any(failed) else 0
        wait_s = min(AGAIN_S * 2 ** (self._failed - 1), AGAIN_AT_MOST_S) if self._failed else 0.0
        self._not_before = now + timedelta(seconds=wait_s)

    async def _send_to(self, store: Store, channel: str) -> bool:
        """Send a channel what it does not have yet: alerts in one message, each digest in its own. Whether any of it failed."""
        now, mark = self._clock(), mark_of(channel)
        lacking = [one for one in unsent(store.conn, text_of(now - GIVE_UP)) if mark not in one.channel.split()]
        failed = False
        for group in groups_of(lacking):
            (error,) = await asyncio.to_thread(self._sender, (channel,), self._message(store, group))
            failed = failed or bool(error)
            for one in group:
                self._mark(store, one, mark, error)
            if error:
                LOG.warning("alerts: %s: %s", mark, error)
        return failed

    def _message(self, store: Store, group: Sequence[RaisedAlert]) -> Message:
        base = base_url(self._config.public_url, self._config.host, self._config.port)
        if group[0].rule == DIGEST:
            lang = self._config.digest_lang or lang_of(self._config)
            return digest(read_day(store.conn, lang, instant_of(group[0].raised_at)), lang, base)
        return message(group, lang_of(self._config), base)

    def _mark(self, store: Store, one: RaisedAlert, mark: str, error: str) -> None:
        """Record that a channel has an alert, or why it has not. It is sent once every channel of the configuration has it."""
        have = one.channel.split() if error else [*one.channel.split(), mark]
        whole = not error and all(mark_of(channel) in have for channel in self._config.alert_channels)
        still = None if whole else f"{mark}: {error}" if error else one.error
        mark_sent(store, one.id, text_of(self._clock()) if whole else None, " ".join(have), still)


def look(store: Store, config: Config, now: datetime) -> tuple[int, ...]:
    """Raise what the rules ask for of all that is new since the last look; the ids of the new alerts. now: aware UTC.

    The very first look at a database only sets the marks: its history is no news. Raises StoreError's children.
    """
    newest, marks = newest_marks(store.conn), read_marks(store.conn)
    if marks is None:
        set_marks(store, newest.change_id, newest.history_id, newest.revision_id)
        return ()
    raised = to_raise(store.conn, marks, config, now)
    if not raised and _same(newest, marks):
        return ()
    with store.atomic():
        ids = raise_alerts(store, [row_of(one, config, now) for one in raised])
        set_marks(store, newest.change_id, newest.history_id, newest.revision_id)
    return tuple(ids)


def raise_digest(store: Store, config: Config, now: datetime) -> None:
    """Raise today's digest where its hour has come and it was not raised yet. Raises StoreError's children."""
    day = digest_day(now, config.digest_hour, config.digest_zone)
    subject = f"digest {day}"
    if day is None or told_subjects(store.conn, [subject]):
        return
    lang = config.digest_lang or lang_of(config)
    base = base_url(config.public_url, config.host, config.port)
    title = digest(read_day(store.conn, lang, now), lang, base).title
    raise_alerts(store, [AlertRow(text_of(now), DIGEST, subject, title, f"{base}/")])


def row_of(alert: Alert, config: Config, now: datetime) -> AlertRow:
    """An alert as it is stored."""
    happening = alert.happening
    base = base_url(config.public_url, config.host, config.port)
    names = tuple(dict.fromkeys((*happening.sources, *happening.names)))
    return AlertRow(text_of(now), alert.rule, happening.subject, happening.title, base + happening.path, names)


def groups_of(waiting: Sequence[RaisedAlert]) -> list[list[RaisedAlert]]:
    """What goes into one message each: all alerts together, every digest by itself."""
    told = [one for one in waiting if one.rule != DIGEST]
    return [*([told] if told else []), *([one] for one in waiting if one.rule == DIGEST)]


def _without_channel(store: Store, waiting: Sequence[RaisedAlert]) -> None:
    for one in waiting:
        if one.error != NO_CHANNEL:
            mark_sent(store, one.id, None, one.channel, NO_CHANNEL)


def _same(newest: Marks, marks: Marks) -> bool:
    return newest == replace(marks, restored_at="")
