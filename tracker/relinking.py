"""Decides again on every item with the present linker, then on all events: `relink`. What people decided stays; twice changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from db.connection import Connection
from db.link_rows import Decided
from db.queries.corrections import corrections
from db.queries.events import events_all, linked_items_all
from db.queries.marks import link_marks, member_marks
from db.queries.subjects import SubjectRow, decisions, subjects_after
from db.records import LinkRow
from db.store.connect import Store
from db.store.events import save_events
from db.store.links import save_links
from tracker.correcting import subject_of_row
from tracker.events.settle import Deciding, settle
from tracker.fingerprint import EventMark, LinkMark, fingerprint
from tracker.instants import text_of
from tracker.joining import Mind, present
from tracker.pins import pins_of
from tracker.pipeline import link_row

BATCH = 500
"""Items in one transaction."""


@dataclass(frozen=True, slots=True)
class Relinked:
    """What a relink came to. links: decisions that came out otherwise than they were stored. events: that it wrote, joined or left."""

    items: int
    links: int
    events: int


def relink(store: Store, minds: Sequence[Mind], now: datetime, advance: Callable[[int], None] = lambda done: None) -> Relinked:
    """Decide on all items and events anew. advance: told of each batch's size.

    Links in batches, each a transaction, so that a poller beside it waits for a moment only; then each anchor's events in one.
    Raises StoreError's children; what was decided until then stays, and another run finishes it.
    """
    items = changed = last = 0
    while batch := subjects_after(store.conn, last, BATCH):
        found = tuple(_changed(batch, decisions(store.conn, [row.item_id for row in batch]).get, minds, text_of(now)))
        changed += save_links(store, found) if found else 0
        items, last = items + len(batch), batch[-1].item_id
        advance(len(batch))
    return Relinked(items, changed, sum(settle_events(store, mind, now) for mind in minds))


def _changed(
    batch: Sequence[SubjectRow], stored: Callable[[tuple[int, str]], Decided | None], minds: Sequence[Mind], now: str
) -> Iterator[Decided]:
    """The decisions on some items that are not as they are stored; a person's are left."""
    for row in batch:
        subject = subject_of_row(row)
        for mind in minds:
            before = stored((row.item_id, mind.model.anchor_id))
            if before is not None and before.link.decided_by == "person":
                continue
            after = Decided(row.item_id, row.revision_id, link_row(mind.linker.link(subject), now))
            if before is None or not _same(before, after):
                yield after


def _same(before: Decided, after: Decided) -> bool:
    """Whether two decisions are one, whenever each was made."""
    return before.revision_id == after.revision_id and _timeless(before.link) == _timeless(after.link)


def _timeless(link: LinkRow) -> LinkRow:
    return replace(link, decided_at="")


def settle_events(store: Store, mind: Mind, now: datetime) -> int:
    """Decide an anchor's events anew from its linked items, in one transaction; how many rows it wrote. Raises StoreError's children."""
    with store.atomic() as conn:
        here = present(store, mind)
        anchor_id = mind.model.anchor_id
        items = tuple(linked_items_all(conn, anchor_id))
        pins = pins_of(items, corrections(conn, anchor_id, "event"))
        how = Deciding(text_of(now), mind.version, mind.linker.model.opens)
        write = settle(items, events_all(conn, anchor_id), here.model, how, pins)
        save_events(store, write)
    return len(write.upserts) + len(write.joins) + len(write.leave)


def fingerprint_of(conn: Connection) -> str:
    """The hash of all links and events of a database. Raises StoreError's children."""
    links = (LinkMark(*cells) for cells in link_marks(conn))
    members: dict[tuple[str, str, str], set[str]] = {}
    for anchor_id, event_id, name, item in member_marks(conn):
        members.setdefault((anchor_id, event_id, name), set()).add(item)
    events = (EventMark(anchor_id, name, frozenset(items)) for (anchor_id, _, name), items in members.items())
    return fingerprint(links, events)
