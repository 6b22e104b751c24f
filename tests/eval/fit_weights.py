"""Fits the linker: `python -m tests.eval.fit_weights ../shared/eval/items_en.jsonl ../shared/eval/items_ja.jsonl`.

Reads labelled items (fields and rules: `eval/README.md`), adds the examples that were written for it (`tests/eval/data`) and, for
relations, the titles that the chronology cites; prints cross-validated figures, and writes the anchor pack's `weights.json`. The same
input gives the same file. With `--only-figures` nothing is written.
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from tests.eval.candidates import CLASSES, PHASES
from tests.eval.crossval import Data, crossed, transferred
from tests.eval.matrix import read_cited, read_judged, read_written, space_of
from tests.eval.scales import label_scale, link_scale
from tracker.evaluate import evaluate
from tracker.gazetteer import read_concepts

PACK = Path(__file__).parents[2] / "tracker/anchors/us_japan_2025_04_16"
WRITTEN = Path(__file__).parent / "data"
VERSION = "link-8"
SHOWN = (
    "items", "precision", "recall", "f1", "f1_sure", "calibration_error", "hard_negatives", "hard_linked", "relation_accuracy", "topics_f1",
)  # fmt: skip


def data_from(paths) -> Data:
    """All that is fitted on: judged items of the files, written ones, cited titles, in the gazetteer's space."""
    concepts = read_concepts((PACK / "gazetteer.jsonl").read_text(encoding="utf-8").splitlines(), "gazetteer.jsonl")
    judged = [item for path in paths for item in read_judged(Path(path))]
    written = [item for path in sorted(WRITTEN.glob("written_*.txt")) for item in read_written(path)]
    return Data(judged, written, read_cited(PACK / "chronology.jsonl"), space_of(concepts, classes(), PHASES))


def classes() -> dict:
    """The classes of signs, each with its members."""
    return {name: words.split() for name, words in CLASSES.items()}


def weights(data: Data) -> dict:
    """The whole model, fitted on everything."""
    return {
        "version": VERSION,
        "linked": 0.5,
        "opens": 0.8,
        "classes": classes(),
        "phases": PHASES,
        "link": link_scale([*data.judged, *data.written], data.space),
        "labels": label_scale(data.judged, data.written, data.cited, data.space),
    }


def written_text(model: dict) -> str:
    """The model as JSON, a rule a line."""
    lines = []
    for name, value in model.items():
        if isinstance(value, dict) and "rules" in value:
            head = ", ".join(f"{json.dumps(key)}: {json.dumps(value[key])}" for key in ("names", "bias"))
            rules = ",\n".join(f"  {json.dumps(rule)}: {json.dumps(places)}" for rule, places in value["rules"].items())
            lines.append(f'"{name}": {{{head}, "rules": {{\n{rules}\n}}}}')
        else:
            lines.append(f'"{name}": {json.dumps(value)}')
    return "{\n" + ",\n".join(lines) + "\n}\n"


def show(title, figures):
    """Print figures by language, a line each."""
    print(title)
    for lang, row in figures.items():
        values = [(name, value) for name, value in asdict(row).items() if name in SHOWN and value is not None]
        print(f"  {lang:4}", " ".join(f"{name} {value:.3f}" if isinstance(value, float) else f"{name} {value}" for name, value in values))


def main(arguments):
    """Print figures of cross-validation, then fit on everything and write."""
    data = data_from([argument for argument in arguments if not argument.startswith("--")])
    labels = data.labels
    show("nested cross-validation, events and near-duplicates together:", evaluate(labels, crossed(data)))
    show("the same without the written examples:", evaluate(labels, crossed(data.without_written())))
    show("fitted on the written examples alone:", evaluate(labels, transferred(data, (), True)))
    show("fitted on English judged items alone:", evaluate(labels, transferred(data, ("en",), False)))
    show("fitted on Japanese judged items alone:", evaluate(labels, transferred(data, ("ja",), False)))
    if "--only-figures" not in arguments:
        (PACK / "weights.json").write_text(written_text(weights(data)), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
