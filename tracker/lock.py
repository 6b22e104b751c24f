"""The poller's lock: an OS file lock beside the database, gone with its process however that ends."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tracker.errors import AlreadyRunning


def lock_path(database: Path) -> Path:
    """Where the lock of a database stands: `<database>.lock` beside it."""
    return database.with_name(database.name + ".lock")


@contextmanager
def poller_lock(database: Path) -> Iterator[None]:
    """Hold the lock while the block runs. Raises AlreadyRunning where another process holds it, with that process's number."""
    path = lock_path(database)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
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


def is_locked(database: Path) -> bool:
    """Whether a poller of this database is running."""
    try:
        with poller_lock(database):
            return False
    except AlreadyRunning:
        return True
