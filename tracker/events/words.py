"""Words by which acts, previews and news agencies are known, and how alike two texts of one language are: `event_words.toml`."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ahocorasick_rs import AhoCorasick, MatchKind

from tracker.errors import PackError

PREVIEW = "preview"
AGENCY = "agency."

_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff々]+")
_LATIN = re.compile(r"[a-z0-9][a-z0-9.%'-]*[a-z0-9%]|[a-z0-9]")
# Words that stand in nearly every English report tell no two of them apart.
_COMMON = frozenset(
    "a an the and or of to in on at by for from with without as is are was were be been has have had will would it its his her their that "
    "this these those he she they who which after before over under amid into than not no but about more new said says mr u.s us".split()
)
# 16 economies, 60カ国・地域, three projects: how many of what, as a fact of both languages.
_COUNT = re.compile(
    r"(?<![\d.,])(?P<number>\d{1,4})(?:\s?(?:or so|major|big|trading|key|other|large|more)){0,3}\s?"
    r"(?P<what>economies|countries|nations|partners|projects|automakers|carmakers|[カか]国|の国|案件|事業|社(?!長|会|説|員|内|員)|件)"
    r"|\b(?P<word>two|three|four|five|six|seven|eight|nine|ten)\s(?:\w+\s){0,2}?(?P<what2>projects|automakers|carmakers|makers)\b"
)
_COUNT_HINT = re.compile(r"economies|countries|nations|partners|projects|makers|[カか]国|の国|案件|事業|[0-9]社|[0-9]件")
_NUMBERS = {word: number for number, word in enumerate("two three four five six seven eight nine ten".split(), 2)}
_THINGS = {
    "economies": "countries", "countries": "countries", "nations": "countries", "partners": "countries", "カ国": "countries",
    "か国": "countries", "の国": "countries", "projects": "projects", "案件": "projects", "事業": "projects", "件": "projects",
    "automakers": "firms", "carmakers": "firms", "makers": "firms", "社": "firms",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class WordList:
    """`event_words.toml`: names of acts, `preview` and `agency.…`, each with its forms in both languages, in order."""

    forms: tuple[tuple[str, tuple[str, ...]], ...]


def read_words(text: str, where: str) -> WordList:
    """The word list of a TOML text. where: the file's name, for errors. Raises PackError for what is no TOML or no list of words."""
    try:
        data: Mapping[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PackError(where, f"no TOML: {error}", "see https://toml.io") from error
    acts = {f"act.{name}": [*_list(row, "en", where), *_list(row, "ja", where)] for name, row in data.get("acts", {}).items()}
    previews = {PREVIEW: [*_list(data.get("previews", {}), "en", where), *_list(data.get("previews", {}), "ja", where)]}
    agencies = {AGENCY + name: _list(data.get("agencies", {}), name, where) for name in data.get("agencies", {})}
    return WordList(tuple((name, tuple(forms)) for name, forms in {**acts, **previews, **agencies}.items()))


class Words:
    """Finds the words of a list in one pass over folded text. Built once; calls change nothing."""

    def __init__(self, words: WordList) -> None:
        """Build the automaton: an English form must begin a word, and end one unless it ends in `*`."""
        owners: dict[tuple[str, bool], list[str]] = {}
        for name, forms in words.forms:
            for form in forms:
                owners.setdefault((form.removesuffix("*"), form.endswith("*")), []).append(name)
        self._names = [tuple(names) for names in owners.values()]
        self._checks = [(form[0] in _WORD, form[-1] in _WORD and not open_end) for form, open_end in owners]
        self._automaton = AhoCorasick([form for form, _ in owners], matchkind=MatchKind.Standard)

    def found(self, text: str) -> frozenset[str]:
        """The names whose words stand in a text that `fold` made."""
        size = len(text)
        names: set[str] = set()
        for index, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            begins, ends = self._checks[index]
            if (begins and start and text[start - 1] in _WORD) or (ends and end < size and text[end] in _WORD):
                continue
            names.update(self._names[index])
        return frozenset(names)


_WORD = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")


def fold(text: str) -> str:
    """A text as words are looked for in it: NFKC, small letters, plain apostrophes and hyphens, no commas within numbers."""
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text).translate(_PLAIN)
    return _COMMAS.sub("", plain.lower())


_PLAIN = {0x2019: "'", 0x2018: "'", 0x2010: "-", 0x2011: "-", 0x2012: "-", 0x2013: "-"}
_COMMAS = re.compile(r"(?<=\d),(?=\d{3})")


def counts(text: str) -> frozenset[str]:
    """How many of what a folded text names: `60 countries`, `3 projects`, `7 firms`."""
    found: set[str] = set()
    if not _COUNT_HINT.search(text):
        return frozenset()
    for match in _COUNT.finditer(text):
        number = match["number"] or str(_NUMBERS[match["word"]])
        found.add(f"{number} {_THINGS[match['what'] or match['what2']]}")
    return frozenset(found)


def tokens(text: str) -> frozenset[str]:
    """What likeness counts in a folded text: English words, and pairs of neighbouring Japanese characters."""
    pairs = {run[at : at + 2] for run in _CJK.findall(text) for at in range(len(run) - 1)}
    return frozenset(pairs | set(_LATIN.findall(text)) - _COMMON)


def _list(row: Mapping[str, Any], name: str, where: str) -> Sequence[str]:
    value = row.get(name, [])
    if not isinstance(value, list) or not all(isinstance(word, str) and word.strip("*") for word in value):
        raise PackError(where, f"{name!r} is no list of words", 'write it as ["cancel*", "called off"]')
    return value


def distinct(names: Iterable[str], prefix: str) -> frozenset[str]:
    """Those of the names that begin with a prefix, without it."""
    return frozenset(name[len(prefix) :] for name in names if name.startswith(prefix))
