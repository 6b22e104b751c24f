"""Bringing a database to this program's schema: a backup first, each step whole or not at all, then the views."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from db.errors import DatabaseBusy, MigrationFailed, StoreError
from db.migrations import STEPS, Step
from db.queries.sql import views
from db.store.connect import NEWEST, Store, refuse_newer, version_of
from db.store.copy import backup_to
from db.translate import translated


@dataclass(frozen=True, slots=True)
class Migrated:
    """What a migration did. backup: the copy made before it, None where there was nothing to copy or to do."""

    before: int
    after: int
    backup: Path | None = None
    views: tuple[str, ...] = ()


def migrate(store: Store, now: str, steps: tuple[Step, ...] = STEPS) -> Migrated:
    """Run the steps that a database has not had, and make anew each view whose text changed.

    now: UTC instant, for the backup's name. The backup stands beside the file as `<file>.before-v<step>-<time>`. A crash at any point
    leaves the file as it was before the step under way; a new file has all steps or none. Raises SchemaTooNew, DatabaseBusy, or
    MigrationFailed, after which the file is as it was before the step that failed.
    """
    has_data = _has_data(store.conn)  # before the version: another process may be making the schema meanwhile
    before = version_of(store.conn)
    refuse_newer(store.path, before)
    missing = [step for step in steps if step.version > before]
    backup = _backup(store, missing[0].version, now) if missing and has_data else None
    # A new file gets its schema at once: nobody finds it between two steps, and copies what is half made.
    for together in [[step] for step in missing] if has_data or not missing else [missing]:
        _run(store, together)
    return Migrated(before, version_of(store.conn), backup, _renew_views(store) if version_of(store.conn) >= NEWEST else ())


def statements(sql: str) -> Iterator[str]:
    """The statements of a script, one by one: `executescript` would commit the transaction that a step must be made in."""
    rest = ""
    for part in re.split("(?<=;)", sql):
        rest += part
        if sqlite3.complete_statement(rest):
            yield rest.strip()
            rest = ""
    if rest.strip():
        yield rest.strip()


def _has_data(conn: sqlite3.Connection) -> bool:
    return conn.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone() is not None


def _backup(store: Store, version: int, now: str) -> Path:
    """Copy to a name of its own first: a copy that was cut short never bears the name of a whole one."""
    name = f"{store.path.name}.before-v{version}-{now.replace('-', '').replace(':', '')}"
    names = (name, *(f"{name}-{number}" for number in range(2, 1000)))  # a migration that was cut short may be tried in the same second
    target = next(path for path in map(store.path.with_name, names) if not path.exists())
    try:
        backup_to(store, target)
    except StoreError as error:
        raise MigrationFailed(str(store.path), f"no backup could be made, so nothing was changed: {error.problem}") from error
    return target


def _run(store: Store, steps: Sequence[Step]) -> None:
    """Steps in one transaction with their record. Foreign keys are checked at each one's end, so that a step may rebuild a table."""
    store.conn.execute("PRAGMA foreign_keys = OFF")
    try:
        with store.atomic() as conn:
            for step in steps:
                if version_of(conn) < step.version:  # else another process was faster
                    _take(store, conn, step)
    except (MigrationFailed, DatabaseBusy):
        raise
    except StoreError as error:
        raise MigrationFailed(str(store.path), f"step {steps[-1].version} can't be kept: {error.problem}", error.advice) from error
    finally:
        store.conn.execute("PRAGMA foreign_keys = ON")


def _take(store: Store, conn: sqlite3.Connection, step: Step) -> None:
    try:
        with translated(store.path):
            for sql in statements(step.sql):
                conn.execute(sql)
            broken = conn.execute("PRAGMA foreign_key_check").fetchone()
            if broken is not None:
                raise MigrationFailed(str(store.path), f"step {step.version} ({step.name}) leaves a row of {broken[0]} without its parent")
            conn.execute(f"PRAGMA user_version = {step.version:d}")
    except (MigrationFailed, DatabaseBusy):
        raise
    except StoreError as error:
        raise MigrationFailed(str(store.path), f"step {step.version} ({step.name}): {error.problem}", error.advice) from error


def _renew_views(store: Store) -> tuple[str, ...]:
    wanted = {name: f"CREATE VIEW {name} AS\n{view.sql}" for name, view in views().items()}
    if not _stale_views(store.conn, wanted):
        return ()
    with store.atomic() as conn:
        stale = _stale_views(conn, wanted)
        for name in stale:
            conn.execute(f"DROP VIEW IF EXISTS {name}")
        for name in stale:
            conn.execute(wanted[name])
    return stale


def _stale_views(conn: sqlite3.Connection, wanted: Mapping[str, str]) -> tuple[str, ...]:
    found = dict(conn.execute("SELECT name, sql FROM sqlite_master WHERE type = 'view'").fetchall())
    return tuple(name for name, sql in wanted.items() if found.get(name) != sql)
