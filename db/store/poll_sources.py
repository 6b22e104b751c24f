"""What polls change in `sources`, in the gate before the parser (`source_entries`) and in `gaps`, within the caller's transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import fields
from operator import attrgetter

from db.poll_plan import Planned
from db.records import GapStep, PollWrite, SourceStep

# None leaves a column as it is; the empty text clears it. `keep_validators` 0: the three validators become what is given.
_SOURCE = """
UPDATE sources SET state = :state, next_check_at = :next_check_at, next_check_why = :next_check_why, failures = :failures,
  failed_attempts = :failed_attempts, empty_in_a_row = :empty_in_a_row,
  stale_from = nullif(coalesce(:stale_from, stale_from), ''),
  failing_since = nullif(coalesce(:failing_since, failing_since), ''), last_error = nullif(coalesce(:last_error, last_error), ''),
  last_ok_at = coalesce(:last_ok_at, last_ok_at), last_new_at = coalesce(:last_new_at, last_new_at),
  etag = CASE WHEN :keep_validators THEN coalesce(:etag, etag) ELSE :etag END,
  last_modified = CASE WHEN :keep_validators THEN coalesce(:last_modified, last_modified) ELSE :last_modified END,
  body_sha256 = CASE WHEN :keep_validators THEN coalesce(:body_sha256, body_sha256) ELSE :body_sha256 END,
  validators_trusted = coalesce(:validators_trusted, validators_trusted), unconditional_at = coalesce(:unconditional_at, unconditional_at),
  url = coalesce(:url, url), moved_to = nullif(coalesce(:moved_to, moved_to), ''), enabled = coalesce(:enabled, enabled),
  off_reason = nullif(coalesce(:off_reason, off_reason), ''), watched_from = coalesce(watched_from, :last_ok_at)
WHERE id = :id
"""
_GATE = "SELECT raw_hash, item_id FROM source_entries WHERE source_id = ? ORDER BY position"
_LEFT = """
UPDATE items SET last_seen_at = max(last_seen_at, coalesce((SELECT last_ok_at FROM sources WHERE id = items.source_id), '')) WHERE id = ?
"""
_OPEN = "SELECT id FROM gaps WHERE source_id = ? AND cause = ? AND to_at IS NULL ORDER BY from_at LIMIT 1"
_NAMES = tuple(field.name for field in fields(SourceStep))
_values = attrgetter(*_NAMES)


def write_sources(conn: sqlite3.Connection, planned: Sequence[Planned]) -> None:
    """Write each poll's gate, its source's row and its gaps, in that order: an item that left was last seen at the poll before."""
    for one in planned:
        source_id = one.write.poll.source_id
        _write_gate(conn, one)
        if one.write.source is not None:
            conn.execute(_SOURCE, {**dict(zip(_NAMES, _values(one.write.source), strict=True)), "id": source_id})
        for gap in one.write.gaps:
            _write_gap(conn, source_id, gap)


def _write_gate(conn: sqlite3.Connection, one: Planned) -> None:
    if one.write.present is None:
        return
    source_id = one.write.poll.source_id
    conn.execute("UPDATE sources SET rebased = 0 WHERE id = ? AND rebased = 1", (source_id,))
    before = [(row[0], row[1]) for row in conn.execute(_GATE, (source_id,))]
    now = _present(one.write, one)
    if now == before:
        return
    left = {item for _, item in before} - {item for _, item in now}
    conn.executemany(_LEFT, ((item,) for item in sorted(left)))
    conn.execute("DELETE FROM source_entries WHERE source_id = ?", (source_id,))
    conn.executemany(
        "INSERT INTO source_entries (source_id, position, raw_hash, item_id) VALUES (?, ?, ?, ?)",
        ((source_id, position, raw_hash, item) for position, (raw_hash, item) in enumerate(now)),
    )


def _present(write: PollWrite, one: Planned) -> list[tuple[str, int]]:
    """The gate's rows: (raw hash, item id). An entry whose item was dropped by retention has no item, and no row."""
    found = []
    for entry in write.present or ():
        item = entry.item_id if entry.item_id is not None else one.ids.get(entry.item_key or "")
        if item is not None:
            found.append((entry.raw_hash, item))
    return found


def _write_gap(conn: sqlite3.Connection, source_id: str, gap: GapStep) -> None:
    """Open, close, or record whole. An open gap of the same cause is not opened twice: its attempts are counted."""
    if gap.from_at is not None and gap.to_at is not None:
        _insert_gap(conn, source_id, gap)
        return
    open_one = conn.execute(_OPEN, (source_id, gap.cause)).fetchone()
    if open_one is not None:
        conn.execute("UPDATE gaps SET to_at = ?, attempts = max(attempts, ?) WHERE id = ?", (gap.to_at, gap.attempts, open_one[0]))
    elif gap.from_at is not None:
        _insert_gap(conn, source_id, gap)


def _insert_gap(conn: sqlite3.Connection, source_id: str, gap: GapStep) -> None:
    conn.execute(
        "INSERT INTO gaps (source_id, from_at, to_at, cause, attempts) VALUES (?, ?, ?, ?, ?)",
        (source_id, gap.from_at, gap.to_at, gap.cause, gap.attempts),
    )
