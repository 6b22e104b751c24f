"""Paragraphs of pages that part them by two line breaks and not by elements, as older sites do: extraction looks for `p`. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement

from feeds.normalise.text import BLOCKS

_HOLDERS = ("div", "section", "article", "main", "body", "center", "td", "blockquote", "li", "dd")


def with_paragraphs(tree: HtmlElement) -> HtmlElement:
    """The tree with a `p` around each text that ends in two line breaks, where it stands in a block of another kind; changed in place."""
    for holder in list(tree.iter(*_HOLDERS)):
        if _has_double_break(holder):
            _part(holder)
    return tree


def _has_double_break(holder: HtmlElement) -> bool:
    firsts = (tag for tag in holder.iterchildren("br") if not (tag.tail or "").strip())
    return any((second := first.getnext()) is not None and second.tag == "br" for first in firsts)


def _part(holder: HtmlElement) -> None:
    """Put what stands between double breaks, and between blocks, into paragraphs."""
    pieces = list(_pieces(holder))
    for child in list(holder):
        holder.remove(child)
    holder.text = None
    paragraph: HtmlElement | None = None
    breaks = 0
    for piece in pieces:
        if isinstance(piece, str):
            if not piece.strip():
                _append_text(paragraph, piece)
                continue
        elif piece.tag == "br":
            breaks += 1
            continue
        elif piece.tag in BLOCKS or piece.tag == "table":
            holder.append(piece)
            paragraph, breaks = None, 0
            continue
        if paragraph is None or breaks > 1:
            paragraph = etree.SubElement(holder, "p")
        elif breaks:
            etree.SubElement(paragraph, "br")
        breaks = 0
        if isinstance(piece, str):
            _append_text(paragraph, piece)
        else:
            paragraph.append(piece)


def _pieces(holder: HtmlElement) -> Iterator[str | HtmlElement]:
    """What a block holds, in order, its texts taken off the elements that lxml ties them to."""
    if holder.text:
        yield holder.text
    for child in list(holder):
        tail, child.tail = child.tail, None
        yield child
        if tail:
            yield tail


def _append_text(paragraph: HtmlElement | None, text: str) -> None:
    if paragraph is None:
        return
    if len(paragraph):
        paragraph[-1].tail = (paragraph[-1].tail or "") + text
    else:
        paragraph.text = (paragraph.text or "") + text
