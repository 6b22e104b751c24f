"""What concepts, classes of goods and places in time are called on a page. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from db.records import EventRow
from tracker.gazetteer import Concept
from tracker.pack import Pack
from tracker.publish.reader import Reader, Said


@dataclass(frozen=True, slots=True)
class Named:
    """A thing with its id and what it is called."""

    id: str
    said: Said


@dataclass(frozen=True, slots=True)
class Local:
    """A place in time in one capital. day: `YYYY-MM-DD`. clock: in words, empty where only the day is known."""

    day: str
    clock: str = ""


def concepts_by_id(packs: Iterable[Pack]) -> Mapping[str, Concept]:
    """All concepts of the packs; of two with one id the first."""
    found: dict[str, Concept] = {}
    for pack in packs:
        for concept in pack.concepts:
            found.setdefault(concept.id, concept)
    return found


def concept_said(r: Reader, concept: Concept) -> Said:
    """What a concept is called: a person by the first full name, anything else by its first form."""
    full = next((form for form in concept.en if " " in form), "") if concept.kind == "person" else ""
    english = full or next(iter(concept.en), "")
    return r.pick(english, next(iter(concept.ja), "").removesuffix("氏")) if english or concept.ja else Said(concept.id, r.lang)


def actors_of(r: Reader, event: EventRow, concepts: Mapping[str, Concept]) -> tuple[Named, ...]:
    """Who acted: in English the full names of the event's row, in Japanese what the gazetteer calls them."""
    aligned = event.actors if len(event.actors) == len(event.actor_ids) else ()
    named = []
    for position, actor in enumerate(event.actor_ids):
        english = aligned[position] if aligned else ""
        concept = concepts.get(actor)
        if concept is None or (english and r.lang == "en"):
            named.append(Named(actor, Said(english or actor, "en")))
        else:
            named.append(Named(actor, concept_said(r, concept)))
    return tuple(named)


def both_capitals(r: Reader, event: EventRow, zones: Sequence[str]) -> tuple[Local, ...]:
    """The event's day in each zone; the hour too where the instant is known. The first two zones have days of their own in the row."""
    stated = (event.date_washington, event.date_tokyo)
    return tuple(_local(r, event, zone, stated[n] if n < len(stated) else None) for n, zone in enumerate(zones))


def offset_said(r: Reader, day: str, anchor_day: str) -> str:
    """How many days lie between the anchor and a day, in words: `day +97`."""
    try:
        days = (date.fromisoformat(day[:10]) - date.fromisoformat(anchor_day[:10])).days
    except ValueError:
        return ""
    return r.t("day_offset", n=f"{days:+d}".replace("-", "−") if days else "0")


def _local(r: Reader, event: EventRow, zone: str, day: str | None) -> Local:
    if event.occurred_at is None:
        return Local(day or event.date)
    at = datetime.fromisoformat(event.occurred_at.replace("Z", "+00:00")).astimezone(ZoneInfo(zone))
    return Local(at.date().isoformat(), r.t("clock_in", clock=f"{at:%H:%M}"))
