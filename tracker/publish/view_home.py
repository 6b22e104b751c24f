"""What `/` shows: what is new, and where things stand today. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.records import SourceRow
from tracker.alert_news import rates_unknown
from tracker.pack import Anchor, ProductClass
from tracker.publish.listed import of_source
from tracker.publish.names import days_to_go
from tracker.publish.reader import Reader
from tracker.publish.view_changes import ChangeLine, change_line
from tracker.publish.view_news import Answered, DutyLine, ItemLine, Tally, duty_lines, item_line, tallies
from tracker.publish.view_rates import RateLine, law_line
from tracker.publish.view_sources import TROUBLE, SourceLine, source_line, source_name
from tracker.publish.view_timeline import EventLine, event_line

if TYPE_CHECKING:
    from db.alert_rows import TableRate
    from db.change_rows import ItemChange
    from db.queries.news import NewCounts, OfficialText
    from db.queries.pages import AheadRow, NewItem
    from db.queries.timeline import TimelineRow

OFFICIAL = 3
"""How many official texts that name another rate stand with a class; the newest ones."""


@dataclass(frozen=True, slots=True)
class Recent:
    """What is new within a time. since: UTC instant. before: the answers of that day, as known then."""

    key: str
    since: str
    counts: NewCounts
    before: Answered


@dataclass(frozen=True, slots=True)
class HomeParts:
    """Everything that was read for the page, as stored. most: up to how many new events and changes were counted."""

    anchor: Anchor
    today: str
    answers: Answered
    recent: Sequence[Recent]
    most: int
    events: Sequence[TimelineRow]
    items: Sequence[NewItem]
    changes: Sequence[ItemChange]
    sources: Sequence[SourceRow]
    ahead: Sequence[AheadRow]
    official: Sequence[OfficialText]
    table: Sequence[TableRate]


@dataclass(frozen=True, slots=True)
class RecentView:
    """What is new within a time, in words and numbers. href: all of it."""

    title: str
    href: str
    tallies: tuple[Tally, ...]


@dataclass(frozen=True, slots=True)
class OtherRate:
    """An official text newer than the last check that names a rate which the table does not have."""

    item_id: int
    title: str
    lang: str
    said: str


@dataclass(frozen=True, slots=True)
class HomeRate:
    """A class's duty today. by: the instrument, in the reader's language. others: texts that name another rate."""

    line: RateLine
    by: str
    checked: str
    others: tuple[OtherRate, ...]


@dataclass(frozen=True, slots=True)
class AheadLine:
    """Something that is dated ahead. left: days to go, in words."""

    row: AheadRow
    left: str


@dataclass(frozen=True, slots=True)
class HomeView:
    """The page. checked: to which day the rates were checked, in words. duties: those that changed within the last 7 days."""

    anchor: Anchor
    recent: tuple[RecentView, ...]
    duties: tuple[DutyLine, ...]
    rates: tuple[HomeRate, ...]
    checked: str
    events: tuple[EventLine, ...]
    items: tuple[ItemLine, ...]
    changes: tuple[ChangeLine, ...]
    silent: tuple[SourceLine, ...]
    sources: int
    ahead: tuple[AheadLine, ...]


def home_view(r: Reader, parts: HomeParts) -> HomeView:
    """The page for what was read."""
    others = other_rates(r, parts)
    lines = tuple(_rate(r, law_line(r, one, answer, True, {}), others.get(one.id, ())) for one, answer in parts.answers)
    names = {one.id: source_name(r, one.id, one.title, one.title_ja) for one in parts.sources}
    checked = min((one.line.checked_on for one in lines if one.line.checked_on), default=None)
    widest = max(parts.recent, key=lambda one: one.key, default=None)
    return HomeView(
        anchor=parts.anchor,
        recent=tuple(_recent(r, one, parts) for one in parts.recent),
        duties=duty_lines(r, widest.before, parts.answers) if widest else (),
        rates=lines,
        checked=r.t("home_checked", day=r.day(checked)) if checked else "",
        events=tuple(event_line(r, parts.anchor, event) for event in parts.events),
        items=tuple(item_line(r, item) for item in parts.items),
        changes=tuple(change_line(r, of_source(change), names, {}) for change in parts.changes),
        silent=tuple(source_line(r, source) for source in parts.sources if source.enabled and source.state in TROUBLE),
        sources=len(parts.sources),
        ahead=tuple(AheadLine(row, days_to_go(r, row.date, parts.today)) for row in parts.ahead),
    )


def other_rates(r: Reader, parts: HomeParts) -> Mapping[str, tuple[OtherRate, ...]]:
    """By class of goods, the official texts published after its rate was last checked that name a rate which the table does not have.

    What such a rate is is the alerts' rule (`tracker.alert_news.rates_unknown`): beside a word for a duty, and in no row of the class.
    """
    checked = {one.id: _checked(one, answer.law.checked_on if answer.law else None) for one, answer in parts.answers}
    found: dict[str, tuple[OtherRate, ...]] = {}
    for text, percent, product_class in _named(parts):
        if product_class in checked and text.at[:10] > checked[product_class] and len(found.get(product_class, ())) < OFFICIAL:
            said = r.t("home_other_rate", day=r.day(text.at, short=True), rate=r.percent(percent))
            found[product_class] = (*found.get(product_class, ()), OtherRate(text.item_id, text.title, text.lang, said))
    return found


def _named(parts: HomeParts) -> Iterator[tuple[OfficialText, float, str]]:
    for text in parts.official:
        for percent, rows in rates_unknown(text.facts, parts.anchor.id, parts.table):
            yield text, percent, rows[0].product_class


def _checked(one: ProductClass, day: str | None) -> str:
    """The day to which a class was checked; one without a row of law, from when its table begins."""
    return day or one.table_from


def _rate(r: Reader, line: RateLine, others: tuple[OtherRate, ...]) -> HomeRate:
    by = r.pick(line.instrument, line.instrument_ja).text
    return HomeRate(line, by, r.day(line.checked_on, short=True), others)


def _recent(r: Reader, one: Recent, parts: HomeParts) -> RecentView:
    duties = len(duty_lines(r, one.before, parts.answers))
    return RecentView(r.t(f"new_{one.key}"), r.link("/new", [("since", one.since)]), tallies(r, one.counts, duties, parts.most))
