"""The persons, and other names without a list, that a sentence names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from tracker.diff import things_en, things_ja, words_en
from tracker.diff.lexicon import BODY, OFFICE, PLACE, Mark, Token
from tracker.diff.spelling import same_kana
from tracker.facts.folding import holds

_NOT_NAMES = frozenset(
    (
        "the a an i he she it we they you monday tuesday wednesday thursday friday saturday sunday january february march april"
        " may june july august september october november december mr mrs ms dr sir president minister secretary chief vice deputy"
        " prime finance foreign trade economy treasury commerce section act order court house senate state union national federal"
        " international bureau office department ministry agency committee council government est edt jst et gmt am pm no yes if"
        " but and or in on at for to of from by with after before when while as this that these those what which who how why where"
        " there here all some most"
    ).split()
)


# "Minister of Economy, Trade and Industry"; those with a name of their own stand in the lists as well.
_OFFICES = ("minister", "secretary", "ministry", "department", "director", "head", "chief")
_OFFICE_OF = re.compile(
    rf"\b(?:{'|'.join(_OFFICES)})\s(?:of|for)\s(?:the\s)?"
    r"(?P<of>(?-i:[A-Z][a-z]+)(?:,?\s(?:and\s)?(?-i:[A-Z][a-z]+))*)", re.IGNORECASE
)


# What follows an order to the reader ("File a declaration"), and no name.
_OBJECT = re.compile(r"\s(?:an?|the|your|this|these|any|all|each|every|it|them|no)\b")


# Before the end of a Japanese title stand a person and a department, in code points at most.
_REACH = 12 + max(map(len, ",".join(things_ja.DEPARTMENTS.values()).split(",")))
# What opens a sentence and ends so is seldom a name.
_NO_NAME_ENDS = ("s", "ing", "ed", "ly", "tion", "ment", "er", "ity")


class Name(NamedTuple):
    """A name or an office. kind: `person`, `office` or `name`. Half open in the folded sentence."""

    kind: str
    key: str
    start: int
    end: int


def names(text: str, tokens: Sequence[Token], marks: Sequence[Mark], japanese_text: bool) -> Iterator[Name]:
    """Persons with their offices in Japanese; capitalised names and offices in English. By position.

    text: folded, with capitals. A headline in capitals throughout tells no names in English.
    """
    if japanese_text:
        yield from _japanese(text)
        return
    for mark in marks:
        if mark.family == OFFICE:
            yield Name("office", mark.key, mark.start, mark.end)
    for match in _OFFICE_OF.finditer(text) if holds(text.lower(), _OFFICES) else ():
        yield Name("office", " ".join(match["of"].lower().replace(",", " ").split()), match.start(), match.end())
    yield from _english(text, tokens, marks)


def _english(text: str, tokens: Sequence[Token], marks: Sequence[Mark]) -> Iterator[Name]:
    letters = [token for token in tokens if token.word[0].isalpha()]
    capital = [token for token in letters if text[token.start].isupper()]
    if len(letters) >= 4 and len(capital) > 0.6 * len(letters):
        return
    taken = {at for mark in marks if mark.family in (OFFICE, PLACE, BODY) for at in range(mark.start, mark.end)}
    marked = {mark.start for mark in marks}
    for token in capital:
        opens = _opens(text, token.start)
        if token.start in taken or token.word in _NOT_NAMES or len(token.word) < 2 or token.word in words_en.STOP:
            continue
        if token.word in things_en.PERSONS:
            yield Name("name", token.word, token.start, token.end)
            continue
        if opens and (token.start in marked or token.word.endswith(_NO_NAME_ENDS) or _orders(text, token.end)):
            continue
        yield Name("opening" if opens else "name", token.word, token.start, token.end)


def _orders(text: str, end: int) -> bool:
    """Whether the word that ends here is told to do something: "File a declaration", "Submit the form"."""
    return _OBJECT.match(text, end) is not None


def _opens(text: str, at: int) -> bool:
    """Whether a word stands where any word has a capital: at the start, or after a full stop, a colon or an opening quotation mark."""
    before = text[:at].rstrip(" \"'(“‘*#-•")
    return not before or before[-1] in ".!?:;\n|–—" or before.endswith("\0")


def _japanese(text: str) -> Iterator[Name]:
    first = _ends().search(text)
    if first is None:
        return
    for match in _titles().finditer(text, max(0, first.start() - _REACH)):
        department, rank = match["department"] or "", match["rank"] or ""
        group = "person" if rank else "other"
        person = match[group] or ""
        if rank and not department and person in _departments():
            department, person = person, ""
            yield Name("office", f"{_departments()[department]}{_ranks()[rank]}", match.start(group), match.end("rank"))
        elif rank:
            office = f"{_departments().get(department, department)}{_ranks()[rank]}"
            yield Name("office", office, match.start("department") if department else match.start("rank"), match.end("rank"))
        if person and person not in things_ja.NO_PERSONS:
            yield Name("person", same_kana(person), match.start(group), match.end(group))


@lru_cache(maxsize=1)
def _ends() -> re.Pattern[str]:
    """What every title ends with."""
    return re.compile("|".join(map(re.escape, (*_ranks(), *things_ja.HONORIFICS))))


@lru_cache(maxsize=1)
def _titles() -> re.Pattern[str]:
    departments = "|".join(sorted(map(re.escape, _departments()), key=len, reverse=True))
    ranks = "|".join(sorted(map(re.escape, _ranks()), key=len, reverse=True))
    return re.compile(
        rf"(?=[一-鿿々ァ-ヴー・])(?:(?P<person>[ァ-ヴー・]{{2,12}}|[一-鿿々]{{1,5}}?)?(?P<department>{departments})?(?P<rank>{ranks})(?![一-鿿ァ-ヴー])"
        rf"|(?P<other>[ァ-ヴー・]{{2,12}}|[一-鿿々]{{1,5}})(?:{'|'.join(things_ja.HONORIFICS)}))"
    )


@lru_cache(maxsize=1)
def _departments() -> dict[str, str]:
    return {form.strip(): key for key, forms in things_ja.DEPARTMENTS.items() for form in forms.split(",")}


@lru_cache(maxsize=1)
def _ranks() -> dict[str, str]:
    return {form.strip(): key for key, forms in things_ja.RANKS.items() for form in forms.split(",")}
