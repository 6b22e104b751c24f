"""Real multi-version histories, and some of our own writing, served in order to a polled tracker: every version is one revision, in order.

What must come out is read from the files by lxml alone; only how a text is written down (white space, markup) is the tracker's own.
"""

from __future__ import annotations

import random
import tarfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import FeedServer
from polled_tracker import Tracker, rss
from replayed import History, Served, Told, check, entries, expected, replayed

from db.queries.sources import source
from db.store.connect import open_store
from db.store.polls import save_polls
from feeds.types import Response, Source, Validators
from tracker.outcome import Attempt
from tracker.poll_write import write_of

REAL = ("nyt_econ_apr_may", "bbc_home_uk_early", "economist")
STEP_OF = {"economist": 12}
"""Of a long history every so many fetches are served, so that the test stays quick."""


def fetches(shared, name: str) -> list[tuple[datetime, bytes]]:
    """The fetches of a stored history, oldest first."""
    with tarfile.open(shared / "corpora" / "histories" / f"{name}.raw.tar.xz") as archive:
        files = {member.name: archive.extractfile(member).read() for member in archive.getmembers() if member.isfile()}  # type: ignore[union-attr]
    named = sorted((path.rpartition("/")[2].partition("_")[0], body) for path, body in files.items())
    return [(datetime.strptime(at, "%Y-%m-%dT%H-%M-%SZ").replace(tzinfo=UTC), body) for at, body in named]


def served(tmp_path: Path, server: FeedServer, history: History, seed: int | None = None) -> Tracker:
    return replayed(tmp_path, server, history, Served(Source("source", server.url + "/feed", lang="en")), seed)


def told(history: History) -> Told:
    return expected([entries(body) for _, body in history])


@pytest.mark.parametrize("name", REAL)
def test_every_version_of_a_real_history_is_one_revision(tmp_path, feed_server, shared, name: str) -> None:
    history = fetches(shared, name)[:: STEP_OF.get(name, 1)]
    check(served(tmp_path, feed_server, history), told(history))


@pytest.mark.parametrize("name", REAL[:2])
def test_a_real_history_with_polls_cut_off_and_repeated(tmp_path, feed_server, shared, name: str) -> None:
    history = fetches(shared, name)
    check(served(tmp_path, feed_server, history, seed=5), told(history))


def own(*documents: tuple[tuple[str, str, str], ...]) -> list[tuple[datetime, bytes]]:
    return [(datetime(2025, 5, 1, hour, tzinfo=UTC), rss(*items).encode()) for hour, items in enumerate(documents)]


A, B, C = (("g1", title, "Akazawa and Bessent met.") for title in ("Talks begin", "Talks fail", "Talks go on"))
OTHER = ("g2", "Rice quota stays", "The ministry said so.")


def test_a_history_of_our_own_with_polls_cut_off_and_repeated(tmp_path, feed_server) -> None:
    history = own((A, OTHER), (OTHER, B), (A,), (A, OTHER), (C, OTHER), (A, OTHER), (B,))
    tracker = served(tmp_path, feed_server, history, seed=3)
    check(tracker, told(history))
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
