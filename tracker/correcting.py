"""A person's decision on an item: linked or not, relation, topics, event. It is kept in `corrections` and stays above the program's.

`corrected` decides and is pure; `correct_item` reads, writes all in one transaction, and leaves what waits to event joining.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace

from db.link_rows import Decided
from db.queries.events import event, linked_items, members
from db.queries.subjects import SubjectRow, decisions, subject
from db.records import EventItemRow, EventRow, EventsWrite, LinkedItem, LinkRow
from db.store.connect import Store
from db.store.corrections import CorrectionRow, record_correction
from db.store.events import save_events
from db.store.links import save_links
from tracker.errors import NotPossible
from tracker.evaluate import Label
from tracker.events.model import Model
from tracker.events.opened import described
from tracker.facts.wire import to_json
from tracker.importing import UNSEEN
from tracker.joining import Mind
from tracker.link.decide import decide_link
from tracker.pipeline import link_row
from tracker.reading import LEAD
from tracker.types import Link, Subject


@dataclass(frozen=True, slots=True)
class Person:
    """Who decided, when (UTC instant), and why."""

    name: str
    at: str
    reason: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person says of an item; None leaves a part as it is. event: the id of one, "" for none."""

    linked: bool | None = None
    relation: str | None = None
    topics: tuple[str, ...] | None = None
    event: str | None = None


@dataclass(frozen=True, slots=True)
class Likely:
    """What the program thinks of a text: its decision, and relation, topics and facts even where it would not link it."""

    link: Link
    relation: str | None
    topics: tuple[str, ...]
    facts: str


def subject_of_row(row: SubjectRow) -> Subject:
    """A stored item as linking sees it: the same as when its newest text was polled or imported, of an article its beginning."""
    body = row.body[:LEAD] if row.origin == "article" else row.body
    return Subject(
        key=f"{row.source_id} {row.item_key}", title=row.title, summary=row.summary, body=body, lang=row.lang, tier=row.tier,
        published_at=row.published_at, published_date=row.published_date,
        seen_at="" if row.observed_by == UNSEEN else row.observed_at,
    )  # fmt: skip


def label_of_row(row: SubjectRow, link: LinkRow, event_id: str | None) -> Label:
    """A person's decision on an item as a label, by which the program can be judged."""
    return Label(f"{row.source_id} {row.item_key}", row.lang, link.linked, link.relation, link.topics, event_id)


def likely_of(mind: Mind, asked: Subject) -> Likely:
    """What the program thinks of a subject."""
    linker = mind.linker
    facts = linker.extractor.extract(asked)
    anyway = decide_link(facts, asked, replace(linker.model, linked=0.0))
    return Likely(linker.link(asked), anyway.relation, anyway.topics, to_json(facts))


def corrected(likely: Likely, stored: LinkRow | None, wanted: Wanted, person: Person) -> LinkRow:
    """The link as a person wants it. stored: as it stands.

    Score and evidence stay the program's, on the newest text, so that one sees what it would say. What the person leaves open is as it
    was; of an item that becomes linked, relation and topics are the likeliest. Raises NotPossible for a relation, topics or an event of
    an item that is not linked, and where nothing is said.
    """
    if wanted == Wanted():
        raise NotPossible("correct", "nothing is to be corrected", "give --link, --unlink, --relation, --topics or --event")
    fresh = link_row(likely.link, person.at)
    base = stored if stored is not None and stored.decided_by == "person" else fresh
    linked = base.linked if wanted.linked is None else wanted.linked
    if not linked:
        if wanted.relation or wanted.topics or wanted.event:
            raise NotPossible("correct", "an item that is not linked has no relation, topics or event", "add --link")
        return replace(fresh, linked=False, relation=None, topics=(), facts="{}", decided_by="person")
    return replace(
        fresh,
        linked=True,
        relation=wanted.relation or base.relation or likely.relation,
        topics=wanted.topics if wanted.topics is not None else base.topics or likely.topics,
        facts=likely.facts,
        decided_by="person",
    )


