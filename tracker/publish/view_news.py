"""What is new since a moment: counts for the front page, and the page `/new`. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.pack import Anchor, ProductClass
from tracker.publish.listed import of_source
from tracker.publish.reader import Reader
from tracker.publish.view_changes import ChangeLine, change_line
from tracker.publish.view_rates import rate_short
from tracker.publish.view_sources import source_name
from tracker.publish.view_timeline import EventLine, event_line
from tracker.rates import Answer, felt

if TYPE_CHECKING:
    from db.change_rows import ItemChange
    from db.queries.news import NewCounts
    from db.queries.pages import NewItem
    from db.queries.timeline import TimelineRow

Answered = Sequence[tuple[ProductClass, Answer]]


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One report. when: its publication as stated, else when it was first seen."""

    item_id: int
    title: str
    lang: str
    source_title: str
    when: str


@dataclass(frozen=True, slots=True)
class DutyLine:
    """A class of goods whose duty is another one now. before, after: in two words each."""

    title: str
    href: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Tally:
    """How much of something is new within a time. said: with its number, in words; number: as shown large, `999+` where it is more."""

    key: str
    number: str
    said: str
    any: bool


@dataclass(frozen=True, slots=True)
class NewsParts:
    """What was read of what is new since a moment. before, after: answers for the day of the moment, as known then, and for today."""

    anchor: Anchor
    since: str
    counts: NewCounts
    before: Answered
    after: Answered
    own: int
    events: Sequence[TimelineRow] = ()
    changes: Sequence[ItemChange] = ()
    items: Sequence[NewItem] = ()
    sources: Mapping[str, tuple[str, str]] | None = None


@dataclass(frozen=True, slots=True)
class NewsView:
    """The page. since: in words. more_changes: whether there are more changes than shown."""

    since: str
    tallies: tuple[Tally, ...]
    duties: tuple[DutyLine, ...]
    events: tuple[EventLine, ...]
    changes: tuple[ChangeLine, ...]
    items: tuple[ItemLine, ...]
    own: int
    permanent: str


def news_view(r: Reader, parts: NewsParts, most: int) -> NewsView:
    """The page for what was read. most: up to how many events and changes were counted."""
    titles = parts.sources or {}
    names = {one: source_name(r, one, *titles[one]) for one in titles}
    duties = duty_lines(r, parts.before, parts.after)
    return NewsView(
        since=r.moment(parts.since),
        tallies=tallies(r, parts.counts, len(duties), most),
        duties=duties,
        events=tuple(event_line(r, parts.anchor, event) for event in parts.events),
        changes=tuple(change_line(r, of_source(change), names, {}) for change in parts.changes),
        items=tuple(item_line(r, item) for item in parts.items),
        own=parts.own,
        permanent=r.link("/new", [("since", parts.since)]),
    )


def tallies(r: Reader, counts: NewCounts, duties: int, most: int) -> tuple[Tally, ...]:
    """The numbers of what is new, what matters most first."""
    found = (("duties", duties), ("events", counts.events), ("changes", counts.changes), ("items", counts.items))
    return tuple(_tally(r, key, count, most if key in ("events", "changes") else None) for key, count in found)


def duty_lines(r: Reader, before: Answered, after: Answered) -> tuple[DutyLine, ...]:
    """The classes whose duty changed between two days, each as known on its day."""
    earlier = {one.id: answer for one, answer in before}
    return tuple(
        DutyLine(r.pick(one.title_en, one.title_ja).text, r.link("/rates") + f"#{one.id}", duty_short(r, was), duty_short(r, answer))
        for one, answer in after
        if (was := earlier.get(one.id)) is not None and felt(was) != felt(answer)
    )


def duty_short(r: Reader, answer: Answer) -> str:
    """An answer in two words: the rate with its basis, or the kind of answer that is no rate."""
    return rate_short(r, answer.law) if answer.kind == "rate" and answer.law else r.label("rate_kind", answer.kind)


def item_line(r: Reader, item: NewItem) -> ItemLine:
    """A report as it stands in a list."""
    exact = item.published_precision in ("second", "minute")
    stated = r.stated(item.published_at if exact else item.published_date, item.published_precision)
    name = source_name(r, item.source_id, item.source_title, item.source_title_ja)
    return ItemLine(item.item_id, item.title, item.lang, name, stated or r.t("seen_at", at=r.moment(item.first_seen_at)))


def _tally(r: Reader, key: str, count: int, most: int | None) -> Tally:
    capped = most is not None and count >= most
    number = f"{count:,}+" if capped else f"{count:,}"
    return Tally(key, number, r.t(f"new_{key}_one" if count == 1 else f"new_{key}", n=number), count > 0)
