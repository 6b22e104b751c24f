"""What `/changes/<id>` and `/item/<id>/diff/<a>..<b>` show: one change, or any two revisions, with every changed word marked. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.records import SourceRow
from tracker.diff.compare import compare
from tracker.diff.types import SAME, Difference, RevisionText
from tracker.publish.addresses import with_value
from tracker.publish.answers import Asked
from tracker.publish.filters import Link
from tracker.publish.listed import in_language, of_ours, own_summary, reasons_of
from tracker.publish.marked_diff import ShownField, shown_fields
from tracker.publish.reader import Reader, Said
from tracker.publish.view_sources import source_name

if TYPE_CHECKING:
    from db.change_rows import ItemChange, OwnCell, OwnChange
    from db.item_rows import ItemRow, StoredRevision
    from db.queries.revisions import Mark

VIEWS = ("side", "inline")
LONGEST = 400
"""Characters of a reason's words that the list shows; the difference below has them all."""
TEXTUAL = ("text/", "application/xhtml", "application/xml", "application/rss", "application/atom", "application/rdf", "application/json")


@dataclass(frozen=True, slots=True)
class ChangeParts:
    """Everything that was read of a change or of two revisions, as stored.

    change: None where the revisions are no single step. before, after: None where there is no such revision. origin: of the stream.
    marks: its revisions that are kept, oldest first. began_at: since when it is watched, UTC text, None without a revision. event: the
    titles (English, Japanese) of the event that the item reports.
    """

    item: ItemRow
    source: SourceRow
    change: ItemChange | None
    before: StoredRevision | None
    after: StoredRevision | None
    origin: str
    marks: Sequence[Mark]
    began_at: str | None
    event: tuple[str | None, str | None] = (None, None)


@dataclass(frozen=True, slots=True)
class ReasonView:
    """One thing that changed. field: where, empty where that is not stored. before, after: the words, cut where they are long."""

    kind: str
    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class SideView:
    """One of both revisions. text_href, bytes_href: of the snapshot, empty where none was kept."""

    key: str
    revision: StoredRevision
    text_href: str
    bytes_href: str


@dataclass(frozen=True, slots=True)
class ChangeView:
    """The page. sentence: what changed. since: when the stream was first observed, UTC text. permanent, steps: addresses of ours.

    material: None where nothing was decided. notice: empty where no text changed. ways: the two ways to look.
    """

    item: ItemRow
    source_title: str
    change: ItemChange | None
    event: tuple[str | None, str | None]
    sentence: Said
    material: bool | None
    notice: str
    classes: tuple[str, ...]
    reasons: tuple[ReasonView, ...]
    fields: tuple[ShownField, ...]
    sides: tuple[SideView, ...]
    since: str
    permanent: str
    earlier: str
    later: str
    view: str
    ways: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class OwnChangeView:
    """The page of a change of ours. event_id: of the event that changed, empty for another row. fields: by column, both ways."""

    change: OwnChange
    sentence: str
    other: Said
    event_id: str
    reasons: tuple[str, ...]
    fields: tuple[ShownField, ...]
    view: str
    ways: tuple[Link, ...]


def difference_of(parts: ChangeParts) -> Difference:
    """What changed between both revisions; nothing where one is missing."""
    before, after = parts.before, parts.after
    if before is None or after is None:
        return SAME
    stated = ((before.published_at, after.published_at), (before.updated_at, after.updated_at))
    moved = any(now is not None and now != then for then, now in stated)
    return compare(text_of(before), text_of(after), parts.item.lang, moved)


def text_of(revision: StoredRevision) -> RevisionText:
    """A stored revision's text as `tracker.diff` compares it."""
    return RevisionText(revision.title, revision.summary, revision.body, revision.author)


