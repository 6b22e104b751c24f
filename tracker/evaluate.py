"""How good links, relations, topics and events are against labels: the figures of `tracker eval`."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from tracker.errors import ImportFileError
from tracker.types import RELATIONS, TOPICS, Subject

BINS = 10
"""Bins of equal width for the calibration error."""


@dataclass(frozen=True, slots=True)
class Label:
    """What a person says of a text.

    event: an id, None where it reports none. sure: False where it could be labelled either way. hard: words alone would mislead.
    """

    key: str
    lang: str
    linked: bool
    relation: str | None = None
    topics: tuple[str, ...] = ()
    event: str | None = None
    sure: bool = True
    hard: bool = False


@dataclass(frozen=True, slots=True)
class Prediction:
    """What the program says of it. score: probability of being linked. event: any id; only which items share it counts."""

    key: str
    linked: bool
    score: float
    relation: str | None = None
    topics: tuple[str, ...] = ()
    event: str | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of one set of items; shares and scores from 0 to 1, None where nothing can be counted.

    *_sure: on items marked sure. calibration_error: expected, in 10 bins of score. hard_linked: share of hard items that do not belong
    which are linked all the same. relation_accuracy, topics_f1 (micro): on items that label and program both hold linked. event_*
    (BCubed) and cross_language_pairs (of English-Japanese pairs that report one event, the share in one event): on those with a labelled
    event; no event predicted is one of its own.
    """

    items: int
    linked: int
    precision: float | None
    recall: float | None
    f1: float | None
    precision_sure: float | None
    recall_sure: float | None
    f1_sure: float | None
    calibration_error: float | None
    hard_negatives: int
    hard_linked: float | None
    relation_accuracy: float | None
    topics_f1: float | None
    event_precision: float | None
    event_recall: float | None
    event_f1: float | None
    cross_language_pairs: float | None


Pair = tuple[Label, Prediction]


def evaluate(labels: Sequence[Label], predictions: Iterable[Prediction]) -> dict[str, Figures]:
    """The figures by language, and under `all` of all items together; a label without a prediction counts as not linked, score 0."""
    by_key = {prediction.key: prediction for prediction in predictions}
    pairs = [(label, by_key.get(label.key, Prediction(label.key, False, 0.0))) for label in labels]
    sets: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        sets[pair[0].lang].append(pair)
    return {**{lang: figures(sets[lang]) for lang in sorted(sets)}, "all": figures(pairs)}


def figures(pairs: Sequence[Pair]) -> Figures:
    """The figures of some items."""
    sure = [pair for pair in pairs if pair[0].sure]
    hard = [prediction.linked for label, prediction in pairs if label.hard and not label.linked]
    both = [(label, prediction) for label, prediction in pairs if label.linked and prediction.linked]
    precision, recall, f1 = _scores(pairs)
    precision_sure, recall_sure, f1_sure = _scores(sure)
    event_precision, event_recall, event_f1 = bcubed(both)
    return Figures(
        items=len(pairs),
        linked=sum(label.linked for label, _ in pairs),
        precision=precision,
        recall=recall,
        f1=f1,
        precision_sure=precision_sure,
        recall_sure=recall_sure,
        f1_sure=f1_sure,
        calibration_error=calibration_error([(prediction.score, label.linked) for label, prediction in pairs]),
        hard_negatives=len(hard),
        hard_linked=_share(sum(hard), len(hard)),
        relation_accuracy=_share(sum(label.relation == prediction.relation for label, prediction in both), len(both)),
        topics_f1=_topics_f1(both),
        event_precision=event_precision,
        event_recall=event_recall,
        event_f1=event_f1,
        cross_language_pairs=cross_language_pairs(both),
    )


def calibration_error(scored: Sequence[tuple[float, bool]]) -> float | None:
    """Expected calibration error: over bins of score, the mean distance of share linked from mean score, by number of items."""
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for score, linked in scored:
        bins[min(int(score * BINS), BINS - 1)].append((score, linked))
    distance = sum(abs(sum(score for score, _ in some) - sum(linked for _, linked in some)) for some in bins.values())
    return _share(distance, len(scored))


