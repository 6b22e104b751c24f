"""Writing what polls found: all of a poll, and several polls together, in one transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from itertools import chain

from db import poll_plan
from db.link_rows import Row
from db.poll_plan import Known, Planned, StoredItem
from db.records import PollWrite, Written
from db.store.articles import write_articles
from db.store.connect import Store
from db.store.links import insert_links, replace_links
from db.store.noise import write_masks
from db.store.poll_sources import write_sources
from db.store.resting import last_change, mark_resting
from db.store.row_counts import count_added

_ITEM = """
INSERT INTO items (id, source_id, item_key, guid, url, canonical_url, publication_key, title, lang, origin, first_seen_at, last_seen_at,
  published_at, published_date, published_raw, published_precision, zone_from, sort_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
# An item and its newest revision refer to each other. Deferring the check would be slower by far: SQLite then looks for waiting children
# with every revision. New items and their first revisions are numbered alike, so that one statement closes the circle.
_NEWEST = "UPDATE items SET revision_id = id + :ahead WHERE id BETWEEN :first AND :last"
INSERT_REVISION = """
INSERT INTO revisions (id, item_id, origin, seq, observed_at, observed_by, title, summary, body, author, published_at, updated_at,
  content_hash, snapshot)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_ALIAS = "INSERT OR IGNORE INTO item_aliases (source_id, item_id, kind, value) VALUES (?, ?, ?, ?)"
# Bytes that retention dropped and that come again are kept again.
_SNAPSHOT = """
INSERT INTO snapshots (sha256, url, retrieved_at, media_type, charset, encoding, size, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (sha256) DO UPDATE SET body = excluded.body, encoding = excluded.encoding, retrieved_at = excluded.retrieved_at
WHERE snapshots.body IS NULL
"""
_POLL = """
INSERT INTO polls (source_id, item_id, started_at, elapsed_ms, http_status, outcome, conditional, bytes, items_new, items_revised, error,
  warning)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
INSERT_CHANGE = """
INSERT INTO changes (item_id, from_revision, to_revision, observed_at, kind, material, notice, reasons, summary_en, summary_ja)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
# None leaves a column as it is; the empty text clears one that may be cleared.
_STEP = """
UPDATE items SET title = coalesce(:title, title), url = coalesce(:url, url),
  published_at = coalesce(:published_at, published_at), published_date = coalesce(:published_date, published_date),
  published_raw = coalesce(:published_raw, published_raw), published_precision = coalesce(:published_precision, published_precision),
  zone_from = coalesce(:zone_from, zone_from),
  sort_at = CASE WHEN :published_at IS NULL THEN sort_at WHEN origin = 'imported' THEN :published_at
    ELSE min(:published_at, first_seen_at) END,
  last_seen_at = max(last_seen_at, coalesce(:last_seen_at, '')), noise = nullif(coalesce(:noise, noise), ''),
  withdrawn_at = nullif(coalesce(:withdrawn_at, withdrawn_at), ''),
  missing_since = nullif(coalesce(:missing_since, missing_since), ''),
  article_next_check_at = nullif(coalesce(:article_next_check_at, article_next_check_at), ''),
  article_checks = coalesce(:article_checks, article_checks),
  revision_id = coalesce(:entry, revision_id), article_revision_id = coalesce(:article, article_revision_id)
WHERE id = :id
"""
_EVENT_CHANGED = """
UPDATE events SET last_change_at = max(coalesce(last_change_at, ''), ?)
WHERE id IN (SELECT event_id FROM event_items WHERE item_id = ?)
"""
_STEP_FIELDS = (
    "title", "url", "published_at", "published_date", "published_raw", "published_precision", "zone_from", "last_seen_at", "withdrawn_at",
    "missing_since", "noise", "article_next_check_at", "article_checks",
)  # fmt: skip
_STORED = """
SELECT i.id, i.revision_id, i.article_revision_id,
  (SELECT max(seq) FROM revisions WHERE item_id = i.id AND origin = 'entry'),
  (SELECT max(seq) FROM revisions WHERE item_id = i.id AND origin = 'article'),
  (SELECT content_hash FROM revisions WHERE id = i.revision_id), (SELECT content_hash FROM revisions WHERE id = i.article_revision_id)
FROM json_each(?) AS j JOIN items AS i ON i.id = j.value
"""
_KEYS = """
SELECT i.source_id, i.item_key, i.id FROM json_each(?) AS j
CROSS JOIN items AS i ON i.source_id = json_extract(j.value, '$[0]') AND i.item_key = json_extract(j.value, '$[1]')
"""
_DROPPED = """
SELECT t.source_id, t.kind, t.value FROM json_each(?) AS j
CROSS JOIN tombstones AS t ON t.source_id = json_extract(j.value, '$[0]') AND t.kind = json_extract(j.value, '$[1]')
  AND t.value = json_extract(j.value, '$[2]')
"""


def save_polls(store: Store, writes: Sequence[PollWrite]) -> list[Written]:
    """Write polls, in one transaction; what each came to, in order.

    Items that are stored already (another process was faster) are not written twice, and dropped ones do not come back (TRAPS 6).
    A link that a person decided stays. New and edited items are queued for search. Raises UnknownRow for a step of an item that does
    not exist, BadRow for a row that breaks the schema (nothing is written then: try the polls one by one), DatabaseBusy and
    StoreError's others.
    """
    if not writes:
        return []
    with store.atomic() as conn:
        planned = poll_plan.plan(writes, _known(conn, writes))
        _write_items(conn, planned)
        _write_steps(conn, planned)
        conn.executemany(_POLL, (_poll_row(one) for one in planned))
        count_added(conn, {"polls": len(planned)})
        write_sources(conn, planned)
        write_articles(conn, planned)
    return [one.written() for one in planned]


def _known(conn: sqlite3.Connection, writes: Sequence[PollWrite]) -> Known:
    stepped = sorted({step.item_id for write in writes for step in write.steps})
    stored = conn.execute(_STORED, (json.dumps(stepped),)) if stepped else ()
    return Known(
        next_item=_after(conn, "items"),
        next_revision=_after(conn, "revisions"),
        items={row[0]: StoredItem(row[1], row[3] or 0, row[2], row[4] or 0, row[5], row[6]) for row in stored},
        keys=_keys(conn, writes),
        dropped=_dropped(conn, writes),
    )


def _after(conn: sqlite3.Connection, table: str) -> int:
    return int(conn.execute(f"SELECT coalesce(max(id), 0) + 1 FROM {table}").fetchone()[0])


def _keys(conn: sqlite3.Connection, writes: Sequence[PollWrite]) -> dict[tuple[str, str], int]:
    named = [(w.poll.source_id, n.item_key) for w in writes for n in w.new]
    named += [(w.poll.source_id, e.item_key) for w in writes for e in w.present or () if e.item_key is not None]
    if not named:
        return {}
    return {(row[0], row[1]): row[2] for row in conn.execute(_KEYS, (json.dumps(list(dict.fromkeys(named))),))}


def _dropped(conn: sqlite3.Connection, writes: Sequence[PollWrite]) -> frozenset[tuple[str, str, str]]:
    if conn.execute("SELECT 1 FROM tombstones LIMIT 1").fetchone() is None:
        return frozenset()
    named = [(w.poll.source_id, *name) for w in writes for n in w.new for name in poll_plan.names(n)]
    return frozenset((row[0], row[1], row[2]) for row in conn.execute(_DROPPED, (json.dumps(named),)))


def _write_items(conn: sqlite3.Connection, planned: Sequence[Planned]) -> None:
    added = [new for one in planned for new in one.added]
    conn.executemany(_SNAPSHOT, _snapshot_rows(planned))
    conn.executemany(_ITEM, poll_plan.item_rows(added))
    revisions = list(poll_plan.revision_rows(planned))
    conn.executemany(INSERT_REVISION, revisions)
    count_added(conn, {"items": len(added), "revisions": len(revisions)})
    # An address or guid that belongs to an older item of the source stays with that one.
    conn.executemany(_ALIAS, poll_plan.alias_rows(planned))
    insert_links(conn, poll_plan.added_links(added))
    if added:
        first, last = added[0], added[-1]
        conn.execute(_NEWEST, {"ahead": first.revision_id - first.item_id, "first": first.item_id, "last": last.item_id})
        conn.execute("INSERT OR IGNORE INTO search_queue (kind, id) SELECT 'item', id FROM items WHERE id >= ?", (first.item_id,))


def _write_steps(conn: sqlite3.Connection, planned: Sequence[Planned]) -> None:
    stepped = [one for each in planned for one in each.stepped]
    if not stepped:
        return
    conn.executemany(_STEP, filter(None, map(_step_values, stepped)))
    write_masks(conn, [one.step for one in stepped])
    _write_changes(conn, stepped)
    replace_links(conn, list(poll_plan.stepped_links(stepped)))
    edited = [one.step for one in stepped if one.revision_id is not None or one.step.title is not None]
    conn.executemany("INSERT OR IGNORE INTO search_queue (kind, id) VALUES ('item', ?)", ((step.item_id,) for step in edited))


def _write_changes(conn: sqlite3.Connection, stepped: Sequence[poll_plan.Stepped]) -> None:
    """The changes, and what rests on the text of the material ones: before links are decided anew, by which an item may leave its event."""
    changes = list(poll_plan.change_rows(stepped))
    if not changes:
        return
    before = last_change(conn)
    conn.executemany(INSERT_CHANGE, changes)
    material = [(s.step.change, s.step.item_id) for s in stepped if s.step.change is not None and s.step.change.material]
    conn.executemany(_EVENT_CHANGED, ((change.observed_at, item_id) for change, item_id in material))
    mark_resting(conn, before, [change.reach for change, _ in material])


def _step_values(one: poll_plan.Stepped) -> dict[str, object] | None:
    """What a step sets in its row of `items`, None where it sets nothing."""
    values: dict[str, object] = {name: getattr(one.step, name) for name in _STEP_FIELDS}
    entry = one.step.revision is not None and one.step.revision.origin == "entry"
    values["entry"] = one.revision_id if entry else None
    values["article"] = None if entry else one.revision_id
    if all(value is None for value in values.values()):
        return None
    return {**values, "id": one.step.item_id}


def _snapshot_rows(planned: Sequence[Planned]) -> Iterator[Row]:
    for snapshot in chain.from_iterable(one.write.snapshots for one in planned):
        yield (
            snapshot.sha256, snapshot.url, snapshot.retrieved_at, snapshot.media_type, snapshot.charset, snapshot.encoding, snapshot.size,
            snapshot.body,
        )  # fmt: skip


def _poll_row(one: Planned) -> Row:
    poll, came_to = one.write.poll, one.written()
    return (
        poll.source_id, poll.item_id, poll.started_at, poll.elapsed_ms, poll.http_status, poll.outcome, int(poll.conditional), poll.bytes,
        came_to.items_new, came_to.items_revised, poll.error, poll.warning,
    )  # fmt: skip
