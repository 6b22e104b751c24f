"""What was found at an address, as a source that could be added and as lines for a person: pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from feeds.errors import ParseError
from feeds.json_hints import guess_fields
from feeds.normalise.charset import decode
from feeds.normalise.language import language_of
from feeds.normalise.text import shorten
from feeds.page_hints import needs_scripts, suggest_selectors
from feeds.parse import parse
from feeds.parse_json import load_json
from feeds.sniff import FEED_ROOTS, root_of, without_preamble
from feeds.source_id import source_id
from feeds.types import Document, Response, Source

_TITLES_SHOWN = 3
_SAMPLE = 200
_KIND_WORDS = {"feed": "a feed", "page": "a page", "json_api": "a JSON API"}


@dataclass(frozen=True, slots=True)
class Found:
    """What is at an address.

    source: what would be added. entries: how many it has now. titles: of its first entries. text: what of a page would be watched.
    others: two further selectors for a page, with the text that each selects. behind: the page that led to the feed, "" for none.
    feeds: further feeds that the page names, as (address, title, type). warnings: what the person should know before adding it.
    """

    source: Source
    entries: int = 0
    titles: tuple[str, ...] = ()
    text: str = ""
    others: tuple[tuple[str, str], ...] = ()
    behind: str = ""
    feeds: tuple[tuple[str, str, str], ...] = ()
    warnings: tuple[str, ...] = ()

    def lines(self) -> Iterator[str]:
        """What was found, one thing a line, for a terminal."""
        source = self.source
        behind = f", named by {self.behind}" if self.behind else ""
        yield f"found {_KIND_WORDS[source.kind]} ({source.format or 'of no known format'}){behind}: {source.title or 'without a title'}"
        yield f"language: {source.lang or 'not known'}"
        if source.kind == "page":
            yield f"watched: {source.selector or 'the whole page'}: {shorten(' '.join(self.text.split()), _SAMPLE) or 'nothing'}"
            for selector, text in self.others:
                yield f"or --selector '{selector}': {shorten(' '.join(text.split()), _SAMPLE)}"
        else:
            yield f"entries: {self.entries}"
            yield from (f"  {title}" for title in self.titles)
        for url, title, kind in self.feeds:
            yield f"another feed there: {url} {title} {kind}".rstrip()
        for warning in self.warnings:
            yield f"warning: {warning}"


def kind_of(response: Response) -> str:
    """What bytes are: `feed`, `page` or `json_api`, by their beginning (TRAPS 39). Raises ParseError for what is none of them."""
    root = root_of(without_preamble(decode(response.body, response.content_type).text))
    if root in FEED_ROOTS:
        return "feed"
    if root in ("json", "html"):
        return "json_api" if root == "json" else "page"
    raise ParseError(response.url, f"neither feed nor page nor JSON: {root or 'nothing'}")


def found_feed(response: Response, taken: Collection[str], behind: str = "") -> Found:
    """A feed as a source. behind: the page that named it. Raises ParseError's children and Blocked as `parse` does."""
    plain = _plain(response, "feed", taken)
    document = parse(response, plain)
    return _listed(plain, document, response, behind)


def found_json(response: Response, taken: Collection[str]) -> Found:
    """A JSON Feed, or a JSON API with pointers that were guessed. Raises ParseError's children and Blocked as `parse` does."""
    plain = _plain(response, "json_api", taken)
    value = load_json(decode(response.body, response.content_type).text, response)
    if parse(response, plain).format == "jsonfeed":
        return found_feed(response, taken)
    fields = guess_fields(value)
    described = replace(plain, json_fields=fields or {"items": ""})
    found = _listed(described, parse(response, described), response)
    warning = "the pointers were guessed; see `json_fields` and `sources test`" if fields else "no list of things with titles was found"
    return replace(found, warnings=(*found.warnings, warning))


def found_page(response: Response, taken: Collection[str], selector: str = "") -> Found:
    """A page as a source, with the text that would be watched.

    selector: CSS; empty for the block that says most. Raises ParseError's children and Blocked as `parse` does, CatalogueError for a
    selector that is none.
    """
    page = decode(response.body, response.content_type).text
    suggested = suggest_selectors(page)
    chosen = selector or (suggested[0][0] if suggested else "")
    plain = replace(_plain(response, "page", taken), selector=chosen)
    document = parse(response, plain)
    text = document.entries[0].body if document.entries else ""
    warnings = [*_way_warnings(response), *document.warnings]
    if needs_scripts(page):
        warnings.append("scripts build this page, and we run none: little or nothing of it can be watched")
    if not text:
        warnings.append(document.empty_why or "nothing to watch was found")
    source = _described(plain, document, text)
    others = tuple((name, theirs) for name, theirs in suggested if name != chosen)[:2]
    return Found(source, len(document.entries), (), text, others, warnings=tuple(warnings))


def _plain(response: Response, kind: str, taken: Collection[str]) -> Source:
    """A source with what the address alone says. One that has moved for good is added where it is now."""
    url = response.permanent_url or response.url
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return Source(id=source_id(url, taken), url=url, kind=kind, publisher=host, publisher_family=host)


def _listed(plain: Source, document: Document, response: Response, behind: str = "") -> Found:
    titles = tuple(entry.title for entry in document.entries if entry.title)
    warnings = [*_way_warnings(response), *document.warnings]
    if not document.entries:
        warnings.append(document.empty_why or "it has no entries now")
    elif not any(entry.published.date for entry in document.entries):
        warnings.append("its entries have no dates: each will have the day on which it was first seen")
    source = _described(plain, document, " ".join(titles))
    return Found(source, len(document.entries), titles[:_TITLES_SHOWN], behind=behind, warnings=tuple(warnings))


def _described(plain: Source, document: Document, text: str) -> Source:
    """The source with what the document says of itself. Times without a zone in Japanese documents are taken for Tokyo's."""
    lang = document.lang or language_of(text)
    return replace(
        plain,
        title=document.title or plain.publisher,
        homepage=document.homepage,
        lang=lang,
        format=document.format,
        tz="Asia/Tokyo" if lang == "ja" else "",
    )


def _way_warnings(response: Response) -> Iterator[str]:
    if response.permanent_url:
        yield f"{response.url} has moved for good to {response.permanent_url}"
    elif response.final_url != response.url:
        yield f"it is redirected to {response.final_url} for the time being"
    if response.downgraded:
        yield "on the way it leaves https for http"
