"""What tables, views and columns mean, as values (`tracker.publish.describe` reads them)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Pair = tuple[str, str]
"""A text in English and in Japanese."""


@dataclass(frozen=True, slots=True)
class Described:
    """A table or view in words. columns: what each means, in the table's order. options: Datasette's own keys, such as `facets`."""

    name: str
    title: Pair
    description: Pair
    columns: Mapping[str, Pair]
    options: Mapping[str, Any] = field(default_factory=dict)

    @property
    def hidden(self) -> bool:
        """Whether it only helps others and is no part of the public contract."""
        return bool(self.options.get("hidden"))


@dataclass(frozen=True, slots=True)
class Descriptions:
    """All tables and views by name, and what the whole is."""

    title: Pair
    description: Pair
    tables: Mapping[str, Described]