def change_view(asked: Asked, parts: ChangeParts, difference: Difference) -> ChangeView:
    """The page for what was read. A stored change says what was decided when it was seen; anything else is decided now."""
    r, change = asked.r, parts.change
    seen = change is not None or bool(difference.fields)
    return ChangeView(
        item=parts.item,
        source_title=source_name(r, parts.source.id, parts.source.title, parts.source.title_ja),
        change=change,
        event=parts.event,
        sentence=_sentence(r, change, difference),
        material=(change.material if change else difference.material) if seen else None,
        notice=(change.notice if change else difference.notice) if difference.fields else "",
        classes=tuple(kind for kind in difference.classes if kind not in {reason.kind for reason in difference.reasons}),
        reasons=_reasons(change, difference),
        fields=shown_fields(difference, text_of(parts.before)) if parts.before else (),
        sides=tuple(_side(r, key, one) for key, one in (("before", parts.before), ("after", parts.after)) if one is not None),
        since=parts.began_at or parts.item.first_seen_at,
        permanent=r.link(f"/changes/{change.change_id}") if change else "",
        earlier=_step(r, parts, -1),
        later=_step(r, parts, 1),
        view=asked.one_of("view", VIEWS, VIEWS[0]),
        ways=_ways(asked, asked.path),
    )


def own_change_view(asked: Asked, change: OwnChange, cells: Sequence[OwnCell]) -> OwnChangeView:
    """The page for a row of the baseline that we changed: each column's text before and after."""
    other = asked.r.other
    return OwnChangeView(
        change=change,
        sentence=own_summary(asked.r, change),
        other=Said(own_summary(in_language(asked.r, other), change), other),
        event_id=change.id if change.table_name == "events" and not change.removed else "",
        reasons=tuple(dict.fromkeys(cell.reason for cell in cells if cell.reason)),
        fields=tuple(_column(cell) for cell in cells),
        view=asked.one_of("view", VIEWS, VIEWS[0]),
        ways=_ways(asked, of_ours(asked.r, change).path),
    )


def diff_path(item_id: int, first: int, second: int) -> str:
    """The address of what lies between two revisions."""
    return f"/item/{item_id}/diff/{first}..{second}"


def _column(cell: OwnCell) -> ShownField:
    """A cell's text is shown as the body of a text; the column names it."""
    before = RevisionText(body=cell.before or "")
    lang = "ja" if cell.column_name.endswith("_ja") else "en"
    (field,) = shown_fields(compare(before, RevisionText(body=cell.after or ""), lang), before) or (ShownField("", (), (), 0),)
    return ShownField(cell.column_name, field.rows, field.inline, field.more)


def _sentence(r: Reader, change: ItemChange | None, difference: Difference) -> Said:
    told = change or difference
    said = r.pick(told.summary_en, told.summary_ja)
    if said.text:
        return said
    return Said(r.sentence("change_kind", change.kind) if change else r.t("diff_none"), r.lang)


def _reasons(change: ItemChange | None, difference: Difference) -> tuple[ReasonView, ...]:
    if change is None:
        return tuple(ReasonView(one.kind, one.field, _short(one.before), _short(one.after)) for one in difference.reasons)
    places: Mapping[tuple[str, str, str], str] = {(one.kind, one.before, one.after): one.field for one in difference.reasons}
    stored = [(one["class"], one["before"], one["after"]) for one in reasons_of(change.reasons)]
    return tuple(ReasonView(kind, places.get((kind, old, new), ""), _short(old), _short(new)) for kind, old, new in stored)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _side(r: Reader, key: str, revision: StoredRevision) -> SideView:
    kept = revision.snapshot
    return SideView(key, revision, r.path(f"/snapshot/{kept}.txt") if kept else "", r.path(f"/snapshot/{kept}") if kept else "")


def _diff_link(r: Reader, parts: ChangeParts, first: int, second: int) -> str:
    pairs = [("origin", parts.origin)] if parts.origin != "entry" else []
    return r.link(diff_path(parts.item.id, first, second), pairs)


def _step(r: Reader, parts: ChangeParts, way: int) -> str:
    """The step before this one, or after it, among the revisions that are kept; empty where there is none."""
    edge = parts.before if way < 0 else parts.after
    kept = [mark.seq for mark in parts.marks]
    if edge is None or edge.seq not in kept:
        return ""
    place = kept.index(edge.seq) + way
    if not 0 <= place < len(kept):
        return ""
    return _diff_link(r, parts, *sorted((edge.seq, kept[place])))


def _ways(asked: Asked, path: str) -> tuple[Link, ...]:
    now, names = asked.one_of("view", VIEWS, VIEWS[0]), {"side": asked.r.t("view_side"), "inline": asked.r.t("view_inline")}
    return tuple(Link(names[one], asked.r.link(path, with_value(asked.pairs, "view", one)), one == now) for one in VIEWS)
