"""Web pages to a Document by CSS selector: the watched text as one entry, or each selected link as an entry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from feeds.challenge import NEXT_TO_NOTHING, block_reason, error_text
from feeds.errors import Blocked
from feeds.normalise.charset import decode
from feeds.normalise.dates import find_date, parse_date
from feeds.normalise.language import language_of
from feeds.normalise.text import fold_space, shorten
from feeds.normalise.urls import canonical_url, http_url
from feeds.page_head import PUBLISHED, UPDATED, WATCHED, base_of, leads_to_front_page, refuse_what_is_no_page, stated_date
from feeds.soup import BeautifulSoup, Tag, attribute, innermost, links_in, make_soup, select, text_of
from feeds.types import NO_STAMP, Document, Entry, Response, Source, Stamp
from feeds.watched import lang_in, title_in, watched

_LINKS = "main a[href], article a[href], body a[href]"
_SHORT_LINK = 15  # narrow characters; a shorter link in a selected row ("26-01", "PDF", 詳細) is no title
_ROW_LEVELS, _HEADING_LEVELS = 4, 6
_LONGEST_DATE_HEADING = 40
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "dt", "th", "caption", "summary", "legend"))
_GROUPS = frozenset("html body main section ul ol dl table tbody thead nav".split())  # hold rows, are none
_DATE_PLACES = _HEADINGS | {"time", "p", "div", "span", "strong", "td"}


def parse_page(response: Response, source: Source) -> Document:
    """The document that a page's bytes hold, by the source's `selector` and `mode`.

    In mode `watch` the selected blocks are one entry, named by the page's address; in mode `list` each selected link, or the first
    link of each selected row, is one, with a date that stands near it. An empty selection or an error's text gives no entries and
    says why. Raises NotAFeed for what is no page, Blocked for a challenge or consent page, CatalogueError for a bad selector.
    """
    decoded = decode(response.body, response.content_type)
    refuse_what_is_no_page(decoded.text, response)
    read = (_linked if source.mode == "list" else _watched)(decoded.text, response, source)
    by_itself = source.mode == "list" and read.entries  # links are no error's text
    if not by_itself and (error := error_text(decoded.text)):
        read = replace(read, entries=(), why_empty=f"an error page: {error}")
    elif read.size < NEXT_TO_NOTHING and (reason := block_reason(decoded.text, response)):
        raise Blocked(response.url, response.status, reason)
    return Document(
        entries=read.entries,
        title=read.title,
        homepage=source.homepage or http_url(response.final_url),
        lang=read.lang,
        format="html",
        charset=decoded.charset,
        warnings=decoded.warnings,
        empty_why=read.why_empty,
    )


@dataclass(frozen=True, slots=True)
class _Found:
    """A page's title, its language as it states that, and its entries, or why there are none. size: characters of their text."""

    title: str
    lang: str
    entries: tuple[Entry, ...] = ()
    why_empty: str = ""

    @property
    def size(self) -> int:
        return sum(len(entry.title) + len(entry.summary) + len(entry.body) for entry in self.entries) if not self.why_empty else 0


def _watched(page: str, response: Response, source: Source) -> _Found:
    """What a page says at the source's selector, as one entry."""
    front = leads_to_front_page(response)
    selector = WATCHED if front else source.selector or WATCHED
    said = watched(page, selector, source.id)
    if front:
        return _Found(said.title, said.lang, why_empty=f"the page led to the front page {response.final_url}")
    if not said.text:
        return _Found(said.title, said.lang, why_empty=f"nothing at {selector}")
    entry = Entry(
        guid=source.url,
        url=http_url(source.url),
        title=said.title,
        body=said.text,
        published=stated_date(said.metas, PUBLISHED, source.tz),
        updated=stated_date(said.metas, UPDATED, source.tz),
        lang=language_of(said.text, said.lang or source.lang),
    )
    return _Found(said.title, said.lang, (entry,))


def _linked(page: str, response: Response, source: Source) -> _Found:
    """What a page links to at the source's selector, each as an entry."""
    soup = make_soup(page)
    return _Links(soup, response, source).found(title_in(soup))


