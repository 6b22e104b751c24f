"""Other words for what was searched: the forms of a gazetteer's concepts, in both languages, and the nearest ones for a slip. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from rapidfuzz import fuzz, process

from db.search_text import fold, parts
from tracker.gazetteer import Concept

LONGEST = 5
"""Words of the longest form that is looked for in a query."""
FORMS = 24
"""Forms of a concept that a query is widened by, in the gazetteer's order."""
NEAR, NEAREST = 72.0, 12
"""The likeness (rapidfuzz, 0 to 100) from which a form is suggested, and how many are tried."""

Terms = tuple[tuple[str, ...], ...]


def exact_terms(query: str) -> Terms:
    """A query's words and phrases, each alone."""
    return tuple((text,) for text, _ in parts(query) if text.strip())


def wide_terms(query: str, concepts: Sequence[Concept]) -> Terms:
    """The same, where words that name a concept are joined by its other names and English words by their plural or singular.

    What stands in quotes stays as it is.
    """
    named = _named(tuple(concepts))
    terms: list[tuple[str, ...]] = []
    words = list(parts(query))
    while words:
        text, quoted = words.pop(0)
        if quoted:
            terms.append((text,))
            continue
        taken, forms = _longest(text, words, named)
        del words[:taken]
        terms.append(forms)
    return tuple(term for term in terms if any(form.strip() for form in term))


def nearest(query: str, names: Iterable[str]) -> tuple[str, ...]:
    """The names that are most like a query, nearest first."""
    wanted = {name: fold(name).casefold() for name in names}
    found = process.extract(fold(query).casefold(), wanted, scorer=fuzz.WRatio, score_cutoff=NEAR, limit=NEAREST)
    return tuple(name for _, _, name in found)


@lru_cache(maxsize=4)
def _named(concepts: tuple[Concept, ...]) -> Mapping[str, tuple[str, ...]]:
    """The forms of the concept that each form names, by folded form; of several concepts with one form the first."""
    found: dict[str, tuple[str, ...]] = {}
    for concept in concepts:
        if concept.kind != "other_story":
            half = FORMS // 2
            forms = (*concept.en[:half], *concept.ja[:half])
            for form in (*concept.en, *concept.ja):
                found.setdefault(fold(form).casefold(), forms)
    return found


def _longest(text: str, rest: Sequence[tuple[str, bool]], named: Mapping[str, tuple[str, ...]]) -> tuple[int, tuple[str, ...]]:
    """How many further words belong to the longest name that begins with a word, and all names of what that names."""
    run = [text]
    for word, quoted in rest[: LONGEST - 1]:
        if quoted:
            break
        run.append(word)
    for count in range(len(run), 0, -1):
        name = " ".join(run[:count])
        if forms := named.get(fold(name).casefold()):
            return count - 1, tuple(dict.fromkeys((name, *forms)))
    return 0, _inflected(text)


def _inflected(word: str) -> tuple[str, ...]:
    if not (word.isascii() and word.isalpha() and len(word) > 3) or word.endswith("ss"):
        return (word,)
    return (word, word[:-1]) if word.endswith("s") else (word, word + "s")
