"""What a person decided, with the reason: kept above the program's own decisions."""

from __future__ import annotations

from dataclasses import dataclass

from db.store.connect import Store


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """A row of `corrections`. target: `item:<id>`, `event:<id>`, `rate:<id>` or `claim:<id>`. value: JSON text or a word, None for "none".

    anchor_id: the anchor for which it was decided.
    """

    anchor_id: str
    made_at: str
    made_by: str
    target: str
    field: str
    value: str | None
    reason: str = ""


def record_correction(store: Store, row: CorrectionRow) -> int:
    """Keep a person's decision; its id. What it changes is written by the caller in the same `store.atomic()`.

    Raises BadRow for an anchor that does not exist, and StoreError's others.
    """
    with store.atomic() as conn:
        kept = conn.execute(
            "INSERT INTO corrections (anchor_id, made_at, made_by, target, field, value, reason) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (row.anchor_id, row.made_at, row.made_by, row.target, row.field, row.value, row.reason),
        )
        return int(kept.lastrowid or 0)
