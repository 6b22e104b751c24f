"""Reading rows of `rates` by their id; `tracker.rates.rate_of` makes a rate of one."""

from __future__ import annotations

import sqlite3

from db.errors import UnknownRow
from db.queries.read import fetch, fetch_one


def rate_row(conn: sqlite3.Connection, rate_id: str) -> sqlite3.Row:
    """One row of `rates`, all columns. Raises UnknownRow."""
    row = fetch_one(conn, "SELECT * FROM rates WHERE id = ?", (rate_id,))
    if row is None:
        raise UnknownRow("rates", f"there is no rate {rate_id!r}", "`tracker rates --json` shows the ids of those that apply")
    return row


def documents_of(conn: sqlite3.Connection, rate_id: str) -> list[sqlite3.Row]:
    """The documents behind a rate, without its id. Raises StoreError's children."""
    sql = "SELECT url, publisher, lang, title, tier, locator, gist_en FROM rate_sources WHERE rate_id = ? ORDER BY id"
    return fetch(conn, sql, (rate_id,))


def ids_like(conn: sqlite3.Connection, beginning: str) -> frozenset[str]:
    """The ids of rates that begin with a text. Raises StoreError's children."""
    return frozenset(row[0] for row in fetch(conn, "SELECT id FROM rates WHERE substr(id, 1, ?) = ?", (len(beginning), beginning)))
