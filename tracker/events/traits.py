"""An item's facts, or an event's row, to its traits: the form in which both are compared."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import fsum
from typing import NamedTuple

from db.records import EventRow, LinkedItem
from tracker.events import words
from tracker.events.marks import by_kind, sums
from tracker.events.types import Traits
from tracker.facts.types import Amount, Day, Duration, Facts, Instrument, Mention, Ordinal, Rate
from tracker.gazetteer import Concept

# The background of an article tells no event: of a body, only the beginning counts, and only where there is no summary.
BODY_LIMIT = 400
# In a small pack every fact looks common; rarity is measured as if it had at least this many events.
_FEWEST = 100
_SMOOTH = 0.7
_MONEY = {"USD": "usd", "JPY": "jpy", "EUR": "eur", "KRW": "krw"}


Spanned = Mention | Rate | Amount | Instrument | Ordinal | Duration | Day


@dataclass(frozen=True, slots=True)
class Draft:
    """What was found in one text, before rarity is known.

    marks, title: as in Traits. tokens: by language. home: whether its title names the home side.
    """

    marks: frozenset[str]
    title: frozenset[str]
    tokens: Mapping[str, frozenset[str]]
    home: bool


class Rarity:
    """How much a fact or a word tells: seen in few baseline events, much; in most of them, next to nothing."""

    def __init__(self, drafts: Sequence[Draft]) -> None:
        """Count in how many of the drafts each mark and each token stands."""
        size = max(len(drafts), _FEWEST) + 1
        marks = Counter(mark for draft in drafts for mark in draft.marks)
        self._marks = {mark: math.log(size / (seen + _SMOOTH)) ** 2 for mark, seen in marks.items()}
        self._new_mark = math.log(size / _SMOOTH) ** 2
        self._tokens: dict[str, dict[str, float]] = {}
        for lang in ("en", "ja"):
            tokens = Counter(token for draft in drafts for token in draft.tokens.get(lang, ()))
            self._tokens[lang] = {token: math.log(size / (seen + _SMOOTH)) for token, seen in tokens.items()}
        self._new_token = math.log(size / _SMOOTH)

    def mark(self, mark: str) -> float:
        """The square of a mark's inverse document frequency."""
        return self._marks.get(mark, self._new_mark)

    def vector(self, tokens: Iterable[str], lang: str) -> dict[str, float]:
        """Tokens with their inverse document frequency, scaled so that the squares add up to 1."""
        known, new = self._tokens.get(lang, self._tokens["en"]), self._new_token
        raw = {token: known.get(token, new) for token in tokens}
        length = math.sqrt(fsum([weight * weight for weight in raw.values()])) or 1.0
        return {token: weight / length for token, weight in raw.items()}


class Drafter:
    """Makes drafts of texts, in the terms of one gazetteer."""

    def __init__(self, finder: words.Words, concepts: Sequence[Concept]) -> None:
        """Keep the offices with their holders, the home side, and what marks no event.

        The two countries themselves are named in every report, and mere words of a subject (energy, shares) in reports of many events.
        """
        self._finder = finder
        self._offices = {concept.id: concept.roles for concept in concepts if concept.id.startswith("role.")}
        self._silent = frozenset(concept.id for concept in concepts if _marks_none(concept))
        self._home = frozenset(concept.id for concept in concepts if concept.side not in ("us", "other", "neutral"))

    def draft(self, facts: Facts, title: str, summary: str, lang: str, day: str | None) -> Draft:
        """The draft of one text. day: by which offices are resolved, None where none is known."""
        head, rest = words.fold(title), words.fold(summary)
        in_title = frozenset((*self._marks(facts, True, bool(summary), day), *self._acts(head)))
        in_rest = frozenset((*self._marks(facts, False, bool(summary), day), *self._acts(rest)))
        home = any(mention.field == "title" and not mention.vetoed and mention.concept in self._home for mention in facts.mentions)
        return Draft(in_title | in_rest, in_title, {lang: words.tokens(head) | words.tokens(rest)}, home)

    def _acts(self, text: str) -> Iterator[str]:
        yield from (name for name in self._finder.found(text) if name.startswith("act."))
        yield from (f"count:{count}" for count in words.counts(text))

    def _marks(self, facts: Facts, title: bool, summarised: bool, day: str | None) -> Iterator[str]:
        """The marks of the title, or of the rest."""
        for mention in facts.mentions:
            if not mention.vetoed and _stands(mention, title, summarised):
                name = self._named(mention, day)
                if name not in self._silent:
                    yield name
        for rate in facts.rates:
            if _stands(rate, title, summarised):
                yield f"pct:{rate.percent:g}"
                yield from (f"pct:{rate.percent:g}:{subject}" for subject in rate.subjects[:1])
        for ordinal in facts.ordinals:
            if _stands(ordinal, title, summarised):
                yield f"nth:{ordinal.number}"
                yield f"{ordinal.kind}:{ordinal.number}"
        figures: tuple[Amount | Instrument | Duration, ...] = (*facts.amounts, *facts.instruments, *facts.durations)
        yield from (_figure(found) for found in figures if _stands(found, title, summarised))

    def _named(self, mention: Mention, day: str | None) -> str:
        """A mention's concept; of an office its holder on that day."""
        for office in self._offices.get(mention.concept, ()):
            if office.person and day and (office.start or "") <= day < (office.end or "9999"):
                return office.person
        return mention.concept


