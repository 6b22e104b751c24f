"""What a watched page says: its title, its language, what its head states, and the text at the selector.

By lxml's own tree where the selector is one that `css` answers: a twentieth of the time of a tree of Python objects. The text is the
same as `soup` would give, and any other selector, and a page that lxml alone refuses, goes to `soup`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree
from lxml.etree import _Element as Element

from feeds import css
from feeds.normalise.language import primary_tag
from feeds.normalise.text import fold_space, html_lines
from feeds.page_head import metas_of
from feeds.soup import DROPPED, BeautifulSoup, Tag, as_text, attribute, make_soup, markup_of, text_at, text_of

_TITLES = ("title", "h1")
_END = re.compile("</html", re.IGNORECASE)
_NOTHING_ELSE = re.compile(r"\s*>(?:\s+|<!--.*?-->)*+\Z", re.DOTALL)
_CUT_SHORT = etree.XPath(f"boolean({'/*' * 255})")
# What a reading aid or a template holds is no part of the text around it, nor a text by itself.
_SILENT = ("rt", "rp", "template")


@dataclass(frozen=True, slots=True)
class Watched:
    """A page under a selector. title: its title, else its first heading. lang: as its `html` element states, short, may be empty.

    metas: see `page_head.metas_of`. text: of the blocks selected, each once, in document order; empty for nothing.
    """

    title: str
    lang: str
    metas: tuple[tuple[str, str], ...]
    text: str


def watched(page: str, selector: str, owner: str) -> Watched:
    """A page's text under a selector. owner: the source whose selector it is. Raises CatalogueError where it is no CSS selector."""
    paths = css.paths_of(selector)
    tree = _tree_of(page) if paths else None
    return _by_soup(page, selector, owner) if tree is None else _by_tree(tree, paths)


def title_in(soup: BeautifulSoup) -> str:
    """A page's title, else its first heading."""
    titles = (fold_space(text_of(tag)) for name in _TITLES if isinstance(tag := soup.find(name), Tag))
    return next(filter(None, titles), "")


def lang_in(soup: BeautifulSoup) -> str:
    """A page's language as it states it, short, or empty."""
    html = soup.find("html")
    return primary_tag(attribute(html, "lang")) if isinstance(html, Tag) else ""


def _by_soup(page: str, selector: str, owner: str) -> Watched:
    soup = make_soup(page)
    return Watched(title_in(soup), lang_in(soup), tuple(metas_of(soup)), text_at(soup, selector, owner))


def _by_tree(tree: Element, paths: Sequence[css.Path]) -> Watched:
    html = next(tree.iter("html"), None)
    titles = (fold_space(_text_of(tag)) for name in _TITLES if (tag := next(tree.iter(name), None)) is not None)
    return Watched(
        title=next(filter(None, titles), ""),
        lang=primary_tag(html.get("lang") or "") if html is not None else "",
        metas=tuple(_metas_of(tree)),
        text="\n".join(filter(None, map(_text_of, css.outermost(css.select(tree, paths))))),
    )


def _tree_of(page: str) -> Element | None:
    """The tree as lxml builds it, from the same markup, in the same way as it is read for `soup`; None for what it refuses.

    Also where anything follows the end of `html`, which may end as it begins, and where elements lie in each other 255 deep: what stands
    outside and further down has no place in lxml's tree.
    """
    end = _END.search(page)
    if end and not _NOTHING_ELSE.match(page, end.end()):
        return None
    parser = etree.HTMLParser(recover=True)
    try:
        parser.feed(markup_of(page))
        tree = parser.close()
    except etree.LxmlError:
        return None
    return tree if tree is not None and len(tree) and not _CUT_SHORT(tree) else None


def _metas_of(tree: Element) -> Iterator[tuple[str, str]]:
    for meta in tree.iter("meta"):
        content = meta.get("content")
        if content is not None:
            yield (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower(), content


def _text_of(block: Element) -> str:
    """The text that a reader sees in a block, as `soup.text_of` gives it."""
    pieces: list[str] = []
    stack: list[tuple[Element | str, bool]] = [(block, next(block.iterancestors(*_SILENT), None) is not None)]
    while stack:
        node, silent = stack.pop()
        if isinstance(node, str):
            pieces.append(node)
        elif isinstance(node.tag, str) and node.tag not in DROPPED:
            silent = silent or node.tag in _SILENT
            pieces.append(f"<{node.tag}>")
            stack.append((f"</{node.tag}>", silent))
            for child in reversed(node):
                if child.tail and not silent:
                    stack.append((as_text(child.tail), silent))
                stack.append((child, silent))
            if node.text and not silent:
                pieces.append(as_text(node.text))
    return html_lines("".join(pieces))
