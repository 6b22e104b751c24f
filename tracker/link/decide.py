"""Decides whether a subject belongs to an anchor's story, which relation it has to it, and what it is about."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence

from db.link_rows import OWN_RELATION
from tracker.facts.extract import Extractor, day_of
from tracker.facts.types import Facts, Mention
from tracker.facts.wire import to_json
from tracker.link.model import Model
from tracker.link.rules import holding
from tracker.link.signs import Masks, circumstances, masks_of
from tracker.types import RELATIONS, TOPICS, Link, Reason, Subject

LIMIT = 12.0
"""Log-odds beyond which no score goes: a probability of 0.999994 claims more than any set of labels could show."""


def link_subject(subject: Subject, extractor: Extractor, model: Model) -> Link:
    """The link of one subject, read and decided; what a link does not need is looked for only where it is linked."""
    reading = extractor.read(subject)
    return _decided(reading.mentions, subject, model, lambda: extractor.facts(subject, reading))


def decide_link(facts: Facts, subject: Subject, model: Model) -> Link:
    """The link of one subject, from what was found in it.

    The score is the calibrated probability whose log-odds are the sum of the evidence's weights: the model's bias, then each rule that
    holds, with the words that made it hold. Relation, topics and facts are given where it is linked.
    """
    return _decided(facts.mentions, subject, model, lambda: facts)


def _decided(mentions: Sequence[Mention], subject: Subject, model: Model, facts: Callable[[], Facts]) -> Link:
    always = _always(subject, model)
    if mentions:
        return _weighed(mentions, always, model, facts)
    link = model.silent.get(always) or _weighed(mentions, always, model, facts)
    if not link.linked:
        model.silent[always] = link
    return link


def _weighed(mentions: Sequence[Mention], always: int, model: Model, facts: Callable[[], Facts]) -> Link:
    masks = masks_of(mentions, model.bits, model.within, always)
    evidence = _limited([Reason("bias", model.link.biases[0]), *_reasons(masks, mentions, model)])
    score = _probability(math.fsum(reason.weight for reason in evidence))
    if score < model.linked:
        return Link(model.anchor_id, False, score, None, (), tuple(evidence), model.version)
    relation, topics = labels_of(masks_of(mentions, model.label_bits, model.within, always), model)
    return Link(model.anchor_id, True, score, relation, topics, tuple(evidence), model.version, to_json(facts()))


def labels_of(masks: Masks, model: Model) -> tuple[str, tuple[str, ...]]:
    """The relation and the topics of a text that is linked.

    Relation: the one with the largest sum, between equals the first in `tracker.types.RELATIONS`. Topics: those whose sum is positive, in
    the order of `tracker.types.TOPICS`; where none is, the one with the largest.
    """
    sums = list(model.labels.biases)
    for number, place in holding(model.labels.bundles, masks):
        for at, weight in model.labels.sparse[number][place]:
            sums[at] += weight
    relations, topics = sums[: len(RELATIONS)], sums[len(RELATIONS) :]
    likely = tuple(topic for topic, value in zip(TOPICS, topics, strict=True) if value >= 0)
    return RELATIONS[relations.index(max(relations))], likely or (TOPICS[topics.index(max(topics))],)


def relation_with_event(link: Link, event_relation: str | None) -> str | None:
    """The relation of a link that reports an event: the event's, as 135 of 140 labelled items have it; without an event its own.

    What reads as an effect of that event (shares, another country's cars) or an answer to it keeps its own, as `db.store.links` does it.
    """
    if not link.linked or not event_relation or link.relation in OWN_RELATION.get(event_relation, ()):
        return link.relation
    return event_relation


def _always(subject: Subject, model: Model) -> int:
    always = 0
    for name in circumstances(subject, day_of(subject), model.phases):
        always |= model.wordless.get(name, 0)
    return always


def _limited(evidence: list[Reason]) -> list[Reason]:
    """The evidence, with a wordless reason that holds its sum within the limit."""
    odds = math.fsum(reason.weight for reason in evidence)
    excess = odds - max(-LIMIT, min(LIMIT, odds))
    return [*evidence, Reason("limit", -excess)] if excess else evidence


def _probability(odds: float) -> float:
    return 1.0 / (1.0 + math.exp(-odds)) if odds >= 0 else math.exp(odds) / (1.0 + math.exp(odds))


def _reasons(masks: Masks, mentions: Sequence[Mention], model: Model) -> Iterator[Reason]:
    spoken = _spoken(mentions, model)
    for number, place in holding(model.link.bundles, masks):
        weight = model.link.weights[number][place][0]
        if weight:
            rule = model.link.rules[number]
            words = _words(rule.need & ~model.unspoken, place, spoken)
            if not words:
                yield Reason(_wordless_name(rule.name), weight)
            for word in words:
                yield Reason(rule.name, weight, word.form, word.field, word.start, word.end)
                weight = 0.0


_Spoken = dict[int, list[tuple[Mention, int]]]
"""The mentions that give signs, with these as bits, by sentence."""


def _spoken(mentions: Sequence[Mention], model: Model) -> _Spoken:
    spoken: _Spoken = {}
    for mention in mentions:
        signs = 0 if mention.vetoed else model.bits[mention.concept][mention.live] | model.within[mention.form]
        if signs:
            spoken.setdefault(mention.sentence, []).append((mention, signs))
    return spoken


def _words(wanted: int, place: int, spoken: _Spoken) -> list[Mention]:
    """The mentions that make a rule hold in a place: the first one for each sign that it needs."""
    if not wanted:
        return []
    if place < 2:
        for pairs in spoken.values():
            words, missing = _cover(wanted, pairs)
            if not missing and (place or words[0].field == "title"):
                return words
    return _cover(wanted, [pair for pairs in spoken.values() for pair in pairs])[0]


def _cover(wanted: int, spoken: Sequence[tuple[Mention, int]]) -> tuple[list[Mention], int]:
    """The first mentions that give the signs, and the signs that none gives."""
    words: list[Mention] = []
    for mention, signs in spoken:
        if signs & wanted:
            words.append(mention)
            wanted &= ~signs
            if not wanted:
                break
    return words, wanted


def _wordless_name(name: str) -> str:
    return "tier" if "tier_" in name else "script" if "kana" in name else "date"
