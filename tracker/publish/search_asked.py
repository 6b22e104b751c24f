"""What `/search` is asked: words and filters, read from an address and offered as a form. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.publish.addresses import with_value
from tracker.publish.answers import Asked
from tracker.publish.filters import Field, Link, Option, checked_day
from tracker.types import RELATIONS, TOPICS

LONGEST = 200
"""Characters of a query that are looked at."""
KINDS, LANGS, ORDERS, FLAGS = ("event", "item"), ("en", "ja"), ("newest", "relevance"), ("1",)
FIXED = {"kind": KINDS, "lang": LANGS, "relation": RELATIONS, "topic": TOPICS, "linked": FLAGS}
NAMES = ("kind", "lang", "source", "relation", "topic", "linked", "from", "to")
_LABELS = {"lang": "lang", "relation": "relation", "topic": "topic"}
_ITEMS_ONLY = ("source", "linked")


@dataclass(frozen=True, slots=True)
class SearchAsked:
    """What is asked for. wide: other words for the same, too. events, items: which kinds fit the filters at all.

    before: item after which the page goes on. after: event (date, id) after which it does. skip: hits to leave out by relevance.
    """

    q: str
    order: str
    wide: bool
    filters: Mapping[str, str]
    before: int | None
    after: tuple[str, str] | None
    skip: int

    @property
    def events(self) -> bool:
        """Whether events may fit; none comes from a source."""
        return self.filters.get("kind") != "item" and not any(self.filters.get(name) for name in _ITEMS_ONLY)

    @property
    def items(self) -> bool:
        """Whether items may fit."""
        return self.filters.get("kind") != "event"


def search_asked(asked: Asked, sources: Mapping[str, str]) -> SearchAsked:
    """The words and filters of an address. sources: names by id.

    Raises BadParameter for a value that there is not, with those that there are, and for a day that is none.
    """
    found = {name: asked.one_of(name, possible) for name, possible in FIXED.items()}
    found["source"] = asked.one_of("source", tuple(sources))
    found |= {name: checked_day(name, asked.value(name)) for name in ("from", "to") if asked.value(name)}
    date, _, event = asked.value("after").partition("~")
    return SearchAsked(
        q=asked.value("q")[:LONGEST],
        order=asked.one_of("order", ORDERS, ORDERS[0]),
        wide=asked.one_of("wide", FLAGS) == "1",
        filters={name: value for name, value in found.items() if value},
        before=_number(asked, "before"),
        after=(date, event) if event else None,
        skip=_number(asked, "skip") or 0,
    )


def search_fields(asked: Asked, found: SearchAsked, sources: Mapping[str, str]) -> tuple[Field, ...]:
    """The fields of the form: selects, then days."""
    r = asked.r
    values = {**FIXED, "source": tuple(sorted(sources, key=lambda one: sources[one].casefold()))}
    selects = [
        Field(
            name,
            r.t(f"s_{name}"),
            options=(Option("", r.t("f_any"), name not in found.filters), *_options(asked, found, name, values[name], sources)),
        )
        for name in NAMES
        if name in values
    ]
    return (*selects, *(Field(name, r.t(f"f_{name}"), found.filters.get(name, "")) for name in ("from", "to")))


def search_active(asked: Asked, found: SearchAsked, sources: Mapping[str, str]) -> tuple[Link, ...]:
    """The filters that are on, each with the address without it."""
    r = asked.r
    return tuple(
        Link(
            r.t(f"f_{name}" if name in ("from", "to") else f"s_{name}") + r.t("colon") + said(asked, name, value, sources),
            search_href(asked, {name: ""}),
        )
        for name, value in found.filters.items()
    )


def search_href(asked: Asked, changed: Mapping[str, str]) -> str:
    """This search with some parameters changed, on its first page."""
    pairs = [pair for pair in asked.pairs if pair[0] not in ("before", "after", "skip")]
    for name, value in changed.items():
        pairs = with_value(pairs, name, value)
    return asked.r.link("/search", pairs)


def said(asked: Asked, name: str, value: str, sources: Mapping[str, str]) -> str:
    """A filter's value in words."""
    r = asked.r
    match name:
        case "source":
            return sources.get(value, value)
        case "kind":
            return r.t(f"hit_{value}")
        case "linked":
            return r.t("item_linked")
        case "from" | "to":
            return r.day(value)
    return r.label(_LABELS[name], value)


def _options(asked: Asked, found: SearchAsked, name: str, values: tuple[str, ...], sources: Mapping[str, str]) -> tuple[Option, ...]:
    return tuple(Option(value, said(asked, name, value, sources), found.filters.get(name) == value) for value in values)


def _number(asked: Asked, name: str) -> int | None:
    value = asked.value(name)
    return int(value) if value.isascii() and value.isdigit() and len(value) <= 15 else None
