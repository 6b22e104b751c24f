"""The pages: each reads what it needs in one go and hands it to the pure module that says how it looks."""

from __future__ import annotations

from db.connection import Connection
from tracker.errors import Unforeseen, UnknownName
from tracker.publish.answers import Answer, Asked, Way

FACETED = (("_sort_desc", "date"), ("_facet", "relation"), ("_facet", "status"))
"""A view has no default order and takes no default facets: the link names them (TRAPS 29)."""


def nowhere(conn: Connection, asked: Asked) -> Answer:
    """Any other address. Raises UnknownName always."""
    raise UnknownName("page", f"there is no page at {asked.path}")


def broken(conn: Connection, asked: Asked) -> Answer:
    """Any address whose page failed. Raises Unforeseen always."""
    raise Unforeseen(asked.path, "the page failed", "the log has the details")


def after_of(asked: Asked) -> tuple[str, str] | None:
    """The last event of the page before, by day and id; None on the first page."""
    day, found, name = asked.value("after").partition("~")
    return (day, name) if found else None


def table_ways(asked: Asked, *tables: str) -> tuple[Way, ...]:
    """The tables or views behind a page."""
    return tuple(Way(table, asked.r.path(f"/tracker/{table}")) for table in tables)


def row_id(name: str) -> str:
    """A text key as Datasette writes it in a path: everything but letters, digits, `_` and `-` as `~XX` (its tilde encoding)."""
    kept = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-"
    return "".join(char if char in kept else "".join(f"~{byte:02X}" for byte in char.encode()) for char in name)
