"""What `/changes` shows: changes of sources and of ours, newest first, with every filter as a link and a form. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tracker.publish.addresses import with_value
from tracker.publish.answers import Asked
from tracker.publish.changes_asked import active_filters, change_fields
from tracker.publish.filters import Field, Link
from tracker.publish.listed import OWN, ListedChange
from tracker.publish.reader import Reader, Said

Titles = Mapping[str, tuple[str | None, str | None]]
TOLD = 4
"""How many kinds of what changed a line names."""


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One line. title: of the item, or of what we changed. sentence: what changed. classes: the kinds of it, material ones."""

    row: ListedChange
    href: str
    source: str
    title: Said
    sentence: Said
    classes: tuple[str, ...]
    event_href: str


@dataclass(frozen=True, slots=True)
class ChangesView:
    """The page. more: address of the next page, empty where this is the last. kept: filters that the form has no field for."""

    fields: tuple[Field, ...]
    since: str
    kept: tuple[tuple[str, str], ...]
    active: tuple[Link, ...]
    lines: tuple[ChangeLine, ...]
    more: str


def changes_view(asked: Asked, rows: Sequence[ListedChange], sources: Mapping[str, str], titles: Titles, limit: int) -> ChangesView:
    """The page for the rows that the filters leave; rows: one more than `limit` where there is a next page.

    sources: names by id. titles: of the events among our own changes, (English, Japanese) by id.
    """
    r, shown = asked.r, rows[:limit]
    following = with_value(asked.pairs, "before", shown[-1].cursor) if shown else []
    return ChangesView(
        fields=change_fields(asked, sources),
        since=asked.value("since")[:10],
        kept=tuple((name, asked.value(name)) for name in ("event", "item") if asked.value(name)),
        active=active_filters(asked, sources),
        lines=tuple(change_line(r, row, sources, titles) for row in shown),
        more=r.link("/changes", following) if len(rows) > limit else "",
    )


def change_line(r: Reader, row: ListedChange, sources: Mapping[str, str], titles: Titles) -> ChangeLine:
    """One change as it stands in a list."""
    ours = row.source_id == OWN
    if ours:
        title = r.pick(*titles.get(row.row_id, (None, None))) if row.event_id else Said(row.row_id, "")
    else:
        title = Said(row.title_after or row.title_before or row.title, row.lang)
    return ChangeLine(
        row=row,
        href=r.link(row.path),
        source=r.t("own_source") if ours else sources.get(row.source_id, row.source_id),
        title=title if title.text else Said(row.row_id, ""),
        sentence=r.pick(row.summary_en, row.summary_ja),
        classes=tuple(dict.fromkeys(reason["class"] for reason in row.reasons))[:TOLD],
        event_href=r.to("event", row.event_id) if row.event_id else "",
    )
