"""What `/review` shows: each doubt with its reasons in a sentence and the commands that settle it. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from db.queries.pages import AnchorRow
from db.queries.review import COUNTED, Band, DoubtfulItem, ReportedEvent
from db.records import EvidenceRow
from db.resting_rows import RestingDoubt
from tracker.gazetteer import Concept
from tracker.pack import Anchor
from tracker.publish.answers import Asked
from tracker.publish.commands import Command, correct, merge, of_event, of_link
from tracker.publish.decision import MERGE, SETTLE
from tracker.publish.filters import Link
from tracker.publish.grounds import Titles, grounds_of, grounds_said, nearest_of
from tracker.publish.reader import Reader
from tracker.publish.reasons import Verdict, reason_lines, verdict_said
from tracker.publish.resting_said import said
from tracker.publish.view_sources import source_name
from tracker.types import RELATIONS

KINDS = ("resting", "near", "unsure", "reported", "event")
"""The kinds of doubt, in the order of the page: what rests on text that has changed since; not linked, but nearly; linked, but not surely;
events that one house alone reports; items whose event was decided narrowly."""
MERGES = 2
LIKELY = 0.05
"""How many of the nearest known events are offered to be merged into, and how probable they must have been."""
AROUND = timedelta(days=3)
"""How far from an event's day others are looked at that it may be one with."""


@dataclass(frozen=True, slots=True)
class Doubts:
    """The doubts of one kind, as stored."""

    links: Sequence[DoubtfulItem] = ()
    joins: Sequence[DoubtfulItem] = ()
    events: Sequence[ReportedEvent] = ()
    resting: Sequence[RestingDoubt] = ()


