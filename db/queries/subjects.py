"""Items as linking reads them, in batches, and what was decided on them: what `relink` and a person's correction start from."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields

from db.errors import UnknownRow
from db.link_rows import Decided
from db.queries.read import fetch, texts
from db.records import EvidenceRow, LinkRow

_SUBJECT = """
SELECT i.id AS item_id, r.id AS revision_id, i.source_id, i.item_key, i.lang, s.tier, r.title, r.summary, r.body, i.published_at,
  i.published_date, r.observed_at, r.observed_by, r.origin
FROM items AS i LEFT JOIN articles AS a ON a.item_id = i.id AND a.is_basis = 1
CROSS JOIN revisions AS r ON r.id = coalesce(iif(a.is_basis, i.article_revision_id, NULL), i.revision_id, i.article_revision_id)
CROSS JOIN sources AS s ON s.id = i.source_id
"""
# The linker's own relation: that of the event which an item joined is no part of its decision.
_LINK = ", ".join(
    "coalesce(own_relation, relation) AS relation" if field.name == "relation" else field.name
    for field in fields(LinkRow)
    if field.name != "evidence"
)


@dataclass(frozen=True, slots=True)
class SubjectRow:
    """An item with the revision by which it is linked, and its source's tier. observed_at, observed_by, origin: of that revision.

    That is the entry's newest, until the article has changed materially since.
    """

    item_id: int
    revision_id: int
    source_id: str
    item_key: str
    lang: str
    tier: str
    title: str
    summary: str
    body: str
    published_at: str | None
    published_date: str | None
    observed_at: str
    observed_by: str
    origin: str = "entry"


def subjects_after(conn: sqlite3.Connection, item_id: int, limit: int = 500) -> tuple[SubjectRow, ...]:
    """The next items after one, in order of arrival (0: from the first); none at the end. Raises StoreError's children."""
    return tuple(SubjectRow(*row) for row in fetch(conn, f"{_SUBJECT} WHERE i.id > ? ORDER BY i.id LIMIT ?", (item_id, limit)))


def subject(conn: sqlite3.Connection, item_id: int) -> SubjectRow:
    """One item. Raises UnknownRow for one that is not there, or that has no revision."""
    found = fetch(conn, f"{_SUBJECT} WHERE i.id = ?", (item_id,))
    if not found:
        raise UnknownRow("items", f"there is no item {item_id}", "see `tracker search`")
    return SubjectRow(*found[0])


def person_decided(conn: sqlite3.Connection, anchor_id: str) -> list[tuple[SubjectRow, Decided, str | None]]:
    """The items on which a person decided for an anchor, each with the link as it stands and the event that it reports.

    Raises StoreError's children.
    """
    where = f"{_SUBJECT} WHERE i.id IN (SELECT item_id FROM links WHERE anchor_id = ? AND decided_by = 'person') ORDER BY i.id"
    rows = [SubjectRow(*row) for row in fetch(conn, where, (anchor_id,))]
    ids = [row.item_id for row in rows]
    events = "SELECT item_id, event_id FROM event_items WHERE anchor_id = ? AND item_id IN (SELECT value FROM json_each(?))"
    reported = dict(map(tuple, fetch(conn, events, (anchor_id, json.dumps(ids)))))
    found = decisions(conn, ids)
    return [(row, found[row.item_id, anchor_id], reported.get(row.item_id)) for row in rows]


def items_count(conn: sqlite3.Connection) -> int:
    """How many items there are. Raises StoreError's children."""
    return int(fetch(conn, "SELECT count(*) FROM items")[0][0])


def decisions(conn: sqlite3.Connection, item_ids: Sequence[int]) -> Mapping[tuple[int, str], Decided]:
    """What was decided on some items, with the evidence, by item and anchor. Raises StoreError's children."""
    ids = (json.dumps(list(item_ids)),)
    within = "WHERE item_id IN (SELECT value FROM json_each(?))"
    evidence: dict[tuple[int, str], list[EvidenceRow]] = {}
    columns = 'item_id, anchor_id, seq, concept, weight, form, field, start, "end"'
    for item_id, anchor_id, *cells in map(tuple, fetch(conn, f"SELECT {columns} FROM evidence {within} ORDER BY item_id, seq", ids)):
        evidence.setdefault((item_id, anchor_id), []).append(EvidenceRow(*cells))
    found = {}
    for row in fetch(conn, f"SELECT item_id, revision_id, {_LINK} FROM links {within}", ids):
        key = (row["item_id"], row["anchor_id"])
        found[key] = Decided(row["item_id"], row["revision_id"], _link(row, evidence.get(key, ())))
    return found


def _link(row: sqlite3.Row, evidence: Sequence[EvidenceRow]) -> LinkRow:
    values = {field.name: row[field.name] for field in fields(LinkRow) if field.name != "evidence"}
    values |= {"linked": bool(row["linked"]), "topics": texts(row["topics"])}
    return LinkRow(**values, evidence=tuple(evidence))
