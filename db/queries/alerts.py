"""Reading what may deserve an alert, with how often its source had been looked at by then, and the alerts that were raised.

`looks`: how often the source (of an article: the article) had been read by then, since the last restore, counted up to 2; 0 for what
came by an import. A source's first look only says how things stand.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection
from typing import Any

from db.alert_rows import ChangeNews, EventNews, LookedAt, Marks, QuietSource, RaisedAlert, RateNews, TableRate, Trouble
from db.queries.read import Values, fetch, fetch_one, texts

_LOOKS = """(SELECT count(*) FROM (SELECT 1 FROM polls AS p WHERE p.source_id = i.source_id AND p.item_id IS NULL
  AND p.started_at > :restored_at AND p.started_at <= {at} AND p.http_status IS NOT NULL
  AND p.outcome IN ('changed', 'unchanged', 'not_modified') LIMIT 2))"""
_LOOKS_AT_ARTICLE = """(SELECT count(*) FROM (SELECT 1 FROM polls AS p WHERE p.item_id = i.id
  AND p.started_at > :restored_at AND p.started_at <= {at} LIMIT 2))"""


def _looks(revision: str, at: str) -> str:
    """The SQL for `looks` by a revision's alias (its columns may be NULL) and the expression for when it was seen."""
    article, entry = _LOOKS_AT_ARTICLE.format(at=at), _LOOKS.format(at=at)
    return f"CASE WHEN {revision}.origin = 'article' THEN {article} WHEN {revision}.observed_by <> 'poll' THEN 0 ELSE {entry} END"


def _looks_at_opening() -> str:
    """The SQL for `looks` by the time an event was opened: its reports come, and their texts move on, while it is looked at afterwards."""
    soon = "strftime('%Y-%m-%dT%H:%M:%SZ', h.at, '+1 minute')"
    return (
        f"CASE WHEN r.observed_at <= {soon} THEN {_looks('r', 'r.observed_at')} "
        f"WHEN i.first_seen_at > {soon} OR i.origin = 'imported' THEN 0 ELSE {_LOOKS.format(at='h.at')} END"
    )


# A text that came in after the one that it comes before was imported.
_CHANGES = f"""
SELECT c.id, c.item_id, i.source_id, c.observed_at, c.kind, c.notice, c.summary_en, c.summary_ja, i.title, f.seq AS from_seq,
  t.seq AS to_seq, coalesce(r.origin, 'entry') AS origin, s.title AS source_title, s.title_ja AS source_title_ja, l.relation, l.topics,
  (SELECT m.event_id FROM event_items AS m WHERE m.item_id = c.item_id ORDER BY m.anchor_id LIMIT 1) AS event_id,
  (l.linked = 1 OR (s.kind = 'page' AND s.mode = 'watch')) IS TRUE OR EXISTS (SELECT 1 FROM resting AS o WHERE o.change_id = c.id)
    AS on_subject, CASE WHEN f.id > t.id THEN 0 ELSE {_looks("r", "c.observed_at")} END AS looks,
  (SELECT json_group_array(o.kind || ' ' || o.subject_id) FROM (
     SELECT kind, subject_id FROM resting WHERE change_id = c.id AND via <> 'event' ORDER BY id) AS o) AS resting
FROM changes AS c CROSS JOIN items AS i ON i.id = c.item_id CROSS JOIN sources AS s ON s.id = i.source_id
LEFT JOIN revisions AS f ON f.id = c.from_revision LEFT JOIN revisions AS t ON t.id = c.to_revision
LEFT JOIN revisions AS r ON r.id = coalesce(c.to_revision, c.from_revision)
LEFT JOIN links AS l ON l.item_id = c.item_id AND l.linked = 1
WHERE c.id > :change_id AND +c.observed_at > :since AND +c.material = 1
GROUP BY c.id ORDER BY c.id
"""
_EVENTS = f"""
SELECT e.id, h.at, e.relation, e.topics, e.title_en, e.title_ja, max({_looks_at_opening()}) AS looks,
  json_group_array(DISTINCT i.source_id) AS sources
FROM event_history AS h CROSS JOIN events AS e ON e.id = h.event_id CROSS JOIN event_items AS m ON m.event_id = e.id
CROSS JOIN items AS i ON i.id = m.item_id CROSS JOIN revisions AS r ON r.id = m.revision_id
WHERE h.id > :history_id AND +h.at > :since AND h.field = 'status' AND h.before IS NULL AND e.status <> 'merged'
  AND r.observed_at >= strftime('%Y-%m-%dT%H:%M:%SZ', h.at, '-1 day')
GROUP BY e.id ORDER BY h.at, e.id
"""
_RATES = f"""
SELECT i.id AS item_id, i.source_id, i.title, l.anchor_id, l.relation, l.topics, l.facts, r.observed_at,
  {_looks("r", "r.observed_at")} AS looks, i.lang,
  coalesce((SELECT o.title || char(10) || o.summary || char(10) || o.body
    FROM (SELECT * FROM revisions WHERE item_id = i.id AND origin = 'entry' AND id < r.id ORDER BY seq LIMIT 1) AS o
    WHERE {_looks("o", "o.observed_at")} < 2), '') AS untold
FROM revisions AS r CROSS JOIN items AS i ON i.id = r.item_id CROSS JOIN links AS l ON l.item_id = i.id AND l.revision_id = r.id
WHERE r.id > :revision_id AND +r.observed_at > :since AND l.linked = 1 AND instr(l.facts, '"rates"') > 0
ORDER BY r.id
"""
_LOOKS_AT_SOURCE = """(SELECT count(*) FROM (SELECT 1 FROM polls AS p WHERE p.source_id = i.id AND p.item_id IS NULL
  AND p.started_at > :restored_at AND (p.http_status IS NOT NULL OR p.error IS NOT NULL) LIMIT 2))"""
