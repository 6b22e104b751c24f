"""Where on its page an article stands: what lies around it (side columns, rotating guides, lists of others) is cut off. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from lxml import etree
from lxml.html import HtmlElement

from feeds.normalise.text import fold

_SHORTEST = 20  # characters of a paragraph that counts as running text
_ASIDE = ("a", "aside", "nav", "footer", "form")
_OTHERS = re.compile(r"comment|disqus|footer|sidebar|cookie|newsletter", re.IGNORECASE)  # what readers and machines add
_MOST_OF_IT = 0.8  # share of a page's running text that its article has at least, where the rest is cut off


def narrowed(tree: HtmlElement, titles: Collection[str]) -> HtmlElement:
    """The tree without what stands outside the smallest block that holds both the article's heading and nearly all running text.

    titles: what the page says that its article is called; its heading is the one `h1` that is part of one of them. Where there is no
    such heading, or running text is spread over the page, everything stays. Changed in place.
    """
    if (heading := _heading(tree, titles)) is None:
        return tree
    above = list(heading.iterancestors())
    lengths = _running_text(tree, above)
    enough = lengths[tree] * _MOST_OF_IT
    block = next((one for one in above if lengths[one] >= enough), tree) if enough else tree
    if block.tag not in ("body", "html"):
        block.tag = "article"  # by which an extraction library knows it, and keeps its lists and tables too
    while (parent := block.getparent()) is not None:
        for other in list(parent):
            if other is not block and other.tag != "head":
                parent.remove(other)
        block = parent
    return tree


def _heading(tree: HtmlElement, titles: Collection[str]) -> HtmlElement | None:
    """The one first-level heading that the page's titles name."""
    named = {fold(title) for title in titles} - {""}
    found = [tag for tag in tree.iter("h1") if (words := fold(tag.text_content())) and any(words in title for title in named)]
    return found[0] if len(found) == 1 else None


def _running_text(tree: HtmlElement, blocks: Collection[HtmlElement]) -> Mapping[HtmlElement, int]:
    """How many characters of paragraphs, links and readers' comments left out, each of some blocks holds; in one walk."""
    lengths = dict.fromkeys(blocks, 0)
    walk = etree.iterwalk(tree, events=("start", "end"))
    total = 0
    for event, tag in walk:
        if event == "end":
            if tag in lengths:
                lengths[tag] = total - lengths[tag]
            elif tag.tag == "p":
                total += _own_words(tag)
        elif tag in lengths:
            lengths[tag] = total
        elif tag.tag in _ASIDE or _OTHERS.search(f"{tag.get('id', '')} {tag.get('class', '')}"):
            walk.skip_subtree()
    return lengths


def _own_words(paragraph: HtmlElement) -> int:
    linked = sum(len(link.text_content()) for link in paragraph.iter("a"))
    words = len(paragraph.text_content()) - linked
    return words if words >= max(_SHORTEST, linked) else 0
