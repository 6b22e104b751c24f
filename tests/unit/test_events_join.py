"""What one item reports: a known event, a new one, or none; its window, and the row of an event that it opens."""

from __future__ import annotations

import json
import math
from dataclasses import replace

import pytest
from event_items import event_of, event_row, item, the_model, with_items

from db.records import KnownEvent
from tracker.events.join import DAYS_AFTER, DAYS_BEFORE, ROWS, join, reasons, window
from tracker.events.opened import described, event_id, known_from, local_day, open_event, title
from tracker.events.types import Join, NoEvent, Open

CANCELLED = "2025-08-28-akazawa-trip-cancelled"


def called_off(number: int = 1, **more: object):
    return item("赤沢氏、10回目の訪米を急きょ取りやめ", "2025-08-28", "negotiation", "investment autos",
                summary="赤沢経済再生相は28日、訪米を取りやめた。", number=number, **more)  # fmt: skip


def survey(number: int = 1, day: str = "2025-05-14", **more: object):
    return item("自動車部品会社の調査で4割が関税の影響を懸念", day, "impact", "autos", summary="民間の調査会社が14日に公表した。",
                number=number, **more)  # fmt: skip


def test_a_report_of_a_baseline_event_joins_it_with_grounds_that_add_up() -> None:
    decision = join(called_off(), (), the_model())
    assert isinstance(decision, Join) and decision.event_id == CANCELLED
    total = sum(ground.weight for ground in decision.grounds)
    assert total == pytest.approx(math.log(decision.score / (1 - decision.score)), abs=1e-4)
    facts = {ground.fact for ground in decision.grounds}
    assert {"person", "act", "day", "relation"} <= facts
    person = next(ground for ground in decision.grounds if ground.fact == "person")
    assert "person.akazawa" in person.values


def test_grounds_are_stored_as_json_that_a_page_can_read() -> None:
    decision = join(called_off(), (), the_model())
    assert isinstance(decision, Join)
    rows = json.loads(reasons(decision.grounds))
    assert all(set(row) == {"fact", "values", "weight"} for row in rows)


def test_an_analysis_reports_no_event_whatever_it_speaks_of() -> None:
    column = replace(called_off(), relation="analysis")
    assert join(column, (with_items(CANCELLED),), the_model()) == NoEvent("analysis")


def test_an_undated_report_without_an_event_opens_none() -> None:
    undated = item("県内企業の関税アンケート 影響は4割", None, "impact", "reciprocal_tariff", origin="imported")
    assert join(undated, (), the_model()) == NoEvent("undated")
    assert window(undated, the_model()) is None


def test_a_link_that_is_not_sure_enough_opens_none() -> None:
    assert join(replace(survey(), score=0.6), (), the_model(), opens=0.8) == NoEvent("unsure_link")


def test_something_dated_that_no_event_covers_opens_one_named_by_its_item() -> None:
    decision = join(survey(), (), the_model())
    assert isinstance(decision, Open)
    event = decision.event
    assert event.id == event_id(survey(), "2025-05-14") and event.id.startswith("2025-05-14-r-") and len(event.id) == 21
    assert (event.origin, event.status, event.relation, event.anchor_id) == ("watched", "reported", "impact", the_model().anchor_id)
    assert (event.title_ja, event.title_en) == ("自動車部品会社の調査で4割が関税の影響を懸念", None)
    assert event.known_from == "2025-05-14T12:00:00Z"
    assert decision.grounds[0].fact == "opened"


def test_a_second_report_joins_the_opened_event_across_languages() -> None:
    first = item("赤沢氏とラトニック商務長官が45分電話協議", "2025-07-18", "negotiation", "reciprocal_tariff",
                 summary="米国の関税措置をめぐり17日夜に協議した。")  # fmt: skip
    opened = open_event(first, the_model())
    second = item("Akazawa, Lutnick hold 45-minute phone talks on tariffs", "2025-07-18", "negotiation", "reciprocal_tariff", number=2,
                  summary="The two ministers spoke on Thursday, Japan said.")  # fmt: skip
    assert event_of(join(second, (KnownEvent(opened, (first,)),), the_model())) == opened.id


def test_a_preview_within_three_days_takes_the_meetings_event_and_is_marked() -> None:
    early = item("赤沢経済再生相がワシントンへ出発 初の関税協議、トランプ氏も出席へ", "2025-04-16", "anchor", "reciprocal_tariff",
                 summary="ベッセント財務長官らと日本時間17日に協議する。")  # fmt: skip
    decision = join(early, (), the_model())
    assert isinstance(decision, Join) and decision.event_id == "2025-04-16-akazawa-trump-first-round"
    assert "preview" in {ground.fact for ground in decision.grounds}
    after = item("赤沢氏、トランプ氏と50分会談 日米関税協議", "2025-04-17", "anchor", "reciprocal_tariff",
                 summary="ワシントンのホワイトハウスで16日に会談した。")  # fmt: skip
    told = join(after, (), the_model())
    assert isinstance(told, Join) and "preview" not in {ground.fact for ground in told.grounds}


def test_a_merged_event_gains_no_more_items() -> None:
    first = survey()
    merged = replace(open_event(first, the_model()), status="merged", merged_into=CANCELLED)
    assert event_of(join(survey(2), (KnownEvent(merged, (first,)),), the_model())) != merged.id


