"""The errors of `db`; each carries its data and builds its message from it.

    StoreError
    ├── DatabaseMissing     no file there, and the command does not make one
    ├── DatabaseBroken      SQLite can't read it, or an integrity check failed
    ├── SchemaTooNew        written by a newer program: an older one refuses it
    ├── MigrationFailed     a step failed; the file is as it was, and a backup stands beside it
    ├── SchemaTooOld        written by an older program and not migrated yet
    ├── DatabaseBusy        another process held the write lock for longer than the busy timeout
    ├── DatabaseUnwritable  the disk is full, or the file or its folder can't be opened or written
    ├── UnknownRow          a row that was named does not exist
    ├── BadQuery            a filter or a parameter that can't be understood
    ├── TookTooLong         a query was stopped at its time limit
    └── BadRow              a row that breaks a rule of the schema: says which
"""

from __future__ import annotations

from collections.abc import Callable


def _restored(kind: type[StoreError], args: tuple[object, ...], data: dict[str, object]) -> StoreError:
    error = kind.__new__(kind)
    error.args = args
    error.__dict__.update(data)
    return error


class StoreError(Exception):
    """Root of the errors of `db`."""

    def __init__(self, where: str, problem: str, advice: str = "") -> None:
        """Name the file, table or row, the problem, and what to do about it."""
        self.where, self.problem, self.advice = where, problem, advice
        super().__init__(f"{where}: {problem}" + (f" ({advice})" if advice else ""))

    def __reduce__(self) -> tuple[Callable[..., StoreError], tuple[object, ...]]:
        """An error crosses from one process to another as it is, without its `__init__` being run again on its message."""
        return _restored, (type(self), self.args, self.__dict__)


class DatabaseMissing(StoreError):
    """No database file there, and the command does not make one."""


class DatabaseBroken(StoreError):
    """SQLite can't read the file, or an integrity check failed."""


class SchemaTooNew(StoreError):
    """The file was written by a newer program."""


class SchemaTooOld(StoreError):
    """The file was written by an older program and not migrated yet."""


class MigrationFailed(StoreError):
    """A schema step failed; the file is as it was before."""


class DatabaseBusy(StoreError):
    """Another process held the write lock for longer than the busy timeout."""


class DatabaseUnwritable(StoreError):
    """The disk is full, or the file or its folder can't be opened or written."""


class UnknownRow(StoreError):
    """A row that was named does not exist."""


class BadQuery(StoreError):
    """A filter or a parameter that can't be understood."""


class TookTooLong(StoreError):
    """A query was stopped at its time limit."""


class BadRow(StoreError):
    """A row breaks a rule of the schema."""
