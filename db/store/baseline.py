"""Loading what ships with an anchor pack, and recording what a newer pack changed: we do not edit silently ourselves."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace

from db.errors import BadRow
from db.records import Baseline, BaselineTable
from db.release import Cell, Difference, Edit, Named, Release, StoredRow, difference
from db.store.connect import Store
from db.store.members import number_events, refresh_events, tag_events
from db.store.releases import insert_release, record_release


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many rows a load added, changed and removed, and the `releases` row it recorded, if any."""

    added: int
    edited: int
    removed: int
    release_id: int | None


@dataclass(frozen=True, slots=True)
class _Scope:
    """Which rows of a table are an anchor's, which of them a person decided, and which the pack brought."""

    where: str
    fixed: str = "0"
    removable: str = "1"


_OWN = _Scope("anchor_id = :anchor")
_SCOPES = {
    "anchors": _Scope("id = :anchor"),
    "events": _Scope("anchor_id = :anchor", removable="origin = 'baseline'"),
    "event_sources": _Scope("event_id IN (SELECT id FROM events WHERE anchor_id = :anchor AND origin = 'baseline')"),
    "threads": _OWN,
    "thread_steps": _Scope("thread_id IN (SELECT id FROM threads WHERE anchor_id = :anchor)"),
    "product_classes": _OWN,
    "rates": _Scope("anchor_id = :anchor", fixed="decided_by = 'person'"),
    "rate_sources": _Scope(
        "rate_id IN (SELECT id FROM rates WHERE anchor_id = :anchor)",
        fixed="(SELECT decided_by FROM rates WHERE id = rate_id) = 'person'",
    ),
    "claims": _OWN,
    "claim_outcomes": _Scope("claim_id IN (SELECT id FROM claims WHERE anchor_id = :anchor)"),
    "claim_evidence": _Scope("claim_id IN (SELECT id FROM claims WHERE anchor_id = :anchor)"),
    "ahead": _OWN,
}
# A merge is a person's or the program's decision about an event; to the pack such an event is still what it brought.
_READ_AS = {("events", "status"): "iif(status = 'merged', 'baseline', status)"}
_RECORD = "INSERT INTO baseline_changes (release, table_name, id, column_name, before, after, reason) VALUES (?, ?, ?, ?, ?, ?, ?)"
_CONFIRMED = "SELECT target, max(value) FROM corrections WHERE field = 'checked_on' AND target LIKE 'rate:%' GROUP BY target"
_LAST_RECORD = """
SELECT after FROM baseline_changes WHERE table_name = ? AND id = ? AND column_name = '' ORDER BY rowid DESC LIMIT 1
"""


def load_baseline(store: Store, baseline: Baseline, now: str, release: Release) -> Loaded:
    """Make the pack's rows what the pack says, in one transaction; a second run writes nothing.

    now: UTC instant. The first load of an anchor only records the release; a later one that changes rows records each changed cell in
    `baseline_changes`, an added or removed row as JSON under the empty column name. What a person decided stays. A row that the pack
    has no more is removed, unless something refers to it: an event then stays as an opened one. Raises BadRow for a table that no pack
    may fill or a row that breaks the schema, and StoreError's others.
    """
    with store.atomic() as conn:
        conn.execute("PRAGMA defer_foreign_keys = ON")
        first = conn.execute("SELECT 1 FROM anchors WHERE id = ?", (baseline.anchor_id,)).fetchone() is None
        stored = ((table, _stored(conn, table, baseline.anchor_id)) for table in baseline.tables)
        differences = [(table, _below_persons(conn, table, difference(table, rows))) for table, rows in stored]
        for table, one in differences:
            _add(conn, table, one.added)
            _edit(conn, table, one.edited)
        removed = [(table, named) for table, one in reversed(differences) for named in one.removed if _remove(conn, table, named)]
        added = [(table, named) for table, one in differences for named in one.added]
        edited = [(table, edit) for table, one in differences for edit in one.edited]
        _follow(conn, differences, baseline.anchor_id)
        release_id = record_release(store, now, release)
        if not first and (added or edited or removed):
            release_id = release_id or insert_release(conn, now, release)
            conn.executemany(_RECORD, ((release_id, *row) for row in _records(added, edited, removed)))
    return Loaded(len(added), len(edited), len(removed), release_id)


def _stored(conn: sqlite3.Connection, table: BaselineTable, anchor_id: str) -> list[StoredRow]:
    scope = _SCOPES.get(table.name)
    if scope is None:
        raise BadRow(table.name, "no anchor pack fills this table", f"it may fill {', '.join(_SCOPES)}")
    columns = ", ".join(_READ_AS.get((table.name, column), f'"{column}"') for column in table.columns)
    sql = f'SELECT rowid, {scope.fixed}, {scope.removable}, {columns} FROM "{table.name}" WHERE {scope.where} ORDER BY rowid'
    return [StoredRow(row[0], tuple(row)[3:], bool(row[1]), bool(row[2])) for row in conn.execute(sql, {"anchor": anchor_id})]


