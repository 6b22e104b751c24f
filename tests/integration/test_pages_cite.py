"""Each page and canned query can be cited as it stands, and a citation leads back to it."""

from __future__ import annotations

import html
import re

import bibtexparser
import pytest
import rispy
from publish_stock import FIRST_ROUND, filled_database, get

PAGES = ("/timeline?topic=autos", f"/event/{FIRST_ROUND}", "/rates?on=2025-10-01&known=2025-06-01", "/changes", "/search?q=関税", "/about")


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    return filled_database(tmp_path_factory.mktemp("cite"))


@pytest.mark.parametrize("path", PAGES)
def test_a_page_leads_to_its_citation_and_that_back_to_the_page(database, path):
    page = get(database, path)[0].text
    links = [html.unescape(href) for href in re.findall(r'href="(/cite[^"]*)"', page)]
    assert len(links) == 3
    words, bibtex, ris = get(database, *links)
    assert words.headers["content-type"].startswith("text/plain")
    (entry,) = bibtexparser.parse_string(bibtex.text).entries
    (record,) = rispy.loads(ris.content.decode())
    url = record["urls"][0]
    assert url in words.text and url == entry["url"]
    assert "2026-10-10T12:00:00Z" in words.text and "pack p 1" in words.text
    assert get(database, url.removeprefix("http://localhost"))[0].status_code == 200


def test_a_canned_query_is_cited_with_its_parameters_in_both_languages(database):
    of = "/tracker/rates_as_of?on=2025-08-01&known=2025-09-05"
    english, japanese = (get(database, "/cite", params={"of": of, "format": form})[0].text for form in ("en", "ja"))
    for text in (english, japanese):
        assert "on=2025-08-01, known=2025-09-05" in text
    assert "「" in japanese and "閲覧" in japanese


@pytest.mark.parametrize("of", ["https://evil.test/", "//evil.test/", "javascript:alert(1)", "/\\evil.test"])
def test_what_is_not_ours_is_not_cited(database, of):
    response = get(database, "/cite", params={"of": of})[0]
    assert response.status_code == 400
    assert "access-control-allow-origin" not in response.headers
