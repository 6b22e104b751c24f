"""Reading who told an event when, and since when events could be known: what pages compare days with."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection
from dataclasses import dataclass

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


def known_since(conn: sqlite3.Connection, event_ids: Collection[str]) -> dict[str, tuple[str, str]]:
    """Since when some events could be known, and their time zones, by id: as `tracker.timeline.is_known` takes them.

    Raises StoreError's children.
    """
    sql = "SELECT id, known_from, timezone FROM events WHERE id IN (SELECT value FROM json_each(?))"
    return {row[0]: (row[1], row[2]) for row in fetch(conn, sql, (json.dumps(sorted(event_ids)),))}
