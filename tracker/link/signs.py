"""Which signs stand where in a subject: each mention plays parts (its groups), and a sign is a bit in the mask of a field.

Everything that a rule of the model can ask for is a named sign: a group of a concept (`tariff`, `home_leader`), a class of groups that
the model defines (`home`), or a circumstance without words (`undated`, `before_story`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from tracker.facts.folding import fold
from tracker.facts.types import Mention
from tracker.gazetteer import Concept
from tracker.types import Subject

_KANA = re.compile("[\u3040-\u30ff]")
# How a headline that asks ends: 影響は, …とは and 合意できるのか have no mark, and a quotation or a bracket may close after it.
_ASKING, _CLOSING = ("?", "？", "は", "のか"), " \u3000」』”\"')）】。…"
_SIDES = {"us": "us", "neutral": "both", "other": "other"}
_KINDS = {
    "country": {"home": "home_country", "us": "us_country", "other": "other_country", "both": "both"},
    "organisation": {"home": "home_body", "us": "us_body", "other": "other_actor", "both": "world_body"},
    "company": {"home": "home_firm", "us": "us_firm", "other": "other_firm", "both": "home_firm"},
}
_SINGLE = {
    "product": "product", "place": "place", "instrument": "measure_global", "economic_indicator": "effect", "measure": "response",
    "other_story": "elsewhere",
}  # fmt: skip


class Masks(NamedTuple):
    """The signs that stand in the title, anywhere in the text, and together in each sentence (the title is one), as bits."""

    title: int
    text: int
    sentences: tuple[int, ...]


class Within(dict[str, int]):
    """The signs of what a longer form holds, by the form in small letters and half width, and by each spelling that was asked for."""

    def __missing__(self, form: str) -> int:
        """The signs of a form as it stands in a text: Auto Tariffs and 15％ are spelt otherwise in the gazetteer."""
        self[form] = found = self.get(fold(form).lower, 0)
        return found


def parts_of(concept: Concept) -> tuple[str, ...]:
    """The groups of a concept: its own where the gazetteer gives them, else by its kind, side and signal.

    A side that is neither `us`, `neutral` nor `other` is the home side, so that another negotiation's gazetteer works unchanged.
    """
    if concept.groups:
        return concept.groups
    side = _SIDES.get(concept.side, "home")
    if concept.kind in _KINDS:
        return (_KINDS[concept.kind][side],)
    if concept.kind == "person":
        return (_person(side, concept.signal),)
    if concept.kind == "rate":
        return ("pledge", "pledge_sum") if "investment" in concept.topics and concept.signal == "core" else ("rate",)
    if concept.kind == "process":
        return _process(concept)
    if concept.kind == "topic":
        return {"core": ("tariff", "tariff_home"), "supporting": ("tariff", "tariff_us")}.get(concept.signal, ("tariff",))
    return (_SINGLE[concept.kind],) if concept.kind in _SINGLE else ()


def masks_of(mentions: Sequence[Mention], bits: Mapping[str, tuple[int, int]], within: Within, always: int) -> Masks:
    """The masks of one subject.

    bits: by concept id, for a mention whose guard does not hold and for a live one; a vetoed mention gives none. within: by form, what a
    longer form holds besides. always: the signs of the subject's circumstances, which stand in every place.
    """
    title = text = always
    sentences: dict[int, int] = {}
    for concept, form, field, _, _, live, vetoed, sentence in mentions:
        bit = 0 if vetoed else bits[concept][live] | within[form]
        if bit:
            text |= bit
            sentences[sentence] = sentences.get(sentence, always) | bit
            if field == "title":
                title |= bit
    return Masks(title, text, tuple(sentences.values()))


def circumstances(subject: Subject, day: str | None, phases: Sequence[tuple[str, str]]) -> list[str]:
    """The signs without words: the phase of the story in which a subject was published, its script, its source's tier.

    phases: (first day, name) in order; a subject of a day before the first has none of them. day: of publication, None: undated.
    """
    signs = ["undated"] if day is None else []
    if day is not None:
        at = bisect_right(phases, day, key=_first_day)
        signs = [phases[at - 1][1]] if at else []
    if _KANA.search(subject.title) or _KANA.search(subject.summary):
        signs.append("kana")
    if subject.title.rstrip(_CLOSING).endswith(_ASKING):
        signs.append("asks")
    if subject.tier:
        signs.append(f"tier_{subject.tier}")
    return signs


def _first_day(phase: tuple[str, str]) -> str:
    return phase[0]


def _person(side: str, signal: str) -> str:
    if side == "home":
        return {"core": "home_negotiator", "supporting": "home_leader"}.get(signal, "home_figure")
    if side == "us":
        return "us_negotiator" if signal in ("core", "supporting") else "us_leader"
    return "other_actor"


def _process(concept: Concept) -> tuple[str, ...]:
    kind = {"agreement": "deal", "negotiation": "talks", "anchor": "talks"}.get(concept.relation_hint or "", "")
    return (kind, f"{kind}_home") if kind and concept.signal == "core" else (kind,) if kind else ()
