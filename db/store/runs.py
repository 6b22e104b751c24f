"""When the poller ran, and the gaps in between: a suspended machine and a stopped service alike leave one (TRAPS 3)."""

from __future__ import annotations

import sqlite3

from db.store.connect import Store

# Of the last run, and not the latest instant: a clock that was ahead for a while would hide every gap until then.
_LAST = "SELECT beat_at FROM runs ORDER BY id DESC LIMIT 1"
# A source that answered a single `tracker poll` in between is covered until then.
_GAPS = """
INSERT INTO gaps (source_id, from_at, to_at, cause, attempts)
SELECT id, max(:last, coalesce(last_ok_at, '')), :now, 'not_running', 0 FROM sources
WHERE enabled = 1 AND watched_from IS NOT NULL AND (next_check_at IS NULL OR next_check_at < :now) AND coalesce(last_ok_at, '') < :now
"""


def start_run(store: Store, pid: int, host: str, now: str, quiet_after: str) -> int:
    """Record that a poller starts; its run id.

    quiet_after: UTC instant; where the last beat of any run is older, the time since then becomes a gap `not_running` of every watched
    source that was due in between. Raises StoreError's children.
    """
    with store.atomic() as conn:
        _record_gap(conn, now, quiet_after)
        run = conn.execute("INSERT INTO runs (pid, host, started_at, beat_at) VALUES (?, ?, ?, ?)", (pid, host, now, now))
        return int(run.lastrowid or 0)


def beat(store: Store, run_id: int, now: str, quiet_after: str) -> int:
    """Record that a poller is alive; the number of gaps found, as after a sleep of the machine. quiet_after: as in `start_run`.

    Raises StoreError's children.
    """
    with store.atomic() as conn:
        found = _record_gap(conn, now, quiet_after)
        conn.execute("UPDATE runs SET beat_at = ? WHERE id = ?", (now, run_id))
        return found


def end_run(store: Store, run_id: int, now: str) -> None:
    """Record that a poller ended in good order. Raises StoreError's children."""
    with store.atomic() as conn:
        conn.execute("UPDATE runs SET beat_at = ?, ended_at = ? WHERE id = ?", (now, now, run_id))


def _record_gap(conn: sqlite3.Connection, now: str, quiet_after: str) -> int:
    last = conn.execute(_LAST).fetchone()
    if last is None or last[0] >= quiet_after:
        return 0
    return int(conn.execute(_GAPS, {"last": last[0], "now": now}).rowcount)
