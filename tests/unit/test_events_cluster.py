"""Many items at once: groups that meet, undated reports, a crowded week, and what is read where nothing else tells."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from event_items import item, the_extractor, the_model, the_pack

from tracker.errors import PackError
from tracker.event_model import WEIGHTS, load_weights, load_words
from tracker.events.assign import assign
from tracker.events.cluster import cluster
from tracker.events.join import NoEvent, join
from tracker.events.judge import MOST, Known, judge, likeliest, why
from tracker.events.model import profile_draft, traits_of
from tracker.events.opened import local_day
from tracker.events.preview import is_preview
from tracker.events.traits import Drafter, published_day

OWN = Path(__file__).resolve().parents[1] / "eval" / "data" / "events_own.jsonl"


def own() -> tuple[list[object], list[str | None]]:
    rows = [json.loads(line) for line in OWN.read_text(encoding="utf-8").splitlines()]
    items = [
        item(row["title"], row["published"], row["relation"], " ".join(row["topics"]), summary=row["summary"], lang=row["lang"], number=at)
        for at, row in enumerate(rows)
    ]
    return items, [row["event"] for row in rows]


def test_a_story_of_eighteen_months_falls_into_its_events() -> None:
    items, labels = own()
    found = assign(items, the_model())
    right = sum(label == event for label, event in zip(labels, found, strict=True) if label and not label.startswith("x-"))
    assert right >= 0.93 * sum(label is not None and not label.startswith("x-") for label in labels)


def test_groups_begin_with_their_first_report_and_hold_each_item_once() -> None:
    items, _ = own()
    groups = cluster(items, the_model())
    held = Counter(one.item_id for group in groups for one in group.items)
    assert set(held.values()) == {1}
    firsts = [(group.items[0].published_date, group.items[0].source_id) for group in groups]
    assert firsts == sorted(firsts)


def calls(number: int, day: str | None, title: str, summary: str = "", **more: object):
    return item(title, day, "negotiation", "reciprocal_tariff", number=number, summary=summary, **more)


def test_two_groups_meet_when_a_report_joins_them() -> None:
    short = calls(1, "2025-07-18", "赤沢氏、米長官と電話 関税で溝", lang="ja")
    english = calls(2, "2025-07-18", "Akazawa, Lutnick hold 45-minute phone talks on tariffs", "The two spoke on Thursday.")
    bridge = calls(3, "2025-07-18", "赤沢氏、ラトニック商務長官と45分電話協議 関税で溝", "両氏は17日に電話で協議した。")
    found = assign([short, english, bridge], the_model())
    assert len(set(found)) == 1 and found[0] is not None


def test_an_undated_report_is_placed_among_opened_events_by_its_title() -> None:
    dated = [
        calls(1, "2025-07-18", "Akazawa, Lutnick hold 45-minute phone talks on tariffs", "The two spoke on Thursday."),
        calls(2, "2025-07-18", "Akazawa and Lutnick talk tariffs by phone for 45 minutes", "Tokyo gave no details."),
    ]
    undated = calls(3, None, "Akazawa, Lutnick hold 45-minute phone talks on tariffs", "Japan told of the call.", origin="imported")
    found = assign([*dated, undated], the_model())
    assert found[2] == found[0] is not None


def test_a_crowded_week_keeps_its_events_apart_and_finds_the_right_one() -> None:
    crowd = [
        item(f"{maker} cuts forecast by {number} billion yen over US tariffs", "2025-11-07", "impact", "autos", number=number)
        for number, maker in enumerate(["Honda", "Mazda", "Subaru", "Nissan", "Toyota", "Suzuki"] * 5, 10)
    ]
    report = item("赤沢氏、10回目の訪米を急きょ取りやめ", "2025-08-28", "negotiation", "investment autos",
                  summary="赤沢経済再生相は28日、訪米を取りやめた。")  # fmt: skip
    assert assign([*crowd, report], the_model())[-1] == "2025-08-28-akazawa-trip-cancelled"


def test_of_many_events_those_that_share_the_title_are_looked_at() -> None:
    asked = traits_of(calls(1, "2025-07-18", "Akazawa, Lutnick hold phone talks on tariffs"), the_model())
    same = traits_of(calls(2, "2025-07-18", "Lutnick phones Akazawa about tariffs"), the_model())
    other = traits_of(item("Sake exports to the US fall under tariffs", "2025-07-18", "impact", number=3), the_model())
    many = [Known(f"e{at}", None, (other,)) for at in range(3 * MOST)]
    kept = [known.event_id for known in likeliest(asked, [*many, Known("right", None, (same,)), Known("empty", None)])]
    assert kept[0] == "right" and len(kept) <= MOST and "empty" not in kept
    assert len(likeliest(asked, many[:3])) == 3


def test_an_event_of_which_nothing_is_known_is_no_event() -> None:
    asked = traits_of(calls(1, "2025-07-18", "Akazawa, Lutnick hold phone talks on tariffs"), the_model())
    verdict = judge(asked, Known("empty", None), the_model().weights)
    assert verdict.log_odds < 0 and why(asked, verdict) == ()


def test_without_any_day_nothing_is_a_preview() -> None:
    undated = calls(1, None, "Akazawa to visit Washington for tariff talks", origin="imported")
    assert not is_preview(traits_of(undated, the_model()), Known("e", None), undated, the_model())


@pytest.mark.parametrize(("at", "early"), [("2025-06-16T12:00:00Z", True), ("2025-06-16T23:00:00Z", False)])
def test_before_the_hour_of_the_event_a_report_is_a_preview(at: str, early: bool) -> None:
    name = "2025-06-16-g7-kananaskis-no-deal"
    assert the_model().baseline[name].occurred_at == "2025-06-16T19:00:00Z"
    report = item("Ishiba and Trump at the G7 over tariffs", "2025-06-16", "negotiation", "autos", at=at)
    assert is_preview(traits_of(report, the_model()), Known(name, the_model().profiles[name]), report, the_model()) is early


def test_an_instant_gives_the_day_where_none_is_stated() -> None:
    assert published_day(calls(1, None, "x", at="2025-07-18T03:00:00Z", origin="imported")) == "2025-07-18"


def test_an_undated_item_that_names_its_day_gives_the_event_that_day() -> None:
    named = item("Survey on tariffs published on 5 March 2026", None, "impact", "autos", origin="imported", summary="A survey of firms.")
    assert local_day([named]).date == "2026-03-05"


def test_a_text_without_words_of_happening_opens_nothing() -> None:
    bare = item("Toyota", "2026-05-20", "impact", "autos")
    assert join(bare, (), the_model()) == NoEvent("nothing_happened")


def test_a_profile_needs_no_text_in_both_languages() -> None:
    event = replace(the_model().baseline["2025-07-22-deal-announced"], title_ja=None, summary_ja=None)
    draft = profile_draft(event, "tariffs", the_extractor().extract, Drafter(load_words(), the_pack().concepts))
    assert set(draft.tokens) == {"en"} and "person.trump" in draft.marks


def test_words_of_a_subject_and_the_two_countries_mark_no_event() -> None:
    marks = traits_of(
        item("Energy: Japan and the US discuss gas, reactors and Alaska LNG", "2025-05-20", "negotiation", "energy"), the_model()
    ).marks
    assert any(mark.startswith("product.") or mark.startswith("process.") for mark in marks)
    assert not [mark for mark in marks if mark.startswith("country.") or mark == "topic.energy_word"]


def test_weights_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    (tmp_path / WEIGHTS).write_bytes(b"\xff")
    with pytest.raises(PackError, match="can't be read"):
        load_weights(tmp_path)