_TROUBLES = f"""
SELECT i.id AS source_id, i.title, i.title_ja, i.state, coalesce(i.last_error, i.off_reason, '') AS why, i.failures, i.failed_attempts,
  i.last_ok_at, NULL AS until,
  CASE i.state WHEN 'stale' THEN i.stale_from
    WHEN 'silent' THEN (SELECT min(p.started_at) FROM polls AS p WHERE p.source_id = i.id AND p.item_id IS NULL
      AND p.outcome = 'no_content' AND p.started_at >
      coalesce((SELECT max(q.started_at) FROM polls AS q WHERE q.source_id = i.id AND q.item_id IS NULL
                AND q.outcome IN ('changed', 'unchanged', 'not_modified')), ''))
    ELSE i.failing_since END AS since,
  {_LOOKS_AT_SOURCE} AS looks
FROM sources AS i
WHERE (i.enabled = 1 AND (i.state IN ('failing', 'blocked', 'silent') OR (i.state = 'stale' AND i.stale_from >= i.watched_from)))
  OR (i.state = 'off' AND i.failing_since IS NOT NULL)
ORDER BY i.id
"""
_OUTAGES = """
SELECT g.source_id, i.title, i.title_ja, iif(g.cause = 'blocked', 'blocked', 'failing') AS state, '' AS why, 1 AS failures,
  max(g.attempts) AS failed_attempts, g.from_at AS last_ok_at, max(g.to_at) AS until, 2 AS looks,
  (SELECT min(p.started_at) FROM polls AS p WHERE p.source_id = g.source_id AND p.item_id IS NULL AND p.error IS NOT NULL
   AND p.started_at >= g.from_at) AS since
FROM gaps AS g CROSS JOIN sources AS i ON i.id = g.source_id
WHERE g.cause IN ('down', 'blocked') AND g.to_at > :since
GROUP BY g.source_id, g.from_at ORDER BY g.source_id, g.from_at
"""
_TOLD = """
SELECT a.subject FROM alerts AS a WHERE a.subject LIKE 'source %' AND a.subject NOT LIKE '% over'
  AND NOT EXISTS (SELECT 1 FROM alerts AS b WHERE b.subject = a.subject || ' over') ORDER BY a.id
"""


