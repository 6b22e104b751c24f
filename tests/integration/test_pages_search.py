"""Search in both languages, from our page and from Datasette's own box."""

import re

import pytest
from publish_stock import baseline_database, filled_database, get, pack, page


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    return baseline_database(tmp_path_factory.mktemp("bare"))


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    return filled_database(tmp_path_factory.mktemp("filled"))


def holding(word):
    """The baseline's events in whose own texts a word stands, as LIKE would find them."""
    return {e.id for e in pack().events if word in "\n".join((e.title_en or "", e.title_ja or "", e.summary_en or "", e.summary_ja or ""))}


@pytest.mark.parametrize("word", ["関税", "日米", "合意", "赤沢", "投資", "ベッセント", "米", "15%"])
def test_trap_27_datasettes_box_and_our_page_find_japanese_words(bare, word):
    wanted = holding(word)
    assert wanted
    quoted = word.replace("%", "%25")
    (table,) = get(bare, f"/tracker/events.json?_search={quoted}&_shape=array&_size=max")
    found = {row["id"] for row in table.json()}
    assert wanted <= found
    listed = set(re.findall(r'href="/event/([^"]+)"', page(bare, f"/search?q={quoted}")))
    assert listed == found


def test_hits_are_newest_first_with_the_words_marked_in_both_titles(filled):
    markup = page(filled, "/search?q=tariff")
    assert "<mark>Tariff</mark> refund" in markup
    dates = re.findall(r'<p class="meta">(\d+ \w+ \d{4})', markup)
    assert dates
    assert 'class="chip">Report</span>' in markup
    assert 'class="chip">Event</span>' in markup
    assert "<mark>関税</mark>" in page(filled, "/search?q=関税", "ja")


@pytest.mark.parametrize("q", ['"', "AND", "NEAR(", "a*b", "-x", "title:x", "' OR 1=1", "%", "　", "(" * 50])
def test_no_query_is_an_error(filled, q):
    (response,) = get(filled, "/search", params={"q": q})
    assert response.status_code == 200
    (response,) = get(filled, "/tracker/events.json", params={"_search": q})
    assert response.status_code == 200


def test_nothing_is_searched_for_before_something_is_asked(filled):
    markup = page(filled, "/search")
    assert "found" not in re.sub(r"<[^>]+>", "", markup.split("</form>")[1]).lower()
