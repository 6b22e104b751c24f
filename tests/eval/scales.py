"""Fits one scale each (link, relations, topics) and puts it as `tracker.link.model` reads it."""

import numpy as np

from tests.eval.candidates import LABEL_RULES, RELATION_RULES, TOPIC_RULES, link_rules
from tests.eval.fitting import Penalty, fit_binary, fit_classes
from tests.eval.matrix import by_place, nearness, standing
from tracker.types import RELATIONS, TOPICS

LINK_PENALTY = Penalty(0.3, 0.05)
RELATION_PENALTY = Penalty(2.0)
TOPIC_PENALTY = Penalty(2.0)
# A text that says nothing does not belong: so many of them stand beside the labelled ones, for the bias.
SILENT = 200.0
# Cited titles carry their event's relation, whatever the title itself says; written examples have fewer topics than labelled ones.
CITED, WRITTEN_TOPICS = 0.25, 0.5
# Micro-F1 is best where a topic is said from a probability of about a third on.
TOPIC_SHIFT = 0.7
# The topic's own sign counts without much of a penalty, another topic's with more: they are scaled by this.
OWN, ANOTHERS = 6.0, 0.5
# What a paper calls comment, and a headline that asks, say their relation outright.
OUTRIGHT = {"genre": 2.0, "asks": 2.0}
SMALLEST = 0.05
# Stands for the relation of what is not linked, and of written examples that teach the link alone.
UNSAID = -1


def link_scale(items, space, penalty=LINK_PENALTY):
    """The link's scale, from the items that teach it."""
    items = [item for item in items if item.links]
    names = [name for name, _ in link_rules()]
    bias, weights = fit_link(nearness(items, names, space), np.array([item.linked for item in items]), penalty)
    return scale([bias], weights[None], names, ("link",), 3)


def fit_link(x, linked, penalty):
    """(bias, weights) of a link; x: `nearness` of the rules of `link_rules`."""
    signs = np.repeat([float(sign) for _, sign in link_rules()], 3)
    silent = np.vstack([x, np.zeros((1, x.shape[1]))])
    return fit_binary(silent, np.append(linked, False), signs, penalty, np.append(np.ones(len(x)), SILENT))


def label_scale(judged, written, cited, space):
    """The scale of relations and topics: relations from linked items and cited titles, topics from linked items."""
    linked = [item for item in (*judged, *written) if item.relation]
    x = standing([*linked, *cited], LABEL_RULES, space)
    relation = np.array([RELATIONS.index(item.relation) for item in (*linked, *cited)])
    importance = np.append(np.ones(len(linked)), np.full(len(cited), CITED))
    biases, weights = fit_relation(x, relation, importance)
    trust = np.array([1.0 if item.judged else WRITTEN_TOPICS for item in linked])
    for topic in TOPICS:
        bias, weight = fit_topic(x[: len(linked)], np.array([topic in item.topics for item in linked]), topic, trust)
        biases, weights = np.append(biases, bias), np.vstack([weights, weight])
    return scale(biases, weights, LABEL_RULES, (*RELATIONS, *TOPICS), 2)


def fit_relation(x, relation, importance):
    """(biases, weights) of the relations; x: `standing` of LABEL_RULES, of which those for topics only count nothing."""
    stretch = np.repeat([0.0 if name in TOPIC_RULES else OUTRIGHT.get(name, 1.0) for name in LABEL_RULES], 2)
    biases, weights = fit_classes(x * stretch, relation, len(RELATIONS), RELATION_PENALTY, importance)
    return biases, weights * stretch


def fit_topic(x, told, topic, importance):
    """(bias, weights) of a topic; x: `standing` of LABEL_RULES. The bias holds the shift of the threshold."""
    stretch = np.repeat([_topic_stretch(name, topic) for name in LABEL_RULES], 2)
    bias, weights = fit_binary(x * stretch, told, np.zeros(x.shape[1]), TOPIC_PENALTY, importance)
    return bias + TOPIC_SHIFT, weights * stretch


def _topic_stretch(name, topic):
    if name.startswith("about_") or name in RELATION_RULES:
        return 0.0
    if name.startswith("partly_"):
        return OWN if name == f"partly_{topic}" else 0.0
    if name.startswith("solely_"):
        return OWN if name == f"solely_{topic}" else ANOTHERS
    return 1.0


def scale(biases, weights, rules, names, places):
    """One scale as `tracker.link.model` reads it; weights near nothing become nothing, and rules without weight are left out."""
    placed = by_place(weights, places).round(3)
    placed[np.abs(placed) < SMALLEST] = 0.0
    kept = {rule: placed[:, at].T.tolist() for at, rule in enumerate(rules) if np.abs(placed[:, at]).max() > 0}
    return {"names": list(names), "bias": [round(float(bias), 3) for bias in biases], "rules": kept}
