"""What the pages make of rows, without a server."""

import tomllib
from pathlib import Path

import pytest

from db.queries.days import DayCount
from db.records import EvidenceRow
from feeds.schedule import Wish, next_check_why
from tracker.labels import read_labels
from tracker.publish.frame import age
from tracker.publish.language import Choice, Words
from tracker.publish.reader import Reader
from tracker.publish.reasons import reason_lines
from tracker.publish.tables import to_csv, to_json
from tracker.publish.why_said import why_said

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
    assert (r.n("items_n", 1), r.n("items_n", 1234)) == ("1 report", "1,234 reports")


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
    rows = [DayCount("=HYPERLINK(1)", 3)]
    assert to_json(rows) == '[{"day":"=HYPERLINK(1)","count":3}]'
    assert to_csv(rows, DayCount) == "day,count\r\n'=HYPERLINK(1),3\r\n"
    assert to_csv([DayCount("-5", -5)], DayCount).endswith("'-5,-5\r\n")


@pytest.mark.parametrize("failures", [0, 0.25, 3.5, 1000, 1e9])
@pytest.mark.parametrize("by", ["", "Cache-Control", "Retry-After", "ttl", "block"])
@pytest.mark.parametrize("wait_s", [0, 5400, 6 * 3600, 86400])
def test_why_a_source_is_asked_when_it_is_can_be_read_in_japanese(readers, failures, by, wait_s):
    why = next_check_why(3600, Wish(wait_s, by), failures)
    said = why_said(readers["ja"], why)
    assert said.lang == "ja", why
    assert said.text.startswith("60分ごと")
    assert not {"every", "server", "failures", "h", "min"} & set(said.text.replace("（", " ").split())
    assert why_said(readers["en"], why).text == why


def test_a_reason_that_japanese_lacks_stays_as_it_is(readers):
    assert why_said(readers["ja"], "because; every 60 min") == why_said(readers["en"], "because; every 60 min")
    blocked = "every 2.5 h, but it blocks us, and is left alone for 6 h"
    assert why_said(readers["ja"], blocked).text == "2.5時間ごと。拒まれているため6時間は控える"
    ours = "nothing could be reached in this round, so our own network is looked at again soon"
    assert why_said(readers["ja"], ours).lang == "ja"
