"""The gate before the parser: entries that were read before aren't read again (PERFORMANCE, what follows, 1).

A fast XML parser finds where each entry begins and ends; each is hashed; and what is known is cut out, so that feedparser sees the
document's head and the new and changed entries only. Root and channel stay, so that what entries inherit (xml:base, xml:lang,
namespaces) does too. What can't be cut goes whole to feedparser, which stays the judge.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass, replace
from xml.parsers import expat

from feeds.normalise.hashing import raw_hash
from feeds.normalise.identity import shared, stable_guid
from feeds.normalise.urls import canonical_url
from feeds.types import Entry

_ENTRIES = frozenset(("item", "entry"))
# Where entries stand: below the root (RSS 1.0, Atom) or below the channel (RSS 0.9x, 2.0, CDF).
_ROOTS = frozenset(("rdf", "feed", "rss", "channel"))
_DOCTYPE = re.compile(rb"<!DOCTYPE", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Slice:
    """One entry's place in the document, as byte offsets, half open, and the hash of its bytes."""

    start: int
    end: int
    raw_hash: str


def cut(document: bytes) -> tuple[Slice, ...] | None:
    """The entries of a feed in their order, or None where it can't be cut: not well-formed, entries within entries, or a document type.

    document: UTF-8. Nothing is expanded: a document with a document type isn't looked at.
    """
    if _DOCTYPE.search(document, 0, document.find(b">", _first_element(document)) + 1):
        return None
    spans = _Spans(document)
    return tuple(Slice(start, end, raw_hash(document[start:end])) for start, end in spans.found) if spans.read() else None


def keep(document: bytes, slices: Sequence[Slice], wanted: Callable[[Slice], bool]) -> bytes:
    """The document with only the wanted ones of its entries, all else as it was."""
    pieces: list[bytes] = []
    at = 0
    for one in slices:
        if not wanted(one):
            pieces.append(document[at : one.start])
            at = one.end
    pieces.append(document[at:])
    return b"".join(pieces)


def _first_element(document: bytes) -> int:
    match = re.search(rb"<\w", document)
    return match.start() if match else len(document)


class _Spans:
    """Byte spans of the entries, gathered while expat reads."""

    def __init__(self, document: bytes) -> None:
        self.found: list[tuple[int, int]] = []
        self._document = document
        self._open: list[str] = []
        self._start = -1
        self._nested = False

    def read(self) -> bool:
        """Whether the whole document was read and each entry found."""
        parser = self._parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.StartElementHandler = self._begin
        parser.EndElementHandler = self._end
        try:
            parser.Parse(self._document, True)
        except expat.ExpatError:
            return False
        finally:
            del self._parser  # the handlers hold this object, and this object would hold them
        return not self._nested

    def _begin(self, name: str, _attributes: object) -> None:
        local = name.rpartition(":")[2].lower()
        if local in _ENTRIES:
            if self._start >= 0 or not self._stands_right():
                self._nested = True
            else:
                self._start = self._parser.CurrentByteIndex
                self._depth = len(self._open)
        self._open.append(local)

    def _end(self, name: str) -> None:
        self._open.pop()
        if self._start >= 0 and len(self._open) == self._depth:
            at = self._parser.CurrentByteIndex
            if not self._document.startswith(b"</" + name.encode(), at):
                self._nested = True  # `<item …/>` has no end tag, and says nothing
            self.found.append((self._start, self._document.find(b">", at) + 1))
            self._start = -1

    def _stands_right(self) -> bool:
        parents = self._open
        return (len(parents) == 1 and parents[0] in _ROOTS) or parents == ["rss", "channel"]


_CDATA = re.compile(rb"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_GUID = re.compile(rb"<(?:\w+:)?(?:guid|id)\b[^>]*>(.*?)</|\brdf:about\s*=\s*[\"']([^\"']*)", re.DOTALL)
_LINK = re.compile(rb"<link\b(?:[^>]*?\bhref\s*=\s*[\"']([^\"']*)|[^>]*>(\s*<!\[CDATA\[.*?\]\]>\s*|[^<]*)</link)", re.DOTALL)
_TITLE = re.compile(rb"<title\b[^>]*>(.*?)</title", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Names:
    """What an entry is called by its raw bytes: for comparing within one document only."""

    guid: str
    link: str
    title: str

    @property
    def page(self) -> str:
        """The page behind its link, in one spelling."""
        return canonical_url(self.link) or self.link


def names_of(entry: bytes) -> Names:
    """The names in an entry's slice, read without a parser: near enough to see which entries share one."""
    return Names(_first(_GUID, entry), _first(_LINK, entry), _first(_TITLE, entry))


def _first(pattern: re.Pattern[bytes], entry: bytes) -> str:
    match = pattern.search(entry)
    if match is None:
        return ""
    found = next((group for group in match.groups() if group), b"")
    return html.unescape(_CDATA.sub(rb"\1", found).decode("utf-8", "replace")).strip()


def to_read(hashes: Sequence[str], known: Set[str]) -> frozenset[int]:
    """Places of the entries to read: of equal ones the first, and none that is known. hashes: of all, in order; "" of what has none."""
    return _firsts(range(len(hashes)), hashes, known)


def with_rivals(wanted: frozenset[int], names: Sequence[Names], hashes: Sequence[str]) -> frozenset[int]:
    """The entries to read, with those that are known but called as one of them is. names, hashes: of all, in order.

    A document may say two things of one item. Which of them counts is decided between both: if only the new one were read, it would
    win here, and at the next poll the other.
    """
    called = [(stable_guid(one.guid), one.page, "" if one.guid else one.title) for one in names]
    own = {called[at] for at in wanted if any(called[at])}
    found = (at for at, name in enumerate(called) if name in own and at not in wanted)
    return wanted | _firsts(found, hashes, {hashes[at] for at in wanted})


def _firsts(places: Iterable[int], hashes: Sequence[str], known: Set[str]) -> frozenset[int]:
    """Of the places those whose hash is not known, of equal ones the first."""
    seen = set(known) - {""}
    firsts = []
    for at in places:
        own = hashes[at]
        if not own or own not in seen:
            seen.add(own)
            firsts.append(at)
    return frozenset(firsts)


def mark_by_names(entries: Sequence[Entry], own: Sequence[Names], every: Sequence[Names]) -> list[Entry]:
    """The entries that were read, marked where some entry of the document has their guid or link with another link or title (TRAPS 12).

    own: their names, in order. every: those of all entries of the document, also of what was not read.
    """
    guids = shared(every, lambda one: one.guid, lambda one: one.page or one.title)
    links = shared(every, lambda one: one.page, lambda one: one.guid or one.title)
    pairs = zip(entries, own, strict=True)
    return [replace(entry, shared_guid=name.guid in guids, shared_url=name.page in links) for entry, name in pairs]
