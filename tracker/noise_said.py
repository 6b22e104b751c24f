"""What is ignored of items, in a line each, for the terminal. Pure; the pages say it in `tracker.publish.view_noise`."""

from __future__ import annotations

from collections.abc import Sequence

from db.item_rows import MaskRow
from tracker.labels import label


def noise_said(masks: Sequence[MaskRow], lang: str) -> list[str]:
    """A line for each mask that is on or was taken off. lang: `en` or `ja`."""
    return [_said(mask, label("origin", mask.origin, lang), lang) for mask in masks]


def _said(mask: MaskRow, origin: str, lang: str) -> str:
    if lang == "ja":
        if mask.lifted_at:
            return f"項目{mask.item_id}（{origin}）：{mask.lifted_at}から、見るたびに変わる部分も記録している（人の判断）"
        return f"項目{mask.item_id}（{origin}）：{mask.learned_at}から、見るたびに変わる部分を無視している（{mask.ignored}回）"
    if mask.lifted_at:
        return f"item {mask.item_id} ({origin}): since {mask.lifted_at} what changes at every look is told too, as a person decided"
    return f"item {mask.item_id} ({origin}): since {mask.learned_at} what changes at every look is ignored, {mask.ignored} times so far"
