"""Looks over a database and what it stands on, one check after the other; what each says is decided in `tracker.checkup`."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime

from db.connection import Connection
from db.errors import StoreError
from db.queries.health import broken_snapshots, counts, integrity, orphans, pulse, search_in_step
from db.queries.pages import clock_now
from db.queries.read import fetch
from db.queries.sources import list_sources
from db.store.connect import open_store, read_connection
from db.store.search_index import index_queue, queue_everything
from tracker import checkup
from tracker.backup import last_backup
from tracker.checkup import FAULT, Finding
from tracker.config import Config
from tracker.instants import text_of
from tracker.lock import is_locked
from tracker.snapshot_bytes import retrieved_bytes

NEWEST = 1000
"""How many snapshots are looked at where not all are asked for."""

Check = Callable[[Connection], Iterator[Finding]]


def look_over(config: Config, now: datetime, everything: bool = False) -> Iterator[Finding]:
    """The findings on the configured database. everything: also the contents of indexes, and all snapshots.

    A database that can't be read is a finding too: what does not need it is looked at all the same.
    """
    polling = config.db.exists() and is_locked(config.db)
    try:
        conn = read_connection(config.db)
    except StoreError as error:
        yield _fault("database", error)
    else:
        for name, check in _checks(text_of(now), polling, everything):
            try:
                yield from check(conn)
            except StoreError as error:
                yield _fault(name, error)
        conn.close()
    yield _disk(config)
    yield checkup.of_backup(text_of(now), last_backup(config.db))


def _fault(name: str, error: StoreError) -> Finding:
    return Finding(name, FAULT, error.problem, error.advice or "`tracker restore` the last backup")


def _checks(now: str, polling: bool, everything: bool) -> tuple[tuple[str, Check], ...]:
    def rows(conn: Connection) -> Iterator[Finding]:
        yield checkup.of_orphans(orphans(conn))

    def snapshots(conn: Connection) -> Iterator[Finding]:
        kept = counts(conn)["snapshots"]
        limit = kept if everything else NEWEST
        yield checkup.of_snapshots(tuple(broken_snapshots(conn, retrieved_bytes, limit)), min(kept, limit))

    def waiting(conn: Connection) -> Iterator[Finding]:
        yield checkup.of_search(search_in_step(conn), polling)
        yield checkup.of_joining(pulse(conn).pending, polling)

    def clock(conn: Connection) -> Iterator[Finding]:
        checked = fetch(conn, "SELECT max(checked_until) FROM anchors")[0][0]
        yield checkup.of_clock(now, clock_now(conn), checked)

    return (
        ("database", lambda conn: iter([checkup.of_integrity(integrity(conn, quick=not everything))])),
        ("rows", rows),
        ("snapshots", snapshots),
        ("search", waiting),
        ("sources", lambda conn: iter(checkup.of_sources(list_sources(conn)))),
        ("clock", clock),
        ("poller", lambda conn: iter([checkup.of_poller(now, pulse(conn).beat_at, polling)])),
    )


def _disk(config: Config) -> Finding:
    folder = config.db.absolute().parent
    if not folder.is_dir():
        return Finding("disk", FAULT, f"{folder} is no folder", "name another database with --db")
    size = config.db.stat().st_size if config.db.is_file() else 0
    return checkup.of_disk(size, shutil.disk_usage(folder).free)


def rebuild_search(config: Config) -> int:
    """Build the search index anew; how many items and events are in it. Raises StoreError's children."""
    done = 0
    with open_store(config.db) as store:
        queue_everything(store)
        while taken := index_queue(store):
            done += taken
    return done
