"""Writing links with their topics and evidence; a person's decision is never overwritten by the linker's."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence

from db.link_rows import OWN_RELATION, Decided, LinkRows, link_rows
from db.store.connect import Store
from db.store.members import drop_unlinked, refresh_events
from db.store.row_counts import count_added

_LINK = """
INSERT INTO links (item_id, anchor_id, revision_id, linked, score, relation, own_relation, topics, decided_by, linker_version, decided_at,
  facts, event_pending)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (item_id, anchor_id) DO UPDATE SET revision_id = excluded.revision_id, linked = excluded.linked, score = excluded.score,
  relation = excluded.relation, own_relation = excluded.own_relation, topics = excluded.topics, decided_by = excluded.decided_by,
  linker_version = excluded.linker_version,
  decided_at = excluded.decided_at, facts = excluded.facts, event_pending = excluded.event_pending
"""
_TOPIC = "INSERT INTO link_topics (item_id, anchor_id, topic) VALUES (?, ?, ?)"
_EVIDENCE = """
INSERT INTO evidence (item_id, anchor_id, seq, concept, form, field, start, "end", weight) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_PERSONS = """
SELECT item_id, anchor_id FROM links WHERE decided_by = 'person' AND item_id IN (SELECT value FROM json_each(?))
"""
_THERE = """
SELECT count(*) FROM json_each(?) AS j CROSS JOIN links AS l
ON l.item_id = json_extract(j.value, '$[0]') AND l.anchor_id = json_extract(j.value, '$[1]')
"""

# An item that reports a baseline event has that event's part in the story (labelling rule 9); else the part that its own words give it,
# as what reads as the effect of an agreement or of an answer has anyway.
_OF_EVENTS = """
UPDATE links SET relation = coalesce((
  SELECT e.relation FROM event_items AS m CROSS JOIN events AS e ON e.id = m.event_id
  WHERE m.item_id = links.item_id AND m.anchor_id = links.anchor_id AND e.origin = 'baseline'
    AND coalesce(links.own_relation, '') NOT IN (SELECT value FROM json_each(?, '$.' || e.relation))), own_relation)
WHERE item_id IN (SELECT value FROM json_each(?)) AND linked = 1 AND decided_by = 'linker'
"""


def save_links(store: Store, decided: Sequence[Decided]) -> int:
    """Write links of stored items anew, as `relink` decides them, in one transaction; how many were written.

    A link that a person decided stays as it is unless this one is a person's too. Topics and evidence are replaced. An item that is
    not linked any more leaves its event. Raises BadRow for an item, revision or anchor that does not exist, and StoreError's others.
    """
    with store.atomic() as conn:
        return len(replace_links(conn, decided))


def insert_links(conn: sqlite3.Connection, decided: Iterable[Decided]) -> None:
    """Write the links of new items, within the caller's transaction."""
    rows = link_rows(decided)
    _write(conn, rows)
    count_added(conn, {"links": len(rows.links)})


def replace_links(conn: sqlite3.Connection, decided: Sequence[Decided]) -> list[Decided]:
    """Write links of stored items over what is there, within the caller's transaction; those that were written."""
    if not decided:
        return []
    ids = json.dumps([one.item_id for one in decided])
    persons = {(row[0], row[1]) for row in conn.execute(_PERSONS, (ids,))}
    by_pair = {(d.item_id, d.link.anchor_id): d for d in decided}
    mine = {pair: d for pair, d in by_pair.items() if d.link.decided_by == "person" or pair not in persons}
    conn.executemany("DELETE FROM link_topics WHERE item_id = ? AND anchor_id = ?", mine)
    conn.executemany("DELETE FROM evidence WHERE item_id = ? AND anchor_id = ?", mine)
    written = list(mine.values())
    there = conn.execute(_THERE, (json.dumps(list(mine)),)).fetchone()[0] if mine else 0
    _write(conn, link_rows(written))
    count_added(conn, {"links": len(mine) - there})
    refresh_events(conn, drop_unlinked(conn, [pair for pair, one in mine.items() if not one.link.linked]))
    take_relations(conn, [one.item_id for one in decided])
    return written


def take_relations(conn: sqlite3.Connection, item_ids: Sequence[int]) -> None:
    """Give links the relation of the baseline events that their items report, or their own, within the caller's transaction.

    What a person decided stays, and so does an effect or an answer (`db.link_rows.OWN_RELATION`). `own_relation` keeps the linker's, by
    which events are joined, so that joining twice changes nothing.
    """
    conn.execute(_OF_EVENTS, (json.dumps(OWN_RELATION), json.dumps(list(item_ids))))


def _write(conn: sqlite3.Connection, rows: LinkRows) -> None:
    conn.executemany(_LINK, rows.links)
    conn.executemany(_TOPIC, rows.topics)
    conn.executemany(_EVIDENCE, rows.evidence)
