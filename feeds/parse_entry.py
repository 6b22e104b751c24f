"""One entry as feedparser gives it to an `Entry`: text without markup, links that are links, dates as stated."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from feeds.normalise.dates import parse_date
from feeds.normalise.language import language_of
from feeds.normalise.text import TextKind, plain_text
from feeds.normalise.urls import http_url
from feeds.types import NO_STAMP, Entry, Stamp

Raw = dict[str, Any]
"""A dict of feedparser's. Its own `get` and `in` warn and guess; `dict.get` doesn't."""

_HTML_TYPES = frozenset(("text/html", "application/xhtml+xml", "html", "xhtml"))
_TEXT_TYPES = _HTML_TYPES | {"text/plain", "text", ""}


@dataclass(frozen=True, slots=True)
class Feed:
    """What entries inherit from their feed. version: feedparser's name of the format, empty where it knows none."""

    version: str
    base: str
    source_tz: str
    feed_tz: str
    lang: str
    title: str = ""
    homepage: str = ""
    ttl_minutes: int = 0

    @property
    def is_atom(self) -> bool:
        """Atom says which of its texts are markup; RSS leaves it to be guessed."""
        return self.version.startswith("atom")


def entry_of(raw: Raw, feed: Feed, position: int = 0, raw_hash: str = "") -> Entry:
    """An entry; fields are empty where it has none. position: its place in the document. raw_hash: of its bytes, where it has some."""
    title = _text(raw, "title", feed)
    body = _body(raw, feed)
    # Without a detail of its own, feedparser's summary is a copy of the content.
    summary = _text(raw, "summary", feed) if dict.get(raw, "summary_detail") or not body else ""
    published, updated = _dates(raw, feed)
    return Entry(
        guid=str(dict.get(raw, "id") or "").strip(),
        url=_link(raw, feed),
        title=title,
        summary=summary,
        body=body,
        author=_author(raw),
        published=published,
        updated=updated,
        lang=language_of(title or summary or body, _declared_language(raw) or feed.lang),
        position=position,
        raw_hash=raw_hash,
    )


def _text(raw: Raw, name: str, feed: Feed) -> str:
    value = dict.get(raw, name)
    return plain_text(str(value), _kind(dict.get(raw, f"{name}_detail"), feed)) if value else ""


def _kind(detail: Raw | None, feed: Feed) -> TextKind:
    if detail is not None and dict.get(detail, "type") in _HTML_TYPES:
        return "html"
    return "text" if feed.is_atom else "guess"


def _body(raw: Raw, feed: Feed) -> str:
    """The first content that is a text; what is an image or lies elsewhere is none."""
    for content in dict.get(raw, "content") or ():
        value = dict.get(content, "value")
        if value and (dict.get(content, "type") or "") in _TEXT_TYPES:
            return plain_text(str(value), _kind(content, feed))
    return ""


def _link(raw: Raw, feed: Feed) -> str:
    """The address of what the entry is about: its link, any alternate one whatever its type, or RSS 1.0's subject."""
    links: Iterable[Raw] = dict.get(raw, "links") or ()
    alternates = (str(dict.get(link, "href") or "") for link in links if dict.get(link, "rel") in ("alternate", None))
    subject = str(dict.get(raw, "id") or "") if feed.version in ("rss10", "rss090") else ""
    relayed = str(dict.get(raw, "feedburner_origlink") or "")
    found = (http_url(url, feed.base) for url in (str(dict.get(raw, "link") or ""), *alternates, subject, relayed) if url)
    return next(filter(None, found), "")


def _author(raw: Raw) -> str:
    names = [str(dict.get(author, "name") or "") for author in dict.get(raw, "authors") or ()]
    author = ", ".join(dict.fromkeys(filter(None, names))) or str(dict.get(raw, "author") or "")
    # Twice: in documents that are not well-formed feedparser leaves names escaped.
    return plain_text(plain_text(author, "guess"), "guess")


def _dates(raw: Raw, feed: Feed) -> tuple[Stamp, Stamp]:
    """When it was published and updated. RSS 1.0's only date (dc:date) is when it was published, to feedparser an update."""
    updated = _stamp(raw, "updated", feed)
    for name in ("published", "created", "prism_publicationdate"):
        if dict.get(raw, name):
            return _stamp(raw, name, feed), updated
    return updated, updated if feed.is_atom else NO_STAMP


def _stamp(raw: Raw, name: str, feed: Feed) -> Stamp:
    value = dict.get(raw, name)
    return parse_date(str(value), source_tz=feed.source_tz, feed_tz=feed.feed_tz) if value else NO_STAMP


def _declared_language(raw: Raw) -> str:
    for name in ("title_detail", "summary_detail"):
        if (detail := dict.get(raw, name)) and (language := dict.get(detail, "language")):
            return str(language)
    return ""
