"""A statement as one line, and the words that it asks for where there is no index."""

import sqlite3

import pytest

from db.queries.sql import canned, one_line
from db.search_words import register_functions


@pytest.mark.parametrize(
    ("sql", "line"),
    [
        ("SELECT 1 -- one\n  AS a", "SELECT 1 AS a"),
        ("SELECT '--x' -- it's\nFROM t", "SELECT '--x' FROM t"),
        ("SELECT 'it''s -- so'", "SELECT 'it''s -- so'"),
    ],
)
def test_comments_and_breaks_go_and_texts_stay(sql, line):
    assert one_line(sql) == line


@pytest.mark.parametrize("name", sorted(canned()))
def test_every_named_query_means_the_same_on_one_line(name):
    query = canned()[name]
    assert "\n" not in one_line(query.sql) and "--" not in one_line(query.sql).replace("'--'", "")
    assert all(f":{one}" in one_line(query.sql) for one in query.parameters)


@pytest.mark.parametrize(
    ("query", "texts", "found"),
    [
        ("関税", ("日米関税交渉", None), 1), ("関税 合意", ("日米関税", "合意した"), 1), ("税交", ("日米関税", "交渉"), 0),
        ("car", ("Cars", "car duty"), 1), ("15%", ("15 percent", "15％"), 1), ("", ("関税",), 0), (None, (None,), 0),
    ],
)  # fmt: skip
def test_words_are_found_in_texts_as_the_index_finds_them(query, texts, found):
    conn = sqlite3.connect(":memory:")
    register_functions(conn)
    marks = ", ".join("?" * len(texts))
    assert conn.execute(f"SELECT holds_words(?, {marks})", (query, *texts)).fetchone()[0] == found
    conn.close()
