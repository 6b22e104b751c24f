"""Laws of search: whatever is typed is no error, whatever Japanese stands in a text is found, and both judges agree."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.search_text import cut, cut_query, fold, holds
from db.search_words import register_functions

JAPANESE = "日米関税交渉赤沢赤澤大臣投資合意ベッセントトランプ氏はのを、。・々ー"
MIXED = st.text(alphabet=JAPANESE + "G7USa15%．.％ 　\"'*()-:^", max_size=40)


@pytest.fixture(scope="module")
def index() -> Iterator[sqlite3.Connection]:
    conn = sqlite3.connect(":memory:", isolation_level=None)
    register_functions(conn)
    conn.execute("CREATE VIRTUAL TABLE f USING fts5 (words, tokenize = 'unicode61 remove_diacritics 0')")
    yield conn
    conn.close()


def found(index: sqlite3.Connection, text: str, query: str) -> bool:
    index.execute("DELETE FROM f")
    index.execute("INSERT INTO f VALUES (?)", (cut(text),))
    return bool(index.execute("SELECT count(*) FROM f WHERE words MATCH ?", (cut_query(query),)).fetchone()[0])


@given(query=st.one_of(st.text(), MIXED))
def test_law_no_query_is_a_syntax_error(index: sqlite3.Connection, query: str) -> None:
    index.execute("SELECT count(*) FROM f WHERE words MATCH search_words(?)", (query.encode("utf-8", "ignore").decode(),)).fetchone()


@given(text=MIXED, data=st.data())
def test_law_every_piece_of_japanese_in_a_text_is_found(index: sqlite3.Connection, text: str, data: st.DataObject) -> None:
    runs = [
        run for run in "".join(c if c in "日米関税交渉赤沢大臣投資合意ベッセントトランプ氏はのを々ー" else " " for c in fold(text)).split()
    ]
    for run in runs[:3]:
        start = data.draw(st.integers(0, len(run) - 1))
        end = data.draw(st.integers(start + 1, len(run)))
        assert found(index, text, run[start:end])


@given(text=MIXED, query=MIXED)
def test_law_the_index_and_holds_agree(index: sqlite3.Connection, text: str, query: str) -> None:
    assert found(index, text, query) == holds(cut(text), query)


@given(text=st.text(alphabet=JAPANESE, min_size=1, max_size=30), query=st.text(alphabet="日米関税交渉赤沢", min_size=1, max_size=3))
def test_law_recall_equals_like(index: sqlite3.Connection, text: str, query: str) -> None:
    assert found(index, text, query) == (fold(query) in fold(text))
