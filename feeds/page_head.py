"""What holds for a whole web page, however its text is read: whether it is one, where its links start, what its head states."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urlsplit

from feeds.challenge import block_reason
from feeds.errors import Blocked, NotAFeed, TooComplex
from feeds.normalise.dates import parse_date
from feeds.normalise.urls import http_url
from feeds.soup import BeautifulSoup, Tag, attribute
from feeds.types import NO_STAMP, Response, Stamp

WATCHED = "main, article, body"
"""What is watched where a source names no selector."""
PUBLISHED = ("article:published_time", "datepublished", "og:published_time", "date", "dc.date", "dcterms.created", "pubdate")
"""Names, in lower case, under which a page's head states when it was published."""
UPDATED = ("article:modified_time", "datemodified", "og:updated_time", "dcterms.modified", "last-modified")
_NO_PAGE = re.compile(r"^\s*%PDF-|^\s*PK\x03\x04|\x00")
_LONG_TAG = re.compile(r"<[a-zA-Z][^<>]{40000,}")
_MOST_ATTRIBUTES = 2_000  # of one element; the parser compares each with all before it: 40,000 take 1 s, 300,000 a minute
_FRONT = re.compile(r"/?(?:index\.\w+)?")
_SECTION = re.compile(r"[a-z]+(?:[-_][a-z]+)?|(?:19|20)\d\d|[01]?\d|[0-3]\d", re.IGNORECASE)
"""A part of a path that names a section or the days of an archive, as `world`, `asia-pacific`, `2025`, `04`."""
_ARTICLE = re.compile(r"\d{4}|[^\W\d_]+(?:[-_][^\W_]+){2}")
"""What names an article in a path: a number, or a headline of three words."""


def refuse_what_is_no_page(text: str, response: Response) -> None:
    """Raises Blocked for a challenge or consent page, NotAFeed for nothing and another kind of file, TooComplex for an attack.

    text: the body, decoded.
    """
    if reason := block_reason(text, response, marks=False):
        raise Blocked(response.url, response.status, reason)
    if not text.strip():
        raise NotAFeed(response.url, "an empty body")
    if _NO_PAGE.search(text[:1000]):
        raise NotAFeed(response.url, "no page but another kind of file")
    if any(len(tag[0].split()) > _MOST_ATTRIBUTES for tag in _LONG_TAG.finditer(text)):
        raise TooComplex(response.url, f"an element with more than {_MOST_ATTRIBUTES} attributes")


def leads_to_front_page(response: Response) -> bool:
    """Whether a redirect ended at the front page of the site or of the article's section, as where a page was taken away (TRAPS 14)."""
    asked, final = urlsplit(response.url), urlsplit(response.final_url)
    if _FRONT.fullmatch(final.path):
        return not (_FRONT.fullmatch(asked.path) or asked.query)
    return _is_section_of(asked.path, final.path)


def _is_section_of(asked: str, final: str) -> bool:
    """Whether a path is that of a section in which an asked path named an article; not that of an article whose address was shortened."""
    parts = [part for part in final.split("/") if part and not _FRONT.fullmatch(part)]
    named = [part for part in asked.split("/") if part]
    rest = named[len(parts) :]
    return named[: len(parts)] == parts and all(map(_SECTION.fullmatch, parts)) and any(map(_ARTICLE.search, rest))


def base_of(soup: BeautifulSoup, url: str) -> str:
    """The address that a page's relative links start from: its `base`, where that is an address, else its own, `url`."""
    base = soup.find("base", href=True)
    return (http_url(attribute(base, "href"), url) if isinstance(base, Tag) else "") or url


def metas_of(soup: BeautifulSoup) -> Iterator[tuple[str, str]]:
    """The statements of a page's `meta` tags, in order: name (`property`, `name` or `itemprop`, in lower case) and content."""
    for meta in soup.find_all("meta", content=True):
        if isinstance(meta, Tag):
            name = attribute(meta, "property") or attribute(meta, "name") or attribute(meta, "itemprop")
            yield name.lower(), attribute(meta, "content")


def stated_date(metas: Iterable[tuple[str, str]], names: Sequence[str], tz: str) -> Stamp:
    """The first date that a page's head states under one of the names.

    metas: names in lower case, and what is stated. tz: IANA name for dates without a zone.
    """
    found = (parse_date(value, source_tz=tz) for name, value in metas if name in names)
    return next((stamp for stamp in found if stamp.at), NO_STAMP)
