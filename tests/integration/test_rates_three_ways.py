"""The canned query, the command, the pure rules and the page give one answer: on the checked questions and on every day of change."""

import itertools
import json
import re
from datetime import date, timedelta
from html import unescape
from pathlib import Path

import pytest
from click.testing import CliRunner
from publish_stock import baseline_database, get, pack, page

from tracker.cli.main import main
from tracker.rate_days import learned, segments
from tracker.rates import rate_on

CHECKS = [json.loads(line) for line in (Path(__file__).parents[1] / "data" / "rates_checks.jsonl").read_text("utf-8").splitlines()]
KINDS = ("rate", "no_extra_duty", "no_law_known", "not_checked", "before_table")
DUTIES = (0.0, 2.5, 15.0, 25.0, 16.4, None)
# Written by hand from the orders, proclamations and notices themselves: class, entry, known, normal duty, total (None: a kind without one).
BY_HAND = (
    ("autos", "2025-04-02", "2026-10-09", 2.5, 2.5), ("autos", "2025-04-03", "2025-03-25", 2.5, 2.5),
    ("autos", "2025-04-03", "2025-03-26", 2.5, 27.5), ("autos", "2025-08-01", "2025-06-01", 2.5, 27.5),
    ("autos", "2025-08-07", "2026-10-09", 2.5, 27.5), ("autos", "2025-09-15", "2026-10-09", 2.5, 27.5),
    ("autos", "2025-09-16", "2025-09-14", 2.5, 27.5), ("autos", "2025-09-16", "2025-09-15", 2.5, 15.0),
    ("autos", "2025-09-16", "2026-10-09", 0.0, 15.0), ("autos", "2026-08-01", "2026-10-09", 25.0, 25.0),
    ("autos", "2025-05-01", "2026-10-09", 25.0, 50.0), ("auto_parts", "2025-05-02", "2026-10-09", 2.5, 2.5),
    ("auto_parts", "2025-05-03", "2026-10-09", 2.5, 27.5), ("auto_parts", "2025-09-16", "2025-08-08", 2.5, 27.5),
    ("auto_parts", "2025-09-16", "2025-09-05", 2.5, 27.5), ("auto_parts", "2025-09-16", "2025-09-15", 2.5, 15.0),
    ("steel", "2025-03-11", "2026-10-09", 0.0, 0.0), ("steel", "2025-03-12", "2026-10-09", 0.0, 25.0),
    ("steel", "2025-06-03", "2026-10-09", 0.0, 25.0), ("steel", "2025-06-04", "2025-06-02", 0.0, 25.0),
    ("steel", "2025-06-04", "2025-06-03", 0.0, 50.0), ("steel", "2026-05-01", "2026-10-09", 0.0, 50.0),
    ("aluminum", "2025-02-01", "2025-02-01", 3.0, 13.0), ("aluminum", "2025-03-12", "2025-02-10", 3.0, 28.0),
    ("aluminum", "2025-06-04", "2026-10-09", 3.0, 53.0), ("reciprocal_baseline", "2025-04-04", "2026-10-09", 3.0, 3.0),
    ("reciprocal_baseline", "2025-04-05", "2025-04-02", 3.0, 13.0), ("reciprocal_baseline", "2025-04-09", "2026-10-09", 3.0, 27.0),
    ("reciprocal_baseline", "2025-04-10", "2025-04-08", 3.0, 27.0), ("reciprocal_baseline", "2025-04-10", "2026-10-09", 3.0, 13.0),
    ("reciprocal_baseline", "2025-07-09", "2025-04-10", 3.0, 27.0), ("reciprocal_baseline", "2025-07-09", "2025-07-07", 3.0, 13.0),
    ("reciprocal_baseline", "2025-08-01", "2025-07-08", 3.0, 27.0), ("reciprocal_baseline", "2025-08-01", "2026-10-09", 3.0, 13.0),
    ("reciprocal_baseline", "2025-08-07", "2025-08-07", 3.0, 18.0), ("reciprocal_baseline", "2025-08-07", "2025-09-03", 3.0, 18.0),
    ("reciprocal_baseline", "2025-08-07", "2025-09-04", 3.0, 15.0), ("reciprocal_baseline", "2025-08-07", "2025-09-04", 16.4, 16.4),
    ("reciprocal_baseline", "2026-02-23", "2026-10-09", 3.0, 15.0), ("reciprocal_baseline", "2026-02-24", "2026-02-19", 3.0, 15.0),
    ("reciprocal_baseline", "2026-02-24", "2026-02-20", 3.0, 13.0), ("reciprocal_baseline", "2026-07-24", "2026-07-22", 3.0, None),
    ("reciprocal_baseline", "2026-07-24", "2026-07-23", 3.0, 12.5), ("reciprocal_baseline", "2026-07-24", "2026-10-09", 16.4, 16.4),
    ("reciprocal_baseline", "2024-12-31", "2026-10-09", 3.0, None), ("copper", "2025-08-01", "2025-07-30", 3.0, 53.0),
    ("copper", "2025-07-31", "2026-10-09", 3.0, None), ("pharma", "2026-07-30", "2026-10-09", 0.0, 0.0),
    ("pharma", "2026-07-31", "2026-04-02", 0.0, 15.0), ("pharma", "2026-07-31", "2026-04-01", 0.0, None),
    ("semiconductors", "2026-01-15", "2026-01-14", 0.0, 25.0), ("semiconductors", "2026-01-15", "2026-01-13", 0.0, 0.0),
    ("trucks", "2025-11-01", "2025-10-16", 25.0, None), ("trucks", "2025-11-01", "2025-10-17", 25.0, 50.0),
    ("lumber", "2025-10-14", "2026-10-09", 0.0, 10.0), ("wood_furniture", "2025-10-14", "2026-10-09", 2.5, 15.0),
    ("aircraft", "2025-09-15", "2025-09-14", 0.0, 15.0), ("aircraft", "2025-09-16", "2025-09-15", 0.0, 0.0),
    ("drones", "2026-09-03", "2026-10-09", 0.0, 15.0), ("farm_goods", "2025-11-13", "2025-11-13", 26.4, None),
    ("farm_goods", "2025-11-13", "2025-11-14", 26.4, 26.4),
)  # fmt: skip


