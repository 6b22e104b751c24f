"""JSON APIs by pointers (RFC 6901), and JSON Feed 1.0 and 1.1 (jsonfeed.org), to a Document (TRAPS 43).

A source's `json_fields` name where things are: `items`, then within each item `id`, `title`, `url`, `summary`, `text`, `author`,
`date`, `updated`, `lang`. Several pointers joined by ` + ` are their values joined by a space. An empty pointer means none, but for
`items`: the root.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from feeds.challenge import block_reason
from feeds.errors import Blocked, NotAFeed
from feeds.gate import Names, mark_by_names, to_read, with_rivals
from feeds.normalise.charset import Decoded, decode
from feeds.normalise.dates import parse_date
from feeds.normalise.hashing import raw_hash
from feeds.normalise.language import language_of, primary_tag
from feeds.normalise.text import TextKind, plain_text, text_sample, without_forbidden
from feeds.normalise.urls import http_url
from feeds.sniff import root_of
from feeds.types import Document, Entry, Response, Source, Stamp

Json = Any
"""Whatever JSON holds: dicts, lists, strings, numbers, booleans, None."""

_JSONP = re.compile(r"[\w.$\[\]]{1,80}\s*\(")
_GUARD = re.compile(r"\)\]\}',?\s*")  # put before JSON so that it can't be read as a script
_FEED_NAMES = {"id": "/id", "url": "/url + /external_url", "title": "/title"}
_FEED_VERSION = re.compile(r"https?://(?:www\.)?jsonfeed\.org/version/\S+")


def parse_json(response: Response, source: Source, known_hashes: frozenset[str] = frozenset()) -> Document:
    """The document that JSON bytes hold: a JSON Feed by its version, anything else by the source's pointers.

    known_hashes: raw hashes of items that needn't be read again. Raises NotAFeed for what is no JSON, or no JSON Feed where a feed is
    expected, Blocked for a challenge page.
    """
    decoded = decode(response.body, response.content_type)
    value = load_json(decoded.text, response)
    if _is_json_feed(value, source):
        items = value.get("items")
        head = Document(
            title=plain_text(_scalar(value.get("title")), "text"),
            homepage=http_url(_scalar(value.get("home_page_url"))),
            lang=primary_tag(_scalar(value.get("language"))),
            format="jsonfeed",
            empty_why="no entries in the feed",
        )
        listed = _Items(items if isinstance(items, list) else [], _FEED_NAMES)
        return _document(head, listed, lambda item: _feed_entry(item, value, source, response), decoded, known_hashes)
    if source.kind == "feed":
        raise NotAFeed(response.url, f"JSON, but no JSON Feed: {text_sample(decoded.text)}")
    head = Document(format="json", empty_why=_why_empty(value, source.json_fields))
    listed = _Items(_api_items(value, source.json_fields), source.json_fields)
    return _document(head, listed, lambda item: _api_entry(item, source, response), decoded, known_hashes)


def load_json(text: str, response: Response) -> Json:
    """The value of a JSON text, called as JSONP or guarded against it or not.

    Raises NotAFeed for anything else, Blocked for a challenge page in its place.
    """
    inner = _GUARD.sub("", text.strip().lstrip("\ufeff"), count=1)
    if match := _JSONP.match(inner):
        inner = inner[match.end() : inner.rfind(")")]
    try:
        return json.loads(inner, parse_constant=lambda _: None)
    except (ValueError, RecursionError) as error:
        if root_of(text) == "html" and (reason := block_reason(text, response)):
            raise Blocked(response.url, response.status, reason) from error
        found = text_sample(text)
        raise NotAFeed(response.url, f"no JSON: {found}" if found else "an empty body") from error


def pointed(value: Json, pointer: str) -> Json:
    """What a JSON Pointer points at, None where there is nothing (RFC 6901 §4). pointer: empty for the whole value."""
    for token in pointer.split("/")[1:]:
        name = token.replace("~1", "/").replace("~0", "~")
        if isinstance(value, Mapping):
            value = value.get(name)
        elif isinstance(value, list) and name.isdecimal() and int(name) < len(value):
            value = value[int(name)]
        else:
            return None
    return value


@dataclass(frozen=True, slots=True)
class _Items:
    """The items of an answer, and by which pointers they are called: `id`, `url`, `title`."""

    all: Sequence[Json]
    pointers: Mapping[str, str]

    def names(self) -> list[Names]:
        """What each is called, for comparing within the answer."""
        called = ([_value(item, self.pointers.get(name, "")) for name in ("id", "url", "title")] for item in self.all)
        return [Names(guid, link, title) for guid, link, title in called]


def _document(head: Document, items: _Items, read: Callable[[Json], Entry], decoded: Decoded, known: frozenset[str]) -> Document:
    hashes = tuple(map(_hash, items.all))
    wanted = to_read(hashes, known)
    names = items.names() if 0 < len(wanted) < len(hashes) else []
    places = sorted(with_rivals(wanted, names, hashes) if names else wanted)
    entries = [replace(read(items.all[at]), position=at, raw_hash=hashes[at]) for at in places]
    if names:
        entries = mark_by_names(entries, [names[at] for at in places], names)
    fresh = {hashes[at] for at in places}
    return replace(
        head,
        entries=tuple(entry for entry in entries if entry.title or entry.summary or entry.body or entry.url),
        charset=decoded.charset,
        raw_hashes=hashes,
        skipped=tuple(own for own in hashes if own not in fresh),
        warnings=decoded.warnings,
        empty_why="" if hashes else head.empty_why,
    )


def _hash(item: Json) -> str:
    try:
        return raw_hash(json.dumps(item, sort_keys=True).encode())
    except RecursionError:  # nested as deep as could just be read; such an item is read each time
        return ""


def _is_json_feed(value: Json, source: Source) -> bool:
    """By its version; where a feed is expected, a list of items is enough, for versions are written in many ways."""
    if not isinstance(value, dict):
        return False
    return bool(_FEED_VERSION.fullmatch(_scalar(value.get("version")))) or (source.kind == "feed" and isinstance(value.get("items"), list))


def _feed_entry(item: Json, feed: Mapping[str, Json], source: Source, response: Response) -> Entry:
    """An item by the rules of JSON Feed. `url` is the item's own address, `external_url` that of a page it is about."""
    if not isinstance(item, dict):
        return Entry()
    title = plain_text(_scalar(item.get("title")), "text")
    summary = plain_text(_scalar(item.get("summary")), "text")
    markup, text = _scalar(item.get("content_html")), _scalar(item.get("content_text"))
    body = plain_text(markup, "html") if markup else plain_text(text, "text")
    authors = item.get("authors") or item.get("author") or feed.get("authors") or feed.get("author") or ()
    links = (http_url(_scalar(item.get(name)), response.final_url) for name in ("url", "external_url"))
    published, updated = (_stamp(item.get(name), source) for name in ("date_published", "date_modified"))
    return Entry(
        guid=_scalar(item.get("id")),
        url=next(filter(None, links), ""),
        title=title,
        summary=summary,
        body=body,
        author=plain_text(", ".join(_names(authors)), "text"),
        published=published if published.raw else updated,
        updated=updated,
        lang=language_of(title or summary or body, _scalar(item.get("language")) or _scalar(feed.get("language"))),
    )


