"""An alert never repeats, and the order in which things come makes no difference."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tracker.alert import Happening, alerts
from tracker.alert_rules import KINDS, AlertRule

SOURCES = ("nhk", "bbc", "meti")
RELATIONS = ("agreement", "measure", "impact")
happenings = st.builds(
    Happening,
    on=st.sampled_from(KINDS),
    subject=st.integers(0, 6).map(lambda number: f"subject {number}"),
    at=st.integers(0, 3).map(lambda day: f"2026-11-0{day + 1}T00:00:00Z"),
    title=st.sampled_from(("A", "B")),
    path=st.sampled_from(("/a", "/b")),
    sources=st.lists(st.sampled_from(SOURCES), max_size=2, unique=True).map(tuple),
    looks=st.integers(0, 2),
    relation=st.sampled_from(RELATIONS),
    lasted_s=st.sampled_from((0.0, 90000.0)),
)
rules = st.lists(
    st.builds(
        AlertRule, name=st.sampled_from(("a", "b", "c")), on=st.sampled_from(KINDS),
        relations=st.lists(st.sampled_from(RELATIONS), max_size=1).map(tuple), days=st.sampled_from((0.0, 1.0, 2.0)),
    ),
    max_size=4, unique_by=lambda rule: rule.name,
).map(tuple)  # fmt: skip
muted = st.sets(st.sampled_from((*SOURCES, "a", "b")), max_size=2).map(frozenset)


@given(st.lists(happenings, max_size=12), rules, muted)
def test_an_alert_never_repeats(found: list[Happening], some: tuple[AlertRule, ...], mute: frozenset[str]) -> None:
    first = alerts(found, some, mute)
    told = {one.happening.subject for one in first}
    assert len(told) == len(first)
    assert alerts(found, some, mute, told) == ()
    assert alerts(found + found, some, mute) == first
    renamed = tuple(replace(rule, name=rule.name * 2) for rule in some)
    assert all(one.happening.subject not in told for one in alerts(found, renamed, (), told))


@given(st.lists(happenings, max_size=12), rules, muted, st.randoms(use_true_random=False))
def test_the_order_makes_no_difference(found: list[Happening], some: tuple[AlertRule, ...], mute: frozenset[str], dice: object) -> None:
    turned = list(found)
    dice.shuffle(turned)  # type: ignore[attr-defined]
    assert alerts(turned, some, mute) == alerts(found, some, mute)


@given(st.lists(happenings, max_size=12), st.integers(0, 12), rules)
def test_in_two_looks_the_same_subjects_are_told_as_in_one(found: list[Happening], cut: int, some: tuple[AlertRule, ...]) -> None:
    whole = {one.happening.subject for one in alerts(found, some)}
    first = {one.happening.subject for one in alerts(found[:cut], some)}
    second = {one.happening.subject for one in alerts(found[cut:], some, (), first)}
    assert first | second == whole and not first & second
