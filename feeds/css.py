"""The CSS selectors that most watched pages need, answered on lxml's own tree; for any other, `soup` reads the page.

Lists of paths of names, ids and classes, with `>`, `:nth-of-type(n)` and `:not(:has(…))` (Selectors Level 4). Pure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from lxml.etree import _Element as Element

T = TypeVar("T")
_STEP = re.compile(
    r"(?P<tag>[A-Za-z][A-Za-z0-9]*)?(?P<names>(?:[#.][A-Za-z_][A-Za-z0-9_-]*)*)(?::nth-of-type\((?P<nth>[1-9][0-9]{0,5})\))?"
    r"(?::not\(:has\((?P<lacks>[^()]*)\)\))?"
)
_BETWEEN = re.compile(r"\s*(?P<child>>)\s*|\s+")
_COMMA = re.compile(r"\s*,\s*(?![^()]*\))")
_FALL_BACKS = (frozenset(("html", "body", "main")), frozenset(("html", "body")), frozenset(("html",)))


@dataclass(frozen=True, slots=True)
class Step:
    """What one element of a path has to be. nth: which of its parent's children of its name, from 1, 0 for any.

    lacks: what must not stand within it. child: whether its parent, and no farther one, has to be the step before.
    """

    tag: str
    identifier: str
    classes: frozenset[str]
    nth: int
    lacks: tuple[Path, ...]
    child: bool


Path = tuple[Step, ...]


@lru_cache(maxsize=256)
def paths_of(selector: str) -> tuple[Path, ...]:
    """A selector as the paths of which an element has to end one; none for a selector that asks for more, or is none."""
    paths = tuple(_path(one) for one in _COMMA.split(selector.strip()))
    return paths if all(paths) else ()


def select(tree: Element, paths: Sequence[Path]) -> list[Element]:
    """The elements at the end of any of the paths, in document order; a fall-back counts only where nothing else is there."""
    return preferred(list(_selected(tree, paths)), lambda one: str(one.tag))


def preferred(found: list[T], name: Callable[[T], str]) -> list[T]:
    """What a list of selectors found, without a bare `html`, `body` or `main` where anything else is there: those are fall-backs."""
    for names in _FALL_BACKS:
        if specific := [one for one in found if name(one) not in names]:
            return specific
    return found


def outermost(found: Sequence[Element]) -> list[Element]:
    """The elements that lie in none of the others."""
    chosen = set(found)
    return [one for one in found if chosen.isdisjoint(one.iterancestors())]


def _path(selector: str) -> Path:
    """The steps of one selector of a list, none for what is not understood."""
    steps: list[Step] = []
    at, child = 0, False
    while True:
        match = _STEP.match(selector, at)
        step = _step(match, child) if match and match.end() > at else None
        if match is None or step is None:
            return ()
        steps.append(step)
        if match.end() == len(selector):
            return tuple(steps)
        between = _BETWEEN.match(selector, match.end())
        if between is None:
            return ()
        at, child = between.end(), bool(between["child"])


def _step(match: re.Match[str], child: bool) -> Step | None:
    names = re.findall(r"([#.])([^#.]+)", match["names"])
    identifiers = [name for sign, name in names if sign == "#"]
    lacks = paths_of(match["lacks"]) if match["lacks"] is not None else ()
    nth_of_nothing = bool(match["nth"]) and not match["tag"]
    if len(identifiers) > 1 or nth_of_nothing or (match["lacks"] is not None and (not lacks or any(len(path) > 1 for path in lacks))):
        return None
    classes = frozenset(name for sign, name in names if sign == ".")
    return Step((match["tag"] or "").lower(), "".join(identifiers), classes, int(match["nth"] or 0), lacks, child)


def _selected(tree: Element, paths: Sequence[Path]) -> Iterator[Element]:
    tags = {path[-1].tag for path in paths}
    for one in tree.iter("*") if "" in tags else tree.iter(*tags):
        # What a template holds is no part of the document (HTML, §4.12.3).
        if any(_ends(one, path) for path in paths) and next(one.iterancestors("template"), None) is None:
            yield one


def _ends(one: Element, path: Path) -> bool:
    """Whether an element ends a path."""
    *before, last = path
    if not _is(one, last):
        return False
    if not before:
        return True
    if last.child:
        parent = one.getparent()
        return parent is not None and _ends(parent, tuple(before))
    return any(_ends(around, tuple(before)) for around in one.iterancestors())


def _is(one: Element, step: Step) -> bool:
    if step.tag and one.tag != step.tag:
        return False
    if step.identifier and one.get("id") != step.identifier:
        return False
    if step.classes and not step.classes.issubset((one.get("class") or "").split()):
        return False
    if step.nth and 1 + sum(1 for _ in one.itersiblings(step.tag, preceding=True)) != step.nth:
        return False
    return not step.lacks or next(_within(one, step.lacks), None) is None


def _within(one: Element, paths: Sequence[Path]) -> Iterator[Element]:
    return (inner for inner in _selected(one, paths) if inner is not one)
