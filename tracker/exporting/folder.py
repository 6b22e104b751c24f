"""A folder that is made beside its place and takes it whole: whoever looks sees the former one or the new one, and none in between.

A crash leaves the former one, or its name free for the instant between two renames, which the next export mends first.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tracker.errors import ExportError
from tracker.exporting.layout import MADE_BY, NAME, PACKAGE, SUMS

_ADVICE = "name a new folder, or one that holds an export and nothing else"


@contextmanager
def replaced(folder: Path, database: Path) -> Iterator[Path]:
    """A new, empty folder to fill; at the block's end it stands in the place of `folder`, unless the block raises.

    database: the one that is exported, which must not lie in what is replaced. Raises ExportError where something else stands there,
    another export is under way, or nothing can be written.
    """
    folder = folder.absolute()
    with said(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        with _alone(_beside(folder, "partial"), folder) as partial:
            _mend(folder)
            _refuse_others(folder, database)
            yield partial
            for made in (partial, *(path for path in partial.iterdir() if path.is_dir())):
                _sync(made)
            _swap(folder, partial)


def files_of(folder: Path) -> dict[str, str]:
    """The files of an export by their paths, each with its SHA-256; the list of sums itself has none. Raises OSError, ValueError."""
    found = {SUMS: ""}
    for line in (folder / SUMS).read_text(encoding="utf-8").splitlines():
        digest, path = line.split("  ", 1)
        found[path] = digest
    return found


@contextmanager
def said(folder: Path) -> Iterator[None]:
    """A block in which the operating system's refusals become ours. Raises ExportError."""
    try:
        yield
    except OSError as error:
        raise ExportError(str(error.filename or folder), f"can't be written: {error.strerror}", "check the disk and its owner") from error


def _beside(folder: Path, what: str) -> Path:
    return folder.with_name(f".{folder.name}.{what}")


@contextmanager
def _alone(partial: Path, folder: Path) -> Iterator[Path]:
    """The folder to fill, emptied of what a crash left there, and locked; it is taken away where the block raises."""
    partial.mkdir(exist_ok=True)
    descriptor = os.open(partial, os.O_RDONLY | os.O_DIRECTORY)
    try:
        _lock(descriptor, partial, folder)
        for path in partial.iterdir():
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        try:
            yield partial
        except BaseException:
            shutil.rmtree(partial, ignore_errors=True)
            raise
    finally:
        os.close(descriptor)


def _lock(descriptor: int, partial: Path, folder: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        # Who waited for the other one to end holds a folder that has been moved to its place.
        ours = partial.is_dir() and os.path.samestat(os.fstat(descriptor), partial.stat())
    except BlockingIOError:
        ours = False
    if not ours:
        raise ExportError(str(folder), "another export into it is under way", "wait for its end")


def _mend(folder: Path) -> None:
    """Put the former export back where a crash came between the two renames, and take away what a crash left after them."""
    former = _beside(folder, "former")
    if former.exists() and not folder.exists():
        former.rename(folder)
    shutil.rmtree(former, ignore_errors=True)


def _refuse_others(folder: Path, database: Path) -> None:
    """Raises ExportError for a folder that is not ours to replace."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise ExportError(str(folder), "there is a file of this name", _ADVICE)
    if folder.resolve() in database.resolve().parents:
        raise ExportError(str(folder), f"the database {database.name} itself stands in it", _ADVICE)
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir() or path.is_symlink()}
    if not there:
        return
    try:
        described = json.loads((folder / PACKAGE).read_text(encoding="utf-8"))
        is_export = described["name"] == NAME and str(described["madeBy"]).startswith(MADE_BY)
        strange = sorted(there - set(files_of(folder)))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ExportError(str(folder), "there is a folder of this name, and it is no former export", _ADVICE) from error
    if not is_export or strange:
        raise ExportError(str(folder), f"it holds what is no part of an export: {strange[0] if strange else PACKAGE}", _ADVICE)


def _swap(folder: Path, partial: Path) -> None:
    former = _beside(folder, "former")
    if folder.exists():
        folder.rename(former)
    partial.rename(folder)
    _sync(folder.parent)
    shutil.rmtree(former, ignore_errors=True)


def _sync(folder: Path) -> None:
    """Have a folder's names last through a power cut."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
