"""How text and queries are cut: the examples. The laws stand in tests/property/test_laws_search.py."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest

from db.search_text import BREAK, NOTHING, PERCENT, cut, cut_fields, cut_query, fold, holds
from db.search_words import register_functions


@pytest.fixture
def index() -> Iterator[sqlite3.Connection]:
    conn = sqlite3.connect(":memory:")
    register_functions(conn)
    conn.execute("CREATE VIRTUAL TABLE f USING fts5 (words, tokenize = 'unicode61 remove_diacritics 0')")
    yield conn
    conn.close()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("日米関税", "日米 米関 関税 税"),
        ("米", "米"),
        ("Trump氏は", "Trump 氏は は"),
        ("対米15%の関税", "対米 米 15 % の関 関税 税"),
        ("ｶﾞｿﾘﾝ１５％", "ガソ ソリ リン ン 15 %"),
        ("赤澤", "赤沢 沢"),
        ("石破・トランプ", "石破 破 トラ ラン ンプ プ"),
        ("葛\U000e0100城", "葛城 城"),
        ("㍑", "リッ ット トル ル"),
        ("12.5% of $550bn", "12 5 % of 550bn"),
        ("", ""),
        ("…—!?", ""),
    ],
)
def test_text_is_cut_into_words_and_overlapping_pairs(text: str, words: str) -> None:
    assert cut(text) == words.replace("%", PERCENT)


@pytest.mark.parametrize(
    ("query", "expression"),
    [
        ("関税", '"関税"'),
        ("関税交渉", '"関税 税交 交渉"'),
        ("米", '"米" *'),
        ("15%", f'"15 {PERCENT}"'),
        ("15%の関税", f'"15 {PERCENT} の関 関税"'),
        ("G7サミット", '"G7 サミ ミッ ット"'),
        ("日米G7", '"日米 米 G7"'),
        ("Akazawa 関税", '"Akazawa" AND "関税"'),
        ('"trade deal" 米', '"trade deal" AND "米" *'),
        ("“trade deal”　日米", '"trade deal" AND "日米"'),
        ('an odd "quote', '"an" AND "odd" AND "quote"'),
        ("a AND b*", '"a" AND "AND" AND "b"'),
        ("title:x -y ^z (NEAR)", '"title x" AND "y" AND "z" AND "NEAR"'),
        ("関税、", '"関税"'),
        ("", NOTHING),
        ("!!! ？", NOTHING),
        ('""', NOTHING),
    ],
)
def test_a_query_is_cut_the_same_way(query: str, expression: str) -> None:
    assert cut_query(query) == expression


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("日米首脳会談", "日米", True),
        ("日米首脳会談", "談", True),
        ("日米首脳会談", "米日", False),
        ("北米G7サミット", "米G7サミ", True),
        ("税率は15％に", "15%", True),
        ("税率は115%に", "15%", False),
        ("15人と20%", "15%", False),
        ("赤沢大臣", "赤澤", True),
        ("Akazawa's talks", "AKAZAWA", True),
        ("tariffs on cars", "tariff", False),
        ("trade of the deal", '"trade deal"', False),
        ("a trade deal", '"trade deal"', True),
        ("関税", "", False),
    ],
)
def test_what_is_found(index: sqlite3.Connection, text: str, query: str, found: bool) -> None:
    index.execute("INSERT INTO f VALUES (?)", (cut(text),))
    assert (index.execute("SELECT count(*) FROM f WHERE words MATCH search_words(?)", (query,)).fetchone()[0] == 1) is found
    assert holds(cut(text), query) is found


def test_no_phrase_reaches_from_one_field_into_the_next(index: sqlite3.Connection) -> None:
    words = cut_fields("日米の関税", None, "交渉 trade", "deal")
    assert words == f"日米 米の の関 関税 税 {BREAK} 交渉 渉 trade {BREAK} deal"
    index.execute("INSERT INTO f VALUES (?)", (words,))
    for query, found in (("税交", 0), ('"trade deal"', 0), ("交渉 deal", 1)):
        assert index.execute("SELECT count(*) FROM f WHERE words MATCH search_words(?)", (query,)).fetchone()[0] == found


def test_datasettes_own_escape_is_replaced_and_null_finds_nothing(index: sqlite3.Connection) -> None:
    assert index.execute("SELECT escape_fts('日米関税'), search_words(NULL)").fetchone() == ('"日米 米関 関税"', NOTHING)


def test_folding_twice_changes_nothing_more() -> None:
    text = "ｶﾞ㍑…赤澤①Ⅳ\u200bＡé\u00ad"
    assert fold(fold(text)) == fold(text) == "ガリットル...赤沢1IVAé"
