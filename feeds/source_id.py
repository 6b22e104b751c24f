"""Ids for sources that come without one: readable, and unique among those that are taken. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection
from itertools import count
from urllib.parse import urlsplit

_LONGEST = 60
_NO_LETTERS = re.compile(r"[^a-z0-9]+")
_SUFFIX = re.compile(r"\.(?:xml|rss|rdf|atom|json|html?|php|aspx?)$")


def source_id(url: str, taken: Collection[str]) -> str:
    """An id out of host and path, e.g. `example-org-news-rss`; with `-2`, `-3` … where that is taken.

    url: of the source. taken: ids that can't be used.
    """
    plain = slug(url)
    if plain not in taken:
        return plain
    return next(numbered for number in count(2) if (numbered := f"{plain}-{number}") not in taken)


def slug(url: str) -> str:
    """Host without `www.` and path without its suffix in small letters and digits; `source` where nothing of that is left."""
    try:
        parts = urlsplit(url.lower())
        host, path = parts.hostname or "", parts.path
    except ValueError:
        host, path = "", url.lower()
    words = _NO_LETTERS.sub("-", f"{host.removeprefix('www.')}{_SUFFIX.sub('', path.rstrip('/'))}")
    return words[:_LONGEST].strip("-") or "source"
