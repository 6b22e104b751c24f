"""Facts as JSON text and back, for `links.facts`."""

from __future__ import annotations

import json
from typing import Any

from tracker.errors import PackError
from tracker.facts.types import Amount, Day, Duration, Facts, Instrument, Mention, Ordinal, Rate

_ROWS = {
    "mentions": Mention, "rates": Rate, "amounts": Amount, "instruments": Instrument, "days": Day, "ordinals": Ordinal,
    "durations": Duration,
}  # fmt: skip
_NAMES = ("persons", "organisations", "places", "countries", "products", "processes", "acts", "sides")


def to_json(facts: Facts) -> str:
    """Facts as one line of JSON: each kind a list of lists in the order of its type's fields; empty kinds are left out."""
    row = {name: getattr(facts, name) for name in (*_ROWS, *_NAMES) if getattr(facts, name)}
    if facts.zone:
        row["zone"] = facts.zone
    return json.dumps(row, ensure_ascii=False, separators=(",", ":"))


def from_json(text: str) -> Facts:
    """Facts from what `to_json` wrote; names it does not know are passed over. Raises PackError for anything else."""
    try:
        row = json.loads(text)
        kinds: dict[str, Any] = {name: tuple(_made(kind, value) for value in row.get(name, ())) for name, kind in _ROWS.items()}
        return Facts(**kinds, zone=str(row.get("zone", "")), **{name: tuple(row.get(name, ())) for name in _NAMES})
    except (json.JSONDecodeError, TypeError, AttributeError) as error:
        raise PackError("links.facts", f"not what facts.to_json writes: {error}") from error


def _made(kind: Any, values: list[Any]) -> Any:  # noqa: ANN401 - one of the NamedTuples of _ROWS
    # Only a rate holds a list, its subjects; the others are many, and read at every joining.
    parts: list[Any] = [tuple(value) if isinstance(value, list) else value for value in values] if kind is Rate else values
    return kind(*parts)
