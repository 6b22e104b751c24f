"""Linked items as event joining reads them, with the facts of their own texts, and the first anchor's model, built once."""

from __future__ import annotations

from functools import lru_cache

from db.records import EventRow, KnownEvent, LinkedItem
from tracker.anchor import load_pack, shipped
from tracker.event_model import load_model
from tracker.events.model import Model
from tracker.events.types import Join
from tracker.facts.extract import Extractor
from tracker.facts.wire import to_json
from tracker.pack import Pack
from tracker.types import Subject


@lru_cache(maxsize=1)
def the_pack() -> Pack:
    return load_pack(shipped()[0])


@lru_cache(maxsize=1)
def the_extractor() -> Extractor:
    return Extractor(the_pack().concepts)


@lru_cache(maxsize=1)
def the_model() -> Model:
    return load_model(the_pack(), the_extractor().extract)


def event_row(event_id: str) -> EventRow:
    return the_model().baseline[event_id]


def item(
    title: str,
    day: str | None,
    relation: str | None,
    topics: str = "",
    *,
    summary: str = "",
    lang: str = "",
    number: int = 1,
    source: str = "",
    seen: str = "",
    at: str | None = None,
    **more: object,
) -> LinkedItem:
    """A linked item. topics: words apart by spaces. source: its outlet, and its house. lang: told by the script where it is empty."""
    language = lang or ("en" if title.isascii() else "ja")
    subject = Subject(f"k{number}", title, summary, lang=language, published_date=day, published_at=at)
    values: dict[str, object] = {
        "item_id": number, "revision_id": number, "item_key": f"guid:{number}", "source_id": source or f"s{number}",
        "publisher": source or f"Outlet {number}", "publisher_family": "", "tier": "national", "lang": language, "origin": "watched",
        "url": f"https://example.org/{number}", "publication_key": "", "title": title, "summary": summary, "published_at": at,
        "published_date": day, "first_seen_at": seen or f"{day or '2027-01-01'}T12:00:00Z", "relation": relation,
        "topics": tuple(topics.split()), "score": 0.99, "facts": to_json(the_extractor().extract(subject)), "event_id": None,
        "decided_by": "linker",
    }  # fmt: skip
    return LinkedItem(**{**values, **more})  # type: ignore[arg-type]


def with_items(event_id: str, *items: LinkedItem) -> KnownEvent:
    return KnownEvent(event_row(event_id), items)


def event_of(decision: object) -> str | None:
    """The event that an item joins, None where it joins none."""
    return decision.event_id if isinstance(decision, Join) else None
