"""The trail of an event's row in the reader's language: how it was opened, what changed, what it was merged with or split from. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from db.records import TOLD_LISTS, HistoryRow
from tracker.events.settle import AGAIN, MERGED_BY_PROGRAM, NO_ITEMS
from tracker.publish.reader import Reader, Said
from tracker.publish.view_changes import Titles

if TYPE_CHECKING:
    from db.queries.event_page import MergedEvent

LAST = 40
"""Lines that are shown, the newest; the table has them all."""
_LANGS = {"title_en": "en", "title_ja": "ja"}
# What the program writes as a reason; anything else is a person's, in whichever language that person wrote.
_WHY = {MERGED_BY_PROGRAM: "trail_why_reports", NO_ITEMS: "trail_why_no_items", AGAIN: "trail_why_again"}
_NAMED = ("merged_into", "split")
_SPLIT = re.compile(r"split from (?P<old>\S+) by (?P<rest>.+)", re.S)


@dataclass(frozen=True, slots=True)
class TrailLine:
    """One step. said: what happened. before, after: a value that changed, None where the sentence says all. event: id of another event.

    title: what that one is called. why: the program's words in the reader's language; by: a person's, as written.
    """

    at: str
    said: str
    before: Said | None = None
    after: Said | None = None
    event: str = ""
    title: Said | None = None
    why: str = ""
    by: str = ""


def trail(r: Reader, rows: Sequence[HistoryRow], merged: Sequence[MergedEvent], titles: Titles) -> tuple[TrailLine, ...]:
    """The steps, the newest first. rows: oldest first, as stored. merged: the events that are part of this one now. titles: of others."""
    steps = [_line(r, row) for row in rows if row.field not in TOLD_LISTS]
    took = r.t("trail_took")
    came = [_because(r, TrailLine(one.at, took, event=one.id, title=r.pick(one.title_en, one.title_ja)), one.why) for one in merged]
    steps = [replace(one, title=r.pick(*titles[one.event])) if one.event in titles else one for one in steps]
    return tuple(sorted([*reversed(steps), *came], key=lambda line: line.at, reverse=True)[:LAST])


def events_named(rows: Sequence[HistoryRow]) -> tuple[str, ...]:
    """The ids of other events that a history names."""
    split = (_SPLIT.fullmatch(row.why) for row in rows)
    return (*(row.after for row in rows if row.field in _NAMED and row.after), *(found["old"] for found in split if found))


def _line(r: Reader, row: HistoryRow) -> TrailLine:
    match row.field, row.before, row.after:
        case "status", None, after:
            return _opened(r, row, r.t("trail_opened", status=r.label("event_status", after)))
        case "merged_into", _, None:
            line = TrailLine(row.at, r.t("trail_apart"))
        case "merged_into", _, after:
            line = TrailLine(row.at, r.t("trail_merged"), event=after or "")
        case "split", _, after:
            line = TrailLine(row.at, r.t("trail_split"), event=after or "")
        case field, before, after:
            line = TrailLine(row.at, r.label("column", field), _value(r, field, before), _value(r, field, after))
    return _because(r, line, row.why)


def _opened(r: Reader, row: HistoryRow, said: str) -> TrailLine:
    split = _SPLIT.fullmatch(row.why)
    if split:
        return TrailLine(row.at, f"{said} {r.t('trail_split_from')}", event=split["old"], by=split["rest"])
    return TrailLine(row.at, said, by="" if row.why == "opened" else row.why)


def _because(r: Reader, line: TrailLine, why: str) -> TrailLine:
    return replace(line, why=r.t(_WHY[why])) if why in _WHY else replace(line, by=why)


def _value(r: Reader, field: str, value: str | None) -> Said:
    match field:
        case "status":
            return Said(r.label("event_status", value) if value else "", r.lang)
        case "relation":
            return Said(r.label("relation", value) if value else "", r.lang)
        case "date":
            return Said(r.day(value), r.lang)
    return Said(value or "", _LANGS.get(field, ""))
