"""Claims that changed in a pair of sentences: denied, less sure, less far, the other way, more or less of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from tracker.diff.lexicon import DIRECTION, OFFICE, OPPOSITES, THINGS, Mark, families
from tracker.diff.pairing import Pair
from tracker.diff.pool import Pool
from tracker.diff.reading import Reading
from tracker.diff.reasons import Span, reason
from tracker.diff.synonyms import is_reworded, is_same_step
from tracker.diff.types import ChangeReason
from tracker.diff.words import Family

# What excludes each other in however different words: compared also where a sentence was written anew.
_FIRM = frozenset(("extent", "cover", "verdict"))
# What may be done can be done.
_PERMITTED = frozenset(("can", "may"))
# From this closeness on each further stage counts: "signed after talks", "discussed after talks".
_SMALL_EDIT = 0.8
_TWO = 2
_TELLING_ALONE = frozenset(("extent",))
# Both sides of this project's talks stand in most sentences; writers add and drop them freely.
_HOME = frozenset(("us", "japan", "jpus"))
_BEFORE_ITEM = re.compile(r"(?:[,、・やと/]|\b(?:and|or)|及び|および|または)\s*$")
_AFTER_ITEM = re.compile(r"\s*(?:[,、・/]|(?:and|or)\b|や|と(?![いなのはもすし])|及び|および|または|など)")
_REACH = 6
_NONE: frozenset[str] = frozenset()

Marks = Mapping[str, list[Mark]]


def claim_changes(field: str, one: Pair, moved: Pool, every: bool) -> Iterator[ChangeReason]:
    """The claims of a pair that changed.

    moved: of the whole field. every: also those that other words might express, as only an edited sentence shows.
    """
    lang = "ja" if one.before.japanese else "en"
    before, after = _by_family(one.before.marks), _by_family(one.after.marks)
    for name in dict.fromkeys((*before, *after)):
        old, new = before.get(name, {}), after.get(name, {})
        if name == OFFICE or _counted(old) == _counted(new) or not (every or name in _FIRM or name.startswith(OPPOSITES)):
            continue
        if name in THINGS:
            yield from _things(field, one, old, new)
        else:
            family = families()[f"{lang}:{name}"]
            alone = family.alone if every or name in _TELLING_ALONE else _NONE
            telling = frozenset(key for key in alone if moved.lost(name, key) or moved.got(name, key))
            if family.sums and moved.moved(name):
                continue
            yield from (_summed if family.sums else _exclusive)(field, one, replace(family, alone=telling), old, new)


def _by_family(marks: Sequence[Mark]) -> dict[str, dict[str, list[Mark]]]:
    found: dict[str, dict[str, list[Mark]]] = {}
    for mark in marks:
        found.setdefault(mark.family, {}).setdefault(mark.key, []).append(mark)
    return found


def _counted(marks: Marks) -> dict[str, int]:
    return {key: len(some) for key, some in marks.items()}


def _summed(field: str, one: Pair, family: Family, old: Marks, new: Marks) -> Iterator[ChangeReason]:
    """A claim turned round: two negations undo each other, so that "does not reject" is no "rejects"."""
    counts = [sum(map(len, side.values())) for side in (old, new)]
    changed = [key for key in {**old, **new} if len(old.get(key, ())) != len(new.get(key, ()))]
    turned = counts[0] % 2 != counts[1] % 2 or _all_gone(one, counts)
    if turned and not _reworded(one, old, new, changed):
        yield reason(family.kind, field, one, _where(old, changed), _where(new, changed))


def _all_gone(one: Pair, counts: Sequence[int]) -> bool:
    """Whether a small edit takes two negations out of two places, or puts them in: "has no force and sets no date", 拘束力があり."""
    return one.closeness >= _SMALL_EDIT and min(counts) == 0 and max(counts) >= _TWO


def _exclusive(field: str, one: Pair, family: Family, old: Marks, new: Marks) -> Iterator[ChangeReason]:
    staged = family.name == "stage" and one.closeness >= _SMALL_EDIT
    exact = family.name == DIRECTION or family.name.startswith(OPPOSITES)
    counted = staged or exact
    gone, come = (_fewer(old, new), _fewer(new, old)) if counted else _one_sided(old, new)
    if gone and come and _PERMITTED.issuperset((*gone, *come)):
        return
    if not (gone and come) and (_reworded(one, old, new, (*gone, *come)) or not family.alone.intersection((*gone, *come))):
        return
    if gone and come and not exact and all(is_same_step(a, b, one) for key in gone for a in old[key] for other in come for b in new[other]):
        return
    if gone or come:
        yield reason(family.kind, field, one, _where(old, gone), _where(new, come))


def _reworded(one: Pair, old: Marks, new: Marks, keys: Sequence[str]) -> bool:
    """Whether a claim that stands on one side only is told on the other by a word that means the same, and has no list."""
    gone = [mark for key in keys if key not in new for mark in old.get(key, ())]
    come = [mark for key in keys if key not in old for mark in new.get(key, ())]
    if bool(gone) == bool(come):
        return False
    return all(is_reworded(mark, one.before, one.after) for mark in gone) and all(is_reworded(mark, one.after, one.before) for mark in come)


def _things(field: str, one: Pair, old: Marks, new: Marks) -> Iterator[ChangeReason]:
    """Goods and places: one in the place of another, or one more or less in an enumeration."""
    gone, come = _one_sided(old, new)
    exchanged = gone and come and not (_HOME.issuperset(gone) and _HOME.issuperset(come))
    if exchanged or (gone and _listed(one.before, old, gone)) or (come and _listed(one.after, new, come)):
        yield reason("scope", field, one, _where(old, gone), _where(new, come))


def _one_sided(old: Marks, new: Marks) -> tuple[list[str], list[str]]:
    return [key for key in old if key not in new], [key for key in new if key not in old]


def _fewer(here: Marks, there: Marks) -> list[str]:
    """The keys that stand on the other side less often: of "falls, expects a rise" and "falls, expects a cut", one rise."""
    return [key for key, some in here.items() if len(some) > len(there.get(key, ()))]


def _where(marks: Marks, keys: Sequence[str]) -> Span | None:
    mark = next((marks[key][0] for key in keys if key in marks), None)
    return (mark.start, mark.end) if mark else None


def _listed(side: Reading, marks: Marks, keys: Sequence[str]) -> bool:
    """Whether things that stand on one side only are part of an enumeration with others of their kind."""
    others = [mark for key, some in marks.items() if key not in keys for mark in some if _in_list(side, mark)]
    enough = 2 if _HOME.issuperset(keys) else 1
    return len(others) >= enough and any(_in_list(side, mark) for key in keys for mark in marks[key])


def _in_list(side: Reading, mark: Mark) -> bool:
    text = side.folded.lower
    before, after = text[max(0, mark.start - _REACH) : mark.start], text[mark.end : mark.end + _REACH]
    return bool(_BEFORE_ITEM.search(before) or _AFTER_ITEM.match(after))
