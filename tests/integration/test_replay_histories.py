"""Real multi-version histories, and some of our own writing, served in order to a polled tracker: every version is one revision, in order.

What must come out is read from the files by lxml alone; only how a text is written down (white space, markup) is the tracker's own.
"""

from __future__ import annotations

import asyncio
import random
import tarfile
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from itertools import groupby

import pytest
from conftest import FeedServer
from lxml import etree
from polled_tracker import Tracker, rss

from db.queries.sources import list_sources, source
from db.store.connect import open_store
from db.store.polls import save_polls
from feeds.normalise.text import fold_space, plain_text
from feeds.normalise.urls import canonical_url
from feeds.types import Response, Validators
from tracker.outcome import Attempt
from tracker.poll_write import write_of
from tracker.service import open_poller

Version = tuple[str, str, str]
History = Sequence[tuple[datetime, bytes]]
CREATOR = "{http://purl.org/dc/elements/1.1/}creator"
REAL = ("nyt_econ_apr_may", "bbc_home_uk_early", "economist")
STEP_OF = {"economist": 12}
"""Of a long history every so many fetches are served, so that the test stays quick."""


def fetches(shared, name: str) -> list[tuple[datetime, bytes]]:
    """The fetches of a stored history, oldest first."""
    with tarfile.open(shared / "corpora" / "histories" / f"{name}.raw.tar.xz") as archive:
        files = {member.name: archive.extractfile(member).read() for member in archive.getmembers() if member.isfile()}  # type: ignore[union-attr]
    named = sorted((path.rpartition("/")[2].partition("_")[0], body) for path, body in files.items())
    return [(datetime.strptime(at, "%Y-%m-%dT%H-%M-%SZ").replace(tzinfo=UTC), body) for at, body in named]


def entries(body: bytes) -> dict[str, Version] | None:
    """What a document says of each of its entries, by guid, else by address; None for what is no document."""
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


def expected(bodies: Sequence[bytes]) -> dict[str, list[Version]]:
    """The versions of each entry, in order, each only where it differs from the one before."""
    versions: dict[str, list[Version]] = {}
    for body in bodies:
        for key, text in (entries(body) or {}).items():
            if any(text):
                versions.setdefault(key, []).append(text)
    return {key: [text for text, _ in groupby(texts)] for key, texts in versions.items()}


def stored(tracker: Tracker) -> dict[str, list[Version]]:
    """The revisions of each item as stored, in order, with numbers that count up from 1 without a hole."""
    kept: dict[str, list[Version]] = {}
    rows = tracker.rows(
        """SELECT coalesce(nullif(i.guid, ''), i.canonical_url), r.seq, r.title, coalesce(nullif(r.summary, ''), r.body), r.author
        FROM revisions r JOIN items i ON i.id = r.item_id WHERE i.origin = 'watched' AND r.origin = 'entry' ORDER BY r.item_id, r.seq"""
    )
    for key, seq, *texts in rows:
        title, summary, author = (fold_space(str(text)) for text in texts)
        assert seq == len(kept.setdefault(str(key), [])) + 1
        kept[str(key)].append((title, summary, author))
    return kept


async def replay(tracker: Tracker, server: FeedServer, history: History, dice: random.Random | None = None) -> None:
    """Serve a history in order, one poll a fetch. dice: cut polls off at random moments and begin anew, and repeat some."""
    with open_store(tracker.config.db) as store:

        async def polls(bodies: Sequence[tuple[datetime, bytes]]) -> None:
            async with open_poller(tracker.config, store, lambda: tracker.now, lambda report: None, 0) as poller:
                for at, body in bodies:
                    tracker.now = max(at, tracker.now)
                    server.put("/feed", body)
                    done = await poller.round([row for row in list_sources(store.conn) if row.id == "source"])
                    assert len(done.reports) == 1

        for begin in range(0, len(history), 5 if dice else 50):
            part = history[begin : begin + (5 if dice else 50)]
            while dice is not None and dice.random() < 0.6:
                with suppress(TimeoutError):
                    await asyncio.wait_for(polls(part[:1]), dice.random() * 0.03)
            await polls(part)
            if dice is not None:
                await polls(part[-1:])


def served(tmp_path, server: FeedServer, history: Sequence[tuple[datetime, bytes]], seed: int | None = None) -> Tracker:
    tracker = Tracker(tmp_path, now=history[0][0])
    tracker.add_feed("source", server.url + "/feed", lang="en")
    asyncio.run(replay(tracker, server, history, random.Random(seed) if seed is not None else None))
    return tracker


