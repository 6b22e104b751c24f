"""Persons and offices that changed in a pair of sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import Levenshtein

from tracker.diff.names import Name
from tracker.diff.pairing import Pair
from tracker.diff.reading import Reading
from tracker.diff.reasons import reason
from tracker.diff.synonyms import groups_of
from tracker.diff.types import ChangeReason

# 米財務長官 is 財務長官 where only one country has such an office.
_COUNTRY = re.compile(r"^[米日](?=..)")
_PERSONS = ("person", "name", "opening")
# A slip in a name: one letter, two in a long one.
_SHORTEST, _LONG = 5, 8


def name_changes(field: str, one: Pair, edited: bool) -> Iterator[ChangeReason]:
    """The person or office in the place of another. edited: the sentence was edited rather than written anew."""
    gone = [name for name in one.before.names if _is_person(name) and not _known(name, one.after)]
    come = [name for name in one.after.names if _is_person(name) and not _known(name, one.before)]
    lost, got = _offices(one.before, one.after), _offices(one.after, one.before)
    if gone and come:
        edited = edited or bool(lost and got)
        short = _abbreviated(gone, come) or _abbreviated(come, gone)
        if not short and (edited or any(name.kind == "person" for name in (*gone, *come))):
            yield reason("person_or_office", field, one, (gone[0].start, gone[0].end), (come[0].start, come[0].end))
        return
    if lost and got and edited:
        yield reason("person_or_office", field, one, (lost[0].start, lost[0].end), (got[0].start, got[0].end))


def _is_person(name: Name) -> bool:
    """Whether a name may be a person's; what opens a sentence has a capital anyway, and is none where it is a word of the lists."""
    return name.kind in _PERSONS and not (name.kind == "opening" and groups_of(name.key))


def _offices(side: Reading, other: Reading) -> list[Name]:
    """The offices that stand on one side only."""
    known = {_COUNTRY.sub("", name.key) for name in other.names if name.kind == "office"}
    return [name for name in side.names if name.kind == "office" and _COUNTRY.sub("", name.key) not in known]


def _known(name: Name, other: Reading) -> bool:
    """Whether a name stands in the other sentence in this or a longer or shorter form, or with a slip."""
    if name.key in other.folded.lower:
        return True
    others = [one.key for one in other.names if one.kind != "office"]
    return any(key.startswith(name.key) or name.key.startswith(key) or _slip(name.key, key) for key in others)


def _slip(one: str, other: str) -> bool:
    # Kato is not Sato, but ベセント is ベッセント: katakana writes foreign names in several ways.
    shortest = _SHORTEST - 1 if "ァ" <= one[0] <= "ー" else _SHORTEST
    if min(len(one), len(other)) < shortest:
        return False
    return Levenshtein.distance(one, other, score_cutoff=2) <= (1 if len(one) < _LONG else 2)


def _abbreviated(short: Sequence[Name], long: Sequence[Name]) -> bool:
    """Whether a name is the first letters of the others (RTS, Royal Television Society)."""
    letters = "".join(name.key[0] for name in long)
    return len(letters) > 1 and any(name.key.replace(".", "") == letters for name in short)