def _below_persons(conn: sqlite3.Connection, table: BaselineTable, one: Difference) -> Difference:
    """The difference without days of checking that a person's confirmation has overtaken: the rest of such a row stays the pack's."""
    if table.name != "rates" or not one.edited:
        return one
    confirmed = dict(map(tuple, conn.execute(_CONFIRMED)))

    def stands(edit: Edit, column: str, after: object) -> bool:
        return column == "checked_on" and confirmed.get(f"rate:{edit.name}", "") >= str(after or "") and f"rate:{edit.name}" in confirmed

    kept = ((edit, tuple(change for change in edit.changes if not stands(edit, change[0], change[2]))) for edit in one.edited)
    return replace(one, edited=tuple(replace(edit, changes=changes) for edit, changes in kept if changes))


def _add(conn: sqlite3.Connection, table: BaselineTable, added: Iterable[Named]) -> None:
    columns = ", ".join(f'"{column}"' for column in table.columns)
    marks = ", ".join("?" for _ in table.columns)
    conn.executemany(f'INSERT INTO "{table.name}" ({columns}) VALUES ({marks})', (named.cells for named in added))


def _edit(conn: sqlite3.Connection, table: BaselineTable, edited: Iterable[Edit]) -> None:
    for edit in edited:
        sets = ", ".join(f'"{column}" = ?' for column, _, _ in edit.changes)
        conn.execute(f'UPDATE "{table.name}" SET {sets} WHERE rowid = ?', (*(after for _, _, after in edit.changes), edit.rowid))


def _remove(conn: sqlite3.Connection, table: BaselineTable, named: Named) -> bool:
    """Remove a row, unless others refer to it; whether that is new (a row that has to stay is told of once)."""
    if not _is_referred_to(conn, table.name, named.rowid):
        if table.name == "events":
            conn.execute("DELETE FROM events_fts WHERE rowid = (SELECT event_no FROM events WHERE rowid = ?)", (named.rowid,))
            conn.execute("DELETE FROM event_tags WHERE event_id = (SELECT id FROM events WHERE rowid = ?)", (named.rowid,))
        conn.execute(f'DELETE FROM "{table.name}" WHERE rowid = ?', (named.rowid,))
        return True
    if table.name == "events":
        conn.execute("UPDATE events SET origin = 'watched', status = 'reported' WHERE rowid = ? AND status <> 'merged'", (named.rowid,))
        conn.execute("UPDATE events SET origin = 'watched' WHERE rowid = ?", (named.rowid,))
        return True
    told = conn.execute(_LAST_RECORD, (table.name, named.name)).fetchone()
    return told is None or told[0] is not None


def _is_referred_to(conn: sqlite3.Connection, table: str, rowid: int | None) -> bool:
    """Whether a row of another table (tags apart) points at this one, by the schema's own foreign keys."""
    refers = """
      SELECT m.name, group_concat('c."' || f."from" || '" = p."' || coalesce(f."to", 'id') || '"', ' AND ')
      FROM sqlite_master AS m JOIN pragma_foreign_key_list(m.name) AS f
      WHERE m.type = 'table' AND f."table" = ? AND m.name <> 'event_tags' GROUP BY m.name, f.id
    """
    for child, on in conn.execute(refers, (table,)).fetchall():
        sql = f'SELECT 1 FROM "{table}" AS p JOIN "{child}" AS c ON {on} WHERE p.rowid = ? LIMIT 1'
        if conn.execute(sql, (rowid,)).fetchone() is not None:
            return True
    return False


def _follow(conn: sqlite3.Connection, differences: Iterable[tuple[BaselineTable, Difference]], anchor_id: str) -> None:
    """What hangs on events: numbers, tags, counts and the search index."""
    if any(table.name in ("events", "event_sources") and one != Difference() for table, one in differences):
        number_events(conn)
        ids = [row[0] for row in conn.execute("SELECT id FROM events WHERE anchor_id = ? AND origin = 'baseline'", (anchor_id,))]
        tag_events(conn, ids)
        refresh_events(conn, ids)


def _records(
    added: Iterable[tuple[BaselineTable, Named]],
    edited: Iterable[tuple[BaselineTable, Edit]],
    removed: Iterable[tuple[BaselineTable, Named]],
) -> Iterable[tuple[object, ...]]:
    for table, named in added:
        yield (table.name, named.name, "", None, _as_json(table, named), "")
    for table, edit in edited:
        for column, before, after in edit.changes:
            yield (table.name, edit.name, column, _told(before), _told(after), "")
    for table, named in removed:
        yield (table.name, named.name, "", _as_json(table, named), None, "")


def _told(cell: Cell) -> Cell:
    """A cell as it is told of: SQLite gives 25 back as 25.0, which nobody changed."""
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell


def _as_json(table: BaselineTable, named: Named) -> str:
    return json.dumps(dict(zip(table.columns, named.cells, strict=True)), ensure_ascii=False)
