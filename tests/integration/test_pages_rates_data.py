"""`/rates` for programs: the same answers as the canned query's, in every form, and nothing that came to be known later."""

from __future__ import annotations

import csv
import io
import json

import pytest
from publish_stock import baseline_database, get, page

STATES = ("", "?on=2025-08-20&known=2025-08-20", "?on=2025-10-01&known=2025-06-01&normal_duty=2.5", "?on=2025-03-01", "?on=2024-01-01")


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    return baseline_database(tmp_path_factory.mktemp("bare"))


@pytest.mark.parametrize("state", STATES)
def test_every_form_has_the_answers_of_the_canned_query(bare, state):
    rows, lines, table, asked = get(
        bare, f"/rates.json{state}", f"/rates.jsonl{state}", f"/rates.csv{state}", f"/tracker/rates_as_of.json{state or '?'}&_shape=array"
    )
    found = rows.json()
    assert [json.loads(line) for line in lines.text.splitlines()] == found
    assert [row["product_class"] for row in csv.DictReader(io.StringIO(table.text))] == [row["product_class"] for row in found]
    want = {row["product_class"]: row for row in asked.json()}
    assert {row["product_class"] for row in found} == set(want)
    for row in found:
        theirs = want[row["product_class"]]
        assert row["rate_id"] == theirs["id"]
        assert (row["announced"], row["undated"]) == (json.loads(theirs["announced"]), json.loads(theirs["undated"]))
        for name in ("kind", "total_percent", "normal_duty", "rate_percent", "basis", "effective_from", "effective_to", "instrument"):
            assert row[name] == theirs[name], name


def test_no_row_names_an_event_or_a_text_that_came_later(bare):
    (rows,) = get(bare, "/rates.json?on=2025-08-20&known=2025-08-20")
    assert {(row["on"], row["known"]) for row in rows.json()} == {("2025-08-20", "2025-08-20")}
    for row in rows.json():
        assert not {"later_en", "later_ja", "known_to"} & set(row)
        if row["event_id"]:
            assert row["event_id"][:10] <= "2025-08-20"


def test_spreadsheets_caches_and_mistakes(bare):
    plain, marked, wrong, wrong_csv = get(bare, "/rates.csv", "/rates.csv?bom=1", "/rates.json?on=soon", "/rates.csv?normal_duty=much")
    assert marked.text == "\ufeff" + plain.text
    assert plain.headers["content-disposition"] == 'attachment; filename="rates.csv"'
    assert "s-maxage=" in plain.headers["cache-control"] and plain.headers["access-control-allow-origin"] == "*"
    assert [one.status_code for one in (wrong, wrong_csv)] == [400, 400]
    assert wrong.json()["ok"] is False


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_the_pages_lead_to_them_with_their_days_named(bare, lang):
    for path in ("/rates?on=2025-08-20&known=2025-09-01&normal_duty=2.5", "/rates/autos?on=2025-08-20&known=2025-09-01&normal_duty=2.5"):
        markup = page(bare, path, lang)
        for ending in ("json", "jsonl", "csv"):
            assert f'href="/rates.{ending}?on=2025-08-20&amp;known=2025-09-01&amp;normal_duty=2.5' in markup
        assert "bom=1" in markup and "/tracker/rates_as_of?on=2025-08-20" in markup
