"""Opening, refusing, locking and rolling back: `db.store.connect` and `db.translate`."""

from __future__ import annotations

import sqlite3
import threading
import time
from pathlib import Path

import pytest

from db.errors import (
    BadQuery,
    BadRow,
    DatabaseBroken,
    DatabaseBusy,
    DatabaseMissing,
    DatabaseUnwritable,
    SchemaTooNew,
    SchemaTooOld,
    StoreError,
)
from db.queries.read import each, fetch, fetch_one
from db.store.connect import NEWEST, open_store, read_connection, refuse_older, version_of
from db.translate import store_error, translated
from tests.db_rows import make_store, rows


def test_a_missing_file_is_made_only_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "no.db"
    with pytest.raises(DatabaseMissing) as missing:
        open_store(path)
    assert "tracker init" in str(missing.value)
    with pytest.raises(DatabaseMissing):
        read_connection(path)
    assert not path.exists()
    open_store(str(path), create=True).close()
    assert path.exists()


def test_settings_of_a_writing_connection(tmp_path: Path) -> None:
    with open_store(tmp_path / "a b?#.db", create=True) as store:
        said = {name: store.conn.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "foreign_keys", "synchronous")}
        assert said == {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 1}
        assert store.conn.execute("PRAGMA busy_timeout").fetchone()[0] == 10_000
        assert store.path.name == "a b?#.db" and store.path.exists()


@pytest.mark.parametrize("content", [b"This is a letter, not a database. " * 100, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_what_is_no_database_is_said_to_be_broken(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "letter.db"
    path.write_bytes(content)
    for act in (open_store, read_connection):
        with pytest.raises(DatabaseBroken):
            act(path)
    assert path.read_bytes() == content


def test_a_folder_or_a_file_in_no_folder_is_unwritable(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "no" / "where.db"):
        with pytest.raises(DatabaseUnwritable):
            open_store(path, create=True)


def test_an_older_program_refuses_a_newer_file(tmp_path: Path) -> None:
    with make_store(tmp_path) as store:
        store.conn.execute(f"PRAGMA user_version = {NEWEST + 1}")
        path = store.path
    before = path.read_bytes()
    for act in (open_store, read_connection):
        with pytest.raises(SchemaTooNew):
            act(path)
    assert path.read_bytes() == before


def test_who_writes_may_ask_whether_the_file_was_migrated(tmp_path: Path) -> None:
    with make_store(tmp_path) as store:
        refuse_older(store.path, version_of(store.conn))
    with open_store(tmp_path / "new.db", create=True) as bare, pytest.raises(SchemaTooOld, match="tracker init"):
        refuse_older(bare.path, version_of(bare.conn))


def test_reading_refuses_a_file_that_was_not_migrated(tmp_path: Path) -> None:
    open_store(tmp_path / "new.db", create=True).close()
    with pytest.raises(SchemaTooOld):
        read_connection(tmp_path / "new.db")


def test_a_reading_connection_cannot_write(tmp_path: Path) -> None:
    with make_store(tmp_path) as store:
        conn = read_connection(store.path)
        with pytest.raises(DatabaseUnwritable):
            fetch(conn, "DELETE FROM sources")
        assert fetch(conn, "SELECT search_words('日米')")[0][0] == '"日米"'
        conn.close()


def test_atomic_is_all_or_nothing_and_nests(tmp_path: Path) -> None:
    with make_store(tmp_path) as store:
        with pytest.raises(BadRow), store.atomic() as conn:
            conn.execute("UPDATE sources SET title = 'x'")
            conn.execute("INSERT INTO polls (source_id, started_at, outcome) VALUES ('nobody', '', 'changed')")
        assert not store.conn.in_transaction
        with store.atomic() as conn:
            conn.execute("UPDATE sources SET notes = 'outer'")
            with pytest.raises(BadRow), store.atomic():
                conn.execute("UPDATE sources SET title = 'inner'")
                conn.execute("INSERT INTO polls (source_id, started_at, outcome) VALUES ('bbc', '', 'no such outcome')")
            assert store.conn.in_transaction
        assert rows(store, "SELECT DISTINCT notes FROM sources") == [("outer",)]
        assert rows(store, "SELECT count(*) FROM sources WHERE title IN ('x', 'inner')") == [(0,)]


def test_a_mistake_in_the_block_rolls_back_too(tmp_path: Path) -> None:
    with make_store(tmp_path) as store:
        with pytest.raises(ZeroDivisionError), store.atomic() as conn:
            conn.execute("UPDATE sources SET title = 'x'")
            1 / 0  # noqa: B018 - the mistake
        assert rows(store, "SELECT count(*) FROM sources WHERE title = 'x'") == [(0,)]


def test_a_second_writer_waits_and_then_gets_its_turn(tmp_path: Path) -> None:
    with make_store(tmp_path) as store, open_store(store.path) as other:
        store.conn.execute("BEGIN IMMEDIATE")
        release = threading.Timer(0.3, store.conn.execute, ("COMMIT",))
        release.start()
        began = time.monotonic()
        with other.atomic() as conn:
            conn.execute("UPDATE sources SET title = 'second'")
        assert time.monotonic() - began > 0.2
        release.join()


def test_a_writer_that_waits_too_long_is_told_that_the_database_is_busy(tmp_path: Path) -> None:
    with make_store(tmp_path) as store, open_store(store.path) as other:
        other.conn.execute("PRAGMA busy_timeout = 50")
        with store.atomic() as conn:
            conn.execute("UPDATE sources SET title = 'first'")
            with pytest.raises(DatabaseBusy), other.atomic():
                pass
            assert other.conn.execute("SELECT count(*) FROM sources WHERE title = 'first'").fetchone()[0] == 0


@pytest.mark.parametrize(
    ("sql", "values", "kind"),
    [
        ("SELECT * FROM nowhere", (), BadQuery),
        ("SELECT", (), BadQuery),
        ("SELECT ?", ("\ud800",), BadRow),
        ("SELECT ?", (1 << 70,), BadRow),
        ("SELECT rowid FROM items_fts WHERE words MATCH ?", ('"',), BadQuery),
    ],
)
def test_no_error_of_sqlite_leaves_the_package(tmp_path: Path, sql: str, values: tuple[object, ...], kind: type[StoreError]) -> None:
    with make_store(tmp_path) as store:
        for act in (fetch, fetch_one, lambda *a: list(each(*a))):
            with pytest.raises(kind) as ours:
                act(store.conn, sql, values)
            assert ours.value.__cause__ is not None


def test_every_result_code_has_an_error_of_ours() -> None:
    codes = {name: value for name, value in vars(sqlite3).items() if name.startswith("SQLITE_") and isinstance(value, int)}
    primary = {value & 0xFF for value in codes.values() if 0 < value}
    for code in sorted(primary):
        error = sqlite3.OperationalError("said")
        error.sqlite_errorcode = code
        assert isinstance(store_error("file", error), StoreError)


def test_a_mistake_in_the_program_is_not_dressed_up(tmp_path: Path) -> None:
    with make_store(tmp_path) as store:
        with pytest.raises(sqlite3.ProgrammingError), translated("here"):
            store.conn.execute("SELECT ?", ())
