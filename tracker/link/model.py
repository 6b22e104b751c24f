"""A fitted model of links, relations and topics, read from `weights.json` and made ready for one gazetteer."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any

from tracker.errors import PackError
from tracker.facts.folding import fold
from tracker.facts.lexicon import Lexicon
from tracker.gazetteer import Concept
from tracker.link.rules import PLACES, Bundle, Rule, bundled, needed, rule_from
from tracker.link.signs import Within, parts_of
from tracker.types import RELATIONS, TOPICS, Link

_CIRCUMSTANCES = ("undated", "kana", "asks", "tier_official", "tier_wire", "tier_press", "tier_law_firm", "tier_project")
# A name still names its bearer where the word that a guard asks for stands elsewhere; a verb, a rate or a process then says nothing,
# and a third party speaks against a story only where it is a party to tariffs or talks.
_NAMES = frozenset(("person", "country", "organisation", "company", "place"))
_INNER = frozenset(("person", "country", "product"))
_OUTER = frozenset(("process", "measure", "rate", "topic", "economic_indicator", "instrument", "phrase", "product"))
# Whose topics say what a text is about: a minister or a verb turns up under every subject.
_NO_TOPIC = frozenset(("person", "phrase", "country"))
# A gas plant is about energy and about investment; a rate or a summit with two topics is about one of them.
_OF_TWO = frozenset(("company", "product", "place"))


@dataclass(frozen=True, slots=True)
class Scale:
    """Sums of weights: one for a link, one for each relation or topic.

    names: what is summed for. biases: of each. rules: what is looked for. weights: for each rule and place (`rules.PLACES`), what it adds
    to each sum. sparse: the same without the noughts, as (number of the sum, weight). bundles: `rules.bundled`.
    """

    names: tuple[str, ...]
    biases: tuple[float, ...]
    rules: tuple[Rule, ...]
    weights: tuple[tuple[tuple[float, ...], ...], ...]
    sparse: tuple[tuple[tuple[tuple[int, float], ...], ...], ...]
    bundles: tuple[Bundle, ...]


@dataclass(frozen=True, slots=True)
class Model:
    """What decides links for one anchor: link has one sum, labels one for each relation and then each topic.

    linked, opens: the probabilities from which an item is linked, and may open an event. bits: a concept's signs, where its guard does
    not hold and where it does. label_bits: the same for relation and topics, where a guard has nothing more to prove. within: signs of
    the names and tariff words inside a longer form. phases: (first day, name) of the story. wordless: signs of a subject's circumstances,
    by name; unspoken: all of them. No word carries them. silent: the links of texts that name nothing, as most do, kept by the
    circumstances for which they were decided.
    """

    anchor_id: str
    version: str
    linked: float
    opens: float
    link: Scale
    labels: Scale
    bits: Mapping[str, tuple[int, int]]
    label_bits: Mapping[str, tuple[int, int]]
    within: Within
    phases: tuple[tuple[str, str], ...]
    wordless: Mapping[str, int]
    unspoken: int
    silent: dict[int, Link] = field(default_factory=dict, init=False, compare=False, repr=False)


def read_model(text: str, where: str, concepts: Sequence[Concept], anchor_id: str) -> Model:
    """The model in a `weights.json`, for the concepts of one pack.

    text: the file's content; where: its name, for errors. A rule that asks for a sign which this gazetteer does not give holds in no
    text and is left out. Raises PackError for anything that `tests/eval/fit_weights.py` would not write.
    """
    try:
        row = json.loads(text)
        phases = tuple((str(day), str(name)) for day, name in row["phases"])
        signs = sign_bits(concepts, row["classes"], phases)
        bits = concept_bits(concepts, row["classes"], signs)
        wordless = wordless_bits(phases, row["classes"], signs)
        return Model(
            anchor_id=anchor_id,
            version=str(row["version"]),
            linked=float(row["linked"]),
            opens=float(row["opens"]),
            link=_scale(row["link"], ("link",), signs, where),
            labels=_scale(row["labels"], (*RELATIONS, *TOPICS), signs, where),
            bits=bits,
            label_bits={concept: (live, live) for concept, (_, live) in bits.items()},
            within=bits_within(concepts, row["classes"], signs),
            phases=phases,
            wordless=wordless,
            unspoken=reduce(or_, wordless.values()),
        )
    except (json.JSONDecodeError, KeyError, TypeError, AttributeError, ValueError) as error:
        raise PackError(where, f"no model: {type(error).__name__} {error}", "write it with tests/eval/fit_weights.py") from error


def sign_bits(concepts: Sequence[Concept], classes: Iterable[str], phases: Sequence[tuple[str, str]]) -> dict[str, int]:
    """The bit of each sign by name: the concepts' parts, each again with `!` for a live one, classes, topics, circumstances.

    `about_<topic>` is the sign of whatever concerns a topic, `solely_<topic>` of what concerns no other, `partly_<topic>` of a firm, a
    good or a place that concerns it and one other.
    """
    parts = sorted({part for concept in concepts for part in parts_of(concept)})
    live = (f"{part}!" for part in parts)
    about = (f"{kind}_{topic}" for kind in ("about", "solely", "partly") for topic in TOPICS)
    named = dict.fromkeys((*parts, *live, *classes, *about, *_CIRCUMSTANCES, *(name for _, name in phases)))
    return {name: 1 << number for number, name in enumerate(named)}


def wordless_bits(phases: Sequence[tuple[str, str]], classes: Mapping[str, Sequence[str]], signs: Mapping[str, int]) -> dict[str, int]:
    """The signs of each circumstance by its name: its own, and those of the classes that it belongs to."""
    names = (*_CIRCUMSTANCES, *(name for _, name in phases))
    return {name: _union(signs, (name, *(one for one, members in classes.items() if name in members))) for name in names}


def concept_bits(concepts: Sequence[Concept], classes: Mapping[str, Sequence[str]], signs: Mapping[str, int]) -> dict[str, tuple[int, int]]:
    """The signs of each concept by id: of a mention whose guard does not hold, and of a live one."""
    bits = {}
    for concept in concepts:
        plain = _plain_bits(concept, classes, signs)
        live = plain | _about_bits(concept, signs) | _union(signs, (f"{part}!" for part in parts_of(concept)))
        bits[concept.id] = (plain if concept.kind in _NAMES and concept.side != "other" else 0, live)
    return bits


def bits_within(concepts: Sequence[Concept], classes: Mapping[str, Sequence[str]], signs: Mapping[str, int]) -> Within:
    """The signs of what a longer form holds, by the form: 日米関税交渉 is one concept, and still names both sides and the tariff.

    Only countries, persons, goods and tariff words count, and only inside processes, measures, rates and the like: inside the name of a
    firm, an office or another story (日本銀行, 関税法違反) they mean something else.
    """
    inner = [concept for concept in concepts if concept.kind in _INNER or "tariff" in parts_of(concept)]
    lexicon = Lexicon(inner)
    within = Within()
    for form in dict.fromkeys(form for concept in concepts if concept.kind in _OUTER for form in concept.forms):
        found = 0
        folded = fold(form)
        for _, _, hit in lexicon.hits(folded, lexicon.found(folded)):
            for number in hit.concepts:
                found |= _plain_bits(inner[number], classes, signs) | _about_bits(inner[number], signs)
        if found:
            within[folded.lower] = found
    return within


def _about_bits(concept: Concept, signs: Mapping[str, int]) -> int:
    """A concept of several topics (a ministry, a rate of 25%) says what may be meant, one of a single topic what is."""
    if concept.kind in _NO_TOPIC:
        return 0
    kinds = ("about", "solely") if len(concept.topics) == 1 else ("about",)
    if len(concept.topics) == 2 and concept.kind in _OF_TWO:
        kinds = ("about", "partly")
    return _union(signs, (f"{kind}_{topic}" for kind in kinds for topic in concept.topics))


def _plain_bits(concept: Concept, classes: Mapping[str, Sequence[str]], signs: Mapping[str, int]) -> int:
    parts = set(parts_of(concept))
    return _union(signs, parts | {name for name, members in classes.items() if parts & set(members)})


def _scale(row: Mapping[str, Any], known: tuple[str, ...], signs: Mapping[str, int], where: str) -> Scale:
    names = tuple(row["names"])
    if names != known:
        raise PackError(where, f"sums for {', '.join(names)}", "needed are " + ", ".join(known))
    held = {name: places for name, places in row["rules"].items() if all(sign in signs for sign in needed(name))}
    weights = tuple(tuple(_numbers(place, names) for place in _three(places)) for places in held.values())
    sparse = tuple(tuple(tuple((at, weight) for at, weight in enumerate(place) if weight) for place in places) for places in weights)
    rules = tuple(rule_from(name, signs, where) for name in held)
    return Scale(names, _numbers(row["bias"], names), rules, weights, sparse, bundled(rules))


def _three(places: Sequence[Any]) -> Sequence[Any]:
    """A rule's weights in title, sentence and text; two lists are title and elsewhere."""
    return places if len(places) == len(PLACES) else (places[0], places[1], places[1])


def _numbers(values: Sequence[float], names: Sequence[str]) -> tuple[float, ...]:
    return tuple(float(value) for value, _ in zip(values, names, strict=True))


def _union(signs: Mapping[str, int], names: Iterable[str]) -> int:
    union = 0
    for name in names:
        union |= signs[name]
    return union
