"""What `/event/<id>` shows: one event in both languages, its citations, its reports by language and publisher, its history. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.records import EventRow, HistoryRow, LinkedItem, SourceRow
from tracker.gazetteer import Concept
from tracker.pack import Anchor, ProductClass, Rate
from tracker.publish.names import Named, actors_of, offset_said
from tracker.publish.reader import Reader, Said
from tracker.publish.view_rates import interval_said, rate_said
from tracker.publish.view_sources import source_name
from tracker.timeline import LocalDay, local_days

if TYPE_CHECKING:
    from db.queries.events import Citation
    from db.queries.pages import StepRow


@dataclass(frozen=True, slots=True)
class EventParts:
    """Everything that was read of an event, as stored."""

    event: EventRow
    anchor: Anchor
    members: Sequence[LinkedItem]
    citations: Sequence[Citation]
    history: Sequence[HistoryRow]
    steps: Sequence[StepRow]
    rates: Sequence[Rate]
    classes: Mapping[str, ProductClass]
    sources: Mapping[str, SourceRow]


@dataclass(frozen=True, slots=True)
class Report:
    """One item that reports the event. copy: it repeats another one's text."""

    item_id: int
    title: str
    lang: str
    source_title: str
    stated: str
    first_seen_at: str
    copy: bool


@dataclass(frozen=True, slots=True)
class Family:
    """The reports of one house."""

    name: str
    items: tuple[Report, ...]


@dataclass(frozen=True, slots=True)
class LanguageGroup:
    """The reports in one language, by house."""

    lang: str
    families: tuple[Family, ...]


@dataclass(frozen=True, slots=True)
class RateOf:
    """A rate that rests on the event. said, since: rate with basis, and interval, in words."""

    rate: Rate
    class_en: str
    class_ja: str
    said: str
    since: str


@dataclass(frozen=True, slots=True)
class EventView:
    """The page of one event. later: what became known afterwards, the reader's language first."""

    event: EventRow
    places: tuple[LocalDay, ...]
    offset: str
    topics: tuple[str, ...]
    actors: tuple[Named, ...]
    instruments: tuple[str, ...]
    products: tuple[ProductClass, ...]
    counts: str
    later: tuple[Said, ...]
    citations: tuple[Citation, ...]
    groups: tuple[LanguageGroup, ...]
    item_count: int
    rates: tuple[RateOf, ...]
    steps: tuple[StepRow, ...]
    history: tuple[HistoryRow, ...]


def event_view(r: Reader, parts: EventParts, concepts: Mapping[str, Concept]) -> EventView:
    """The page for what was read of an event."""
    event, anchor = parts.event, parts.anchor
    return EventView(
        event=event,
        places=local_days(event, anchor.capitals),
        offset=offset_said(r, event.date, anchor.date),
        topics=event.topics,
        actors=actors_of(r, event, concepts),
        instruments=event.instruments,
        products=tuple(parts.classes[one] for one in event.products if one in parts.classes),
        counts=counts_said(r, len(parts.members), len({m.source_id for m in parts.members}), len({_house(m) for m in parts.members})),
        later=r.pair(event.later_en, event.later_ja),
        citations=tuple(parts.citations),
        groups=_groups(r, parts),
        item_count=len(parts.members),
        rates=tuple(_rate(r, rate, parts.classes) for rate in parts.rates),
        steps=tuple(parts.steps),
        history=tuple(parts.history),
    )


def counts_said(r: Reader, items: int, outlets: int, families: int) -> str:
    """Reports, outlets and publisher families are three numbers (TRAPS 21); no report at all has words of its own."""
    if not items:
        return r.t("counts_none")
    return r.t("event_counts", items=r.n("items_n", items), outlets=r.n("outlets_n", outlets), families=r.n("families_n", families))


def _house(member: LinkedItem) -> str:
    """An unknown outlet is a family of its own (DESIGN, terms)."""
    return member.publisher_family or member.publisher or member.source_id


def _groups(r: Reader, parts: EventParts) -> tuple[LanguageGroup, ...]:
    languages = sorted({member.lang for member in parts.members}, key=lambda lang: (lang != r.lang, lang))
    return tuple(LanguageGroup(lang, _families(r, [m for m in parts.members if m.lang == lang], parts.sources)) for lang in languages)


def _families(r: Reader, members: Sequence[LinkedItem], sources: Mapping[str, SourceRow]) -> tuple[Family, ...]:
    houses: dict[str, list[Report]] = {}
    for member in members:
        report = _report(r, member, sources)
        # A house of one outlet bears that outlet's name, not its id.
        name = report.source_title if _house(member) == member.source_id else _house(member)
        houses.setdefault(name, []).append(report)
    return tuple(Family(name, tuple(houses[name])) for name in sorted(houses, key=str.casefold))


def _report(r: Reader, member: LinkedItem, sources: Mapping[str, SourceRow]) -> Report:
    source = sources.get(member.source_id)
    return Report(
        item_id=member.item_id,
        title=member.title,
        lang=member.lang,
        source_title=source_name(r, source.id, source.title, source.title_ja) if source else member.publisher or member.source_id,
        stated=r.day(member.published_date, short=True),
        first_seen_at=member.first_seen_at,
        copy=member.copy_of is not None,
    )


def _rate(r: Reader, rate: Rate, classes: Mapping[str, ProductClass]) -> RateOf:
    one = classes.get(rate.product_class)
    en, ja = (one.title_en, one.title_ja) if one else (rate.product_class, "")
    return RateOf(rate, en, ja, rate_said(r, rate), interval_said(r, rate))