@pytest.fixture(scope="module")
def bare(tmp_path_factory):
    return baseline_database(tmp_path_factory.mktemp("ways"))


def query(on, known, duty):
    return f"on={on}&known={known}&normal_duty={'' if duty is None else duty}"


def on_page(markup):
    """Every class's kind and total, as the page says them."""
    found = {}
    for name, kind, row in re.findall(r'<tr role="row" id="(\w+)" class="kind-(\w+)">(.*?)</tr>', markup, re.S):
        said = re.sub(r"<[^>]+>", "", re.search(r'class="number total"[^>]*>(.*?)</td>', row, re.S)[1]).strip()
        found[name] = kind, float(said.rstrip("%")) if said.endswith("%") else None
    return found


def on_sheet(markup):
    total = re.search(r'class="sheet-total">([\d.]+)%<', markup)
    kind = re.search(r'class="kind kind-(\w+)"', markup.partition('class="sheet-answer"')[2].partition("</p>")[0])
    return kind[1] if kind else "rate", float(total[1]) if total else None


@pytest.mark.parametrize("check", CHECKS, ids=[f"{one['class']}-{one['on']}-{one['known']}" for one in CHECKS])
def test_the_checked_questions_are_answered_right_by_query_command_page_and_sheet(bare, check):
    asked, want = query(check["on"], check["known"], check["normal_duty"]), (check["kind"], check["answer"])
    data, rates, sheet = get(bare, f"/tracker/rates_as_of.json?{asked}&_shape=array", f"/rates?{asked}", f"/rates/{check['class']}?{asked}")
    row = next(row for row in data.json() if row["product_class"] == check["class"])
    assert (row["kind"], row["total_percent"]) == want
    assert on_page(rates.text)[check["class"]] == want
    assert on_sheet(sheet.text) == want
    duty = [] if check["normal_duty"] is None else ["--normal-duty", str(check["normal_duty"])]
    words = ["--db", str(bare), "rates", "--on", check["on"], "--known", check["known"], "--class", check["class"], *duty, "--json"]
    (said,) = json.loads(CliRunner().invoke(main, words).output)
    assert (said["kind"], said["total_percent"]) == want


@pytest.mark.parametrize(("name", "on", "known", "duty", "total"), BY_HAND)
def test_rules_agree_with_what_was_read_in_the_texts_by_hand(name, on, known, duty, total):
    one = next(each for each in pack().classes if each.id == name)
    assert rate_on(pack().rates, one, on, known, duty).total == total


