"""What `/about` shows: the method in words, versions, and where the data lies. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.pack import Anchor

if TYPE_CHECKING:
    from db.queries.pages import ReleaseRow

METHOD = ("sources", "revisions", "linking", "events", "rates", "search")
"""The paragraphs of the method; their words are `about_<name>` under the heading `about_<name>_title`."""


@dataclass(frozen=True, slots=True)
class AboutView:
    """The page. releases: what was installed when, newest first."""

    anchors: tuple[Anchor, ...]
    version: str
    releases: tuple[ReleaseRow, ...]
    method: tuple[str, ...] = METHOD


def about_view(anchors: Sequence[Anchor], version: str, releases: Sequence[ReleaseRow]) -> AboutView:
    """The page for what is installed."""
    return AboutView(tuple(anchors), version, tuple(releases))
