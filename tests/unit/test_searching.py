"""Other words for what was searched, and what is most about it."""

from db.search_text import NOTHING, either
from tests.publish_stock import pack
from tracker.publish.other_words import exact_terms, nearest, wide_terms
from tracker.publish.relevance import by_relevance


def test_words_that_name_a_concept_are_joined_by_its_other_names():
    (term,) = wide_terms("auto tariffs", pack().concepts)
    assert term[0] == "auto tariffs" and {"car tariffs", "自動車関税"} <= set(term)
    (term,) = wide_terms("自動車関税", pack().concepts)
    assert "car tariffs" in term


def test_what_is_quoted_stays_as_it_is_and_other_words_have_their_plural():
    assert wide_terms('"auto tariffs"', pack().concepts) == (("auto tariffs",),)
    assert wide_terms("zebras wing glass", ()) == (("zebras", "zebra"), ("wing", "wings"), ("glass",))
    assert exact_terms('a "b c" d') == (("a",), ("b c",), ("d",))


def test_terms_become_an_expression():
    assert either([("関税", "tariff"), ("15%",)]) == '("関税" OR "tariff") AND ("15 \ue025")'
    assert either([("…", "")]) == either([]) == NOTHING


def test_a_slip_finds_the_nearest_name():
    assert nearest("tarifs", ("tariff", "rice", "関税"))[0] == "tariff"
    assert nearest("xyzzy", ("tariff", "rice")) == ()


def test_titles_and_rare_words_count_more_and_equals_keep_their_order():
    texts = [
        ("the weather", "a tariff, said in passing among many other words"),
        ("tariff on rice", ""),
        ("tariff", "tariff on cars"),
        ("x", ""),
    ]
    assert by_relevance(texts, [("tariff",), ("rice",)])[0] == 1
    assert by_relevance(texts, [("tariff",)])[0] == 2
    assert by_relevance([("a", ""), ("a", ""), ("a", "")], [("a",)]) == (0, 1, 2)
    assert by_relevance([], [("a",)]) == ()