def read_marks(conn: sqlite3.Connection) -> Marks | None:
    """The marks as they were left; None before the first look. Raises StoreError's children."""
    row = fetch_one(conn, "SELECT change_id, history_id, revision_id, restored_at FROM alert_marks WHERE id = 1")
    return Marks(*tuple(row)) if row else None


def newest_marks(conn: sqlite3.Connection) -> Marks:
    """Marks behind everything that is there. Raises StoreError's children."""
    names = ("changes", "event_history", "revisions")
    change, history, revision = (int(fetch(conn, f"SELECT coalesce(max(id), 0) FROM {name}")[0][0]) for name in names)
    return Marks(change, history, revision)


def change_news(conn: sqlite3.Connection, marks: Marks) -> tuple[ChangeNews, ...]:
    """Material changes after the marks. Raises StoreError's children."""
    # A plus keeps SQLite from walking an index of times, of which all match where no time is asked for, instead of the new rows.
    rows = fetch(conn, _CHANGES, _values(marks, "change_id"))
    return tuple(_change_news(dict(row)) for row in rows)


def event_news(conn: sqlite3.Connection, marks: Marks) -> tuple[EventNews, ...]:
    """Events opened after the marks by a report no older than a day. Raises StoreError's children."""
    rows = fetch(conn, _EVENTS, _values(marks, "history_id"))
    return tuple(
        EventNews(**{**dict(row), "topics": texts(row["topics"]), "sources": tuple(sorted(texts(row["sources"])))}) for row in rows
    )


def rate_news(conn: sqlite3.Connection, marks: Marks) -> tuple[RateNews, ...]:
    """Linked texts after the marks that name a percentage. Raises StoreError's children."""
    return tuple(RateNews(**{**dict(row), "topics": texts(row["topics"])}) for row in fetch(conn, _RATES, _values(marks, "revision_id")))


def troubles(conn: sqlite3.Connection, restored_at: str) -> tuple[Trouble, ...]:
    """The sources that are in trouble now. restored_at: UTC instant, "" for none. Raises StoreError's children."""
    return tuple(Trouble(**dict(row)) for row in fetch(conn, _TROUBLES, {"restored_at": restored_at}))


def outages(conn: sqlite3.Connection, since: str) -> tuple[Trouble, ...]:
    """The troubles of the past that ended after an instant. Raises StoreError's children."""
    return tuple(Trouble(**dict(row)) for row in fetch(conn, _OUTAGES, {"since": since}))


def table_rates(conn: sqlite3.Connection) -> tuple[TableRate, ...]:
    """Every percentage in the table of rates, by class. now: whether it is law today. Raises StoreError's children."""
    sql = """
      SELECT c.anchor_id, c.id AS product_class, c.title_en, c.title_ja, c.normal_duty_example AS normal_duty,
        r.rate_percent AS percent, r.id IN (SELECT rate_id FROM rates_now) AS now
      FROM product_classes AS c CROSS JOIN rates AS r ON r.product_class = c.id AND r.anchor_id = c.anchor_id
      WHERE r.rate_percent IS NOT NULL ORDER BY c.anchor_id, c.id, r.id
    """
    return tuple(TableRate(**{**dict(row), "now": bool(row["now"])}) for row in fetch(conn, sql))


def told_troubles(conn: sqlite3.Connection) -> tuple[str, ...]:
    """The subjects `source <id> <since>` that were told and whose end was not. Raises StoreError's children."""
    return tuple(row[0] for row in fetch(conn, _TOLD))


def told_subjects(conn: sqlite3.Connection, subjects: Collection[str]) -> frozenset[str]:
    """Those of some subjects of which an alert was raised. Raises StoreError's children."""
    sql = "SELECT DISTINCT subject FROM alerts WHERE subject IN (SELECT value FROM json_each(?))"
    return frozenset(row[0] for row in fetch(conn, sql, (json.dumps(sorted(subjects)),)))


