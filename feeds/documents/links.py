"""Where a watched page links to documents: the PDF and office files that its selected part names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

from feeds.normalise.charset import decode
from feeds.normalise.text import fold_space, shorten
from feeds.normalise.urls import http_url
from feeds.page_head import WATCHED, base_of, refuse_what_is_no_page
from feeds.soup import attribute, links_in, make_soup, outermost, select, text_of
from feeds.types import Response, Source

_SUFFIXES = (".pdf", ".docx", ".xlsx", ".pptx", ".csv", ".doc", ".xls", ".ppt", ".xlsm", ".docm", ".zip")
# What ministries write where the address doesn't tell: 「概要（PDF形式：123KB）」, "Annex (PDF)".
_NAMED = re.compile(
    r"(?:pdf|word|excel|ワード|エクセル|csv)\s*(?:形式|ファイル|版)|[（(［\[【]\s*(?:pdf|word|excel|docx|xlsx|csv)\b", re.IGNORECASE
)
_PAGES = (".html", ".htm", ".shtml")
_LONGEST_TITLE = 300
MOST_LINKS = 500
"""Of one page; what comes after them is not looked at."""


@dataclass(frozen=True, slots=True)
class LinkedDocument:
    """A document that a page links to. url: absolute, http or https, without a fragment. title: the link's words, else the file's name."""

    url: str
    title: str


def linked_documents(response: Response, source: Source) -> tuple[LinkedDocument, ...]:
    """The PDF, office and table files that the selected part of a watched page links to, in its order, each once.

    The part is `source.selector`, else the page's main part. A link counts by the suffix of its path or of a value in its query, by its
    declared type, or where its words name a kind of file and its path no page. Raises NotAFeed for what is no page,
    Blocked for a challenge or consent page, CatalogueError for a bad selector.
    """
    page = decode(response.body, response.content_type).text
    refuse_what_is_no_page(page, response)
    soup = make_soup(page)
    base = base_of(soup, response.final_url)
    found: dict[str, str] = {}
    for block in outermost(select(soup, source.selector or WATCHED, source.id)):
        for link in links_in(block):
            url = http_url(attribute(link, "href"), base).partition("#")[0]
            if url and len(found) < MOST_LINKS and _is_document(url, attribute(link, "type"), words := fold_space(text_of(link))):
                found[url] = found.get(url) or words
    return tuple(LinkedDocument(url, shorten(title, _LONGEST_TITLE) or _file_name(url)) for url, title in found.items())


def _is_document(url: str, declared: str, words: str) -> bool:
    parts = urlsplit(url)
    path = parts.path.lower()
    if path.endswith(_SUFFIXES) or any(value.lower().endswith(_SUFFIXES) for _, value in parse_qsl(parts.query)):
        return True
    return declared.strip().lower() == "application/pdf" or (not path.endswith(_PAGES) and bool(_NAMED.search(words)))


def _file_name(url: str) -> str:
    return unquote(urlsplit(url).path.rpartition("/")[2])
