"""Comparing takes a bounded time whatever a text is made of, and reads what changed in a page of one line."""

from __future__ import annotations

import time

import pytest

from tracker.diff.compare import apply, compare
from tracker.diff.furniture import line_kind, phrases
from tracker.diff.types import RevisionText

SIZE = 5_000_000
FILLER = "and the ministry goes on to say what it says on each of its pages about papers to be filed, "
LINE = "The duty on cars is 15%, that on trucks is 25%, and talks on rice go on, "
# What a page is made of, and what becomes of it: texts that took 20 to 47 s before there were bounds.
PAGES = {
    "one line, each word another": ("word ", "words "),
    "cells, each figure another": ("15 15 15 15 15 15 15 15 15 15\n", "16 16 16 16 16 16 16 16 16 16\n"),
    "one line of sentences": ("The duty is 15%. ", "The duty is 24%. "),
    "Japanese without an end": ("関税は", "税金を"),
}


def took_s(before: str, after: str, lang: str = "en") -> float:
    began = time.perf_counter()
    compare(RevisionText(body=before), RevisionText(body=after), lang)
    return time.perf_counter() - began


@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_any_make_takes_no_longer_per_character_than_one_of_a_tenth(page: str) -> None:
    unit, other = PAGES[page]
    lang = "ja" if "関" in unit else "en"
    small, large = (took_s(unit * (size // len(unit)), other * (size // len(unit)), lang) for size in (SIZE // 10, SIZE))
    assert large < 30 * max(0.05, small)  # quadratic work would take 100 times as long


@pytest.mark.parametrize(
    ("before", "after", "material"),
    [(LINE, LINE.replace("25%", "27.5%"), True), (LINE, LINE.replace("talks", "the talks"), False)],
)
def test_a_change_within_a_page_of_one_line_is_read_as_what_it_is(before: str, after: str, material: bool) -> None:
    one, other = (RevisionText(body=FILLER * 9_000 + changed + FILLER * 9_000) for changed in (before, after))
    found = compare(one, other, "en")
    assert apply(found, one) == other
    assert found.material == material, found.reasons
    assert not material or {(reason.before, reason.after) for reason in found.reasons} == {("25%", "27.5%")}


@pytest.mark.parametrize("said", ["n't", "It n't so", "ain't n't"])
def test_a_shortened_not_by_itself_is_compared(said: str) -> None:
    assert compare(RevisionText(body=said), RevisionText(body=f"{said} 5%"), "en").fields


def test_hostile_lines_of_stamps_and_counters_take_no_more_than_they_are_long():
    """Words that begin alike, stamps in a row and one long number: read in as many ways as there are, they took minutes."""
    lines = ("更新1" + "印刷" * 40 + "犬", "更新1 " + "曜日" * 40 + "犬", "→1面" * 90 + "x")
    assert [line_kind(line, edge=False) for line in lines] == ["", "", ""]
    for text in ("（9:00" + " 4月8日 9:00" * 800 + "犬", "1," * 9_000):
        assert list(phrases(text, text, False)) == []
