"""Opening the database file, for writing and for reading, and the transaction that every write is made in."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from urllib.parse import quote

from sqlite_utils import Database

from db.errors import DatabaseMissing, SchemaTooNew, SchemaTooOld
from db.migrations import STEPS
from db.search_words import register_functions
from db.translate import translated

BUSY_TIMEOUT_S = 10.0
CHECKPOINT_PAGES = 4000
NEWEST = STEPS[-1].version


@dataclass(frozen=True, slots=True)
class Store:
    """An open database for writing. One writer at a time may use it; it may be handed from thread to thread.

    path: the file. conn: in autocommit mode, so that nothing is written outside a transaction that was asked for.
    db: sqlite-utils' view of the same connection.
    """

    path: Path
    conn: sqlite3.Connection
    db: Database

    @contextmanager
    def atomic(self) -> Iterator[sqlite3.Connection]:
        """One write transaction: all or nothing. Within an open one it is a savepoint of it.

        The write lock is taken at the start (BEGIN IMMEDIATE), so that a second writer waits here, for at most the busy timeout, and
        never fails in the middle with a stale view (https://www.sqlite.org/isolation.html). Raises StoreError's children.
        """
        with translated(self.path):
            if self.conn.in_transaction:
                with self.db.atomic():
                    yield self.conn
                return
            self.conn.execute("BEGIN IMMEDIATE")
            try:
                yield self.conn
                self.db.commit()
            except BaseException:
                self.db.rollback()
                raise

    def close(self) -> None:
        """Close the connection."""
        self.conn.close()

    def __enter__(self) -> Store:
        """The store itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close the connection."""
        self.close()


def open_store(path: Path | str, *, create: bool = False) -> Store:
    """Open a database for writing: WAL, foreign keys on, waits of up to 10 s for another writer.

    create: make the file where there is none; it is empty until `db.store.migrate.migrate`. A file of an older program is opened as it
    is, to be migrated or copied: who writes rows asks `refuse_older` first.
    Raises DatabaseMissing, DatabaseBroken, DatabaseUnwritable, DatabaseBusy, or SchemaTooNew for a file of a newer program.
    """
    path = Path(path)
    if not create and not path.is_file():
        raise DatabaseMissing(str(path), "there is no database here", "make one with `tracker init`, or name another with --db")
    with translated(path):
        conn = _connect(path, "rwc" if create else "rw")
        try:
            refuse_newer(path, version_of(conn))
            for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "foreign_keys = ON", "cache_size = -4000"):
                conn.execute(f"PRAGMA {pragma}")
            # A large round would else wait for the disk in every second transaction, at SQLite's own 1,000 pages.
            conn.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")
            conn.execute(f"PRAGMA journal_size_limit = {64 << 20}")
        except BaseException:
            conn.close()
            raise
    return Store(path, conn, Database(conn, execute_plugins=False))


def read_connection(path: Path | str) -> sqlite3.Connection:
    """A read-only connection to a database that is up to date, with `search_words` registered; rows are `sqlite3.Row`.

    Raises DatabaseMissing, SchemaTooOld for a file that was not migrated, SchemaTooNew, DatabaseBroken, DatabaseUnwritable.
    """
    path = Path(path)
    if not path.is_file():
        raise DatabaseMissing(str(path), "there is no database here", "make one with `tracker init`, or name another with --db")
    with translated(path):
        conn = _connect(path, "ro")
        try:
            refuse_newer(path, version_of(conn))
            refuse_older(path, version_of(conn))
        except BaseException:
            conn.close()
            raise
    return conn


def version_of(conn: sqlite3.Connection) -> int:
    """The schema step a file stands at: 0 for an empty one."""
    return int(conn.execute("PRAGMA user_version").fetchone()[0])


def refuse_newer(path: Path, version: int) -> None:
    """Raises SchemaTooNew where a file's schema step is beyond what this program knows."""
    if version > NEWEST:
        raise SchemaTooNew(str(path), f"its schema is {version}, this program knows up to {NEWEST}", "use the newer program")


def refuse_older(path: Path, version: int) -> None:
    """Raises SchemaTooOld where a file was not migrated to this program's schema yet."""
    if version < NEWEST:
        raise SchemaTooOld(str(path), f"its schema is {version}, this program's is {NEWEST}", "run `tracker init`")


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    uri = f"file:{quote(str(path.absolute()))}?mode={mode}"
    conn = sqlite3.connect(uri, uri=True, timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False)
    conn.row_factory = sqlite3.Row
    register_functions(conn)
    return conn
