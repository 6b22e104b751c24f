"""Files that are summed while they are written, and rows as lines of CSV and JSON, one by one."""

from __future__ import annotations

import base64
import csv
import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType

from tracker.exporting.layout import Written
from tracker.publish.tables import csv_cell

_BLOCK = 1 << 20


class SummedFile:
    """A new file, whose bytes are counted and summed as they come. Used as a block, at whose end it is on the disk."""

    def __init__(self, folder: Path, path: str) -> None:
        """path: within the folder. Raises OSError where it can't be made or is there already."""
        self.path, self.rows = path, 0
        self._file = (folder / path).open("xb", buffering=_BLOCK)
        self._digest, self._size = hashlib.sha256(), 0

    def write(self, text: str) -> int:
        """Add some text as UTF-8; how many bytes. Raises OSError."""
        data = text.encode()
        self._digest.update(data)
        self._size += len(data)
        return self._file.write(data)

    def written(self, rows: int | None = None) -> Written:
        """What was written so far. rows: how many of a table it has."""
        return Written(self.path, self._size, self._digest.hexdigest(), rows)

    def __enter__(self) -> SummedFile:
        """The file itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close it, and have it last through a power cut where all went well."""
        with self._file as file:
            if kind is None:
                file.flush()
                os.fsync(file.fileno())


def write_text(folder: Path, path: str, parts: Iterable[str], rows: int | None = None) -> Written:
    """A file of some parts of text. Raises OSError."""
    with SummedFile(folder, path) as file:
        for part in parts:
            file.write(part)
        return file.written(rows)


def sum_of(folder: Path, path: str) -> Written:
    """A file that is there already, read through. Raises OSError."""
    with (folder / path).open("rb") as file:
        digest = hashlib.file_digest(file, "sha256")
        return Written(path, file.tell(), digest.hexdigest())


def write_rows(folder: Path, path: str, columns: Sequence[tuple[str, str]], rows: Iterable[Sequence[object]]) -> tuple[Written, Written]:
    """The same rows as `<path>.csv` and `<path>.jsonl`, read once. columns: names with their Table Schema types.

    CSV as RFC 4180 has it, NULL as nothing, what a spreadsheet would take for a formula behind an apostrophe; bytes in Base64 in both.
    In JSON Lines lists and objects are such, in CSV their JSON text. Raises OSError.
    """
    names = [name for name, _ in columns]
    nested = [place for place, (_, kind) in enumerate(columns) if kind in ("array", "object")]
    count = 0
    with SummedFile(folder, f"{path}.csv") as table, SummedFile(folder, f"{path}.jsonl") as lines:
        writer = csv.writer(table, lineterminator="\r\n")
        writer.writerow(names)
        for row in rows:
            cells = [_plain(cell) for cell in row]
            writer.writerow([csv_cell(cell) for cell in cells])
            for place in nested:
                cells[place] = _nested(cells[place])
            lines.write(json.dumps(dict(zip(names, cells, strict=True)), ensure_ascii=False, separators=(",", ":")) + "\n")
            count += 1
        return table.written(count), lines.written(count)


def _plain(cell: object) -> object:
    return base64.b64encode(cell).decode("ascii") if isinstance(cell, bytes) else cell


def _nested(cell: object) -> object:
    """JSON text as what it says; what is none stays as it is."""
    try:
        return json.loads(cell) if isinstance(cell, str) else cell
    except ValueError:
        return cell
