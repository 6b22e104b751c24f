"""How good the linker of a pack was found to be, as data: the pack's `measured.json`, which `tests/eval/measured.py` writes. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tracker.errors import PackError

NAMES = (
    "items", "precision", "recall", "f1", "calibration_error", "hard_negatives", "hard_linked", "relation_accuracy", "topics_f1",
    "event_f1", "cross_language_pairs",
)  # fmt: skip
"""The figures that are kept; what each means: `tracker.evaluate.Figures`."""


@dataclass(frozen=True, slots=True)
class Measured:
    """Figures of one version. linker, events: versions of the weights. measured_on: a day. figures: by language and `all`, by name."""

    linker: str
    events: str
    measured_on: str
    figures: Mapping[str, Mapping[str, float | None]]


def read_measured(text: str, where: str) -> Measured:
    """The figures of a `measured.json`. where: the file's name, for errors. Raises PackError."""
    try:
        data: dict[str, Any] = json.loads(text)
        figures = {lang: {name: row[name] for name in NAMES} for lang, row in data["figures"].items()}
        return Measured(data["linker"], data["events"], data["measured_on"], figures)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise PackError(where, f"can't be read: {error!r}", "write it anew by `python -m tests.eval.measured`") from error


def written(measured: Measured) -> str:
    """The same as text, figures to four places."""
    rounded = {lang: {name: _rounded(row[name]) for name in NAMES} for lang, row in measured.figures.items()}
    data = {"linker": measured.linker, "events": measured.events, "measured_on": measured.measured_on, "figures": rounded}
    return json.dumps(data, indent=1) + "\n"


def _rounded(value: float | None) -> float | None:
    return round(value, 4) if isinstance(value, float) else value
