"""One subject's text to its facts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tracker.facts import days, figures
from tracker.facts.mentions import Finder, Part, split
from tracker.facts.types import NOTHING, Facts, Mention
from tracker.gazetteer import Concept
from tracker.types import Subject

# News puts what happened first; the end of a long body is background about everything (reference README, rule 6).
BODY_LIMIT = 1500
_PROCESSES = frozenset(("process", "measure"))


class Extractor:
    """Finds the facts of one anchor's gazetteer in subjects. Built once; calls change nothing, so that any order gives the same."""

    def __init__(self, concepts: Sequence[Concept]) -> None:
        """Compile the concepts."""
        self._finder = Finder(concepts)
        self._concepts = {concept.id: concept for concept in concepts}
        self._telling = frozenset(concept.id for concept in concepts if concept.signal in ("core", "supporting") or concept.kind == "topic")

    def extract(self, subject: Subject) -> Facts:
        """The facts of title, summary and the beginning of the body.

        Where no concept that speaks for any story stands in the text, nothing else is looked for: such a subject can't be linked.
        """
        parts = split((("title", subject.title), ("summary", subject.summary), ("body", subject.body[:BODY_LIMIT])))
        found = [self._finder.mentions(part) for part in parts]
        mentions = tuple(mention for some in found for mention in some)
        if not any(mention.concept in self._telling for mention in mentions):
            return Facts(mentions=mentions) if mentions else NOTHING
        return self._facts(subject, parts, found, mentions)

    def _facts(self, subject: Subject, parts: Sequence[Part], found: Sequence[list[Mention]], mentions: tuple[Mention, ...]) -> Facts:
        published = day_of(subject)
        zone = next((zone for zone in map(days.dateline, parts) if zone), "")
        both = list(zip(parts, found, strict=True))
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
