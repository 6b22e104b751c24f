"""The poller's lock: an OS file lock beside the database, gone with its process however that ends."""

from __future__ import annotations

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from db.errors import DatabaseUnwritable
from tracker.errors import AlreadyRunning

LOOKS, LOOK_S = 4, 0.05


def lock_path(database: Path) -> Path:
    """Where the lock of a database stands: `<database>.lock` beside it."""
    return database.with_name(database.name + ".lock")


@contextmanager
def poller_lock(database: Path) -> Iterator[None]:
    """Hold the lock while the block runs.

    Raises AlreadyRunning where another process holds it, with that process's number, and DatabaseUnwritable where there can be none.
    """
    path = lock_path(database)
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    except OSError as error:
        advice = "check that the folder exists and may be written"
        raise DatabaseUnwritable(str(path), f"can't be opened: {error.strerror}", advice) from error
    try:
        try:
            _take(descriptor)
        except OSError as error:
            holder = os.pread(descriptor, 32, 0).decode("ascii", "replace").strip() or "unknown"
            raise AlreadyRunning(
                str(database), f"another poller is running (process {holder})", "stop it first, or use `tracker serve` beside it"
            ) from error
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(descriptor)


def _take(descriptor: int) -> None:
    """Lock it, waiting a moment for one who only looks whether it is locked. Raises OSError."""
    for _ in range(LOOKS):
        try:
            return fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            time.sleep(LOOK_S)
    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def is_locked(database: Path) -> bool:
    """Whether a poller of this database is running. Raises DatabaseUnwritable."""
    try:
        with poller_lock(database):
            return False
    except AlreadyRunning:
        return True
