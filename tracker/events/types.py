"""The frozen values of event joining: what is compared, and what was decided, with its grounds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from db.records import EventRow


@dataclass(frozen=True, slots=True, eq=False)
class Traits:
    """What an item's text or an event's row says, in a form in which two of them are compared whatever their languages.

    relation, topics: as linked. marks: language-neutral facts (`person.akazawa`, `usd:3.6e+10`, `trip:10`, `act.cancels`) with the square
    of their rarity; title: those of the title. length, title_length: the sums of those squares. kinds: the marks by what they are
    (`tracker.events.marks`); sums: the squares added up for each kind. washington, tokyo: day numbers (proleptic ordinal) that are named,
    in both where nothing tells the zone. published: the day number of publication as stated, None without one (and for baseline
    events). words: per language the words (English) or pairs of characters (Japanese), with weights whose squares add up to 1.
    """

    relation: str
    topics: frozenset[str]
    marks: Mapping[str, float]
    title: frozenset[str]
    length: float
    title_length: float
    kinds: Mapping[str, frozenset[str]]
    sums: Mapping[str, float]
    washington: frozenset[int]
    tokyo: frozenset[int]
    published: int | None
    words: Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class Ground:
    """One part of a decision. fact: what kind (`person`, `act`, `day`, `words` …). values: what was found. weight: log-odds."""

    fact: str
    values: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Join:
    """The item reports a known event. score: probability. The grounds' weights add up to its log-odds."""

    event_id: str
    score: float
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class Open:
    """The item reports something dated that no event covers: `event` is new. grounds: why none of the known ones, the nearest first."""

    event: EventRow
    score: float
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class NoEvent:
    """The item reports no event. reason: `analysis`, `undated`, `unsure_link`, `nothing_happened` or `person`."""

    reason: str


Decision = Join | Open | NoEvent


@dataclass(frozen=True, slots=True)
class Pins:
    """What a person decided about events; it stays above the program's.

    items: item id to the event it reports, None for none. merged: event id to the one it was merged into. apart: pairs of events that a
    person split; the program never merges them again.
    """

    items: Mapping[int, str | None] = field(default_factory=dict)
    merged: Mapping[str, str] = field(default_factory=dict)
    apart: frozenset[frozenset[str]] = frozenset()


NO_PINS = Pins()
