"""The errors of `tracker`; each carries its data and builds its message from it.

    TrackerError
    ├── ConfigError      a configuration file, environment variable or setting that can't be used
    ├── PackError        an anchor pack, or a row of one, that can't be used
    ├── ImportFileError  a file or row given to `import` or `backfill` that can't be used
    ├── AlreadyRunning   another poller holds the lock of this database
    ├── UnknownName      a source, item, event, class or command that does not exist, with the nearest ones
    ├── BadParameter     a parameter of a page's address that can't be used, with what it may be
    ├── BackupError      an archive that can't be written, read or trusted
    ├── ExportError      a folder that can't be exported into, or an export that can't be read
    ├── NotPossible      a person's decision that can't be carried out as it stands
    ├── NotAllowed       a decision by someone who may not decide here
    ├── Unforeseen       a fault of this program's own behind a page
    └── CheckFailed      something ran and found a fault (exit status 1)
"""

from __future__ import annotations

from collections.abc import Callable


def _restored(kind: type[TrackerError], args: tuple[object, ...], data: dict[str, object]) -> TrackerError:
    error = kind.__new__(kind)
    error.args = args
    error.__dict__.update(data)
    return error


class TrackerError(Exception):
    """Root of the errors of `tracker`."""

    def __init__(self, where: str, problem: str, advice: str = "") -> None:
        """Name the file, row or setting, the problem, and what to do about it."""
        self.where, self.problem, self.advice = where, problem, advice
        super().__init__(f"{where}: {problem}" + (f" ({advice})" if advice else ""))

    def __reduce__(self) -> tuple[Callable[..., TrackerError], tuple[object, ...]]:
        """An error crosses from one process to another as it is, without its `__init__` being run again on its message."""
        return _restored, (type(self), self.args, self.__dict__)


class ConfigError(TrackerError):
    """A configuration file, environment variable or setting that can't be used."""


class PackError(TrackerError):
    """An anchor pack, or a row of one, that can't be used."""


class ImportFileError(TrackerError):
    """A file or row given to `import` or `backfill` that can't be used."""


class AlreadyRunning(TrackerError):
    """Another poller holds the lock of this database."""


class UnknownName(TrackerError):
    """Something was named that does not exist; the advice lists the nearest names."""


class BadParameter(TrackerError):
    """A parameter of a page's address that can't be used; `possible` lists what it may be, or `form` says how it is written."""

    def __init__(self, name: str, value: str, possible: tuple[str, ...] = (), form: str = "") -> None:
        """Name the parameter, what was given, and what may be given instead."""
        self.name, self.value, self.possible, self.form = name, value, possible, form
        super().__init__(name, f"{value!r} is not possible", f"one of {', '.join(possible)}" if possible else form)


class BackupError(TrackerError):
    """An archive that can't be written, read or trusted."""


class ExportError(TrackerError):
    """A folder that can't be exported into, or an export that can't be read."""


class NotPossible(TrackerError):
    """A person's decision that can't be carried out as it stands; nothing was changed."""


class NotAllowed(TrackerError):
    """Someone wants to decide who may not decide here; nothing was changed."""


class Unforeseen(TrackerError):
    """A fault of this program's own behind a page; its traceback is in the log."""


class CheckFailed(TrackerError):
    """Something ran and found a fault."""
