"""Reading the documents behind rates: what they are, when they were published, and what was kept of them."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from db.queries.read import fetch


@dataclass(frozen=True, slots=True)
class RateDocument:
    """A document behind a rate, in the pack's words.

    locator: where in it. published_at: where the rate's event cites it with a date, else None. snapshot: the SHA-256 of what was kept of
    it, by the pack or by a source of ours that watches its address; None where nothing was.
    """

    rate_id: str
    url: str
    publisher: str
    lang: str
    title: str
    tier: str
    locator: str
    gist_en: str
    published_at: str | None
    snapshot: str | None


_KEPT = """
  (SELECT v.snapshot FROM sources AS o CROSS JOIN item_aliases AS a ON a.source_id = o.id AND a.kind = 'url' AND a.value = s.url
   CROSS JOIN revisions AS v ON v.item_id = a.item_id WHERE v.snapshot IS NOT NULL ORDER BY v.id DESC LIMIT 1)
"""


def rate_documents(conn: sqlite3.Connection, rate_ids: Sequence[str], kept: bool = False) -> tuple[RateDocument, ...]:
    """The documents behind some rates, official ones first, else in the pack's order.

    kept: whether watched addresses are looked through for a snapshot too. Raises StoreError's children.
    """
    snapshot = f"coalesce(s.snapshot, {_KEPT})" if kept else "s.snapshot"
    sql = f"""
      SELECT s.rate_id, s.url, s.publisher, s.lang, s.title, s.tier, s.locator, s.gist_en,
        (SELECT min(e.published_at) FROM rates AS r CROSS JOIN event_sources AS e ON e.event_id = r.event_id
         WHERE r.id = s.rate_id AND e.url = s.url), {snapshot}
      FROM rate_sources AS s WHERE s.rate_id IN (SELECT value FROM json_each(?)) ORDER BY s.tier <> 'official', s.id
    """
    return tuple(RateDocument(*row) for row in fetch(conn, sql, (json.dumps(list(rate_ids)),)))
