"""What the pages make of rows, without a server."""

import tomllib
from pathlib import Path

import pytest

from db.records import EvidenceRow
from tracker.labels import read_labels
from tracker.publish.frame import age
from tracker.publish.language import Choice, Words
from tracker.publish.reader import Reader
from tracker.publish.reasons import reason_lines
from tracker.publish.tables import to_csv, to_json
from tracker.publish.view_sources import StateCount

WORDS = Path(__file__).resolve().parents[2] / "tracker" / "publish" / "words.toml"


@pytest.fixture(scope="module")
def readers():
    words = Words(tomllib.loads(WORDS.read_text(encoding="utf-8")))
    return {lang: Reader(Choice(lang), words, read_labels()) for lang in ("en", "ja")}


@pytest.mark.parametrize(
    ("text", "precision", "en", "ja"),
    [
        ("2025-04-16", "day", "16 April 2025", "2025年4月16日"),
        ("2025-04-16", "month", "April 2025", "2025年4月"),
        ("2025-04-16", "year", "2025", "2025年"),
        ("", "day", "", ""),
        (None, "day", "", ""),
        ("someday", "day", "someday", "someday"),
    ],
)
def test_days_are_said_down_to_their_precision(readers, text, precision, en, ja):
    assert readers["en"].day(text, precision) == en
    assert readers["ja"].day(text, precision) == ja


def test_moments_are_utc_in_english_and_japans_time_in_japanese(readers):
    assert readers["en"].moment("2025-04-16T20:30:00Z") == "16 Apr 2025, 20:30 UTC"
    assert readers["ja"].moment("2025-04-16T20:30:00Z") == "2025年4月17日 5:30（日本時間）"
    assert readers["en"].moment("2025-04-16") == "16 Apr 2025"
    assert readers["en"].moment("2025-04-16Tx") == "2025-04-16Tx"


def test_a_title_is_said_in_the_readers_language_first(readers):
    assert [said.lang for said in readers["ja"].pair("Talks", "協議")] == ["ja", "en"]
    assert [said.text for said in readers["en"].pair(None, "協議")] == ["協議"]
    assert readers["en"].pick(None, None).text == ""


def test_a_value_without_a_label_stands_for_itself(readers):
    assert readers["en"].label("relation", "agreement") == "Agreement"
    assert readers["ja"].label("relation", "agreement") == "合意"
    assert readers["en"].label("relation", "brawl") == "brawl"
    assert readers["en"].label("nothing", None) == ""


def test_numbers_say_no_more_than_they_know(readers):
    r = readers["en"]
    assert [r.percent(value) for value in (15, 12.5, 0, None)] == ["15%", "12.5%", "0%", "–"]
    assert [r.signed(value) for value in (1.5, -0.4)] == ["+1.50", "−0.40"]
    assert (r.n("found", 1), r.n("found", 1234)) == ("1 found.", "1,234 found.")


@pytest.mark.parametrize(
    ("clock", "said"),
    [
        (None, "Nothing has been polled or decided yet."),
        ("2026-10-10T12:00:00Z", "(just now)"),
        ("2026-10-10T11:59:00Z", "(1 minute ago)"),
        ("2026-10-10T09:00:00Z", "(3 hours ago)"),
        ("2026-10-07T12:00:00Z", "(3 days ago)"),
        ("2026-10-11T12:00:00Z", "(just now)"),
    ],
)
def test_every_page_says_how_old_its_data_is(readers, clock, said):
    assert said in age(readers["en"], clock, "2026-10-10T12:00:00Z")


def test_reasons_with_several_places_are_one_reason(readers):
    evidence = [
        EvidenceRow(0, "bias", -1.0),
        EvidenceRow(2, "tariff_home", 0.0, "関税", "body", 4, 6),
        EvidenceRow(1, "tariff_home", 2.0, "関税", "title", 0, 2),
        EvidenceRow(3, "tariff_home + rate", 0.0, "15%", "title", 3, 6),
    ]
    lines = reason_lines(readers["en"], evidence)
    assert [(line.number, line.first, line.weight) for line in lines] == [(1, True, -1.0), (2, True, 2.0), (2, False, 0.0), (3, True, 0.0)]
    assert lines[0].name == "Starting point"


def test_rows_for_programs_keep_their_types_and_start_no_formula():
    rows = [StateCount("=HYPERLINK(1)", 3)]
    assert to_json(rows) == '[{"value":"=HYPERLINK(1)","count":3}]'
    assert to_csv(rows, StateCount) == "value,count\r\n'=HYPERLINK(1),3\r\n"
    assert to_csv([StateCount("-5", -5)], StateCount).endswith("'-5,-5\r\n")
