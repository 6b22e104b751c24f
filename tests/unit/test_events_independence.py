"""Who tells an event independently (TRAPS 21): copies of one story, one house and one publication count once."""

from __future__ import annotations

from event_items import item, the_model

from tracker.events.independence import credited, family, independent_sources, near_duplicates
from tracker.events.opened import described, open_event

TEXT = (
    "Japan's lead tariff negotiator Ryosei Akazawa talked twice by phone on Saturday with Commerce Secretary Howard Lutnick, an official "
    "said, as both sides sought to settle the thorniest issues before the July deadline."
)


def report(number: int, title: str = "Akazawa talks twice with Lutnick by phone", summary: str = "", **more: object):
    return item(title, "2025-06-28", "negotiation", "reciprocal_tariff", number=number, summary=summary, **more)


def count(*reports: object) -> int:
    return independent_sources(reports, the_model().words).count


def test_trap_21_copies_of_one_wire_story_count_once() -> None:
    first = report(1, "Japan tariff negotiator holds talks twice with Lutnick", TEXT)
    copy = report(2, "Tariff negotiator speaks twice to Lutnick", TEXT + " (Repost)")
    own = report(3, "Deadline nears with cars unresolved", "Our correspondent heard from three people that cars remain the main gap.")
    told = independent_sources([first, copy, own], the_model().words)
    assert told.count == 2
    assert told.copies == {2: 1}
    assert [group.why for group in told.groups] == [("copy",), ()]


def test_trap_21_one_agencys_story_counts_once_by_its_credit_in_either_language() -> None:
    credits = [
        report(1, "赤沢氏、訪米を出発直前に中止", "赤沢経済再生相は28日、訪米を取りやめた。(共同)"),
        report(2, "Akazawa drops trip", "Kyodo News reported that the trip was off."),
        report(3, "Negotiator stays home", "TOKYO (Kyodo) -- The visit was called off."),
    ]
    told = independent_sources(credits, the_model().words)
    assert told.count == 1
    assert told.groups[0].name == "kyodo" and told.copies == {2: 1, 3: 1}


def test_two_agencies_are_two_sources() -> None:
    assert count(report(1, "a tale", "(Reuters) - one"), report(2, "another tale", "WASHINGTON (AP) — two")) == 2


def test_outlets_of_one_house_count_once_and_unknown_outlets_each() -> None:
    house = [report(1, "one", publisher_family="yomiuri"), report(2, "two words", publisher_family="yomiuri")]
    assert count(*house) == 1
    assert count(report(1, "one", source="a"), report(2, "two words", source="b")) == 2
    assert family(report(1, source="a")) == "a"


def test_one_publication_in_two_sources_counts_once() -> None:
    twice = [report(1, "one", publication_key="example.org/x"), report(2, "one", publication_key="example.org/x")]
    told = independent_sources(twice, the_model().words)
    assert told.count == 1 and told.copies == {}


def test_short_headlines_are_no_copies_by_chance() -> None:
    assert near_duplicates([report(1, "Tariff talks"), report(2, "Tariff talks")]) == []
    long = "Akazawa arrives in Washington for seventh round of tariff negotiations"
    assert near_duplicates([report(1, long), report(2, long)]) == [(0, 1)]


def test_the_credit_is_found_in_the_outlets_name_too() -> None:
    assert credited(report(1, publisher="下野新聞(共同)"), the_model().words) == "kyodo"
    assert credited(report(1, publisher="Reuters via AsiaOne"), the_model().words) == "reuters"
    assert credited(report(1, publisher="The Japan News"), the_model().words) == ""


def test_an_opened_event_is_confirmed_by_two_independent_outlets_and_not_by_copies() -> None:
    first = report(1, "Japan tariff negotiator holds talks twice with Lutnick", TEXT)
    copy = report(2, "Tariff negotiator speaks twice to Lutnick", TEXT)
    own = report(3, "Deadline nears with cars unresolved", "Our correspondent heard from three people that cars remain the main gap.")
    event = open_event(first, the_model())
    assert event.status == "reported" and event.confidence == "single-source"
    assert described(event, [first, copy], the_model()).status == "reported"
    confirmed = described(event, [first, copy, own], the_model())
    assert (confirmed.status, confirmed.confidence) == ("confirmed", "multi-source")
