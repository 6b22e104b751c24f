"""Fits the weights of event joining and writes them into the pack: `python tests/eval/fit_events.py`.

Deterministic: the same labels give the same file, to the last digit of six. Logistic regression with a ridge penalty over
`tracker.events.compare.FEATURES`, on the labelled items beside the repository, this project's own ones and the baseline's citations.
The items count twice, once as labelled and once with a linker's mistakes, so that the weights don't lean on relations being right.
"""

from __future__ import annotations

import json
import sys

from events_cv import Bench, judged, line
from events_data import ROOT, Settings, blurred, weights_of

from tracker.anchor import shipped
from tracker.event_model import WEIGHTS
from tracker.events.compare import FEATURES

VERSION = "2"


def main() -> int:
    """Print cross-validated figures, fit on everything, and write the file."""
    bench = Bench()
    if not bench.shared:
        print("no labelled items beside the repository", file=sys.stderr)
        return 1
    settings = Settings()
    for name, items in (("labelled relations", bench.shared), ("with a linker's mistakes", blurred(bench.shared))):
        print(f"{name:26} {line(judged(items, bench.predicted(items, settings)))}")
    weights = weights_of(bench.events, bench.items, settings, VERSION)
    row = {
        "version": VERSION,
        "note": "log-odds by feature, written by tests/eval/fit_events.py; an item joins at 0 and above",
        "profile": settings.profile,
        "event": {name: round(value, 6) for name, value in zip(FEATURES, weights.event, strict=True)},
        "item": {name: round(value, 6) for name, value in zip(FEATURES, weights.item, strict=True)},
    }
    path = shipped()[0] / WEIGHTS
    path.write_text(json.dumps(row, indent=1) + "\n", encoding="utf-8")
    print(f"wrote {path.relative_to(ROOT)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
