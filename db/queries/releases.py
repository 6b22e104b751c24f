"""The newest release: which versions what is stored was concluded by."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass

from db.queries.read import fetch_one


@dataclass(frozen=True, slots=True)
class NewestRelease:
    """A row of `releases`; all fields are empty in a database before its first. fingerprint: empty where none was worked out yet."""

    installed_at: str = ""
    pack: str = ""
    linker: str = ""
    fingerprint: str = ""


def newest_release(conn: sqlite3.Connection) -> NewestRelease:
    """What was installed last. Raises StoreError's children."""
    row = fetch_one(conn, "SELECT installed_at, pack, linker, fingerprint FROM releases ORDER BY id DESC LIMIT 1")
    return NewestRelease(*row) if row else NewestRelease()
