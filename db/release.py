"""Which versions are installed: what `releases` records, and what a new pack changes in its rows. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from db.records import BaselineTable

Cell = str | int | float | None
Cells = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Release:
    """The versions of schema, anchor packs, linker and catalogue. fingerprint: of links and events at that time, where known."""

    schema: str
    pack: str
    linker: str
    catalogue: str
    fingerprint: str = ""

    def versions(self) -> tuple[str, str, str, str]:
        """What makes a release another one."""
        return (self.schema, self.pack, self.linker, self.catalogue)


@dataclass(frozen=True, slots=True)
class StoredRow:
    """A row as it stands. rowid: its place within this transaction. fixed: a person decided it, so no pack changes or removes it.

    removable: the pack brought it, so that it goes when the pack has it no more.
    """

    rowid: int
    cells: Cells
    fixed: bool = False
    removable: bool = True


@dataclass(frozen=True, slots=True)
class Named:
    """A row of a pack's table: its name for people, and its cells. rowid None: not stored yet."""

    name: str
    cells: Cells
    rowid: int | None = None


@dataclass(frozen=True, slots=True)
class Edit:
    """A row whose cells change. changes: column, before, after."""

    rowid: int
    name: str
    changes: tuple[tuple[str, Cell, Cell], ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What makes a stored table as the pack has it."""

    added: tuple[Named, ...] = ()
    edited: tuple[Edit, ...] = ()
    removed: tuple[Named, ...] = ()


def difference(table: BaselineTable, stored: Sequence[StoredRow]) -> Difference:
    """Compare a pack's table with what is stored, row by row under their names (the key's cells, numbered where a key comes twice)."""
    before = dict(zip(_names(table, (row.cells for row in stored)), stored, strict=True))
    after = dict(zip(_names(table, table.rows), table.rows, strict=True))
    added = [Named(_spoken(name), cells) for name, cells in after.items() if name not in before]
    edited = [
        Edit(before[name].rowid, _spoken(name), changes)
        for name, cells in after.items()
        if name in before and not before[name].fixed and (changes := _changes(table.columns, before[name].cells, cells))
    ]
    gone = [(name, row) for name, row in before.items() if name not in after and row.removable and not row.fixed]
    return Difference(tuple(added), tuple(edited), tuple(Named(_spoken(name), row.cells, row.rowid) for name, row in gone))


def _changes(columns: Sequence[str], before: Cells, after: Cells) -> tuple[tuple[str, Cell, Cell], ...]:
    return tuple((column, old, new) for column, old, new in zip(columns, before, after, strict=True) if old != new)


def _names(table: BaselineTable, rows: Iterable[Cells]) -> list[Cells]:
    places = [table.columns.index(column) for column in table.key]
    seen: Counter[Cells] = Counter()
    names: list[Cells] = []
    for cells in rows:
        key = tuple(cells[place] for place in places)
        seen[key] += 1
        names.append((*key, seen[key]))
    return names


def _spoken(name: Cells) -> str:
    """A name for people: the key's cells, and which one of several."""
    *key, ordinal = name
    return " ".join(str(cell) for cell in key if cell is not None) + (f" ({ordinal})" if ordinal != 1 else "")
