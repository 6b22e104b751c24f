"""What can be told of a page for whoever adds it as a source: feeds behind it, what would be watched, whether scripts build it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from feeds.normalise.text import fold_space
from feeds.normalise.urls import http_url, source_url
from feeds.soup import BeautifulSoup, Tag, attribute, make_soup, path_of, text_of

_FEED_TYPES = {
    "application/rss+xml": "rss", "application/atom+xml": "atom", "application/rdf+xml": "rdf", "application/feed+json": "jsonfeed",
    "text/xml": "rss", "application/xml": "rss",
}  # fmt: skip
_LOOKS_LIKE_FEED = re.compile(
    r"\.(?:rss|rdf|atom)(?:$|\?)|/(?:feed|feeds|rss|atom)(?:/|\.xml|\.php)?(?:$|\?)|(?:^|/)(?:rss|atom|feed|index)2?\.xml|format=rss|feed=rss",
    re.IGNORECASE,
)
_FEED_WORDS = re.compile(r"^(?:rss|atom|rdf)(?:\s*(?:1\.0|2\.0|feed|フィード|配信))?$|^フィード$", re.IGNORECASE)
_MOST_FEEDS = 20
_USUAL = ("main", "article", "[role=main]", "#main", "#content", "#contents", "#mainArea", "#main-content", ".main", ".content")
_BLOCKS = frozenset("article body center div main ol section table tbody td tr ul dl form fieldset".split())
_ASIDE = re.compile(r"\b(?:nav|menu|footer|header|side|aside|breadcrumb|topicpath|banner|share|sns|related|pankuzu)", re.IGNORECASE)
_MOST_OF_IT = 0.6  # share of a block's weight that makes a block within it the better choice
_LINK_WEIGHT = 0.3  # text of links is more often navigation
_LITTLE = 250  # characters of text under which scripts are taken to build a page
_APPS = ("root", "app", "__next", "__nuxt", "gatsby-focus-wrapper")


def suggest_selectors(page: str) -> list[tuple[str, str]]:
    """The selector of the block that says most, then up to two others, each with the text that it selects.

    Nothing for a page without text.
    """
    soup = make_soup(page)
    body = soup.find("body")
    if not isinstance(body, Tag):
        return []
    found: dict[str, str] = {}
    for tag in _candidates(soup, body):
        selector = path_of(tag)
        text = text_of(tag)
        if text and selector not in found and text not in found.values():
            found[selector] = text
        if len(found) == 3:
            break
    return list(found.items())


def needs_scripts(page: str) -> bool:
    """Whether a page says next to nothing without running its scripts."""
    soup = make_soup(page)
    body = soup.find("body")
    scripts = soup.find_all("script")
    if not scripts or not isinstance(body, Tag) or len(text_of(body)) >= _LITTLE:
        return False
    notes = " ".join(tag.get_text() for tag in soup.find_all("noscript")).lower()
    mounted = any(soup.find(id=name) for name in _APPS)
    return mounted or len(scripts) > 2 or "javascript" in notes


def discover_feeds(page: str, base_url: str) -> list[tuple[str, str, str]]:
    """The feeds that a page names, as (address, title, type), announced ones first (RSS Autodiscovery), then links that look like some.

    type: `rss`, `atom`, `rdf`, `jsonfeed`, or empty for a link that only looks like one.
    """
    soup = make_soup(page)
    base = soup.find("base", href=True)
    start = http_url(attribute(base, "href"), base_url) if isinstance(base, Tag) else ""
    found: dict[str, tuple[str, str, str]] = {}
    for href, title, kind in (*_announced(soup), *_linked(soup)):
        url = http_url(href, start or base_url)
        if url:
            found.setdefault(source_url(url), (url, title, kind))
    return list(found.values())[:_MOST_FEEDS]


def _announced(soup: BeautifulSoup) -> Iterator[tuple[str, str, str]]:
    for link in soup.find_all("link", href=True):
        if isinstance(link, Tag) and "alternate" in attribute(link, "rel").lower().split():
            kind = _FEED_TYPES.get(attribute(link, "type").lower().partition(";")[0].strip())
            if kind:
                yield attribute(link, "href"), fold_space(attribute(link, "title")), kind


def _linked(soup: BeautifulSoup) -> Iterator[tuple[str, str, str]]:
    for link in soup.find_all("a", href=True):
        if isinstance(link, Tag):
            href, text = attribute(link, "href"), fold_space(text_of(link))
            if _LOOKS_LIKE_FEED.search(href) or _FEED_WORDS.match(text):
                yield href, text, ""


def _candidates(soup: BeautifulSoup, body: Tag) -> Iterator[Tag]:
    """The block with most of the weight, then usual main blocks, then the heaviest blocks beside the way to it, then the body."""
    weights = _weights(body)
    way = [body]
    while inner := _heaviest(way[-1], weights):
        if weights[id(inner)] < _MOST_OF_IT * weights[id(way[-1])]:
            break
        way.append(inner)
    yield way[-1]
    for selector in _USUAL:
        if isinstance(tag := soup.select_one(selector), Tag):
            yield tag
    for step in reversed(way):
        beside = [tag for tag in _blocks(step) if tag not in way]
        yield from sorted(beside, key=lambda tag: -weights[id(tag)])[:2]
    yield body


def _blocks(tag: Tag) -> list[Tag]:
    return [child for child in tag.children if isinstance(child, Tag) and child.name in _BLOCKS]


def _heaviest(tag: Tag, weights: dict[int, float]) -> Tag | None:
    return max(_blocks(tag), key=lambda child: weights[id(child)], default=None)


def _weights(body: Tag) -> dict[int, float]:
    """Characters of text by block, links' counting less, and nothing in what is navigation by its name."""
    weights: dict[int, float] = {}
    for tag in reversed([body, *(one for one in body.find_all(True) if isinstance(one, Tag))]):
        own = sum(len(str(child).strip()) for child in tag.children if not isinstance(child, Tag))
        weight = own + sum(weights[id(child)] for child in tag.children if isinstance(child, Tag))
        named = f"{tag.name} {attribute(tag, 'id')} {attribute(tag, 'class')}"
        if tag.name in ("script", "style", "noscript", "template", "svg") or (tag is not body and _ASIDE.search(named)):
            weight = 0.0
        weights[id(tag)] = weight * _LINK_WEIGHT if tag.name == "a" else weight
    return weights
