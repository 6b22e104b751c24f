"""What `/about` shows: method, rules of selection, measured errors, limits, terms, versions, and what the data means. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.records import SourceRow
from tracker.measured import NAMES, Measured
from tracker.pack import Anchor
from tracker.publish.described import Described
from tracker.publish.reader import Reader

if TYPE_CHECKING:
    from db.queries.pages import ReleaseRow

METHOD = ("sources", "selection", "revisions", "linking", "events", "rates", "search")
"""The paragraphs of the method; their words are `about_<name>` under the heading `about_<name>_title`."""
LIMITS = ("paywalls", "unwatched", "baseline", "languages", "removed")
"""What can't be seen; their words are `about_limit_<name>`."""
_COUNTS = ("items", "hard_negatives")


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One figure of the linker in words, and its values in the order of the languages."""

    name: str
    sentence: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MeasuredView:
    """The figures of one anchor's linker. langs: names of the columns. in_force: whether it is the version that decides now."""

    anchor: str
    measured: Measured
    langs: tuple[str, ...]
    lines: tuple[FigureLine, ...]
    in_force: bool


@dataclass(frozen=True, slots=True)
class TermsLine:
    """The terms of one kind of source: each with how many sources have it."""

    tier: str
    sources: int
    terms: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class TableLine:
    """One table or view in the reader's language, with its columns."""

    name: str
    text: str
    columns: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class AboutParts:
    """What the page is made of. measured: by anchor, for those whose pack has figures. linkers: versions in force, by anchor."""

    anchors: Sequence[Anchor]
    version: str
    releases: Sequence[ReleaseRow]
    measured: Mapping[str, Measured]
    linkers: Mapping[str, str]
    sources: Sequence[SourceRow]
    tables: Mapping[str, Described]


@dataclass(frozen=True, slots=True)
class AboutView:
    """The page. releases: what was installed when, newest first."""

    anchors: tuple[Anchor, ...]
    version: str
    releases: tuple[ReleaseRow, ...]
    measured: tuple[MeasuredView, ...]
    terms: tuple[TermsLine, ...]
    tables: tuple[TableLine, ...]
    method: tuple[str, ...] = METHOD
    limits: tuple[str, ...] = LIMITS


def about_view(r: Reader, parts: AboutParts) -> AboutView:
    """The page for what is installed."""
    return AboutView(
        tuple(parts.anchors), parts.version, tuple(parts.releases),
        tuple(_measured(r, one.id, parts) for one in parts.anchors if one.id in parts.measured),
        _terms(r, parts.sources),
        tuple(_table(r, one) for _, one in sorted(parts.tables.items()) if not one.hidden),
    )  # fmt: skip


def _measured(r: Reader, anchor: str, parts: AboutParts) -> MeasuredView:
    found = parts.measured[anchor]
    langs = sorted(found.figures, key=lambda lang: (lang == "all", lang != r.lang))
    lines = [
        FigureLine(r.t(f"measured_{name}"), r.t(f"measured_{name}_says"), tuple(_said(name, found.figures[lang][name]) for lang in langs))
        for name in NAMES
    ]
    names = tuple(r.t("measured_all") if lang == "all" else r.label("lang", lang) for lang in langs)
    return MeasuredView(anchor, found, names, tuple(lines), parts.linkers.get(anchor) == found.linker)


def _said(name: str, value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:,.0f}" if name in _COUNTS else f"{100 * value:.1f}%"


def _terms(r: Reader, sources: Sequence[SourceRow]) -> tuple[TermsLine, ...]:
    tiers = Counter(source.tier for source in sources)
    lines = []
    for tier, count in tiers.most_common():
        terms = Counter(source.terms for source in sources if source.tier == tier and source.terms)
        lines.append(TermsLine(r.label("tier", tier) or "–", count, tuple(terms.most_common())))
    return tuple(lines)


def _table(r: Reader, one: Described) -> TableLine:
    def said(pair: tuple[str, str]) -> str:
        return pair[r.lang == "ja"]

    return TableLine(one.name, said(one.description), tuple((name, said(pair)) for name, pair in one.columns.items()))
