"""The schema, as an append-only list of steps. A step that was released is never edited: add another.

Literal SQL only, so that a step means tomorrow what it means today. Views and canned queries are not here: they hold no data and are
made anew from `db/queries/*.sql` at every start of a newer program. `db.store.migrate` runs what is missing, each step in one
transaction with its record, after a backup beside the file.
"""

from __future__ import annotations

from dataclasses import dataclass

from db.first_schema_news import NEWS
from db.first_schema_story import STORY
from db.second_schema_counts import COUNTS
from db.second_schema_settling import SETTLING
from db.second_schema_watching import WATCHING


@dataclass(frozen=True, slots=True)
class Step:
    """One step: the `PRAGMA user_version` it leads to, its name, and its statements."""

    version: int
    name: str
    sql: str


STEPS: tuple[Step, ...] = (
    Step(1, "first schema", NEWS + STORY),
    Step(2, "articles, marks and counts", WATCHING + SETTLING + COUNTS),
)
"""All steps, oldest first; versions count up from 1 without a hole."""
