"""The catalogue in the database: what it says now, what a person decided, and what polls found out are kept apart."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from db.errors import BadRow, UnknownRow
from db.records import SourceRow
from db.store.connect import Store

CATALOGUE_COLUMNS = (
    "url", "kind", "format", "homepage", "title", "title_ja", "publisher", "publisher_family", "country", "lang", "tier", "profile",
    "terms", "enabled", "off_reason", "poll_minutes", "selector", "mode", "item_selector", "json_fields", "number_pattern", "tz", "notes",
)  # fmt: skip
"""What a catalogue says of a source; all other columns move with the polls."""
_WATCHED = ("kind", "selector", "mode", "item_selector", "json_fields")
_GONE = "no longer in the catalogue"


@dataclass(frozen=True, slots=True)
class Synced:
    """Ids of the sources that a catalogue added, changed, and turned off because it has them no more."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


def sync_catalogue(store: Store, rows: Sequence[SourceRow]) -> Synced:
    """Make the stored sources what the catalogue says, in one transaction; a second run writes nothing.

    rows: the whole catalogue, of which only the columns of a catalogue count. A column that a person set (`set_by_person`) stays, and so
    does every column of state. An address that a permanent redirect changed, and a source that a 410 turned off, stay so until the
    catalogue itself says something else than it said before. A source that the catalogue has no more is turned off; its items stay.
    A person's own sources are not touched. Raises BadRow for a source without id or address, and StoreError's others.
    """
    with store.atomic() as conn:
        stored = {row["id"]: row for row in conn.execute("SELECT * FROM sources")}
        added = [row for row in rows if row.id not in stored]
        for row in added:
            _insert(conn, row)
        changed = [row.id for row in rows if row.id in stored and _update(conn, row, stored[row.id])]
        named = {row.id for row in rows}
        gone = [key for key, row in stored.items() if row["added_by"] == "catalogue" and key not in named and _drop(conn, row)]
    return Synced(tuple(row.id for row in added), tuple(changed), tuple(gone))


def add_source(store: Store, row: SourceRow) -> None:
    """Add a source that a person named; one that is there already is changed, and what it says now counts as set by the person.

    Raises BadRow for a source without id or address, and StoreError's others.
    """
    with store.atomic() as conn:
        stored = conn.execute("SELECT * FROM sources WHERE id = ?", (row.id,)).fetchone()
        if stored is None:
            _insert(conn, replace(row, added_by="person"))
            return
        says = _says(row)
        _set_by_person(conn, stored, {name: value for name, value in says.items() if value != stored[name]})


def change_source(store: Store, source_id: str, columns: Mapping[str, str | int | None]) -> None:
    """Set columns of a source as a person decided; the catalogue never sets them again. Raises UnknownRow, BadRow for other columns."""
    strange = [name for name in columns if name not in CATALOGUE_COLUMNS]
    if strange:
        raise BadRow(f"source {source_id}", f"{', '.join(strange)} can't be set", f"there are {', '.join(CATALOGUE_COLUMNS)}")
    with store.atomic() as conn:
        _set_by_person(conn, _stored(conn, source_id), columns)


def enable_source(store: Store, source_id: str) -> None:
    """Turn a source on, due at once. Raises UnknownRow."""
    change_source(store, source_id, {"enabled": 1, "off_reason": None})


def disable_source(store: Store, source_id: str, reason: str) -> None:
    """Turn a source off; its items stay. reason: shown beside it. Raises UnknownRow."""
    change_source(store, source_id, {"enabled": 0, "off_reason": reason})


def remove_source(store: Store, source_id: str, by: str) -> bool:
    """Take a source out: off for good where it has items or polls, which stay, else gone; whether it is gone. Raises UnknownRow."""
    with store.atomic() as conn:
        stored = _stored(conn, source_id)
        used = "SELECT EXISTS (SELECT 1 FROM items WHERE source_id = :id) OR EXISTS (SELECT 1 FROM polls WHERE source_id = :id)"
        if stored["added_by"] == "catalogue" or conn.execute(used, {"id": source_id}).fetchone()[0]:
            _set_by_person(conn, stored, {"enabled": 0, "off_reason": f"removed by {by}"})
            return False
        for table in ("gaps", "tombstones"):
            conn.execute(f"DELETE FROM {table} WHERE source_id = ?", (source_id,))
        conn.execute("DELETE FROM sources WHERE id = ?", (source_id,))
        return True


