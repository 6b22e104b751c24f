"""Backups: one archive with a consistent copy of the database, the configuration and the packs of one's own, and the way back.

The archive is a plain tar (POSIX pax) that holds `manifest.json` first, and then the files that it lists with size and SHA-256. The note
of the last one stands beside the database, so that it can be found where the database can't be read.
"""

from __future__ import annotations

import hashlib
import json
import os
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import IO, Any

from db.errors import DatabaseBroken
from db.queries.health import integrity
from db.store.connect import open_store, version_of
from db.store.copy import backup_to
from tracker.checkup import LastBackup
from tracker.config import Config
from tracker.errors import BackupError
from tracker.instants import text_of

MANIFEST, DATABASE, CONFIGURATION, PACKS = "manifest.json", "tracker.db", "tracker.toml", "packs"
FORMAT = 1
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Part:
    """One file of an archive. name: its path there. sha256, size: of its bytes."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class PackPlace:
    """A pack of an archive. folder: its path there. place: where the configuration looks for it, within its own folder a relative path."""

    folder: str
    place: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive holds. made_at: UTC instant. schema: the database's step."""

    made_at: str
    schema: int
    parts: tuple[Part, ...]
    packs: tuple[PackPlace, ...] = ()
    format: int = FORMAT

    def part(self, name: str) -> Part | None:
        """A file by its path in the archive; None where there is none."""
        return next((part for part in self.parts if part.name == name), None)


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What a backup came to."""

    file: Path
    size: int
    made_at: str
    parts: tuple[str, ...]


def back_up(config: Config, target: Path, now: datetime) -> BackedUp:
    """Write an archive of the configured database, configuration and packs, and read it back; a poller may run meanwhile.

    target: a file that is not there yet, or a folder, in which the archive is named by its time. Raises BackupError where it can't be
    written or does not read back, and StoreError's children, DatabaseBroken for a database that SQLite finds fault with.
    """
    stamp = text_of(now).replace("-", "").replace(":", "")
    file = target / f"{config.db.name}.backup-{stamp}.tar" if target.is_dir() else target
    if file.exists():
        raise BackupError(str(file), "there is a file of this name already", "name another one")
    with said(file), TemporaryDirectory(prefix=".backup-", dir=file.absolute().parent) as name:
        folder = Path(name)
        schema = _copy(config, folder / DATABASE)
        files = {DATABASE: folder / DATABASE, **_configuration(config)}
        packs, of_packs = _packs(config)
        files |= of_packs
        manifest = Manifest(text_of(now), schema, tuple(_part(part, path) for part, path in files.items()), packs)
        partial = folder / "archive.tar"
        _write(partial, manifest, files, now)
        verify(partial)
        partial.replace(file)
    done = BackedUp(file, file.stat().st_size, manifest.made_at, tuple(files))
    _note(config.db, done)
    return done


def _copy(config: Config, target: Path) -> int:
    """A copy of the database that stands alone, looked over; its schema step."""
    with open_store(config.db) as store:
        backup_to(store, target)
    with open_store(target) as copy:
        faults = integrity(copy.conn)
        schema = version_of(copy.conn)
        if faults:
            raise DatabaseBroken(str(config.db), faults[0], "a copy of it would be no backup: `tracker restore` an older one")
        copy.conn.execute("PRAGMA journal_mode = DELETE")
    return schema


def _configuration(config: Config) -> dict[str, Path]:
    return {CONFIGURATION: config.file} if config.file is not None else {}


def _packs(config: Config) -> tuple[tuple[PackPlace, ...], dict[str, Path]]:
    """The packs' places, and their files by the path in the archive."""
    base = home_of(config)
    places, files = [], {}
    for number, pack in enumerate(config.anchors, 1):
        folder = f"{PACKS}/{number}-{pack.absolute().name}"
        inside = pack.absolute().is_relative_to(base)
        places.append(PackPlace(folder, pack.absolute().relative_to(base).as_posix() if inside else str(pack.absolute())))
        for path in sorted(path for path in pack.rglob("*") if path.is_file()):
            files[f"{folder}/{path.relative_to(pack).as_posix()}"] = path
    return tuple(places), files


def home_of(config: Config) -> Path:
    """The folder that the configuration's paths are relative to: the file's, else the working folder."""
    return (config.file or Path(CONFIGURATION)).absolute().parent


def _part(name: str, path: Path) -> Part:
    with path.open("rb") as file:
        return Part(name, hashlib.file_digest(file, "sha256").hexdigest(), path.stat().st_size)


