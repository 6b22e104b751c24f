"""Reading the articles behind items: which are due, which wait to be watched, and how one stands."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import fields

from db.article_rows import ArticleRow, ArticleTurn, WaitingArticle
from db.queries.read import fetch, fetch_one

_OF_ITEM = frozenset((
    "source_id", "item_key", "guid", "url", "title", "lang", "published_at", "published_date", "withdrawn_at", "missing_since",
    "article_checks", "article_next_check_at",
))  # fmt: skip
_OF_SOURCE = {"selector": "s.item_selector AS selector"}
_COLUMNS = ", ".join(
    _OF_SOURCE.get(field.name, f"{'i' if field.name in _OF_ITEM else 'a'}.{field.name}") for field in fields(ArticleRow)
)
_FLAGS = ("validators_trusted", "is_basis")
# A check that lies further ahead than any of the ladder was set by a clock that was wrong.
_DUE = f"""
WITH due AS (
  SELECT id FROM items WHERE article_next_check_at <= :now
  UNION ALL SELECT id FROM items WHERE article_next_check_at > strftime('%Y-%m-%dT%H:%M:%SZ', :now, '+40 days')
), placed AS (
  SELECT {_COLUMNS}, row_number() OVER (PARTITION BY a.host ORDER BY i.article_next_check_at, i.id) AS place
  FROM due CROSS JOIN items AS i ON i.id = due.id CROSS JOIN articles AS a ON a.item_id = i.id
  CROSS JOIN sources AS s ON s.id = i.source_id
  WHERE i.source_id IN (SELECT value FROM json_each(:sources)) AND a.host NOT IN (SELECT value FROM json_each(:busy))
)
SELECT * FROM placed WHERE place <= :per_host ORDER BY article_next_check_at, item_id LIMIT :limit
"""
_WAITING = """
WITH waiting AS (
  SELECT item_id FROM article_queue
  UNION SELECT i.id FROM items AS i
  WHERE i.source_id IN (SELECT value FROM json_each(:pages)) AND i.guid = '' AND i.origin = 'watched' AND i.url LIKE 'http%'
    AND NOT EXISTS (SELECT 1 FROM articles AS a WHERE a.item_id = i.id)
)
SELECT i.id AS item_id, i.source_id, i.origin, i.guid, i.url, i.first_seen_at,
  EXISTS (SELECT 1 FROM links AS l WHERE l.item_id = i.id AND l.linked = 1) AS linked, i.withdrawn_at, i.article_checks, a.began_at,
  i.publication_key, (
    SELECT o.id FROM items AS o CROSS JOIN articles AS held ON held.item_id = o.id
    WHERE o.publication_key = i.publication_key AND o.publication_key <> '' AND o.id <> i.id AND (a.item_id IS NULL OR o.id < i.id)
      AND o.origin = 'watched' AND o.source_id IN (SELECT value FROM json_each(:sources))
      AND EXISTS (SELECT 1 FROM links AS l WHERE l.item_id = o.id AND l.linked = 1)
    ORDER BY o.id LIMIT 1
  ) AS held_by
FROM waiting AS w CROSS JOIN items AS i ON i.id = w.item_id LEFT JOIN articles AS a ON a.item_id = i.id
ORDER BY w.item_id LIMIT :limit
"""


_READ = "EXISTS (SELECT 1 FROM revisions AS r WHERE r.item_id = {} AND r.origin = 'article')"
_HOLDER = f"""
SELECT o.id FROM items AS i CROSS JOIN items AS o ON o.publication_key = i.publication_key AND o.publication_key <> '' AND o.id <> i.id
WHERE i.id = :item AND NOT {_READ.format("i.id")} AND {_READ.format("o.id")} ORDER BY o.id LIMIT 1
"""


def due_articles(conn: sqlite3.Connection, now: str, turn: ArticleTurn) -> tuple[ArticleRow, ...]:
    """Articles to be checked, those that wait longest first, so many of each host. now: UTC instant. Raises StoreError's children."""
    values = {"now": now, "sources": json.dumps(turn.sources), "busy": json.dumps(turn.busy)}
    return tuple(_article(row) for row in fetch(conn, _DUE, {**values, "per_host": turn.per_host, "limit": turn.limit}))


def articles_by_id(conn: sqlite3.Connection, item_ids: Sequence[int]) -> dict[int, ArticleRow]:
    """The watched articles of some items, by item. Raises StoreError's children."""
    sql = f"""
      SELECT {_COLUMNS} FROM json_each(?) AS j CROSS JOIN items AS i ON i.id = j.value CROSS JOIN articles AS a ON a.item_id = i.id
      CROSS JOIN sources AS s ON s.id = i.source_id
    """
    return {row["item_id"]: _article(row) for row in fetch(conn, sql, (json.dumps(list(item_ids)),))}


def waiting_articles(
    conn: sqlite3.Connection, pages: Sequence[str], sources: Sequence[str] = (), limit: int = 500
) -> tuple[WaitingArticle, ...]:
    """Items of which it is to be decided whether their article is watched, in order of arrival.

    Those whose link came or went, and the documents that watched pages link to, which need no link. pages: ids of these pages' sources.
    sources: ids of all whose articles are watched. Raises StoreError's children.
    """
    found = fetch(conn, _WAITING, {"pages": json.dumps(list(pages)), "sources": json.dumps(list(sources)), "limit": limit})
    return tuple(WaitingArticle(**{**dict(row), "linked": bool(row["linked"])}) for row in found)


def article_holder(conn: sqlite3.Connection, item_id: int) -> int:
    """The item that an item's article is kept with: another one of its publication where that alone has any, else itself.

    Raises StoreError's children.
    """
    row = fetch_one(conn, _HOLDER, {"item": item_id})
    return int(row[0]) if row else item_id


def _article(row: sqlite3.Row) -> ArticleRow:
    values = {field.name: row[field.name] for field in fields(ArticleRow)}
    return ArticleRow(**{**values, **{name: bool(values[name]) for name in _FLAGS}})
