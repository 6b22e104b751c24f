"""Consistent copies of the database while it is being written."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from db.errors import DatabaseUnwritable
from db.store.connect import Store
from db.translate import translated


def backup_to(store: Store, target: Path) -> None:
    """Copy the whole database, page by page, to a file that is not there yet; it appears under its name only when it is whole.

    Raises DatabaseUnwritable where the target exists or can't be written, DatabaseBroken, DatabaseBusy.
    """
    with _appearing(target) as partial:
        copy = sqlite3.connect(partial, isolation_level=None)
        try:
            store.conn.backup(copy)
            # A plain file that stands alone: without this the copy would be in WAL mode, like its source.
            copy.execute("PRAGMA journal_mode = DELETE")
        finally:
            copy.close()


def vacuum_into(store: Store, target: Path) -> None:
    """Write a compact copy that may be published and downloaded (TRAPS 29), to a file that is not there yet.

    Raises DatabaseUnwritable where the target exists or can't be written, DatabaseBroken, DatabaseBusy.
    """
    with _appearing(target) as partial:
        store.conn.execute("VACUUM INTO ?", (str(partial),))


@contextmanager
def _appearing(target: Path) -> Iterator[Path]:
    """The name to write a copy under; it is made to last through a power cut, then gets its own."""
    if target.exists():
        raise DatabaseUnwritable(str(target), "there is a file of this name already", "name another one")
    partial = target.with_name(f"{target.name}.partial")
    try:
        partial.unlink(missing_ok=True)
        with translated(target):
            yield partial
        with partial.open("rb") as file:
            os.fsync(file.fileno())
        partial.replace(target)
    except OSError as error:
        raise DatabaseUnwritable(str(target), error.strerror or str(error), "check the disk and who owns the folder") from error
