"""One hash over what was concluded: the same items and versions give the same, in whatever order or number of workers. Pure.

DESIGN, Fingerprint: over sorted (item key, anchor, linked, relation, topics), and the events as sorted sets of item keys with the
baseline id or the date. No integer id and no time of deciding is in it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

_VERSION = 1


@dataclass(frozen=True, slots=True)
class LinkMark:
    """What of a link counts. item: `<source id> <item key>`, the same wherever it is stored."""

    item: str
    anchor_id: str
    linked: bool
    relation: str | None
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EventMark:
    """What of an event counts. name: a baseline event's id, an opened one's date. items: as in LinkMark, of those that report it."""

    anchor_id: str
    name: str
    items: frozenset[str]


def fingerprint(links: Iterable[LinkMark], events: Iterable[EventMark]) -> str:
    """SHA-256 in hex over links and events in any order; events that no item reports don't count."""
    rows = sorted((link.item, link.anchor_id, link.linked, link.relation or "", sorted(link.topics)) for link in links)
    sets = sorted((event.anchor_id, sorted(event.items), event.name) for event in events if event.items)
    text = json.dumps({"version": _VERSION, "links": rows, "events": sets}, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