def _names(authors: Json) -> list[str]:
    people = authors if isinstance(authors, list) else [authors]
    return [name for person in people if isinstance(person, dict) and (name := _scalar(person.get("name")))]


def _api_items(value: Json, fields: Mapping[str, str]) -> list[Json]:
    """The list that the pointer leads to; a single thing is a list of one, an object of objects its values."""
    found = pointed(value, fields.get("items", ""))
    if isinstance(found, list):
        return found
    if found is None or found == {} or found == "":
        return []
    named = [pointer for name, pointer in fields.items() if name != "items" and pointer]
    if isinstance(found, dict) and found and all(isinstance(one, dict) for one in found.values()):
        if not any(_value(found, pointer) for pointer in named):
            return list(found.values())
    return [found]


def _api_entry(item: Json, source: Source, response: Response) -> Entry:
    fields = source.json_fields
    if not isinstance(item, dict):  # a bare string or number is its own name
        text = plain_text(_scalar(item), "guess")
        return Entry(guid=text, title=text, lang=language_of(text, source.lang))

    def text_of(name: str, kind: TextKind = "guess") -> str:
        return plain_text(_value(item, fields.get(name, "")), kind)

    title, summary = text_of("title"), text_of("summary")
    published = _stamp(_value(item, fields.get("date", "")), source)
    updated = _stamp(_value(item, fields.get("updated", "")), source)
    return Entry(
        guid=_value(item, fields.get("id", "")),
        url=http_url(_value(item, fields.get("url", "")), source.homepage or response.final_url),
        title=title,
        summary=summary,
        body=text_of("text"),
        author=text_of("author"),
        published=published if published.raw else updated,
        updated=updated,
        lang=language_of(title or summary, _value(item, fields.get("lang", "")) or source.lang),
    )


def _value(item: Json, pointers: str) -> str:
    """The text that a pointer, or several joined by ` + `, lead to; empty where all lead nowhere."""
    found = (_scalar(pointed(item, pointer.strip())) for pointer in pointers.split(" + ") if pointer.strip())
    return " ".join(filter(None, found))


def _scalar(value: Json) -> str:
    """A string or number as text that can be stored, a list's texts joined; empty for anything else."""
    if isinstance(value, str):
        return without_forbidden(value).strip()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, list):
        return ", ".join(filter(None, (_scalar(one) for one in value if isinstance(one, str))))
    return ""


def _stamp(value: Json, source: Source) -> Stamp:
    return parse_date(_scalar(value), source_tz=source.tz)


def _why_empty(value: Json, fields: Mapping[str, str]) -> str:
    pointer = fields.get("items", "")
    if pointed(value, pointer) is None:
        return f"nothing at {pointer or 'the root'}"
    return "no entries in the answer"
