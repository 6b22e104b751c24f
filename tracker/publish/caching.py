"""What caches are told about an answer: who may keep it, for how long, and by which mark it is known again. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from tracker.publish.answers import Asked

SHARED = "public, max-age=0, s-maxage=15, stale-while-revalidate=60"
"""A browser asks each time and mostly hears 304; a proxy in front holds a rush for as long as a tick of the poller, and may answer with
what it has for a minute while it fetches anew (RFC 9111 §5.2.2.10, RFC 5861 §3)."""
PRIVATE = "private, no-store"
VARY = "Accept-Language, Cookie"
MARK = "x-tracker-kept"
"""A header between our pages and `settled`; it never leaves the server."""


@dataclass(frozen=True, slots=True)
class State:
    """What a page depends on beside its address. data: changes with each write to the database. program: version, style and start."""

    data: str
    program: str


def page_tag(asked: Asked, state: State) -> str:
    """The weak entity tag (RFC 9110 §8.8.3) of a page: address, language, database, program, and the minute, as pages tell their age.

    `state.data` must be read before the page is, so that what is written meanwhile makes the tag too old and never the page.
    """
    choice = asked.r.choice
    parts = (asked.path, repr(asked.pairs), choice.lang, str(choice.explicit), asked.site, asked.now[:16], state.data, state.program)
    return f'W/"p{_hash(repr(parts).encode())}"'


def body_tag(body: bytes) -> str:
    """The weak entity tag of data, by its bytes: readers of feeds come back after hours, and mostly nothing has changed."""
    return f'W/"d{_hash(body)}"'


def is_known(tag: str, if_none_match: str) -> bool:
    """Whether a client has an answer already. if_none_match: the header as sent, compared weakly (RFC 9110 §13.1.2); empty for none."""
    wanted = tag.removeprefix("W/")
    return any(one.strip() == "*" or one.strip().removeprefix("W/") == wanted for one in if_none_match.split(","))


def kept(tag: str, explicit: bool, by_language: bool) -> dict[str, str]:
    """The headers of an answer that may be shared. by_language: whether it comes in the reader's language; explicit: by the address."""
    return {"ETag": tag, MARK: VARY if by_language and not explicit else ""}


def settled(headers: Sequence[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """The headers of an answer as they leave: what `kept` marked may be shared, unless it sets a cookie after all.

    Datasette makes every answer to a request with a cookie private, and lets all others vary by cookies: it can't know which of them
    say the same to everybody.
    """
    marks = [value for name, value in headers if name.lower() == MARK.encode()]
    rest = [(name, value) for name, value in headers if name.lower() != MARK.encode()]
    if not marks or any(name.lower() == b"set-cookie" for name, _ in rest):
        return rest
    rest = [(name, value) for name, value in rest if name.lower() not in (b"cache-control", b"vary")]
    return [*rest, (b"cache-control", SHARED.encode()), *([(b"vary", marks[0])] if marks[0] else [])]


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:24]
