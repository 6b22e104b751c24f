"""The whole store settled: names that stay, merges and splits with a trail, persons above the program, nothing written twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from event_items import item, the_model

from db.records import EventRow, EventsWrite, LinkedItem
from tracker.events.opened import event_id, local_day, open_event
from tracker.events.settle import Deciding, settle
from tracker.events.types import NO_PINS, Pins

HOW = Deciding("2026-03-01T00:00:00Z", "link-1/1")
LATER = replace(HOW, at="2026-03-02T00:00:00Z")
CANCELLED = "2025-08-28-akazawa-trip-cancelled"


def calls() -> list[LinkedItem]:
    """Three reports of one telephone call that the baseline lacks."""
    return [
        item("赤沢氏とラトニック商務長官が45分電話協議", "2025-07-18", "negotiation", "reciprocal_tariff", number=1,
             summary="米国の関税措置をめぐり17日夜に協議した。"),
        item("Akazawa, Lutnick hold 45-minute phone talks on tariffs", "2025-07-18", "negotiation", "reciprocal_tariff", number=2,
             summary="The two ministers spoke on Thursday, Japan said."),
        item("赤沢経済再生相、ラトニック氏と電話で45分間協議 関税めぐり", "2025-07-18", "negotiation", "reciprocal_tariff", number=3),
    ]  # fmt: skip


def off() -> LinkedItem:
    return item("赤沢氏、10回目の訪米を急きょ取りやめ", "2025-08-28", "negotiation", "investment autos", number=4,
                summary="赤沢経済再生相は28日、訪米を取りやめた。")  # fmt: skip


def parts_survey() -> LinkedItem:
    return item("自動車部品会社の4割が関税の影響を懸念 民間調査", "2025-05-14", "impact", "autos", number=5)


def known(*opened: EventRow) -> list[EventRow]:
    return [*the_model().baseline.values(), *opened]


def applied(items: Sequence[LinkedItem], events: Sequence[EventRow], write: EventsWrite) -> tuple[list[LinkedItem], list[EventRow]]:
    """Items and events as they are stored after a write."""
    joins = {join.item_id: join for join in write.joins}
    after = []
    for one in items:
        if one.item_id in joins:
            join = joins[one.item_id]
            one = replace(one, event_id=join.event_id, event_score=join.score, event_reasons=join.reasons, copy_of=join.copy_of,
                          joined_by=join.decided_by)  # fmt: skip
        elif one.item_id in write.leave:
            one = replace(one, event_id=None, event_score=0.0, event_reasons="", copy_of=None, joined_by="")
        after.append(one)
    rows = {event.id: event for event in events} | {event.id: event for event in write.upserts}
    return after, list(rows.values())


def settled(items: Sequence[LinkedItem], events: Sequence[EventRow], pins: Pins = NO_PINS) -> tuple[list[LinkedItem], list[EventRow]]:
    return applied(items, events, settle(items, events, the_model(), HOW, pins))


def test_items_join_the_baseline_and_open_what_it_lacks() -> None:
    items = [*calls(), off(), parts_survey()]
    write = settle(items, known(), the_model(), HOW)
    places = {join.item_id: join.event_id for join in write.joins}
    assert places[4] == CANCELLED
    assert places[1] == places[2] == places[3] == event_id(items[0], local_day(items[:3]).date)
    assert [event.id for event in write.upserts] == [places[5], places[1]]
    assert write.settled == tuple((one.item_id, one.revision_id) for one in items)


def test_settling_twice_writes_nothing_the_second_time() -> None:
    items, events = settled([*calls(), off(), parts_survey()], known())
    again = settle(items, events, the_model(), LATER)
    assert (again.upserts, again.joins, again.leave, again.history) == ((), (), (), ())


def test_events_opened_apart_grow_together_and_leave_a_trail() -> None:
    items = calls()
    first, second = open_event(items[0], the_model()), open_event(items[1], the_model())
    apart = [replace(items[0], event_id=first.id), replace(items[1], event_id=second.id), replace(items[2], event_id=first.id)]
    write = settle(apart, known(first, second), the_model(), HOW)
    gone = next(event for event in write.upserts if event.id == second.id)
    assert (gone.status, gone.merged_into) == ("merged", first.id)
    assert [(row.field, row.before, row.after) for row in write.history if row.event_id == second.id] == [
        ("status", "reported", "merged"), ("merged_into", None, first.id),
    ]  # fmt: skip
    assert {join.item_id: join.event_id for join in write.joins}[2] == first.id


def test_an_opened_event_whose_items_report_a_baseline_event_is_merged_into_it() -> None:
    report = off()
    opened = open_event(report, the_model())
    write = settle([replace(report, event_id=opened.id)], known(opened), the_model(), HOW)
    assert [(event.id, event.merged_into) for event in write.upserts] == [(opened.id, CANCELLED)]


def test_an_event_that_lost_all_its_items_is_merged_into_none() -> None:
    opened = open_event(parts_survey(), the_model())
    write = settle([off()], known(opened), the_model(), HOW)
    gone = next(event for event in write.upserts if event.id == opened.id)
    assert (gone.status, gone.merged_into) == ("merged", None)


def test_an_event_comes_back_under_its_own_name() -> None:
    report = parts_survey()
    merged = replace(open_event(report, the_model()), status="merged", merged_into=CANCELLED)
    write = settle([report], known(merged), the_model(), HOW)
    assert [(event.id, event.status, event.merged_into) for event in write.upserts] == [(merged.id, "reported", None)]
    assert [(row.field, row.after) for row in write.history] == [("status", "reported"), ("merged_into", None)]


def test_an_item_that_turns_out_to_be_an_analysis_leaves_its_event() -> None:
    items, events = settled(calls(), known())
    changed = [replace(items[0], relation="analysis"), *items[1:]]
    write = settle(changed, events, the_model(), LATER)
    assert write.leave == (1,)
    assert not any(event.status == "merged" for event in write.upserts), "the others go on under the same name"


def test_a_name_stays_when_an_earlier_report_comes_in() -> None:
    items, events = settled(calls()[1:], known())
    earlier = replace(calls()[0], published_date="2025-07-17", first_seen_at="2025-07-17T23:00:00Z")
    write = settle([earlier, *items], events, the_model(), LATER)
    assert {join.item_id: join.event_id for join in write.joins}[1] == items[0].event_id


def test_a_person_puts_an_item_where_the_program_would_not() -> None:
    report = replace(off(), event_id="2025-09-07-ishiba-resigns", joined_by="person", event_score=1.0, event_reasons="[]")
    write = settle([report], known(), the_model(), HOW, Pins(items={4: "2025-09-07-ishiba-resigns"}))
    assert (write.joins, write.leave) == ((), ())


def test_a_person_says_that_an_item_reports_no_event() -> None:
    write = settle([off()], known(), the_model(), HOW, Pins(items={4: None}))
    assert write.joins == ()


def test_what_a_person_merged_never_comes_back() -> None:
    items, events = settled(calls(), known())
    gone = items[0].event_id
    pins = Pins(items={one.item_id: "2025-07-16-live-by-the-letter" for one in items}, merged={gone: "2025-07-16-live-by-the-letter"})
    held = [replace(one, event_id="2025-07-16-live-by-the-letter", joined_by="person") for one in items]
    rows = [replace(event, status="merged", merged_into="2025-07-16-live-by-the-letter") if event.id == gone else event for event in events]
    write = settle(held, rows, the_model(), LATER, pins)
    assert not any(event.id == gone for event in write.upserts)
    assert all(join.event_id != gone for join in write.joins)


def test_what_a_person_split_never_grows_together_again() -> None:
    items, events = settled(calls(), known())
    whole = items[0].event_id
    part = open_event(items[2], the_model())
    moved = [items[0], items[1], replace(items[2], event_id=part.id, joined_by="person")]
    pins = Pins(items={3: part.id}, apart=frozenset({frozenset({whole, part.id})}))
    after, _ = applied(moved, [*events, part], settle(moved, [*events, part], the_model(), LATER, pins))
    assert [one.event_id for one in after] == [whole, whole, part.id]


def test_copies_in_an_event_point_to_the_first_of_them() -> None:
    text = "The two ministers spoke by phone on Thursday for about 45 minutes on the tariff measures of the United States, Tokyo said."
    one = item("Akazawa, Lutnick hold 45-minute phone talks on tariffs", "2025-07-18", "negotiation", "reciprocal_tariff", number=1,
               summary=text)  # fmt: skip
    other = replace(one, item_id=2, revision_id=2, item_key="guid:2", source_id="s2", publisher="Outlet 2")
    write = settle([other, one], known(), the_model(), HOW)
    assert {join.item_id: join.copy_of for join in write.joins} == {1: None, 2: 1}
    assert [event.status for event in write.upserts] == ["reported"]
