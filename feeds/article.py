"""The article behind a linked item: its page to a Document with one entry, its text the main text. Pure; runs in a worker process."""

from __future__ import annotations

from feeds.article_head import head_of
from feeds.challenge import NEXT_TO_NOTHING, block_reason, error_text, error_words
from feeds.errors import Blocked, Paywalled
from feeds.extract import asks_for_password, lines_of, main_text, said_by, tree_of, without_unread
from feeds.normalise.charset import Decoded, decode
from feeds.normalise.language import language_of
from feeds.normalise.urls import http_url
from feeds.page_head import leads_to_front_page, refuse_what_is_no_page
from feeds.paywall import login_address, wall_in_words, wall_stated
from feeds.soup import make_soup, text_at
from feeds.types import Document, Entry, Response, Source

_SHORT = 400  # characters; a page of its site's whole frame that says no more may be an error by its title


def read_article(response: Response, source: Source) -> Document:
    """The article that a page holds, as the one entry of a Document, or a Document without entries that says why.

    The text is what `source.item_selector` selects, else the page's main text; summary stays empty, dates are the page's own by our
    rules. An error's text with a 200, a way that led to the front page, a page without a main text: no entry, and `empty_why`. An
    address that the page names as its own is not believed. Raises Paywalled where only a teaser is shown or a log-in page came, Blocked
    for a challenge or consent page, NotAFeed for what is no page, TooComplex for one that is too large, ParseError where nothing can be
    read, CatalogueError for a bad selector.
    """
    decoded = decode(response.body, response.content_type)
    refuse_what_is_no_page(decoded.text, response)
    if reason := login_address(response.url, response.final_url):
        raise Paywalled(response.url, response.status, reason)
    if leads_to_front_page(response):
        return _empty(decoded, source, f"the article led to the front page {response.final_url}")
    if error := error_text(decoded.text):
        return _empty(decoded, source, f"an error page: {error}")
    tree = tree_of(response.url, decoded.text)
    said = said_by(tree)
    lines = lines_of(without_unread(response.url, tree))
    if reason := wall_stated(said.objects, said.metas) or wall_in_words(lines):
        raise Paywalled(response.url, response.status, reason)
    head = head_of(said, source.tz)
    titles = (head.title, *said.headings[:1], said.title)
    by = source.item_selector
    text = text_at(make_soup(decoded.text), by, source.id) if by else main_text(response.url, tree, titles)
    if len(text) < NEXT_TO_NOTHING and (reason := block_reason(decoded.text, response)):
        raise Blocked(response.url, response.status, reason)
    if len(text) < NEXT_TO_NOTHING and asks_for_password(tree):
        raise Paywalled(response.url, response.status, "a log-in form in place of the text")
    if len(text) < _SHORT and (error := error_words(titles)):
        return _empty(decoded, source, f"an error page: {error}")
    if not text:
        return _empty(decoded, source, f"nothing at {by}" if by else "no main text was found")
    entry = Entry(
        guid=response.url,
        url=http_url(response.url),
        title=head.title,
        body=text,
        author=head.author,
        published=head.published,
        updated=head.updated,
        lang=language_of(text, head.lang or source.lang),
    )
    return Document(
        entries=(entry,),
        title=head.title,
        homepage=source.homepage,
        lang=head.lang,
        format="article",
        charset=decoded.charset,
        warnings=decoded.warnings,
    )


def _empty(decoded: Decoded, source: Source, why: str) -> Document:
    return Document(homepage=source.homepage, format="article", charset=decoded.charset, empty_why=why)
