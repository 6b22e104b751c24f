"""How long a server wants to be left alone, out of its headers: pure. The server's own Date is the only clock asked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_MOST_S = 2**31  # RFC 9111 §1.2.2: what a larger number of seconds is taken for
_MAX_AGE = re.compile(r'(?:^|,)\s*max-age\s*=\s*"?(\d+)"?\s*(?=,|$)', re.IGNORECASE)
_NOT_AT_ALL = re.compile(r"(?:^|,)\s*no-(?:cache|store)\s*(?=,|$)", re.IGNORECASE)


def fresh_s(headers: Mapping[str, str]) -> int:
    """Seconds for which the answer stays fresh: max-age, else Expires less Date, both less Age (RFC 9111 §4.2.1, §4.2.3).

    headers: names in lower case. 0 where the server states nothing, forbids it, or can't be understood. We are a private cache, so
    s-maxage is not for us.
    """
    control = headers.get("cache-control", "")
    if _NOT_AT_ALL.search(control):
        return 0
    stated = _MAX_AGE.search(control)
    lifetime_s = _seconds(stated.group(1)) if stated else _until(headers, headers.get("expires", ""))
    return max(0, lifetime_s - _seconds(headers.get("age", "")))


def retry_after_s(headers: Mapping[str, str]) -> int:
    """Seconds that Retry-After asks for, in either form (RFC 9110 §10.2.3); 0 for nothing. headers: names in lower case."""
    stated = headers.get("retry-after", "")
    return _seconds(stated) or _until(headers, stated)


def _seconds(text: str) -> int:
    """A number of seconds; 0 for anything else."""
    text = text.strip()
    if not (text.isascii() and text.isdigit()):
        return 0
    return min(int(text[:12]), _MOST_S) if len(text) <= 12 else _MOST_S


def _until(headers: Mapping[str, str], moment: str) -> int:
    """Seconds from the answer's Date to a moment; 0 where either is missing or past."""
    start, end = _instant(headers.get("date", "")), _instant(moment)
    return min(max(0, int((end - start).total_seconds())), _MOST_S) if start and end else 0


def _instant(text: str) -> datetime | None:
    """An HTTP date in any of the three forms (RFC 9110 §5.6.7), None for anything else, e.g. `Expires: 0`."""
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
