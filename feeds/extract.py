"""A page's tree and the main text in it, where no selector is known; the one place that knows trafilatura.

The page is parsed once, by lxml, from text that `normalise.charset` decoded: the library sees no bytes, no address and no network.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from lxml import etree, html
from lxml.html import HtmlElement
from trafilatura import bare_extraction

from feeds.errors import ParseError, TooComplex
from feeds.narrow import narrowed
from feeds.normalise.footnotes import is_footnote_mark
from feeds.normalise.text import fold, fold_space, html_lines, without_forbidden
from feeds.paragraphs import with_paragraphs
from feeds.quiet import quiet

LARGEST = 10_000_000
"""Characters of a page that are parsed at all."""
MOST_ELEMENTS = 60_000
"""Of a page, scripts left out. The largest news pages have 8,000; reading takes 1 to 3 s at this size, 5 s in blocks 200 deep."""
_ABOVE_TEXT = 3  # lines among which an article's title is looked for
_MOST_JSON, _MOST_OBJECTS, _MOST_HEADINGS = 1_000_000, 5_000, 10
_UNREAD = ("script", "style", "template", "noscript", "svg", "iframe", "object", "canvas", "video", "audio")
# trafilatura's names (of TEI) for what HTML has names for too; what isn't here stands within a line.
_AS_HTML = {"head": "h2", "row": "tr", "cell": "td", "lb": "br", "item": "li", "list": "ul", "quote": "blockquote"}
# What trafilatura, which promises ValueError alone, is known or bound to let through of lxml's and its own making.
_FAULTS = (ValueError, LookupError, TypeError, AttributeError, ArithmeticError, AssertionError, RecursionError, etree.LxmlError)


@dataclass(frozen=True, slots=True)
class Said:
    """What a page says of itself, as written: nothing of it is checked.

    objects: of its JSON-LD, those within others (`@graph`, lists, parts) too. metas: name in lower case, and content. title: of the
    browser's tab. headings: of the first level. lang: declared.
    """

    objects: tuple[dict[str, Any], ...]
    metas: tuple[tuple[str, str], ...]
    title: str
    headings: tuple[str, ...]
    lang: str


def tree_of(url: str, page: str) -> HtmlElement:
    """The tree of a page's text, whatever state its markup is in. Raises TooComplex past the limits, ParseError for nothing."""
    if len(page) > LARGEST:
        raise TooComplex(url, f"a page of more than {LARGEST} characters")
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = html.document_fromstring(without_forbidden(page).encode(), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise ParseError(url, f"no page: {error}") from error
    return tree


def said_by(tree: HtmlElement) -> Said:
    """What a page says of itself."""
    metas = tuple(
        ((tag.get("property") or tag.get("name") or tag.get("itemprop") or "").lower(), tag.get("content", "")) for tag in tree.iter("meta")
    )
    return Said(
        objects=tuple(islice(_linked_data(tree), _MOST_OBJECTS)),
        metas=metas,
        title=next((fold_space(tag.text_content()) for tag in tree.iter("title")), ""),
        headings=tuple(filter(None, (fold_space(tag.text_content()) for tag in islice(tree.iter("h1"), _MOST_HEADINGS)))),
        lang=tree.get("lang") or "",
    )


def without_unread(url: str, tree: HtmlElement) -> HtmlElement:
    """The tree without scripts, styles, what a reader does not see and footnotes' marks; changed in place.

    Raises TooComplex past MOST_ELEMENTS.
    """
    etree.strip_elements(tree, *_UNREAD, with_tail=False)
    for tag in list(tree.iterfind(".//*[@hidden]")):
        if tag.getparent() is not None:
            tag.drop_tree()
    if sum(1 for _ in tree.iter()) > MOST_ELEMENTS:
        raise TooComplex(url, f"a page of more than {MOST_ELEMENTS} elements")
    for tag in list(tree.iter("sup")):
        if tag.getparent() is not None and is_footnote_mark(tag.text_content(), _text_before(tag)):
            tag.drop_tree()
    return tree


def _text_before(tag: HtmlElement) -> str:
    """The text that stands right in front of an element within its parent; of an element there, its own."""
    other = tag.getprevious()
    return str((tag.getparent().text if other is None else other.tail or other.text_content()) or "")


def lines_of(tree: HtmlElement) -> list[str]:
    """The lines that a reader sees in a page, one a block."""
    return html_lines(etree.tostring(tree, encoding="unicode", method="html")).split("\n")


def asks_for_password(tree: HtmlElement) -> bool:
    """Whether a page holds a field for a password."""
    return any((field.get("type") or "").strip().lower() == "password" for field in tree.iter("input"))


def main_text(url: str, tree: HtmlElement, titles: Collection[str] = ()) -> str:
    """The main text of a page: paragraphs and rows as lines, cells apart by tabs, without comments and menus; empty where none was found.

    url: for errors only. tree: as `without_unread` leaves it; it is changed. titles: what the page says that its article is called; a
    heading that repeats one is left out. Raises ParseError where the library fails on it.
    """
    try:
        with quiet("trafilatura", "htmldate", "courlan", "justext"):
            narrow = narrowed(with_paragraphs(tree), titles)
            found = bare_extraction(narrow, favor_precision=True, include_comments=False, include_tables=True)
    except _FAULTS as error:
        raise ParseError(url, f"the extraction library fails on it: {type(error).__name__}: {fold_space(str(error))[:80]}") from error
    body = getattr(found, "body", None)
    if body is None:
        return ""
    for tag in body.iter(*_AS_HTML):
        tag.tag = _AS_HTML[tag.tag]
    lines = lines_of(body)
    known = {fold(title) for title in titles}
    at = next((at for at, line in enumerate(lines[:_ABOVE_TEXT]) if fold(line) in known), -1)
    return "\n".join(lines[:at] + lines[at + 1 :] if at >= 0 else lines)


def _linked_data(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """Objects of JSON-LD in order; what is no JSON is left out."""
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() == "application/ld+json" and script.text and len(script.text) <= _MOST_JSON:
            try:
                yield from _objects(json.loads(script.text, strict=False))
            except (ValueError, RecursionError):
                continue


def _objects(value: object) -> Iterator[dict[str, Any]]:
    stack = [value]
    while stack:
        one = stack.pop()
        if isinstance(one, dict):
            yield one
            stack.extend(reversed([child for child in one.values() if isinstance(child, dict | list)]))
        elif isinstance(one, list):
            stack.extend(reversed(one))
