"""One answer of a server, and what it means: pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote_from_bytes

from feeds.errors import BadAnswer, Blocked, Gone, StatusError
from feeds.retrieve.freshness import fresh_s, retry_after_s
from feeds.types import Response

REDIRECTS = frozenset({301, 302, 303, 307, 308})  # RFC 9110 §15.4, those with a target to follow
PERMANENT = frozenset({301, 308})
BLOCKS = frozenset({401, 403, 451})

# Headers by which a firewall says that it sent a challenge and not the content, whatever the status (Cloudflare's and AWS's manuals).
_CHALLENGES = {"cf-mitigated": ("challenge",), "x-amzn-waf-action": ("challenge", "captcha")}
_SENT_BACK = ("etag", "last-modified")
_PRINTABLE = "".join(map(chr, range(0x21, 0x7F)))


@dataclass(frozen=True, slots=True)
class Answer:
    """What one hop brought. headers: names in lower case. body: as sent, empty unless the status is a success. took_s: seconds."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    took_s: float


@dataclass(frozen=True, slots=True)
class Way:
    """The hops before the last answer. permanent: whether each one was. downgraded: whether one left https for http."""

    hops: int = 0
    permanent: bool = True
    downgraded: bool = False
    took_s: float = 0.0


def plain_headers(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Headers by name in lower case, those of one name joined by ", " (RFC 9110 §5.3).

    pairs: as aiohttp gives them, bytes that are no UTF-8 as lone surrogates. Such a value is read as Latin-1, a Location is
    percent-encoded as it came, and a validator is dropped, because it could not be sent back byte for byte.
    """
    headers: dict[str, str] = {}
    for name, value in pairs:
        key = name.lower()
        if not value.isascii():
            value = _readable(key, value)
        headers[key] = f"{headers[key]}, {value}" if key in headers else value
    return {key: value for key, value in headers.items() if value or key not in _SENT_BACK}


def _readable(name: str, value: str) -> str:
    """A value without lone surrogates, which no database and no terminal would take."""
    try:
        value.encode()
    except UnicodeEncodeError:
        if name in _SENT_BACK:
            return ""
        raw = value.encode("utf-8", "surrogateescape")
        return quote_from_bytes(raw, safe=_PRINTABLE) if name == "location" else raw.decode("latin-1")
    return value


def judge(url: str, answer: Answer, conditional: bool) -> None:
    """Lets a success or a 304 pass. conditional: whether validators were sent.

    Raises Gone for 410; Blocked for 401, 403, 451, a challenge, or a 202 without a body (TRAPS 33, 41); BadAnswer for a 304 that
    nothing was asked for; StatusError for every other status, with what Retry-After asked for.
    """
    status, wait_s = answer.status, retry_after_s(answer.headers)
    if any(answer.headers.get(name, "").lower() in values for name, values in _CHALLENGES.items()):
        raise Blocked(url, status, f"HTTP {status} with a challenge in place of the content", wait_s)
    if 200 <= status < 300:
        if status == 202 and not answer.body:
            raise Blocked(url, status, "HTTP 202 without a body, as firewalls answer", wait_s)
        return
    if status == 304:
        if not conditional:
            raise BadAnswer(url, "HTTP 304 to a request that sent no validators")
        return
    if status == 410:
        raise Gone(url, status, retry_after_s=wait_s)
    raise (Blocked if status in BLOCKS else StatusError)(url, status, retry_after_s=wait_s)


def response(url: str, final_url: str, answer: Answer, body: bytes, way: Way) -> Response:
    """The Response of a whole retrieval.

    url: as asked. final_url: of the last hop. answer: the last one. body: decoded. way: the hops before it. A way that left https is
    never worth remembering, so it has no permanent_url.
    """
    return Response(
        url=url,
        final_url=final_url,
        status=answer.status,
        headers=answer.headers,
        body=body,
        sent_bytes=len(answer.body),
        permanent_url=final_url if way.hops and way.permanent and not way.downgraded else None,
        fresh_s=fresh_s(answer.headers),
        retry_after_s=retry_after_s(answer.headers),
        elapsed_ms=round(1000 * (way.took_s + answer.took_s)),
        downgraded=way.downgraded,
    )
