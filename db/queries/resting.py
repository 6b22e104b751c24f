"""Reading what rests on text that has changed since: for pages, for those who settle it, and for what decides that it is settled."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable

from db.queries.read import fetch, fetch_one
from db.queries.review import COUNTED, ReviewFilter
from db.resting_rows import LaterReport, OpenMark, Resting, RestingDoubt

_FAMILY = "coalesce(nullif(s.publisher_family, ''), nullif(s.publisher, ''), s.id)"
_SHOWN = """
r.anchor_id, r.change_id, r.item_id, r.via, r.since, r.settled_at, r.settled_by, r.settled_why, c.kind AS change_kind, c.summary_en,
  c.summary_ja, i.title, i.lang, i.source_id, s.title AS source_title, s.title_ja AS source_title_ja, f.seq AS from_seq, t.seq AS to_seq,
  coalesce(t.origin, f.origin) AS origin
"""
_OF = """
CROSS JOIN changes AS c ON c.id = r.change_id CROSS JOIN items AS i ON i.id = r.item_id CROSS JOIN sources AS s ON s.id = i.source_id
LEFT JOIN revisions AS f ON f.id = c.from_revision LEFT JOIN revisions AS t ON t.id = c.to_revision
"""
_MARKS = f"""
WITH RECURSIVE part (subject_id, id) AS (
  SELECT value, value FROM json_each(:ids)
  UNION SELECT p.subject_id, e.id FROM part AS p CROSS JOIN events AS e ON e.merged_into = p.id WHERE :kind = 'event'
)
SELECT r.id, r.kind, p.subject_id, {_SHOWN}
FROM part AS p CROSS JOIN resting AS r ON r.kind = :kind AND r.subject_id = p.id {_OF}
WHERE r.since <= :at AND (:settled OR r.settled_at IS NULL OR r.settled_at > :at)
ORDER BY r.since DESC, r.id DESC LIMIT 2000
"""
_OF_ITEM = f"""
SELECT r.id, r.kind, r.subject_id, {_SHOWN}
FROM resting AS r {_OF} WHERE r.item_id = :item AND (r.settled_at IS NULL OR r.settled_at > :at) ORDER BY r.since DESC, r.id DESC LIMIT 200
"""
_OPEN = f"""
SELECT r.id, r.kind, r.subject_id, r.item_id, r.via, r.since, c.reasons,
  i.withdrawn_at IS NULL AND n.content_hash IS NOT NULL AND n.content_hash = f.content_hash AS back, {_FAMILY} AS family, s.tier, i.lang,
  coalesce(w.checked_on, q.as_of) AS checked_on,
  r.kind = 'rate' AND EXISTS (SELECT 1 FROM corrections AS k WHERE k.target = 'rate:' || r.subject_id AND k.made_at > r.since) AS decided,
  (SELECT max(o.settled_at) FROM resting AS o WHERE o.change_id = r.change_id AND o.kind = 'event' AND r.via = 'event'
   AND NOT EXISTS (SELECT 1 FROM resting AS u WHERE u.change_id = r.change_id AND u.kind = 'event' AND u.settled_at IS NULL))
  AS event_settled
FROM resting AS r CROSS JOIN changes AS c ON c.id = r.change_id CROSS JOIN items AS i ON i.id = r.item_id
CROSS JOIN sources AS s ON s.id = i.source_id
LEFT JOIN revisions AS f ON f.id = c.from_revision
LEFT JOIN revisions AS n ON n.id = iif(f.origin = 'article', i.article_revision_id, i.revision_id)
LEFT JOIN rates AS w ON r.kind = 'rate' AND w.id = r.subject_id LEFT JOIN claims AS q ON r.kind = 'claim' AND q.id = r.subject_id
WHERE r.settled_at IS NULL ORDER BY r.kind = 'event' DESC, r.id DESC LIMIT :limit
"""
_LATER = f"""
WITH RECURSIVE whole (id, into_id) AS (
  SELECT e.id, e.merged_into FROM events AS e WHERE e.id = :event
  UNION SELECT e.id, e.merged_into FROM whole AS w CROSS JOIN events AS e ON e.id = w.into_id
)
SELECT i.id, {_FAMILY}, s.tier, i.lang, v.title || char(10) || v.summary || char(10) || v.body
FROM whole AS w CROSS JOIN event_items AS m ON m.event_id = w.id CROSS JOIN items AS i ON i.id = m.item_id
CROSS JOIN sources AS s ON s.id = i.source_id CROSS JOIN revisions AS v ON v.id = m.revision_id
WHERE w.into_id IS NULL AND m.item_id <> :item AND m.copy_of IS NULL AND v.observed_at > :since AND i.withdrawn_at IS NULL
ORDER BY v.observed_at DESC, i.id DESC LIMIT :limit
"""
_UNKEPT = """
SELECT u.url FROM (
  SELECT url FROM event_sources UNION SELECT url FROM rate_sources UNION SELECT url FROM claim_evidence WHERE url IS NOT NULL
) AS u WHERE u.url <> '' AND NOT EXISTS (SELECT 1 FROM cited_addresses AS a WHERE a.url = u.url)
"""
_DOUBT = """
FROM resting AS r INDEXED BY resting_open CROSS JOIN items AS i ON i.id = r.item_id
WHERE r.anchor_id = :anchor AND r.settled_at IS NULL AND r.via <> 'event' AND (:lang = '' OR i.lang = :lang)
  AND NOT EXISTS (SELECT 1 FROM resting AS y WHERE y.kind = r.kind AND y.subject_id = r.subject_id AND y.settled_at IS NULL
    AND y.via <> 'event' AND (y.since, y.id) > (r.since, r.id))
