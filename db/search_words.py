"""The SQL functions that let a query be cut as the index was: for our own connections and for Datasette's."""

from __future__ import annotations

import sqlite3

from db.search_text import cut_fields, cut_query, holds


def search_words(query: str | None) -> str:
    """What a person typed, as the FTS5 expression that finds it; NULL counts as empty. In SQL it is what stands after MATCH."""
    return cut_query("" if query is None else str(query))


def holds_words(query: str | None, *texts: str | None) -> int:
    """1 where the texts of a row have everything that a person typed, as the index would find it; else 0. NULL counts as empty."""
    return int(holds(cut_fields(*(None if text is None else str(text) for text in texts)), "" if query is None else str(query)))


def register_functions(conn: sqlite3.Connection) -> None:
    """Make `search_words(q)` and `holds_words(q, …)` known to a connection, and replace Datasette's `escape_fts(q)` by it.

    In Datasette, call it from a `prepare_connection` hook marked `trylast`, or its own `escape_fts` comes back over ours.
    """
    conn.create_function("search_words", 1, search_words, deterministic=True)
    conn.create_function("holds_words", -1, holds_words, deterministic=True)
    conn.create_function("escape_fts", 1, search_words, deterministic=True)
