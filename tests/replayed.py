"""Histories served in order to a polled tracker, and polls that are cut off: what the replay tests share."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path

from conftest import FeedServer
from lxml import etree
from polled_tracker import Tracker

from db.queries.sources import source
from db.store.connect import Store, open_store
from db.store.polls import save_polls
from feeds.errors import FeedError
from feeds.normalise.text import fold_space, plain_text
from feeds.normalise.urls import canonical_url
from feeds.retrieve.retriever import Retriever
from feeds.retrieve.robots import RobotsKeeper
from feeds.types import Response, Source
from tracker.backlog import Backlog
from tracker.errands import Errand, Sources
from tracker.outcome import Failure
from tracker.reading import Reading
from tracker.service import open_poller

Version = tuple[str, ...]
History = Sequence[tuple[datetime, bytes]]
Told = dict[str, list[Version]]
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"


@dataclass(frozen=True)
class Served:
    """How a history is served: its source, under which path, and as what."""

    source: Source
    path: str = "/feed"
    content_type: str = "application/xml"


def entries(body: bytes) -> dict[str, Version] | None:
    """What an RSS document says of each of its entries, by guid, else by address; None for what is no document. By lxml alone."""
    try:
        root = etree.fromstring(body)
    except etree.XMLSyntaxError:
        return None
    found: dict[str, Version] = {}
    for item in root.iter("item"):
        said = {name: item.findtext(name) or "" for name in ("title", "description", "guid", "link", CREATOR)}
        told = (plain_text(said["title"], "text"), plain_text(said["description"]), said[CREATOR])
        found.setdefault(said["guid"] or canonical_url(said["link"]), (fold_space(told[0]), fold_space(told[1]), fold_space(told[2])))
    return found


def expected(documents: Sequence[Mapping[str, Version] | None]) -> Told:
    """The versions of each entry, in order, each only where it differs from the one before. documents: what each says, by entry."""
    versions: Told = {}
    for document in documents:
        for key, text in (document or {}).items():
            if any(text):
                versions.setdefault(key, []).append(text)
    return {key: [text for text, _ in groupby(texts)] for key, texts in versions.items()}


def stored(tracker: Tracker, origin: str = "entry") -> Told:
    """The revisions of each item as stored, in order, with numbers that count up from 1 without a hole: title, text and author."""
    kept: Told = {}
    rows = tracker.rows(
        """SELECT coalesce(nullif(i.guid, ''), i.canonical_url), r.seq, r.title, coalesce(nullif(r.summary, ''), r.body), r.author
        FROM revisions r JOIN items i ON i.id = r.item_id WHERE i.origin = 'watched' AND r.origin = ? ORDER BY r.item_id, r.seq""",
        origin,
    )
    for key, seq, *texts in rows:
        assert seq == len(kept.setdefault(str(key), [])) + 1
        kept[str(key)].append(tuple(fold_space(str(text)) for text in texts))
    return kept


def check(tracker: Tracker, told: Told, origin: str = "entry") -> None:
    """Every version is one revision, none twice, none missing, in order; each step is one change with a difference to show.

    told: what was served, as `expected` gives it.
    """
    kept = stored(tracker, origin)
    assert {key: texts for key, texts in kept.items() if told.get(key) != texts} == {}
    assert set(told) == set(kept)
    steps = sum(len(texts) - 1 for texts in told.values())
    changes = "FROM changes c JOIN revisions r ON r.id = c.to_revision WHERE r.origin = ?"
    assert tracker.one(f"SELECT count(*) {changes} AND kind IN ('edited', 'reverted')", origin) == steps
    assert tracker.one(f"SELECT count(*) {changes} AND (summary_en = '' OR summary_ja = '' OR from_revision = to_revision)", origin) == 0
    back = sum(text in texts[:place] for texts in told.values() for place, text in enumerate(texts))
    assert tracker.one(f"SELECT count(*) {changes} AND kind = 'reverted'", origin) == back


def replayed(folder: Path, server: FeedServer, history: History, how: Served, seed: int | None = None) -> Tracker:
    """A tracker to which a history was served, one poll a fetch. seed: of polls that were cut off and begun anew, and repeated."""
    tracker = Tracker(folder, now=history[0][0])
    tracker.add(how.source)
    asyncio.run(_replay(tracker, server, history, how, random.Random(seed) if seed is not None else None))
    return tracker


async def _replay(tracker: Tracker, server: FeedServer, history: History, how: Served, dice: random.Random | None) -> None:
    with open_store(tracker.config.db) as store:

        async def polls(bodies: History) -> None:
            async with open_poller(tracker.config, store, lambda: tracker.now, lambda report: None, 0) as poller:
                for at, body in bodies:
                    tracker.now = max(at, tracker.now)
                    server.put(how.path, body, content_type=how.content_type)
                    done = await poller.round([source(store.conn, how.source.id)])
                    assert len(done.reports) == 1

        for begin in range(0, len(history), 5 if dice else 50):
            part = history[begin : begin + (5 if dice else 50)]
            while dice is not None and dice.random() < 0.6:
                with suppress(TimeoutError):
                    await asyncio.wait_for(polls(part[:1]), dice.random() * 0.03)
            await polls(part)
            if dice is not None:
                await polls(part[-1:])


class Killed(Exception):
    """In the middle of a transaction."""


def reading_only() -> Sources:
    """By what answers are read that a test has at hand; nothing is retrieved."""
    retriever = Retriever()
    return Sources(retriever, Reading(0), Backlog(), RobotsKeeper(retriever, "tests"))


def carry_out(store: Store, errand: Errand, by: Sources, answer: Response | FeedError, fate: str = "stored") -> None:
    """Let what was asked be answered, and write what that comes to, as far as the poll gets.

    The clock stands where the errand was begun. fate: `stored`, `lost` between retrieving and storing, or `torn` within the transaction.
    """
    now = errand.made.started  # type: ignore[attr-defined]
    try:
        if isinstance(answer, FeedError):
            raise answer
        write = asyncio.run(errand.decided(by, store, answer, lambda: now))
    except FeedError as error:
        write = errand.failed(store, Failure(error, None if isinstance(answer, FeedError) else answer), now)
    with suppress(Killed), store.atomic():
        if fate != "lost":
            save_polls(store, [write])
        if fate == "torn":
            raise Killed
