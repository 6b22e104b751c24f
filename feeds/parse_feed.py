"""Bytes of RSS 0.9x, 1.0, 2.0, Atom or CDF to a Document, by feedparser; JSON Feeds go to `feeds.parse_json`.

feedparser is given bytes in UTF-8 and no address: it would open or fetch a name (TRAPS 24), in bytes too. Links are checked and text is
stripped of markup here, for it leaves scripts in titles and in links even where it sanitises (TRAPS 23).
"""

from __future__ import annotations

import html
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import feedparser

from feeds.challenge import block_reason, headings
from feeds.errors import Blocked, NotAFeed, ParseError
from feeds.gate import Names, Slice, cut, keep, mark_by_names, names_of, to_read, with_rivals
from feeds.normalise.charset import Decoded, decode
from feeds.normalise.dates import stated_offset
from feeds.normalise.identity import mark_shared
from feeds.normalise.language import primary_tag
from feeds.normalise.text import plain_text, shorten, text_sample, without_forbidden
from feeds.normalise.urls import http_url
from feeds.parse_entry import Feed, entry_of
from feeds.sax_reader import prefer_whole_texts
from feeds.sniff import root_of, start_of, without_preamble
from feeds.types import Document, Entry, Response, Source

# What feedparser 6 lets through from hostile input (its own classes derive from these); anything else is a mistake of ours.
_FAILURES = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, AssertionError, RecursionError)
_HEADERS = {"content-type": "application/xml; charset=utf-8"}
_DOCTYPE = re.compile(r"<!DOCTYPE", re.IGNORECASE)
_SAFE_ENTITY = re.compile(r"""<!ENTITY\s+(\w+)\s+(?:"(&\#\w+;|[^&"%<]*)"|'(&\#\w+;|[^&'%<"]*)')\s*>""")
_ENTRY_TAG = re.compile(rb"<(/?)(?:\w+:)?(?:item|entry)(?=[\s>])", re.IGNORECASE)
_FORMATS = {"rss10": "rdf", "rss20": "rss2", "rss090": "rdf"}
_LONGEST_TTL = 7 * 24 * 60  # minutes


def parse_feed(response: Response, source: Source, known_hashes: frozenset[str] = frozenset()) -> Document:
    """The document that a feed's bytes hold, entries that the gate knows left out.

    known_hashes: raw hashes of entries that needn't be read again. Raises NotAFeed for a page, a text or nothing, Blocked for a
    challenge or consent page in the feed's place, ParseError where nothing can be read.
    """
    decoded = decode(response.body, response.content_type)
    text = without_preamble(decoded.text)
    refuse_what_is_no_feed(response, text)
    document = without_forbidden(safe_document(text)).encode()
    slices = cut(document)
    wanted = _wanted(document, slices or (), known_hashes)
    parsed = _read(document, slices, wanted, response)
    feed = _feed(parsed.raw, response, source)
    entries = _entries(parsed, feed, document, slices)
    if not feed.version and not entries and not slices:
        raise NotAFeed(response.url, f"the root element {root_of(text)!r} is no feed's")
    warnings = (decoded.warning, *parsed.warnings, "something stood before the document" if text is not decoded.text else "")
    return _document(feed, entries, _hashes(parsed, slices, wanted), decoded, tuple(filter(None, warnings)))


def refuse_what_is_no_feed(response: Response, text: str) -> None:
    """Raise NotAFeed for nothing, a text or a page, Blocked where the page is a challenge or a consent wall (TRAPS 17, 33, 41)."""
    root = root_of(text)
    if not root:
        raise NotAFeed(response.url, "an empty body" if not response.body.strip() else "a declaration and nothing else")
    if root == "html":
        if reason := block_reason(text, response):
            raise Blocked(response.url, response.status, reason)
        title = next(iter(headings(text)), "")
        raise NotAFeed(response.url, "a page where a feed should be" + (f": {shorten(title, 80)}" if title else ""))
    if root == "text":
        raise NotAFeed(response.url, f"a text where a feed should be: {text_sample(text)}")