def test_the_window_spans_twelve_days_around_publication() -> None:
    assert window(called_off(), the_model()) == ("2025-08-22", "2025-09-02")
    assert (DAYS_BEFORE, DAYS_AFTER) == (6, 5)


def test_an_undated_report_is_looked_for_around_the_day_it_names() -> None:
    named = item("Tariff refund system opens on April 20, 2026", None, "measure", "legal", origin="imported")
    assert window(named, the_model()) == ("2026-04-14", "2026-04-25")
    assert event_of(join(named, (), the_model())) == "2026-04-20-cape-refunds-open"


def test_a_watched_item_without_a_date_is_placed_by_its_first_sight_and_an_imported_one_is_not() -> None:
    text = ("赤沢氏、10回目の訪米を急きょ取りやめ", None, "negotiation", "investment autos")
    assert window(item(*text, seen="2025-08-28T03:00:00Z"), the_model()) == ("2025-08-22", "2025-09-02")
    assert window(item(*text, seen="2025-08-28T03:00:00Z", origin="imported"), the_model()) is None


def test_of_a_crowd_of_events_the_right_one_is_still_found() -> None:
    first = survey(1)
    right = KnownEvent(open_event(first, the_model()), (first,))
    crowd = []
    for at in range(3 * ROWS):
        other = item(f"Mazda dealer number {at} closes early over tariffs", "2025-05-14", "impact", "autos", number=100 + at)
        crowd.append(KnownEvent(open_event(other, the_model()), (other,)))
    assert event_of(join(survey(2, source="s2"), (*crowd, right), the_model())) == right.event.id


def test_the_day_is_the_events_and_not_the_reports() -> None:
    told = item("USTR opens tariff probe of 16 economies including Japan", "2026-03-13", "measure", "legal",
                summary="Washington, March 11 (Jiji Press) -- The trade office began the investigation Wednesday.")  # fmt: skip
    day = local_day([told])
    assert (day.date, day.timezone) == ("2026-03-11", "America/New_York")
    event = described(open_event(told, the_model()), [told], the_model())
    assert (event.date_washington, event.date_tokyo) == ("2026-03-11", "2026-03-12")


def test_a_duty_that_takes_effect_is_on_one_day_in_both_capitals() -> None:
    told = item("New US tariff on Japanese tea takes effect", "2026-03-13", "measure", "agriculture",
                summary="WASHINGTON, March 13 -- The duty took effect on Friday.")  # fmt: skip
    event = open_event(told, the_model())
    assert (event.date_washington, event.date_tokyo) == ("2026-03-13", "2026-03-13")


def test_both_capitals_days_come_from_reports_of_both() -> None:
    ours = item("赤沢氏とラトニック商務長官が電話協議", "2025-07-18", "negotiation", "reciprocal_tariff", summary="日本時間18日に行った。")
    theirs = item("Akazawa and Lutnick talk by phone", "2025-07-18", "negotiation", "reciprocal_tariff", number=2,
                  summary="WASHINGTON, July 17 -- The two spoke on Thursday.")  # fmt: skip
    event = described(open_event(ours, the_model()), [ours, theirs], the_model())
    assert (event.date_washington, event.date_tokyo) == ("2025-07-17", "2025-07-18")
    assert event == described(open_event(ours, the_model()), [theirs, ours], the_model())


def test_titles_are_headlines_as_printed_of_the_best_source_in_each_language() -> None:
    reports = [
        item("A blog on the call", "2025-07-18", "negotiation", number=1, tier="aggregator", at="2025-07-17T20:00:00Z"),
        item("Readout of the call", "2025-07-18", "negotiation", number=2, tier="primary", at="2025-07-18T01:00:00Z"),
        item("電話協議の概要", "2025-07-18", "negotiation", number=3, tier="wire"),
        item("電話で協議した", "2025-07-18", "negotiation", number=4, tier="national"),
    ]
    assert (title(reports, "en"), title(reports, "ja")) == ("Readout of the call", "電話協議の概要")
    assert title(reports[:2], "ja") is None


def test_known_from_is_the_first_publication_and_never_after_the_first_sight() -> None:
    early = item("x", "2025-07-18", "negotiation", at="2025-07-17T20:00:00Z", seen="2025-07-18T06:00:00Z")
    ahead = item("y", "2025-07-20", "negotiation", number=2, at="2025-07-20T00:00:00Z", seen="2025-07-18T05:00:00Z")
    assert known_from([early, ahead]) == "2025-07-17T20:00:00Z"
    assert known_from([ahead]) == "2025-07-18T05:00:00Z"


def test_a_baseline_event_is_judged_by_its_own_text_and_its_items() -> None:
    flash = item("赤沢経済再生相の訪米なくなる", "2025-08-28", "negotiation", "investment", number=9,
                 summary="関税をめぐる28日の出発直前だった。")  # fmt: skip
    alone = join(flash, (), the_model())
    backed = join(flash, (with_items(CANCELLED, called_off(1), called_off(2)),), the_model())
    assert isinstance(backed, Join) and "its_items" in {ground.fact for ground in backed.grounds}
    assert event_of(backed) == CANCELLED
    assert not isinstance(alone, Join) or "its_items" not in {ground.fact for ground in alone.grounds}
    assert event_row(CANCELLED).status == "baseline"
