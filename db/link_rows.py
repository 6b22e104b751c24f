"""Links as rows of `links`, `link_topics` and `evidence`: pure."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from db.records import LinkRow

OWN_RELATION = {
    "agreement": ("impact", "response", "spillover"),
    "measure": ("response", "spillover"),
    "precursor": ("impact", "response", "spillover"),
    "response": ("impact", "spillover"),
}
"""Relations of items that stand beside an event's own, by the event's: shares that rise on an agreement are none, nor is an answer to it.

Reactions and market moves take the event of the act that they answer, and no more (`eval/README.md`, rules 9 and 10).
"""

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
        anchor = link.anchor_id
        links.append(
            (
                item, anchor, one.revision_id, int(link.linked), link.score, link.relation, link.relation, _as_json(link.topics),
                link.decided_by, link.linker_version, link.decided_at, link.facts, int(link.linked),
            )
        )  # fmt: skip
        topics += [(item, anchor, topic) for topic in dict.fromkeys(link.topics)]
        evidence += [(item, anchor, e.seq, e.concept, e.form, e.field, e.start, e.end, e.weight) for e in link.evidence]
    return LinkRows(links, topics, evidence)


@lru_cache(maxsize=1024)
def _as_json(topics: tuple[str, ...]) -> str:
    """The few sets of topics that there are, as JSON text; kept, because encoding one costs as much as storing it."""
    return json.dumps(list(dict.fromkeys(topics)), ensure_ascii=False)
