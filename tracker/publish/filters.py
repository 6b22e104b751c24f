"""The filters of the timeline, in every form: read from an address, offered as a form and as links. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.errors import BadParameter
from tracker.publish.addresses import with_value
from tracker.publish.answers import Asked
from tracker.publish.reader import Reader
from tracker.timeline import Moment, moment
from tracker.types import RELATIONS, TOPICS

NAMES = ("relation", "topic", "actor", "product", "lang", "status", "thread", "q", "from", "to", "as_of", "order", "anchor")
"""All filters (DESIGN, command line), in the order of the form."""
SELECTS = ("relation", "topic", "actor", "product", "lang", "status", "thread")
DAYS = ("from", "to", "as_of")
ORDERS = ("newest", "oldest")
STATUSES = ("baseline", "confirmed", "reported")
LABELS = {"relation": "relation", "topic": "topic", "product": "product", "lang": "lang", "status": "event_status"}
"""Which labels name a filter's values; actors and threads have names of their own."""

DAY = "2025-04-16"


@dataclass(frozen=True, slots=True)
class Options:
    """What may be chosen where the database decides: ids with their names, in the order of the form."""

    actor: Sequence[tuple[str, str]] = ()
    product: Sequence[tuple[str, str]] = ()
    lang: Sequence[str] = ()
    thread: Sequence[tuple[str, str]] = ()
    anchor: Sequence[tuple[str, str]] = ()

    def values(self, name: str) -> tuple[tuple[str, str], ...]:
        """The (value, name) pairs of a filter; an empty name where `labels.toml` has it."""
        fixed = {"relation": RELATIONS, "topic": TOPICS, "status": STATUSES, "lang": tuple(self.lang)}
        if name in fixed:
            return tuple((value, "") for value in fixed[name])
        pairs: Sequence[tuple[str, str]] = getattr(self, name)
        return tuple(pairs)


@dataclass(frozen=True, slots=True)
class Option:
    """One entry of a select."""

    value: str
    text: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Field:
    """One field of the form: a select with options, or a day."""

    name: str
    title: str
    value: str = ""
    options: tuple[Option, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """A link that changes one filter."""

    text: str
    href: str
    chosen: bool = False


def wanted(asked: Asked, options: Options) -> Mapping[str, tuple[str, ...]]:
    """The filters that an address asks for, checked: name to values.

    Raises BadParameter for a value that there is not, with those that there are, and for a day that is none.
    """
    found = {name: asked.values(name) for name in NAMES if asked.values(name)}
    for name in (*SELECTS, "anchor"):
        possible = tuple(value for value, _ in options.values(name))
        for value in found.get(name, ()):
            if value not in possible:
                raise BadParameter(name, value, possible)
    for name in ("from", "to"):
        for value in found.get(name, ()):
            checked_day(name, value)
    as_of_text(asked)
    asked.one_of("order", ORDERS)
    return found


def as_of_text(asked: Asked) -> str:
    """The moment of knowledge as queries take it: a day, a UTC instant, or the empty string for now. Raises BadParameter."""
    value, meant = asked.value("as_of"), moment_asked(asked)
    return meant.at if meant and len(value) != 10 else value


def moment_asked(asked: Asked) -> Moment | None:
    """The moment of knowledge that an address asks for, None for now. Raises BadParameter."""
    value = asked.value("as_of")
    return moment(value, Moment("", "", "")) if value else None


def checked_day(name: str, value: str) -> str:
    """A day `YYYY-MM-DD` as it was given. Raises BadParameter for anything else."""
    try:
        if len(value) == 10 and date.fromisoformat(value):
            return value
    except ValueError as error:
        raise BadParameter(name, value, form=DAY) from error
    raise BadParameter(name, value, form=DAY)


def fields(r: Reader, found: Mapping[str, tuple[str, ...]], options: Options) -> tuple[Field, ...]:
    """The selects of the form; the first option leaves the filter out."""
    return tuple(
        Field(name, r.t(f"f_{name}"), options=(Option("", r.t("f_any"), name not in found), *_options(r, name, found, options)))
        for name in SELECTS
        if options.values(name)
    )


def day_fields(r: Reader, found: Mapping[str, tuple[str, ...]]) -> tuple[Field, ...]:
    """The fields for days."""
    return tuple(Field(name, r.t(f"f_{name}"), value=found.get(name, ("",))[-1]) for name in DAYS)


def active(r: Reader, path: str, pairs: Sequence[tuple[str, str]], options: Options) -> tuple[Link, ...]:
    """The filters that are on, each with the address without it."""
    links = []
    for position, (name, value) in enumerate(pairs):
        if name in NAMES and name not in ("order", "anchor") and value.strip():
            rest = [pair for index, pair in enumerate(pairs) if index != position and pair[0] != "after"]
            links.append(Link(r.t(f"f_{name}") + r.t("colon") + value_said(r, name, value.strip(), options), r.link(path, rest)))
    return tuple(links)


def orders(r: Reader, path: str, pairs: Sequence[tuple[str, str]], order: str) -> tuple[Link, ...]:
    """The two orders, the present one chosen."""
    kept = with_value(pairs, "after", "")
    return tuple(Link(r.t(f"order_{one}"), r.link(path, with_value(kept, "order", one)), one == order) for one in ORDERS)


def value_said(r: Reader, name: str, value: str, options: Options) -> str:
    """A filter's value in words."""
    named = dict(options.values(name)).get(value, "") if name in (*SELECTS, "anchor") else ""
    if named:
        return named
    if name in DAYS:
        return r.moment(value)
    return r.label(LABELS[name], value) if name in LABELS else value


def _options(r: Reader, name: str, found: Mapping[str, tuple[str, ...]], options: Options) -> tuple[Option, ...]:
    chosen = found.get(name, ())
    return tuple(Option(value, value_said(r, name, value, options), value in chosen) for value, _ in options.values(name))
