"""What `/` shows: where things stand today. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.records import SourceRow
from tracker.pack import Anchor, ProductClass
from tracker.publish.listed import of_source
from tracker.publish.reader import Reader
from tracker.publish.view_changes import ChangeLine, change_line
from tracker.publish.view_rates import RateLine, law_line
from tracker.publish.view_sources import TROUBLE, SourceLine, source_line, source_name
from tracker.publish.view_timeline import EventLine, event_line
from tracker.rates import Answer

if TYPE_CHECKING:
    from db.queries.changes import ItemChange
    from db.queries.pages import AheadRow, NewItem
    from db.queries.timeline import TimelineRow


@dataclass(frozen=True, slots=True)
class HomeParts:
    """Everything that was read for the page, as stored."""

    anchor: Anchor
    answers: Sequence[tuple[ProductClass, Answer]]
    events: Sequence[TimelineRow]
    items: Sequence[NewItem]
    changes: Sequence[ItemChange]
    sources: Sequence[SourceRow]
    ahead: Sequence[AheadRow]


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One report. when: its publication as stated, else when it was first seen."""

    item_id: int
    title: str
    lang: str
    source_title: str
    when: str


@dataclass(frozen=True, slots=True)
class HomeView:
    """The page. checked: to which day the rates were checked, in words."""

    anchor: Anchor
    rates: tuple[RateLine, ...]
    checked: str
    events: tuple[EventLine, ...]
    items: tuple[ItemLine, ...]
    changes: tuple[ChangeLine, ...]
    silent: tuple[SourceLine, ...]
    sources: int
    ahead: tuple[AheadRow, ...]


def home_view(r: Reader, parts: HomeParts) -> HomeView:
    """The page for what was read."""
    lines = tuple(law_line(r, one, answer, True, {}) for one, answer in parts.answers)
    names = {one.id: source_name(r, one.id, one.title, one.title_ja) for one in parts.sources}
    checked = min((line.checked_on for line in lines if line.checked_on), default=None)
    return HomeView(
        anchor=parts.anchor,
        rates=lines,
        checked=r.t("home_checked", day=r.day(checked)) if checked else "",
        events=tuple(event_line(r, parts.anchor, event) for event in parts.events),
        items=tuple(_item(r, item) for item in parts.items),
        changes=tuple(change_line(r, of_source(change), names, {}) for change in parts.changes),
        silent=tuple(source_line(r, source) for source in parts.sources if source.enabled and source.state in TROUBLE),
        sources=len(parts.sources),
        ahead=tuple(parts.ahead),
    )


def _item(r: Reader, item: NewItem) -> ItemLine:
    exact = item.published_precision in ("second", "minute")
    stated = r.stated(item.published_at if exact else item.published_date, item.published_precision)
    name = source_name(r, item.source_id, item.source_title, item.source_title_ja)
    return ItemLine(item.item_id, item.title, item.lang, name, stated or r.t("seen_at", at=r.moment(item.first_seen_at)))
