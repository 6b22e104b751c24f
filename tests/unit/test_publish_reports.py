"""Who tells an event, as its page counts it: from linked items to sentences, without a server."""

import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from db.queries.reports import FirstReport
from db.records import LinkedItem
from tracker.events.independence import independent_sources
from tracker.labels import read_labels
from tracker.publish.language import Choice, Words
from tracker.publish.reader import Reader
from tracker.publish.stock import agencies
from tracker.publish.view_reports import HOUSES, READ, SHOWN, reports_view

WORDS = Words(tomllib.loads((Path(str(files("tracker.publish"))) / "words.toml").read_text(encoding="utf-8")))
READERS = {lang: Reader(Choice(lang), WORDS, read_labels()) for lang in ("en", "ja")}
STORY = "The two sides met on Thursday in Washington and agreed to keep working on the order that lowers the car tariff, officials said"


def told(number: int, title: str, house: str = "", **more: object) -> LinkedItem:
    values: dict[str, object] = {
        "item_id": number, "revision_id": number, "item_key": f"k{number}", "source_id": house or f"s{number}", "publisher": house,
        "publisher_family": house, "tier": "press", "lang": "en", "origin": "watched", "url": "", "publication_key": "", "title": title,
        "summary": "", "published_at": None, "published_date": "2025-05-01", "first_seen_at": "2025-05-01T00:00:00Z",
        "relation": "negotiation", "topics": (), "score": 0.99, "facts": "{}", "event_id": "e", "decided_by": "linker",
    }  # fmt: skip
    return LinkedItem(**{**values, **more})  # type: ignore[arg-type]


def seen(lang: str, *members: LinkedItem, firsts: tuple[FirstReport, ...] = ()):
    return reports_view(READERS[lang], members, {}, independent_sources(members, agencies()), firsts)


@pytest.mark.parametrize(
    ("members", "en", "ja"),
    [
        ((told(1, "A", "X"),), "1 report from 1 outlet; 1 independent source.", "媒体1による報道1件、独立した情報源は1。"),
        (
            (told(1, "One thing", "X"), told(2, "Another matter", "X"), told(3, "Third", "Y")),
            "3 reports from 2 outlets; 2 independent sources: 2 come from X.",
            "媒体2による報道3件、独立した情報源は2：2件はX。",
        ),
        (
            (told(1, "Talks", "X", summary=STORY), told(2, "Talks go on", "Y", summary=STORY)),
            "2 reports from 2 outlets; 1 independent source: 2 have nearly the same text.",
            "媒体2による報道2件、独立した情報源は1：2件はほぼ同じ文面。",
        ),
        (
            (told(1, "Talks", "X", publication_key="x/1"), told(2, "Order is signed", "Y", publication_key="x/1")),
            "2 reports from 2 outlets; 1 independent source: 2 are one publication.",
            "媒体2による報道2件、独立した情報源は1：2件は同一の記事。",
        ),
        (
            (
                told(1, "Talks", "X", summary="Reuters reports."), told(2, "Order is signed", "Y", summary="(Reuters)"),
                told(3, "Chips", "Z"), told(4, "Rice", "Z"),
            ),
            "4 reports from 3 outlets; 2 independent sources: 2 carry Reuters's text; 2 come from Z.",
            "媒体3による報道4件、独立した情報源は2：2件はロイターの配信記事、2件はZ。",
        ),
        ((), "", ""),
    ],
)  # fmt: skip
def test_how_many_tell_it_and_why_some_count_as_one(members, en, ja):
    assert (seen("en", *members).sentence, seen("ja", *members).sentence) == (en, ja)


def test_a_copy_in_another_language_stays_in_its_own_and_says_whose_it_is():
    view = seen("ja", told(1, "Talks (Kyodo)", "X"), told(2, "協議（共同）", "Y", lang="ja"), told(3, "Talks again (Kyodo)", "Z"))
    japanese, english = view.groups
    assert [(one.item_id, one.copy_of, one.copies) for one in japanese.families[0].items] == [(2, 1, ())]
    (original,) = english.families[0].items
    assert [one.item_id for one in original.copies] == [3]


def test_a_house_without_a_name_bears_its_outlets():
    assert seen("en", told(1, "A")).groups[0].families[0].name == "s1"


def test_who_was_first_is_told_as_far_as_it_is_known():
    def first(house: str, standing: str, basis: str = "published", precision: str = "second", at: str = "2025-05-01T10:00:00Z"):
        return FirstReport("e", house, "en", at, precision, basis, standing, 1)

    member = told(1, "A", "X")
    assert seen("en", member, firsts=(first("X", "first"), first("Y", "later"))).first == "First: X (English), 1 May 2025, 10:00 UTC."
    noticed = seen("en", member, firsts=(first("X", "first", "seen"),)).first
    assert noticed == "First seen: X (English), 1 May 2025, 10:00 UTC; no time of publication is given."
    same = (first("X", "same day", precision="day", at="2025-05-01"), first("Y", "same day"))
    assert seen("ja", member, firsts=same).first == "最初の報道は同日（順序は不明）：X（英語）、Y（英語）。"
    assert seen("en", member).first == ""


def test_of_very_many_houses_and_reports_the_first_stand_open_and_the_others_are_folded_and_counted():
    many = [told(n, f"Title {n}", f"house {n % 20}") for n in range(READ)]
    (group,) = seen("en", *many).groups
    assert (len(group.families), len(group.more), group.count) == (HOUSES, 20 - HOUSES, READ)
    assert (len(group.families[0].items), len(group.families[0].more)) == (SHOWN, READ // 20 - SHOWN)


def test_a_sentence_names_a_few_and_counts_the_rest():
    many = [told(n, f"Title {n} of the day", f"house {n // 2}") for n in range(20)]
    assert seen("en", *many).sentence.endswith("2 come from house 3; and 6 more.")
    assert seen("ja", *many).sentence.endswith("2件はhouse 3、ほか6件。")
    firsts = tuple(FirstReport("e", f"house {n}", "en", "2025-05-01", "day", "published", "same day", 2 * n) for n in range(6))
    assert seen("en", *many, firsts=firsts).first.endswith("house 3 (English), and 2 more.")
