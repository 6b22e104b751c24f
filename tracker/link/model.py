"""A fitted model of links, relations and topics, read from `weights.json` and made ready for one gazetteer."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tracker.errors import PackError
from tracker.gazetteer import Concept
from tracker.link.rules import PLACES, Rule, rule_from
from tracker.link.signs import parts_of
from tracker.types import RELATIONS, TOPICS

_CIRCUMSTANCES = ("undated", "kana", "tier_official", "tier_wire", "tier_press", "tier_law_firm", "tier_project")
# A name still names its bearer where the word that a guard asks for stands elsewhere; a verb, a rate or a process then says nothing.
_NAMES = frozenset(("person", "country", "organisation", "company", "place"))
# Whose topics say what a text is about: a minister or a verb turns up under every subject.
_NO_TOPIC = frozenset(("person", "phrase", "country"))


@dataclass(frozen=True, slots=True)
class Scale:
    """Sums of weights: one for a link, one for each relation or topic.

    names: what is summed for. biases: of each. rules: what is looked for. weights: for each rule and place (`rules.PLACES`), what it adds
    to each sum.
    """

    names: tuple[str, ...]
    biases: tuple[float, ...]
    rules: tuple[Rule, ...]
    weights: tuple[tuple[tuple[float, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class Model:
    """What decides links for one anchor.

    linked, opens: the probabilities from which an item is linked, and may open an event. signs: bits by name. bits: a concept's signs,
    where its guard does not hold and where it does. phases: (first day, name) of the story. wordless: the signs that no word carries.
    """

    anchor_id: str
    version: str
    linked: float
    opens: float
    link: Scale
    relations: Scale
    topics: Scale
    signs: Mapping[str, int]
    bits: Mapping[str, tuple[int, int]]
    phases: tuple[tuple[str, str], ...]
    wordless: int


def read_model(text: str, where: str, concepts: Sequence[Concept], anchor_id: str) -> Model:
    """The model in a `weights.json`, for the concepts of one pack.

    text: the file's content; where: its name, for errors. A rule that asks for a sign which this gazetteer does not give holds in no
    text and is left out. Raises PackError for anything that `tests/eval/fit_weights.py` would not write.
    """
    try:
        row = json.loads(text)
        phases = tuple((str(day), str(name)) for day, name in row["phases"])
        signs = sign_bits(concepts, row["classes"], phases)
        return Model(
            anchor_id=anchor_id,
            version=str(row["version"]),
            linked=float(row["linked"]),
            opens=float(row["opens"]),
            link=_scale(row["link"], ("link",), signs, where),
            relations=_scale(row["relations"], RELATIONS, signs, where),
            topics=_scale(row["topics"], TOPICS, signs, where),
            signs=signs,
            bits=concept_bits(concepts, row["classes"], signs),
            phases=phases,
            wordless=_union(signs, (*_CIRCUMSTANCES, *(name for _, name in phases))),
        )
    except (json.JSONDecodeError, KeyError, TypeError, AttributeError, ValueError) as error:
        raise PackError(where, f"no model: {type(error).__name__} {error}", "write it with tests/eval/fit_weights.py") from error


def sign_bits(concepts: Sequence[Concept], classes: Iterable[str], phases: Sequence[tuple[str, str]]) -> dict[str, int]:
    """The bit of each sign by name: the concepts' parts, each again with `!` for a live one, classes, `about_<topic>`, circumstances."""
    parts = sorted({part for concept in concepts for part in parts_of(concept)})
    live = (f"{part}!" for part in parts)
    about = (f"about_{topic}" for topic in TOPICS)
    named = dict.fromkeys((*parts, *live, *classes, *about, *_CIRCUMSTANCES, *(name for _, name in phases)))
    return {name: 1 << number for number, name in enumerate(named)}


def concept_bits(
    concepts: Sequence[Concept], classes: Mapping[str, Sequence[str]], signs: Mapping[str, int]
) -> dict[str, tuple[int, int]]:
    """The signs of each concept by id: of a mention whose guard does not hold, and of a live one."""
    bits = {}
    for concept in concepts:
        parts = set(parts_of(concept))
        plain = parts | {name for name, members in classes.items() if parts & set(members)}
        about = set() if concept.kind in _NO_TOPIC else {f"about_{topic}" for topic in concept.topics}
        live = _union(signs, plain | about | {f"{part}!" for part in parts})
        bits[concept.id] = (_union(signs, plain) if concept.kind in _NAMES else 0, live)
    return bits


def _scale(row: Mapping[str, Any], names: tuple[str, ...], signs: Mapping[str, int], where: str) -> Scale:
    rules: list[Rule] = []
    weights: list[tuple[tuple[float, ...], ...]] = []
    for name, places in row["rules"].items():
        if _known(name, signs):
            rules.append(rule_from(name, signs, where))
            weights.append(tuple(_row(places[place], names) for place in range(len(PLACES))))
    return Scale(names, _row(row["bias"], names), tuple(rules), tuple(weights))


def _row(value: Mapping[str, float], names: tuple[str, ...]) -> tuple[float, ...]:
    return tuple(float(value.get(name, 0.0)) for name in names)


def _known(name: str, signs: Mapping[str, int]) -> bool:
    """Whether every sign that must stand exists; what must not stand and never does is nothing to ask for."""
    return all(token == "+" or token in signs for token in name.partition(" - ")[0].split())


def _union(signs: Mapping[str, int], names: Iterable[str]) -> int:
    union = 0
    for name in names:
        union |= signs[name]
    return union
