"""What `/download` shows: the copy, the timeline, the tables and what proves them, each with its size; or how to make them. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.exporting.layout import BODIES, DATABASE, MEDIA_TYPES, SNAPSHOTS, SUMS, ending_of
from tracker.publish.frame import age
from tracker.publish.reader import Reader

if TYPE_CHECKING:
    from tracker.exporting.offered import Offered, OfferedFile

COMMAND = "tracker export"
UNITS = (("MB", 1e6), ("kB", 1e3))
STORIES = ("atom", "ics")
LEFT_OUT = {BODIES: "download_left_bodies", SNAPSHOTS: "download_left_snapshots"}


@dataclass(frozen=True, slots=True)
class FileLine:
    """One file. name: as it is listed. size: in words. sha256: empty for the list of sums."""

    name: str
    href: str
    size: str
    media_type: str
    sha256: str


@dataclass(frozen=True, slots=True)
class TableLine:
    """A table or view with its files, CSV first. rows: in words."""

    name: str
    title: str
    rows: str
    files: tuple[FileLine, ...]


@dataclass(frozen=True, slots=True)
class DownloadView:
    """The page. copy: None where nothing was made yet. left_out: in words. sums: every file that has one."""

    command: str = COMMAND
    age: str = ""
    version: str = ""
    fingerprint: str = ""
    copy: FileLine | None = None
    stories: tuple[FileLine, ...] = ()
    tables: tuple[TableLine, ...] = ()
    others: tuple[FileLine, ...] = ()
    sums: tuple[FileLine, ...] = ()
    sums_name: str = SUMS
    left_out: tuple[str, ...] = ()


def download_view(r: Reader, offered: Offered | None, now: str) -> DownloadView:
    """The page for the export that is offered, None for none. now: UTC text."""
    if offered is None:
        return DownloadView()
    lines = {file.path: _line(r, file) for file in offered.files}
    named = {file.table: file for file in offered.files if file.table}
    others = [file for file in offered.files if not file.table and file.path != DATABASE]
    return DownloadView(
        age=age(r, offered.made_at, now),
        version=offered.version,
        fingerprint=offered.fingerprint,
        copy=lines.get(DATABASE),
        stories=tuple(lines[file.path] for file in others if ending_of(file.path) in STORIES),
        tables=tuple(_table(r, file, [lines[one.path] for one in offered.files if one.table == name]) for name, file in named.items()),
        others=tuple(lines[file.path] for file in others if ending_of(file.path) not in STORIES),
        sums=tuple(line for line in lines.values() if line.sha256),
        left_out=tuple(r.t(LEFT_OUT[name]) for name in offered.left_out),
    )


def size_said(size: int) -> str:
    """A number of bytes for people: 1.8 MB, 12.3 kB, 7 B."""
    for unit, bytes_ in UNITS:
        if size >= bytes_:
            return f"{size / bytes_:,.1f} {unit}"
    return f"{size} B"


def _line(r: Reader, file: OfferedFile) -> FileLine:
    return FileLine(file.path, r.path(f"/download/{file.path}"), size_said(file.size), MEDIA_TYPES[ending_of(file.path)], file.sha256)


def _table(r: Reader, file: OfferedFile, files: Iterable[FileLine]) -> TableLine:
    return TableLine(file.table, r.pick(*file.title).text, f"{file.rows or 0:,}", tuple(sorted(files, key=lambda line: line.name)))
