"""A file that the first release made comes up to the newest schema with a backup beside it, whole, and every command goes on with it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from cli_runs import Cli
from doubtful_stock import doubtful_database

from db.migrations import STEPS
from db.queries.health import integrity, orphans
from db.queries.schema import columns_of, fresh_columns
from db.queries.sql import views
from db.store.connect import NEWEST, open_store, version_of
from db.store.migrate import migrate

FIRST = STEPS[:1]
BEFORE = "2026-10-09T12:00:00Z"
COMMANDS = (
    "timeline --limit 5", "timeline --as-of 2026-10-09 --limit 5", "changes", "rates --class autos", "claims", "search tariff",
    "sources list", "link 1 --explain", "alert preview --days 30", "fingerprint", "prune --dry-run", "digest-mail", "relink", "fingerprint",
    "backup", "diff 1",
)  # fmt: skip


def cells(conn: sqlite3.Connection, columns: dict[str, tuple[str, ...]]) -> dict[str, list[tuple[object, ...]]]:
    """Every row of some tables, by the columns given."""
    found = {}
    for table, names in columns.items():
        listed = ", ".join(f'"{name}"' for name in names)
        found[table] = sorted(map(tuple, conn.execute(f'SELECT {listed} FROM "{table}"').fetchall()), key=repr)
    return found


@pytest.fixture
def old(tmp_path: Path) -> Iterator[tuple[Path, dict[str, tuple[str, ...]]]]:
    """A file with the first step alone, filled with what a tracker has after some polls; its tables with their columns."""
    (tmp_path / "new").mkdir()
    filled, path = doubtful_database(tmp_path / "new"), tmp_path / "tracker.db"
    with open_store(path, create=True) as store:
        assert migrate(store, BEFORE, FIRST).after == 1
        columns = columns_of(store.conn)
    tables = {name: names for name, names in columns.items() if "_fts_" not in name}
    with closing(sqlite3.connect(path)) as conn:
        conn.execute("ATTACH ? AS filled", (str(filled),))
        for table, names in tables.items():
            listed = ", ".join(f'"{name}"' for name in ("rowid", *names) if name != "rowid" or table.endswith("_fts"))
            conn.execute(f'INSERT INTO "{table}" ({listed}) SELECT {listed} FROM filled."{table}"')
        conn.commit()
        assert conn.execute("PRAGMA user_version").fetchone() == (1,)
    yield path, tables


def test_a_file_of_the_first_release_keeps_everything_and_gets_a_backup(old: tuple[Path, dict[str, tuple[str, ...]]]) -> None:
    path, tables = old
    with closing(sqlite3.connect(path)) as conn:
        before = cells(conn, tables)
    assert sum(map(len, before.values())) > 1000 and before["items"] and before["rates"] and before["event_items"]
    with open_store(path) as store:
        done = migrate(store, BEFORE)
        assert (done.before, done.after, version_of(store.conn)) == (1, NEWEST, NEWEST)
        assert columns_of(store.conn) == fresh_columns()
        assert cells(store.conn, tables) == before
        for view in views():
            store.conn.execute(f"SELECT * FROM {view} LIMIT 50").fetchall()
        assert integrity(store.conn, quick=False) == () and orphans(store.conn) == {}
    assert done.backup is not None and done.backup.parent == path.parent
    with closing(sqlite3.connect(done.backup)) as conn:
        assert conn.execute("PRAGMA user_version").fetchone() == (1,) and cells(conn, tables) == before


def test_every_command_goes_on_with_it(old: tuple[Path, dict[str, tuple[str, ...]]]) -> None:
    path, _ = old
    cli = Cli(path.parent, {"TRACKER_NOW": "2026-10-11T00:00:00Z"})
    assert "tracker init" in cli("relink", code=1).err, "nothing is written into it before"
    cli("init")
    assert cli("timeline", "--json", "--limit", "1000").json
    for words in COMMANDS:
        cli(*words.split())
    checks = {one["check"]: one["state"] for one in cli("doctor", "--full", "--json").json["checks"]}
    assert [checks[name] for name in ("database", "rows", "snapshots", "search", "clock")] == ["ok"] * 5
