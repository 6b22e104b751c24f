"""An export as it lies in a folder, for those who hand it on: read anew each time, as another one may take its place."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tracker.errors import ExportError
from tracker.exporting.folder import files_of
from tracker.exporting.layout import PACKAGE
from tracker.publish.described import Pair


@dataclass(frozen=True, slots=True)
class OfferedFile:
    """A file of an export. path: within it, with `/`. sha256: empty for the list of sums. table: whose rows it has, empty for none."""

    path: str
    size: int
    sha256: str
    rows: int | None = None
    table: str = ""
    title: Pair = ("", "")


@dataclass(frozen=True, slots=True)
class Offered:
    """An export. made_at: the moment of the data (UTC text), empty before its first. left_out: which of others' works are not in it."""

    made_at: str
    version: str
    fingerprint: str
    left_out: tuple[str, ...]
    files: tuple[OfferedFile, ...]


def read_offered(folder: Path) -> Offered | None:
    """The export in a folder, None where there is none. Raises ExportError for one that can't be read."""
    if not (folder / PACKAGE).is_file():
        return None
    try:
        package: dict[str, Any] = json.loads((folder / PACKAGE).read_text(encoding="utf-8"))
        resources = {one["path"]: one for one in package["resources"]}
        files = tuple(_file(folder, path, digest, resources.get(path, {})) for path, digest in sorted(files_of(folder).items()))
        left_out, made_at = tuple(package["leftOut"]), package.get("created", "")
        return Offered(made_at, package["version"], package["fingerprint"], left_out, files)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ExportError(PACKAGE, f"can't be read: {error!r}", "run `tracker export` again") from error


def _file(folder: Path, path: str, digest: str, said: dict[str, Any]) -> OfferedFile:
    table = Path(path).stem if said.get("type") == "table" else ""
    title = (said.get("title", ""), said.get("title_ja", ""))
    return OfferedFile(path, (folder / path).stat().st_size, digest, said.get("rows"), table, title)