def correct_item(store: Store, mind: Mind, item_id: int, wanted: Wanted, person: Person) -> LinkRow:
    """Decide on an item as a person wants it; its link as it stands then.

    An item whose event is left open waits for event joining, which the caller lets settle. Raises UnknownRow for an item or event that
    does not exist, NotPossible for what can't be, and StoreError's others; nothing is changed then.
    """
    anchor_id = mind.model.anchor_id
    with store.atomic() as conn:
        row = subject(conn, item_id)
        stored = decisions(conn, [item_id]).get((item_id, anchor_id))
        target = event(conn, wanted.event) if wanted.event else None
        if target is not None and target.anchor_id != anchor_id:
            raise NotPossible(target.id, f"this event belongs to {target.anchor_id}", f"name it with --anchor {target.anchor_id}")
        link = corrected(likely_of(mind, subject_of_row(row)), stored.link if stored else None, wanted, person)
        left = _event_of(store, anchor_id, item_id)
        save_links(store, [Decided(item_id, row.revision_id, link)])
        if target is not None or wanted.event == "" or not link.linked:
            _place(store, mind, row, (target, left), person)
        for correction in _kept(anchor_id, item_id, replace(wanted, event=target.id) if target else wanted, person):
            record_correction(store, correction)
    return link


def _event_of(store: Store, anchor_id: str, item_id: int) -> EventRow | None:
    found = linked_items(store.conn, anchor_id, [item_id])
    return event(store.conn, found[0].event_id) if found and found[0].event_id else None


def _place(store: Store, mind: Mind, row: SubjectRow, into_from: tuple[EventRow | None, EventRow | None], person: Person) -> None:
    """Put an item into an event, or out of one, and describe opened events anew by who is left in them."""
    into, left = into_from
    anchor_id = mind.model.anchor_id
    settled = ((row.item_id, row.revision_id),)
    joins = (person_joins(into.id, row.item_id, row.revision_id, mind, person),) if into else ()
    save_events(store, EventsWrite(anchor_id, joins=joins, leave=() if into else (row.item_id,), settled=settled), by_person=True)
    upserts = tuple(redescribed(store, mind.model, one.id) for one in (into, left) if one is not None)
    save_events(store, EventsWrite(anchor_id, upserts=tuple(one for one in upserts if one is not None)))


def person_joins(event_id: str, item_id: int, revision_id: int, mind: Mind, person: Person) -> EventItemRow:
    """The row by which a person says that an item reports an event."""
    why = json.dumps([{"fact": "person", "values": [person.reason], "weight": 0.0}], ensure_ascii=False, separators=(",", ":"))
    return EventItemRow(event_id, item_id, mind.model.anchor_id, revision_id, 1.0, why, mind.version, person.at, decided_by="person")


def redescribed(store: Store, model: Model, event_id: str) -> EventRow | None:
    """An opened event as its present items tell it; None for one of the baseline, which stays as the pack tells it, or without items."""
    stored = event(store.conn, event_id)
    items: tuple[LinkedItem, ...] = members(store.conn, stored.id)
    return described(stored, items, model) if items and stored.origin != "baseline" else None


def _kept(anchor_id: str, item_id: int, wanted: Wanted, person: Person) -> Iterator[CorrectionRow]:
    said: dict[str, str | None] = {}
    if wanted.linked is not None:
        said["linked"] = json.dumps(wanted.linked)
    if wanted.relation is not None:
        said["relation"] = wanted.relation
    if wanted.topics is not None:
        said["topics"] = json.dumps(wanted.topics)
    if wanted.event is not None:
        said["event"] = wanted.event or None
    for field, value in said.items():
        yield CorrectionRow(anchor_id, person.at, person.name, f"item:{item_id}", field, value, person.reason)