def safe_document(text: str) -> str:
    """A document without declaration and document type but for entities that stand for plain characters: no bomb, no outside file."""
    start = start_of(text)
    if not _DOCTYPE.search(text, 0, start):
        return text[start:]
    safe = [(name, double or single) for name, double, single in _SAFE_ENTITY.findall(text[:start])]
    if not safe:
        return text[start:]
    # One a line and the type at a line's beginning: so feedparser finds them.
    entities = "\n".join(f'<!ENTITY {name} "{value}">' for name, value in safe)
    return f"<!DOCTYPE feed [\n{entities}\n]>\n{text[start:]}"


@dataclass(frozen=True, slots=True)
class _Parsed:
    """What feedparser said: its result, its entries with their places in the document, and with the slices that they are."""

    raw: Any
    entries: Sequence[Any]
    slices: Sequence[Slice] | None
    positions: Sequence[int]
    warnings: tuple[str, ...] = ()


def _wanted(document: bytes, slices: Sequence[Slice], known: frozenset[str]) -> frozenset[int]:
    """Places of the entries to read."""
    hashes = [one.raw_hash for one in slices]
    wanted = to_read(hashes, known)
    own = [document[slices[at].start : slices[at].end] for at in wanted]
    if len(own) == len(slices) or not _any_elsewhere([names_of(raw) for raw in own], own, document):
        return wanted
    return with_rivals(wanted, [names_of(document[one.start : one.end]) for one in slices], hashes)


def _any_elsewhere(names: Sequence[Names], entries: Sequence[bytes], document: bytes) -> bool:
    """Whether a document has one of the entries' names outside that entry too: a quick look before all entries are compared."""
    called = ((text, raw) for raw, one in zip(entries, names, strict=True) for text in (one.guid, one.link, "" if one.guid else one.title))
    return any(_is_elsewhere(text, raw, document) for text, raw in called)


def _read(document: bytes, slices: tuple[Slice, ...] | None, wanted: frozenset[int], response: Response) -> _Parsed:
    if slices is None:
        return _read_whole(document, response)
    kept = [at for at in range(len(slices)) if at in wanted]
    starts = {slices[at].start for at in kept}
    try:
        raw = _feedparser(keep(document, slices, lambda one: one.start in starts), response)
    except ParseError:
        return _read_one_by_one(document, slices, kept, response)
    if len(raw.entries) != len(kept):  # not all that looks like an entry is one to feedparser, or the other way round
        return _read_whole(document, response)
    return _Parsed(raw, raw.entries, [slices[at] for at in kept], kept)


def _read_whole(document: bytes, response: Response) -> _Parsed:
    raw = _feedparser(document, response, well_formed=False)
    entries, warnings = list(raw.entries), []
    if raw.bozo:
        warnings.append(f"not well-formed: {shorten(str(raw.get('bozo_exception', '')), 120)}")
        if _is_cut_off(document) and entries:
            entries.pop()
            warnings.append("the last entry is cut off and was left out")
    return _Parsed(raw, entries, None, range(len(entries)), tuple(warnings))


def _read_one_by_one(document: bytes, slices: tuple[Slice, ...], kept: Sequence[int], response: Response) -> _Parsed:
    """Each entry by itself, where together they make feedparser fail: one bad entry must not cost the others."""
    entries, positions = [], []
    for at in kept:
        try:
            raw = _feedparser(keep(document, slices, lambda one, start=slices[at].start: one.start == start), response)  # type: ignore[misc]
        except ParseError:
            continue
        if len(raw.entries) == 1:
            entries.append(raw.entries[0])
            positions.append(at)
    head = _feedparser(keep(document, slices, lambda _: False), response)
    lost = f"{len(kept) - len(entries)} entries can't be read"
    return _Parsed(head, entries, [slices[at] for at in positions], positions, (lost,))


