"""Reading what sources changed after they published."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, fields

from db.queries.read import fetch


@dataclass(frozen=True, slots=True)
class ChangeFilter:
    """Which changes are asked for; empty fields ask for all. since, until: UTC instants or days, `since` excluded, `until` excluded.

    before: only changes with a smaller id, for the next page.
    """

    material: bool | None = None
    kind: str = ""
    source_id: str = ""
    event_id: str = ""
    item_id: int | None = None
    since: str = ""
    until: str = ""
    linked_only: bool = False
    limit: int = 100
    before: int | None = None


@dataclass(frozen=True, slots=True)
class ItemChange:
    """A row of the view `item_changes`. reasons: JSON text. title_before, title_after: None where there is no such revision."""

    change_id: int
    item_id: int
    url: str
    source_id: str
    observed_at: str
    kind: str
    material: bool
    notice: str
    reasons: str
    title_before: str | None
    title_after: str | None
    event_id: str | None
    summary_en: str
    summary_ja: str
    from_revision: int | None
    to_revision: int | None
    lang: str


_COLUMNS = ", ".join(f"v.{field.name}" for field in fields(ItemChange))
_NEWEST = 1 << 62
_CONDITIONS = {
    "material": "v.material = :material",
    "kind": "v.kind = :kind",
    "source_id": "v.item_id IN (SELECT id FROM items WHERE source_id = :source_id)",
    "event_id": "v.item_id IN (SELECT item_id FROM event_items WHERE event_id = :event_id)",
    "item_id": "v.item_id = :item_id",
    "since": "v.observed_at > :since",
    "until": "v.observed_at < :until",
}


def item_changes(conn: sqlite3.Connection, asked: ChangeFilter) -> tuple[ItemChange, ...]:
    """The changes that a filter leaves, newest first, at most `limit`. Raises StoreError's children."""
    sql, values = changes_sql(asked)
    return tuple(ItemChange(**{**dict(row), "material": bool(row["material"])}) for row in fetch(conn, sql, values))


def changes_sql(asked: ChangeFilter) -> tuple[str, dict[str, object]]:
    """The statement for a filter and its parameters."""
    values = {name: getattr(asked, name) for name in _CONDITIONS if getattr(asked, name) not in ("", None)}
    wanted = ["v.change_id < :before", *(_CONDITIONS[name] for name in values)]
    values |= {"before": _NEWEST if asked.before is None else asked.before, "limit": asked.limit}
    if asked.linked_only:
        wanted.append("EXISTS (SELECT 1 FROM links AS l WHERE l.item_id = v.item_id AND l.linked = 1)")
    return f"SELECT {_COLUMNS} FROM item_changes AS v WHERE {' AND '.join(wanted)} ORDER BY v.change_id DESC LIMIT :limit", values
