"""Reads a pack's gazetteer: which words name which concept. Fields and rules: README of the anchor pack's reference data."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.errors import PackError
from tracker.types import RELATIONS, TOPICS

KINDS = (
    "person", "organisation", "company", "country", "place", "product", "instrument", "measure", "process", "phrase", "rate",
    "topic", "economic_indicator", "other_story",
)  # fmt: skip
SIGNALS = ("core", "supporting", "context", "contrary")


@dataclass(frozen=True, slots=True)
class Guard:
    """What must, and what must not, stand in the same title or sentence as a form.

    forms: the forms that need a near word, empty for all. near: any of these satisfies, in either language; empty: none is needed.
    veto: any of these rejects every form of the concept.
    """

    forms: tuple[str, ...]
    near: tuple[str, ...]
    veto: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Office:
    """Who held an office (concept `role.…`), or which office a person held. Days, half open; None: open.

    person: the holder's concept id, empty in a person's own list.
    """

    start: str | None
    end: str | None
    title_en: str
    title_ja: str
    person: str = ""


@dataclass(frozen=True, slots=True)
class Concept:
    """One line of a gazetteer. en, ja: its forms. groups: which parts it can play in a link's reasons (`tracker.link`)."""

    id: str
    kind: str
    en: tuple[str, ...]
    ja: tuple[str, ...]
    side: str
    signal: str
    topics: tuple[str, ...] = ()
    roles: tuple[Office, ...] = ()
    ambiguous: bool = False
    guard: Guard | None = None
    relation_hint: str | None = None
    note: str = ""
    groups: tuple[str, ...] = ()

    @property
    def forms(self) -> tuple[str, ...]:
        """All forms, each once, English ones first."""
        return tuple(dict.fromkeys(self.en + self.ja))


def read_concepts(lines: Iterable[str], where: str) -> tuple[Concept, ...]:
    """The concepts of a gazetteer in JSON Lines, in order; empty lines are passed over.

    where: the file's name, for errors. Raises PackError, naming the file and the row, for a line that is no JSON object, lacks a
    field or has a value outside its range, and for an id that stands twice.
    """
    concepts: dict[str, Concept] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        place = f"{where}, row {number}"
        concept = _concept(_object(line, place), place)
        if concept.id in concepts:
            raise PackError(place, f"the id {concept.id} stands twice")
        concepts[concept.id] = concept
    return tuple(concepts.values())


def _object(line: str, place: str) -> Mapping[str, Any]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise PackError(place, f"no JSON: {error.msg}") from error
    if not isinstance(row, dict):
        raise PackError(place, "no JSON object")
    return row


def _concept(row: Mapping[str, Any], place: str) -> Concept:
    concept = Concept(
        id=_word(row, "id", place),
        kind=_choice(row, "kind", KINDS, place),
        en=_words(row, "en", place),
        ja=_words(row, "ja", place),
        side=_word(row, "side", place),
        signal=_choice(row, "signal", SIGNALS, place),
        topics=_words(row, "topics", place, TOPICS),
        roles=tuple(_office(role, place) for role in row.get("roles") or ()),
        ambiguous=bool(row.get("ambiguous")),
        guard=_guard(row.get("guard"), place),
        relation_hint=_choice(row, "relation_hint", RELATIONS, place) if row.get("relation_hint") else None,
        note=str(row.get("note") or ""),
        groups=_words(row, "groups", place),
    )
    if not concept.forms:
        raise PackError(place, f"{concept.id} has no form")
    return concept


def _word(row: Mapping[str, Any], name: str, place: str) -> str:
    value = row.get(name)
    if not isinstance(value, str) or not value:
        raise PackError(place, f"{name} is missing or no text")
    return value


def _choice(row: Mapping[str, Any], name: str, choices: tuple[str, ...], place: str) -> str:
    value = _word(row, name, place)
    if value not in choices:
        raise PackError(place, f"{name} is {value!r}", "one of " + ", ".join(choices))
    return value


def _words(row: Mapping[str, Any], name: str, place: str, choices: tuple[str, ...] = ()) -> tuple[str, ...]:
    values = row.get(name) or []
    if not isinstance(values, list) or not all(isinstance(value, str) and value for value in values):
        raise PackError(place, f"{name} is no list of texts")
    strange = [value for value in values if choices and value not in choices]
    if strange:
        raise PackError(place, f"{name} has {strange[0]!r}", "one of " + ", ".join(choices))
    return tuple(values)


def _guard(value: object, place: str) -> Guard | None:
    if value is None:
        return None
    if not isinstance(value, dict):
        raise PackError(place, "guard is no object")
    return Guard(
        forms=_words(value, "forms", place),
        near=_words(value, "near_en", place) + _words(value, "near_ja", place),
        veto=_words(value, "veto_en", place) + _words(value, "veto_ja", place),
    )


def _office(value: object, place: str) -> Office:
    if not isinstance(value, dict):
        raise PackError(place, "roles has something that is no object")
    return Office(
        start=_day(value.get("from"), place),
        end=_day(value.get("to"), place),
        title_en=str(value.get("title_en") or ""),
        title_ja=str(value.get("title_ja") or ""),
        person=str(value.get("person") or ""),
    )


def _day(value: object, place: str) -> str | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError as error:
        raise PackError(place, f"{value!r} is no day", "write it as 2025-04-16, or null") from error