def _write(target: Path, manifest: Manifest, files: dict[str, Path], now: datetime) -> None:
    with target.open("xb") as out:
        os.fchmod(out.fileno(), 0o600)  # a configuration may hold what only its owner should read
        with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as archive:
            (target.parent / MANIFEST).write_text(json.dumps(asdict(manifest), ensure_ascii=False, indent=1), encoding="utf-8")
            for name, path in {MANIFEST: target.parent / MANIFEST, **files}.items():
                entry = tarfile.TarInfo(name)
                entry.size, entry.mtime, entry.mode = path.stat().st_size, int(now.timestamp()), 0o600
                with path.open("rb") as file:
                    archive.addfile(entry, file)
        out.flush()
        os.fsync(out.fileno())


def verify(file: Path) -> Manifest:
    """Read an archive through and hold each file against the manifest; what it holds.

    Raises BackupError for a file that is no archive of ours, is cut short, or holds other bytes than it says.
    """
    with archive_at(file) as archive:
        manifest = _manifest(archive, file)
        for part in manifest.parts:
            copy_part(archive, part, lambda block: None, file)
    return manifest


@contextmanager
def archive_at(file: Path) -> Iterator[tarfile.TarFile]:
    """An archive, open for reading. Raises BackupError for what is no tar file or is cut short."""
    with said(file):
        try:
            with tarfile.open(file, mode="r:") as archive:
                yield archive
        except tarfile.TarError as error:
            raise BackupError(str(file), f"is no archive of `tracker backup`, or not whole: {error}") from error


def _manifest(archive: tarfile.TarFile, file: Path) -> Manifest:
    try:
        found = _member(archive, MANIFEST, file).read()
        row = json.loads(found)
        parts = tuple(Part(str(one["name"]), str(one["sha256"]), int(one["size"])) for one in row["parts"])
        packs = tuple(PackPlace(str(one["folder"]), str(one["place"])) for one in row["packs"])
        manifest = Manifest(str(row["made_at"]), int(row["schema"]), parts, packs, int(row["format"]))
    except (ValueError, KeyError, TypeError) as error:
        raise BackupError(str(file), f"its manifest can't be read: {error!r}") from error
    if manifest.format > FORMAT:
        raise BackupError(str(file), f"was made by a newer program (format {manifest.format})", "use that program")
    if manifest.part(DATABASE) is None or not all(_is_inside(part.name) for part in parts):
        raise BackupError(str(file), "its manifest names no database, or a file outside")
    return manifest


def _is_inside(name: str) -> bool:
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts


def _member(archive: tarfile.TarFile, name: str, file: Path) -> IO[bytes]:
    try:
        member = archive.extractfile(name)
    except KeyError as error:
        raise BackupError(str(file), f"is no archive of `tracker backup`: no {name} in it") from error
    if member is None:
        raise BackupError(str(file), f"{name} in it is no file")
    return member


def copy_part(archive: tarfile.TarFile, part: Part, keep: Callable[[bytes], object], file: Path) -> None:
    """Read a file of an archive block by block and hold it against the manifest. Raises BackupError where it differs.

    keep: what is done with each block. file: the archive, for errors.
    """
    digest, size = hashlib.sha256(), 0
    with _member(archive, part.name, file) as member:
        while block := member.read(_BLOCK):
            digest.update(block)
            size += len(block)
            keep(block)
    if digest.hexdigest() != part.sha256 or size != part.size:
        raise BackupError(str(file), f"{part.name} in it is damaged", "use another backup")


@contextmanager
def said(file: Path) -> Iterator[None]:
    """A block in which the operating system's refusals become ours. Raises BackupError."""
    try:
        yield
    except OSError as error:
        raise BackupError(str(error.filename or file), f"can't be read or written: {error.strerror}", "check disk and owner") from error


def _note(database: Path, done: BackedUp) -> None:
    text = json.dumps({"at": done.made_at, "file": str(done.file.absolute())}, ensure_ascii=False)
    with said(note_path(database)):
        note_path(database).write_text(text, encoding="utf-8")


def note_path(database: Path) -> Path:
    """Where the note of a database's last backup stands: `<database>.last-backup` beside it."""
    return database.with_name(database.name + ".last-backup")


def last_backup(database: Path) -> LastBackup | None:
    """The last backup that was made of a database; None where no note of one can be read."""
    try:
        row: dict[str, Any] = json.loads(note_path(database).read_text(encoding="utf-8"))
        return LastBackup(str(row["at"]), str(row["file"]), Path(row["file"]).is_file())
    except (OSError, ValueError, KeyError, TypeError):
        return None

