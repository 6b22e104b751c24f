"""What is handed to a worker to read, and what it hands back (`tracker.reading`)."""

from __future__ import annotations

from dataclasses import dataclass

from feeds.types import Document, Response, Source
from tracker.revise import Seen
from tracker.types import Link


@dataclass(frozen=True, slots=True)
class OfItem:
    """The item whose article is read: its name within its source, and its date as stated."""

    key: str
    published_at: str | None = None
    published_date: str | None = None


@dataclass(frozen=True, slots=True)
class Job:
    """One response to read. known_hashes: of raw entries that need no reading again. now: UTC text, when it was retrieved.

    item: the one whose article it is, None for a source's own document. linked: content hashes of what a watched page said last, whose
    links stand: it is not linked again where it says that still.
    """

    source: Source
    response: Response
    known_hashes: frozenset[str]
    now: str
    item: OfItem | None = None
    linked: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Read:
    """What was read: the document, its entries as seen, and for each of them a link for each anchor, in the same order.

    None for a watched page that says what it said when it was linked (`Job.linked`).
    """

    document: Document
    seen: tuple[Seen, ...]
    links: tuple[tuple[Link, ...], ...]
