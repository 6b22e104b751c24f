"""What tables, views and columns mean, from `metadata.toml`, and the same as Datasette's metadata."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import Any

from db.queries.schema import fresh_columns
from db.queries.sql import Canned, views
from tracker.errors import PackError
from tracker.publish.described import Described, Descriptions, Pair

DATABASE = "tracker"
_WHERE = "tracker/publish/metadata.toml"
_OPTIONS = ("label_column", "facets", "sort", "sort_desc", "hidden", "fts_table", "fts_pk")


def read_descriptions() -> Descriptions:
    """The descriptions of the schema that this program makes. Raises PackError for a table or column that nobody described."""
    text = (files("tracker.publish") / "metadata.toml").read_text(encoding="utf-8")
    return parse_descriptions(text, fresh_columns(), views())


def parse_descriptions(text: str, columns: Mapping[str, tuple[str, ...]], canned_views: Mapping[str, Canned]) -> Descriptions:
    """Descriptions from TOML, for the tables and views that there are.

    columns: of every table and view. canned_views: the views by name, whose titles stand in their `.sql` files. Shadow tables of a search
    index are passed over. Raises PackError for a broken text and for what is described but does not exist or exists undescribed.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PackError(_WHERE, f"no TOML: {error}") from error
    stated, shared = data["tables"], data["columns"]
    strange = sorted(set(stated) - set(columns))
    if strange:
        raise PackError(_WHERE, f"there is no table or view {strange[0]!r}", "drop it, or add it to the schema")
    known = {name: own for name, own in columns.items() if not _is_shadow(name, columns)}
    tables = {name: _described(name, own, _stated(name, stated, canned_views), shared) for name, own in known.items()}
    return Descriptions(_pair(data["site"], "title"), _pair(data["site"], "description"), tables)


def datasette_metadata(descriptions: Descriptions, database: str = DATABASE) -> dict[str, Any]:
    """Datasette's metadata for one database: titles, descriptions, columns, facets and the like, each text in both languages.

    Datasette shows one text to everybody, so that the English and the Japanese stand beside each other.
    """
    tables = {name: dict(_table(one)) for name, one in descriptions.tables.items()}
    site = {"title": _both(descriptions.title), "description": _both(descriptions.description)}
    return {**site, "databases": {database: {**site, "tables": tables}}}


def _table(one: Described) -> Iterator[tuple[str, Any]]:
    yield "title", _both(one.title)
    yield "description", _both(one.description)
    if one.columns and not one.hidden:
        yield "columns", {name: _both(pair) for name, pair in one.columns.items()}
    yield from one.options.items()


def _both(pair: Pair) -> str:
    return " / ".join(dict.fromkeys(text for text in pair if text))


def _is_shadow(name: str, columns: Mapping[str, tuple[str, ...]]) -> bool:
    """Whether a table is where FTS5 keeps an index (https://www.sqlite.org/fts5.html, "FTS5 data structures")."""
    index, _, part = name.rpartition("_")
    return part in ("config", "content", "data", "docsize", "idx") and index.endswith("_fts") and index in columns


def _stated(name: str, tables: Mapping[str, Any], canned_views: Mapping[str, Canned]) -> dict[str, Any]:
    """What was said about a table; a view's title and description come from its query."""
    if name not in tables and name not in canned_views:
        raise PackError(_WHERE, f"the table {name!r} is not described", f"add [tables.{name}]")
    said = dict(tables.get(name, {}))
    view = canned_views.get(name)
    if view is None:
        return said
    texts = {"title": view.title, "title_ja": view.title_ja, "description": view.description, "description_ja": view.description_ja}
    return {**texts, **said}


def _described(name: str, columns: tuple[str, ...], said: Mapping[str, Any], shared: Mapping[str, Any]) -> Described:
    own = said.get("columns", {})
    strange = [column for column in own if column not in columns]
    if strange:
        raise PackError(_WHERE, f"there is no column {name}.{strange[0]}", "drop it, or correct its name")
    hidden = said.get("hidden", False)
    missing = [column for column in columns if not hidden and column not in own and column not in shared]
    if missing:
        raise PackError(_WHERE, f"the column {name}.{missing[0]} is not described", f"add it to [tables.{name}.columns]")
    pairs = {column: own.get(column) or shared.get(column) for column in columns}
    return Described(
        name=name,
        title=_pair(said, "title"),
        description=_pair(said, "description"),
        columns={column: (pair[0], pair[1]) for column, pair in pairs.items() if pair},
        options={option: said[option] for option in _OPTIONS if option in said},
    )


def _pair(said: Mapping[str, Any], key: str) -> Pair:
    if not said.get(key) or not said.get(f"{key}_ja"):
        raise PackError(_WHERE, f"{said.get('title') or key}: {key} or {key}_ja is missing", "give both languages")
    return said[key], said[f"{key}_ja"]
