"""What a document is by its own beginning, whatever its type header or its suffix say (TRAPS 39)."""

from __future__ import annotations

import re

FEED_ROOTS = frozenset(("rss", "rdf", "feed", "channel"))
"""Local names of root elements of feeds, in lower case (`channel`: CDF)."""

# Possessive, so that no hostile beginning is tried in many ways.
_SUBSET = r"""\[(?:"[^"]*"|'[^']*'|<!--.*?-->|<\?.*?\?>|[^\]"'])*+\]\s*"""
_BEFORE_ROOT = re.compile(
    rf"""(?:\s+|\ufeff|<\?.*?\?>|<!--.*?-->|<!DOCTYPE(?:"[^"]*"|'[^']*'|[^\[<>"'])*+(?:{_SUBSET})?>)*+""", re.DOTALL | re.IGNORECASE
)
_ROOT = re.compile(r"<(?:[\w.-]+:)?([\w.-]+)")
_FEED_START = re.compile(r"<\?xml\s[^>]*\?>|<(?:rss|rdf:RDF|feed)[\s>]", re.IGNORECASE)
_HTML_NAMES = frozenset("html head body title meta script div p br table h1 h2 center font b link style form span ul a img iframe".split())
_HTML_DOCTYPE = re.compile(r"<!DOCTYPE\s+html", re.IGNORECASE)
_JSON = re.compile(r"(?:\)\]\}',?\s*)?(?:[\w.$\[\]]{1,80}\s*\(\s*)?[{\[\"]")  # as it is, or called as JSONP
_HTML_SOON = re.compile(r"<(?:html|head|body)[\s>]", re.IGNORECASE)
_HEAD = 4096


def root_of(text: str) -> str:
    """Local name of the root element in lower case, `html` for any page, `json` for JSON or JSONP, `text`, or empty for nothing."""
    start = start_of(text)
    if start >= len(text):
        return ""
    match = _ROOT.match(text, start)
    name = match[1].lower() if match else ""
    if name in FEED_ROOTS:
        return name
    if not name and _JSON.match(text, start):
        return "json"
    if name in _HTML_NAMES or _HTML_DOCTYPE.search(text, 0, start) or _HTML_SOON.search(text, start, start + _HEAD):
        return "html"
    return name or "text"


def start_of(text: str) -> int:
    """Where the root element, or whatever comes in its place, begins; the length for nothing but white space and declarations."""
    match = _BEFORE_ROOT.match(text)
    return match.end() if match else 0


def without_preamble(text: str) -> str:
    """A feed's text from its declaration or root element on, where something else stands before (a warning of PHP, say)."""
    if root_of(text) in FEED_ROOTS:
        return text
    starts = (match.start() for match in _FEED_START.finditer(text, 0, _HEAD))
    return next((text[start:] for start in starts if root_of(text[start : start + _HEAD]) in FEED_ROOTS), text)
