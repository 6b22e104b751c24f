"""What `/search` shows: events and reports with the words marked, how many there are, and what to try where there are none. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.publish.addresses import host_of
from tracker.publish.answers import Asked
from tracker.publish.filters import Field, Link
from tracker.publish.marks import Segment, around, cut, found
from tracker.publish.reader import Reader, Said
from tracker.publish.search_asked import ORDERS, SearchAsked, search_active, search_fields, search_href
from tracker.publish.view_sources import source_name

if TYPE_CHECKING:
    from db.queries.finding import FoundEvent, FoundItem

COUNTED = 200
"""Hits that are counted; beyond them the page says "more than"."""
SNIPPET = 150
"""Characters of a text that are shown round the words."""
EXAMPLES = ("関税 合意", "auto tariffs", "15%", '"reciprocal tariff"')


@dataclass(frozen=True, slots=True)
class HitLine:
    """One hit. other: an event's title in the other language. text: where the words stand in what was said."""

    href: str
    lang: str
    segments: tuple[Segment, ...]
    date: str
    url: str
    host: str
    source: str
    relation: str
    other: tuple[Segment, ...] = ()
    other_lang: str = ""
    text: tuple[Segment, ...] = ()
    text_lang: str = ""


@dataclass(frozen=True, slots=True)
class HitList:
    """The hits of one kind. counted: how many there are, in words. all: address of all of them, more: of the next page; empty for none.

    note: how far it was looked, empty where everything was.
    """

    kind: str
    counted: str
    lines: tuple[HitLine, ...]
    all: str = ""
    more: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class SearchView:
    """The page. widened: what is said of other words, empty where there are none. others: those words. tries: what to try instead."""

    q: str
    kept: tuple[tuple[str, str], ...]
    fields: tuple[Field, ...]
    active: tuple[Link, ...]
    orders: tuple[Link, ...]
    lists: tuple[HitList, ...]
    widened: str
    others: tuple[str, ...]
    widen: Link | None
    tries: tuple[Link, ...]
    examples: tuple[Link, ...]

    @property
    def none(self) -> bool:
        """Whether nothing was found."""
        return not any(one.lines for one in self.lists)


@dataclass(frozen=True, slots=True)
class Shown:
    """What was found, as read. terms: each with the phrases that count. widened: what is said where they are more than was typed, by key.

    can_widen: whether there are other words still to look for. near: names that are found and like what was typed.
    """

    lists: tuple[HitList, ...]
    terms: tuple[tuple[str, ...], ...]
    widened: str
    can_widen: bool
    near: tuple[str, ...]


def search_view(asked: Asked, wanted: SearchAsked, shown: Shown, sources: Mapping[str, str]) -> SearchView:
    """The page. sources: names by id."""
    r, typed = asked.r, {"wide": "", "q": ""}
    empty = bool(wanted.q) and not any(one.lines for one in shown.lists)
    tries = [Link(name, search_href(asked, {**typed, "q": name})) for name in shown.near]
    if empty and wanted.filters:
        tries.insert(0, Link(r.t("try_unfiltered"), r.link("/search", [("q", wanted.q)])))
    others = tuple(dict.fromkeys(form for term in shown.terms for form in term[1:])) if shown.widened and not empty else ()
    widen = Link(r.t("widen"), search_href(asked, {"wide": "1"})) if shown.can_widen else None
    if wanted.wide:
        widen = Link(r.t("widen_not"), search_href(asked, {"wide": ""}))
    return SearchView(
        q=wanted.q,
        kept=tuple((name, asked.value(name)) for name in ("order", "wide") if asked.value(name)),
        fields=search_fields(asked, wanted, sources),
        active=search_active(asked, wanted, sources),
        orders=tuple(Link(r.t(f"s_order_{one}"), search_href(asked, {"order": one}), one == wanted.order) for one in ORDERS),
        lists=shown.lists,
        widened=r.t(shown.widened) if others else "",
        others=others,
        widen=widen,
        tries=tuple(tries),
        examples=tuple(Link(one, r.link("/search", [("q", one)])) for one in EXAMPLES),
    )


def counted(r: Reader, key: str, count: int) -> str:
    """How many hits there are, in words: beyond `COUNTED` only that there are more."""
    return r.t(f"{key}_many", n=f"{COUNTED:,}") if count > COUNTED else r.n(key, count)


def event_line(r: Reader, forms: Sequence[str], event: FoundEvent) -> HitLine:
    """One event. forms: the phrases that are marked."""
    first, *rest = r.pair(event.title_en, event.title_ja) or (Said(event.event_id, ""),)
    texts = r.pair(event.summary_en, event.summary_ja)
    marked = [(around(_marked(one.text, forms), SNIPPET), one.lang) for one in texts]
    text, lang = next(((segments, lang) for segments, lang in marked if segments), ((), ""))
    return HitLine(
        href=r.to("event", event.event_id), lang=first.lang, segments=_marked(first.text, forms),
        date=r.day(event.date), url="", host="", source=r.n("items_n", event.items) if event.items else "", relation=event.relation,
        other=_marked(rest[0].text, forms) if rest else (), other_lang=rest[0].lang if rest else "",
        text=text, text_lang=lang,
    )  # fmt: skip


def item_line(r: Reader, forms: Sequence[str], item: FoundItem, texts: Sequence[str]) -> HitLine:
    """One report. forms: the phrases that are marked. texts: what was said beside the title."""
    marked = (around(_marked(one, forms), SNIPPET) for one in texts)
    return HitLine(
        href=r.to("item", item.item_id), lang=item.lang, segments=_marked(item.title, forms), date=r.day(item.date),
        url=item.url, host=host_of(item.url), source=source_name(r, item.source_id, item.source_title, item.source_title_ja),
        relation=item.relation or "", text=next((one for one in marked if one), ()), text_lang=item.lang,
    )  # fmt: skip


def _marked(text: str, forms: Sequence[str]) -> tuple[Segment, ...]:
    return cut(text, found(text, "", forms))