def bcubed(pairs: Sequence[Pair]) -> tuple[float | None, float | None, float | None]:
    """BCubed precision, recall and F1 of events (Bagga and Baldwin, 1998), over items with a labelled event.

    For each item: of the items in its predicted event, the share with its labelled event; and the other way round.
    """
    known = [(label.event, _event(label, prediction)) for label, prediction in pairs if label.event is not None]
    if not known:
        return None, None, None
    labelled, predicted, shared = _sizes(event for event, _ in known), _sizes(event for _, event in known), _sizes(known)
    precision = sum(shared[pair] / predicted[pair[1]] for pair in known) / len(known)
    recall = sum(shared[pair] / labelled[pair[0]] for pair in known) / len(known)
    return precision, recall, 2 * precision * recall / (precision + recall)


def cross_language_pairs(pairs: Sequence[Pair]) -> float | None:
    """Of the pairs of an English and a Japanese item that report one event, the share that is in one predicted event."""
    events: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for label, prediction in pairs:
        if label.event is not None:
            events[label.event][label.lang].append(_event(label, prediction))
    joined = [first == second for langs in events.values() for first, second in product(langs["en"], langs["ja"])]
    return _share(sum(joined), len(joined))


def read_labels(lines: Iterable[str], where: str) -> tuple[tuple[Subject, Label], ...]:
    """The labelled texts of a JSON Lines file, in order.

    Fields of a line: id, lang, title, linked, and where known summary, body, published (a day), tier, relation, topics, event, hard, sure.
    where: the file's name, for errors. Raises ImportFileError, naming the row.
    """
    return tuple(_labelled(line, f"{where}, row {number}") for number, line in enumerate(lines, 1) if line.strip())


def _labelled(line: str, where: str) -> tuple[Subject, Label]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise ImportFileError(where, f"no JSON: {error.msg}", "one JSON object a line") from error
    if not isinstance(row, dict) or not all(isinstance(row.get(name), str) for name in ("id", "title", "lang")):
        raise ImportFileError(where, "id, title and lang are needed, as text", "see the fields of `tracker eval --help`")
    if not isinstance(row.get("linked"), bool):
        raise ImportFileError(where, "linked is neither true nor false")
    _check_names(row, where)
    subject = Subject(
        row["id"], row["title"], row.get("summary") or "", row.get("body") or "", row["lang"], row.get("tier") or "",
        published_date=row.get("published"),
    )  # fmt: skip
    label = Label(
        row["id"], row["lang"], row["linked"], row.get("relation"), tuple(row.get("topics") or ()), row.get("event"),
        bool(row.get("sure", True)), bool(row.get("hard", False)),
    )  # fmt: skip
    return subject, label


def _check_names(row: Mapping[str, Any], where: str) -> None:
    if row.get("relation") not in (None, *RELATIONS):
        raise ImportFileError(where, f"relation is {row['relation']!r}", "one of " + ", ".join(RELATIONS))
    strange = [topic for topic in row.get("topics") or () if topic not in TOPICS]
    if strange:
        raise ImportFileError(where, f"topics has {strange[0]!r}", "one of " + ", ".join(TOPICS))


def _scores(pairs: Sequence[Pair]) -> tuple[float | None, float | None, float | None]:
    right = sum(label.linked and prediction.linked for label, prediction in pairs)
    said = sum(prediction.linked for _, prediction in pairs)
    true = sum(label.linked for label, _ in pairs)
    return _share(right, said), _share(right, true), _share(2 * right, said + true)


def _topics_f1(both: Sequence[Pair]) -> float | None:
    right = sum(len(set(label.topics) & set(prediction.topics)) for label, prediction in both)
    named = sum(len(set(label.topics)) + len(set(prediction.topics)) for label, prediction in both)
    return _share(2 * right, named)


def _event(label: Label, prediction: Prediction) -> str:
    return f"its own: {label.key}" if prediction.event is None else prediction.event


def _sizes(values: Iterable[Any]) -> dict[Any, int]:
    sizes: dict[Any, int] = defaultdict(int)
    for value in values:
        sizes[value] += 1
    return sizes


def _share(part: float, whole: int) -> float | None:
    return part / whole if whole else None