def _feedparser(document: bytes, response: Response, *, well_formed: bool = True) -> Any:  # noqa: ANN401 - feedparser has no types
    # Without need no base address: feedparser would join it to that of each element, a tenth of its time; `entry_of` joins the links
    # that count. Where elements have bases of their own it needs one, or theirs would outlive them.
    headers = _HEADERS | {"content-location": response.final_url} if b"base=" in document else _HEADERS
    prefer_whole_texts()
    try:
        # A stream, because bytes would be tried as a file's name. `plain_text` takes all markup out, so sanitising is needed only
        # where feedparser's loose parser leaves bare ampersands as broken entities, which it mends.
        return feedparser.parse(
            io.BytesIO(document), response_headers=headers, resolve_relative_uris=False, sanitize_html=not well_formed
        )
    except _FAILURES as error:
        raise ParseError(response.url, f"feedparser fails on it: {type(error).__name__}: {shorten(str(error), 80)}") from error


def _is_cut_off(document: bytes) -> bool:
    """Whether an entry is open where the document ends."""
    tags = _ENTRY_TAG.findall(document)
    return bool(tags) and tags[-1] == b""


def _feed(raw: Any, response: Response, source: Source) -> Feed:  # noqa: ANN401 - feedparser has no types
    head = raw.feed
    dates = (stated_offset(str(dict.get(head, name) or "")) for name in ("published", "updated"))
    return Feed(
        version=raw.get("version") or "",
        base=response.final_url,
        source_tz=source.tz,
        feed_tz=next(filter(None, dates), ""),
        lang=primary_tag(str(dict.get(head, "language") or "")),
        title=plain_text(str(dict.get(head, "title") or ""), "guess"),
        homepage=http_url(str(dict.get(head, "link") or ""), response.final_url),
        ttl_minutes=_minutes(str(dict.get(head, "ttl") or "")),
    )


def _minutes(text: str) -> int:
    return min(int(text), _LONGEST_TTL) if text.isdecimal() and len(text) < 9 else 0


def _entries(parsed: _Parsed, feed: Feed, document: bytes, slices: Sequence[Slice] | None) -> tuple[Entry, ...]:
    hashes = [one.raw_hash for one in parsed.slices] if parsed.slices is not None else [""] * len(parsed.entries)
    entries = [entry_of(raw, feed, at, digest) for raw, at, digest in zip(parsed.entries, parsed.positions, hashes, strict=True)]
    if parsed.slices is not None and slices is not None and len(slices) > len(entries):
        entries = _mark_shared(entries, parsed.slices, document, slices)
    return tuple(one for one in mark_shared(entries) if one.title or one.summary or one.body or one.url)


def _mark_shared(entries: list[Entry], own: Sequence[Slice], document: bytes, slices: Sequence[Slice]) -> list[Entry]:
    """Entries whose guid or link some entry that was not read has too, with another link or title (TRAPS 12)."""
    raws = [document[one.start : one.end] for one in own]
    names = [names_of(raw) for raw in raws]
    if not _any_elsewhere(names, raws, document):
        return entries
    return mark_by_names(entries, names, [names_of(document[one.start : one.end]) for one in slices])


def _is_elsewhere(text: str, entry: bytes, document: bytes) -> bool:
    needle = html.escape(text, quote=False).encode()
    return bool(needle) and document.count(needle) > entry.count(needle)


@dataclass(frozen=True, slots=True)
class _Hashes:
    every: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()


def _hashes(parsed: _Parsed, slices: Sequence[Slice] | None, wanted: frozenset[int]) -> _Hashes:
    if parsed.slices is None or slices is None:
        return _Hashes()
    own = {slices[at].raw_hash for at in wanted}
    return _Hashes(tuple(one.raw_hash for one in slices), tuple(one.raw_hash for one in slices if one.raw_hash not in own))


def _document(feed: Feed, entries: tuple[Entry, ...], hashes: _Hashes, decoded: Decoded, warnings: tuple[str, ...]) -> Document:
    return Document(
        entries=entries,
        title=feed.title,
        homepage=feed.homepage,
        lang=feed.lang,
        format=_FORMATS.get(feed.version, "atom" if feed.is_atom else "rss" if feed.version.startswith("rss") else feed.version),
        charset=decoded.charset,
        raw_hashes=hashes.every,
        skipped=hashes.skipped,
        warnings=warnings,
        empty_why="" if entries or hashes.skipped else "no entries in the feed",
        ttl_minutes=feed.ttl_minutes,
    )
