"""How an export is laid out: names of files, what is left out of them, and what names a row of a view. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from tracker.publish.atom import MEDIA_TYPE as ATOM
from tracker.publish.calendar_file import MEDIA_TYPE as ICS

NAME = "us-japan-tariff-timeline"
"""The name of the package; with `MADE_BY` it tells a former export from any other folder."""
MADE_BY = "tariff-timeline"
PACKAGE, CITATION, README, SUMS, DATABASE = "datapackage.json", "CITATION.cff", "README.md", "SHA256SUMS", "tracker.db"
TABLES = "data"
BODIES, SNAPSHOTS = "bodies", "snapshots"
LEFT_OUT = {BODIES: ("revisions", "body"), SNAPSHOTS: ("snapshots", "body")}
"""What of others' works is left out unless it is asked for: the table and the column that hold it."""
VIEW_KEYS = {
    "claim_board": ("claim_id",),
    "coverage": ("day", "lang"),
    "coverage_gaps": ("gap_id",),
    "first_reports": ("event_id", "publisher_family", "lang"),
    "item_changes": ("change_id",),
    "linked_items": ("item_id", "anchor_id"),
    "rates_now": ("anchor_id", "product_class"),
    "source_health": ("source_id",),
    "timeline": ("event_id",),
}
"""What tells the rows of a view apart, and what they are sorted by: a view has no key of its own."""
MEDIA_TYPES = {
    "csv": "text/csv",
    "jsonl": "application/jsonl",
    "json": "application/json",
    "db": "application/vnd.sqlite3",
    "atom": ATOM,
    "ics": ICS,
    "md": "text/markdown",
    "cff": "application/yaml",
    "": "text/plain",
}


@dataclass(frozen=True, slots=True)
class Written:
    """A file of an export. path: within the folder, with `/`. size: bytes. rows: of a table or timeline, None for other files."""

    path: str
    size: int
    sha256: str
    rows: int | None = None

    @property
    def format(self) -> str:
        """The ending of its name, empty for none."""
        return ending_of(self.path)


def ending_of(path: str) -> str:
    """The ending of a file's name, the key of MEDIA_TYPES."""
    found = path.rpartition("/")[2].rpartition(".")
    return found[2] if found[1] else ""
