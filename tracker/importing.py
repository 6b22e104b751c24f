"""Items from a file, one JSON object a line: the same way through as a poll, with the file's word for when and by whom it was seen."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from db.queries.event_page import ALWAYS
from db.queries.item_page import last_seen, stream
from db.queries.items import item as stored_item
from db.queries.items import known_items, revisions_by_id
from db.queries.revisions import kept_revisions
from db.queries.sources import list_sources
from db.records import PollRow, PollWrite, SourceRow
from db.store.connect import Store
from db.store.older_revisions import OlderRevisions, save_older
from db.store.polls import save_polls
from db.store.sources import add_source
from feeds.normalise.dates import parse_date
from feeds.normalise.hashing import content_hash
from feeds.normalise.identity import identity
from feeds.normalise.text import tidy_text
from feeds.normalise.urls import http_url
from feeds.types import Document, Entry, Source
from tracker.errors import ImportFileError
from tracker.instants import text_of
from tracker.jobs import Read
from tracker.linker import Linker
from tracker.older_copies import Copy, changes_of, place
from tracker.pipeline import Observation, Stored, revision_row, rows_of
from tracker.poll_write import differing, pasts_of, recalled
from tracker.reading import link_entry
from tracker.revise import Seen
from tracker.sources import row_of, source_of

BATCH = 500
"""Rows in one transaction at most; a row that repeats an item begins the next one, so that it is compared with what stands there."""
TEXTS = ("url", "title", "id", "summary", "body", "published", "lang", "source", "observed_at", "observed_by", "author")
UNSEEN = "import"
"""Who observed a revision that only a file tells of: nobody before the import, so that "May 2" in it is of no known year."""
EVERY = 1_000_000_000
"""So many revisions of an item are read where all are."""
OFF = "imported only: nothing is polled"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a file. where: file and line, for errors. observed_at: UTC text; the time of import where nobody observed it before."""

    where: str
    entry: Entry
    source: str
    observed_at: str
    observed_by: str

    @property
    def moment(self) -> str:
        """When it was seen, as linking takes it: "" where only the file is known, for when that is read says nothing of an old item."""
        return "" if self.observed_by == UNSEEN else self.observed_at


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import came to. errors: one line for each row that was left out."""

    rows: int
    items_new: int
    items_revised: int
    errors: tuple[str, ...]


def read_rows(lines: Iterable[str], name: str, now: str) -> Iterator[Row | ImportFileError]:
    """The rows of a file, or for each one that can't be used the error that says why. now: UTC text, where a row has no `observed_at`."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield _row(line, f"{name}, line {number}", now)
            except ImportFileError as error:
                yield error


def _row(line: str, where: str, now: str) -> Row:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:  # a number of 5,000 digits is a ValueError too
        raise ImportFileError(where, f"no JSON: {error}", "one object a line") from error
    if not isinstance(found, dict):
        raise ImportFileError(where, "no JSON object", "one object a line, with url and title")
    said = {key: _text(found, key, where) for key in TEXTS}
    if said["url"] and not http_url(said["url"]):
        raise ImportFileError(where, f"url is no web address: {said['url']!r}", "a whole one, or none beside an id")
    if not said["title"] or not (said["url"] or said["id"]):
        raise ImportFileError(where, "an item needs a title, and a url or an id")
    observed = parse_date(said["observed_at"]).at if said["observed_at"] else now
    if observed is None:
        raise ImportFileError(where, f"observed_at is no instant: {said['observed_at']!r}", "write it as 2025-04-16T20:00:00Z")
    entry = Entry(
        guid=said["id"], url=http_url(said["url"]), title=said["title"], summary=said["summary"], body=said["body"], author=said["author"],
        published=parse_date(said["published"]), lang=said["lang"],
    )  # fmt: skip
    observer = said["observed_by"] or ("file" if said["observed_at"] else UNSEEN)
    return Row(where, entry, said["source"] or "import", observed, observer)


def _text(found: Mapping[str, Any], key: str, where: str) -> str:
    value = found.get(key)
    if value is None:
        return ""
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        raise ImportFileError(where, f"{key} is no text")
    return tidy_text(str(value))


def source_for(name: str, rows: Iterable[Row], known: Mapping[str, SourceRow]) -> Source:
    """The source that a file's `source` names: by id, else by title or publisher, else a new one that is never polled."""
    for row in known.values():
        if name == row.id or name in (row.title, row.title_ja):
            return source_of(row)
    words = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    identifier = words if words and name.isascii() else f"{words}-{hashlib.sha256(name.encode()).hexdigest()[:8]}".strip("-")
    if identifier in known:
        return source_of(known[identifier])
    first = next(iter(rows)).entry
    return Source(
        id=identifier, url=first.url or f"urn:import:{identifier}", title=name, publisher=name, publisher_family=identifier,
        lang=first.lang, enabled=False, off_reason=OFF, terms="as the publisher states them",
    )  # fmt: skip


