"""What an anchor pack brings into the database, as values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BaselineTable:
    """Rows of one table that ship with an anchor pack. key: the columns that name a row; cells are text, numbers or None."""

    name: str
    key: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str | int | float | None, ...], ...]


@dataclass(frozen=True, slots=True)
class Baseline:
    """All that an anchor pack brings, tables in an order in which foreign keys hold."""

    anchor_id: str
    pack_version: str
    tables: tuple[BaselineTable, ...]
