"""A person's decision on rates: a row of their own, the end of one, the day to which one was checked. Kept in `corrections`."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date

from db.queries.events import event
from db.queries.pages import class_rows, rate_rows
from db.queries.rates import documents_of, ids_like, rate_row
from db.store.connect import Store
from db.store.corrections import CorrectionRow, record_correction
from db.store.rates import add_rate, check_rate, close_rate
from tracker.correcting import Person
from tracker.errors import BadParameter, NotPossible, UnknownName
from tracker.pack import BASES, RATE_STATUSES, VALUE_BASES, ProductClass, Rate
from tracker.rates import class_of, rate_of, rate_on

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class Closed:
    """A row that came to an end: as one knew it before (`known_to` set), and as one knows it since (`effective_to` set)."""

    before: Rate
    after: Rate


def day(name: str, value: str | None) -> str | None:
    """A day as it was given, None for none. name: the option, for the message. Raises BadParameter for what is no day `YYYY-MM-DD`."""
    if value is None:
        return None
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise BadParameter(name, value, form="a day such as 2025-09-16") from error


def checked(rate: Rate, product_class: ProductClass | None) -> Rate:
    """The rate, if it can stand. Raises BadParameter for a value outside its range, NotPossible for days that contradict each other."""
    if product_class is None:
        raise UnknownName(rate.product_class, "no class of goods has this name", "`tracker rates` shows all")
    ranges = (("status", rate.status, RATE_STATUSES), ("basis", rate.basis, BASES), ("value-base", rate.value_base, VALUE_BASES))
    for name, value, choices in ranges:
        if value not in choices:
            raise BadParameter(name, str(value), choices)
    for name in ("effective_from", "effective_to", "announced_on", "known_from", "known_to", "checked_on"):
        day(name, getattr(rate, name))
    if rate.rate_percent is not None and not 0 <= rate.rate_percent < 10_000:
        raise BadParameter("percent", f"{rate.rate_percent:g}", form="per cent, such as 15 or 2.5")
    if rate.status == "law" and not rate.effective_from:
        raise NotPossible(rate.id, "a row of law needs the day from which it applies", "give --from, or --status announced")
    if rate.effective_to and rate.effective_to <= (rate.effective_from or ""):
        raise NotPossible(rate.id, f"it would end on {rate.effective_to}, before it applies", "--to is the first day on which it does not")
    if rate.known_to and rate.known_to < (rate.known_from or ""):
        raise NotPossible(rate.id, f"it was not known yet on {rate.known_to}: only from {rate.known_from}", "give a later --known")
    return rate


def add(store: Store, rate: Rate, urls: Sequence[str], person: Person) -> Rate:
    """Add a person's row of `rates`, above the pack's; as it is stored. rate: without an id. urls: of the documents behind it.

    Raises what `checked` raises, UnknownName for a class and UnknownRow for an event that does not exist, and StoreError's others.
    """
    with store.atomic() as conn:
        stem = f"person-{rate.product_class}-{rate.effective_from or rate.known_from or 'undated'}"
        taken = ids_like(conn, stem)
        named = replace(rate, id=next(name for name in (stem, *(f"{stem}-{n}" for n in range(2, 9999))) if name not in taken))
        found = checked(replace(named, decided_by="person"), _class(store, rate))
        if found.event_id:
            found = replace(found, event_id=event(conn, found.event_id).id)
        add_rate(store, _columns(found), [{"url": url, "tier": "project"} for url in urls])
        _keep(store, found, "added", json.dumps(_columns(found), ensure_ascii=False), person)
    return found


def close(store: Store, rate_id: str, until: str, known: str, person: Person) -> Closed:
    """Let a row end: from the day `known` on one knows that it applies only up to before `until`. Before that day nothing changes.

    Raises UnknownRow for a row that does not exist, NotPossible for one that is superseded already or days that contradict each other,
    BadParameter for what is no day, and StoreError's others.
    """
    with store.atomic() as conn:
        old = rate_of(dict(rate_row(conn, rate_id)))
        if old.known_to is not None:
            raise NotPossible(rate_id, f"it holds only as one knew before {old.known_to}", "close the row that came after it")
        before = checked(replace(old, known_to=day("known", known), decided_by="person"), _class(store, old))
        new = replace(
            old, id=f"{rate_id}-closed-{known}", effective_to=day("to", until), known_from=known, checked_on=known, decided_by="person"
        )
        after = checked(new, _class(store, old))
        documents = [dict(row) for row in documents_of(conn, rate_id)]
        close_rate(store, rate_id, known)
        add_rate(store, _columns(after), documents)
        _keep(store, before, "closed", json.dumps({"effective_to": until, "known_from": known, "row": after.id}), person)
    return Closed(before, after)


def confirm(store: Store, rate_ids: Sequence[str], on: str, person: Person) -> tuple[Rate, ...]:
    """Record that rows were checked and hold as they stand, on a day; as they are stored then.

    Raises UnknownRow for a row that does not exist, NotPossible for one that was checked later already, BadParameter for what is no day.
    """
    stated = day("on", on)
    found = []
    with store.atomic() as conn:
        for rate_id in rate_ids:
            rate = rate_of(dict(rate_row(conn, rate_id)))
            if rate.checked_on and stated and rate.checked_on > stated:
                raise NotPossible(rate_id, f"it was checked on {rate.checked_on}, after {stated}")
            check_rate(store, rate_id, on)
            _keep(store, rate, "checked_on", on, person)
            found.append(replace(rate, checked_on=on))
    return tuple(found)


def law_today(store: Store, anchor_id: str, product_class: str, today: str) -> Rate:
    """The row of law that holds for a class on a day as known on it. Raises UnknownName for an unknown class, NotPossible without a row."""
    classes = {row["id"]: class_of(dict(row)) for row in class_rows(store.conn, anchor_id)}
    if product_class not in classes:
        raise UnknownName(product_class, "no class of goods has this name", f"there are {', '.join(classes)}")
    law = rate_on([rate_of(dict(row)) for row in rate_rows(store.conn, anchor_id)], classes[product_class], today, today).law
    if law is None:
        raise NotPossible(product_class, f"no row of law holds on {today}", "add one with `tracker rates add`")
    return law


def _class(store: Store, rate: Rate) -> ProductClass | None:
    rows = (row for row in class_rows(store.conn, rate.anchor_id) if row["id"] == rate.product_class)
    return next((class_of(dict(row)) for row in rows), None)


def _columns(rate: Rate) -> Mapping[str, Cell]:
    return {name: int(value) if isinstance(value, bool) else value for name, value in asdict(rate).items()}


def _keep(store: Store, rate: Rate, field: str, value: str, person: Person) -> None:
    record_correction(store, CorrectionRow(rate.anchor_id, person.at, person.name, f"rate:{rate.id}", field, value, person.reason))