def _stored(conn: sqlite3.Connection, source_id: str) -> sqlite3.Row:
    row: sqlite3.Row | None = conn.execute("SELECT * FROM sources WHERE id = ?", (source_id,)).fetchone()
    if row is None:
        raise UnknownRow("sources", f"there is no source {source_id!r}", "see `tracker sources list`")
    return row


def _says(row: SourceRow) -> dict[str, str | int | None]:
    if not row.id or not row.url:
        raise BadRow(f"source {row.id or row.url!r}", "a source needs an id and an address")
    return {name: int(value) if isinstance(value := getattr(row, name), bool) else value for name in CATALOGUE_COLUMNS}


def _insert(conn: sqlite3.Connection, row: SourceRow) -> None:
    values = {
        **_says(row), "id": row.id, "added_by": row.added_by, "set_by_person": json.dumps(row.set_by_person),
        "state": "new" if row.enabled else "off", "catalogue_url": row.url, "catalogue_enabled": int(row.enabled),
    }  # fmt: skip
    names = ", ".join(values)
    conn.execute(f"INSERT INTO sources ({names}) VALUES ({', '.join(':' + name for name in values)})", values)


def _update(conn: sqlite3.Connection, row: SourceRow, stored: sqlite3.Row) -> bool:
    """Carry over what the catalogue says anew; whether anything changed."""
    says = _says(row)
    if says["url"] == stored["catalogue_url"]:
        del says["url"]
    if says["enabled"] == stored["catalogue_enabled"]:
        del says["enabled"], says["off_reason"]
    by_person = set(json.loads(stored["set_by_person"]))
    changed = {name: value for name, value in says.items() if name not in by_person and value != stored[name]}
    said: dict[str, str | int | None] = {"catalogue_url": row.url, "catalogue_enabled": int(row.enabled)}
    _set(conn, stored, {**changed, **{name: value for name, value in said.items() if value != stored[name]}})
    return bool(changed)


def _drop(conn: sqlite3.Connection, stored: sqlite3.Row) -> bool:
    if not stored["enabled"] or "enabled" in json.loads(stored["set_by_person"]):
        return False
    _set(conn, stored, {"enabled": 0, "off_reason": _GONE, "catalogue_enabled": 0})
    return True


def _set_by_person(conn: sqlite3.Connection, stored: sqlite3.Row, columns: Mapping[str, str | int | None]) -> None:
    names = dict.fromkeys([*json.loads(stored["set_by_person"]), *columns])
    _set(conn, stored, {**columns, "set_by_person": json.dumps(list(names))})


def _set(conn: sqlite3.Connection, stored: sqlite3.Row, columns: Mapping[str, str | int | None]) -> None:
    """Set columns of a source, and what follows from them for its schedule, its validators and its gate."""
    values = {name: value for name, value in columns.items() if value != stored[name]}
    if not values:
        return
    rebased = stored["last_ok_at"] is not None and any(name in values for name in _WATCHED)
    if rebased or "url" in values:
        # What was said of another document does not hold for this one: neither its validators nor its entries (TRAPS 18).
        values |= dict.fromkeys(("etag", "last_modified", "body_sha256", "moved_to", "next_check_at")) | {"validators_trusted": 1}
        conn.execute("DELETE FROM source_entries WHERE source_id = ?", (stored["id"],))
    if rebased:
        values["rebased"] = 1
    if "enabled" in values:
        # `failing_since` stays, so that the next good poll closes the gap that the first bad one opened.
        values |= {"state": "new" if values["enabled"] else "off", "next_check_at": None, "failures": 0, "failed_attempts": 0}
    sets = ", ".join(f"{name} = :{name}" for name in values)
    conn.execute(f"UPDATE sources SET {sets} WHERE id = :of", {**values, "of": stored["id"]})