@dataclass(frozen=True, slots=True)
class ReviewParts:
    """Everything that was read for the page.

    command_anchor: what commands name as --anchor, "" for the default one. bands: of the kinds `near` and `unsure`; empty where the
    anchor's pack is not loaded. counts: by kind. evidence: by item. titles: of the events that grounds name. limit: doubts of a kind that
    are shown; one more was read where there are more. actor: who may decide, "" for nobody.
    """

    anchor: Anchor
    command_anchor: str
    anchors: tuple[AnchorRow, ...]
    languages: tuple[str, ...]
    bands: Mapping[str, Band]
    found: Mapping[str, Doubts]
    counts: Mapping[str, int]
    evidence: Mapping[int, tuple[EvidenceRow, ...]]
    titles: Titles
    concepts: Mapping[str, Concept]
    limit: int
    actor: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One way to settle a doubt: its command, and what a form sends for it as `decision`."""

    command: Command
    decision: str


@dataclass(frozen=True, slots=True)
class Card:
    """One doubt. item_id: the item on which is decided. title: of the item, or of the event. event_id: the event in question, if any.

    facts: source, time, how probable. sentence: the reasons. around: the timeline of the days about the event. asks: what else a form
    asks for (`relation`, `other`). change: the address of the change on which it is to be decided.
    """

    item_id: int
    href: str
    title: str
    lang: str
    facts: tuple[str, ...]
    sentence: str
    choices: tuple[Choice, ...]
    asks: tuple[str, ...] = ()
    event_id: str = ""
    event_en: str | None = None
    event_ja: str | None = None
    around: str = ""
    change: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """The doubts of one kind. why: what is to be decided. count: in words.

    all: address of the page of this kind; more: of what follows; empty for none.
    """

    kind: str
    why: str
    count: str
    cards: tuple[Card, ...]
    all: str = ""
    more: str = ""


@dataclass(frozen=True, slots=True)
class ReviewView:
    """The page. kinds, langs, anchors: links that change what is shown. done: the item that was just decided on, "" for none."""

    anchor: Anchor
    kinds: tuple[Link, ...]
    langs: tuple[Link, ...]
    anchors: tuple[Link, ...]
    sections: tuple[Section, ...]
    actor: str
    done: str
    kept: tuple[tuple[str, str], ...]
    relations: tuple[str, ...] = RELATIONS


def bands_of(linked: float, opens: float) -> dict[str, Band]:
    """The bands of the doubtful links. linked, opens: the linker's thresholds for a link, and for being sure enough to open an event.

    What is linked below `opens` is doubtful; so is, as far on the other side of even odds, what is not linked from 1 - `opens` on.
    """
    return {"near": Band(min(1.0 - opens, linked), linked, False), "unsure": Band(linked, opens, True)}


def review_view(asked: Asked, parts: ReviewParts) -> ReviewView:
    """The page for what was read."""
    r, kind = asked.r, asked.value("kind")
    kept = tuple((name, value) for name, value in asked.pairs if name in ("anchor", "kind", "lang") and value)
    done = asked.value("done")
    return ReviewView(
        anchor=parts.anchor,
        kinds=_links(r, kept, "kind", [("", r.t("review_all")), *((one, r.t(f"doubt_{one}")) for one in KINDS)]),
        langs=_links(r, kept, "lang", [("", r.t("review_all")), *((one, r.label("lang", one)) for one in parts.languages)]),
        anchors=_links(r, kept, "anchor", [(one.id, r.pick(one.title_en, one.title_ja).text) for one in parts.anchors], parts.anchor.id),
        sections=tuple(_section(asked, parts, one, bool(kind)) for one in parts.found),
        actor=parts.actor,
        done=done if done.isdigit() else "",
        kept=(("anchor", parts.anchor.id), *(pair for pair in kept if pair[0] != "anchor")),
    )


def _links(r: Reader, kept: Sequence[tuple[str, str]], name: str, values: Sequence[tuple[str, str]], chosen: str = "") -> tuple[Link, ...]:
    now = chosen or dict(kept).get(name, "")
    rest = [pair for pair in kept if pair[0] != name]
    return tuple(Link(text, r.link("/review", [*rest, (name, value)]), value == now) for value, text in values)


def _section(asked: Asked, parts: ReviewParts, kind: str, alone: bool) -> Section:
    """The doubts of one kind. alone: no other kind is on the page, so that it goes on with what follows."""
    r, found, count = asked.r, parts.found[kind], parts.counts[kind]
    cards, cursors = _cards(r, parts, found)
    cut = len(cards) > parts.limit
    pairs = [pair for pair in asked.pairs if pair[0] not in ("after", "kind", "done")]
    following = [*pairs, ("kind", kind), ("after", cursors[parts.limit - 1])] if cut else []
    return Section(
        kind=kind,
        why=r.t(f"doubt_{kind}_why", **_percents(parts.bands.get(kind))),
        count=r.t("review_many", n=f"{COUNTED:,}") if count > COUNTED else f"{count:,}",
        cards=cards[: parts.limit],
        all=r.link("/review", [*pairs, ("kind", kind)]) if cut and not alone else "",
        more=r.link("/review", following) if cut and alone else "",
    )


def _percents(band: Band | None) -> dict[str, str]:
    """The limits of a band in words; of a kind without one none, and dashes where the anchor's pack is not loaded."""
    return {"low": f"{band.low:.0%}", "high": f"{band.high:.0%}"} if band else {"low": "–", "high": "–"}


def _cards(r: Reader, parts: ReviewParts, found: Doubts) -> tuple[tuple[Card, ...], tuple[str, ...]]:
    """The cards, and for each the cursor of the page that would begin after it."""
    links = [(_link_card(r, parts, row), f"{row.score!r}~{row.item_id}") for row in found.links]
    joins = [(_join_card(r, parts, row), f"{row.score!r}~{row.item_id}") for row in found.joins]
    events = [(_event_card(r, parts, row), f"{row.date}~{row.event_id}") for row in found.events]
    resting = [(_resting_card(r, row), f"{row.mark.since}~{row.mark.id}") for row in found.resting]
    every = [*links, *joins, *events, *resting]
    return tuple(card for card, _ in every), tuple(cursor for _, cursor in every)


