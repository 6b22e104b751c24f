"""What `/search` shows: hits newest first, with the words marked. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.publish.addresses import host_of
from tracker.publish.marks import Segment, cut, found
from tracker.publish.reader import Reader, Said

if TYPE_CHECKING:
    from db.queries.search import Hit

Titles = Mapping[str, tuple[str | None, str | None]]


@dataclass(frozen=True, slots=True)
class HitLine:
    """One hit. other: an event's title in the other language, with the words marked as well."""

    kind: str
    href: str
    lang: str
    segments: tuple[Segment, ...]
    date: str
    url: str
    host: str
    other: tuple[Segment, ...] = ()
    other_lang: str = ""


@dataclass(frozen=True, slots=True)
class SearchView:
    """The page. more: whether there are older hits than those shown."""

    q: str
    hits: tuple[HitLine, ...]
    more: bool


def search_view(r: Reader, q: str, hits: Sequence[Hit], titles: Titles, limit: int) -> SearchView:
    """The page for a query's hits. titles: of the events among them, (English, Japanese) by id. limit: hits of each kind at most."""
    counted = [sum(hit.kind == kind for hit in hits) for kind in ("event", "item")]
    return SearchView(q, tuple(_line(r, q, hit, titles) for hit in hits), any(count >= limit for count in counted))


def _line(r: Reader, q: str, hit: Hit, titles: Titles) -> HitLine:
    said = r.pair(*titles.get(hit.id, (None, None))) if hit.kind == "event" else (Said(hit.title, hit.lang),)
    first, *rest = said or (Said(hit.title, ""),)
    url = hit.url if hit.kind == "item" else ""
    return HitLine(
        kind=hit.kind,
        href=r.to(hit.kind, hit.id),
        lang=first.lang,
        segments=cut(first.text, found(first.text, q)),
        date=hit.date,
        url=url,
        host=host_of(url),
        other=cut(rest[0].text, found(rest[0].text, q)) if rest else (),
        other_lang=rest[0].lang if rest else "",
    )
