"""Facts of a text under the shipped gazetteer, and under a small one made for a test."""

from functools import lru_cache

from tracker.anchor import load_packs
from tracker.facts.extract import Extractor
from tracker.facts.folding import fold
from tracker.facts.mentions import Finder, split
from tracker.facts.types import Mention
from tracker.gazetteer import Concept, Guard
from tracker.linker import Linker, linker_of
from tracker.types import Link, Subject


@lru_cache(maxsize=1)
def linker() -> Linker:
    return linker_of(load_packs()[0])


@lru_cache(maxsize=1)
def finder() -> Finder:
    return Finder(load_packs()[0].concepts)


def mentions(title: str, summary: str = "", find: Finder | None = None) -> list[Mention]:
    """All mentions, whether or not anything telling stands in the text."""
    find = find or finder()
    folds = [(field, text, fold(text)) for field, text in (("title", title), ("summary", summary)) if text]
    parts = split([(field, text, folded, find.lexicon.found(folded)) for field, text, folded in folds])
    return [mention for part in parts for mention in find.mentions(part)]


def live(title: str, summary: str = "", find: Finder | None = None) -> set[str]:
    """The concepts that give evidence."""
    return {mention.concept for mention in mentions(title, summary, find) if mention.live}


def named(title: str, summary: str = "", find: Finder | None = None) -> set[str]:
    """The concepts that are named, guards aside."""
    return {mention.concept for mention in mentions(title, summary, find)}


def facts(title: str, summary: str = "", day: str | None = None, body: str = ""):
    return linker().extractor.extract(Subject("test", title, summary, body, published_date=day))


def link(title: str, summary: str = "", day: str | None = "2025-06-01", tier: str = "") -> Link:
    return linker().link(Subject("test", title, summary, tier=tier, published_date=day))


def small(*concepts: Concept) -> Finder:
    return Finder(concepts)


def concept(name: str, en: tuple = (), ja: tuple = (), guard: Guard | None = None, **more) -> Concept:
    return Concept(
        name, more.pop("kind", "product"), en, ja, more.pop("side", "neutral"), more.pop("signal", "supporting"), guard=guard, **more
    )


__all__ = ["Extractor", "concept", "facts", "finder", "link", "linker", "live", "mentions", "named", "small"]
