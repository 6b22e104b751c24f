"""HTML as a tree; the one place that knows beautifulsoup4. lxml reads the markup: it takes anything, quickly."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bs4 import BeautifulSoup, Tag
from bs4.element import CData, NavigableString
from soupsieve import SelectorSyntaxError

from feeds.css import preferred
from feeds.errors import CatalogueError
from feeds.normalise.text import html_lines, without_forbidden

__all__ = [
    "DROPPED", "BeautifulSoup", "Tag", "as_text", "attribute", "innermost", "links_in", "make_soup", "markup_of", "outermost", "path_of",
    "select", "text_at", "text_of",
]  # fmt: skip

DROPPED = frozenset(("script", "style", "template", "noscript", "svg", "iframe", "object", "head"))
"""Elements that are never text of a page."""
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_SAFE_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")


def make_soup(page: str) -> BeautifulSoup:
    """The tree of a page's text, whatever state its markup is in."""
    return BeautifulSoup(markup_of(page), "lxml")


def markup_of(page: str) -> str:
    """A page's text as it is given to lxml: without an XML declaration and what XML forbids, and never without a tag."""
    markup = _DECLARATION.sub("", without_forbidden(page))
    # Without a tag bs4 takes a text for a file's name and warns.
    return markup if "<" in markup else f"<body>{markup}</body>"


def select(soup: BeautifulSoup, selector: str, owner: str) -> list[Tag]:
    """What a CSS selector selects, in document order.

    A bare `html`, `body` or `main` in a list of selectors is a fall-back: it counts only where nothing else is there. owner: the
    source that the selector is from. Raises CatalogueError where it is none.
    """
    try:
        found = soup.select(selector)
    except (SelectorSyntaxError, NotImplementedError) as error:
        raise CatalogueError(owner, f"{selector!r} is no CSS selector", "try it in a browser's document.querySelectorAll") from error
    return preferred(list(found), lambda tag: tag.name)


def outermost(tags: Iterable[Tag]) -> list[Tag]:
    """The tags that lie in none of the others."""
    chosen = {id(tag): tag for tag in tags}
    return [tag for tag in chosen.values() if not any(id(parent) in chosen for parent in tag.parents)]


def innermost(tags: Iterable[Tag]) -> list[Tag]:
    """The tags in which none of the others lies."""
    chosen = {id(tag): tag for tag in tags}
    around = {id(parent) for tag in chosen.values() for parent in tag.parents}
    return [tag for tag in chosen.values() if id(tag) not in around]


def text_of(tag: Tag, without: Tag | None = None) -> str:
    """The text that a reader sees in a block: one line a block within it, without scripts. without: a part that is left out."""
    pieces: list[str] = []
    _gather(tag, pieces, without)
    return html_lines("".join(pieces))


def text_at(soup: BeautifulSoup, selector: str, owner: str) -> str:
    """The text of the blocks that a CSS selector selects, each once, in document order. Raises as `select` does."""
    return "\n".join(filter(None, map(text_of, outermost(select(soup, selector, owner)))))


def links_in(tag: Tag) -> Iterator[Tag]:
    """The links of a block, itself where it is one."""
    if tag.name == "a" and tag.get("href"):
        yield tag
    yield from (link for link in tag.find_all("a", href=True) if isinstance(link, Tag))


def attribute(tag: Tag, name: str) -> str:
    """The value of an attribute as text, empty for none."""
    value = tag.get(name)
    return " ".join(value) if isinstance(value, list) else str(value or "")


def path_of(tag: Tag) -> str:
    """A CSS selector that selects the tag, by what is likeliest to outlive a redesign: its id, its class, its place."""
    steps: list[str] = []
    for step in (tag, *tag.parents):
        if step.name in ("[document]", "html"):
            break
        identifier = attribute(step, "id")
        if _SAFE_NAME.fullmatch(identifier):
            steps.append(f"#{identifier}")
            break
        steps.append(_step(step))
        if step.name in ("body", "main", "article"):
            break
    return " > ".join(reversed(steps))


def as_text(text: str) -> str:
    """A text as markup that means it."""
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _step(tag: Tag) -> str:
    classes = [name for name in attribute(tag, "class").split() if _SAFE_NAME.fullmatch(name)]
    name = tag.name + (f".{classes[0]}" if classes else "")
    alike = [one for one in (tag.parent.find_all(tag.name, recursive=False) if tag.parent else ()) if isinstance(one, Tag)]
    same = [one for one in alike if not classes or classes[0] in attribute(one, "class").split()]
    if len(same) < 2:
        return name
    return f"{tag.name}:nth-of-type({next(at for at, one in enumerate(alike, start=1) if one is tag)})"


def _gather(tag: Tag, pieces: list[str], without: Tag | None) -> None:
    """The block's markup without what isn't text; tags without attributes, for only their names matter."""
    stack: list[object] = [tag]
    while stack:
        node = stack.pop()
        if isinstance(node, Tag):
            if node.name not in DROPPED and node is not without:
                pieces.append(f"<{node.name}>")
                stack.append(f"</{node.name}>")
                stack.extend(reversed(node.contents))
        elif isinstance(node, CData) or type(node) is NavigableString:
            pieces.append(as_text(node))
        elif type(node) is str:
            pieces.append(node)
