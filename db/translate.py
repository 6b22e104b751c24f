"""Turns what SQLite raises into the errors of `db`, at the border, by SQLite's own result codes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from db.errors import BadQuery, BadRow, DatabaseBroken, DatabaseBusy, DatabaseUnwritable, StoreError, TookTooLong

# Primary result codes (the low byte of an extended one): https://www.sqlite.org/rescode.html
_KINDS: dict[int, tuple[type[StoreError], str]] = {
    sqlite3.SQLITE_ERROR: (BadQuery, ""),
    sqlite3.SQLITE_INTERRUPT: (TookTooLong, "ask for less, or again"),
    sqlite3.SQLITE_BUSY: (DatabaseBusy, "another program is writing: try again"),
    sqlite3.SQLITE_LOCKED: (DatabaseBusy, "another program is writing: try again"),
    sqlite3.SQLITE_CORRUPT: (DatabaseBroken, "run `tracker doctor`, or `tracker restore` a backup"),
    sqlite3.SQLITE_NOTADB: (DatabaseBroken, "this is no SQLite database: name another file with --db"),
    sqlite3.SQLITE_FULL: (DatabaseUnwritable, "free some disk space"),
    sqlite3.SQLITE_IOERR: (DatabaseUnwritable, "check the disk"),
    sqlite3.SQLITE_READONLY: (DatabaseUnwritable, "check who owns the file and its folder"),
    sqlite3.SQLITE_CANTOPEN: (DatabaseUnwritable, "check that the folder exists and may be written"),
    sqlite3.SQLITE_PERM: (DatabaseUnwritable, "check who owns the file and its folder"),
    sqlite3.SQLITE_CONSTRAINT: (BadRow, ""),
    sqlite3.SQLITE_MISMATCH: (BadRow, ""),
    sqlite3.SQLITE_TOOBIG: (BadRow, ""),
}


def store_error(where: str | Path, error: sqlite3.Error) -> StoreError | None:
    """The error of `db` for one of SQLite; None for one that only a mistake in the program raises (no result code)."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return None
    kind, advice = _KINDS.get(code & 0xFF, (StoreError, ""))
    return kind(str(where), str(error), advice)


@contextmanager
def translated(where: str | Path) -> Iterator[None]:
    """A block in which SQLite's errors become those of `db`. where: the file or statement, for the message.

    Raises BadRow for text that is no Unicode (lone surrogates) and for numbers beyond 64 bits; else what `store_error` names.
    """
    try:
        yield
    except (UnicodeEncodeError, OverflowError) as error:
        raise BadRow(str(where), str(error)) from error
    except sqlite3.Error as error:
        ours = store_error(where, error)
        if ours is None:
            raise
        raise ours from error
