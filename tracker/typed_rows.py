"""Turns a decoded JSON or TOML object into a frozen row, with every field's type checked: pure."""

from __future__ import annotations

import difflib
from collections.abc import Hashable, Mapping
from dataclasses import MISSING, Field, fields
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

from tracker.errors import PackError

Row = TypeVar("Row")

_NAMES: dict[object, str] = {
    str: "text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    NoneType: "null",
    tuple: "a list of texts",
}


def row_from(kind: type[Row], data: Mapping[str, Any], where: str) -> Row:
    """A row of the dataclass `kind` from a decoded object; lists of texts become tuples.

    where: file and row, for errors. Raises PackError for a missing or unknown key and for a value of another type.
    """
    known = _fields(kind)
    hints = _hints(cast(Hashable, kind))
    for name in data:
        if name not in known:
            raise PackError(where, f"unknown key {name!r}", nearest(name, known))
    values: dict[str, Any] = {}
    for name, field in known.items():
        if name in data:
            values[name] = _checked(name, data[name], hints[name], where)
        elif field.default is MISSING and field.default_factory is MISSING:
            raise PackError(where, f"{name!r} is missing", f"give {name!r} as {described(hints[name])}")
    return kind(**values)


def nearest(name: str, known: Mapping[str, Any]) -> str:
    """Advice for a name that does not exist: the one it was likely meant to be, else all there are."""
    close = difflib.get_close_matches(name, list(known), n=1, cutoff=0.6)
    return f"did you mean {close[0]!r}?" if close else "known are " + ", ".join(known)


def fits(value: object, hint: object) -> bool:
    """Whether a decoded value has the annotated type: text, number, true or false, null, list of texts, or a choice of these."""
    if isinstance(hint, UnionType):
        return any(fits(value, part) for part in get_args(hint))
    if get_origin(hint) is tuple:
        return isinstance(value, (list, tuple)) and all(isinstance(part, str) for part in value)
    if hint is float:
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    return type(value) is hint


def described(hint: object) -> str:
    """An annotated type in words."""
    if isinstance(hint, UnionType):
        return " or ".join(described(part) for part in get_args(hint))
    return _NAMES.get(get_origin(hint) or hint, str(hint))


def _checked(name: str, value: object, hint: object, where: str) -> object:
    if not fits(value, hint):
        raise PackError(where, f"{name!r} is {value!r}", f"give {described(hint)}")
    return tuple(value) if isinstance(value, list) else value


def _fields(kind: Any) -> dict[str, Field[Any]]:  # noqa: ANN401 - typeshed has no public name for "a dataclass's class"
    return {field.name: field for field in fields(kind)}


@cache
def _hints(kind: Hashable) -> dict[str, Any]:
    return get_type_hints(kind)