def _link_card(r: Reader, parts: ReviewParts, row: DoubtfulItem) -> Card:
    lines = reason_lines(r, parts.evidence.get(row.item_id, ()))
    choices = zip(of_link(r, row.item_id, parts.command_anchor), ("link", "unlink"), strict=True)
    return Card(
        item_id=row.item_id,
        href=r.to("item", row.item_id),
        title=row.title,
        lang=row.lang,
        facts=_facts(r, row),
        sentence=verdict_said(r, "", Verdict(row.linked, row.score, "linker"), lines),
        choices=tuple(Choice(command, decision) for command, decision in choices),
        asks=("relation",),
    )


def _join_card(r: Reader, parts: ReviewParts, row: DoubtfulItem) -> Card:
    event_id = row.event_id or ""
    choices = zip(of_event(r, row.item_id, event_id, parts.command_anchor), ("event", "none"), strict=True)
    return Card(
        item_id=row.item_id,
        href=r.to("item", row.item_id),
        title=row.title,
        lang=row.lang,
        facts=_facts(r, row),
        sentence=grounds_said(r, row.score, grounds_of(row.reasons), parts.concepts),
        choices=tuple(Choice(command, decision) for command, decision in choices),
        asks=("other",),
        event_id=event_id,
        event_en=row.event_en,
        event_ja=row.event_ja,
    )


def _event_card(r: Reader, parts: ReviewParts, row: ReportedEvent) -> Card:
    said = r.pick(row.title_en, row.title_ja)
    near_ones = [one for one in nearest_of(grounds_of(row.reasons), parts.titles) if one.probability >= LIKELY]
    named = [(one, r.pick(one.title_en, one.title_ja).text) for one in near_ones[:MERGES]]
    source = source_name(r, row.source_id, row.source_title, row.source_title_ja)
    near = [r.t("review_nearest", title=title, likely=one.likely) for one, title in named]
    merges = [
        Choice(merge(r, r.t("settle_merge", title=title), one.event_id, row.event_id), MERGE + one.event_id) for one, title in named
    ]
    none = of_event(r, row.item_id, row.event_id, parts.command_anchor)[1]
    own = Choice(correct(r, r.t("settle_own_event"), row.item_id, ("--event", row.event_id), parts.command_anchor), "event")
    day = date.fromisoformat(row.date[:10])
    return Card(
        item_id=row.item_id,
        href=r.to("event", row.event_id),
        title=said.text,
        lang=said.lang,
        facts=(r.day(row.date, row.date_precision), r.label("relation", row.relation)),
        sentence=r.t("space").join((r.t("review_one_house", name=source, items=r.n("items_n", row.items)), *near)),
        choices=(own, *merges, Choice(none, "none"), Choice(of_link(r, row.item_id, parts.command_anchor)[1], "unlink")),
        event_id=row.event_id,
        around=r.link("/timeline", [("from", (day - AROUND).isoformat()), ("to", (day + AROUND).isoformat())]),
    )


def _resting_card(r: Reader, row: RestingDoubt) -> Card:
    mark = said(r, [row.mark])
    change, named = mark.changes[0], r.pick(row.title_en, row.title_ja)
    more = (r.n("resting_changes", row.marks), *((r.t("resting_with", n=row.others),) if row.others else ()))
    return Card(
        item_id=row.mark.item_id,
        href=mark.href,
        title=named.text or row.mark.subject_id,
        lang=named.lang,
        facts=(r.label("resting_kind", row.mark.kind), row.mark.subject_id, change.who, change.since, change.how),
        sentence=r.t("space").join((f"{change.title}{r.t('colon')}{change.what.text}" if change.what.text else change.title, *more)),
        choices=(Choice(mark.command, f"{SETTLE}{row.mark.kind}:{row.mark.subject_id}"),),
        change=change.href,
    )


def _facts(r: Reader, row: DoubtfulItem) -> tuple[str, ...]:
    exact = row.published_precision in ("second", "minute")
    stated = r.stated(row.published_at if exact else row.published_date, row.published_precision)
    name = source_name(r, row.source_id, row.source_title, row.source_title_ja)
    relation = r.label("relation", row.relation) if row.relation else ""
    return tuple(fact for fact in (name, stated or r.t("seen_at", at=r.moment(row.first_seen_at)), relation) if fact)
