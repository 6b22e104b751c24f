"""Pages that stand in the content's place: challenges, consent walls, errors with a 200 (TRAPS 8, 17, 33, 41).

Words are data. A challenge is known by what only a challenge has; scripts that protecting services put into ordinary pages too count only
where the page says nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from urllib.parse import urlsplit

from feeds.normalise.text import html_lines, says_more, shorten
from feeds.types import Response

# Title or first heading of pages by which services keep clients out: words in lower case, and whose they are.
_CHALLENGE_TITLES = {
    "just a moment...": "Cloudflare", "attention required! | cloudflare": "Cloudflare", "please wait... | cloudflare": "Cloudflare",
    "checking your browser": "a browser check", "ddos-guard": "DDoS-Guard", "human verification": "a human check",
    "verify you are human": "a human check", "are you a robot": "a human check", "access to this page has been denied": "HUMAN",
    "pardon our interruption": "Imperva", "robot or human": "a human check", "security check": "a security check",
    "access denied": "an access check", "request rejected": "a web firewall", "web page blocked": "a web firewall",
    "the requested url was rejected": "a web firewall", "request access": "a CAPTCHA", "captcha": "a CAPTCHA",
    "アクセスが拒否されました": "an access check", "アクセスが制限されています": "an access check",
}  # fmt: skip
_CONSENT_TITLES = (
    "before you continue", "bevor sie fortfahren", "avant d'accéder", "your privacy choices", "yahoo is part of the yahoo family",
    "続行する前に", "ご利用の前に",
)  # fmt: skip
# Titles of pages that say next to nothing else: in a longer one they may stand in a banner.
_SHORT_CONSENT_TITLES = (
    "we value your privacy", "we care about your privacy", "your privacy", "cookie consent", "cookie settings", "privacy settings",
    "プライバシー設定", "プライバシーに関する", "cookieの使用", "クッキーの使用", "cookieの利用", "クッキーの利用", "同意のお願い",
)  # fmt: skip
_CONSENT_HOSTS = ("consent.", "guce.", "privacy-mgmt.")
_CONSENT_PATH = re.compile(
    r"/(?:collect-?consent|cookie-?consent|consent(?:-?(?:page|wall|form))?|cookie-?wall|privacy-?gate|gdpr)(?=[/.]|$)", re.IGNORECASE
)
"""Where a redirect leads that asks for consent first."""
# Marks in the source that challenges have; only where the page has next to no text of its own.
_MARKS = {
    "_cf_chl_opt": "Cloudflare", "cf-challenge": "Cloudflare", "gokuprops": "AWS WAF", "awswafintegration": "AWS WAF",
    "awswafcookiedomainlist": "AWS WAF", "_incapsula_resource": "Imperva", "captcha-delivery.com": "DataDome", "px-captcha": "HUMAN",
    "/_sec/verify": "Akamai", "errors.edgesuite.net": "Akamai", "sucuri_cloudproxy_js": "Sucuri", "distil_r_captcha": "Imperva",
    "challenge-platform/h/": "Cloudflare",
}  # fmt: skip
_HEADERS = {"cf-mitigated": "Cloudflare", "x-amzn-waf-action": "AWS WAF"}
_ERRORS = re.compile(
    r"\b(?:error\s*)?(?:4\d\d|5\d\d)\b.{0,20}(?:error|not found|forbidden|unavailable|bad gateway|time-?out|too many requests)"
    r"|page (?:not|can't be|cannot be) found|service (?:temporarily )?unavailable|internal server error|bad gateway|gateway time-?out"
    r"|too many requests|error establishing a database connection|under maintenance|scheduled maintenance|temporarily unavailable"
    r"|something went wrong|an error (?:has )?occurred|site is (?:down|offline)|rate limit exceeded"
    r"|ページ(?:が|は)(?:見つかりません|存在しません|表示できません)|お探しのページ|メンテナンス(?:中|のため|を行)|アクセスが集中|しばらく(?:してから|お待ち)"
    r"|エラーが発生|サービスを(?:一時)?停止|ただいま(?:混み合って|大変混雑)|システムエラー|ご利用いただけません|表示できませんでした",
    re.IGNORECASE,
)
CONSENT = "a consent page in place of the content"
_TITLES = re.compile(r"<(?:title|h1)\b[^<>]*>(.{0,500}?)</(?:title|h1)", re.IGNORECASE | re.DOTALL)
NEXT_TO_NOTHING = 200
"""Characters of content; a page that says no more may be a challenge by its scripts, or a log-in form."""
# Characters of text; what stands in the content's place is short, consent walls have more to say.
_SHORT_PAGE, _CONSENT_PAGE = 1_200, 6_000
_BEGINNING = 120  # characters of a text in which an error says that it is one
_ROOM = 40  # characters that a title may have besides the words that give a challenge away
_LOOKED_AT = 200_000


def block_reason(page: str, response: Response, *, marks: bool = True) -> str:
    """Why a page is a challenge or a consent wall in place of the content, in words; empty where it isn't, as far as one can see.

    marks: whether a service's scripts in a page without text prove it, as they do where no content was found.
    """
    if service := _by_headers(response.headers):
        return f"a challenge ({service}) in place of the content"
    titles = headings(page)
    consent = any(words in title for title in titles for words in _CONSENT_TITLES)
    if _led_to_consent(response) or (consent and _short_text(page, _CONSENT_PAGE) is not None):
        return CONSENT
    if _short_text(page) is None:
        return ""
    if any(words in title and len(title) <= len(words) + _ROOM for title in titles for words in _SHORT_CONSENT_TITLES):
        return CONSENT
    for words, service in _CHALLENGE_TITLES.items():
        if any(words in title and len(title) <= len(words) + _ROOM for title in titles):
            return f"a challenge ({service}) in place of the content"
    source = page.lower() if marks else ""
    service = next((service for mark, service in _MARKS.items() if mark in source), "")
    return f"a challenge ({service}) in place of the content" if service else ""


def _led_to_consent(response: Response) -> bool:
    asked, final = urlsplit(response.url), urlsplit(response.final_url)
    by_path = bool(_CONSENT_PATH.search(final.path)) and not _CONSENT_PATH.search(asked.path)
    return (final.hostname or "").lower().startswith(_CONSENT_HOSTS) or by_path


def error_text(page: str) -> str:
    """The words by which a short page says that it is an error or is closed for maintenance; empty for any other page."""
    text = _short_text(page)
    if text is None:
        return ""
    for words in (*headings(page), text[:_BEGINNING]):
        if match := _ERRORS.search(words):
            return shorten(words if len(words) <= 80 else match[0], 80)
    return ""


def error_words(titles: Iterable[str]) -> str:
    """The first of a page's titles that says that the page is an error, shortened, or empty. titles: in any order, without markup."""
    return next((shorten(title, 80) for title in titles if len(title) <= _BEGINNING and _ERRORS.search(title)), "")


def headings(page: str) -> list[str]:
    """Titles and first-level headings of a page, in lower case, without markup."""
    return [html_lines(match[1]).lower() for match in _TITLES.finditer(page[:_LOOKED_AT])][:4]


def _short_text(page: str, limit: int = _SHORT_PAGE) -> str | None:
    """The text of a page that says at most that much, None for one that says more."""
    if len(page) > _LOOKED_AT or _is_longer(page, limit):
        return None
    text = _lines(page)
    return text if len(text) <= limit else None


@lru_cache(maxsize=1)
def _is_longer(page: str, limit: int) -> bool:
    """What is kept for the next question as well: most pages say so much that their whole text is not asked for."""
    return says_more(page, limit)


@lru_cache(maxsize=1)
def _lines(page: str) -> str:
    """A page's text, kept for the next question, for each page is asked several."""
    return html_lines(page)


def _by_headers(headers: Mapping[str, str]) -> str:
    for name, service in _HEADERS.items():
        if headers.get(name, "").lower() in ("challenge", "captcha"):
            return service
    return ""
