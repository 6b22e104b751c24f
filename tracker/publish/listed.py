"""What sources changed and what we changed ourselves, in one list, newest first: the rows of `/changes` in every form. Pure."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from tracker.change_said import change_said
from tracker.errors import BadParameter
from tracker.publish.addresses import segment
from tracker.publish.language import Choice
from tracker.publish.reader import Reader

if TYPE_CHECKING:
    from db.change_rows import ItemChange, OwnChange

OWN = "this-tracker"
"""The source under which our own edits stand (DESIGN, rules of data: our own edits)."""
_CURSOR = re.compile(r"(?P<change>[0-9]{1,15})-(?P<own>[0-9]{1,9})")
_EXAMPLE = "120-0"


@dataclass(frozen=True, slots=True)
class Cursor:
    """Where a page of the list begins. change: id of the last change of a source told before, 0 for none. own: of ours, how many."""

    change: int = 0
    own: int = 0


@dataclass(frozen=True, slots=True)
class ListedChange:
    """One change. path: its permanent address. What only one of both kinds of change has is None or empty for the other.

    table_name, row_id, columns, release: of a change of ours. cursor: what `before` has to be for the list to go on after this row.
    """

    change_id: int | None
    path: str
    source_id: str
    observed_at: str
    kind: str
    material: bool
    notice: str
    reasons: tuple[Mapping[str, str], ...]
    summary_en: str
    summary_ja: str
    item_id: int | None
    url: str
    lang: str
    title: str
    title_before: str | None
    title_after: str | None
    event_id: str | None
    from_seq: int | None
    to_seq: int | None
    revision_origin: str | None
    release: int | None
    table_name: str
    row_id: str
    columns: tuple[str, ...]
    cursor: str


def cursor_of(text: str) -> Cursor:
    """The cursor that `before` names; the empty string is the start. Raises BadParameter."""
    if not text:
        return Cursor()
    found = _CURSOR.fullmatch(text)
    if found is None:
        raise BadParameter("before", text, form=_EXAMPLE)
    return Cursor(int(found["change"]), int(found["own"]))


def merged(r: Reader, changes: Sequence[ItemChange], own: Sequence[OwnChange], start: Cursor, limit: int) -> tuple[ListedChange, ...]:
    """Both lists as one, newest first, at most `limit` rows. Both are newest first already, and begin at `start`."""
    rows: list[ListedChange] = []
    at = place = 0
    reached = start
    while len(rows) < limit and (at < len(changes) or place < len(own)):
        if place == len(own) or (at < len(changes) and changes[at].observed_at >= own[place].installed_at):
            reached = replace(reached, change=changes[at].change_id)
            rows.append(of_source(changes[at], _text(reached)))
            at += 1
        else:
            reached = replace(reached, own=reached.own + 1)
            rows.append(of_ours(r, own[place], _text(reached)))
            place += 1
    return tuple(rows)


def of_source(change: ItemChange, cursor: str = "") -> ListedChange:
    """A source's change as a row of the list."""
    return ListedChange(
        change_id=change.change_id, path=f"/changes/{change.change_id}", source_id=change.source_id, observed_at=change.observed_at,
        kind=change.kind, material=change.material, notice=change.notice, reasons=reasons_of(change.reasons),
        summary_en=change_said(change.kind, change.summary_en, "en"), summary_ja=change_said(change.kind, change.summary_ja, "ja"),
        item_id=change.item_id, url=change.url, lang=change.lang,
        title=change.title, title_before=change.title_before, title_after=change.title_after, event_id=change.event_id,
        from_seq=change.from_seq, to_seq=change.to_seq, revision_origin=change.revision_origin, release=None, table_name="", row_id="",
        columns=(), cursor=cursor,
    )  # fmt: skip


def of_ours(r: Reader, change: OwnChange, cursor: str = "") -> ListedChange:
    """A change of our baseline as a row of the list: told where it is made, so never silent."""
    return ListedChange(
        change_id=None, path=f"/changes/{change.release}/{change.table_name}/{segment(change.id)}", source_id=OWN,
        observed_at=change.installed_at, kind="edited", material=change.material, notice="announced", reasons=(),
        summary_en=own_summary(in_language(r, "en"), change), summary_ja=own_summary(in_language(r, "ja"), change), item_id=None, url="",
        lang="", title="", title_before=None, title_after=None, event_id=change.id if change.table_name == "events" else None,
        from_seq=None, to_seq=None, revision_origin=None, release=change.release, table_name=change.table_name, row_id=change.id,
        columns=change.columns, cursor=cursor,
    )  # fmt: skip


def own_summary(r: Reader, change: OwnChange) -> str:
    """What we changed, in one sentence in the reader's language."""
    table = r.label("pack_table", change.table_name)
    if change.added or change.removed:
        return r.t("own_added" if change.added else "own_removed", table=table, name=change.id, pack=change.pack)
    columns = r.t("comma").join(r.label("column", column) for column in change.columns)
    return r.t("own_edited", table=table, name=change.id, columns=columns, pack=change.pack)


def reasons_of(stored: str) -> tuple[Mapping[str, str], ...]:
    """The reasons of a stored change: class, words before, words after."""
    found: list[dict[str, Any]] = json.loads(stored or "[]")
    return tuple({name: str(one.get(name, "")) for name in ("class", "before", "after")} for one in found)


def in_language(r: Reader, lang: str) -> Reader:
    """The same reader in a language."""
    return r if r.lang == lang else replace(r, choice=Choice(lang))


def _text(cursor: Cursor) -> str:
    return f"{cursor.change}-{cursor.own}"
