"""Entries as an Atom feed (RFC 4287), page by page (RFC 5005 §3). Pure."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from feedgenerator import Atom1Feed

from tracker.instants import start_of
from tracker.publish.plain_text import clean, shortened

MEDIA_TYPE = "application/atom+xml"
BLOCK = 500
"""Entries that are written at once."""
_BEGIN, _END = "<entry", "</feed>"
"""Where entries begin and the document ends: texts of strangers are escaped, and hold no such mark."""

@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. id: permanent. href: absolute. updated, published: days or UTC instants as text. lang: of the title, empty: the feed's."""

    id: str
    title: str
    href: str
    updated: str
    published: str = ""
    summary: str = ""
    author: str = ""
    lang: str = ""
    categories: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed. id: permanent, the same in each language and on each page. page, here, next: absolute; next is empty on the last page.

    updated: what stands for the feed's own moment where it has no entry.
    """

    id: str
    title: str
    subtitle: str
    lang: str
    author: str
    page: str
    here: str
    updated: str
    next: str = ""


def to_atom(feed: Feed, entries: Iterable[Entry]) -> str:
    """The feed as an XML document, its entries in the order given."""
    made = _Paged(
        title=clean(feed.title), link=feed.page, description=clean(feed.subtitle), language=feed.lang, author_name=clean(feed.author),
        feed_url=feed.here, feed_guid=feed.id, otherwise=start_of(feed.updated), next_page=feed.next,
    )  # fmt: skip
    for entry in entries:
        made.add_item(
            title=clean(entry.title), link=entry.href, description=html.escape(shortened(entry.summary)) or None,
            pubdate=start_of(entry.published) if entry.published else None, updateddate=start_of(entry.updated), unique_id=entry.id,
            categories=entry.categories, author_name=clean(entry.author) or None, lang=entry.lang,
        )  # fmt: skip
    document: str = made.writeString("utf-8")
    return document


def atom_parts(feed: Feed, entries: Iterable[Entry]) -> Iterator[str]:
    """The same document bit by bit, for more entries than fit into memory; the one that changed last must be among the first."""
    some = iter(entries)
    head, _, tail = to_atom(feed, islice(some, BLOCK)).rpartition(_END)
    yield head
    while more := list(islice(some, BLOCK)):
        document = to_atom(feed, more)
        yield document[document.index(_BEGIN) : -len(_END + tail)]
    yield _END + tail


class _Paged(Atom1Feed):  # type: ignore[misc] # the library has no annotations
    def add_root_elements(self, handler: Any) -> None:  # noqa: ANN401 - the library's XML writer
        super().add_root_elements(handler)
        if self.feed["next_page"]:
            handler.addQuickElement("link", "", {"rel": "next", "href": self.feed["next_page"]})

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        return {"xml:lang": item["lang"]} if item["lang"] else {}

    def latest_post_date(self) -> datetime:
        """The last change of an entry: an empty feed says when the data was last looked after, not the time of asking."""
        moments: list[datetime] = [item["updateddate"] for item in self.items]
        otherwise: datetime = self.feed["otherwise"]
        return max(moments, default=otherwise)
