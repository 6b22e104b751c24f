"""Looks at an address and says what could be polled there: a feed, the feed behind a page, a JSON API, or the page itself."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from feeds.errors import FeedError
from feeds.found import Found, found_feed, found_json, found_page, kind_of
from feeds.normalise.charset import decode
from feeds.page_hints import discover_feeds
from feeds.retrieve.retriever import Retriever
from feeds.types import Response

__all__ = ["Found", "discover"]

_FEEDS_TRIED = 3


async def discover(url: str, retriever: Retriever, taken: Collection[str] = (), kind: str = "", selector: str = "") -> Found:
    """What is at an address, and the source that would be added for it.

    url: with or without https:// before it. taken: ids that can't be used. kind: `page` takes a page as it is, though it names feeds;
    every other kind is seen from the bytes. selector: CSS of what to watch, which makes it a page.
    Raises RetrieveError's children when it can't be reached, ParseError's when nothing there can be polled, Blocked for a challenge
    in place of the content, CatalogueError for a selector that is none.
    """
    response = await retriever.retrieve(url.strip() if "://" in url else f"https://{url.strip()}")
    if selector or kind == "page":
        return found_page(response, taken, selector)
    match kind_of(response):
        case "page":
            return await _behind(response, retriever, taken)
        case "json_api":
            return found_json(response, taken)
        case _:
            return found_feed(response, taken)


async def _behind(page: Response, retriever: Retriever, taken: Collection[str]) -> Found:
    """The first feed that a page names and that can be read, with the others; the page itself where there is none."""
    named = discover_feeds(decode(page.body, page.content_type).text, page.final_url)
    named.sort(key=lambda feed: "comment" in f"{feed[0]} {feed[1]}".lower())  # blogs announce a feed of their readers' comments too
    failed: list[str] = []
    for at, (url, _, _) in enumerate(named[:_FEEDS_TRIED]):
        try:
            response = await retriever.retrieve(url)
            found = found_json(response, taken) if kind_of(response) == "json_api" else found_feed(response, taken, page.final_url)
        except FeedError as error:
            failed.append(f"the page names a feed that can't be read: {error}")
            continue
        others = tuple(named[:at] + named[at + 1 :])
        return replace(found, behind=page.final_url, feeds=others, warnings=(*found.warnings, *failed))
    found = found_page(page, taken)
    return replace(found, warnings=(*found.warnings, *failed))
