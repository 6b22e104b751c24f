"""The way back from an archive of `tracker.backup`: checked as a whole first, then put in place, with what stood there kept beside it."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from db.errors import DatabaseBroken
from db.queries.health import integrity
from db.store.alerts import mark_restored
from db.store.connect import open_store
from tracker.backup import CONFIGURATION, DATABASE, PACKS, Manifest, PackPlace, Part, archive_at, copy_part, home_of, said, verify
from tracker.config import Config
from tracker.instants import text_of
from tracker.lock import poller_lock

BESIDE = ("", "-wal", "-shm")
"""A database is the file and what SQLite keeps beside it; they move together, the file first: its log alone is then of no file."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore came to. kept: the files that stood there, under their new names. written, differing: of configuration and packs."""

    database: Path
    made_at: str
    kept: tuple[Path, ...]
    written: tuple[Path, ...]
    differing: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A file of the configuration or a pack that was taken out of the archive, and where it belongs."""

    taken: Path
    place: Path


def restore(config: Config, file: Path, now: datetime, configuration_too: bool = False) -> Restored:
    """Put the database of an archive in place of the configured one; what stands there is kept as `<name>.before-restore-<time>`.

    The configuration file and packs are written where there are none. Where other ones stand, they stay, unless `configuration_too`;
    then these are kept beside. A pack that stood outside the configuration's folder goes into `packs` there. Raises AlreadyRunning where a
    poller runs, BackupError for an archive that is not whole or files that can't be written, SchemaTooNew, DatabaseBroken; nothing was
    changed then.
    """
    manifest = verify(file)
    with said(config.db):
        config.db.absolute().parent.mkdir(parents=True, exist_ok=True)
        with poller_lock(config.db), TemporaryDirectory(prefix=".restore-", dir=config.db.absolute().parent) as name:
            folder = Path(name)
            placed = _take_out(file, manifest, folder, config)
            _look_over(folder / DATABASE, file, text_of(now))
            suffix = f".before-restore-{text_of(now).replace('-', '').replace(':', '')}"
            kept = _put_database(folder / DATABASE, config.db, suffix)
            differing = [one for one in placed if one.place.exists() and one.place.read_bytes() != one.taken.read_bytes()]
            missing = [one for one in placed if not one.place.exists()]
            if configuration_too:
                kept += [_keep(one.place, suffix) for one in differing]
                missing, differing = missing + differing, []
            for one in missing:
                one.place.parent.mkdir(parents=True, exist_ok=True)
                one.taken.replace(one.place)
    places = tuple(one.place for one in missing)
    return Restored(config.db, manifest.made_at, tuple(kept), places, tuple(one.place for one in differing))


def _take_out(file: Path, manifest: Manifest, folder: Path, config: Config) -> list[_Placed]:
    """Write every file of the archive into a folder; where those of the configuration and the packs belong."""
    placed = []
    with archive_at(file) as archive:
        for number, part in enumerate(manifest.parts):
            taken = folder / (DATABASE if part.name == DATABASE else str(number))
            _write(archive, part, taken, file)
            place = _place(part, manifest, config)
            if place is not None:
                placed.append(_Placed(taken, place))
    return placed


def _write(archive: tarfile.TarFile, part: Part, taken: Path, file: Path) -> None:
    with taken.open("xb") as out:
        copy_part(archive, part, out.write, file)


def _place(part: Part, manifest: Manifest, config: Config) -> Path | None:
    """Where a file belongs; None for the database."""
    if part.name == CONFIGURATION:
        return config.file or home_of(config) / CONFIGURATION
    for pack in manifest.packs:
        if part.name.startswith(pack.folder + "/"):
            return home_of(config) / _folder(pack) / part.name.removeprefix(pack.folder + "/")
    return None


def _folder(pack: PackPlace) -> PurePosixPath:
    """A pack's folder within the configuration's: an archive never says where else on this machine a file is written."""
    place = PurePosixPath(pack.place)
    return PurePosixPath(PACKS) / place.name if place.is_absolute() or ".." in place.parts else place


def _look_over(database: Path, file: Path, now: str) -> None:
    """Check the database that was taken out, and mark in it that it was: what polls find next is no news that deserves an alert."""
    with open_store(database) as store:
        faults = integrity(store.conn)
        if not faults:
            mark_restored(store, now)
    if faults:
        raise DatabaseBroken(str(file), f"the database in it has a fault: {faults[0]}", "use another backup")


def _put_database(taken: Path, place: Path, suffix: str) -> list[Path]:
    kept = list(_aside(place, suffix))
    taken.replace(place)
    return kept


def _aside(place: Path, suffix: str) -> Iterator[Path]:
    for beside in BESIDE:
        one = place.with_name(place.name + beside)
        if one.exists():
            yield one.replace(place.with_name(place.name + suffix + beside))


def _keep(place: Path, suffix: str) -> Path:
    return place.replace(place.with_name(place.name + suffix))
