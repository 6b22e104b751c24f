"""From what one poll brought to all that it writes: reads what bears on it, and lets `pipeline` and `outcome` decide."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from zstandard import ZstdCompressor

from db.item_rows import Past
from db.queries.items import gate, known_by_key, known_items, last_items, revisions_by_id, with_all_hashes
from db.queries.noise import pasts
from db.queries.rhythm import newest_published
from db.records import ItemStep, KnownItem, PollWrite, SnapshotRow, SourceRow
from db.store.connect import Store
from feeds.normalise.identity import identity
from feeds.normalise.urls import http_url
from feeds.schedule import overlap_too_low
from feeds.types import Entry, Response
from tracker.instants import instant_of, text_of
from tracker.jobs import Read
from tracker.masking import asks_for_past
from tracker.outcome import (
    Attempt,
    Brought,
    Failure,
    Outcome,
    after_document,
    after_error,
    after_unchanged,
    body_hash,
    is_missing,
    is_watched_page,
)
from tracker.pipeline import Observation, Rows, Stored, missing_step
from tracker.revise import Alias, Seen
from tracker.sources import source_of

OVERLAP_FROM = 3
"""Fewer entries than this are no window that could be too short: a single value that changes is no gap (TRAPS 42)."""
_ASKED = ("url", "kind", "selector", "mode", "item_selector", "json_fields", "number_pattern", "tz", "enabled", "rebased")


@dataclass(frozen=True, slots=True)
class Decided:
    """What an answer says, what was known of that, and what it comes to."""

    read: Read
    stored: Stored
    rows: Rows


def write_of(store: Store, made: Attempt[SourceRow], response: Response, decided: Decided | None, now: datetime) -> PollWrite:
    """What a poll that was answered writes. decided: None where nothing in the answer is new. Raises StoreError's children."""
    if decided is None:
        return _with_moved_page(store, made.row, _plain(after_unchanged(made, response, now)))
    read, stored, rows = decided.read, decided.stored, decided.rows
    if read.document.empty_why:
        return _with_moved_page(store, made.row, _plain(after_document(made, response, read.document, Brought(False, False), now)))
    outcome = after_document(made, response, read.document, _brought(store, made.row, read, rows, stored), now)
    kept = (snapshot_of(response, read.document.charset, now),) if rows.new or rows.revised else ()
    write = PollWrite(outcome.poll, outcome.step, rows.new, rows.steps, rows.present, kept, outcome.gaps)
    return _with_moved_page(store, made.row, write)


def failure_write(store: Store, made: Attempt[SourceRow], failure: Failure, now: datetime) -> PollWrite:
    """What a poll that failed writes.

    A watched page that answers with 404 or 410 is missing, and withdrawn when it does so for long enough. Raises StoreError's children.
    """
    write = _plain(after_error(made, failure.error, now, failure.ours, failure.response))
    if failure.ours or not is_missing(failure.error) or not is_watched_page(made.row):
        return write
    page = next(iter(known_items(store.conn, made.row.id, _page_aliases(made.row, made.row.url)).values()), None)
    return write if page is None else replace(write, steps=(missing_step(page, Observation(text_of(now), made.row.lang)),))


def asked_alike(before: SourceRow, now: SourceRow | None) -> bool:
    """Whether a source is still what was asked: an answer to another address or selector says nothing of it (TRAPS 18)."""
    return now is not None and all(getattr(before, name) == getattr(now, name) for name in _ASKED)


def stored_for(store: Store, row: SourceRow, read: Read) -> Stored:
    """What the store knows that bears on a document. Raises StoreError's children."""
    aliases = [alias for one in read.seen for alias in one.identity.aliases]
    known = known_items(store.conn, row.id, aliases)
    if nameless := [one.identity.key for one in read.seen if not one.identity.aliases]:
        known |= known_by_key(store.conn, row.id, nameless)
    others = differing(known, read.seen)
    kept = revisions_by_id(store.conn, sorted({item.revision_id for item in others}))
    return Stored(recalled(store, known, others), kept, gate(store.conn, row.id), row.rebased, pasts_of(store, others))


