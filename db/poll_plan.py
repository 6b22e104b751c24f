"""From what polls found to rows, with the ids they get: pure. `db.store.polls` reads what is known and writes what is planned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from operator import attrgetter

from db.errors import BadRow, UnknownRow
from db.link_rows import Decided, Row
from db.records import ChangeRow, ItemStep, NewItem, PollWrite, RevisionRow, Written

_ITEM = attrgetter(
    "item_key", "guid", "url", "canonical_url", "publication_key", "title", "lang", "origin", "seen_at", "seen_at",
    "published_at", "published_date", "published_raw", "published_precision", "zone_from",
)  # fmt: skip
REVISION_VALUES = attrgetter(
    "observed_at", "observed_by", "title", "summary", "body", "author", "published_at", "updated_at", "content_hash", "snapshot"
)
"""What a RevisionRow gives its row of `revisions`, after id, item, origin and seq."""
CHANGE_VALUES = attrgetter("observed_at", "kind", "material", "notice", "reasons", "summary_en", "summary_ja")
"""What a ChangeRow gives its row of `changes`, after item, from and to."""


@dataclass(frozen=True, slots=True)
class StoredItem:
    """Where an item stands: its newest revision, the highest `seq` and the newest content hash, of each origin."""

    entry: int | None = None
    entry_seq: int = 0
    article: int | None = None
    article_seq: int = 0
    entry_hash: str | None = None
    article_hash: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What the database holds of the things that a batch of polls names.

    keys: new items that turn out to be stored, by (source, item key). dropped: tombstones (source, kind, value) of aliases, and of keys
    under the kind `key`.
    """

    next_item: int
    next_revision: int
    items: Mapping[int, StoredItem]
    keys: Mapping[tuple[str, str], int]
    dropped: frozenset[tuple[str, str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class Added:
    """A new item with the ids it gets."""

    source_id: str
    item_id: int
    revision_id: int
    item: NewItem


@dataclass(frozen=True, slots=True)
class Stepped:
    """A step of a known item. before: its newest revision of that origin. revision_id: of the new revision, None without one."""

    step: ItemStep
    before: int | None
    revision_id: int | None
    seq: int


@dataclass(frozen=True, slots=True)
class Planned:
    """One poll: what is added, what is stepped, and the ids of the items it named as new."""

    write: PollWrite
    added: tuple[Added, ...]
    stepped: tuple[Stepped, ...]
    ids: Mapping[str, int]

    def written(self) -> Written:
        """What the poll came to."""
        revised = {s.step.item_id: s.revision_id for s in self.stepped if s.revision_id is not None}
        new = {a.item.item_key: a.item_id for a in self.added}
        return Written(self.write.poll.source_id, new, revised, len(new), sum(s.revision_id is not None for s in self.stepped))


def plan(writes: Sequence[PollWrite], known: Known) -> list[Planned]:
    """The polls with all ids given, in order; first revisions of new items have the lowest ids, in the order of their items.

    An item whose alias has a tombstone is left out (TRAPS 6); one that is stored already (another process was faster) is the stored one,
    and so is a revision.
    Raises UnknownRow for a step of an item that is not stored.
    """
    item_ids, revision_ids = count(known.next_item), count(known.next_revision)
    keys = dict(known.keys)
    items = dict(known.items)
    added = [tuple(_add(write, keys, known, item_ids, revision_ids)) for write in writes]
    stepped = [tuple(_steps(write, items, revision_ids)) for write in writes]
    return [Planned(*each, _ids(each[0], keys)) for each in zip(writes, added, stepped, strict=True)]


def names(item: NewItem) -> tuple[tuple[str, str], ...]:
    """All (kind, value) under which a new item may have been dropped before."""
    return (*item.aliases, ("key", item.item_key))


def item_rows(added: Iterable[Added]) -> Iterator[Row]:
    """Rows of `items` without their revision: id, source, the columns of `_ITEM`, and sort_at."""
    for new in added:
        yield (new.item_id, new.source_id, *_ITEM(new.item), sort_at(new.item))


def revision_rows(planned: Iterable[Planned]) -> Iterator[Row]:
    """Rows of `revisions`: id, item, origin, seq, then the columns of RevisionRow."""
    for one in planned:
        for new in one.added:
            yield (new.revision_id, new.item_id, new.item.revision.origin, 1, *REVISION_VALUES(new.item.revision))
        for stepped in one.stepped:
            if stepped.step.revision is not None:
                revision = stepped.step.revision
                yield (stepped.revision_id, stepped.step.item_id, revision.origin, stepped.seq, *REVISION_VALUES(revision))


def alias_rows(planned: Iterable[Planned]) -> Iterator[Row]:
    """Rows of `item_aliases`: source, item, kind, value."""
    for one in planned:
        source = one.write.poll.source_id
        for new in one.added:
            for kind, value in new.item.aliases:
                yield (source, new.item_id, kind, value)
        for stepped in one.stepped:
            for kind, value in stepped.step.aliases:
                yield (source, stepped.step.item_id, kind, value)


def added_links(added: Iterable[Added]) -> Iterator[Decided]:
    """The links of new items."""
    return (Decided(new.item_id, new.revision_id, link) for new in added for link in new.item.links)


def stepped_links(stepped: Iterable[Stepped]) -> Iterator[Decided]:
    """The links of known items; they rest on the new revision, else on the newest there is. Raises BadRow where there is none."""
    for one in stepped:
        for link in one.step.links:
            revision = one.revision_id or one.before
            if revision is None:
                raise BadRow(f"item {one.step.item_id}", "a link without a revision to rest on")
            yield Decided(one.step.item_id, revision, link)


def change_rows(stepped: Iterable[Stepped]) -> Iterator[Row]:
    """Rows of `changes`: item, from, to, then the columns of ChangeRow. Raises BadRow for a change that has nothing to show."""
    for one in stepped:
        change = one.step.change
        if change is not None:
            yield (one.step.item_id, *_ends(one, change), *CHANGE_VALUES(change))


def sort_at(item: NewItem) -> str:
    """The instant by which an item is sorted: a date ahead counts from when it was first seen; an imported one is as old as it says."""
    if item.published_at is None:
        return item.seen_at
    return item.published_at if item.origin == "imported" else min(item.published_at, item.seen_at)


def _ends(one: Stepped, change: ChangeRow) -> tuple[int | None, int | None]:
    """The revisions that a change lies between. Withdrawing leads to none; returning as it was comes from none."""
    if one.revision_id is not None:
        return one.before, one.revision_id
    if change.kind == "withdrawn":
        return one.before, None
    if change.kind == "returned":
        return None, one.before
    raise BadRow(f"item {one.step.item_id}", f"a change {change.kind!r} without a new revision")


def _add(
    write: PollWrite, keys: dict[tuple[str, str], int], known: Known, item_ids: Iterator[int], revision_ids: Iterator[int]
) -> Iterator[Added]:
    source = write.poll.source_id
    for item in write.new:
        if (source, item.item_key) in keys:
            continue
        if known.dropped and any((source, *name) in known.dropped for name in names(item)):
            continue
        new = Added(source, next(item_ids), next(revision_ids), item)
        keys[source, item.item_key] = new.item_id
        yield new


def _steps(write: PollWrite, items: dict[int, StoredItem], revision_ids: Iterator[int]) -> Iterator[Stepped]:
    for step in write.steps:
        if step.item_id not in items:
            raise UnknownRow("items", f"there is no item {step.item_id}")
        stored = items[step.item_id]
        step = _unless_stored(step, stored)
        if step.revision is None:
            yield Stepped(step, _newest(stored, step.stream), None, 0)
            continue
        stepped, items[step.item_id] = _revise(step, step.revision, stored, next(revision_ids))
        yield stepped


def _newest(stored: StoredItem, stream: str) -> int | None:
    """The newest revision of a stream, else of the other."""
    return stored.article or stored.entry if stream == "article" else stored.entry or stored.article


def _unless_stored(step: ItemStep, stored: StoredItem) -> ItemStep:
    """A step without a revision that says what the newest one says: another process was faster, and a change would have nothing to show."""
    revision = step.revision
    if revision is None or revision.content_hash != (stored.entry_hash if revision.origin == "entry" else stored.article_hash):
        return step
    back = step.change is not None and step.change.kind == "returned"
    return replace(step, revision=None, links=(), change=step.change if back else None)


def _revise(step: ItemStep, revision: RevisionRow, stored: StoredItem, new: int) -> tuple[Stepped, StoredItem]:
    if revision.origin == "entry":
        seq = stored.entry_seq + 1
        return Stepped(step, stored.entry, new, seq), replace(stored, entry=new, entry_seq=seq, entry_hash=revision.content_hash)
    seq = stored.article_seq + 1
    return Stepped(step, stored.article, new, seq), replace(stored, article=new, article_seq=seq, article_hash=revision.content_hash)


def _ids(write: PollWrite, keys: Mapping[tuple[str, str], int]) -> dict[str, int]:
    source = write.poll.source_id
    named = [item.item_key for item in write.new] + [e.item_key for e in write.present or () if e.item_key is not None]
    return {key: keys[source, key] for key in named if (source, key) in keys}
