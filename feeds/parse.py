"""The one door from a response to a document, whatever was asked for and whatever came."""

from __future__ import annotations

from typing import Literal

from feeds.documents.kinds import kind_of
from feeds.normalise.charset import decode
from feeds.parse_feed import parse_feed
from feeds.parse_json import parse_json
from feeds.parse_page import parse_page
from feeds.sniff import FEED_ROOTS, root_of, without_preamble
from feeds.types import Document, Response, Source

_HEAD = 8192  # bytes in which a root element begins, if any does


def parse(
    response: Response, source: Source, known_hashes: frozenset[str] = frozenset(), origin: Literal["entry", "article"] = "entry"
) -> Document:
    """The document in a response's bytes, by the source's kind; between feeds, XML or JSON, by the root element (TRAPS 39).

    known_hashes: raw hashes of the source's last document, whose entries aren't read again but counted in `skipped`. origin: `entry`
    for what the source itself answered; `article` for what stands behind an item's or a document's link: one entry at most. In an
    article's and in a page's place a PDF, an office file, a table or a plain text is read as such, whatever its address looks like.
    Raises NotAFeed or ParseError where the bytes aren't what they should be, TooComplex for a bomb, Blocked for a challenge or consent
    page, Paywalled for a teaser, CatalogueError for a bad selector.
    """
    if origin == "article" or source.kind == "page":
        if (origin == "article" or source.mode == "watch") and kind_of(response.body, response.content_type, response.final_url):
            return _document_in(response, source)
        return _article_in(response, source) if origin == "article" else parse_page(response, source)
    root = root_of(without_preamble(decode(_head(response.body), response.content_type).text))
    if root == "json" or (source.kind == "json_api" and root not in FEED_ROOTS):
        return parse_json(response, source, known_hashes)
    return parse_feed(response, source, known_hashes)


# Loaded by the first article or document: their libraries take 10 to 40 MB of a process, and a quarter of a second at its start.


def _article_in(response: Response, source: Source) -> Document:
    from feeds.article import read_article

    return read_article(response, source)


def _document_in(response: Response, source: Source) -> Document:
    from feeds.documents.read import read_document

    return read_document(response, source)


def _head(body: bytes) -> bytes:
    """The beginning of a document up to the end of a tag, so that no character is cut in two (0x3E is no trail byte in any encoding)."""
    head = body[:_HEAD]
    return head[: head.rfind(b">") + 1] or head
