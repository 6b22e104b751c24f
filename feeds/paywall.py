"""Pages that show only the beginning of an article: for subscribers, or behind a log-in (TRAPS 8, 41). Words are data.

A teaser must never stand in a full text's place, so a page that says of itself that it isn't free is not read, whatever it shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from feeds.normalise.text import shorten

_ARTICLES = frozenset("article newsarticle reportagenewsarticle analysisnewsarticle opinionnewsarticle backgroundnewsarticle blogposting "
                      "liveblogposting report webpage webpageelement creativework".split())  # fmt: skip
_TIERS = frozenset(("locked", "metered", "paid", "premium"))
_LONGEST_LINE = 120  # characters; a wall says so in a line of its own, an article about walls in a sentence among others
_WALLS = re.compile(
    r"残り\s*[：:]?\s*[\d,，０-９]+\s*文字"
    r"|(?:この|本)(?:記事|コンテンツ|ページ|続き)は、?.{0,20}(?:有料|会員|購読者|読者|登録者)(?:会員)?(?:の方)?(?:専用|限定|のみ|だけ|向け|記事です)"
    r"|(?:記事の?)?(?:続き|全文)(?:を読む|をお読みいただく|の閲覧|は)(?:には|に)?、?.{0,20}(?:会員|登録|ログイン|購読|有料)"
    r"|(?:ログイン|会員登録|購読|登録)(?:して|すると)(?:、)?(?:記事の)?(?:続き|全文)を"
    r"|(?:subscribe|sign up|sign in|log ?in|register|create (?:a|your) free account)(?: now| today)? (?:to|and) "
    r"(?:continue|keep|unlock|read (?:the |this )?(?:full|rest|entire|article|story|more))"
    r"|to (?:continue|keep) reading,? ?(?:this (?:article|story),? ?)?(?:please )?(?:subscribe|sign|log|register|create|become)"
    r"|(?:this|the full) (?:article|story|content|post|report) is (?:only )?(?:available |reserved |exclusively |exclusive )*"
    r"(?:for|to) (?:paid |paying |premium |registered |our )*(?:subscribers|members)"
    r"|you(?:'|’)?(?:ve| have) (?:reached|read|used|hit) (?:your|all|the) .{0,30}(?:free )?(?:article|story|stories|limit)"
    r"|(?:subscribers|members)[- ]only (?:article|content|story)|unlock (?:this|the full) (?:article|story)",
    re.IGNORECASE,
)
_LOGIN_PATH = re.compile(
    r"/(?:log-?in|sign-?in|auth(?:orize|enticate)?|account/(?:login|signin)|sso|idp|subscribe|paywall|registration)\b", re.IGNORECASE
)


def wall_stated(objects: Iterable[Mapping[str, Any]], metas: Iterable[tuple[str, str]]) -> str:
    """How a page's head says that it isn't free, in words, or empty.

    objects: its JSON-LD (schema.org `isAccessibleForFree`, of the article or a part of it; Google Search Central, "Subscription and
    paywalled content"). metas: names in lower case and contents (`article:content_tier`, Facebook's Instant Articles).
    """
    for one in objects:
        if _is_false(one.get("isAccessibleForFree")) and is_article(one):
            return "the page says that it is not accessible for free (schema.org)"
    tier = next((value for name, value in metas if name == "article:content_tier" and value.strip().lower() in _TIERS), "")
    return f"the page says that it is {tier.strip().lower()} (article:content_tier)" if tier else ""


def wall_in_words(lines: Iterable[str]) -> str:
    """The line in which a page asks for a subscription or a log-in to read on, or empty. lines: of the visible page, one a block."""
    line = next((line for line in lines if len(line) <= _LONGEST_LINE and _WALLS.search(line)), "")
    return f"the text goes on for subscribers only: {shorten(line, 60)}" if line else ""


def login_address(asked: str, final: str) -> str:
    """Why an answer is a log-in page by where a redirect led, or empty. asked, final: absolute addresses."""
    parts = urlsplit(final)
    if final == asked or _LOGIN_PATH.search(urlsplit(asked).path):
        return ""
    return f"the address led to a log-in page of {parts.hostname}" if _LOGIN_PATH.search(parts.path) else ""


def is_article(one: Mapping[str, Any]) -> bool:
    """Whether an object of JSON-LD is about a text that can be read, or a part of one (schema.org `@type`)."""
    kind = one.get("@type")
    names = kind if isinstance(kind, list) else [kind]
    return any(name.rpartition("/")[2].lower() in _ARTICLES for name in names if isinstance(name, str))


def _is_false(value: object) -> bool:
    return value is False or (isinstance(value, str) and value.strip().lower().rpartition("/")[2] in ("false", "no", "0"))
