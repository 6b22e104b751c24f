"""Cross-validation of the linker on judged items: nested, with events and near-duplicates never on both sides."""

from dataclasses import dataclass, replace

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer

from tests.eval.candidates import LABEL_RULES, link_rules
from tests.eval.fitting import Penalty, folds_of
from tests.eval.matrix import Space, nearness, standing
from tests.eval.scales import CITED, LINK_PENALTY, UNSAID, WRITTEN_TOPICS, fit_link, fit_relation, fit_topic
from tracker.evaluate import Label, Prediction
from tracker.types import RELATIONS, TOPICS

FOLDS, INNER = 10, 4
GRID = (Penalty(0.15, 0.05), LINK_PENALTY, Penalty(0.6, 0.1), Penalty(1.2, 0.2))
ALIKE = 0.5


@dataclass(frozen=True)
class Data:
    """What is fitted on. judged: items that count; written and cited only teach."""

    judged: list
    written: list
    cited: list
    space: Space

    @property
    def labels(self):
        """The judged items' labels."""
        return [Label(i.subject.key, i.subject.lang, i.linked, i.relation, i.topics, i.event, i.sure, i.hard) for i in self.judged]

    def without_written(self):
        """The same without the written examples."""
        return replace(self, written=[])


@dataclass(frozen=True)
class Matrices:
    """Features of one list of items: for the link, and for relation and topics. links: which of them teach the link."""

    link: np.ndarray
    label: np.ndarray
    linked: np.ndarray
    relation: np.ndarray
    topics: np.ndarray
    links: np.ndarray


def crossed(data):
    """A prediction for each judged item by weights that saw neither it, nor its event, nor its like; penalties chosen within."""
    own, other, cited = (matrices(items, data.space) for items in (data.judged, data.written, data.cited))
    groups = groups_of(data.judged)
    folds = folds_of(groups, FOLDS)
    events = np.array([item.event for item in data.cited], dtype=object)
    predictions = []
    for fold in range(FOLDS):
        train, test = folds != fold, folds == fold
        hidden = {item.event for item, out in zip(data.judged, test, strict=True) if out}
        unseen = np.array([event not in hidden for event in events], dtype=bool)
        penalty = chosen(own, other, train, np.array(groups))
        predictions += predicted(data, own, other, part(cited, unseen), (train, test, penalty))
    return predictions


def transferred(data, langs, with_written):
    """Predictions for the judged items by weights fitted on the judged items of some languages only, or on the written ones."""
    own = matrices(data.judged, data.space)
    other = matrices(data.written if with_written else [], data.space)
    train = np.array([item.subject.lang in langs for item in data.judged], dtype=bool)
    none = part(matrices(data.cited, data.space), np.zeros(len(data.cited), dtype=bool))
    return predicted(data, own, other, none, (train, ~train, LINK_PENALTY))


def predicted(data, own, other, cited, split):
    """Predictions for the test part. split: (train, test, penalty), masks over the judged items."""
    train, test, penalty = split
    seen = part(own, train)
    taught = np.vstack([seen.link, other.link[other.links]])
    bias, weights = fit_link(taught, np.append(seen.linked, other.linked[other.links]), penalty)
    score = 1 / (1 + np.exp(-(own.link[test] @ weights + bias)))
    mine, theirs = part(seen, seen.linked), part(other, other.linked & (other.relation != UNSAID))
    relation = relations(mine, theirs, cited, own.label[test])
    said = topics(mine, theirs, own.label[test])
    items = [item for item, out in zip(data.judged, test, strict=True) if out]
    return [
        Prediction(item.subject.key, bool(p >= 0.5), float(p), RELATIONS[r], tuple(t for t, on in zip(TOPICS, row, strict=True) if on))
        for item, p, r, row in zip(items, score, relation, said, strict=True)
    ]


def relations(mine, theirs, cited, x):
    """The likeliest relation of each row of x, as an index."""
    rows = np.vstack([mine.label, theirs.label, cited.label])
    importance = np.concatenate([np.ones(len(mine.label) + len(theirs.label)), np.full(len(cited.label), CITED)])
    truth = np.concatenate([mine.relation, theirs.relation, cited.relation])
    biases, weights = fit_relation(rows, truth, importance)
    return (x @ weights.T + biases).argmax(axis=1)


def topics(mine, theirs, x):
    """Which topics each row of x is said to have. Shape (rows, topics)."""
    rows = np.vstack([mine.label, theirs.label])
    importance = np.concatenate([np.ones(len(mine.label)), np.full(len(theirs.label), WRITTEN_TOPICS)])
    truth = np.vstack([mine.topics, theirs.topics])
    said = []
    for column, topic in enumerate(TOPICS):
        bias, weights = fit_topic(rows, truth[:, column], topic, importance)
        said.append(x @ weights + bias >= 0)
    return np.array(said).T


def chosen(own, other, train, groups):
    """The penalty of GRID with the smallest loss in cross-validation within the training part."""
    inner = folds_of(list(groups[train]), INNER)
    x, linked = own.link[train], own.linked[train]
    more, truth = other.link[other.links], other.linked[other.links]
    losses = []
    for penalty in GRID:
        loss = 0.0
        for fold in range(INNER):
            keep = inner != fold
            bias, weights = fit_link(np.vstack([x[keep], more]), np.append(linked[keep], truth), penalty)
            odds = np.where(linked[~keep], 1.0, -1.0) * (x[~keep] @ weights + bias)
            loss += np.logaddexp(0, -odds).sum()
        losses.append(loss)
    return GRID[int(np.argmin(losses))]


def matrices(items, space):
    """The matrices of some items."""
    names = [name for name, _ in link_rules()]
    return Matrices(
        nearness(items, names, space),
        standing(items, LABEL_RULES, space),
        np.array([item.linked for item in items], dtype=bool),
        np.array([RELATIONS.index(item.relation) if item.relation else UNSAID for item in items], dtype=int),
        np.array([[topic in item.topics for topic in TOPICS] for item in items], dtype=bool).reshape(-1, len(TOPICS)),
        np.array([item.links for item in items], dtype=bool),
    )


def part(whole, mask):
    """Some rows of matrices."""
    return Matrices(*(getattr(whole, name)[mask] for name in Matrices.__dataclass_fields__))


def groups_of(items):
    """A group for each item: those of one event, and those with like titles (character n-grams), share one."""
    group = list(range(len(items)))

    def root(at):
        while group[at] != at:
            at = group[at]
        return at

    first: dict[str, int] = {}
    for at, item in enumerate(items):
        if item.event:
            group[root(at)] = root(first.setdefault(item.event, at))
    grams = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 4)).fit_transform([item.subject.title for item in items])
    likeness = (grams @ grams.T).tocoo()
    for one, other, value in zip(likeness.row, likeness.col, likeness.data, strict=True):
        if other < one and value > ALIKE:
            group[root(one)] = root(other)
    return [root(at) for at in range(len(items))]
