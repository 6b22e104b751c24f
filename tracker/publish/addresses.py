"""Addresses on and off our pages: pure."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import quote, urlencode, urlsplit

Pairs = Sequence[tuple[str, str]]


def safe_url(url: str | None) -> str:
    """`url` where it is http or https with a host, else the empty string: a source's `javascript:` link is no link (TRAPS 23)."""
    if not url or any(ord(character) <= 0x20 or character == "\\" for character in url):
        return ""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return ""
    return url if parts.scheme in ("http", "https") and host else ""


def host_of(url: str | None) -> str:
    """The host that a safe address leads to, without `www.`; the empty string for an unsafe one."""
    safe = safe_url(url)
    host = (urlsplit(safe).hostname or "") if safe else ""
    return host.removeprefix("www.")


def address(path: str, pairs: Pairs = ()) -> str:
    """A path of ours with its query; pairs without a value are left out."""
    kept = [(name, value) for name, value in pairs if value]
    return path + ("?" + urlencode(kept) if kept else "")


def segment(text: str | int) -> str:
    """A text as one segment of a path (RFC 3986 §3.3)."""
    return quote(str(text), safe="")


def with_value(pairs: Pairs, name: str, value: str) -> list[tuple[str, str]]:
    """The pairs with `name` set to `value` alone, in its old place or at the end; an empty value takes it out."""
    kept = [pair for pair in pairs if pair[0] != name]
    if not value:
        return kept
    position = next((index for index, pair in enumerate(pairs) if pair[0] == name), len(kept))
    return [*kept[:position], (name, value), *kept[position:]]
