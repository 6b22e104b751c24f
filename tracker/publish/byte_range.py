"""Which bytes of a file a request asks for (RFC 9110 §14). Pure."""

from __future__ import annotations

import re

_ONE = re.compile(r"\s*bytes\s*=\s*(\d{0,18})\s*-\s*(\d{0,18})\s*", re.I | re.A)


def asked_range(header: str, if_range: str, tag: str, size: int) -> range | None:
    """The bytes that are asked for, None for all of them, an empty range for bytes that there are not.

    header, if_range: `Range` and `If-Range` as sent, empty for none. tag: the file's strong entity tag; another one in `If-Range` asks for
    the whole file, and so does a date, as a second may have seen two files. Several ranges, and what can't be understood, are answered
    with the whole file, as §14.2 allows. size: bytes.
    """
    found = _ONE.fullmatch(header)
    if found is None or (if_range.strip() and if_range.strip() != tag):
        return None
    first, last = found[1], found[2]
    if not first:
        return range(max(0, size - int(last)), size) if last else None
    if last and int(last) < int(first):
        return None
    return range(int(first), min(size, int(last) + 1) if last else size)
