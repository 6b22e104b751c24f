"""Why an item reports its event, in words: as a sentence, and part by part, from what joining stored (`tracker.events.join`). Pure."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from db.records import EventRow, LinkedItem
from tracker.gazetteer import Concept
from tracker.publish.marks_said import mark_said
from tracker.publish.reader import Reader
from tracker.publish.reasons import LEAST, TOLD, probability_said

Titles = Mapping[str, tuple[str | None, str | None]]
"""Titles of events, English and Japanese, by id."""

_ENUMS = {"relation": "relation", "topic": "topic"}
_UNTOLD = frozenset(("start", "its_items", "limit"))
"""Grounds that name nothing of the item itself: they stand in the table, not in the sentence."""


@dataclass(frozen=True, slots=True)
class GroundLine:
    """One ground for reporting an event. values: what was found, in words."""

    name: str
    values: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Nearest:
    """A known event that an item was held not to report. likely: how probable it was, in words; probability: as a number."""

    event_id: str
    title_en: str | None
    title_ja: str | None
    likely: str
    probability: float


@dataclass(frozen=True, slots=True)
class EventLinkView:
    """Why the item reports an event. sentence: how sure, who decided, and the strongest grounds. copy_of: the item whose text it repeats.

    nearest: for what opened the event, the known ones that were nearest to it, as far as they are still there.
    """

    event: EventRow
    sentence: str
    grounds: tuple[GroundLine, ...]
    copy_of: int | None
    nearest: tuple[Nearest, ...] = ()


def event_link(r: Reader, event: EventRow, linked: LinkedItem, concepts: Mapping[str, Concept], titles: Titles) -> EventLinkView:
    """Why an item reports an event. titles: of the events that its grounds name."""
    grounds = grounds_of(linked.event_reasons)
    by_person = linked.joined_by == "person"
    lines = tuple(_line(r, ground, concepts) for ground in grounds if ground["fact"] not in ("opened", "not"))
    return EventLinkView(
        event=event,
        sentence=_by_person(r, grounds) if by_person else grounds_said(r, linked.event_score, grounds, concepts),
        grounds=() if by_person else lines,
        copy_of=linked.copy_of,
        nearest=nearest_of(grounds, titles),
    )


def grounds_of(reasons: str) -> tuple[dict[str, Any], ...]:
    """The grounds as stored: JSON text of a list of objects with fact, values and weight; empty text for none."""
    return tuple(json.loads(reasons)) if reasons else ()


def is_preview(reasons: str) -> bool:
    """Whether joining marked a report as one that looks ahead to its event."""
    return any(ground["fact"] == "preview" for ground in grounds_of(reasons))


def opened_it(grounds: Sequence[Mapping[str, Any]]) -> bool:
    """Whether the item opened its event: its score is then the link's."""
    return any(ground["fact"] == "opened" for ground in grounds)


def nearest_of(grounds: Sequence[Mapping[str, Any]], titles: Titles) -> tuple[Nearest, ...]:
    """The known events that an item was held not to report, the nearest first; those that `titles` lacks are left out."""
    refused = [(str(ground["values"][0]), float(ground["weight"])) for ground in grounds if ground["fact"] == "not" and ground["values"]]
    likely = [(name, _probability(odds)) for name, odds in refused if name in titles]
    return tuple(Nearest(name, *titles[name], probability_said(chance), chance) for name, chance in likely)


def named_events(reasons: str) -> tuple[str, ...]:
    """The ids of the events that grounds name."""
    return tuple(str(value) for ground in grounds_of(reasons) if ground["fact"] == "not" for value in ground["values"])


def grounds_said(r: Reader, score: float, grounds: Sequence[Mapping[str, Any]], concepts: Mapping[str, Concept]) -> str:
    """Why a program's decision on an event came out as it did, in a sentence or three."""
    if opened_it(grounds):
        return r.t("event_opened")
    said = [r.t("event_verdict", score=probability_said(score))]
    for key, sign in (("event_for", 1), ("event_against", -1)):
        told = [ground for ground in grounds if ground["weight"] * sign >= LEAST and ground["fact"] not in _UNTOLD]
        strongest = sorted(told, key=lambda ground: -abs(ground["weight"]))[:TOLD]
        if strongest:
            said.append(r.t(key, grounds=r.t("comma").join(_told(r, _line(r, ground, concepts)) for ground in strongest)))
    if any(ground["fact"] == "preview" for ground in grounds):
        said.append(r.t("event_preview"))
    return r.t("space").join(said)


def _by_person(r: Reader, grounds: Sequence[Mapping[str, Any]]) -> str:
    why = next((str(ground["values"][0]) for ground in grounds if ground["fact"] == "person" and ground["values"]), "")
    return r.t("verdict_person") + (r.t("space") + r.t("event_person_why", why=why) if why else "")


def _told(r: Reader, line: GroundLine) -> str:
    return r.t("ground_told", name=line.name, values=r.t("comma").join(line.values)) if line.values else line.name


def _line(r: Reader, ground: Mapping[str, Any], concepts: Mapping[str, Concept]) -> GroundLine:
    fact = str(ground["fact"])
    key = f"ground_{fact}"
    values = dict.fromkeys(_value(r, fact, str(value), concepts) for value in ground["values"])
    return GroundLine(r.t(key) if key in r.words.table else fact.replace("_", " "), tuple(values), float(ground["weight"]))


def _value(r: Reader, fact: str, value: str, concepts: Mapping[str, Concept]) -> str:
    if fact in _ENUMS:
        return r.label(_ENUMS[fact], value)
    if fact == "day":
        return r.t(value) if value in r.words.table else value
    return mark_said(r, value, concepts)


def _probability(odds: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-50.0, min(50.0, odds))))
