"""Reading who told an event when, and since when events could be known: what pages compare days with."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection
from dataclasses import dataclass, fields

from db.queries.read import fetch


@dataclass(frozen=True, slots=True)
class FirstReport:
    """A row of the view `first_reports`: the earliest report of one house in one language.

    at: a UTC instant, or the day where no more is stated. basis: `published` or `seen`. standing: `first`, `later` or `same day`.
    """

    event_id: str
    publisher_family: str
    lang: str
    at: str
    precision: str
    basis: str
    standing: str
    item_id: int


_FIRST = ", ".join(field.name for field in fields(FirstReport))
_FIRST_REPORTS = f"SELECT {_FIRST} FROM first_reports WHERE event_id = ? ORDER BY standing = 'later', at, publisher_family, lang"


def first_reports(conn: sqlite3.Connection, event_id: str) -> tuple[FirstReport, ...]:
    """Who reported an event first, in order: the first ones, then the later ones. Raises StoreError's children."""
    return tuple(FirstReport(*row) for row in fetch(conn, _FIRST_REPORTS, (event_id,)))


def known_since(conn: sqlite3.Connection, event_ids: Collection[str]) -> dict[str, tuple[str, str]]:
    """Since when some events could be known, and their time zones, by id: as `tracker.timeline.is_known` takes them.

    Raises StoreError's children.
    """
    sql = "SELECT id, known_from, timezone FROM events WHERE id IN (SELECT value FROM json_each(?))"
    return {row[0]: (row[1], row[2]) for row in fetch(conn, sql, (json.dumps(sorted(event_ids)),))}
