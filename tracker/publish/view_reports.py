"""Who reports an event: by language and house, copies folded, independent sources counted, and who was first. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from db.records import LinkedItem, SourceRow
from tracker.events.independence import Group, Independent, family
from tracker.publish.grounds import is_preview
from tracker.publish.reader import Reader
from tracker.publish.view_sources import source_name

if TYPE_CHECKING:
    from db.queries.reports import FirstReport

READ = 200
"""Reports of one event that a page reads; of an event with more there are several pages."""
SHOWN, HOUSES = 3, 8
"""Reports of one house, and houses of one language, that stand open; the others are folded below them."""
TOLD = 4
"""Reasons and names that one sentence lists; of the others it says how many they are."""
FIRSTS = 30
"""First reports of a house that the table has."""

SAME = ("agency", "copy", "publication", "family")
"""Why items count as one source; of several reasons the first is told."""


@dataclass(frozen=True, slots=True)
class Report:
    """One item that reports the event. copies: those in its language that repeat its text. copy_of: the one in another language.

    preview: it looks ahead to the event. house: what its publisher family is called.
    """

    item_id: int
    title: str
    lang: str
    house: str
    source_title: str
    stated: str
    first_seen_at: str
    preview: bool
    copy_of: int | None = None
    copies: tuple[Report, ...] = ()


@dataclass(frozen=True, slots=True)
class Family:
    """The reports of one house. more: those that are folded."""

    name: str
    items: tuple[Report, ...]
    more: tuple[Report, ...] = ()


@dataclass(frozen=True, slots=True)
class LanguageGroup:
    """The reports in one language, by house. more: houses that are folded. count: of the reports."""

    lang: str
    families: tuple[Family, ...]
    more: tuple[Family, ...] = ()
    count: int = 0


@dataclass(frozen=True, slots=True)
class FirstLine:
    """The first report of one house in one language. standing: `first`, `same_day` or `later`."""

    item_id: int
    house: str
    lang: str
    when: str
    basis: str
    standing: str


@dataclass(frozen=True, slots=True)
class ReportsView:
    """Who reports an event.

    sentence: how many, and how many of them independently. first: who was, in a sentence; empty for no report.
    """

    groups: tuple[LanguageGroup, ...]
    count: int
    sentence: str
    first: str
    firsts: tuple[FirstLine, ...]


def reports_view(
    r: Reader, members: Sequence[LinkedItem], sources: Mapping[str, SourceRow], independent: Independent, firsts: Sequence[FirstReport]
) -> ReportsView:
    """The reports of one event. sources: by id. independent: of the members. firsts: in their order."""
    reports = [_report(r, member, sources) for member in members]
    houses = {family(member): report.house for member, report in zip(members, reports, strict=True)}
    lines = tuple(_first(r, one, houses) for one in firsts)
    return ReportsView(
        groups=_groups(r, _folded(reports, independent.copies)),
        count=len(members),
        sentence=independence_said(r, members, independent, houses) if members else "",
        first=_first_said(r, lines),
        firsts=lines[:FIRSTS],
    )


def counts_said(r: Reader, items: int, outlets: int, families: int) -> str:
    """Reports, outlets and publisher families are three numbers (TRAPS 21); no report at all has words of its own."""
    if not items:
        return r.t("counts_none")
    return r.t("event_counts", items=r.n("items_n", items), outlets=r.n("outlets_n", outlets), families=r.n("families_n", families))


def independence_said(r: Reader, members: Sequence[LinkedItem], independent: Independent, houses: Mapping[str, str]) -> str:
    """How many reports from how many outlets, how many sources tell independently, and why the others count with one of them."""
    outlets = len({member.publisher or member.source_id for member in members})
    counted = r.t("independent", items=r.n("items_n", len(members)), outlets=r.n("outlets_n", outlets))
    said = counted + r.n("independent_n", independent.count)
    ordered = sorted((group for group in independent.groups if len(group.items) > 1), key=lambda group: -len(group.items))
    why = [_same(r, group, houses) for group in ordered]
    return said + (r.t("colon") + _some(r, why, r.t("semicolon")) if why else "") + r.t("stop")


def _some(r: Reader, said: Sequence[str], between: str) -> str:
    """A few of some things, and how many more there are."""
    rest = [r.n("and_more", len(said) - TOLD)] if len(said) > TOLD else []
    return between.join([*said[:TOLD], *rest])


def _same(r: Reader, group: Group, houses: Mapping[str, str]) -> str:
    why = next(reason for reason in SAME if reason in group.why)
    name = r.label("agency", group.name) if why == "agency" else houses.get(group.name, group.name)
    return r.t(f"same_{why}", n=len(group.items), name=name)


def _folded(reports: Sequence[Report], copies: Mapping[int, int]) -> list[Report]:
    """The reports without the copies of others in their language, which stand below what they repeat."""
    by_id = {report.item_id: report for report in reports}
    below: dict[int, list[Report]] = {}
    kept = []
    for report in reports:
        original = by_id.get(copies.get(report.item_id, -1))
        if original is None:
            kept.append(report)
        elif original.lang == report.lang:
            below.setdefault(original.item_id, []).append(report)
        else:
            kept.append(replace(report, copy_of=original.item_id))
    return [replace(report, copies=tuple(below.get(report.item_id, ()))) for report in kept]


def _groups(r: Reader, reports: Sequence[Report]) -> tuple[LanguageGroup, ...]:
    languages = sorted({report.lang for report in reports}, key=lambda lang: (lang != r.lang, lang))
    return tuple(_group(lang, [one for one in reports if one.lang == lang]) for lang in languages)


def _group(lang: str, reports: Sequence[Report]) -> LanguageGroup:
    houses = _families(reports)
    return LanguageGroup(lang, houses[:HOUSES], houses[HOUSES:], sum(1 + len(one.copies) for one in reports))


def _families(reports: Sequence[Report]) -> tuple[Family, ...]:
    houses: dict[str, list[Report]] = {}
    for report in reports:
        houses.setdefault(report.house, []).append(report)
    return tuple(Family(name, tuple(houses[name][:SHOWN]), tuple(houses[name][SHOWN:])) for name in sorted(houses, key=str.casefold))


def _report(r: Reader, member: LinkedItem, sources: Mapping[str, SourceRow]) -> Report:
    source = sources.get(member.source_id)
    title = source_name(r, source.id, source.title, source.title_ja) if source else member.publisher or member.source_id
    house = family(member)
    return Report(
        item_id=member.item_id,
        title=member.title,
        lang=member.lang,
        house=title if house == member.source_id else house,  # a house of one outlet bears that outlet's name, not its id
        source_title=title,
        stated=r.day(member.published_date, short=True),
        first_seen_at=member.first_seen_at,
        preview=is_preview(member.event_reasons),
    )


def _first(r: Reader, one: FirstReport, houses: Mapping[str, str]) -> FirstLine:
    return FirstLine(
        item_id=one.item_id,
        house=houses.get(one.publisher_family, one.publisher_family),
        lang=one.lang,
        when=r.stated(one.at, one.precision),
        basis=one.basis,
        standing=one.standing.replace(" ", "_"),
    )


def _first_said(r: Reader, lines: Sequence[FirstLine]) -> str:
    """Who was first where the dates allow it; where they don't, that several were on the same day."""
    leading = [line for line in lines if line.standing != "later"]
    if not leading:
        return ""
    each = dict.fromkeys(r.t("first_of", name=line.house, lang=r.label("lang", line.lang)) for line in leading)
    names = _some(r, list(each), r.t("comma"))
    if leading[0].standing == "first":
        return r.t("first_published" if leading[0].basis == "published" else "first_noticed", name=names, at=leading[0].when)
    return r.t("first_same_day", names=names)
