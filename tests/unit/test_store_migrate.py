"""Schema steps: backup first, whole or not at all, never backwards; views follow their files."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

from db.errors import MigrationFailed, SchemaTooNew
from db.migrations import STEPS, Step
from db.queries.sql import views
from db.store.connect import NEWEST, Store, open_store, version_of
from db.store.migrate import migrate, statements
from tests.db_rows import make_store, new_item, poll, rows

NOW = "2026-01-02T03:04:05Z"
NEXT = Step(
    NEWEST + 1,
    "one more column, and a table built anew",
    """
    ALTER TABLE items ADD COLUMN mood TEXT; -- a comment; with a semicolon
    CREATE TABLE notes_new (id INTEGER PRIMARY KEY, text TEXT DEFAULT ';');
    CREATE TRIGGER noted AFTER INSERT ON notes_new BEGIN
      UPDATE items SET mood = new.text;
      UPDATE items SET mood = 'again';
    END;
    INSERT INTO notes_new (text) VALUES ('a;b');
    """,
)


def schema(store: Store) -> list[tuple[str, str]]:
    return rows(store, "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name")


def test_steps_count_up_from_one_without_a_hole() -> None:
    assert [step.version for step in STEPS] == list(range(1, NEWEST + 1))


def test_a_fresh_file_gets_all_steps_and_views_and_needs_no_backup(tmp_path: Path) -> None:
    with open_store(tmp_path / "tracker.db", create=True) as store:
        done = migrate(store, NOW)
        assert (done.before, done.after, done.backup) == (0, NEWEST, None)
        assert set(done.views) == set(views())
        assert version_of(store.conn) == NEWEST
        again = migrate(store, NOW)
        assert (again.before, again.backup, again.views) == (NEWEST, None, ())
        assert store.conn.execute("PRAGMA foreign_keys").fetchone()[0] == 1
    assert [path.name for path in tmp_path.iterdir()] == ["tracker.db"]


def test_a_step_keeps_every_row_and_makes_a_backup_beside_the_file(tmp_path: Path) -> None:
    from db.store.polls import save_polls

    with make_store(tmp_path) as store:
        save_polls(store, [poll(new_item("a", "日米関税"))])
        before = rows(store, "SELECT id, title FROM items")
        done = migrate(store, NOW, (*STEPS, NEXT))
        assert done.backup == tmp_path / f"tracker.db.before-v{NEXT.version}-20260102T030405Z"
        assert rows(store, "SELECT id, title, mood FROM items") == [(*row, "again") for row in before]
        assert rows(store, "SELECT text FROM notes_new") == [("a;b",)]
    copy = sqlite3.connect(done.backup)
    assert copy.execute("SELECT id, title FROM items").fetchall() == before
    assert copy.execute("PRAGMA user_version").fetchone() == (NEWEST,)
    assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    copy.close()


@pytest.mark.parametrize(
    "bad",
    [
        "ALTER TABLE items ADD COLUMN mood TEXT; INSERT INTO nowhere VALUES (1);",
        "INSERT INTO polls (source_id, started_at, outcome) VALUES ('nobody', '', 'changed');",
    ],
)
def test_a_step_that_fails_leaves_the_file_as_it_was(tmp_path: Path, bad: str) -> None:
    with make_store(tmp_path) as store:
        before = schema(store)
        with pytest.raises(MigrationFailed, match=f"step {NEXT.version}"):
            migrate(store, NOW, (*STEPS, Step(NEXT.version, "bad", bad)))
        assert schema(store) == before and version_of(store.conn) == NEWEST
        assert store.conn.execute("PRAGMA foreign_keys").fetchone()[0] == 1
        assert rows(store, "SELECT count(*) FROM polls") == [(0,)]
    assert len(list(tmp_path.glob("*.before-*"))) == 1


def test_a_backup_never_overwrites_one(tmp_path: Path) -> None:
    with make_store(tmp_path) as store:
        older = tmp_path / f"tracker.db.before-v{NEXT.version}-20260102T030405Z"
        older.write_text("an older one")
        assert migrate(store, NOW, (*STEPS, NEXT)).backup == older.with_name(f"{older.name}-2")
        assert older.read_text() == "an older one"


def test_no_backup_no_step(tmp_path: Path) -> None:
    with make_store(tmp_path) as store:
        (tmp_path / f"tracker.db.before-v{NEXT.version}-20260102T030405Z.partial").mkdir()
        with pytest.raises(MigrationFailed, match="no backup could be made"):
            migrate(store, NOW, (*STEPS, NEXT))
        assert version_of(store.conn) == NEWEST


def test_a_newer_file_is_refused(tmp_path: Path) -> None:
    with make_store(tmp_path) as store:
        store.conn.execute(f"PRAGMA user_version = {NEWEST + 5}")
        with pytest.raises(SchemaTooNew):
            migrate(store, NOW)


def test_a_view_follows_its_file_and_a_persons_own_view_stays(tmp_path: Path) -> None:
    with make_store(tmp_path) as store:
        fresh = schema(store)
        store.conn.execute("DROP VIEW timeline")
        store.conn.execute("CREATE VIEW timeline AS SELECT 1 AS old")
        store.conn.execute("DROP VIEW coverage_gaps")
        store.conn.execute("CREATE VIEW mine AS SELECT 2 AS two")
        assert migrate(store, NOW).views == ("coverage_gaps", "timeline")
        assert [row for row in schema(store) if row[0] != "mine"] == fresh
        assert rows(store, "SELECT two FROM mine") == [(2,)]


def test_statements_are_split_as_sqlite_would() -> None:
    found = list(statements(NEXT.sql + "\n-- the end"))
    assert [re.findall(r"ALTER|CREATE TABLE|CREATE TRIGGER|INSERT INTO|-- the end", one)[0] for one in found] == [
        "ALTER", "CREATE TABLE", "CREATE TRIGGER", "INSERT INTO", "-- the end",
    ]  # fmt: skip
    assert found[2].count(";") == 3


def test_a_step_that_another_process_ran_first_is_not_run_again(tmp_path: Path) -> None:
    with open_store(tmp_path / "tracker.db", create=True) as one, open_store(tmp_path / "tracker.db") as other:
        migrate(one, NOW)
        assert migrate(other, NOW).after == NEWEST
