"""The two streams of an item's texts, its entry in a feed and the article behind it, each with its revisions and changes. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.publish.reader import Reader, Said

if TYPE_CHECKING:
    from db.change_rows import ItemChange
    from db.item_rows import StoredRevision

ARTICLE = "article"
ORIGINS = ("entry", ARTICLE)
SHOWN = 20
"""Revisions of one stream that a page shows, the newest."""
LONGEST = 800
"""Characters of one text that a page shows; the difference and the table have all."""


@dataclass(frozen=True, slots=True)
class StreamParts:
    """What was read of one stream. revisions: newest first, one more than is shown where there are more. began_at: of the first one.

    kept_with: the item of the same publication that it is kept with, None for its own.
    """

    origin: str
    revisions: Sequence[StoredRevision]
    began_at: str | None
    kept_with: int | None = None


@dataclass(frozen=True, slots=True)
class TextField:
    """One text of a revision. cut: whether there is more of it."""

    name: str
    text: str
    cut: bool


@dataclass(frozen=True, slots=True)
class RevisionLine:
    """One revision with the change that led to it, None for a first one. said: what changed. diff: address of both texts side by side."""

    revision: StoredRevision
    change: ItemChange | None
    said: Said
    diff: str
    texts: tuple[TextField, ...]


@dataclass(frozen=True, slots=True)
class Stream:
    """One stream. began: since when it is watched, in words. lines: newest first. cut: how many are shown of how many, empty for all.

    kept_with: the item of the same publication that it is kept with, None for its own.
    """

    origin: str
    began: str
    lines: tuple[RevisionLine, ...]
    cut: str
    kept_with: int | None


def streams(r: Reader, found: Sequence[StreamParts], changes: Mapping[int, ItemChange]) -> tuple[Stream, ...]:
    """The streams that there are. changes: by the id of the revision that they led to."""
    return tuple(_stream(r, one, changes) for one in found if one.revisions)


def _stream(r: Reader, parts: StreamParts, changes: Mapping[int, ItemChange]) -> Stream:
    shown = parts.revisions[:SHOWN]
    cut = r.t("revisions_cut", n=len(shown), all=f"{shown[0].seq:,}") if len(parts.revisions) > SHOWN else ""
    began = r.moment(parts.began_at or shown[-1].observed_at)
    return Stream(parts.origin, began, tuple(_line(r, one, changes.get(one.id)) for one in shown), cut, parts.kept_with)


def _line(r: Reader, revision: StoredRevision, change: ItemChange | None) -> RevisionLine:
    said = r.pick(change.summary_en, change.summary_ja) if change else Said("", r.lang)
    texts = (TextField(name, text[:LONGEST], len(text) > LONGEST) for name in ("title", "summary", "body", "author") if
             (text := getattr(revision, name)))  # fmt: skip
    return RevisionLine(revision, change, said, _diff(r, change), tuple(texts))


def _diff(r: Reader, change: ItemChange | None) -> str:
    if change is None or change.from_seq is None or change.to_seq is None:
        return ""
    pairs = [("origin", ARTICLE)] if change.revision_origin == ARTICLE else []
    return r.link(f"/item/{change.item_id}/diff/{change.from_seq}..{change.to_seq}", pairs)
