"""What is asked of changes, of sources and of our own, and what is read: frozen dataclasses (`db.queries.changes`, `own_changes`)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChangeFilter:
    """Which changes are asked for; empty fields ask for all. since, until: UTC instants or days, `since` excluded, `until` excluded.

    silent: whether the source said nothing of the change (notice `none`). before: id of the last change of the page before.
    """

    material: bool | None = None
    silent: bool | None = None
    kind: str = ""
    source_id: str = ""
    event_id: str = ""
    item_id: int | None = None
    since: str = ""
    until: str = ""
    linked_only: bool = False
    limit: int = 100
    before: int | None = None


@dataclass(frozen=True, slots=True)
class ItemChange:
    """A row of the view `item_changes`. reasons: JSON text. title_before, title_after: None where there is no such revision.

    title: the item's newest. from_seq, to_seq: numbers of the two revisions within their origin, None where there is no such revision.
    """

    change_id: int
    item_id: int
    url: str
    source_id: str
    observed_at: str
    kind: str
    material: bool
    notice: str
    reasons: str
    title_before: str | None
    title_after: str | None
    event_id: str | None
    summary_en: str
    summary_ja: str
    from_revision: int | None
    to_revision: int | None
    lang: str
    title: str
    from_seq: int | None
    to_seq: int | None
    revision_origin: str | None


@dataclass(frozen=True, slots=True)
class OwnFilter:
    """Which of our own changes are asked for; empty fields ask for all. since, until: as in `ChangeFilter`. offset: rows to pass over."""

    material: bool | None = None
    event_id: str = ""
    since: str = ""
    until: str = ""
    limit: int = 100
    offset: int = 0


@dataclass(frozen=True, slots=True)
class OwnChange:
    """A row of the baseline that a release changed. columns: the changed ones, empty for one that was added or removed as a whole.

    id: the row's name for people. material: whether more than a day of checking changed.
    """

    release: int
    installed_at: str
    pack: str
    table_name: str
    id: str
    columns: tuple[str, ...]
    material: bool
    added: bool
    removed: bool


@dataclass(frozen=True, slots=True)
class OwnCell:
    """A cell that a release changed; the column is empty, and the texts are the row as JSON, where a row was added or removed."""

    column_name: str
    before: str | None
    after: str | None
    reason: str
