"""Rates: the checked questions are answered right by the page, and the kinds of answer are told apart."""

import json
import re
from html import unescape
from pathlib import Path

import pytest
from publish_stock import baseline_database, get, page

CHECKS = [json.loads(line) for line in (Path(__file__).parents[1] / "data" / "rates_checks.jsonl").read_text("utf-8").splitlines()]
KINDS = {
    "no_extra_duty": "No extra duty", "no_law_known": "No law known", "not_checked": "Not checked", "before_table": "Before the table",
}  # fmt: skip


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    return baseline_database(tmp_path_factory.mktemp("bare"))


def row(markup, product_class):
    found = re.search(rf'<tr role="row" id="{product_class}".*?</tr>', markup, re.S)
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found[0]))), found[0]


@pytest.mark.parametrize("check", CHECKS, ids=[f"{check['class']}-{check['on']}-{check['known']}" for check in CHECKS])
def test_the_page_gives_the_checked_answers(bare, check):
    duty = check["normal_duty"]
    path = f"/rates?on={check['on']}&known={check['known']}&normal_duty={'' if duty is None else duty}"
    text, markup = row(page(bare, path), check["class"])
    total = re.search(r'class="number total"[^>]*>(.*?)</td>', markup, re.S)[1].strip()
    if check["answer"] is None:
        assert KINDS[check["kind"]] in total
    else:
        assert total == f"{check['answer']:g}%"
    if check["kind"] != "rate":
        assert KINDS[check["kind"]] in text


def test_today_is_asked_where_nothing_is(bare):
    markup = page(bare, "/rates")
    assert "Duty on goods that enter on 10 October 2026, as it could be known at the end of 10 October 2026." in markup
    text, _ = row(markup, "autos")
    assert "15% in total, the normal duty included" in text
    assert "9 Oct 2026" in text
    assert "Federal Register" in text


def test_what_was_only_announced_stands_apart(bare):
    markup = page(bare, "/rates?on=2025-08-01&known=2025-08-01")
    law, beside = markup.split('id="beside"')
    assert "25% on top of the normal duty" in row(law, "autos")[0]
    assert "Announced" in beside
    assert "15%" in beside


def test_the_questions_that_make_no_sense_are_refused(bare):
    for query in ("on=2025-02-30", "known=today", "normal_duty=much", "normal_duty=-1", "normal_duty=nan", "normal_duty=1e9"):
        (response,) = get(bare, f"/rates?{query}")
        assert response.status_code == 400, query
        assert "can’t be read as" in response.text or "can&#39;t be read as" in response.text


def test_the_page_leads_to_the_same_answer_as_sql(bare):
    markup = page(bare, "/rates?on=2025-08-01&known=2025-08-01&normal_duty=2.5")
    href = unescape(re.search(r'href="(/tracker/rates_as_of\?[^"]+)"', markup)[1]).replace("?", ".json?")
    (response,) = get(bare, f"{href}&_shape=array")
    answers = {each["product_class"]: each["total_percent"] for each in response.json()}
    assert answers["autos"] == 27.5


def test_a_rate_names_no_event_that_could_not_be_known_by_then(bare):
    proclaimed = 'href="/event/2025-03-26-auto-tariff-proclaimed"'
    assert proclaimed not in row(page(bare, "/rates?on=2025-03-10&known=2025-03-10"), "autos")[1]
    assert proclaimed not in row(page(bare, "/rates?on=2025-03-10&known=2025-03-25"), "autos")[1]
    assert proclaimed in row(page(bare, "/rates?on=2025-03-10&known=2025-03-26"), "autos")[1]
