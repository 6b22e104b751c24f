"""The shell around marks of what rests on changed text: a person settles them, or a newer source (`tracker.resting` decides)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from db.connection import Connection
from db.queries.events import event
from db.queries.resting import anything_rests, later_reports, marks, marks_by_way_of, open_marks, unkept_addresses
from db.resting_rows import EVENT, KINDS, Resting
from db.store.connect import Store
from db.store.corrections import CorrectionRow, record_correction
from db.store.resting import Settled, keep_addresses, settle_marks
from feeds.normalise.urls import canonical_url, publication_key
from tracker.correcting import Person
from tracker.errors import BadParameter, NotPossible
from tracker.instants import text_of
from tracker.resting import BY_PERSON, settled_by_source
from tracker.timeline import moment, moment_at


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person settles: all that is open of an event, a rate or a claim, or of one change. kind: `event`, `rate` or `claim`."""

    kind: str
    subject_id: str
    change_id: int | None = None


def keep_cited(store: Store) -> int:
    """Keep the cited addresses that are not kept yet, as items know them; how many. Raises StoreError's children."""
    urls = unkept_addresses(store.conn)
    if urls:
        keep_addresses(store, [(url, publication_key(canonical_url(url))) for url in urls])
    return len(urls)


def settle_by_sources(store: Store, now: datetime) -> int:
    """Settle the marks that a newer source has settled; how many. What a crash leaves is done at the next call.

    Marks of events come first: rates and claims may follow them. Raises StoreError's children.
    """
    done = 0
    while anything_rests(store.conn):
        found = tuple(_settled(store.conn, text_of(now)))
        done += settle_marks(store, found)
        if not found:
            break
    return done


def _settled(conn: Connection, now: str) -> Iterator[Settled]:
    for mark in open_marks(conn):
        found = settled_by_source(mark, later_reports(conn, mark) if mark.kind == EVENT else ())
        if found is not None:
            yield Settled(mark.id, now, found.by, found.why, found.item_id)


def resting_at(conn: Connection, kind: str, ids: Iterable[str], at: str, now: datetime) -> dict[str, tuple[Resting, ...]]:
    """The marks on events, rates or claims as they stood at a moment, by id; ids without one are left out.

    at: a day (its end) or an instant, as `as_of` and `known` have it; "" for now. Raises BadParameter for what is no moment, and
    StoreError's children.
    """
    return marks(conn, kind, ids, moment(at, moment_at(now)).at)


def settle_by_person(store: Store, wanted: Wanted, person: Person) -> tuple[Resting, ...]:
    """Settle what a person looked at, with the rates and claims that rest on it by way of the event; the marks as they were.

    It is kept in `corrections`. Raises BadParameter for another kind, UnknownRow for an event that does not exist, NotPossible where
    nothing is open, and StoreError's others.
    """
    if wanted.kind not in KINDS:
        raise BadParameter("kind", wanted.kind, KINDS)
    with store.atomic() as conn:
        name = event(conn, wanted.subject_id).id if wanted.kind == EVENT else wanted.subject_id
        found = [one for one in marks(conn, wanted.kind, [name], "9999").get(name, ()) if wanted.change_id in (None, one.change_id)]
        if not found:
            raise NotPossible(name, "nothing of it rests on changed text", "see `/review`, or `tracker timeline`")
        ids = [one.id for one in found]
        ids += marks_by_way_of(conn, [one.change_id for one in found]) if wanted.kind == EVENT else ()
        settle_marks(store, [Settled(one, person.at, BY_PERSON, person.reason) for one in ids])
        said = json.dumps(sorted({one.change_id for one in found}))
        target = f"{wanted.kind}:{name}"
        record_correction(store, CorrectionRow(found[0].anchor_id, person.at, person.name, target, "resting", said, person.reason))
    return tuple(found)
