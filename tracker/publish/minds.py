"""The linkers and event models of the packs that are published: read once, when the first page or decision needs them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from tracker.anchor import shipped
from tracker.joining import Mind, load_minds
from tracker.pack import Pack


def folders_of(packs: Sequence[Pack]) -> tuple[Path, ...]:
    """The folders of the packs that do not ship with the program, as `load_packs` takes them."""
    own = shipped()
    return tuple(pack.folder for pack in packs if pack.folder not in own)


@lru_cache(maxsize=4)
def minds_by_anchor(folders: tuple[Path, ...]) -> Mapping[str, Mind]:
    """What decides, by anchor id, of the shipped packs and those in `folders`. Raises PackError."""
    return {mind.model.anchor_id: mind for mind in load_minds(folders)}
