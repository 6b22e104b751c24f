"""Cross-validated figures of the whole program, events included: `python -m tests.eval.program_cv`.

What `tracker eval` measures, by weights of links and of events that saw neither an item, nor its like, nor its event.
"""

from __future__ import annotations

import hashlib
import json
import sys
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from events_cv import Bench
from events_data import FOLDS, SHARED, Settings, weights_of

from tests.eval.crossval import Data, groups_of
from tests.eval.fit_weights import data_from, show, weights
from tracker.anchor import load_packs
from tracker.evaluate import Prediction, evaluate
from tracker.joining import Mind, load_minds
from tracker.link.model import read_model
from tracker.predicting import predictions

SEEN_AT = "2026-11-24T00:00:00Z"
"""Stands for the first sight of texts without a date."""


def folds(data: Data) -> list[int]:
    """The fold of each judged item: that of its event in `events_data.fold_of`, and of its like where it has none."""
    groups = groups_of(data.judged)
    names: dict[int, str] = {}
    for group, item in zip(groups, data.judged, strict=True):
        names.setdefault(group, item.event or item.subject.key)
    return [int(hashlib.sha256(names[group].encode()).hexdigest()[:8], 16) % FOLDS for group in groups]


def crossed_program(data: Data) -> list[Prediction]:
    """A prediction for each judged item, linked, joined and labelled as the program does it."""
    pack, mind, bench, places = load_packs()[0], load_minds(())[0], Bench(), folds(data)
    hidden = {item.event: fold for item, fold in zip(data.judged, places, strict=True) if item.event}
    found = []
    for fold in range(FOLDS):
        seen = replace(
            data,
            judged=[item for item, place in zip(data.judged, places, strict=True) if place != fold],
            cited=[item for item in data.cited if hidden.get(item.event) != fold],
        )
        linker = read_model(json.dumps(weights(seen)), "cross-validation", pack.concepts, pack.anchor.id)
        events = weights_of(bench.events.without(fold), bench.items.without(fold), Settings(), "cv")
        blind = Mind(replace(mind.linker, model=linker), replace(mind.model, weights=events))
        said = predictions([item.subject for item in data.judged], blind, SEEN_AT)
        found += [one for one, place in zip(said, places, strict=True) if place == fold]
    return found


def main() -> None:
    """Print the figures by language."""
    data = data_from([SHARED / name for name in ("items_en.jsonl", "items_ja.jsonl")])
    show("the whole program, cross-validated:", evaluate(data.labels, crossed_program(data)))


if __name__ == "__main__":
    main()
