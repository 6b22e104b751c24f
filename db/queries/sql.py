"""The views and canned queries that stand beside this module as `.sql` files, read when asked for.

A file begins with comment lines `-- key: value` (title, title_ja, description, description_ja), then holds one SELECT. `view_<name>.sql`
is the view <name>; any other is a canned query with named parameters, of which each may be empty.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from importlib.resources import files

from db.errors import UnknownRow

_META = re.compile(r"--\s*(title|title_ja|description|description_ja):\s*(.*)")
_PARAMETER = re.compile(r"(?<![:\w]):([a-z_]\w*)")
_SKIPPED = re.compile(r"--[^\n]*|'(?:[^']|'')*'")


@dataclass(frozen=True, slots=True)
class Canned:
    """A query by name. parameters: in order of first use. sql: without the leading comment lines."""

    name: str
    sql: str
    title: str = ""
    title_ja: str = ""
    description: str = ""
    description_ja: str = ""
    parameters: tuple[str, ...] = ()


def statement(name: str) -> str:
    """The SQL of a file by its name without `.sql`. Raises UnknownRow where there is none."""
    return _read(name).sql


def views() -> dict[str, Canned]:
    """All views by name, in order of name."""
    return {name.removeprefix("view_"): _read(name) for name in _names() if name.startswith("view_")}


def canned() -> dict[str, Canned]:
    """All canned queries by name, in order of name."""
    return {name: _read(name) for name in _names() if not name.startswith("view_")}


def one_line(sql: str) -> str:
    """A statement without comments and line breaks, for an address. Texts within it stand as they are, but for their white space."""
    return " ".join(_SKIPPED.sub(lambda found: found[0] if found[0].startswith("'") else " ", sql).split())


def parse(name: str, text: str) -> Canned:
    """A file's text as a query: leading comment lines apart, what they say by key."""
    lines = text.strip().splitlines()
    head = 0
    while head < len(lines) and (lines[head].startswith("--") or not lines[head].strip()):
        head += 1
    said = {m[1]: m[2] for m in map(_META.match, lines[:head]) if m}
    sql = "\n".join(lines[head:]).rstrip().rstrip(";").rstrip()
    parameters = dict.fromkeys(_PARAMETER.findall(_SKIPPED.sub("", sql)))
    return Canned(name, sql, parameters=tuple(parameters), **said)


def _names() -> list[str]:
    return sorted(f.name.removesuffix(".sql") for f in files("db.queries").iterdir() if f.name.endswith(".sql"))


def _read(name: str) -> Canned:
    place = files("db.queries") / f"{name}.sql"
    if not place.is_file():
        raise UnknownRow("db/queries", f"no query is called {name!r}", f"there are {', '.join(_names())}")
    return parse(name, place.read_text(encoding="utf-8"))
