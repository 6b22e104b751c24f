"""The frozen values of `tracker`: what is looked at, what was found in it, and what was concluded, with reasons."""

from __future__ import annotations

from dataclasses import dataclass

RELATIONS = ("precursor", "anchor", "negotiation", "agreement", "measure", "response", "impact", "spillover", "analysis")
TOPICS = (
    "autos", "steel_aluminum", "agriculture", "currency", "investment", "energy", "semiconductors", "pharma", "defense_security",
    "reciprocal_tariff", "macro_economy", "domestic_politics", "legal", "other_countries",
)  # fmt: skip
FIELDS = ("title", "summary", "body")


@dataclass(frozen=True, slots=True)
class Subject:
    """One revision of an item as linking sees it: its text as stored, where it stood, and when.

    key: `<source id> <item key>`, the same at every run. tier: of the source. published_date: the day as stated, else None.
    seen_at: when it was first seen, UTC instant.
    """

    key: str
    title: str
    summary: str = ""
    body: str = ""
    lang: str = ""
    tier: str = ""
    published_at: str | None = None
    published_date: str | None = None
    seen_at: str = ""


@dataclass(frozen=True, slots=True)
class Reason:
    """One part of a link's score. weight: log-odds. field None: a reason without words (`bias`, `tier`, `date`).

    start, end: code points, half open, into the stored text of `field`: `text[start:end] == form`.
    """

    concept: str
    weight: float
    form: str = ""
    field: str | None = None
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """The decision whether a subject belongs to an anchor's story.

    score: calibrated probability; the weights of `evidence` add up to its log-odds within 1e-9. relation and topics are empty where
    it is not linked. facts: JSON text of what was found, for event joining.
    """

    anchor_id: str
    linked: bool
    score: float
    relation: str | None
    topics: tuple[str, ...]
    evidence: tuple[Reason, ...]
    version: str
    facts: str = "{}"
