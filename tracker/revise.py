"""The one place that decides whether an item is new, revised, the same, back to an earlier text, gone or back.

Pure: what is known and what was seen come in as values, the instant and the limits as arguments. `tracker.pipeline` carries the
decision out and nothing else does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timedelta

from db.records import KnownItem
from feeds.types import Entry, Identity

Alias = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Limits:
    """missing_apart: how far apart two missing answers must be before an item counts as withdrawn (DESIGN: 3 hours)."""

    missing_apart: timedelta = timedelta(hours=3)


@dataclass(frozen=True, slots=True)
class Seen:
    """An entry as it was read: what it says, who it is within its source, and the hash of its content.

    like_earlier: the earlier revision (0 the newest) that it differs from only in what its item changes at every look
    (`tracker.masking`), None for none.
    """

    entry: Entry
    identity: Identity
    content_hash: str
    like_earlier: int | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """An article or a page answered 404 or 410. missing_since: the first such answer in a row, aware UTC."""

    missing_since: datetime


@dataclass(frozen=True, slots=True)
class New:
    """Nothing in this source is known under any of its names."""

    reason: str


@dataclass(frozen=True, slots=True)
class First:
    """Known, and the first text of this stream: what it said earlier is unknown, so that nothing changed."""

    reason: str


@dataclass(frozen=True, slots=True)
class Revised:
    """Known, and the text was never seen before."""

    reason: str


@dataclass(frozen=True, slots=True)
class Reverted:
    """Known, and the text went back to that of an earlier revision; `steps_back` counts them (2: the one before the present)."""

    reason: str
    steps_back: int


@dataclass(frozen=True, slots=True)
class Same:
    """Known and unchanged, or nothing that could change it.

    date_moved: only the stated date of publication moved. ignored: the text differs, but only in what changes at every look (TRAPS 19).
    """

    reason: str
    date_moved: bool = False
    ignored: bool = False


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Missing twice, far enough apart."""

    reason: str


@dataclass(frozen=True, slots=True)
class Returned:
    """Was withdrawn and is there again; `revised` says whether with another text than its last."""

    reason: str
    revised: bool


Decision = New | First | Revised | Reverted | Same | Withdrawn | Returned


def decide(known: KnownItem | None, seen: Seen | Missing, now: datetime, limits: Limits) -> Decision:
    """What an observation means for what is stored, within one origin.

    known: the stored item, None for none. seen: an entry or article as read, or that it is missing. now: aware UTC.
    After the decision is carried out, the same observation gives `Same` (a law that tests hold).
    """
    if isinstance(seen, Missing):
        return _decide_missing(known, seen, now, limits)
    if is_incomplete(seen.entry):
        return Same("incomplete: neither a title nor a text, so it changes nothing")
    if known is None:
        return New("not known by any guid, address or title")
    newest = known.hashes[0] if known.hashes else ""
    if not known.hashes and not known.withdrawn_at:
        return First("known, but nothing of this stream was read before")
    if known.withdrawn_at:
        return Returned("there again after it was withdrawn", revised=seen.content_hash != newest and seen.like_earlier != 0)
    if seen.content_hash == newest:
        moved = _date_moved(known, seen.entry)
        return Same("the stated date moved, the text did not" if moved else "same text", date_moved=moved)
    if seen.like_earlier == 0:
        return Same("only what changes at every look differs", date_moved=_date_moved(known, seen.entry), ignored=True)
    back = known.hashes.index(seen.content_hash) if seen.content_hash in known.hashes else seen.like_earlier
    if back is not None:
        return Reverted(f"back to the text of {back} revisions ago", steps_back=back)
    return Revised("a text not seen before")


def _decide_missing(known: KnownItem | None, seen: Missing, now: datetime, limits: Limits) -> Decision:
    if known is None:
        return Same("missing, and never seen")
    if known.withdrawn_at:
        return Same("still withdrawn")
    if now - seen.missing_since < limits.missing_apart:
        return Same("missing for the first time, or too shortly to tell")
    return Withdrawn(f"missing since {seen.missing_since.isoformat()}")


def is_incomplete(entry: Entry) -> bool:
    """Whether an entry says too little to be a revision: only names, no words (TRAPS 16)."""
    return not (entry.title.strip() or entry.summary.strip() or entry.body.strip())


def _date_moved(known: KnownItem, entry: Entry) -> bool:
    """A stated date that moved alone makes no revision (DESIGN, Terms); an unstated one says nothing."""
    if not entry.published.raw or entry.published.precision == "none":
        return False
    return entry.published.at != known.published_at or entry.published.date != known.published_date


def match(seen: Sequence[Seen], known: Mapping[Alias, KnownItem], held: Set[int] = frozenset()) -> list[tuple[Seen, KnownItem | None]]:
    """Pair a document's entries with stored items, each item at most once, entries of one identity folded to the first.

    known: stored items of the source by alias, and by (`key`, item key) those for entries without any. A guid decides before an address;
    an address decides only where no other entry of the document has that item's guid, so that near-duplicates don't push each other out
    (TRAPS 12, 13). An item listed twice under an old and a new guid of its own is taken once. held: items that entries of the document
    are which the gate left out: they stay theirs.
    """
    firsts = _fold(seen)
    if not known:
        return [(one, None) for one in firsts]
    ranked = sorted(firsts, key=_rank, reverse=True)
    guid_of = dict.fromkeys(held, "")
    twice: set[str] = set()
    for one in ranked:
        item = _find(one, known, "guid")
        if item is not None and guid_of.setdefault(item.item_id, one.identity.key) != one.identity.key:
            twice.add(one.identity.key)
    address_of: dict[int, str] = {}
    for one in ranked:
        item = _find(one, known, "url")
        if item is not None and item.item_id not in guid_of and _find(one, known, "guid") is None:
            address_of.setdefault(item.item_id, one.identity.key)
    for one in ranked:
        item = known.get(("key", one.identity.key)) if not one.identity.aliases else None
        if item is not None and item.item_id not in guid_of:
            address_of.setdefault(item.item_id, one.identity.key)
    items = {item.item_id: item for item in known.values()}
    holder = {key: items[item_id] for item_id, key in (address_of | guid_of).items() if key}
    return [(one, holder.get(one.identity.key)) for one in firsts if one.identity.key not in twice]


def _fold(seen: Sequence[Seen]) -> list[Seen]:
    """One entry an identity: the newest stated date, then the hash, decides, so that the order in the document does not."""
    chosen: dict[str, Seen] = {}
    for one in seen:
        rival = chosen.get(one.identity.key)
        if rival is None or _rank(one) > _rank(rival):
            chosen[one.identity.key] = one
    return list(chosen.values())


def _rank(one: Seen) -> tuple[str, str, tuple[Alias, ...], str]:
    return (one.entry.updated.at or one.entry.published.at or "", one.content_hash, one.identity.aliases, one.identity.key)


def _find(one: Seen, known: Mapping[Alias, KnownItem], kind: str) -> KnownItem | None:
    for alias in one.identity.aliases:
        if alias[0] == kind and alias in known:
            return known[alias]
    return None
