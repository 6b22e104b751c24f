"""What `/item/<id>` says of the changes that are ignored because the item makes them at every look. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.diff.noise import NOTHING, Mask, decode, hidden, whole_text
from tracker.pipeline import text_of_revision
from tracker.publish.commands import Command, correct
from tracker.publish.reader import Reader

if TYPE_CHECKING:
    from db.item_rows import ItemRow, MaskRow, StoredRevision

SHOWN = 8
"""Ignored lines that are shown as examples."""
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class NoiseView:
    """One mask. sentence: since when and how often. lines: what it hides in the newest revision. command: to decide otherwise."""

    sentence: str
    lines: tuple[str, ...]
    command: Command


def noise_views(r: Reader, item: ItemRow, masks: Sequence[MaskRow], revisions: Sequence[StoredRevision]) -> tuple[NoiseView, ...]:
    """The masks of an item, those that a person took off too. revisions: newest first. Raises CheckFailed for a broken mask."""
    laid = decode(item.noise)
    return tuple(_view(r, item, mask, laid.get(mask.origin, NOTHING), revisions) for mask in masks)


def _view(r: Reader, item: ItemRow, row: MaskRow, mask: Mask, revisions: Sequence[StoredRevision]) -> NoiseView:
    origin = r.label("origin", row.origin)
    if row.lifted_at:
        command = correct(r, r.t("noise_ignore"), item.id, ("--ignore-noise",))
        return NoiseView(r.t("noise_off", at=r.moment(row.lifted_at), origin=origin), (), command)
    said = r.t("noise_all" if mask.all_cosmetic else "noise_on", at=r.moment(row.learned_at), origin=origin, n=f"{row.ignored:,}")
    newest = next((revision for revision in revisions if revision.origin == row.origin), None)
    lines = hidden(whole_text(text_of_revision(newest)), mask) if newest else []
    shown = tuple(line[:_LONGEST] for line in lines if line.strip())[:SHOWN]
    return NoiseView(said, shown, correct(r, r.t("noise_show"), item.id, ("--show-noise",)))
