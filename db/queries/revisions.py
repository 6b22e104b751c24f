"""Reading the revisions of one stream of an item, and the bytes that they were read from."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from db.errors import UnknownRow
from db.item_rows import REVISION_COLUMNS, StoredRevision
from db.queries.read import fetch, fetch_one


@dataclass(frozen=True, slots=True)
class Mark:
    """That a revision is kept. observed_at: UTC text."""

    seq: int
    observed_at: str


@dataclass(frozen=True, slots=True)
class StoredSnapshot:
    """A row of `snapshots`; body: as stored, None where retention dropped it."""

    sha256: str
    url: str
    retrieved_at: str
    media_type: str
    charset: str
    encoding: str
    size: int
    body: bytes | None


def revision_at(conn: sqlite3.Connection, item_id: int, origin: str, seq: int) -> StoredRevision:
    """One revision by its number within its origin (`entry` or `article`). Raises UnknownRow."""
    sql = f"SELECT {REVISION_COLUMNS} FROM revisions WHERE item_id = ? AND origin = ? AND seq = ?"
    row = fetch_one(conn, sql, (item_id, origin, seq))
    if row is None:
        raise UnknownRow("revisions", f"item {item_id} has no revision {seq} ({origin})", "its page lists those that there are")
    return StoredRevision(*row)


def kept_revisions(conn: sqlite3.Connection, item_id: int, origin: str) -> tuple[Mark, ...]:
    """Which revisions of a stream are kept, oldest first. Raises StoreError's children."""
    sql = "SELECT seq, observed_at FROM revisions WHERE item_id = ? AND origin = ? ORDER BY seq"
    return tuple(Mark(*row) for row in fetch(conn, sql, (item_id, origin)))


def snapshot(conn: sqlite3.Connection, sha256: str) -> StoredSnapshot:
    """One snapshot. Raises UnknownRow."""
    columns = ", ".join(field.name for field in fields(StoredSnapshot))
    row = fetch_one(conn, f"SELECT {columns} FROM snapshots WHERE sha256 = ?", (sha256,))
    if row is None:
        raise UnknownRow("snapshots", f"there is no snapshot {sha256}", "")
    return StoredSnapshot(*row)


def heads_at(conn: sqlite3.Connection, item_ids: Sequence[int], at: str) -> Mapping[int, tuple[str, str]]:
    """Title and summary of some items by what their entries said at an instant; of one first seen later, as it was seen first.

    at: UTC text. Raises StoreError's children.
    """
    sql = """
      SELECT j.value, t.title, t.summary FROM json_each(:ids) AS j CROSS JOIN revisions AS t ON t.id = coalesce(
        (SELECT r.id FROM revisions AS r WHERE r.item_id = j.value AND r.origin = 'entry' AND r.observed_at <= :at
         ORDER BY r.seq DESC LIMIT 1),
        (SELECT r.id FROM revisions AS r WHERE r.item_id = j.value AND r.origin = 'entry' ORDER BY r.seq LIMIT 1))
    """
    return {row[0]: (row[1], row[2]) for row in fetch(conn, sql, {"ids": json.dumps(list(item_ids)), "at": at})}
