"""Writing which articles are watched, and how their checks stand, within the caller's transaction where there is one."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import asdict

from db.article_rows import Watched
from db.poll_plan import Planned, Stepped
from db.store.connect import Store

_WATCH = """
INSERT INTO articles (item_id, host, began_at, next_check_why) VALUES (:item_id, :host, :began_at, :why)
ON CONFLICT (item_id) DO UPDATE SET host = excluded.host, next_check_why = excluded.next_check_why
"""
_NEXT = "UPDATE items SET article_next_check_at = :next_check_at WHERE id = :item_id"
# None leaves a column as it is; the empty text clears it. `keep_validators` 0: the three validators become what is given.
_STEP = """
UPDATE articles SET next_check_why = :next_check_why, checked_at = :checked_at, began_at = coalesce(:began_at, began_at),
  read_at = coalesce(read_at, :read_at), failures = :failures, last_error = nullif(:last_error, ''),
  etag = CASE WHEN :keep_validators THEN coalesce(:etag, etag) ELSE :etag END,
  last_modified = CASE WHEN :keep_validators THEN coalesce(:last_modified, last_modified) ELSE :last_modified END,
  body_sha256 = CASE WHEN :keep_validators THEN coalesce(:body_sha256, body_sha256) ELSE :body_sha256 END,
  validators_trusted = coalesce(:validators_trusted, validators_trusted),
  unconditional_at = coalesce(:unconditional_at, unconditional_at), is_basis = coalesce(:is_basis, is_basis),
  read_with = coalesce(:read_with, read_with)
WHERE item_id = :item_id
"""
_RECENT = """
INSERT OR IGNORE INTO article_queue (item_id)
SELECT i.id FROM items AS i WHERE i.first_seen_at > :since AND i.origin = 'watched' AND i.article_next_check_at IS NULL
  AND i.url LIKE 'http%' AND i.source_id IN (SELECT value FROM json_each(:sources))
  AND EXISTS (SELECT 1 FROM links AS l WHERE l.item_id = i.id AND l.linked = 1)
"""
# Whoever has the article of a publication may be unlinked: then another of its items may come to be watched.
_PASS_ON = """
INSERT OR IGNORE INTO article_queue (item_id)
SELECT o.id FROM json_each(:items) AS j CROSS JOIN items AS i ON i.id = j.value
CROSS JOIN items AS o ON o.publication_key = i.publication_key AND o.publication_key <> '' AND o.id <> i.id
WHERE o.origin = 'watched' AND o.url LIKE 'http%' AND o.article_next_check_at IS NULL
  AND EXISTS (SELECT 1 FROM links AS l WHERE l.item_id = o.id AND l.linked = 1)
  AND NOT EXISTS (SELECT 1 FROM links AS l WHERE l.item_id = i.id AND l.linked = 1)
"""


def watch_articles(store: Store, looked_at: Sequence[int], watched: Sequence[Watched]) -> None:
    """Take items off the queue, and set for each of `watched` when its article is checked next, in one transaction.

    looked_at: ids of all that were taken from the queue. Raises StoreError's children.
    """
    with store.atomic() as conn:
        rows = [asdict(one) for one in watched]
        conn.executemany(_WATCH, rows)
        conn.executemany(_NEXT, rows)
        conn.execute("DELETE FROM article_queue WHERE item_id IN (SELECT value FROM json_each(?))", (json.dumps(list(looked_at)),))
        conn.execute(_PASS_ON, {"items": json.dumps([one.item_id for one in watched if one.next_check_at is None])})


def queue_recent(store: Store, sources: Sequence[str], since: str) -> None:
    """Let it be decided anew of the linked items first seen after an instant: the configuration may have changed since.

    sources: ids of those whose articles are watched. since: UTC instant. Raises StoreError's children.
    """
    with store.atomic() as conn:
        conn.execute(_RECENT, {"since": since, "sources": json.dumps(list(sources))})


def write_articles(conn: sqlite3.Connection, planned: Sequence[Planned]) -> None:
    """Write what checks say of their articles, and that an entry with a new text is linked by it again, within the caller's transaction."""
    said = [asdict(one.write.article) for one in planned if one.write.article is not None]
    if said:
        conn.executemany(_STEP, said)
    entries = [(step.step.item_id,) for one in planned for step in one.stepped if step.step.links and not _of_article(step)]
    if entries:
        conn.executemany("UPDATE articles SET is_basis = 0 WHERE item_id = ? AND is_basis = 1", entries)


def _of_article(step: Stepped) -> bool:
    return step.step.revision is not None and step.step.revision.origin == "article"
