"""An event's trail in words, and what stands around an event, without a server."""

import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from db.queries.event_page import MergedEvent
from db.records import HistoryRow
from tracker.events.settle import AGAIN, MERGED_BY_PROGRAM, NO_ITEMS
from tracker.labels import read_labels
from tracker.publish.language import Choice, Words
from tracker.publish.names import gap_said
from tracker.publish.reader import Reader, Said
from tracker.publish.trail import LAST, events_named, trail

WORDS = Words(tomllib.loads((Path(str(files("tracker.publish"))) / "words.toml").read_text(encoding="utf-8")))
READERS = {lang: Reader(Choice(lang), WORDS, read_labels()) for lang in ("en", "ja")}
AT = "2026-10-09T03:00:00Z"


def row(field, before, after, why=""):
    return HistoryRow("e", AT, field, before, after, why)


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("why", [AGAIN, MERGED_BY_PROGRAM, NO_ITEMS])
def test_reasons_of_the_program_are_told_in_both_languages(lang, why):
    (line,) = trail(READERS[lang], [row("merged_into", None, "f", why)], (), {})
    assert line.event == "f" and line.why and line.by == ""
    assert line.why.isascii() is (lang == "en")


def test_a_persons_reason_stays_as_it_was_written():
    (line,) = trail(READERS["en"], [row("split", None, "f", "A. Editor: 別の件")], (), {"f": (None, "題")})
    assert (line.by, line.why, line.event, line.title) == ("A. Editor: 別の件", "", "f", Said("題", "ja"))


def test_a_split_event_names_the_one_that_it_was_part_of():
    opened = row("status", None, "reported", "split from 2026-10-05-r-1 by A. Editor: it is another day's")
    (line,) = trail(READERS["en"], [opened], (), {})
    assert (line.event, line.by) == ("2026-10-05-r-1", "A. Editor: it is another day's")
    assert events_named([opened, row("merged_into", None, "f")]) == ("f", "2026-10-05-r-1")


def test_values_are_told_in_words_and_texts_in_their_own_language():
    rows = [row("relation", "measure", "response"), row("date", "2026-10-08", "2026-10-09"), row("title_ja", None, "題")]
    rows.append(row("topics", "[]", "[1]"))
    lines = {line.said: (line.before, line.after) for line in trail(READERS["en"], rows, (), {})}
    assert list(lines.values()) == [
        (Said("", "ja"), Said("題", "ja")),
        (Said("8 October 2026", "en"), Said("9 October 2026", "en")),
        (Said("Measure", "en"), Said("Response", "en")),
    ]


def test_the_newest_stands_first_and_what_was_merged_stands_among_it():
    merged = [MergedEvent("g", "Gone", None, "2026-10-10T00:00:00Z", MERGED_BY_PROGRAM)]
    lines = trail(READERS["en"], [row("status", None, "reported", "opened")], merged, {})
    assert [line.event for line in lines] == ["g", ""]
    assert lines[0].title == Said("Gone", "en") and lines[1].by == ""
    assert len(trail(READERS["en"], [row("date", None, "2026-10-09")] * (LAST + 5), (), {})) == LAST


@pytest.mark.parametrize(
    ("days", "en", "ja"), [(0, "the same day", "同日"), (1, "1 day later", "1日後"), (-14, "14 days earlier", "14日前")]
)
def test_days_between_events_are_told_in_words(days, en, ja):
    assert (gap_said(READERS["en"], days), gap_said(READERS["ja"], days)) == (en, ja)
