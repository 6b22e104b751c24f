"""Writes what `/about` says of the linker's errors: `python -m tests.eval.measured YYYY-MM-DD` after each fit, with the day of today.

The whole program in cross-validation (`program_cv`): no item was seen, nor its like, nor its event.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict

from tests.eval.fit_weights import PACK, data_from
from tests.eval.program_cv import SHARED, crossed_program
from tracker.evaluate import evaluate
from tracker.measured import Measured, written


def main(day: str) -> None:
    """Measure, and write the pack's `measured.json`."""
    data = data_from([SHARED / name for name in ("items_en.jsonl", "items_ja.jsonl")])
    figures = {lang: asdict(row) for lang, row in evaluate(data.labels, crossed_program(data)).items()}
    linker, events = (json.loads((PACK / name).read_text(encoding="utf-8"))["version"] for name in ("weights.json", "event_weights.json"))
    (PACK / "measured.json").write_text(written(Measured(linker, events, day, figures)), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
