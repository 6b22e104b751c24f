"""What stands around every page: navigation, the other language, the page's data, and how old the data is. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.instants import instant_of
from tracker.publish.addresses import address, with_value
from tracker.publish.answers import Asked, Way
from tracker.publish.reader import Reader

NAV = (
    ("/", "nav_home"),
    ("/timeline", "nav_timeline"),
    ("/threads", "nav_threads"),
    ("/changes", "nav_changes"),
    ("/rates", "nav_rates"),
    ("/claims", "nav_claims"),
    ("/sources", "nav_sources"),
    ("/search", "nav_search"),
    ("/review", "nav_review"),
    ("/about", "nav_about"),
)
_UNITS = (("days", 86400), ("hours", 3600), ("minutes", 60))


@dataclass(frozen=True, slots=True)
class Frame:
    """The page's surroundings. switch: this very address in the other language. age: how old the data is, in words."""

    path: str
    nav: tuple[tuple[str, str], ...]
    switch: str
    style: str
    ways: tuple[Way, ...]
    age: str


def frame(asked: Asked, ways: tuple[Way, ...], style: str, clock: str | None) -> Frame:
    """The surroundings of one answer. style: address of the style sheet. clock: the database's `now` (UTC text), None before the first."""
    pairs = with_value(asked.pairs, "ui", asked.r.other)
    return Frame(asked.path, NAV, address(asked.r.path(asked.path), pairs), style, ways, age(asked.r, clock, asked.now))


def age(r: Reader, clock: str | None, now: str) -> str:
    """How old the data is: the moment at which the database's clock was last set, and how long ago that is."""
    if not clock:
        return r.t("age_none")
    passed = (instant_of(now) - instant_of(clock)).total_seconds()
    for key, seconds in _UNITS:
        if passed >= seconds:
            return r.t("age", at=r.moment(clock), ago=r.n(key, int(passed // seconds)))
    return r.t("age_now", at=r.moment(clock))
