"""Reading items: what a poll has to know of them, and what a page shows of one."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace

from db.errors import UnknownRow
from db.item_rows import REVISION_COLUMNS, ItemRow, StoredLink, StoredRevision
from db.queries.read import fetch, fetch_one, texts
from db.records import EvidenceRow, KnownItem

Alias = tuple[str, str]

HASHES = 50
"""How far back a text is looked for at first, newest first; that is enough for nearly all, and `with_all_hashes` has the rest."""
# Where an item's article is checked, only that says whether the item is gone.
_KNOWN = f"""
  i.id, i.item_key, i.title, i.url,
  (SELECT json_group_array(content_hash) FROM (SELECT content_hash FROM revisions WHERE item_id = i.id AND origin = :origin
    ORDER BY seq DESC LIMIT {HASHES})),
  (SELECT max(seq) FROM revisions WHERE item_id = i.id AND origin = :origin),
  CASE :origin WHEN 'entry' THEN i.revision_id ELSE i.article_revision_id END,
  i.published_at, i.published_date, i.published_raw, i.published_precision,
  CASE WHEN (:origin = 'article') = (i.article_checks > 0) THEN i.withdrawn_at END, i.noise, i.missing_since
"""
_BY_ALIAS = f"""
SELECT a.kind, a.value, {_KNOWN} FROM json_each(:names) AS j
CROSS JOIN item_aliases AS a ON a.source_id = :source AND a.kind = json_extract(j.value, '$[0]') AND a.value = json_extract(j.value, '$[1]')
CROSS JOIN items AS i ON i.id = a.item_id
"""
_BY_ID = f"SELECT {_KNOWN} FROM json_each(:names) AS j CROSS JOIN items AS i ON i.id = j.value"
_BY_KEY = f"SELECT {_KNOWN} FROM json_each(:names) AS j CROSS JOIN items AS i ON i.source_id = :source AND i.item_key = j.value"


_ITEM = ", ".join(field.name for field in fields(ItemRow))


def known_items(conn: sqlite3.Connection, source_id: str, aliases: Sequence[Alias], origin: str = "entry") -> dict[Alias, KnownItem]:
    """The stored items of a source by those of the aliases (kind, value) that are known.

    origin: `entry` or `article`, to which hashes, count and newest revision belong (0 for an item without one). Raises StoreError's
    children.
    """
    names = json.dumps(list(dict.fromkeys(aliases)))
    found = fetch(conn, _BY_ALIAS, {"names": names, "source": source_id, "origin": origin})
    return {(row[0], row[1]): _known(tuple(row)[2:]) for row in found}


def known_by_id(conn: sqlite3.Connection, item_ids: Sequence[int], origin: str = "entry") -> dict[int, KnownItem]:
    """The stored items by id; as `known_items`."""
    found = fetch(conn, _BY_ID, {"names": json.dumps(list(item_ids)), "origin": origin})
    return {row[0]: _known(tuple(row)) for row in found}


def known_by_key(conn: sqlite3.Connection, source_id: str, keys: Sequence[str], origin: str = "entry") -> dict[Alias, KnownItem]:
    """The stored items of a source by (`key`, item key): for entries that have neither guid nor address. As `known_items`."""
    found = fetch(conn, _BY_KEY, {"names": json.dumps(list(dict.fromkeys(keys))), "source": source_id, "origin": origin})
    return {("key", row[1]): _known(tuple(row)) for row in found}


def with_all_hashes(conn: sqlite3.Connection, known: Iterable[KnownItem], origin: str = "entry") -> dict[int, KnownItem]:
    """Those of the items that may have more revisions than were read, with the hashes of all, by id: for what says something else.

    origin: as for `known_items`. Raises StoreError's children.
    """
    sql = "SELECT content_hash FROM revisions WHERE item_id = ? AND origin = ? ORDER BY seq DESC"
    longer = [item for item in known if len(item.hashes) >= HASHES]
    hashes = {item.item_id: tuple(row[0] for row in fetch(conn, sql, (item.item_id, origin))) for item in longer}
    return {item.item_id: replace(item, hashes=hashes[item.item_id]) for item in longer}


def last_items(conn: sqlite3.Connection, source_id: str) -> frozenset[int]:
    """Ids of the items in a source's last document. Raises StoreError's children."""
    return frozenset(row[0] for row in fetch(conn, "SELECT item_id FROM source_entries WHERE source_id = ?", (source_id,)))


def gate(conn: sqlite3.Connection, source_id: str) -> dict[str, int]:
    """Item id by raw hash of the entries in a source's last document. Raises StoreError's children."""
    sql = "SELECT raw_hash, item_id FROM source_entries WHERE source_id = ? ORDER BY position"
    return {row[0]: row[1] for row in fetch(conn, sql, (source_id,))}


def item(conn: sqlite3.Connection, item_id: int) -> ItemRow:
    """One item. Raises UnknownRow."""
    row = fetch_one(conn, f"SELECT {_ITEM} FROM items WHERE id = ?", (item_id,))
    if row is None:
        raise UnknownRow("items", f"there is no item {item_id}", "see `tracker search`")
    return ItemRow(*row)


def items_at(conn: sqlite3.Connection, address: str, limit: int = 20) -> tuple[ItemRow, ...]:
    """The items that have an address or guid, in whatever source; oldest first. Raises StoreError's children."""
    sql = f"""
      SELECT {_ITEM} FROM items WHERE id IN (
        SELECT a.item_id FROM sources AS s CROSS JOIN item_aliases AS a
          ON a.source_id = s.id AND a.kind IN ('guid', 'url') AND a.value = :address)
      ORDER BY id LIMIT :limit
    """
    return tuple(ItemRow(*row) for row in fetch(conn, sql, {"address": address, "limit": limit}))


