"""Who an entry is within its source, and what it shares with copies elsewhere (DESIGN, the way of one item, 4; TRAPS 11, 12, 37, 38).

The key is the first that an entry has: its guid, its canonical address, its title and day. A guid or an address that several entries of one
document carry is nobody's.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import TypeVar

from feeds.normalise.text import fold
from feeds.normalise.urls import canonical_url, publication_key
from feeds.types import Entry, Identity, Source

T = TypeVar("T")

# BBC counts a relisted story up in its guid: https://www.bbc.com/news/articles/…#0, then #1 (TRAPS 37).
_COUNTED = re.compile(r"#\d+$")


def identities(entries: Sequence[Entry], source: Source) -> tuple[Identity, ...]:
    """Who each entry of one document is, in the same order. An entry's identity doesn't depend on the order of the others."""
    return tuple(identity(entry, source) for entry in mark_shared(entries))


def identity(entry: Entry, source: Source) -> Identity:
    """Who one entry is, by itself and by its `shared_guid` and `shared_url`.

    Aliases in order of strength: guid, canonical address, `number:<n>` for the outlet's own article number in the address or the guid
    (`source.number_pattern`), by which an item is found again though guid and address hold a headline that was edited.
    """
    canonical = canonical_url(entry.url)
    guid = "" if entry.shared_guid else stable_guid(entry.guid)
    url = "" if entry.shared_url else canonical
    aliases = [("guid", guid)] if guid else []
    if url:
        aliases.append(("url", url))
    if number := article_number(entry, source.number_pattern):
        aliases.append(("url", f"number:{number}"))
    if guid:
        key = f"guid:{guid}"
    elif url:
        key = f"url:{url}"
    else:
        key = f"title:{fold(entry.title or entry.summary or entry.body)[:500]}|{entry.published.date or ''}"
    return Identity(key, guid, canonical, publication_key(canonical), tuple(aliases))


def stable_guid(guid: str) -> str:
    """A guid without what outlets change in it: white space, and the counter at the end of one that is an address."""
    folded = " ".join(guid.split())
    return _COUNTED.sub("", folded) if folded.startswith(("http://", "https://")) else folded


def article_number(entry: Entry, pattern: str | None) -> str:
    """The outlet's own number of an article, from its address or else its guid; empty where it has none or the pattern is none."""
    search = _number_search(pattern) if pattern else None
    return (search(entry.url) or search(entry.guid)) if search else ""


def mark_shared(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """The entries with `shared_guid` and `shared_url` set where it is so among them.

    Marks that are there already stay: who set them saw entries that aren't here.
    """
    if not _any_twice([stable_guid(entry.guid) for entry in entries]) and not _any_twice([canonical_url(entry.url) for entry in entries]):
        return tuple(entries)
    guids = shared(entries, lambda entry: stable_guid(entry.guid), _guid_mark)

    def url_mark(entry: Entry) -> str:
        guid = stable_guid(entry.guid)
        return guid if guid and guid not in guids else fold(entry.title)

    urls = shared(entries, lambda entry: canonical_url(entry.url), url_mark)
    if not guids and not urls:
        return tuple(entries)
    return tuple(
        replace(
            entry,
            shared_guid=entry.shared_guid or stable_guid(entry.guid) in guids,
            shared_url=entry.shared_url or canonical_url(entry.url) in urls,
        )
        for entry in entries
    )


def shared(things: Sequence[T], name: Callable[[T], str], mark: Callable[[T], str]) -> frozenset[str]:
    """The names that several things have with different marks; the empty name is nobody's."""
    marks: defaultdict[str, set[str]] = defaultdict(set)
    for thing in things:
        marks[name(thing)].add(mark(thing))
    return frozenset(one for one, theirs in marks.items() if one and len(theirs) > 1)


def _any_twice(names: Iterable[str]) -> bool:
    named = [name for name in names if name]
    return len(set(named)) < len(named)


def _guid_mark(entry: Entry) -> str:
    """What entries of one guid must have in common: the page; the title too where a counter was taken off the guid.

    For it may have been the place of one of several notes on a page.
    """
    counted = stable_guid(entry.guid) != " ".join(entry.guid.split())
    title = fold(entry.title) if counted or not entry.url else ""
    return f"{canonical_url(entry.url)} {title}"


@lru_cache(maxsize=256)
def _number_search(pattern: str) -> Callable[[str], str]:
    try:
        compiled = re.compile(pattern)
    except re.error:  # the catalogue says so when it is read; here a pattern that can't be is none
        return lambda _: ""

    def search(text: str) -> str:
        match = compiled.search(text)
        return next((group for group in match.groups() if group), "") if match else ""

    return search
