"""The row of an event that items opened: its id, its day in both capitals, its titles and what follows from the items it has."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from db.records import EventRow, LinkedItem
from tracker.events.independence import independent_sources
from tracker.events.model import Model, facts_of, traits_of
from tracker.events.traits import arrival
from tracker.types import TOPICS

EASTERN, JAPAN = "America/New_York", "Asia/Tokyo"
# Best source first (`feeds/sources.toml`): an official text, an agency, a national paper; an unknown outlet last.
TIERS = ("official", "primary", "wire", "national", "trade_press", "think_tank", "press", "aggregator")
# A report names days of many things; of its event, the day of the report or one of the three before it.
_LATEST_REPORT = 3
# What happened at home is told in the home day, an act of Washington's in its own.
_HOME = frozenset({"response", "impact"})


@dataclass(frozen=True, slots=True)
class LocalDay:
    """A calendar day (`YYYY-MM-DD`) in a time zone (IANA name)."""

    date: str
    timezone: str


def event_id(item: LinkedItem, day: str) -> str:
    """The id of the event that an item opens: `<date>-r-<8 hex digits of SHA-256 over its source and key>` (DESIGN, Ids)."""
    return f"{day}-r-{item_hash(item)}"


def item_hash(item: LinkedItem) -> str:
    """Eight hex digits that name an item: of SHA-256 over its source and key."""
    return hashlib.sha256(f"{item.source_id}\n{item.item_key}".encode()).hexdigest()[:8]


def open_event(item: LinkedItem, model: Model) -> EventRow:
    """The event that an item opens."""
    day = local_day([item])
    return described(EventRow(event_id(item, day.date), model.anchor_id, item.origin, day.date, "", "reported", ""), [item], model)


def described(event: EventRow, items: Sequence[LinkedItem], model: Model) -> EventRow:
    """An opened event as its items tell it; the same for the same items in any order. Its id stays.

    items: at least one. A title is a headline as printed, of the best source in that language; summaries are left to the items.
    """
    day = local_day(items)
    washington, tokyo = capitals(items, day)
    confirmed = len(items) > 1 and independent_sources(items, model.words).count >= 2
    relation = _most(item.relation or "" for item in items)
    actors = _common([[mark for mark in traits_of(item, model).marks if mark.startswith("person.")] for item in items])
    return replace(
        event,
        origin="watched" if any(item.origin == "watched" for item in items) else "imported",
        date=day.date,
        timezone=day.timezone,
        date_washington=washington,
        date_tokyo=tokyo,
        relation=relation,
        status="confirmed" if confirmed else "reported",
        known_from=known_from(items),
        title_en=title(items, "en"),
        title_ja=title(items, "ja"),
        topics=tuple(sorted(_common([item.topics for item in items]), key=_topic_order)),
        actors=tuple(model.names.get(actor, actor) for actor in actors),
        actor_ids=actors,
        instrument_ids=_common([[i.id for i in facts_of(item.facts).instruments] for item in items]),
        confidence=_confidence(items, confirmed),
    )


def known_from(items: Iterable[LinkedItem]) -> str:
    """The instant from which an opened event could be known: its first publication as stated, and never after its first sight."""
    return min(min(item.published_at or item.first_seen_at, item.first_seen_at) for item in items)


def title(items: Iterable[LinkedItem], lang: str) -> str | None:
    """The headline of the best source in a language: by tier, then the earliest, then by source and key; None without one."""
    told = [item for item in items if item.lang[:2] == lang and item.title]
    best = min(told, key=lambda item: (_tier(item.tier), item.published_at or item.first_seen_at, arrival(item)), default=None)
    return best.title if best else None


def local_day(items: Iterable[LinkedItem]) -> LocalDay:
    """The day that most items give the event; of equals the earliest, then by zone."""
    votes = Counter(told_day(item) for item in items)
    return min(votes, key=lambda day: (-votes[day], day.date, day.timezone))


def told_day(item: LinkedItem) -> LocalDay:
    """The day on which an item says that its event happened.

    The named day nearest before its publication, at most three days back (dateline, "Tuesday", 16日, きょう); else the day of publication;
    else, where a watched source states none, that of the first sight. The zone is the dateline's, else the language's: Japanese texts
    without one mean Japan's day, English ones Washington's, but for responses and effects at home.
    """
    facts = facts_of(item.facts)
    published = (item.published_date or item.published_at or item.first_seen_at)[:10]
    home = item.lang[:2] == "ja" or item.relation in _HOME
    zone = facts.zone or ("JST" if home else "ET")
    told = [(day.date, day.zone or zone) for day in facts.days if day.field != "body"]
    named = [day for day in told if 0 <= _days(published, day[0]) <= _LATEST_REPORT]
    if not named and not item.published_date and not item.published_at:
        named = told
    day, meant = max(named) if named else (published, zone)
    return LocalDay(day, JAPAN if meant == "JST" else EASTERN)


def capitals(items: Sequence[LinkedItem], day: LocalDay) -> tuple[str, str]:
    """The event's calendar days in Washington and Tokyo.

    Items that give the other capital's day decide; else an act of Washington's is the next day in Tokyo unless it takes effect, which is
    at 00:01 Eastern (entities_cross.md, the day trap); an act of Tokyo's is taken to be on the same day in Washington.
    """
    other = JAPAN if day.timezone == EASTERN else EASTERN
    shift = 1 if day.timezone == EASTERN else -1
    votes = Counter(told.date for told in map(told_day, items) if told.timezone == other and 0 <= shift * _days(told.date, day.date) <= 1)
    if votes:
        theirs = min(votes, key=lambda told: (-votes[told], told))
    elif day.timezone == EASTERN and not any("takes_effect" in facts_of(item.facts).acts for item in items):
        theirs = date.fromordinal(date.fromisoformat(day.date).toordinal() + 1).isoformat()
    else:
        theirs = day.date
    return (day.date, theirs) if day.timezone == EASTERN else (theirs, day.date)


def _days(later: str, earlier: str) -> int:
    return date.fromisoformat(later).toordinal() - date.fromisoformat(earlier).toordinal()


def _tier(tier: str) -> int:
    return TIERS.index(tier) if tier in TIERS else len(TIERS)


def _topic_order(topic: str) -> int:
    return TOPICS.index(topic) if topic in TOPICS else len(TOPICS)


def _most(values: Iterable[str]) -> str:
    votes = Counter(values)
    return min(votes, key=lambda value: (-votes[value], value))


def _common(lists: Sequence[Iterable[str]]) -> tuple[str, ...]:
    """What at least half of the lists hold, the most frequent first, then by name."""
    votes = Counter(value for values in lists for value in set(values))
    return tuple(sorted((value for value, count in votes.items() if 2 * count >= len(lists)), key=lambda value: (-votes[value], value)))


def _confidence(items: Iterable[LinkedItem], confirmed: bool) -> str:
    if any(item.tier in ("official", "primary") for item in items):
        return "primary"
    return "multi-source" if confirmed else "single-source"
