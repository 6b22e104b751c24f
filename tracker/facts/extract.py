"""One subject's text to its facts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from tracker.facts import days, figures
from tracker.facts.folding import fold
from tracker.facts.mentions import Finder, Part, split
from tracker.facts.types import Facts, Mention
from tracker.gazetteer import Concept
from tracker.types import Subject

# News puts what happened first; the end of a long body is background about everything (reference README, rule 6).
BODY_LIMIT = 1500
_PROCESSES = frozenset(("process", "measure"))
_TELLING = frozenset(("topic", "rate", "instrument", "process", "measure"))
_BARE_PERCENT = re.compile(r"[\d.・]+(?:%| ?per ?cent| ?pct)")


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
        telling = [concept for concept in concepts if concept.signal in ("core", "supporting") or concept.kind in _TELLING]
        forms = {fold(form).lower for concept in telling for form in concept.forms}
        self._telling = AhoCorasick(sorted(form for form in forms if not _BARE_PERCENT.fullmatch(form)))

    def extract(self, subject: Subject) -> Facts:
        """The facts of title, summary and the beginning of the body: none where no concept that tells of any such story stands there."""
        return self.facts(subject, self.read(subject))

    def read(self, subject: Subject) -> Reading:
        """The mentions alone, which is all that a link needs; most texts hold nothing telling, and cost next to nothing."""
        texts = (("title", subject.title), ("summary", subject.summary), ("body", subject.body[:BODY_LIMIT]))
        fields = [(field, text, fold(text)) for field, text in texts if text]
        if not any(self._telling.find_matches_as_indexes(folded.lower) for _, _, folded in fields):
            return Reading()
        parts = split(fields)
        return Reading(parts, tuple(tuple(self._finder.mentions(part)) for part in parts))

    def facts(self, subject: Subject, reading: Reading) -> Facts:
        """All facts of a subject that was read."""
        published = day_of(subject)
        parts, mentions = reading.parts, reading.mentions
        zone = next((zone for zone in map(days.dateline, parts) if zone), "")
        both = list(zip(parts, reading.found, strict=True))
        meant = [mention for mention in mentions if not mention.vetoed]
        return Facts(
            mentions=mentions,
            rates=tuple(rate for part, some in both for rate in figures.rates(part, some)),
            amounts=tuple(amount for part in parts for amount in figures.amounts(part)),
            instruments=tuple(instrument for part, some in both for instrument in figures.instruments(part, some)),
            days=tuple(day for part in parts for day in days.days(part, published, zone)),
            ordinals=tuple(ordinal for part in parts for ordinal in figures.ordinals(part)),
            durations=tuple(duration for part in parts for duration in figures.durations(part)),
            zone=zone,
            persons=_once(self._person(mention.concept, published) for mention in meant),
            organisations=self._of_kind(meant, "organisation"),
            places=self._of_kind(meant, "place"),
            countries=self._of_kind(meant, "country"),
            products=self._of_kind(meant, "product"),
            processes=_once(m.concept for m in mentions if m.live and self._concepts[m.concept].kind in _PROCESSES),
            acts=_once(m.concept.partition(".")[2] for m in meant if self._concepts[m.concept].kind == "phrase"),
            sides=_once(self._concepts[m.concept].side for m in mentions if m.live),
        )

    def _of_kind(self, mentions: Iterable[Mention], kind: str) -> tuple[str, ...]:
        return _once(mention.concept for mention in mentions if self._concepts[mention.concept].kind == kind)

    def _person(self, concept: str, day: str | None) -> str:
        known = self._concepts[concept]
        if known.kind != "person":
            return ""
        holders = [office for office in known.roles if office.person]
        if not holders:
            return concept
        return next((office.person for office in holders if day and (office.start or "") <= day < (office.end or "9999")), concept)


def day_of(subject: Subject) -> str | None:
    """The day by which a text's words are resolved: of publication as stated, else of its instant, else of the first sight, else None."""
    return subject.published_date or (subject.published_at or subject.seen_at or "")[:10] or None


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))