def linked_texts(store: Store, row: SourceRow) -> frozenset[str]:
    """The content hash of what a watched page said last, none for any other source. Raises StoreError's children."""
    if (row.kind, row.mode, row.rebased) != ("page", "watch", False):
        return frozenset()
    return frozenset(said for page in known_items(store.conn, row.id, _page_aliases(row, row.url)).values() for said in page.hashes[:1])


def differing(known: Mapping[Alias, KnownItem], seen: Iterable[Seen]) -> list[KnownItem]:
    """The known items of which, under one of their names, something else was seen than their newest text.

    That another item of the document says that text is no reason to leave one out.
    """
    named = ((known.get(name), one.content_hash) for one in seen for name in one.identity.aliases or (("key", one.identity.key),))
    return list({item.item_id: item for item, said in named if item is not None and item.hashes[:1] != (said,)}.values())


def recalled(store: Store, known: Mapping[Alias, KnownItem], others: Iterable[KnownItem]) -> Mapping[Alias, KnownItem]:
    """The known items, with all hashes of those that say something else, which may be a text of long ago. Raises StoreError's children."""
    whole = with_all_hashes(store.conn, others)
    return {name: whole.get(item.item_id, item) for name, item in known.items()} if whole else known


def pasts_of(store: Store, items: Iterable[KnownItem], stream: str = "entry") -> Mapping[int, Past]:
    """The past of those of the items that have a mask or may be due for one. Raises StoreError's children."""
    return pasts(store.conn, sorted({item.item_id for item in items if asks_for_past(item.revisions, item.noise)}), stream)


def _plain(outcome: Outcome) -> PollWrite:
    return PollWrite(outcome.poll, outcome.step, gaps=outcome.gaps)


def _brought(store: Store, row: SourceRow, read: Read, rows: Rows, stored: Stored) -> Brought:
    before = last_items(store.conn, row.id)
    present = [str(entry.item_id if entry.item_id is not None else entry.item_key) for entry in rows.present]
    lost = len(before) >= OVERLAP_FROM and not stored.rebased and overlap_too_low([str(item) for item in before], present)
    published = [item.published_at for item in rows.new if item.published_at]
    if len(published) < len(read.document.raw_hashes or read.seen):
        published += newest_published(store.conn, row.id)
    return Brought(bool(rows.new or rows.revised), bool(rows.new), lost, tuple(instant_of(text) for text in published))


def _with_moved_page(store: Store, row: SourceRow, write: PollWrite) -> PollWrite:
    """A watched page is known by its address. Where that moves for good, its item takes the new one along and stays one item.

    Before there is an item the move is not remembered: the redirect is still there at the next poll.
    """
    step = write.source
    if step is None or step.url is None or not is_watched_page(row):
        return write
    old, new = (_page_aliases(row, address) for address in (row.url, step.url))
    item = next(iter(known_items(store.conn, row.id, old).values()), None)
    if item is None:
        return replace(write, source=replace(step, url=None))
    taking = next((one for one in write.steps if one.item_id == item.item_id), ItemStep(item.item_id))
    others = tuple(one for one in write.steps if one.item_id != item.item_id)
    return replace(write, steps=(*others, replace(taking, aliases=(*taking.aliases, *new))))


def _page_aliases(row: SourceRow, address: str) -> tuple[Alias, ...]:
    return identity(Entry(guid=address, url=http_url(address)), source_of(row)).aliases


def snapshot_of(response: Response, charset: str, now: datetime) -> SnapshotRow:
    """A response's bytes as they are kept: compressed, named by the hash of what was retrieved."""
    return SnapshotRow(
        sha256=body_hash(response),
        url=response.final_url,
        retrieved_at=text_of(now),
        media_type=response.content_type.partition(";")[0].strip(),
        charset=charset,
        encoding="zstd",
        size=len(response.body),
        body=ZstdCompressor(level=3).compress(response.body),
    )
