"""What `/sources` shows: each source's state, why its next check is when it is, and its terms. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from db.records import SourceRow
from tracker.publish.addresses import host_of, safe_url
from tracker.publish.reader import Reader, Said
from tracker.publish.why_said import why_said

STATES = ("ok", "stale", "silent", "blocked", "failing", "new", "off")
TROUBLE = ("stale", "silent", "blocked", "failing")


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One source.

    name: in the reader's language where the catalogue has it. facts: publisher, kind, language, tier and profile in words. why: why the
    next check is when it is.
    """

    source: SourceRow
    name: str
    facts: tuple[str, ...]
    address: str
    host: str
    why: Said


@dataclass(frozen=True, slots=True)
class SourceGroup:
    """Sources in one condition, by name."""

    title: str
    lines: tuple[SourceLine, ...]


@dataclass(frozen=True, slots=True)
class StateCount:
    """How many sources are in a state."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class SourcesView:
    """The page: how many are watched, what the states mean, and the sources in groups, those in trouble first."""

    sentence: str
    states: tuple[StateCount, ...]
    groups: tuple[SourceGroup, ...]


def source_name(r: Reader, source_id: str, title: str, title_ja: str) -> str:
    """A source's name in the reader's language, else the one there is, else its id."""
    return r.pick(title, title_ja).text or source_id


def sources_view(r: Reader, sources: Sequence[SourceRow]) -> SourcesView:
    """The page for all rows of the catalogue."""
    states = Counter("off" if not source.enabled else source.state for source in sources)
    on = sum(count for state, count in states.items() if state != "off")
    groups = (
        ("group_trouble", [source for source in sources if source.enabled and source.state in TROUBLE]),
        ("group_on", [source for source in sources if source.enabled and source.state not in TROUBLE]),
        ("group_off", [source for source in sources if not source.enabled]),
    )
    return SourcesView(
        sentence=r.t("sources_sentence", on=on, off=states["off"]),
        states=tuple(StateCount(state, states[state]) for state in STATES if states[state]),
        groups=tuple(SourceGroup(r.t(key), _lines(r, rows)) for key, rows in groups if rows),
    )


def source_line(r: Reader, source: SourceRow) -> SourceLine:
    """One source as it stands in a list."""
    labels = (("source_kind", source.kind), ("lang", source.lang), ("tier", source.tier), ("profile", source.profile))
    address = safe_url(source.homepage) or safe_url(source.url)
    return SourceLine(
        source=source,
        name=source_name(r, source.id, source.title, source.title_ja),
        facts=tuple(fact for fact in (source.publisher, *(r.label(kind, value) for kind, value in labels)) if fact),
        address=address,
        host=host_of(address),
        why=why_said(r, source.next_check_why or ""),
    )


def _lines(r: Reader, sources: Sequence[SourceRow]) -> tuple[SourceLine, ...]:
    return tuple(sorted((source_line(r, source) for source in sources), key=lambda line: (line.name.casefold(), line.source.id)))
