"""Labelled items for events as the program sees them, pairs of them as a training set, and the figures by which joining is judged."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from db.records import LinkedItem
from tracker.anchor import load_pack, shipped
from tracker.event_model import load_words
from tracker.events.compare import FEATURES, compare
from tracker.events.join import DAYS_AFTER, DAYS_BEFORE, baseline_in_reach
from tracker.events.model import Model, Weights, build, traits_of
from tracker.facts.extract import Extractor
from tracker.facts.wire import to_json
from tracker.pack import Pack
from tracker.types import Subject

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "eval"
OWN = Path(__file__).parent / "data" / "events_own.jsonl"
FOLDS = 8
START = Weights("none", (0.0,) * len(FEATURES), (0.0,) * len(FEATURES))


@dataclass(frozen=True, slots=True)
class Labelled:
    """An item with the event it reports (None: none that is labelled) and where the label is from: `shared`, `own` or `cited`."""

    item: LinkedItem
    event: str | None
    origin: str


def the_pack() -> Pack:
    """The shipped pack of the first anchor."""
    return load_pack(shipped()[0])


def model_of(pack: Pack, extractor: Extractor, weights: Weights = START) -> Model:
    """The pack's model with the given weights."""
    return build(pack, extractor.extract, load_words(), weights)


def shared_rows() -> list[dict]:
    """All labelled rows beside the repository; none where they are missing."""
    if not SHARED.is_dir():
        return []
    names = ("items_en.jsonl", "items_ja.jsonl")
    return [json.loads(line) for name in names for line in (SHARED / name).read_text(encoding="utf-8").splitlines()]


def shared_items(extractor: Extractor) -> list[Labelled]:
    """The linked ones of the labelled items beside the repository."""
    return [_labelled(row, extractor, at, "shared") for at, row in enumerate(shared_rows()) if row["linked"]]


def own_items(extractor: Extractor) -> list[Labelled]:
    """Items written for this project: several of one event in both languages, and neighbours that must stay apart."""
    if not OWN.is_file():
        return []
    rows = [json.loads(line) for line in OWN.read_text(encoding="utf-8").splitlines()]
    return [_labelled({**row, "id": f"own-{at}"}, extractor, 100_000 + at, "own") for at, row in enumerate(rows)]


def cited_items(pack: Pack, extractor: Extractor) -> list[Labelled]:
    """The headlines that the baseline cites for exactly one event, as items that report it."""
    events = {event.id: event for event in pack.events}
    uses = Counter(citation.url for citation in pack.citations)
    found = []
    for at, citation in enumerate(pack.citations):
        if uses[citation.url] > 1 or not citation.published_at or citation.tier in ("law_firm", "project"):
            continue
        event = events[citation.event_id]
        row = {
            "id": citation.url, "url": citation.url, "source": citation.publisher, "lang": citation.lang, "title": citation.title,
            "summary": "", "published": citation.published_at[:10], "relation": event.relation, "topics": event.topics, "event": event.id,
        }  # fmt: skip
        found.append(_labelled(row, extractor, 200_000 + at, "cited"))
    return found


def _labelled(row: dict, extractor: Extractor, item_id: int, origin: str) -> Labelled:
    subject = Subject(row["id"], row["title"], row["summary"], lang=row["lang"], published_date=row["published"])
    item = LinkedItem(
        item_id=item_id, revision_id=item_id, item_key=row["id"], source_id=row.get("source", "own"), publisher=row.get("source", "own"),
        publisher_family="", tier="", lang=row["lang"], origin="imported", url=row.get("url", ""), publication_key="",
        title=row["title"], summary=row["summary"], published_at=None, published_date=row["published"],
        first_seen_at=f"{row['published'] or '2027-01-01'}T12:00:00Z", relation=row["relation"], topics=tuple(row["topics"]),
        score=1.0, facts=to_json(extractor.extract(subject)), event_id=None, decided_by="linker",
    )  # fmt: skip
    return Labelled(item, row["event"], origin)


def blurred(items: Sequence[Labelled], wrong: float = 0.12, dropped: float = 0.15) -> list[Labelled]:
    """The same items with the mistakes of a linker: some relations and topics are others. Deterministic by the items' keys."""
    swaps = {
        "precursor": "measure", "anchor": "negotiation", "negotiation": "response", "agreement": "negotiation", "measure": "negotiation",
        "response": "negotiation", "impact": "measure", "spillover": "agreement", "analysis": "response",
    }  # fmt: skip

    def chance(key: str) -> float:
        return int(hashlib.sha256(key.encode()).hexdigest()[:8], 16) / 0xFFFFFFFF

    found = []
    for one in items:
        item = one.item
        relation = swaps[item.relation] if item.relation and chance(f"relation {item.item_key}") < wrong else item.relation
        topics = [topic for topic in item.topics if chance(f"{topic} {item.item_key}") >= dropped]
        added = ["reciprocal_tariff"] if chance(f"added {item.item_key}") < 0.2 else []
        found.append(replace(one, item=replace(item, relation=relation, topics=tuple(dict.fromkeys([*topics, *added])))))
    return found


