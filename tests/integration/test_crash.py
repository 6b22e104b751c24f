"""kill -9 of a real `tracker poll` in the middle of many sources, at several moments; the next poll finishes it without a duplicate."""

from __future__ import annotations

import os
import signal
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest
from cli_runs import Cli, Service
from conftest import FeedServer
from polled_tracker import rss

from tracker.lock import is_locked

SOURCES, ENTRIES = 120, 8
STORY = "Japan's negotiator Akazawa met Treasury Secretary Bessent on tariffs. "


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A database in which no source is on."""
    cli = Cli(tmp_path_factory.mktemp("prepared"))
    cli("init")
    cli.write("UPDATE sources SET enabled = 0, set_by_person = '[\"enabled\"]'")
    cli.write("PRAGMA wal_checkpoint(TRUNCATE)")
    return (cli.folder / "tracker.db").read_bytes()


@pytest.fixture(scope="module")
def server() -> FeedServer:  # type: ignore[misc]
    server = FeedServer()
    for n in range(SOURCES):
        told = ((f"Japan's negotiator meets Bessent, {n}", STORY), *((f"Story {n}-{k}", f"Words of {n}. " * 20) for k in range(1, ENTRIES)))
        server.put(f"/{n}.xml", rss(*((f"{n}-{k}", title, text) for k, (title, text) in enumerate(told))))
    yield server
    server.close()


def tracker(folder: Path, prepared: bytes, server: FeedServer) -> Cli:
    (folder / "tracker.db").write_bytes(prepared)
    cli = Cli(folder, {"TRACKER_NOW": "2025-04-17T03:00:00Z", "TRACKER_ALLOW_PRIVATE": "1", "TRACKER_WORKERS": "2"})
    with closing(sqlite3.connect(folder / "tracker.db", isolation_level=None)) as conn:
        added = ((f"s{n:03}", f"{server.url}/{n}.xml") for n in range(SOURCES))
        conn.executemany("INSERT INTO sources (id, kind, url, lang, added_by) VALUES (?, 'feed', ?, 'en', 'person')", added)
    return cli


def killed_after(cli: Cli, server: FeedServer, asked: int, told: int) -> Service:
    """Start a poll and kill it without a word as soon as it asked and told of so many sources."""
    asked += len(server.asked)
    with cli.service("poll") as poll:
        until = time.monotonic() + 30
        while (len(server.asked) < asked or len(poll.out) < told) and poll.process.poll() is None and time.monotonic() < until:
            time.sleep(0.001)
        os.kill(poll.process.pid, signal.SIGKILL)
        poll.ended()
    return poll


@pytest.mark.parametrize(("asked", "told"), [(20, 0), (0, 1), (0, 61)])
def test_a_poll_that_was_killed_is_finished_by_the_next_one(
    tmp_path: Path, prepared: bytes, server: FeedServer, asked: int, told: int
) -> None:
    cli = tracker(tmp_path, prepared, server)
    killed = killed_after(cli, server, asked, told)
    assert killed.process.returncode == -signal.SIGKILL, "it ended before it could be killed"
    assert left_behind(tmp_path) == []
    kept = cli.rows("SELECT source_id, count(*) FROM items GROUP BY 1")
    assert {count for _, count in kept} <= {ENTRIES}, "a poll was stored in part"
    assert cli.rows("PRAGMA integrity_check") == [("ok",)] and cli.rows("PRAGMA foreign_key_check") == []
    assert len(kept) == cli.one("SELECT count(*) FROM polls") and len(kept) >= told
    assert not is_locked(tmp_path / "tracker.db")

    before = len(server.asked)
    again = cli.process("poll")
    assert again.code == 0, again.err
    assert len(server.asked) - before == SOURCES - len(kept), "only what was not stored is asked again"
    assert cli.rows("SELECT count(*), count(DISTINCT source_id || item_key), count(DISTINCT source_id) FROM items") == [
        (SOURCES * ENTRIES, SOURCES * ENTRIES, SOURCES)
    ]
    assert cli.one("SELECT count(*) FROM revisions") == SOURCES * ENTRIES
    assert cli.rows("SELECT (SELECT count(*) FROM links WHERE event_pending = 1), (SELECT count(*) FROM search_queue)") == [(0, 0)]
    assert cli.one("SELECT count(*) FROM links WHERE linked = 1") == SOURCES
    assert cli.one("SELECT count(*) FROM event_items") == SOURCES
    assert cli.rows("PRAGMA integrity_check") == [("ok",)] and cli.rows("PRAGMA foreign_key_check") == []


def left_behind(folder: Path) -> list[str]:
    """The worker processes that are still there, once they had a moment to see that their parent is gone."""
    until = time.monotonic() + 5
    while (found := [path.parent.name for path in Path("/proc").glob("[0-9]*/cwd") if leads_to(path, folder)]) and time.monotonic() < until:
        time.sleep(0.05)
    return found


def leads_to(link: Path, folder: Path) -> bool:
    try:
        return link.readlink() == folder
    except OSError:  # it has just ended, or is somebody else's
        return False
