"""What a page shows as a statement in Datasette's editor, where a reader may change it and ask again: pure.

The statements are those of `db.queries` wherever a page is one of them; then the page and its statement can't drift apart.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from db.change_rows import ChangeFilter
from db.queries.changes import changes_sql
from db.queries.sql import one_line
from db.queries.timeline import TimelineFilter, timeline_sql
from tracker.publish.answers import Asked, Way

if TYPE_CHECKING:
    from tracker.publish.listed import ListedChange

_REPORTS = """
  SELECT v.* FROM linked_items AS v JOIN items AS i ON i.id = v.item_id
  WHERE v.event_id = :event AND min(coalesce(i.published_at, i.first_seen_at), i.first_seen_at) <= :until
"""
_OWN = """
  SELECT b.* FROM json_each(:rows) AS r JOIN baseline_changes AS b
  ON b.release = r.value ->> 0 AND b.table_name = r.value ->> 1 AND b.id = r.value ->> 2
"""
_CLAIMS = """
  SELECT c.id AS claim_id, c.kind, c.statement_en, c.statement_ja, coalesce((
    SELECT o.outcome FROM claim_outcomes AS o WHERE o.claim_id = c.id AND o.decided_on <= :day ORDER BY o.decided_on DESC, o.id DESC LIMIT 1
  ), 'open') AS outcome FROM claims AS c WHERE c.anchor_id = :anchor AND coalesce(c.made_on, '') <= :day ORDER BY c.id
"""


def statement_way(asked: Asked, sql: str, values: Mapping[str, object]) -> Way:
    """A statement with its parameters, ready to be run and changed."""
    for name, value in values.items():
        if isinstance(value, int):  # what an address carries is text, and no expression is equal to that
            sql = re.sub(rf":{name}\b", str(int(value)), sql)
    pairs = [(name, value) for name, value in values.items() if isinstance(value, str)]
    return Way(asked.r.t("way_sql"), asked.r.at("/tracker", [("sql", one_line(sql)), *pairs]))


def timeline_way(asked: Asked, query: TimelineFilter) -> Way:
    """The rows of the timeline that a filter leaves. Of all that was known at a moment there is a query by name, shorter to share."""
    if query.as_of and query == TimelineFilter(as_of=query.as_of, anchor=query.anchor, limit=query.limit):
        return Way(asked.r.t("way_sql"), asked.r.at("/tracker/timeline_as_of", [("known", query.as_of)]))
    return statement_way(asked, *timeline_sql(query, query.anchor))


def changes_ways(asked: Asked, query: ChangeFilter | None, shown: Sequence[ListedChange]) -> tuple[Way, ...]:
    """The changes that a page shows: those of sources by its filters, those of ours by their names, each where there are any."""
    own = [(one.release, one.table_name, one.row_id) for one in shown if one.table_name]
    ways = []
    if query is not None and len(shown) > len(own):
        ways.append(statement_way(asked, *changes_sql(replace(query, limit=len(shown) - len(own)))))
    if own:
        ways.append(replace(statement_way(asked, _OWN, {"rows": json.dumps(own, ensure_ascii=False)}), name=asked.r.t("way_own_sql")))
    return tuple(ways)


def reports_way(asked: Asked, event_id: str, until: str) -> Way:
    """The reports of an event up to an instant."""
    return statement_way(asked, _REPORTS, {"event": event_id, "until": until})


def claims_way(asked: Asked, anchor_id: str, day: str) -> Way:
    """The claims that had been made by a day in Washington, each with its outcome then."""
    return statement_way(asked, _CLAIMS, {"anchor": anchor_id, "day": day})


def rows_ways(asked: Asked, column: str, value: str, *tables: str) -> tuple[Way, ...]:
    """The rows of some tables or views that have a value in a column."""
    return tuple(Way(table, asked.r.at(f"/tracker/{table}", [(column, value)])) for table in tables)
