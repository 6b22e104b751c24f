"""What a person wants of an item, and what people decided about events, as values."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.records import LinkedItem, LinkRow
from db.store.corrections import CorrectionRow
from tracker.correcting import Likely, Person, Wanted, corrected
from tracker.errors import NotPossible
from tracker.pins import pins_of
from tracker.types import RELATIONS, TOPICS, Link, Reason

ME = Person("me", "2026-11-01T03:00:00Z", "because")
BIAS = (Reason("bias", -2.0),)
LIKELY = Likely(Link("a", False, 0.1, None, (), BIAS, "1"), "negotiation", ("autos",), '{"acts": ["meets"]}')


def stored(**more: object) -> LinkRow:
    fields = {"relation": "measure", "topics": ("energy",), "decided_by": "person", **more}
    return LinkRow("a", True, 0.9, linker_version="0", decided_at="2026-01-01T00:00:00Z", **fields)  # type: ignore[arg-type]


def test_what_becomes_linked_has_the_likeliest_relation_and_topics_and_keeps_the_programs_score() -> None:
    link = corrected(LIKELY, None, Wanted(linked=True), ME)
    assert (link.linked, link.relation, link.topics, link.facts) == (True, "negotiation", ("autos",), LIKELY.facts)
    assert (link.score, link.decided_by, link.decided_at) == (0.1, "person", ME.at)
    assert [row.weight for row in link.evidence] == [-2.0]


def test_what_a_person_leaves_open_stays_as_a_person_decided_it_before() -> None:
    link = corrected(LIKELY, stored(), Wanted(topics=("pharma",)), ME)
    assert (link.linked, link.relation, link.topics) == (True, "measure", ("pharma",))
    assert corrected(LIKELY, stored(), Wanted(relation="impact"), ME).topics == ("energy",)
    assert corrected(LIKELY, stored(), Wanted(topics=()), ME).topics == ()


def test_what_is_unlinked_has_nothing() -> None:
    link = corrected(LIKELY, stored(), Wanted(linked=False), ME)
    assert (link.linked, link.relation, link.topics, link.facts) == (False, None, (), "{}")


@pytest.mark.parametrize("wanted", [Wanted(), Wanted(relation="measure"), Wanted(topics=("autos",)), Wanted(event="e")])
def test_nothing_and_parts_of_what_is_not_linked_are_refused(wanted: Wanted) -> None:
    with pytest.raises(NotPossible):
        corrected(LIKELY, None, wanted, ME)


choices = st.builds(
    Wanted,
    linked=st.just(True),
    relation=st.none() | st.sampled_from(RELATIONS),
    topics=st.none() | st.lists(st.sampled_from(TOPICS), max_size=3, unique=True).map(tuple),
)


@given(choices)
def test_deciding_the_same_again_changes_nothing(wanted: Wanted) -> None:
    once = corrected(LIKELY, None, wanted, ME)
    assert corrected(LIKELY, once, wanted, ME) == once


def item(number: int, event: str | None, joined_by: str) -> LinkedItem:
    return LinkedItem(
        number, number, f"k{number}", "s", "", "", "", "en", "watched", "", "", "", "", None, None, "2025-01-01T00:00:00Z", "measure", (),
        0.9, "{}", event, "linker", joined_by,
    )  # fmt: skip


def kept(name: str, field: str, value: str | None) -> CorrectionRow:
    return CorrectionRow("a", "t", "me", f"event:{name}", field, value)


def test_pins_are_a_persons_places_merges_to_their_end_and_splits() -> None:
    items = (item(1, "x", "person"), item(2, "x", "linker"), item(3, None, "person"), item(4, "s", "linker"), item(5, "new", "person"))
    pins = pins_of(items, (
        kept("x", "merged_into", "y"), kept("y", "merged_into", "z"), kept("s", "split", json.dumps({"event": "new", "items": [5]})),
        kept("q", "checked", "other"),
    ))  # fmt: skip
    assert pins.items == {1: "x", 3: None, 4: "s", 5: "new"}
    assert pins.merged == {"x": "z", "y": "z"}
    assert pins.apart == {frozenset({"s", "new"})}


def test_what_is_merged_again_after_a_split_is_apart_no_more_and_a_circle_ends() -> None:
    split = kept("s", "split", json.dumps({"event": "new", "items": [5]}))
    assert pins_of((), (split, kept("new", "merged_into", "s"))).apart == frozenset()
    assert set(pins_of((), (kept("a", "merged_into", "b"), kept("b", "merged_into", "a"))).merged) == {"a", "b"}