def fold_of(one: Labelled) -> int:
    """The fold an item belongs to: that of its event, so that no event is both learned and judged."""
    name = one.event or one.item.item_key
    return int(hashlib.sha256(name.encode()).hexdigest()[:8], 16) % FOLDS


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs with their features (n × features), whether they are one event, the folds of both sides (n × 2), and weights."""

    x: NDArray[np.float64]
    y: NDArray[np.bool_]
    folds: NDArray[np.int64]

    def without(self, fold: int) -> Pairs:
        """The pairs of which no side belongs to a fold."""
        keep = (self.folds != fold).all(axis=1)
        return Pairs(self.x[keep], self.y[keep], self.folds[keep])


def event_pairs(items: Sequence[Labelled], model: Model) -> Pairs:
    """Items against the baseline events in reach."""
    x, y, folds = [], [], []
    for one in items:
        if one.item.relation == "analysis":
            continue
        traits = traits_of(one.item, model)
        for event_id in baseline_in_reach(traits, model):
            x.append(compare(traits, model.profiles[event_id]).features)
            y.append(event_id == one.event)
            folds.append((fold_of(one), fold_of(one)))
    return Pairs(np.array(x), np.array(y), np.array(folds))


def item_pairs(items: Sequence[Labelled], model: Model) -> Pairs:
    """Items of one origin against each other, as far as they were published within reach."""
    x, y, folds = [], [], []
    live = [one for one in items if one.item.relation != "analysis"]
    for at, one in enumerate(live):
        for other in live[:at]:
            if one.origin != other.origin or not _close(one.item, other.item):
                continue
            x.append(compare(traits_of(one.item, model), traits_of(other.item, model)).features)
            y.append(one.event is not None and one.event == other.event)
            folds.append((fold_of(one), fold_of(other)))
    return Pairs(np.array(x), np.array(y), np.array(folds))


def _close(one: LinkedItem, other: LinkedItem) -> bool:
    if not one.published_date or not other.published_date:
        return False
    days = (date.fromisoformat(one.published_date) - date.fromisoformat(other.published_date)).days
    return abs(days) <= max(DAYS_AFTER, DAYS_BEFORE)


def bound(name: str) -> tuple[float | None, float | None]:
    """What a feature's weight may be: what is common speaks for one event, what differs against it; days are free.

    A third country decides (entities_cross.md, example 4), and is rare in the labels: its weight is at most -3.
    """
    if name == "other_land":
        return None, -3.0
    if name.startswith(("other_", "third_")) or name == "day_missed":
        return None, 0.0
    if name.startswith("days_") or name in ("bias", "across", "day_unknown"):
        return None, None
    return 0.0, None


def fitted(pairs: Pairs, strength: float, lean: float) -> tuple[float, ...]:
    """Weights by logistic regression with a ridge penalty and bounds on their signs.

    strength: of the inverse penalty, on features scaled to unit variance. lean: added to the bias, so that 0 decides.
    """
    scale = pairs.x.std(axis=0)
    scale[scale == 0] = 1.0
    x, sign = pairs.x / scale, np.where(pairs.y, 1.0, -1.0)
    penalty = np.array([0.0] + [1.0] * (len(FEATURES) - 1)) / strength

    def loss(w: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        margin = sign * (x @ w)
        pull = -sign / (1.0 + np.exp(margin))
        return float(np.logaddexp(0.0, -margin).sum() + 0.5 * (penalty * w * w).sum()), x.T @ pull + penalty * w

    bounds = [bound(name) for name in FEATURES]
    scaled = [(low, high * size if high is not None else None) for (low, high), size in zip(bounds, scale, strict=True)]
    start = np.array([min(0.0, high * size) if high is not None else 0.0 for (_, high), size in zip(bounds, scale, strict=True)])
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=scaled)
    weights = found.x / scale
    return (float(weights[0]) + lean, *(float(value) for value in weights[1:]))


@dataclass(frozen=True, slots=True)
class Settings:
    """How weights are fitted: penalties, and how much likelier than even a pair must be (log-odds added to the bias)."""

    event_strength: float = 0.1
    item_strength: float = 0.1
    event_lean: float = 1.8
    item_lean: float = 1.6
    profile: float = 1.0


def weights_of(events: Pairs, items: Pairs, settings: Settings, version: str) -> Weights:
    """The weights fitted on both kinds of pairs."""
    return Weights(
        version,
        fitted(events, settings.event_strength, settings.event_lean),
        fitted(items, settings.item_strength, settings.item_lean),
        settings.profile,
    )


def joined_pairs(*parts: Pairs) -> Pairs:
    """Several sets of pairs as one."""
    return Pairs(*(np.concatenate([getattr(part, name) for part in parts]) for name in ("x", "y", "folds")))


def precision_recall(labels: Sequence[str], predicted: Sequence[str | None]) -> list[tuple[float, float]]:
    """BCubed precision and recall of each item (Bagga and Baldwin 1998). predicted None: an event of its own."""
    names = [name if name is not None else f"alone {at}" for at, name in enumerate(predicted)]
    pairs, mine, theirs = Counter(zip(labels, names, strict=True)), Counter(labels), Counter(names)
    return [(pairs[label, name] / theirs[name], pairs[label, name] / mine[label]) for label, name in zip(labels, names, strict=True)]


def f1(scores: Iterable[tuple[float, float]]) -> tuple[float, float, float]:
    """Mean precision, mean recall and their harmonic mean."""
    rows = list(scores)
    precision = sum(row[0] for row in rows) / len(rows)
    recall = sum(row[1] for row in rows) / len(rows)
    return precision, recall, 2 * precision * recall / (precision + recall)
