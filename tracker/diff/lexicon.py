"""The word lists made searchable: which keys of which families stand in a sentence, the longest form at each place winning."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeVar

from ahocorasick_rs import AhoCorasick, MatchKind
from babel import Locale

from tracker.diff import goods_en, goods_ja, kinds_en, kinds_ja, opposites, things_en, things_ja, words_en, words_ja
from tracker.diff.spelling import same_kana, spelled, spellings
from tracker.diff.words import Family

NEUTRAL, OPPOSITES = "neutral", "opposites"
PRODUCT, PLACE, OFFICE, BODY, DIRECTION = "product", "place", "office", "body", "direction"
PARTY, FACILITY = "party", "facility"
# Families without an order among their keys: goods, places, bodies, whom it concerns, what stands somewhere.
THINGS = (PRODUCT, PLACE, BODY, PARTY, FACILITY)
# Babel's names of these are words of other senses, or stand in the lists already with what else is meant by them.
_LEFT_OUT = frozenset(("US", "JP", "ZZ", "XA", "XB", "QO", "EZ", "TD", "JO", "JE", "GG", "MP"))


# Short names of countries that both languages write.
_SHORT_NAMES = (("AE", "UAE"), ("GB", "UK"), ("GB", "U.K."), ("KR", "ROK"), ("ZA", "南ア"), ("KP", "DPRK"), ("SA", "サウジ"))


class Mark(NamedTuple):
    """A form of a key, half open in the folded sentence."""

    family: str
    key: str
    start: int
    end: int


def overlapping(marks: Iterable[Mark], start: int, end: int) -> list[Mark]:
    """The marks that a half-open span touches."""
    return [mark for mark in marks if mark.start < end and mark.end > start]


class Token(NamedTuple):
    """A word: in small letters, in one spelling, and where it stands."""

    word: str
    start: int
    end: int


# One short vowel before the last consonant, which is written twice before -ed and -ing: shrug, skip.
_SHORT = re.compile(r"[^aeiou]*[aeiou][^aeiouwxy]")
_KATAKANA = frozenset(chr(code) for code in range(0x30A1, 0x30FB)) | {"ー"}
Entry = tuple[tuple[str, str], ...]
Key = TypeVar("Key")


class EnglishLexicon:
    """Forms by their first word and their second, longest first; those of one word under "", last."""

    def __init__(self, entries: Mapping[tuple[str, ...], Entry]) -> None:
        """Sort the forms; built once."""
        self._by_first: dict[str, dict[str, list[tuple[tuple[str, ...], Entry]]]] = {}
        forms = sorted(entries, key=len, reverse=True)
        for form, told in zip(forms, _telling(entries[form] for form in forms), strict=True):
            seconds = self._by_first.setdefault(form[0], {})
            seconds.setdefault(form[1] if len(form) > 1 else "", []).append((form, told))

    def marks(self, tokens: Sequence[Token]) -> list[Mark]:
        """The marks of a sentence's words, by position."""
        found: list[Mark] = []
        words = (*[token.word for token in tokens], "")
        past = 0
        for at, word in enumerate(words):
            seconds = self._by_first.get(word)
            if seconds is None or at < past:
                continue
            for form, entry in (*seconds.get(words[at + 1], ()), *seconds.get("", ())):
                past = at + len(form)
                if words[at:past] == form:
                    start, end = tokens[at].start, tokens[past - 1].end
                    for family, key in entry:
                        found.append(Mark(family, key, start, end))
                    break
            else:
                past = at + 1
        return found


class JapaneseLexicon:
    """Forms in one automaton: the longest at each place, from the left."""

    def __init__(self, entries: Mapping[str, Entry]) -> None:
        """Build the automaton, once."""
        self._entries = list(_telling(entries.values()))
        self._automaton = AhoCorasick(list(entries), matchkind=MatchKind.LeftmostLongest)

    def marks(self, text: str) -> list[Mark]:
        """The marks of a folded sentence in small letters, by position."""
        return [
            Mark(family, key, start, end)
            for number, start, end in self._automaton.find_matches_as_indexes(text)
            for family, key in self._entries[number]
            if not (text[start] in _KATAKANA and _inside_katakana(text, start, end))
        ]


def _telling(entries: Iterable[Entry]) -> Iterator[Entry]:
    """What is told by each form: a neutral one hides what stands inside it, and tells nothing.

    Many forms tell the same, which is one value then: a poller holds tens of thousands of them.
    """
    pairs: dict[tuple[str, str], tuple[str, str]] = {}
    kept: dict[Entry, Entry] = {}
    for entry in entries:
        told = tuple(pairs.setdefault(pair, pair) for pair in entry if pair[0] != NEUTRAL)
        yield kept.setdefault(told, told)


def _inside_katakana(text: str, start: int, end: int) -> bool:
    """Whether a form in katakana is only a part of a longer word in katakana."""
    before = start > 0 and text[start - 1] in _KATAKANA
    return before or (end < len(text) and text[end - 1] in _KATAKANA and text[end] in _KATAKANA)


