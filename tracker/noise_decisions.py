"""A person's decision on what an item changes at every look: to be told all of it again, or that it may be ignored after all."""

from __future__ import annotations

from db.store.connect import Store
from db.store.corrections import CorrectionRow, record_correction
from db.store.noise import allow_masks, lift_masks
from tracker.correcting import Person


def decide_on_noise(store: Store, anchor_id: str, item_id: int, shown: bool, person: Person) -> None:
    """Take an item's masks off for good (shown), or let them be learned again; the decision is kept in `corrections`.

    Raises UnknownRow where there is no mask to take off or to allow, and StoreError's others; nothing is changed then.
    """
    with store.atomic():
        if shown:
            lift_masks(store, item_id, person.at)
        else:
            allow_masks(store, item_id)
        value = "shown" if shown else "ignored"
        record_correction(store, CorrectionRow(anchor_id, person.at, person.name, f"item:{item_id}", "noise", value, person.reason))