def revisions(conn: sqlite3.Connection, item_id: int, limit: int = 1000) -> tuple[StoredRevision, ...]:
    """The revisions of an item, newest first, of both origins. Raises StoreError's children."""
    sql = f"SELECT {REVISION_COLUMNS} FROM revisions WHERE item_id = ? ORDER BY id DESC LIMIT ?"
    return tuple(StoredRevision(*row) for row in fetch(conn, sql, (item_id, limit)))


def revisions_by_id(conn: sqlite3.Connection, ids: Sequence[int]) -> Mapping[int, StoredRevision]:
    """Revisions by id, of those that there are. Raises StoreError's children."""
    sql = f"SELECT {REVISION_COLUMNS} FROM revisions WHERE id IN (SELECT value FROM json_each(?))"
    return {row[0]: StoredRevision(*row) for row in fetch(conn, sql, (json.dumps(list(ids)),))}


def links(conn: sqlite3.Connection, item_id: int) -> tuple[StoredLink, ...]:
    """The decisions on an item, for each anchor. Raises StoreError's children."""
    sql = """
      SELECT l.item_id, l.anchor_id, l.revision_id, l.linked, l.score, l.relation, l.topics, l.decided_by, l.linker_version, l.decided_at,
        l.facts, m.event_id
      FROM links AS l LEFT JOIN event_items AS m ON m.item_id = l.item_id AND m.anchor_id = l.anchor_id
      WHERE l.item_id = ? ORDER BY l.anchor_id
    """
    return tuple(_link(row) for row in fetch(conn, sql, (item_id,)))


def evidence(conn: sqlite3.Connection, item_id: int, anchor_id: str) -> tuple[EvidenceRow, ...]:
    """Why an item is, or is not, linked to an anchor, in order. Raises StoreError's children."""
    sql = """
      SELECT seq, concept, weight, form, field, start, "end" FROM evidence WHERE item_id = ? AND anchor_id = ? ORDER BY seq
    """
    return tuple(EvidenceRow(*row) for row in fetch(conn, sql, (item_id, anchor_id)))


def _known(row: tuple[object, ...]) -> KnownItem:
    item_id, key, title, url, hashes, count, newest, *rest = row
    return KnownItem(item_id, key, title, url, newest or 0, texts(str(hashes)), count or 0, *rest)  # type: ignore[arg-type]


def _link(row: sqlite3.Row) -> StoredLink:
    values = dict(row)
    return StoredLink(**{**values, "linked": bool(values["linked"]), "topics": texts(values["topics"])})
