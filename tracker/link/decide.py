"""Decides whether a subject belongs to an anchor's story, which relation it has to it, and what it is about."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from tracker.facts.extract import day_of
from tracker.facts.types import Facts, Mention
from tracker.facts.wire import to_json
from tracker.link.model import Model, Scale
from tracker.link.rules import Rule, place_of
from tracker.link.signs import Masks, circumstances, masks_of
from tracker.types import Link, Reason, Subject


def decide_link(facts: Facts, subject: Subject, model: Model) -> Link:
    """The link of one subject, from what was found in it.

    The score is the calibrated probability whose log-odds are the sum of the evidence's weights: the model's bias, then each rule that
    holds, with the words that made it hold. Relation, topics and facts are given where it is linked.
    """
    masks = masks_for(facts, subject, model)
    evidence = (Reason("bias", model.link.biases[0]), *_reasons(masks, facts, model))
    score = _probability(math.fsum(reason.weight for reason in evidence))
    linked = score >= model.linked
    return Link(
        anchor_id=model.anchor_id,
        linked=linked,
        score=score,
        relation=relation_of(masks, model) if linked else None,
        topics=topics_of(masks, model) if linked else (),
        evidence=evidence,
        version=model.version,
        facts=to_json(facts) if linked else "{}",
    )


def masks_for(facts: Facts, subject: Subject, model: Model) -> Masks:
    """The signs of a subject under a model."""
    always = 0
    for name in circumstances(subject, day_of(subject), model.phases):
        always |= model.signs.get(name, 0)
    return masks_of(facts, model.bits, always)


def relation_of(masks: Masks, model: Model) -> str | None:
    """The likeliest relation; between equals the one that comes first in `tracker.types.RELATIONS`. None for a model without relations."""
    sums = _sums(model.relations, masks)
    return model.relations.names[sums.index(max(sums))] if model.relations.rules else None


def topics_of(masks: Masks, model: Model) -> tuple[str, ...]:
    """The topics that are likelier than not, in the order of `tracker.types.TOPICS`; where none is, the likeliest."""
    sums = _sums(model.topics, masks)
    likely = tuple(topic for topic, value in zip(model.topics.names, sums, strict=True) if value >= 0)
    return likely or (model.topics.names[sums.index(max(sums))],)


def _sums(scale: Scale, masks: Masks) -> list[float]:
    sums = list(scale.biases)
    for rule, weights in zip(scale.rules, scale.weights, strict=True):
        place = place_of(rule, masks)
        if place >= 0:
            for number, weight in enumerate(weights[place]):
                sums[number] += weight
    return sums


def _probability(odds: float) -> float:
    return 1.0 / (1.0 + math.exp(-odds)) if odds >= 0 else math.exp(odds) / (1.0 + math.exp(odds))


def _reasons(masks: Masks, facts: Facts, model: Model) -> Iterator[Reason]:
    for rule, weights in zip(model.link.rules, model.link.weights, strict=True):
        place = place_of(rule, masks)
        if place < 0 or not weights[place][0]:
            continue
        words = _words(rule, place, facts.mentions, model)
        if not words:
            yield Reason(_wordless_name(rule.name), weights[place][0])
        for at, word in enumerate(words):
            yield Reason(rule.name, 0.0 if at else weights[place][0], word.form, word.field, word.start, word.end)


def _words(rule: Rule, place: int, mentions: Sequence[Mention], model: Model) -> list[Mention]:
    """The mentions that make a rule hold in a place: the first one for each sign that it needs."""
    wanted = rule.need & ~model.wordless
    if not wanted:
        return []
    if place == 2:
        return _cover(wanted, mentions, model)
    for sentence in dict.fromkeys(mention.sentence for mention in mentions if place or mention.field == "title"):
        words = _cover(wanted, [mention for mention in mentions if mention.sentence == sentence], model)
        if words:
            return words
    return []


def _cover(wanted: int, mentions: Sequence[Mention], model: Model) -> list[Mention]:
    words: list[Mention] = []
    for mention in mentions:
        if mention.vetoed:
            continue
        signs = model.bits[mention.concept][mention.live] & wanted
        if signs:
            words.append(mention)
            wanted &= ~signs
            if not wanted:
                return words
    return []


def _wordless_name(name: str) -> str:
    return "tier" if "tier_" in name else "script" if "kana" in name else "date"
