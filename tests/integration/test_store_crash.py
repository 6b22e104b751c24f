"""Processes that die or meet: kill -9 in a poll and in a migration, and two writers at once."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from db.migrations import STEPS
from db.store.connect import NEWEST, open_store, version_of
from db.store.migrate import migrate
from db.store.polls import save_polls
from tests.db_rows import make_store, new_item, poll, rows

ROOT = Path(__file__).resolve().parents[2]
BATCH = 40
WRITER = f"""
import sys
from db.store.connect import open_store
from db.store.polls import save_polls
from tests.db_rows import new_item, poll, present, source_step
name, rounds = sys.argv[2], int(sys.argv[3])
with open_store(sys.argv[1]) as store:
    for n in range(rounds):
        new = [new_item(f"{{name}}-{{n}}-{{k}}", "関税 " * 50) for k in range({BATCH})]
        save_polls(store, [poll(*new, of=name, present=present(*new), source=source_step())])
        print(n, flush=True)
"""
MIGRATION = """
import sys
from db.migrations import STEPS, Step
from db.store.connect import NEWEST, open_store
from db.store.migrate import migrate
slow = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000) INSERT INTO slow SELECT i, hex(i) FROM n;"
step = Step(NEWEST + 1, "slow", "CREATE TABLE slow (i INTEGER PRIMARY KEY, t TEXT); UPDATE items SET title = 'migrated';" + slow)
with open_store(sys.argv[1]) as store:
    print("open", flush=True)
    migrate(store, sys.argv[2], (*STEPS, step))
"""


def start(script: str, *arguments: object) -> subprocess.Popen[str]:
    environ = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen([sys.executable, "-c", script, *map(str, arguments)], env=environ, stdout=subprocess.PIPE, text=True)


def kill(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGKILL)
    process.communicate()


@pytest.mark.parametrize("delay_s", [0.0, 0.004, 0.011, 0.03])
def test_trap_04_kill_9_in_a_poll_leaves_whole_polls_and_every_earlier_row(tmp_path: Path, delay_s: float) -> None:
    with make_store(tmp_path) as store:
        save_polls(store, [poll(new_item("earlier"))])
        process = start(WRITER, store.path, "asahi", 100_000)
        assert process.stdout is not None
        told = [int(process.stdout.readline()) for _ in range(3)]
        time.sleep(delay_s)
        kill(process)
    with open_store(tmp_path / "tracker.db") as store:
        assert rows(store, "PRAGMA integrity_check") == [("ok",)] and rows(store, "PRAGMA foreign_key_check") == []
        assert rows(store, "SELECT item_key FROM items WHERE id = 1") == [("earlier",)]
        polls = rows(store, "SELECT count(*) FROM polls WHERE source_id = 'asahi'")[0][0]
        assert polls > told[-1]
        for table in ("items", "source_entries", "revisions"):
            where = "" if table == "revisions" else "WHERE source_id = 'asahi'"
            stored = rows(store, f"SELECT count(*) FROM {table} {where}")[0][0]
            assert stored == {"items": polls * BATCH, "source_entries": BATCH, "revisions": polls * BATCH + 1}[table]
        assert save_polls(store, [poll(new_item("later"))])[0].items_new == 1


@pytest.mark.parametrize("delay_s", [0.0, 0.01, 0.03, 0.08, 0.2])
def test_trap_04_kill_9_in_a_migration_leaves_the_file_as_it_was_and_the_next_try_ends(tmp_path: Path, delay_s: float) -> None:
    with make_store(tmp_path) as store:
        save_polls(store, [poll(*(new_item(str(n), "before") for n in range(200)))])
    path = tmp_path / "tracker.db"
    process = start(MIGRATION, path, "2026-01-02T03:04:05Z")
    assert process.stdout is not None and process.stdout.readline() == "open\n"
    time.sleep(delay_s)
    kill(process)
    with open_store_of_any_version(path) as conn:
        version = conn.execute("PRAGMA user_version").fetchone()[0]
        title = "migrated" if version > NEWEST else "before"
        assert conn.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert conn.execute("SELECT DISTINCT title, count(*) FROM items").fetchall() == [(title, 200)]
        assert bool(conn.execute("SELECT 1 FROM sqlite_master WHERE name = 'slow'").fetchall()) == (version > NEWEST)
    for backup in tmp_path.glob("*.before-*Z"):
        with open_store(backup) as copy:
            assert rows(copy, "SELECT count(*) FROM items WHERE title = 'before'") == [(200,)]
    if version == NEWEST:
        again = start(MIGRATION, path, "2026-01-02T03:04:05Z")
        assert again.communicate()[0] == "open\n" and again.returncode == 0


def open_store_of_any_version(path: Path) -> object:
    import sqlite3
    from contextlib import closing

    return closing(sqlite3.connect(path))


def test_trap_26_two_processes_write_at_once_and_lose_nothing(tmp_path: Path) -> None:
    with make_store(tmp_path) as store:
        path = store.path
    processes = [start(WRITER, path, name, 25) for name in ("asahi", "bbc")]
    for process in processes:
        output, _ = process.communicate(timeout=60)
        assert process.returncode == 0 and len(output.split()) == 25
    with open_store(path) as store:
        assert rows(store, "SELECT source_id, count(*) FROM items GROUP BY 1") == [("asahi", 25 * BATCH), ("bbc", 25 * BATCH)]
        assert rows(store, "SELECT count(*), max(id) FROM items") == [(50 * BATCH, 50 * BATCH)]
        assert rows(store, "PRAGMA integrity_check") == [("ok",)]


def test_two_processes_that_migrate_at_once_end_with_one_schema(tmp_path: Path) -> None:
    script = "import sys\nfrom db.store.connect import open_store\nfrom db.store.migrate import migrate\n"
    script += "with open_store(sys.argv[1], create=True) as s: migrate(s, sys.argv[2])"
    processes = [start(script, tmp_path / "tracker.db", "2026-01-02T03:04:05Z") for _ in range(3)]
    assert [process.wait(timeout=60) for process in processes] == [0, 0, 0]
    for process in processes:
        process.communicate()
    with open_store(tmp_path / "tracker.db") as store:
        assert version_of(store.conn) == STEPS[-1].version
        assert migrate(store, "2026-01-02T03:04:05Z").views == ()
    assert not list(tmp_path.glob("*.before-*"))