def unsent(conn: sqlite3.Connection, since: str) -> tuple[RaisedAlert, ...]:
    """Alerts raised after an instant that have not reached every channel yet, oldest first. Raises StoreError's children."""
    sql = "SELECT * FROM alerts WHERE sent_at IS NULL AND raised_at > ? ORDER BY id"
    return tuple(_raised(row) for row in fetch(conn, sql, (since,)))


def raised_since(conn: sqlite3.Connection, since: str, but: str = "") -> tuple[RaisedAlert, ...]:
    """Alerts raised after an instant, but for those of one rule, oldest first. Raises StoreError's children."""
    sql = "SELECT * FROM alerts WHERE raised_at > ? AND rule <> ? ORDER BY id"
    return tuple(_raised(row) for row in fetch(conn, sql, (since, but)))


def quiet_sources(conn: sqlite3.Connection, restored_at: str) -> tuple[QuietSource, ...]:
    """The enabled sources that have brought something new before, with when they last did; of a watched page a new text is new.

    restored_at: UTC instant, "" for none. Raises StoreError's children.
    """
    sql = f"""
      SELECT i.id, i.title, i.title_ja, max(i.last_new_at, coalesce(iif(i.kind = 'page' AND i.mode = 'watch', (
        SELECT max(r.observed_at) FROM items AS o CROSS JOIN revisions AS r ON r.id = o.revision_id WHERE o.source_id = i.id), ''), '')),
        {_LOOKS_AT_SOURCE}
      FROM sources AS i WHERE i.enabled = 1 AND i.last_new_at IS NOT NULL ORDER BY i.id
    """
    return tuple(QuietSource(*tuple(row)) for row in fetch(conn, sql, {"restored_at": restored_at}))


def source_states(conn: sqlite3.Connection) -> dict[str, tuple[str, str, str]]:
    """Each source's state and its titles (English or its own, Japanese), by id. Raises StoreError's children."""
    return {row[0]: tuple(row)[1:] for row in fetch(conn, "SELECT id, state, title, title_ja FROM sources")}


def looked_at(conn: sqlite3.Connection, since: str, until: str) -> LookedAt:
    """How completely the sources were looked at between two instants, and the new items on the subject. Raises StoreError's children."""
    sql = """
      SELECT count(DISTINCT source_id), count(DISTINCT iif(outcome IN ('changed', 'unchanged', 'not_modified'), source_id, NULL)),
        (SELECT count(*) FROM items AS i WHERE i.first_seen_at > :since AND i.first_seen_at <= :until AND i.origin = 'watched'
         AND EXISTS (SELECT 1 FROM links AS l WHERE l.item_id = i.id AND l.linked = 1))
      FROM polls WHERE started_at > :since AND started_at <= :until AND item_id IS NULL AND (http_status IS NOT NULL OR error IS NOT NULL)
    """
    return LookedAt(*tuple(fetch(conn, sql, {"since": since, "until": until})[0]))


def next_ahead(conn: sqlite3.Connection, today: str, limit: int = 5) -> tuple[tuple[str, str, str], ...]:
    """What is scheduled from a day on: (day, English title, Japanese title), soonest first. Raises StoreError's children."""
    sql = "SELECT date, title_en, title_ja FROM ahead WHERE date >= ? ORDER BY date, id LIMIT ?"
    return tuple((row[0], row[1], row[2]) for row in fetch(conn, sql, (today, limit)))


def _change_news(row: dict[str, Any]) -> ChangeNews:
    lists = {name: texts(row[name]) for name in ("topics", "resting")}
    return ChangeNews(**{**row, **lists, "on_subject": bool(row["on_subject"])})


def _raised(row: sqlite3.Row) -> RaisedAlert:
    return RaisedAlert(**{**dict(row), "names": texts(row["names"])})


def _values(marks: Marks, name: str) -> Values:
    return {name: getattr(marks, name), "restored_at": marks.restored_at, "since": marks.since}
