"""What pages say in schema.org's words: what they show and no more, in the page's language, and never as markup."""

from __future__ import annotations

import html
import json
import re

import pytest
from publish_stock import FIRST_ROUND, OPENED, SCRIPT, filled_database, get, page

from db.store.connect import open_store

MONTHS_LATER = "2025-07-01"


@pytest.fixture(scope="module")
def database(tmp_path_factory):
    return filled_database(tmp_path_factory.mktemp("linked"))


def nodes(markup):
    """The nodes of a page by type."""
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', markup, re.DOTALL)
    said = json.loads(data)
    assert said["@context"] == "https://schema.org"
    return {node["@type"]: node for node in said["@graph"]}


def texts(node):
    """Every text of a node that people read."""
    if isinstance(node, dict):
        return [text for name, value in node.items() if name[0] != "@" for text in texts(value)]
    return [text for one in node for text in texts(one)] if isinstance(node, list) else [str(node)]


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_an_event_says_its_name_day_and_texts_in_the_pages_language(database, lang):
    event = nodes(page(database, f"/event/{FIRST_ROUND}", lang))["Event"]
    assert event["inLanguage"] == lang
    assert ("赤沢" in event["name"]) == (lang == "ja") and ("赤沢" in event["alternateName"]) == (lang == "en")
    assert event["startDate"].startswith("2025-04-16")
    assert event["url"].endswith(f"/event/{FIRST_ROUND}?ui={lang}")
    kinds = {one["@type"] for one in event["subjectOf"]}
    assert kinds <= {"NewsArticle", "CreativeWork"} and all(one["headline"] for one in event["subjectOf"])


@pytest.mark.parametrize("path", [f"/event/{FIRST_ROUND}", f"/event/{FIRST_ROUND}?as_of={MONTHS_LATER}", f"/event/{OPENED}"])
@pytest.mark.parametrize("lang", ["en", "ja"])
def test_nothing_stands_there_that_the_page_does_not_show(database, path, lang):
    markup = page(database, path, lang)
    shown = html.unescape(re.sub(r"<script.*?</script>", "", markup, flags=re.DOTALL))
    ours = ("http://localhost", "Event", "NewsArticle", "CreativeWork")
    for text in texts([one for one in nodes(markup).values() if one["@type"] == "Event"]):
        moment = re.fullmatch(r"\d{4}-\d\d(-\d\d)?(T[\d:]+Z)?", text)
        assert text.startswith(ours) or moment or text in ("en", "ja") or text in shown, text


@pytest.mark.parametrize(("path", "above"), [(f"/event/{FIRST_ROUND}", "/timeline"), ("/rates/autos", "/rates")])
def test_the_way_to_a_page_leads_through_pages_that_are_there(database, path, above):
    steps = nodes(page(database, path))["BreadcrumbList"]["itemListElement"]
    assert [step["position"] for step in steps] == [1, 2, 3]
    addresses = [step["item"].removeprefix("http://localhost") for step in steps]
    assert [one.partition("?")[0] for one in addresses] == ["/", above, path]
    assert {answer.status_code for answer in get(database, *addresses)} == {200}


def test_what_a_source_wrote_ends_no_script_and_no_line(database):
    hostile = f"</script>{SCRIPT}\u2028<!--"
    with open_store(database) as store, store.atomic() as conn:
        conn.execute("UPDATE events SET title_en = ?, summary_en = ? WHERE id = ?", (hostile, hostile, OPENED))
    markup = page(database, f"/event/{OPENED}")
    (data,) = re.findall(r"<script(?:[^>]*)>(.*?)</script>", markup, re.DOTALL)
    assert "<" not in data and "\u2028" not in data
    assert nodes(markup)["Event"]["name"] == hostile