def _marks_none(concept: Concept) -> bool:
    return (concept.kind == "country" and concept.side != "other") or (concept.kind == "topic" and concept.groups == ("plain",))


def _stands(found: Spanned, title: bool, summarised: bool) -> bool:
    """Whether a finding counts among the title's, or among the rest's: of a body only the beginning, where there is no summary."""
    return (found.field == "title") == title and (found.field != "body" or (not summarised and found.start < BODY_LIMIT))


def _figure(found: Amount | Instrument | Duration) -> str:
    if isinstance(found, Amount):
        return f"{_MONEY.get(found.currency, found.currency)}:{found.value:.2g}"
    return found.id if isinstance(found, Instrument) else f"minutes:{found.minutes}"


def item_traits(item: LinkedItem, facts: Facts, drafter: Drafter, rarity: Rarity) -> Traits:
    """The traits of a linked item."""
    published = published_day(item)
    draft = drafter.draft(facts, item.title, item.summary, item.lang, published)
    told = [day for day in facts.days if _stands(day, True, bool(item.summary)) or _stands(day, False, bool(item.summary))]
    when = When(*day_sets(told), number(published) if published else None)
    return _traits(draft, rarity, item.relation or "", item.topics, when)


def event_traits(event: EventRow, draft: Draft, rarity: Rarity) -> Traits:
    """The traits of a baseline event: of both its texts, its listed people and instruments, and its days in both capitals."""
    washington = number(event.date_washington or event.date)
    tokyo = number(event.date_tokyo or event.date)
    return _traits(draft, rarity, event.relation, event.topics, When(frozenset({washington}), frozenset({tokyo})))


class When(NamedTuple):
    """Day numbers as in Traits."""

    washington: frozenset[int]
    tokyo: frozenset[int]
    published: int | None = None


def _traits(draft: Draft, rarity: Rarity, relation: str, topics: Iterable[str], when: When) -> Traits:
    marks = {mark: rarity.mark(mark) for mark in draft.marks}
    kinds = by_kind(marks, draft.title, draft.home)
    return Traits(
        relation=relation,
        topics=frozenset(topics),
        marks=marks,
        title=draft.title,
        length=fsum(marks.values()) or 1.0,
        title_length=fsum(marks[mark] for mark in draft.title) or 1.0,
        kinds=kinds,
        sums=sums(kinds, marks),
        washington=when.washington,
        tokyo=when.tokyo,
        published=when.published,
        words={lang: rarity.vector(tokens, lang) for lang, tokens in draft.tokens.items()},
    )


def merged(drafts: Sequence[Draft], added: Iterable[str]) -> Draft:
    """One draft of several texts about one thing. added: further marks that are known of it."""
    marks = frozenset(mark for draft in drafts for mark in draft.marks) | frozenset(added)
    title = frozenset(mark for draft in drafts for mark in draft.title)
    tokens = {lang: found for draft in drafts for lang, found in draft.tokens.items()}
    return Draft(marks, title, tokens, any(draft.home for draft in drafts))


def published_day(item: LinkedItem) -> str | None:
    """The day by which an item is placed: as stated, else of its instant, else when a watched source first showed it.

    An imported item without a date has none: the day of the import says nothing.
    """
    if item.published_date:
        return item.published_date
    if item.published_at:
        return item.published_at[:10]
    return item.first_seen_at[:10] or None if item.origin == "watched" else None


def arrival(item: LinkedItem) -> tuple[str, str, str]:
    """The order in which items are taken: by day, then by source and key, which are the same wherever they are stored."""
    return (item.published_date or item.published_at or item.first_seen_at)[:10], item.source_id, item.item_key


def day_sets(days: Iterable[Day]) -> tuple[frozenset[int], frozenset[int]]:
    """Day numbers as (Washington's, Tokyo's); a day whose zone nothing tells may be either (entities_cross.md, the day trap)."""
    washington: set[int] = set()
    tokyo: set[int] = set()
    for day in days:
        if day.zone != "JST":
            washington.add(number(day.date))
        if day.zone != "ET":
            tokyo.add(number(day.date))
    return frozenset(washington), frozenset(tokyo)


def number(day: str) -> int:
    """The proleptic ordinal of a day `YYYY-MM-DD` (of an instant's text: of its date)."""
    return date.fromisoformat(day[:10]).toordinal()
