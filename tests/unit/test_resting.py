"""On what a change bears, and by which newer source a mark is settled."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from db.resting_rows import LaterReport, OpenMark
from tracker.resting import figures_at_stake, reach_of, settled_by_source

CUT = json.dumps([{"class": "rate", "before": "24%", "after": "15%"}])
GONE = json.dumps([{"class": "negation", "before": "will", "after": "will not"}])
MARK = OpenMark(1, "event", "e", 7, "report", "2026-10-01T00:00:00Z", CUT, False, "Kyodo", "wire", "en", None, False, None)
LATER = LaterReport(8, "Times Group", "press", "en", "The order keeps the tariff at 24 percent.")


@pytest.mark.parametrize(
    ("kind", "reasons", "reach"),
    [
        ("edited", {"rate"}, ("event", "rate", "claim")),
        ("edited", {"quotation", "person_or_office"}, ("event", "claim")),
        ("edited", {"quotation", "deadline"}, ("event", "rate", "claim")),
        ("withdrawn", set(), ("event", "rate", "claim")),
        ("returned", set(), ()),
        ("returned", {"rate"}, ("event", "rate", "claim")),
    ],
)
def test_a_change_bears_on_a_rate_only_where_it_may_change_one(kind: str, reasons: set[str], reach: tuple[str, ...]) -> None:
    assert reach_of(kind, reasons) == reach


def test_the_figures_at_stake_are_those_that_went_and_those_that_came() -> None:
    stake = figures_at_stake(json.dumps([{"class": "rate", "before": "１５％と24％", "after": "15%"}]), "ja")
    assert (stake.gone, stake.come) == ({("rate", "24%")}, frozenset())
    assert figures_at_stake(GONE, "en").gone == frozenset() == figures_at_stake("[]", "en").come


def said(mark: OpenMark, *reports: LaterReport) -> tuple[str, int | None] | None:
    found = settled_by_source(mark, reports)
    return None if found is None else (found.by, found.item_id)


@pytest.mark.parametrize(
    ("report", "settles"),
    [
        (LATER, True),
        (replace(LATER, lang="ja", text="大統領令は関税率を２４％に据え置く。"), True),
        (replace(LATER, family="Kyodo"), False),  # its own house says it again
        (replace(LATER, family="Kyodo", tier="primary"), True),  # a ministry is as good as its own
        (replace(LATER, text="The order sets the tariff at 15 percent."), False),  # the change is confirmed, not what was concluded
        (replace(LATER, text="The tariff falls from 24 percent to 15 percent."), False),
        (replace(LATER, text="Talks go on."), False),
    ],
)
def test_somebody_else_has_to_say_again_what_the_change_took_away(report: LaterReport, settles: bool) -> None:
    assert said(MARK, report) == (("source", 8) if settles else None)


def test_without_a_figure_only_an_official_text_settles_what_was_not_official() -> None:
    mark = replace(MARK, reasons=GONE)
    official = replace(LATER, tier="primary", text="The agreement stands.")
    assert said(mark, LATER) is None and said(mark, LATER, official) == ("source", 8)
    assert said(replace(mark, tier="primary"), official) is None
    assert said(replace(mark, reasons="[]"), official) == ("source", 8), "withdrawn"


def test_a_text_that_went_back_settles_its_own_change() -> None:
    assert said(replace(MARK, back=True)) == ("source", 7)


def test_a_rate_and_a_claim_are_settled_by_a_later_check_a_person_or_with_their_event() -> None:
    rate = replace(MARK, kind="rate", via="citation", checked_on="2026-10-01")
    assert said(rate, LATER) is None, "checked on the day of the change: before it, for all one knows"
    assert said(replace(rate, checked_on="2026-10-02")) == ("source", None)
    assert said(replace(rate, decided=True)) == ("person", None)
    assert said(replace(rate, via="event")) is None
    assert said(replace(rate, via="event", event_settled="2026-10-03T00:00:00Z")) == ("source", None)
    assert said(replace(rate, kind="claim", checked_on="2026-11-01")) == ("source", None)
