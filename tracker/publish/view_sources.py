"""What `/sources` shows: each source's state by day, why its next check is when it is, and how to narrow the list. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.records import SourceRow
from tracker.publish.addresses import host_of, safe_url, with_value
from tracker.publish.answers import Asked
from tracker.publish.filters import Link
from tracker.publish.reader import Reader, Said
from tracker.publish.source_strip import Strip, first_day, strip
from tracker.publish.why_said import why_said

if TYPE_CHECKING:
    from db.queries.source_days import SourceDay

STATES = ("ok", "stale", "silent", "blocked", "failing", "new", "off")
TROUBLE = ("stale", "silent", "blocked", "failing")
GROUPINGS = ("state", "lang", "tier")
"""What the list is grouped by, the first unless asked otherwise; the same are filters."""
LABELS = {"state": "source_state", "lang": "lang", "tier": "tier"}
_TROUBLE, _ON, _OFF = "group_trouble", "group_on", "group_off"


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
class DaysLine:
    """One source in the list. strip: None for one that was never polled."""

    line: SourceLine
    state: str
    strip: Strip | None


@dataclass(frozen=True, slots=True)
class SourceGroup:
    """Sources in one condition, by name."""

    title: str
    lines: tuple[DaysLine, ...]


@dataclass(frozen=True, slots=True)
class StateLink:
    """A state with how many sources are in it, as a filter."""

    value: str
    count: int
    href: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter as links, each with how many sources it would leave; the first one takes it off."""

    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class SourcesView:
    """The page: how many are watched, what states mean, filters, and the sources in groups, those in trouble first.

    period: the strips' days, in words. kept: filters that the form has no field for.
    """

    sentence: str
    period: str
    q: str
    kept: tuple[tuple[str, str], ...]
    states: tuple[StateLink, ...]
    facets: tuple[Facet, ...]
    groupings: tuple[Link, ...]
    active: bool
    count: int
    groups: tuple[SourceGroup, ...]


@dataclass(frozen=True, slots=True)
class Days:
    """The days of all sources. told: those with polls, by source. since: the first day of each."""

    told: Mapping[str, Sequence[SourceDay]]
    since: Mapping[str, str]


def source_name(r: Reader, source_id: str, title: str, title_ja: str) -> str:
    """A source's name in the reader's language, else the one there is, else its id."""
    return r.pick(title, title_ja).text or source_id


def state_of(source: SourceRow) -> str:
    """A source's state as pages say it: what is turned off is off, whatever its last poll was."""
    return source.state if source.enabled else "off"


def sources_view(asked: Asked, sources: Sequence[SourceRow], days: Days) -> SourcesView:
    """The page for all rows of the catalogue, as narrowed by the address. Raises BadParameter for a value that there is not."""
    r, today = asked.r, asked.now[:10]
    wanted = {name: asked.one_of(name, sorted({_value(source, name) for source in sources} | set(STATES))) for name in GROUPINGS}
    by, q = asked.one_of("by", GROUPINGS, GROUPINGS[0]), asked.value("q")
    kept = [source for source in sources if _fits(source, wanted, q)]
    on = sum(source.enabled for source in sources)
    return SourcesView(
        sentence=r.t("sources_sentence", on=on, off=len(sources) - on),
        period=r.t("span_days", a=r.day(first_day(today), short=True), b=r.day(today, short=True)),
        q=q,
        kept=tuple((name, value) for name, value in (*wanted.items(), ("by", asked.value("by"))) if value),
        states=_states(asked, sources, wanted["state"]),
        facets=tuple(_facet(asked, sources, name, wanted[name]) for name in ("lang", "tier")),
        groupings=tuple(Link(r.t(f"by_{one}"), _href(asked, "by", one), one == by) for one in GROUPINGS),
        active=bool(q or any(wanted.values())),
        count=len(kept),
        groups=tuple(SourceGroup(title, _lines(r, rows, days, today)) for title, rows in _groups(r, kept, by) if rows),
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


def _value(source: SourceRow, name: str) -> str:
    return state_of(source) if name == "state" else str(getattr(source, name))


def _fits(source: SourceRow, wanted: Mapping[str, str], q: str) -> bool:
    names = "\n".join((source.id, source.title, source.title_ja, source.publisher, source.url)).casefold()
    return all(not value or _value(source, name) == value for name, value in wanted.items()) and q.casefold() in names


def _href(asked: Asked, name: str, value: str) -> str:
    return asked.r.link("/sources", with_value(asked.pairs, name, value))


def _states(asked: Asked, sources: Sequence[SourceRow], chosen: str) -> tuple[StateLink, ...]:
    counted = Counter(state_of(source) for source in sources)
    found = [state for state in STATES if counted[state]]
    return tuple(StateLink(one, counted[one], _href(asked, "state", "" if one == chosen else one), one == chosen) for one in found)


def _facet(asked: Asked, sources: Sequence[SourceRow], name: str, chosen: str) -> Facet:
    r, counted = asked.r, Counter(_value(source, name) for source in sources)
    links = [Link(r.t("f_any"), _href(asked, name, ""), not chosen)]
    for value, count in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])):
        if value:
            links.append(Link(f"{r.label(LABELS[name], value)} {count}", _href(asked, name, value), value == chosen))
    return Facet(r.t(f"by_{name}"), tuple(links))


def _groups(r: Reader, sources: Sequence[SourceRow], by: str) -> list[tuple[str, list[SourceRow]]]:
    if by != "state":
        counted = Counter(_value(source, by) for source in sources)
        return [(r.label(LABELS[by], value) or "–", [s for s in sources if _value(s, by) == value]) for value, _ in counted.most_common()]
    return [
        (r.t(_TROUBLE), [source for source in sources if source.enabled and source.state in TROUBLE]),
        (r.t(_ON), [source for source in sources if source.enabled and source.state not in TROUBLE]),
        (r.t(_OFF), [source for source in sources if not source.enabled]),
    ]


def _lines(r: Reader, sources: Sequence[SourceRow], days: Days, today: str) -> tuple[DaysLine, ...]:
    lines = []
    for source in sources:
        told, since = days.told.get(source.id, ()), days.since.get(source.id, "")
        shown = strip(r, told, since, source.enabled, today) if since else None
        lines.append(DaysLine(source_line(r, source), state_of(source), shown))
    return tuple(sorted(lines, key=lambda one: (one.line.name.casefold(), one.line.source.id)))