"""


def marks(conn: sqlite3.Connection, kind: str, ids: Iterable[str], at: str, settled: bool = False) -> dict[str, tuple[Resting, ...]]:
    """The marks on events, rates or claims that were open at a moment, by the id asked for, newest first; ids without one are left out.

    kind: `event`, `rate` or `claim`. at: UTC instant: a mark counts from when its change was observed, to when it was settled.
    settled: also those that were settled by then. Raises StoreError's children.
    """
    asked = json.dumps(sorted(set(ids)))
    found: dict[str, list[Resting]] = {}
    for row in fetch(conn, _MARKS, {"ids": asked, "kind": kind, "at": at, "settled": settled}):
        found.setdefault(row["subject_id"], []).append(Resting(**dict(row)))
    return {name: tuple(rows) for name, rows in found.items()}


def marks_of_item(conn: sqlite3.Connection, item_id: int, at: str) -> tuple[Resting, ...]:
    """What rests on the changed text of an item, newest first. at: UTC instant. Raises StoreError's children."""
    return tuple(Resting(**dict(row)) for row in fetch(conn, _OF_ITEM, {"item": item_id, "at": at}))


def anything_rests(conn: sqlite3.Connection) -> bool:
    """Whether any mark is open. Raises StoreError's children."""
    return fetch_one(conn, "SELECT 1 FROM resting WHERE settled_at IS NULL LIMIT 1") is not None


def open_marks(conn: sqlite3.Connection, limit: int = 1000) -> tuple[OpenMark, ...]:
    """The newest open marks, those of events first. Raises StoreError's children."""
    rows = fetch(conn, _OPEN, {"limit": limit})
    return tuple(OpenMark(**{**dict(row), "back": bool(row["back"]), "decided": bool(row["decided"])}) for row in rows)


def later_reports(conn: sqlite3.Connection, mark: OpenMark, limit: int = 20) -> tuple[LaterReport, ...]:
    """The newest reports of a mark's event from after it, copies of others and the changed item itself left out.

    Raises StoreError's children.
    """
    values = {"event": mark.subject_id, "item": mark.item_id, "since": mark.since, "limit": limit}
    return tuple(LaterReport(*row) for row in fetch(conn, _LATER, values))


def marks_by_way_of(conn: sqlite3.Connection, change_ids: Iterable[int]) -> tuple[int, ...]:
    """The ids of the open marks that some changes left on rates and claims by way of an event. Raises StoreError's children."""
    sql = """
      SELECT id FROM resting WHERE change_id IN (SELECT value FROM json_each(?)) AND via = 'event' AND settled_at IS NULL ORDER BY id
    """
    return tuple(row[0] for row in fetch(conn, sql, (json.dumps(sorted(set(change_ids))),)))


def unkept_addresses(conn: sqlite3.Connection) -> tuple[str, ...]:
    """The cited addresses whose publication key is not kept yet. Raises StoreError's children."""
    return tuple(row[0] for row in fetch(conn, _UNKEPT))


def resting_doubts(conn: sqlite3.Connection, asked: ReviewFilter) -> tuple[RestingDoubt, ...]:
    """The subjects that rest on changed text by themselves, newest change first. asked.after: (since, mark id).

    Raises StoreError's children.
    """
    after, after_id = asked.after or ("", "")
    beyond = "" if asked.after is None else "AND (r.since, r.id) < (:after, :after_id)"
    sql = f"""
      SELECT r.id, r.kind, r.subject_id, {_SHOWN},
        (SELECT count(*) FROM resting AS y WHERE y.kind = r.kind AND y.subject_id = r.subject_id AND y.settled_at IS NULL) AS marks,
        (SELECT count(DISTINCT y.subject_id) FROM resting AS y WHERE y.change_id = r.change_id AND y.via = 'event'
          AND y.settled_at IS NULL AND r.kind = 'event') AS others,
        coalesce(e.title_en, p.title_en, q.statement_en) AS subject_en, coalesce(e.title_ja, p.title_ja, q.statement_ja) AS subject_ja
      FROM (SELECT r.* {_DOUBT} {beyond} ORDER BY r.since DESC, r.id DESC LIMIT :limit) AS r {_OF}
      LEFT JOIN events AS e ON r.kind = 'event' AND e.id = r.subject_id
      LEFT JOIN rates AS w ON r.kind = 'rate' AND w.id = r.subject_id
      LEFT JOIN product_classes AS p ON p.id = w.product_class AND p.anchor_id = w.anchor_id
      LEFT JOIN claims AS q ON r.kind = 'claim' AND q.id = r.subject_id
      ORDER BY r.since DESC, r.id DESC
    """
    values = {"anchor": asked.anchor_id, "lang": asked.lang, "limit": asked.limit, "after": after, "after_id": after_id}
    return tuple(_doubt(dict(row)) for row in fetch(conn, sql, values))


def _doubt(row: dict[str, object]) -> RestingDoubt:
    rest = [row.pop(name) for name in ("marks", "others", "subject_en", "subject_ja")]
    return RestingDoubt(Resting(**row), *rest)  # type: ignore[arg-type]  # as the statement names them


def count_resting(conn: sqlite3.Connection, asked: ReviewFilter) -> int:
    """How many subjects rest on changed text by themselves, at most COUNTED + 1. Raises StoreError's children."""
    values = {"anchor": asked.anchor_id, "lang": asked.lang}
    row = fetch_one(conn, f"SELECT count(*) FROM (SELECT 1 {_DOUBT} LIMIT {COUNTED + 1})", values)
    return int(row[0]) if row else 0
