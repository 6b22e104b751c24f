"""What joining knows beside the items: the baseline events' profiles, the rarity of facts, and the fitted weights. Built once a start."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from db.records import EventRow, LinkedItem
from tracker.errors import PackError
from tracker.events.compare import FEATURES
from tracker.events.traits import Draft, Drafter, Rarity, event_traits, item_traits, merged
from tracker.events.types import Traits
from tracker.events.words import Words
from tracker.facts.types import Facts
from tracker.facts.wire import from_json
from tracker.pack import Pack
from tracker.types import Subject

Extract = Callable[[Subject], Facts]


@dataclass(frozen=True, slots=True)
class Weights:
    """`event_weights.json`: log-odds for each of FEATURES, with the decision at 0.

    event: of an item against a baseline event; item: of two items. profile: how much the baseline event's own text counts beside its
    items' together (1: as much).
    """

    version: str
    event: tuple[float, ...]
    item: tuple[float, ...]
    profile: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """All that `join` and `settle` look up of one anchor.

    baseline: its events by id. profiles: their traits. by_day: ids of those that happened on a day number in either capital. names: of
    persons, by concept. words: for previews and agencies.
    """

    anchor_id: str
    weights: Weights
    words: Words
    drafter: Drafter
    rarity: Rarity
    baseline: Mapping[str, EventRow] = field(default_factory=dict)
    profiles: Mapping[str, Traits] = field(default_factory=dict)
    by_day: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)


def read_weights(text: str, where: str) -> Weights:
    """The weights of a JSON text. where: the file's name, for errors. Raises PackError for another shape or other features."""
    try:
        row = json.loads(text)
        both = [tuple(float(row[name][feature]) for feature in FEATURES) for name in ("event", "item")]
        weights = Weights(str(row["version"]), both[0], both[1], float(row["profile"]))
    except (json.JSONDecodeError, KeyError, TypeError, ValueError) as error:
        raise PackError(where, f"no weights of events: {error!r}", "tests/eval/fit_events.py writes this file") from error
    if not all(math.isfinite(value) for value in (*weights.event, *weights.item, weights.profile)):
        raise PackError(where, "a weight is no finite number")
    return weights


def build(pack: Pack, extract: Extract, words: Words, weights: Weights) -> Model:
    """The model of a pack's anchor. extract: a subject's facts, of the pack's concepts. The baseline's texts are read here, once."""
    events, concepts = pack.events, pack.concepts
    drafter = Drafter(words, concepts)
    about = f"{pack.anchor.title_en}\n{pack.anchor.title_ja}"
    drafts = [profile_draft(event, about, extract, drafter) for event in events]
    rarity = Rarity(drafts)
    profiles = {event.id: event_traits(event, draft, rarity) for event, draft in zip(events, drafts, strict=True)}
    days: dict[int, list[str]] = {}
    for event_id, profile in profiles.items():
        for day in sorted(profile.washington | profile.tokyo):
            days.setdefault(day, []).append(event_id)
    return Model(
        anchor_id=pack.anchor.id,
        weights=weights,
        words=words,
        drafter=drafter,
        rarity=rarity,
        baseline={event.id: event for event in events},
        profiles=profiles,
        by_day={day: tuple(ids) for day, ids in days.items()},
        names={concept.id: next(iter(concept.en or concept.ja)) for concept in concepts if concept.id.startswith("person.")},
    )


def profile_draft(event: EventRow, about: str, extract: Extract, drafter: Drafter) -> Draft:
    """What a baseline event's texts say in both languages, with its listed people and instruments.

    about: the anchor's titles. They stand in for the rest of the story, so that a text without a telling word of its own is read too;
    what is found in them counts for nothing.
    """
    drafts = []
    for lang, title, summary in (("en", event.title_en, event.summary_en), ("ja", event.title_ja, event.summary_ja)):
        if title:
            subject = Subject(key=event.id, title=title, summary=summary or "", body=about, lang=lang, published_date=event.date)
            drafts.append(drafter.draft(extract(subject), title, summary or title, lang, event.date))
    return merged(drafts, (*event.actor_ids, *event.instrument_ids))


@lru_cache(maxsize=2048)
def traits_of(item: LinkedItem, model: Model) -> Traits:
    """The traits of a linked item, remembered for as long as items near it are joined. Raises PackError for facts that can't be read."""
    return item_traits(item, facts_of(item.facts), model.drafter, model.rarity)


@lru_cache(maxsize=256)
def facts_of(text: str) -> Facts:
    """The facts of an item's stored text, remembered while it is joined. Raises PackError for what can't be read."""
    return from_json(text)
