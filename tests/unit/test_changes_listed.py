"""One list of two, and differences cut to what a page can show: without a server."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.change_rows import ItemChange, OwnChange
from tracker.diff.compare import compare
from tracker.diff.types import RevisionText
from tracker.errors import BadParameter
from tracker.labels import read_labels
from tracker.publish.language import Choice, Words
from tracker.publish.listed import Cursor, cursor_of, merged
from tracker.publish.marked_diff import KEPT, MOST_ROWS, shown_fields
from tracker.publish.reader import Reader

WORDS = Words(tomllib.loads((Path(__file__).parents[2] / "tracker" / "publish" / "words.toml").read_text(encoding="utf-8")))
READER = Reader(Choice("en"), WORDS, read_labels())
CHANGE = ItemChange(
    1,
    1,
    "https://x.test/1",
    "x",
    "2026-01-01T00:00:00Z",
    "edited",
    True,
    "none",
    "[]",
    "A",
    "B",
    None,
    "",
    "",
    1,
    2,
    "en",
    "B",
    1,
    2,
    "entry",
)
OURS = OwnChange(1, "2026-01-01T00:00:00Z", "p 1", "events", "e", ("title_en",), True, False, False)
DAYS = st.integers(1, 28).map(lambda day: f"2026-01-{day:02}T00:00:00Z")
TEXTS = st.text(alphabet="ab 関税。.\n", max_size=200)


@given(st.lists(DAYS, max_size=12), st.lists(DAYS, max_size=12), st.integers(1, 30))
def test_two_lists_become_one_in_order_and_go_on_where_they_stopped(theirs, ours, limit):
    dated = [(at, number) for number, at in enumerate(sorted(theirs), start=1)]
    changes = [replace(CHANGE, change_id=number, observed_at=at) for at, number in sorted(dated, reverse=True)]
    own = [replace(OURS, installed_at=at, id=f"e{number}") for number, at in enumerate(sorted(ours, reverse=True))]
    every = merged(READER, changes, own, Cursor(), 100)
    assert [row.observed_at for row in every] == sorted((*theirs, *ours), reverse=True)
    first = merged(READER, changes, own, Cursor(), limit)
    assert first == every[:limit]
    if first:
        start = cursor_of(first[-1].cursor)
        left = changes[[row.change_id for row in changes].index(start.change) + 1 :] if start.change else changes
        assert merged(READER, left, own[start.own :], start, 100) == every[limit:]


@pytest.mark.parametrize("text", ["x", "1", "-1-2", "1-", "1--2", "٣-1", "1-1-1"])
def test_a_cursor_that_is_none_is_refused(text):
    with pytest.raises(BadParameter):
        cursor_of(text)


def test_the_empty_cursor_is_the_start():
    assert cursor_of("") == Cursor() and cursor_of("12-3") == Cursor(12, 3)


@given(TEXTS, TEXTS)
def test_what_a_page_shows_of_a_short_difference_is_all_of_both_texts(before, after):
    old = RevisionText(body=before)
    for field in shown_fields(compare(old, RevisionText(body=after), ""), old):
        runs = field.inline
        assert "".join(run.text for run in runs if run.op != "insert") == before
        assert "".join(run.text for run in runs if run.op != "delete") == after


def test_long_stretches_that_stayed_are_cut_and_counted():
    stayed = "One more word. " * 1500
    old = RevisionText(body=f"{stayed}15%{stayed}end")
    (field,) = shown_fields(compare(old, RevisionText(body=f"{stayed}25%{stayed}end"), "en"), old)
    for runs in (field.inline, field.rows[0].before, field.rows[0].after):
        assert sum(run.left_out for run in runs) > 20_000
        assert sum(len(run.text) for run in runs) < 4 * KEPT + 50
    assert "".join(run.text for run in field.inline if run.op == "insert").strip("%") in "25"


def test_a_text_of_very_many_lines_is_cut_and_says_so():
    old = RevisionText(body="\n".join(f"{n} old" for n in range(5000)))
    (field,) = shown_fields(compare(old, RevisionText(body="\n".join(f"{n} new {n}" for n in range(5000))), "en"), old)
    assert len(field.rows) == MOST_ROWS and field.more > 0