def import_rows(
    store: Store, rows: Sequence[Row], linkers: Sequence[Linker], now: datetime, advance: Callable[[int], None] = lambda done: None
) -> Imported:
    """Store rows in order of observation; what that came to. advance: told of each batch's size.

    A copy that is older than what is kept of its item never takes the place of its present text: it goes before the first revision, or,
    from between two that say something else, is left out. Raises StoreError's children; what was stored before stays.
    """
    known = {row.id: row for row in list_sources(store.conn)}
    new = revised = 0
    left_out: list[str] = []
    by_source: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda row: row.observed_at):
        by_source.setdefault(row.source, []).append(row)
    for name, theirs in by_source.items():
        source = source_for(name, theirs, known)
        if source.id not in known:
            add_source(store, row_of(source, "person"))
            known[source.id] = row_of(source, "person")
        older = _older(store, source, theirs, known[source.id].last_ok_at)
        for item_id, copies in older.items():
            put, errors = _put_before(store, source, item_id, copies)
            revised += put
            left_out += errors
            advance(len(copies))
        taken = {copy.where for copies in older.values() for copy in copies}
        for batch in _batches([row for row in theirs if row.where not in taken], source):
            written = save_polls(store, [_write(store, source, batch, linkers, now)])
            new += written[0].items_new
            revised += written[0].items_revised
            advance(len(batch))
    return Imported(len(rows), new, revised, tuple(left_out))


def _older(store: Store, source: Source, rows: Sequence[Row], answered_at: str | None) -> dict[int, list[Copy]]:
    """The rows that were seen before what their item says today was seen last, by item. answered_at: when the source last answered."""
    stated = [(row, identity(row.entry, source).aliases) for row in rows if row.observed_by != UNSEEN]
    found: dict[int, list[Copy]] = {}
    for start in range(0, len(stated), BATCH):
        batch = stated[start : start + BATCH]
        known = known_items(store.conn, source.id, [alias for _, aliases in batch for alias in aliases])
        seen_at = {one.item_id: _seen_at(store, one.item_id, answered_at) for one in known.values()}
        for row, aliases in batch:
            item_id = next((known[alias].item_id for alias in aliases if alias in known), 0)
            if row.observed_at < seen_at.get(item_id, ""):
                found.setdefault(item_id, []).append(Copy(row.where, revision_row(_seen(row, source), _how(row, source))))
    return found


def _seen_at(store: Store, item_id: int, answered_at: str | None) -> str:
    """When an item's present text was last seen: it may be long after it came."""
    newest = kept_revisions(store.conn, item_id, "entry")[-1:]
    return max([last_seen(store.conn, stored_item(store.conn, item_id), answered_at), *(mark.observed_at for mark in newest)])


def _put_before(store: Store, source: Source, item_id: int, copies: Sequence[Copy]) -> tuple[int, list[str]]:
    """Put copies before an item's first revision; how many that was, and a line for each that has no place."""
    kept = stream(store.conn, item_id, "entry", ALWAYS, EVERY)[::-1]
    placed = place(copies, kept)
    if placed.before:
        revisions = tuple(copy.revision for copy in placed.before)
        lang = stored_item(store.conn, item_id).lang or source.lang
        save_older(store, OlderRevisions(item_id, revisions, changes_of(placed, kept[0], lang)))
    what = f"it was seen while item {item_id} was watched, and says something else than what stood there before and after"
    errors = [ImportFileError(copy.where, what, "what is from before is taken") for copy in placed.between]
    return len(placed.before), [str(error) for error in errors]


def _seen(row: Row, source: Source) -> Seen:
    entry = row.entry
    return Seen(entry, identity(entry, source), content_hash(entry.title, entry.summary, entry.body, entry.author))


def _how(row: Row, source: Source) -> Observation:
    return Observation(row.observed_at, source.lang, observed_by=row.observed_by, origin="imported")


def _batches(rows: Sequence[Row], source: Source) -> Iterator[list[Row]]:
    """Rows of one observer and moment, in which no item comes twice."""
    batch: list[Row] = []
    names: set[tuple[str, str]] = set()
    for row in rows:
        theirs = set(identity(row.entry, source).aliases)
        same_look = not batch or (batch[0].observed_at, batch[0].observed_by) == (row.observed_at, row.observed_by)
        if batch and (len(batch) >= BATCH or names & theirs or not same_look):
            yield batch
            batch, names = [], set()
        batch.append(row)
        names |= theirs
    if batch:
        yield batch


def _write(store: Store, source: Source, rows: Sequence[Row], linkers: Sequence[Linker], now: datetime) -> PollWrite:
    seen = tuple(_seen(row, source) for row in rows)
    links = tuple(link_entry(one, source, row.moment, linkers) for one, row in zip(seen, rows, strict=True))
    read = Read(Document(), seen, links)
    known = known_items(store.conn, source.id, [alias for one in seen for alias in one.identity.aliases])
    kept = revisions_by_id(store.conn, sorted({item.revision_id for item in known.values()}))
    others = differing(known, seen)
    pasts = pasts_of(store, others)
    made = rows_of(read, Stored(recalled(store, known, others), kept, {}, pasts=pasts), _how(rows[0], source))
    poll = PollRow(source.id, text_of(now), "changed" if made.new or made.revised else "unchanged", warning=f"imported: {rows[0].where}")
    return PollWrite(poll, None, made.new, made.steps)


def read_file(path: Path, now: datetime) -> tuple[list[Row], list[str]]:
    """The rows of a file, and a line for each that can't be used. Raises ImportFileError where the file can't be read at all."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")  # JSON may have other line ends, such as U+2028, within a text
    except (OSError, UnicodeDecodeError) as error:
        raise ImportFileError(str(path), f"can't be read: {error}", "a text file in UTF-8, one JSON object a line") from error
    found = list(read_rows(lines, path.name, text_of(now)))
    return [row for row in found if isinstance(row, Row)], [str(row) for row in found if isinstance(row, ImportFileError)]
