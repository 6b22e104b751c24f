"""What a page says of an event, a rate or a claim that rests on text that has changed since. `said` is pure; `resting_on` reads.

A page hands the mapping on in its `Sheet(…, resting=…)`, and its template writes `{{ parts.resting(resting[id]) }}` where the mark stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from db.connection import Connection
from db.queries.resting import marks_of_item
from db.resting_rows import Resting
from tracker.change_said import change_said
from tracker.instants import instant_of
from tracker.publish.answers import Asked
from tracker.publish.commands import Command, settle
from tracker.publish.reader import Reader, Said
from tracker.publish.view_sources import source_name
from tracker.settling import resting_at


@dataclass(frozen=True, slots=True)
class ChangeSaid:
    """One change of a source's text. who: the source. how: the kind of change and how it touches the subject. what: its summary.

    href: of the change; diff: of the two texts beside each other, "" where one is missing; item: of the text's own page.
    """

    since: str
    who: str
    title: str
    lang: str
    how: str
    what: Said
    href: str
    diff: str
    item: str


@dataclass(frozen=True, slots=True)
class RestingSaid:
    """The mark on one subject. text: a short one for lists. sentence: what it means. changes: newest first. command: how to settle it."""

    kind: str
    subject_id: str
    href: str
    text: str
    sentence: str
    changes: tuple[ChangeSaid, ...]
    command: Command


def resting_on(conn: Connection, asked: Asked, kind: str, ids: Iterable[str], at: str = "") -> Mapping[str, RestingSaid]:
    """The marks on events, rates or claims as they stood at a moment, by id; ids without one are left out.

    kind: `event`, `rate` or `claim`. at: a day or instant, as `as_of` and `known` have it; "" for now. Raises BadParameter for what is no
    moment, and StoreError's children.
    """
    found = resting_at(conn, kind, ids, at, instant_of(asked.now))
    return {name: said(asked.r, rows) for name, rows in found.items()}


def resting_of_item(conn: Connection, asked: Asked, item_id: int) -> tuple[RestingSaid, ...]:
    """What rests on the changed text of an item now, one a subject, newest change first. Raises StoreError's children."""
    found: dict[tuple[str, str], list[Resting]] = {}
    for row in marks_of_item(conn, item_id, asked.now):
        found.setdefault((row.kind, row.subject_id), []).append(row)
    return tuple(said(asked.r, rows) for rows in found.values())


def said(r: Reader, rows: Sequence[Resting]) -> RestingSaid:
    """The mark on one subject in words. rows: its open marks, newest first, at least one."""
    first = rows[0]
    return RestingSaid(
        kind=first.kind,
        subject_id=first.subject_id,
        href=_subject(r, first),
        text=r.n("resting_mark", len(rows)),
        sentence=r.t("resting_sentence", at=r.moment(first.since)),
        changes=tuple(_change(r, row) for row in rows),
        command=settle(r, first.kind, first.subject_id),
    )


def _subject(r: Reader, row: Resting) -> str:
    match row.kind:
        case "event":
            return r.to("event", row.subject_id)
        case "rate":
            return r.at(f"/tracker/rates/{row.subject_id}")
        case _:
            return r.link("/claims") + f"#{row.subject_id}"


def _change(r: Reader, row: Resting) -> ChangeSaid:
    both = row.from_seq is not None and row.to_seq is not None
    pairs = [("origin", "article")] if row.origin == "article" else []
    return ChangeSaid(
        since=r.moment(row.since),
        who=source_name(r, row.source_id, row.source_title, row.source_title_ja),
        title=row.title,
        lang=row.lang,
        how=r.t("resting_how", kind=r.label("change_kind", row.change_kind), via=r.label("resting_via", row.via)),
        what=r.pick(*(change_said(row.change_kind, text, lang) for text, lang in ((row.summary_en, "en"), (row.summary_ja, "ja")))),
        href=r.link(f"/changes/{row.change_id}"),
        diff=r.link(f"/item/{row.item_id}/diff/{row.from_seq}..{row.to_seq}", pairs) if both else "",
        item=r.to("item", row.item_id),
    )