class _Links:
    """The links of a page under a source's selector."""

    def __init__(self, soup: BeautifulSoup, response: Response, source: Source) -> None:
        self._soup, self._response, self._source = soup, response, source
        self._base = base_of(soup, response.final_url)
        self._lang = lang_in(soup)

    def found(self, title: str) -> _Found:
        selector = self._source.selector or _LINKS
        rows = [(tag, link) for tag in innermost(select(self._soup, selector, self._source.id)) if (link := next(links_in(tag), None))]
        near = _Near([tag for tag, _ in rows], self._source.tz)
        found: dict[str, Entry] = {}
        for tag, link in rows:
            if attribute(link, "href").lstrip().startswith("#"):
                continue
            entry = self._linked(tag, link, near)
            name = canonical_url(entry.url)
            if entry.title and name and name != canonical_url(self._response.final_url):
                known = found.get(name)
                if known is None or len(entry.title) > len(known.title):
                    found[name] = entry
        entries = tuple(replace(entry, position=at) for at, entry in enumerate(found.values()))
        return _Found(title, self._lang, entries, "" if found else f"no links at {selector}")

    def _linked(self, tag: Tag, link: Tag, near: _Near) -> Entry:
        title, summary = fold_space(text_of(link)), ""
        if tag is not link and _width(title) < _SHORT_LINK:
            title = fold_space(text_of(tag))
        elif tag is not link:
            summary = text_of(tag, without=link)
        title = title or _named_by_image(link)
        published = near.date_of(tag)
        return Entry(
            url=http_url(attribute(link, "href"), self._base),
            title=title,
            summary="" if summary == published.raw else summary,
            published=published,
            lang=language_of(title, self._lang or self._source.lang),
        )


class _Near:
    """Dates near selected things: in the same row, or in the heading above."""

    def __init__(self, chosen: Sequence[Tag], tz: str) -> None:
        self._tz = tz
        # How many of the chosen lie in a block: one, and it is that one's row.
        self._within = Counter(id(parent) for tag in chosen for parent in (tag, *tag.parents))

    def date_of(self, tag: Tag) -> Stamp:
        for stamp in self._candidates(tag):
            if stamp.at:
                return stamp
        return NO_STAMP

    def _candidates(self, tag: Tag) -> Iterator[Stamp]:
        yield self._in_time_tag(tag)
        if tag.name != "a":
            yield find_date(fold_space(text_of(tag)), source_tz=self._tz)
        for row in list(tag.parents)[:_ROW_LEVELS]:
            if self._within[id(row)] > 1 or row.name in _GROUPS:
                break
            yield self._in_time_tag(row)
            yield find_date(fold_space(text_of(row, without=tag)), source_tz=self._tz)
        for block in (tag, *list(tag.parents)[:_HEADING_LEVELS]):
            yield self._above(block)
        # A title may name a day that it is about; at its beginning it is when it was put there.
        text = fold_space(text_of(tag))
        stamp = find_date(text, source_tz=self._tz)
        yield stamp if stamp.raw and text.startswith(stamp.raw[:4]) else NO_STAMP

    def _in_time_tag(self, tag: Tag) -> Stamp:
        time = tag.find("time")
        if not isinstance(time, Tag):
            return NO_STAMP
        stated = parse_date(attribute(time, "datetime"), source_tz=self._tz)
        return stated if stated.at else find_date(text_of(time), source_tz=self._tz)

    def _above(self, block: Tag) -> Stamp:
        """The date in the nearest heading before a block, past blocks with other chosen things, up to a heading without one."""
        for sibling in block.previous_siblings:
            if not isinstance(sibling, Tag) or self._within[id(sibling)] or sibling.name not in _DATE_PLACES:
                continue
            text = fold_space(text_of(sibling))
            if len(text) <= _LONGEST_DATE_HEADING:
                stamp = find_date(text, source_tz=self._tz)
                if stamp.at:
                    return stamp
            if sibling.name in _HEADINGS:
                break
        return NO_STAMP


def _width(text: str) -> int:
    """How wide a text is in narrow characters, for Japanese says as much in half as many."""
    return sum(1 if character.isascii() else 2 for character in text)


def _named_by_image(link: Tag) -> str:
    image = link.find("img", alt=True)
    label = attribute(image, "alt") if isinstance(image, Tag) else ""
    return shorten(label or attribute(link, "title") or attribute(link, "aria-label"), 200)