def boundaries(values):
    days = {date.fromisoformat(day) for day in values if day}
    return sorted({(day + timedelta(days=step)).isoformat() for day in days for step in (-1, 0, 1)})


def test_segments_and_what_was_learned_agree_with_single_answers_around_every_boundary():
    rates = pack().rates
    knowns = boundaries([day for row in rates for day in (row.known_from, row.known_to)])
    for one, known in itertools.product(pack().classes, knowns):
        found = segments(rates, one, known)
        own = [row for row in rates if row.product_class == one.id]
        for on in boundaries([one.table_from, *(day for row in own for day in (row.effective_from, row.effective_to))]):
            if on < one.table_from:
                continue
            holds = next(each for each in found if each.start <= on and (each.end is None or on < each.end))
            answer = rate_on(own, one, on, known)
            assert (holds.answer.kind, holds.answer.total) == (answer.kind, answer.total), (one.id, on, known)
            last = learned(own, one, on, known)[-1]
            assert (last.answer.kind, last.answer.total) == (answer.kind, answer.total)
            assert (last.known_from or "") <= known


def test_page_and_query_agree_around_every_boundary_of_knowledge(bare):
    """Each day around a change of knowledge, with each day of change in turn and each kind of normal duty."""
    knowns = boundaries([day for row in pack().rates for day in (row.known_from, row.known_to)])
    ons = boundaries([day for row in pack().rates for day in (row.effective_from, row.effective_to)])
    cases = list(zip(itertools.islice(itertools.cycle(ons), 5, None), knowns, itertools.cycle(DUTIES), strict=False))
    paths = [
        path
        for on, known, duty in cases
        for path in (f"/tracker/rates_as_of.json?{query(on, known, duty)}&_shape=array", f"/rates?{query(on, known, duty)}")
    ]
    answers = get(bare, *paths)
    for case, data, rates in zip(cases, answers[::2], answers[1::2], strict=True):
        want = {row["product_class"]: (row["kind"], row["total_percent"]) for row in data.json()}
        shown = on_page(rates.text)
        assert shown.keys() == want.keys()
        for name, (kind, total) in want.items():
            assert shown[name][0] == kind, (case, name)
            assert shown[name][1] == (None if total is None else pytest.approx(total, rel=1e-4)), (case, name)


def test_two_days_of_knowledge_show_what_was_changed_with_the_event_that_did_it(bare):
    markup = unescape(page(bare, "/rates?on=2025-08-20&known=2025-08-20&known_b=2025-10-01"))
    general = re.search(r'<tr role="row" class="differs-reciprocal_baseline">.*?</tr>', markup, re.S)[0]
    assert "<strong>18%</strong>" in general and "<strong>15%</strong>" in general and 'href="/event/2025-09-04-eo-14345"' in general


def test_car_parts_changed_by_announcement_only_between_8_august_and_5_september(bare):
    section = page(bare, "/rates?known=2025-08-08&known_b=2025-09-05").partition('class="comparison"')[2].partition("</section>")[0]
    assert "differs-auto_parts" not in section
    ended, new = re.findall(r'<li class="said-auto_parts">(.*?)</li>', section, re.S)
    assert "deal of 22 July 2025" in ended and "no longer standing" in ended
    assert "EO 14345" in new and 'href="/event/2025-09-04-eo-14345"' in new


def test_two_days_of_entry_are_compared_as_known_on_one(bare):
    section = (
        page(bare, "/rates?on=2025-09-15&on_b=2025-09-16&normal_duty=2.5").partition('class="comparison"')[2].partition("</section>")[0]
    )
    autos = re.search(r'differs-autos">(.*?)</tr>', section, re.S)[1]
    assert "27.5%" in autos and "15%" in autos and "−12.5 points" in autos
    assert "differs-steel" not in section


def test_a_sheet_says_since_when_the_answer_could_be_known_not_the_row(bare):
    markup = page(bare, "/rates/reciprocal_baseline?on=2025-08-20")
    said = re.search(r"<dt>Who could know it</dt><dd>(.*?)</dd>", markup)[1]
    assert said.startswith("anyone, since 4 September 2025")
    assert "since 20 February 2026" in said
