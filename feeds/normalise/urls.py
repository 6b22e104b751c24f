"""Addresses: which are links at all, and which mean the same page (RFC 3986 §6, WHATWG URL for what browsers forgive).

For items only what is known to mean nothing is folded: scheme, case of the host, default ports, fragments, tracking parameters, spelling of
percent-encoding. No variant is guessed (`m.`, `amp`, trailing slashes). For sources the query string is identity: nothing is stripped.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

from feeds.normalise.tracking import ANYWHERE, BY_HOST, PREFIXES, WRAPPED

_SCHEMES = ("http", "https")
_PORTS = (80, 443)
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_ESCAPE = re.compile(r"%([0-9a-fA-F]{2})|%|[^!#$&-;=?-Z_a-z~\[\]]")
_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/?]*", re.IGNORECASE)
_NO_HOST = re.compile(r"[\s%<>\"'`{}|\\^@/?#\[\]\x00-\x1f]")
_LONGEST_HOST = 253  # RFC 1035 §2.3.4, without the final dot
# WHATWG URL §4.1: these are dropped around an address, tabs and line ends wherever they stand; and the spaces that people paste.
_AROUND = "".join(map(chr, range(0x21))) + "\u00a0\u3000"
_REMOVED = re.compile(r"[\t\n\r]")
# Nearly all links: absolute, a plain host, nothing in them that is changed below.
_PLAIN = re.compile(r"https?://[A-Za-z0-9.-]+(?:/[!#$%&'()*+,./0-9:;=?@A-Z_a-z~-]*)?")
_UNSAFE = re.compile(r"[\x00-\x20\"<>`{}|\x7f\ud800-\udfff]")


def http_url(url: str, base: str = "") -> str:
    """A link as an absolute http or https address, otherwise as it was written; empty for anything else (TRAPS 23: `javascript:`).

    base: what a relative link is relative to; without one it is no link. Spaces, quotes and angle brackets come out encoded.
    """
    if _PLAIN.fullmatch(url):
        return url
    text = _slashed(_REMOVED.sub("", url.strip(_AROUND)))
    if not text:
        return ""
    try:
        # An http address without a host is a broken one, not a relative link.
        joined = text if not base or urlsplit(text).scheme in _SCHEMES else urljoin(_slashed(base), text)
        parts = urlsplit(joined)
        usable = parts.scheme in _SCHEMES and parts.hostname and parts.port != 0
    except ValueError:  # a port or an IPv6 address that can't be
        return ""
    return _UNSAFE.sub(lambda match: quote(match[0], errors="replace"), joined) if usable else ""


@lru_cache(maxsize=8192)
def canonical_url(url: str) -> str:
    """The address that all spellings of an item's address share; empty for what is no http(s) address.

    Always https, so that a site's change of scheme makes no second item. Canonical addresses stay as they are.
    """
    parts, host = _parsed(url)
    if not host:
        return ""
    if inner := _unwrapped(host, parts):
        return canonical_url(inner)
    path = _without_dots(_spelled(_SESSION.sub("", parts.path))) or "/"
    query = _kept_query(host, parts.query)
    return f"https://{host}{_port(parts)}{path}{f'?{query}' if query else ''}"


def publication_key(canonical: str) -> str:
    """What copies of an item in several sources share: the canonical address without its scheme and without `www.`; or empty."""
    return canonical.removeprefix("https://").removeprefix("www.")


def source_url(url: str) -> str:
    """A source's address for comparing: case of scheme and host, default port and fragment folded, nothing else; or empty."""
    parts, host = _parsed(url)
    if not host:
        return ""
    return f"{parts.scheme}://{host}{_port(parts)}{parts.path or '/'}{f'?{parts.query}' if parts.query else ''}"


def host_of(url: str) -> str:
    """The host of an address in ASCII, without its port; empty for what is no http(s) address."""
    return _parsed(url)[1]


def ascii_host(host: str) -> str:
    """A host in lower case and ASCII (IDNA), an IPv6 address in brackets; empty where it can't be one."""
    name = host.rstrip(".").lower()
    if ":" in name:
        return f"[{name}]"
    if not name.isascii():
        try:
            name = name.encode("idna").decode("ascii").lower()
        except UnicodeError:
            return ""
    return name if len(name) <= _LONGEST_HOST and not _NO_HOST.search(name) else ""


def _slashed(url: str) -> str:
    """Backslashes up to the query as slashes, as browsers read them (WHATWG URL §4.4)."""
    if "\\" not in url:
        return url
    end = min((at for at in (url.find("?"), url.find("#")) if at >= 0), default=len(url))
    return url[:end].replace("\\", "/") + url[end:]


def _parsed(url: str) -> tuple[SplitResult, str]:
    """The parts of an address and its host in ASCII; an empty host for what is no http(s) address."""
    parts = urlsplit(http_url(url))
    return parts, ascii_host(parts.hostname or "")


def _port(parts: SplitResult) -> str:
    return "" if parts.port is None or parts.port in _PORTS else f":{parts.port}"


def _spelled(text: str) -> str:
    """Percent-encoding of one spelling: unreserved characters plain, hexadecimals in capitals, the rest encoded (RFC 3986 §6.2.2)."""

    def one(match: re.Match[str]) -> str:
        if match[1] is None:
            return quote(match[0], safe="", errors="replace")
        character = chr(int(match[1], 16))
        return character if character in _UNRESERVED else match[0].upper()

    return _ESCAPE.sub(one, text)


def _without_dots(path: str) -> str:
    """A path without its `.` and `..` segments (RFC 3986 §5.2.4); double slashes stay, they can be part of an address."""
    if "/." not in path:
        return path
    kept: list[str] = []
    segments = path.split("/")
    for segment in segments:
        if segment == "..":
            if len(kept) > 1:
                kept.pop()
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/".join(kept)


def _kept_query(host: str, query: str) -> str:
    if not query:
        return ""
    own = frozenset[str]().union(*(names for site, names in BY_HOST.items() if host == site or host.endswith(f".{site}")))
    kept = [pair for pair in query.split("&") if pair and not _is_tracking(unquote(pair.partition("=")[0]).lower(), own)]
    return _spelled("&".join(kept))


def _is_tracking(name: str, own: frozenset[str]) -> bool:
    return name in ANYWHERE or name in own or name.startswith(PREFIXES)


def _unwrapped(host: str, parts: SplitResult) -> str:
    name = WRAPPED.get((host.removeprefix("www."), parts.path))
    if not name:
        return ""
    values = [value for key, _, value in (pair.partition("=") for pair in parts.query.split("&")) if key == name]
    return http_url(unquote(values[0])) if values else ""
