"""The form of a catalogue file, TOML to sources and back: pure. A mistake is told with its place and, where it can be, the right word."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from difflib import get_close_matches
from urllib.parse import urlsplit

import tomli_w

from feeds.errors import CatalogueError
from feeds.types import Source

KINDS = ("feed", "page", "json_api")
MODES = ("watch", "list")
PROFILES = ("official", "default")
TIERS = ("", "primary", "wire", "national", "trade_press", "think_tank", "aggregator")
POINTERS = ("items", "id", "title", "url", "summary", "text", "author", "date", "updated", "lang")

_CHOICES = {"kind": KINDS, "mode": MODES, "profile": PROFILES, "tier": TIERS}
_TYPES: Mapping[str, type] = {"enabled": bool, "poll_minutes": int, "json_fields": dict}  # every other field is text
_FIELDS = tuple(field.name for field in fields(Source))
_ID = re.compile(r"[a-z0-9][a-z0-9._-]*")


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What one catalogue file holds. version: the file's own word, "" without one."""

    version: str
    sources: tuple[Source, ...]


def parse_catalogue(text: str, name: str) -> Catalogue:
    """The sources of a catalogue file, in its order.

    text: TOML with one [[source]] a row. name: of the file, for errors. Raises CatalogueError for broken TOML, an unknown or missing
    field, a value of the wrong kind, and an id that comes twice.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CatalogueError(name, f"no valid TOML: {error}") from error
    _known(name, table, ("version", "source"))
    rows = table.get("source", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise CatalogueError(name, "`source` is no list of tables", "begin each source with a line [[source]]")
    sources = tuple(source_of_row(row, _where(name, number, row)) for number, row in enumerate(rows, 1))
    seen: set[str] = set()
    for number, source in enumerate(sources, 1):
        if source.id in seen:
            raise CatalogueError(_where(name, number, rows[number - 1]), "the id is taken by an earlier source", "ids are unique")
        seen.add(source.id)
    return Catalogue(str(table.get("version", "")), sources)


def source_of_row(row: Mapping[str, object], where: str) -> Source:
    """One row of a catalogue as a Source.

    row: values by field name, those left out have their defaults. where: the file and the row, for errors. Raises CatalogueError.
    """
    _known(where, row, _FIELDS)
    for name in ("id", "url"):
        if not row.get(name):
            raise CatalogueError(where, f"`{name}` is missing", "every source needs an id and a url")
    for name, value in row.items():
        wanted = _TYPES.get(name, str)
        if type(value) is not wanted:
            raise CatalogueError(where, f"`{name}` is {value!r}", f"it must be {_KIND_WORDS[wanted]}")
    source = Source(**row)  # type: ignore[arg-type]  # names and types were just checked
    _check(source, where)
    return source


_KIND_WORDS: Mapping[type, str] = {str: "text in quotes", int: "a whole number", bool: "true or false", dict: "a table { … }"}


def _where(name: str, number: int, row: Mapping[str, object]) -> str:
    """The place of a row, e.g. `sources.toml, source 3 (ustr-rss)`."""
    return f"{name}, source {number} ({row.get('id') or 'without an id'})"


def _known(where: str, table: Mapping[str, object], names: Collection[str]) -> None:
    """Raises CatalogueError for a field that isn't known, with the nearest that is."""
    for name in table:
        if name not in names:
            raise CatalogueError(where, f"unknown field `{name}`", nearest(name, names))


def nearest(word: str, known: Collection[str]) -> str:
    """Advice for a word that isn't known: the nearest known one, else all of them."""
    close = get_close_matches(word, known, 1)
    return f"did you mean `{close[0]}`?" if close else f"known are {', '.join(name for name in known if name)}"


def _check(source: Source, where: str) -> None:
    """Raises CatalogueError for a value that can't be right."""
    for name, choices in _CHOICES.items():
        value = getattr(source, name)
        if value not in choices:
            raise CatalogueError(where, f"`{name}` is {value!r}", nearest(value, choices))
    if not is_source_id(source.id):
        raise CatalogueError(where, f"`id` is {source.id!r}", "small letters, digits, and - . _ between them")
    if not is_web_address(source.url):
        raise CatalogueError(where, f"`url` is {source.url!r}", "a whole address that begins with http:// or https://")
    if source.poll_minutes <= 0:
        raise CatalogueError(where, f"`poll_minutes` is {source.poll_minutes}", "it must be above 0")
    if not source.enabled and not source.off_reason:
        raise CatalogueError(where, "it is off, and `off_reason` is missing", "say why in a few words")
    _check_pointers(source, where)
    _check_pattern(source, where)


def is_source_id(text: str) -> bool:
    """Whether a text can be a source's id: small letters, digits, and - . _ between them."""
    return bool(_ID.fullmatch(text))


def is_web_address(url: str) -> bool:
    """Whether a text is a whole http or https address; whether it may be asked, `feeds.retrieve` decides."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"[\s\\]", url)


def _check_pointers(source: Source, where: str) -> None:
    if source.kind == "json_api" and "items" not in source.json_fields:
        raise CatalogueError(where, "no `items` in `json_fields`", "the JSON Pointer of the list, empty where the whole answer is the list")
    for name, pointer in source.json_fields.items():
        if name not in POINTERS:
            raise CatalogueError(where, f"unknown name `{name}` in `json_fields`", nearest(name, POINTERS))
        if not isinstance(pointer, str) or not all(part.startswith("/") for part in pointer.split(" + ") if pointer):
            raise CatalogueError(where, f"`json_fields.{name}` is {pointer!r}", "a JSON Pointer begins with / (RFC 6901)")


def _check_pattern(source: Source, where: str) -> None:
    if source.number_pattern is None:
        return
    try:
        groups = re.compile(source.number_pattern).groups
    except re.error as error:
        raise CatalogueError(where, f"`number_pattern` is no regular expression: {error}") from error
    if not groups:
        raise CatalogueError(where, "`number_pattern` has no group", "put the article's number between ( and )")


def to_toml(sources: Iterable[Source]) -> str:
    """A catalogue file with these sources; values that are the default are left out. `parse_catalogue` gives the same back."""
    return tomli_w.dumps({"source": [_row(source) for source in sources]})


def _row(source: Source) -> dict[str, object]:
    plain = Source(id="", url="")
    row: dict[str, object] = {}
    for name in _FIELDS:
        value = getattr(source, name)
        if value is not None and value != getattr(plain, name):
            row[name] = dict(value) if name == "json_fields" else value
    return row


def url_on(url: str, day: date) -> str:
    """The address to ask on a day: `{year}` in it stands for the year, for lists that begin anew each January (TRAPS 43)."""
    return url.replace("{year}", f"{day.year:04d}")
