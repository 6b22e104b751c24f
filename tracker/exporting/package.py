"""The description of an export for programs: a Data Package, version 2 (https://datapackage.org/standard/data-package/). Pure."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tracker.exporting.layout import DATABASE, MADE_BY, MEDIA_TYPES, NAME, TABLES, VIEW_KEYS, Written
from tracker.publish.described import Described, Descriptions, Pair

if TYPE_CHECKING:
    from db.queries.releases import NewestRelease
    from db.queries.tables import Column, Shape

_PROFILE = "https://datapackage.org/profiles/2.0/{}.json"
_KINDS = {"INTEGER": "integer", "REAL": "number", "TEXT": "string", "BLOB": "string", "": "any"}
"""SQLite's types as Table Schema's; what a view works out may be anything."""
_DAYS = ("date", "published_date")
_DAY_ENDINGS = ("_on", "date_washington", "date_tokyo", "today_us", "today_jp")
_STORIES: Mapping[str, Pair] = {
    "atom": ("The timeline as an Atom feed, last changes first.", "年表のAtomフィード（変更の新しい順）。"),
    "ics": ("The timeline as a calendar of whole days, with what is dated ahead.", "年表の終日カレンダー（今後の予定を含む）。"),
}
_COPY = (
    "All of it as one SQLite file, hidden tables and the search index included; what is left out of the tables is left out of it too.",
    "全体を収めた一つのSQLiteファイル（補助の表と検索索引を含む）。表から除いたものはここにもない。",
)


@dataclass(frozen=True, slots=True)
class Table:
    """A table or view that was written. columns: names with their Table Schema types, those left out not among them."""

    shape: Shape
    described: Described
    columns: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """What an export holds. made_at: the moment of the data, as its clock had it (UTC text), empty before the first.

    left_out: which of `layout.LEFT_OUT` are. home: the address that readers use.
    """

    descriptions: Descriptions
    tables: tuple[Table, ...]
    files: tuple[Written, ...]
    release: NewestRelease
    program: str
    made_at: str
    left_out: tuple[str, ...]
    home: str


def typed_columns(shapes: Iterable[Shape], left_out: Collection[tuple[str, str]]) -> dict[str, tuple[tuple[str, str], ...]]:
    """The columns of each table with their types. left_out: (table, column) pairs that are not written.

    A column whose default is an empty list or object in some table holds such, wherever it occurs.
    """
    shapes = tuple(shapes)
    lists = {column.name for shape in shapes for column in shape.columns if column.default == "'[]'"}
    objects = {column.name for shape in shapes for column in shape.columns if column.default == "'{}'"}

    def kind(column: Column) -> str:
        if column.name in lists | objects:
            return "array" if column.name in lists else "object"
        return _kind(column)

    return {
        shape.name: tuple((column.name, kind(column)) for column in shape.columns if (shape.name, column.name) not in left_out)
        for shape in shapes
    }


def _kind(column: Column) -> str:
    """Instants and days by what columns are called (DESIGN, rules of data)."""
    if column.kind == "TEXT":
        if column.name.endswith("_at") and column.name != "last_change_at":
            return "datetime"
        if column.name in _DAYS or column.name.endswith(_DAY_ENDINGS):
            return "date"
    return _KINDS.get(column.kind, "any")


def package_text(contents: Contents) -> str:
    """`datapackage.json`: each file with its format, size and sum, and of each table what its columns mean and refer to."""
    release, named = contents.release, {table.shape.name: table for table in contents.tables}
    described = {
        "$schema": _PROFILE.format("datapackage"),
        "name": NAME,
        **_said("title", contents.descriptions.title),
        **_said("description", contents.descriptions.description),
        **({"homepage": contents.home} if contents.home else {}),
        **({"created": contents.made_at} if contents.made_at else {}),
        "version": f"{release.pack}; {release.linker}",
        "contributors": [{"title": MADE_BY, "roles": ["publisher"]}],
        "madeBy": f"{MADE_BY} {contents.program}",
        "release": {"installed_at": release.installed_at, "pack": release.pack, "linker": release.linker},
        "fingerprint": release.fingerprint,
        "leftOut": list(contents.left_out),
        "resources": [_resource(file, named) for file in contents.files],
    }
    return json.dumps(described, ensure_ascii=False, indent=1) + "\n"


def _resource(file: Written, tables: Mapping[str, Table]) -> dict[str, Any]:
    """One file. Tables have their name in CSV, and the same with `-jsonl` in JSON Lines."""
    stem = file.path.rpartition("/")[2].removesuffix(f".{file.format}")
    table = tables.get(stem) if file.path.startswith(f"{TABLES}/") else None
    common = {
        "path": file.path,
        "format": "sqlite" if file.path == DATABASE else file.format,
        "mediatype": MEDIA_TYPES[file.format],
        **({} if file.path == DATABASE else {"encoding": "utf-8"}),
        "bytes": file.size,
        "hash": f"sha256:{file.sha256}",
        **({"rows": file.rows} if file.rows is not None else {}),
    }
    begin = {"$schema": _PROFILE.format("dataresource")}
    if table is None:
        name = "database" if file.path == DATABASE else file.path
        return {**begin, "name": name, **_said("description", _STORIES.get(file.format, _COPY)), **common}
    suffix = "" if file.format == "csv" else f"-{file.format}"
    dialect = {"dialect": {"lineTerminator": "\r\n", "header": True}} if file.format == "csv" else {}
    said = table.described
    return {
        **begin, "name": f"{stem}{suffix}", "type": "table", **_said("title", said.title), **_said("description", said.description),
        **common, **dialect, "schema": _schema(table, tables, suffix),
    }  # fmt: skip


def _schema(table: Table, tables: Mapping[str, Table], suffix: str) -> dict[str, Any]:
    shape, names = table.shape, [name for name, _ in table.columns]
    key: Sequence[str] = shape.key or VIEW_KEYS.get(shape.name, ())
    keys = [
        {"fields": list(one.columns), "reference": {"resource": f"{one.table}{suffix}", "fields": list(one.refers_to)}}
        for one in shape.references
        if one.table in tables and set(one.columns) <= set(names)
    ]
    return {
        "$schema": _PROFILE.format("tableschema"),
        "fields": [_field(name, kind, table) for name, kind in table.columns],
        **({"primaryKey": list(key)} if key else {}),
        **({"foreignKeys": keys} if keys else {}),
    }


def _field(name: str, kind: str, table: Table) -> dict[str, Any]:
    stored = next(column.kind for column in table.shape.columns if column.name == name)
    form = {"format": "binary"} if stored == "BLOB" else {}
    return {"name": name, "type": kind, **form, **_said("description", table.described.columns[name])}


def _said(key: str, pair: Pair) -> dict[str, str]:
    """A text in English under the standard's key, in Japanese beside it."""
    return {key: pair[0], f"{key}_ja": pair[1]}
