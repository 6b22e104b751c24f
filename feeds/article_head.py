"""What an article's page states of it: title, author, dates, language. Pure, and hostile: nothing here is followed or believed further."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from feeds.extract import Said
from feeds.normalise.dates import parse_date
from feeds.normalise.language import primary_tag
from feeds.normalise.text import fold_space, plain_text, shorten
from feeds.page_head import PUBLISHED, UPDATED, stated_date
from feeds.paywall import is_article
from feeds.types import NO_STAMP, Stamp

_MOST_NAMES = 10
_LONGEST_TITLE, _LONGEST_NAME = 500, 120
_LOCALES = ("og:locale", "dc.language", "inlanguage", "language")
_AUTHORS = ("author", "article:author", "dc.creator", "byl", "parsely-author", "sailthru.author")


@dataclass(frozen=True, slots=True)
class Head:
    """What is stated of the article; empty for what isn't."""

    title: str
    author: str
    published: Stamp
    updated: Stamp
    lang: str


def head_of(said: Said, tz: str) -> Head:
    """What a page states of its article, JSON-LD (schema.org Article) first, then its `meta` tags, then what it shows.

    tz: IANA name for dates without a zone.
    """
    article = next((one for one in said.objects if is_article(one) and isinstance(one.get("headline"), str)), {})
    return Head(
        title=_title(said, article),
        author=_author(said, article),
        published=_date(article, "datePublished", tz) or stated_date(said.metas, PUBLISHED, tz),
        updated=_date(article, "dateModified", tz) or stated_date(said.metas, UPDATED, tz),
        lang=primary_tag(said.lang or next((value for name, value in said.metas if name in _LOCALES), "")),
    )


def _title(said: Said, article: Mapping[str, Any]) -> str:
    stated = (value for name, value in said.metas if name in ("og:title", "twitter:title"))
    words = (str(article.get("headline") or ""), *stated, *said.headings[:1], said.title)
    return next((title for one in words if (title := shorten(plain_text(one, "guess"), _LONGEST_TITLE))), "")


def _author(said: Said, article: Mapping[str, Any]) -> str:
    named = tuple(_names(article.get("author"))) or tuple(value for name, value in said.metas if name in _AUTHORS)
    tidy = (fold_space(plain_text(name, "guess")) for name in named[:_MOST_NAMES])
    # An address there is a profile's, which says nothing to a reader.
    return ", ".join(dict.fromkeys(shorten(name, _LONGEST_NAME) for name in tidy if name and "://" not in name))


def _names(value: object) -> Iterator[str]:
    for one in value if isinstance(value, list) else [value]:
        name = one.get("name") if isinstance(one, dict) else one
        if isinstance(name, str):
            yield name
        elif isinstance(name, list):
            yield from (part for part in name if isinstance(part, str))


def _date(article: Mapping[str, Any], name: str, tz: str) -> Stamp | None:
    value = article.get(name)
    stamp = parse_date(value, source_tz=tz) if isinstance(value, str) else NO_STAMP
    return stamp if stamp.at else None
