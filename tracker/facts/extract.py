"""One subject's text to its facts."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from tracker.facts import days, figures
from tracker.facts.folding import fold
from tracker.facts.mentions import Finder, Part, split
from tracker.facts.types import Facts, Mention
from tracker.gazetteer import Concept
from tracker.types import Subject

# News puts what happened first; the end of a long body is background about everything (reference README, rule 6).
BODY_LIMIT = 1500
# Names of firms and bodies turn up everywhere, and tell of no story by themselves; what is done and by which paper does.
_EVERYWHERE = frozenset(("company", "organisation", "place", "phrase", "other_story"))
_DONE = frozenset(("process", "instrument", "rate"))
_BARE_PERCENT = re.compile(r"[\d.・]+(?:%| ?per ?cent| ?pct)")
_LISTS = {"organisation": "organisations", "place": "places", "country": "countries", "product": "products"}


class Reading(NamedTuple):
    """A subject's text, folded, and the mentions in each part of it: what a link is decided on. Empty where nothing is telling."""

    parts: tuple[Part, ...] = ()
    found: tuple[tuple[Mention, ...], ...] = ()

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """All mentions in order: title, summary, body."""
        return tuple(mention for some in self.found for mention in some)


class Extractor:
    """Finds the facts of one anchor's gazetteer in subjects. Built once; calls change nothing, so that any order gives the same."""

    def __init__(self, concepts: Sequence[Concept]) -> None:
        """Compile the concepts."""
        self._finder = Finder(concepts)
        self._concepts = {concept.id: concept for concept in concepts}
        telling: dict[str, int] = {}
        for concept in concepts:
            for form in concept.forms:
                lower = fold(form).lower
                telling[lower] = telling.get(lower, 0) | _tells(concept, bool(_BARE_PERCENT.fullmatch(lower)))
        self._telling = tuple(telling.get(spelling, 0) for spelling in self._finder.lexicon.spellings)

    def extract(self, subject: Subject) -> Facts:
        """The facts of title, summary and the beginning of the body: none where no concept that tells of any such story stands there."""
        return self.facts(subject, self.read(subject))

    def read(self, subject: Subject) -> Reading:
        """The mentions alone, which is all that a link needs; most texts hold nothing telling, and cost next to nothing."""
        texts = (("title", subject.title), ("summary", subject.summary), ("body", subject.body[:BODY_LIMIT]))
        folds = [(field, text, fold(text)) for field, text in texts if text]
        fields = [(field, text, folded, self._finder.lexicon.found(folded)) for field, text, folded in folds]
        told = 0
        for _, _, _, found in fields:
            for index, _, _ in found:
                told |= self._telling[index]
        if not told & _ALONE and all(told & pair != pair for pair in _PAIRS):
            return Reading()
        parts = split(fields)
        return Reading(parts, tuple(tuple(self._finder.mentions(part)) for part in parts))

    def facts(self, subject: Subject, reading: Reading) -> Facts:
        """All facts of a subject that was read."""
        published = day_of(subject)
        parts, mentions = reading.parts, reading.mentions
        zone = next((zone for zone in map(days.dateline, parts) if zone), "")
        both = tuple(zip(parts, reading.found, strict=True))
        return Facts(
            mentions=mentions,
            rates=tuple(rate for part, some in both for rate in figures.rates(part, some)),
            amounts=tuple(amount for part in parts for amount in figures.amounts(part)),
            instruments=tuple(instrument for part, some in both for instrument in figures.instruments(part, some)),
            days=tuple(day for part in parts for day in days.days(part, published, zone)),
            ordinals=tuple(ordinal for part in parts for ordinal in figures.ordinals(part)),
            durations=tuple(duration for part in parts for duration in figures.durations(part)),
            zone=zone,
            **self._named(mentions, published),
        )

    def _named(self, mentions: Sequence[Mention], day: str | None) -> dict[str, tuple[str, ...]]:
        """The lists of ids of `Facts`, each id once, in order of mention."""
        lists: dict[str, dict[str, None]] = {name: {} for name in ("persons", "processes", "acts", "sides", *_LISTS.values())}
        for concept, _, _, _, _, live, vetoed, _ in mentions:
            known = self._concepts[concept]
            if live:
                lists["sides"][known.side] = None
                if known.kind in ("process", "measure"):
                    lists["processes"][concept] = None
            if vetoed:
                continue
            if known.kind in _LISTS:
                lists[_LISTS[known.kind]][concept] = None
            elif known.kind == "person":
                lists["persons"][self._person(known, day)] = None
            elif known.kind == "phrase":
                lists["acts"][concept[7:]] = None
        return {name: tuple(ids) for name, ids in lists.items()}

    def _person(self, known: Concept, day: str | None) -> str:
        """A person's id; an office's holder on a day, or the office where none is known."""
        holders = (office for office in known.roles if office.person and day and (office.start or "") <= day < (office.end or "9999"))
        return next((office.person for office in holders), known.id)


_ALONE, _LEADER, _COUNTERPART, _RATE, _HOME = 1, 2, 4, 8, 16
_PAIRS = (_LEADER | _COUNTERPART, _RATE | _HOME)


def _tells(concept: Concept, bare_percent: bool) -> int:
    """Whether a concept tells of such a story alone, or as one of a pair: leaders of both sides, a known rate and the home country."""
    if bare_percent:
        return _RATE if concept.signal in ("core", "supporting") else 0
    if concept.kind == "country" and concept.side not in ("us", "neutral", "other"):
        return _HOME
    if concept.kind == "topic" and (not concept.groups or "tariff" in concept.groups):
        return _ALONE
    if concept.kind == "person" and concept.side != "other" and concept.signal != "core":
        if "domestic_politics" in concept.topics and concept.signal == "supporting":
            return _LEADER
        if concept.side == "us" and concept.signal == "context":
            return _COUNTERPART if "reciprocal_tariff" in concept.topics else 0
    supports = concept.signal == "supporting" and concept.kind not in _EVERYWHERE
    return _ALONE if concept.signal == "core" or supports or concept.kind in _DONE else 0


def day_of(subject: Subject) -> str | None:
    """The day by which a text's words are resolved: of publication as stated, else of its instant, else of the first sight, else None."""
    return subject.published_date or (subject.published_at or subject.seen_at or "")[:10] or None
