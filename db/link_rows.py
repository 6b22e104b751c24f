"""Links as rows of `links`, `link_topics` and `evidence`: pure."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from db.records import LinkRow

Row = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Decided:
    """A link of an item, and the revision that its evidence points into."""

    item_id: int
    revision_id: int
    link: LinkRow


@dataclass(frozen=True, slots=True)
class LinkRows:
    """Rows in the order of the columns in `db.store.links`."""

    links: list[Row]
    topics: list[Row]
    evidence: list[Row]


def link_rows(decided: Iterable[Decided]) -> LinkRows:
    """The rows of links. A linked one waits for event joining (`event_pending`); an unlinked one does not."""
    links: list[Row] = []
    topics: list[Row] = []
    evidence: list[Row] = []
    for one in decided:
        item, link = one.item_id, one.link
        anchor, stated = link.anchor_id, list(dict.fromkeys(link.topics))
        links.append(
            (
                item, anchor, one.revision_id, int(link.linked), link.score, link.relation, json.dumps(stated), link.decided_by,
                link.linker_version, link.decided_at, link.facts, int(link.linked),
            )
        )  # fmt: skip
        topics += [(item, anchor, topic) for topic in stated]
        evidence += [(item, anchor, e.seq, e.concept, e.form, e.field, e.start, e.end, e.weight) for e in link.evidence]
    return LinkRows(links, topics, evidence)
