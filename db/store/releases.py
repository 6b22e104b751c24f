"""What is installed, in `releases`: a row whenever a version changes."""

from __future__ import annotations

import sqlite3

from db.release import Release
from db.store.connect import Store

_NEWEST = "SELECT id, schema, pack, linker, catalogue FROM releases ORDER BY id DESC LIMIT 1"
_INSERT = "INSERT INTO releases (installed_at, schema, pack, linker, catalogue, fingerprint) VALUES (?, ?, ?, ?, ?, ?)"


def record_release(store: Store, now: str, release: Release) -> int | None:
    """Record what is installed where it differs from the newest record; the new record's id, or None. Raises StoreError's children."""
    with store.atomic() as conn:
        newest = conn.execute(_NEWEST).fetchone()
        if newest is not None and tuple(newest)[1:] == release.versions():
            return None
        return insert_release(conn, now, release)


def insert_release(conn: sqlite3.Connection, now: str, release: Release) -> int:
    """Record what is installed, within the caller's transaction; the record's id."""
    inserted = conn.execute(_INSERT, (now, *release.versions(), release.fingerprint))
    return int(inserted.lastrowid or 0)


def keep_fingerprint(store: Store, fingerprint: str) -> bool:
    """Record with the newest release what links and events came to under it; whether that is new. Raises StoreError's children."""
    sql = "UPDATE releases SET fingerprint = ? WHERE id = (SELECT max(id) FROM releases) AND fingerprint <> ?"
    with store.atomic() as conn:
        return conn.execute(sql, (fingerprint, fingerprint)).rowcount > 0