@lru_cache(maxsize=1)
def english() -> EnglishLexicon:
    """The English lists with their inflected forms, and the names of countries."""
    entries: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    for family in (*words_en.FAMILIES, *_opposites(opposites.ENGLISH)):
        for key, forms in family.keys.items():
            for form in _forms(forms):
                for words in inflected(form):
                    _add(entries, words, (family.name, key))
    for name, lists in (
        (PRODUCT, things_en.PRODUCTS), (PLACE, things_en.PLACES), (OFFICE, things_en.OFFICES), (BODY, things_en.BODIES),
        (PARTY, kinds_en.PARTIES), (FACILITY, kinds_en.FACILITIES), (PRODUCT, goods_en.GOODS),
    ):  # fmt: skip
        for key, forms in lists.items():
            for form in _forms(forms):
                for words in inflected(form, verbs=False):
                    _add(entries, words, (name, key))
    for code, country in _countries("en"):
        _add(entries, tuple(spelled(word) for word in country.lower().split()), (PLACE, code))
    return EnglishLexicon({words: tuple(entry) for words, entry in entries.items()})


@lru_cache(maxsize=1)
def japanese() -> JapaneseLexicon:
    """The Japanese lists, the offices made of departments and ranks, and the names of countries."""
    entries: dict[str, list[tuple[str, str]]] = {}
    for family in (*words_ja.FAMILIES, *_opposites(opposites.JAPANESE)):
        for key, forms in family.keys.items():
            for form in _forms(forms):
                for spelling in _spellings(form):
                    _add(entries, spelling, (family.name, key))
    for name, lists in (
        (PRODUCT, things_ja.PRODUCTS), (PLACE, things_ja.PLACES), (BODY, things_ja.BODIES), (PARTY, kinds_ja.PARTIES),
        (FACILITY, kinds_ja.FACILITIES), (PRODUCT, goods_ja.GOODS),
    ):  # fmt: skip
        for key, forms in lists.items():
            for form in _forms(forms):
                for spelling in _spellings(form):
                    _add(entries, spelling, (name, key))
    for code, country in _countries("ja"):
        _add(entries, country.lower(), (PLACE, code))
    return JapaneseLexicon({form: tuple(entry) for form, entry in entries.items()})


@lru_cache(maxsize=1)
def families() -> Mapping[str, Family]:
    """Both languages' families by language and name, as `en:stage`."""
    both = (
        ("en", (*words_en.FAMILIES, *_opposites(opposites.ENGLISH))),
        ("ja", (*words_ja.FAMILIES, *_opposites(opposites.JAPANESE))),
    )
    return {f"{lang}:{family.name}": family for lang, some in both for family in some}


def _opposites(rows: Sequence[tuple[str, str, str]]) -> list[Family]:
    return [Family(f"{OPPOSITES}{number}", kind, {"one": one, "other": other}) for number, (kind, one, other) in enumerate(rows)]


def inflected(form: str, verbs: bool = True) -> list[tuple[str, ...]]:
    """A form of the lists as the word sequences that it stands for; a form that ends in `!` stands for itself only."""
    if form.endswith("!"):
        return [tuple(spelled(word) for word in form[:-1].lower().split())]
    first, *rest = form.lower().split()
    if not verbs:
        return [tuple(map(spelled, words)) for words in ([first, *rest], [*[first, *rest][:-1], _plural([first, *rest][-1])])]
    return [tuple(spelled(word) for word in [variant, *rest]) for variant in dict.fromkeys((first, *inflections(first)))]


def inflections(word: str) -> list[str]:
    """What -s, -ing and -ed make of an English word, with its irregular forms."""
    irregular = words_en.IRREGULAR.get(word, "").split()
    stem = word[:-1] if word.endswith("e") else word
    made = [_plural(word), f"{stem}ing", f"{stem}ed"]
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        made[-1] = f"{word[:-1]}ied"
    if _SHORT.fullmatch(word):
        made += [f"{word}{word[-1]}ing", f"{word}{word[-1]}ed"]
    return [*made, *irregular]


def _plural(word: str) -> str:
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("s", "x", "z", "ch", "sh")) else f"{word}s"


def _forms(forms: str) -> Iterable[str]:
    return filter(None, (form.strip() for form in forms.split(",")))


def _spellings(form: str) -> Iterable[str]:
    """A Japanese form in all known spellings."""
    form = form.lower()
    return dict.fromkeys((form, same_kana(form), *spellings(same_kana(form))))


def _add(entries: dict[Key, list[tuple[str, str]]], form: Key, entry: tuple[str, str]) -> None:
    known = entries.setdefault(form, [])
    if entry not in known:
        known.append(entry)


def _countries(lang: str) -> Iterable[tuple[str, str]]:
    names = Locale.parse(lang).territories
    short = ((code, name) for code, name in _SHORT_NAMES if code in names)
    return ((code.lower(), name) for code, name in (*names.items(), *short) if len(code) == 2 and code not in _LEFT_OUT)
