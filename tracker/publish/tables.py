"""Rows for programs: JSON, JSON Lines and CSV. Pure."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import fields
from typing import Any

MARK = "\ufeff"
"""The byte-order mark by which spreadsheets, Excel above all, know that a CSV file is UTF-8 and not of a code page (RFC 3629 §6)."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def to_json(rows: Sequence[Any]) -> str:
    """A plain list of frozen rows as JSON text; their tuples are lists."""
    return json.dumps([_plain(row) for row in rows], ensure_ascii=False, indent=None, separators=(",", ":"))


def to_jsonl(rows: Sequence[Any]) -> str:
    """Frozen rows as JSON Lines (https://jsonlines.org): one object a line, each line ended."""
    return "".join(json.dumps(_plain(row), ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows)


def to_csv(rows: Sequence[Any], kind: type, mark: bool = False) -> str:
    """Frozen rows as CSV (RFC 4180) under the names of the fields of `kind`; lists are JSON text. mark: begin with a byte-order mark.

    A text that a spreadsheet would take for a formula gets an apostrophe before it: titles come from strangers
    (https://owasp.org/www-community/attacks/CSV_Injection).
    """
    names = [field.name for field in fields(kind)]
    out = io.StringIO(MARK if mark else "")
    out.seek(0, io.SEEK_END)
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(names)
    for row in rows:
        writer.writerow([csv_cell(getattr(row, name)) for name in names])
    return out.getvalue()


def _plain(row: Any) -> dict[str, Any]:  # noqa: ANN401 - any frozen dataclass
    return {field.name: getattr(row, field.name) for field in fields(row)}


def csv_cell(value: object) -> object:
    """A value as a cell of CSV: lists as JSON text, what a spreadsheet would take for a formula behind an apostrophe."""
    if isinstance(value, (tuple, list)):
        return json.dumps(list(value), ensure_ascii=False)
    if isinstance(value, str) and value.startswith(_FORMULA):
        return "'" + value
    return value
