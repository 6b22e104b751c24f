"""A person's rows of `rates`, which no pack changes (`decided_by = 'person'`), and the day to which a row was checked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from db.errors import BadRow, UnknownRow
from db.store.connect import Store

Cell = str | int | float | None

_DOCUMENT = ("rate_id", "url", "publisher", "lang", "title", "tier", "locator", "gist_en")


def add_rate(store: Store, columns: Mapping[str, Cell], documents: Iterable[Mapping[str, Cell]] = ()) -> None:
    """Add a person's row, with the documents behind it. columns: by name, with `id`; documents: as in `rate_sources`, without `rate_id`.

    Raises BadRow for an id that is taken, a class or event that does not exist and what else breaks the schema, and StoreError's others.
    """
    rate_id = columns.get("id")
    with store.atomic() as conn:
        if conn.execute("SELECT 1 FROM rates WHERE id = ?", (rate_id,)).fetchone():
            raise BadRow(f"rates ({rate_id})", "there is a row of this id already")
        known = _columns(store, [*columns, "decided_by"])
        values = {**columns, "decided_by": "person"}
        conn.execute(f"INSERT INTO rates ({', '.join(known)}) VALUES ({', '.join(':' + name for name in known)})", values)
        _add_documents(store, str(rate_id), documents)


def close_rate(store: Store, rate_id: str, known_to: str) -> None:
    """Let a row hold only as one knew before a day; it is a person's from then on. Raises UnknownRow, and StoreError's others."""
    _change(store, rate_id, "known_to = ?, decided_by = 'person'", known_to)


def check_rate(store: Store, rate_id: str, checked_on: str) -> None:
    """Record the day to which a row was checked. The row stays the pack's; an older day of a newer pack does not go above this one.

    Raises UnknownRow, and StoreError's others.
    """
    _change(store, rate_id, "checked_on = ?", checked_on)


def _change(store: Store, rate_id: str, sets: str, value: str) -> None:
    with store.atomic() as conn:
        if not conn.execute(f"UPDATE rates SET {sets} WHERE id = ?", (value, rate_id)).rowcount:
            raise UnknownRow("rates", f"there is no rate {rate_id!r}", "see `tracker rates --json`")


def _add_documents(store: Store, rate_id: str, documents: Iterable[Mapping[str, Cell]]) -> None:
    names = ", ".join(_DOCUMENT)
    rows = ({**dict.fromkeys(_DOCUMENT, ""), **document, "rate_id": rate_id} for document in documents)
    store.conn.executemany(f"INSERT INTO rate_sources ({names}) VALUES ({', '.join(':' + name for name in _DOCUMENT)})", rows)


def _columns(store: Store, names: Sequence[str]) -> list[str]:
    """The names, each a column of `rates`. Raises BadRow for one that is not."""
    there = {row[1] for row in store.conn.execute("PRAGMA table_info(rates)")}
    strange = [name for name in names if name not in there]
    if strange:
        raise BadRow("rates", f"there is no column {strange[0]!r}")
    return list(dict.fromkeys(names))
