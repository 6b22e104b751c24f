"""The filters of `/changes`, in every form: read from an address, offered as a form and as links. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from db.change_rows import ChangeFilter, OwnFilter
from tracker.errors import BadParameter
from tracker.publish.answers import Asked
from tracker.publish.filters import DAY, Field, Link, Option
from tracker.publish.listed import OWN, Cursor, cursor_of
from tracker.publish.reader import Reader
from tracker.timeline import Moment, moment

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMES = ("source", "material", "silent", "kind", "event", "item", "since")
"""All filters, in the order of the form; `event` and `item` come by links."""
KINDS = ("edited", "withdrawn", "returned", "reverted")
FLAGS = ("1", "0")
_FIXED = {"material": FLAGS, "silent": FLAGS, "kind": KINDS}


@dataclass(frozen=True, slots=True)
class ChangesAsked:
    """What an address asks for. changes, own: what to read of the sources' changes and of ours, None for nothing of them."""

    changes: ChangeFilter | None
    own: OwnFilter | None
    start: Cursor


def changes_asked(asked: Asked, source_ids: Sequence[str]) -> ChangesAsked:
    """The filters of an address. source_ids: those that there are.

    Raises BadParameter for a value that there is not, with those that there are, and for a day or number that is none.
    """
    source = asked.one_of("source", (OWN, *source_ids))
    kind, material, silent = (asked.one_of(name, _FIXED[name]) for name in ("kind", "material", "silent"))
    item, since, event = _number(asked, "item"), since_text(asked), asked.value("event")
    start = cursor_of(asked.value("before"))
    changes = ChangeFilter(
        material=_flag(material), silent=_flag(silent), kind=kind, source_id=source, event_id=event, item_id=item, since=since,
        before=start.change or None,
    )  # fmt: skip
    own = OwnFilter(material=_flag(material), event_id=event, since=since, offset=start.own)
    ours = source in ("", OWN) and kind in ("", "edited") and silent != "1" and item is None
    return ChangesAsked(None if source == OWN else changes, own if ours else None, start)


def limited(wanted: ChangesAsked, limit: int) -> ChangesAsked:
    """The same for at most so many rows of each."""
    changes = None if wanted.changes is None else replace(wanted.changes, limit=limit)
    return replace(wanted, changes=changes, own=None if wanted.own is None else replace(wanted.own, limit=limit))


def since_text(asked: Asked) -> str:
    """The moment after which changes are asked for: a day (from its start in UTC) or an instant. Raises BadParameter."""
    value = asked.value("since")
    try:
        meant = moment(value, Moment("", "", ""))
    except BadParameter as error:
        raise BadParameter("since", value, form=DAY) from error
    return value if len(value) == 10 else meant.at


def change_fields(asked: Asked, sources: Mapping[str, str]) -> tuple[Field, ...]:
    """The selects of the form; the first option leaves the filter out. sources: names by id."""
    r = asked.r
    values = {"source": (OWN, *sorted(sources, key=lambda one: sources[one].casefold())), **_FIXED}
    return tuple(
        Field(name, r.t(f"f_{name}"), options=(Option("", r.t("f_any"), not asked.value(name)), *_options(asked, name, each, sources)))
        for name, each in values.items()
    )


def active_filters(asked: Asked, sources: Mapping[str, str]) -> tuple[Link, ...]:
    """The filters that are on, each with the address without it."""
    r = asked.r
    found = ((name, asked.value(name)) for name in NAMES)
    return tuple(
        Link(r.t(f"f_{name}") + r.t("colon") + value_said(r, name, value, sources), r.link("/changes", list(_without(asked, name))))
        for name, value in found
        if value
    )


def value_said(r: Reader, name: str, value: str, sources: Mapping[str, str]) -> str:
    """A filter's value in words."""
    match name:
        case "source":
            return r.t("own_source") if value == OWN else sources.get(value, value)
        case "silent":
            return r.t("silent_yes" if value == "1" else "silent_no")
        case "material":
            return r.label("material", value)
        case "kind":
            return r.label("change_kind", value)
        case "since":
            return r.moment(value)
    return value


def _without(asked: Asked, name: str) -> Iterator[tuple[str, str]]:
    return ((key, value) for key, value in asked.pairs if key not in (name, "before"))


def _options(asked: Asked, name: str, values: Sequence[str], sources: Mapping[str, str]) -> tuple[Option, ...]:
    return tuple(Option(value, value_said(asked.r, name, value, sources), value == asked.value(name)) for value in values)


def _flag(value: str) -> bool | None:
    return value == "1" if value else None


def _number(asked: Asked, name: str) -> int | None:
    value = asked.value(name)
    if not value:
        return None
    if not (value.isascii() and value.isdigit() and len(value) <= 15):
        raise BadParameter(name, value, form="4711")
    return int(value)
