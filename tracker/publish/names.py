"""What people, other concepts and distances in time are called on a page. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.records import EventRow
from tracker.gazetteer import Concept
from tracker.pack import Pack
from tracker.publish.reader import Reader, Said
from tracker.timeline import day_offset

if TYPE_CHECKING:
    from db.queries.pages import ThreadRow
    from db.queries.threads import MatterRow


@dataclass(frozen=True, slots=True)
class Named:
    """A thing with its id and what it is called."""

    id: str
    said: Said


def concepts_by_id(packs: Iterable[Pack]) -> Mapping[str, Concept]:
    """All concepts of the packs; of two with one id the first."""
    found: dict[str, Concept] = {}
    for pack in packs:
        for concept in pack.concepts:
            found.setdefault(concept.id, concept)
    return found


def concept_said(r: Reader, concept: Concept) -> Said:
    """What a concept is called: a person by the first full name, anything else by its first form."""
    return next(iter(r.pair(*_called(concept))), Said(concept.id, r.lang))


def _called(concept: Concept) -> tuple[str, str]:
    """A concept's name in English and in Japanese."""
    full = next((form for form in concept.en if " " in form), "") if concept.kind == "person" else ""
    return full or next(iter(concept.en), ""), next(iter(concept.ja), "").removesuffix("氏")


def both_names(r: Reader, actor: Named, concepts: Mapping[str, Concept]) -> tuple[Said, ...]:
    """An actor's name, and beside it the one in the other language where it has another one."""
    concept = concepts.get(actor.id)
    named = _called(concept) if concept else ("", "")
    others = (one for one in r.pair(*named) if one.lang != actor.said.lang and one.text != actor.said.text)
    return (actor.said, *others)


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


def offset_said(r: Reader, day: str, anchor_day: str) -> str:
    """How many days lie between the anchor and a day, in words: `day +97`, 97日後."""
    days = day_offset(day, anchor_day)
    if not days:
        return r.t("day_offset_none")
    return r.t("day_offset_after" if days > 0 else "day_offset_before", n=abs(days))


def days_to_go(r: Reader, day: str, today: str) -> str:
    """How many days are left until a day, in words: `in 83 days`, あと83日."""
    days = day_offset(day, today)
    return r.t("day_today") if days <= 0 else r.n("days_to_go", days)


def gap_said(r: Reader, days: int) -> str:
    """How many days lie between an event and another, in words: `14 days earlier`, `the same day`."""
    if days == 0:
        return r.t("same_day_later")
    return r.n("days_later", days) if days > 0 else r.n("days_earlier", -days)


def matter_name(r: Reader, one: ThreadRow | MatterRow, plain: bool) -> Said:
    """What a matter is called. plain: by what it is about and no more, where its pack says so, for views of a past moment."""
    if plain and (one.plain_en or one.plain_ja):
        return r.pick(one.plain_en, one.plain_ja)
    return r.pick(one.title_en, one.title_ja)