def check(tracker: Tracker, bodies: Sequence[bytes]) -> None:
    """Every version is one revision, none twice, none missing, in order; each step is one change with a difference to show."""
    told, kept = expected(bodies), stored(tracker)
    assert {key: texts for key, texts in kept.items() if told.get(key) != texts} == {}
    assert set(told) == set(kept)
    steps = sum(len(texts) - 1 for texts in told.values())
    assert tracker.one("SELECT count(*) FROM changes WHERE kind IN ('edited', 'reverted')") == steps
    assert tracker.one("SELECT count(*) FROM changes WHERE summary_en = '' OR summary_ja = '' OR from_revision = to_revision") == 0
    back = sum(text in texts[:place] for texts in told.values() for place, text in enumerate(texts))
    assert tracker.one("SELECT count(*) FROM changes WHERE kind = 'reverted'") == back


@pytest.mark.parametrize("name", REAL)
def test_every_version_of_a_real_history_is_one_revision(tmp_path, feed_server, shared, name: str) -> None:
    history = fetches(shared, name)[:: STEP_OF.get(name, 1)]
    check(served(tmp_path, feed_server, history), [body for _, body in history])


@pytest.mark.parametrize("name", REAL[:2])
def test_a_real_history_with_polls_cut_off_and_repeated(tmp_path, feed_server, shared, name: str) -> None:
    history = fetches(shared, name)
    check(served(tmp_path, feed_server, history, seed=5), [body for _, body in history])


def own(*documents: tuple[tuple[str, str, str], ...]) -> list[tuple[datetime, bytes]]:
    return [(datetime(2025, 5, 1, hour, tzinfo=UTC), rss(*items).encode()) for hour, items in enumerate(documents)]


A, B, C = (("g1", title, "Akazawa and Bessent met.") for title in ("Talks begin", "Talks fail", "Talks go on"))
OTHER = ("g2", "Rice quota stays", "The ministry said so.")


def test_a_history_of_our_own_with_polls_cut_off_and_repeated(tmp_path, feed_server) -> None:
    history = own((A, OTHER), (OTHER, B), (A,), (A, OTHER), (C, OTHER), (A, OTHER), (B,))
    tracker = served(tmp_path, feed_server, history, seed=3)
    check(tracker, [body for _, body in history])
    assert tracker.rows("SELECT kind FROM changes WHERE item_id = (SELECT id FROM items WHERE guid = 'g1') ORDER BY id") == [
        (kind,) for kind in ("edited", "reverted", "edited", "reverted", "reverted")
    ]


def test_rotating_guids_and_another_order_are_no_change(tmp_path, feed_server) -> None:
    def document(look: int) -> str:
        items = [f"<item><guid>{n}#{look}</guid><link>https://news.example/{n}</link><title>Story {n}</title></item>" for n in range(6)]
        random.Random(look).shuffle(items)
        return f"<rss version='2.0'><channel><title>News</title>{''.join(items)}</channel></rss>"

    history = [(datetime(2025, 5, 1, look, tzinfo=UTC), document(look).encode()) for look in range(20)]
    tracker = served(tmp_path, feed_server, history)
    assert [tracker.one(f"SELECT count(*) FROM {table}") for table in ("items", "revisions", "changes")] == [6, 6, 0]


def test_ten_thousand_unchanged_polls_add_no_revision_and_no_snapshot(tmp_path, feed_server) -> None:
    tracker = served(tmp_path, feed_server, own((A, OTHER)))
    counts = "SELECT (SELECT count(*) FROM revisions), (SELECT count(*) FROM snapshots), (SELECT count(*) FROM items)"
    before = tracker.rows(counts)
    address, body = feed_server.url + "/feed", feed_server.answers["/feed"].body
    answers = (Response(address, address, 304, {}, b""), Response(address, address, 200, {"content-type": "application/rss+xml"}, body))
    with open_store(tracker.config.db) as store:
        for look in range(100):
            tracker.later(hours=1)
            row = source(store.conn, "source")
            made = Attempt(row, tracker.now, Validators(etag='"e"') if look % 2 == 0 else Validators())
            save_polls(store, [write_of(store, made, answers[look % 2], None, tracker.now) for _ in range(100)])
    assert tracker.rows(counts) == before
    assert tracker.one("SELECT count(*) FROM polls") == 10_001
