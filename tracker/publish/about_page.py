"""The page `/about`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache

from db.connection import Connection
from db.queries.pages import releases
from db.queries.sources import list_sources
from tracker.measured import Measured, read_measured
from tracker.pack import Pack
from tracker.publish.answers import Answer, Asked, Sheet
from tracker.publish.describe import read_descriptions
from tracker.publish.described import Described
from tracker.publish.pages import table_ways
from tracker.publish.view_about import AboutParts, about_view

FIGURES = "measured.json"


def about_page(conn: Connection, asked: Asked) -> Answer:
    """`/about`: method, errors, limits, terms and versions. Raises PackError and StoreError's children."""
    measured = {pack.anchor.id: found for pack in asked.packs if (found := _measured(pack)) is not None}
    parts = AboutParts(
        anchors=[pack.anchor for pack in asked.packs],
        version=asked.version,
        releases=releases(conn),
        measured=measured,
        linkers={pack.anchor.id: _version(pack) for pack in asked.packs},
        sources=list_sources(conn),
        tables=_tables(),
    )
    return Sheet("tracker/about.html", about_view(asked.r, parts), table_ways(asked, "releases", "baseline_changes"))


def _measured(pack: Pack) -> Measured | None:
    """What a pack says of its linker's errors, None where it says nothing. Raises PackError."""
    file = pack.folder / FIGURES
    return read_measured(file.read_text(encoding="utf-8"), f"{pack.folder.name}/{FIGURES}") if file.is_file() else None


def _version(pack: Pack) -> str:
    """The version of the weights by which a pack's links are decided; empty for a pack without."""
    file = pack.folder / "weights.json"
    return str(json.loads(file.read_text(encoding="utf-8"))["version"]) if file.is_file() else ""


@cache
def _tables() -> Mapping[str, Described]:
    return read_descriptions().tables
