"""Safety headers of every answer that does not bring its own."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from tracker.publish.caching import PRIVATE, settled

PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"
"""What no page of ours may ask a browser for (https://www.w3.org/TR/permissions-policy/)."""

Message = MutableMapping[str, Any]
Send = Callable[[Message], Awaitable[None]]
Receive = Callable[[], Awaitable[Message]]
App = Callable[[Message, Receive, Send], Awaitable[None]]

SECURITY = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS,
}
"""On each of our answers: pages without scripts, nothing from another host, nothing told to where a link leads."""
GUARDED = {
    **SECURITY,
    "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "X-Robots-Tag": "noindex, noarchive",
}
"""On what strangers wrote, whole: even where a browser took it for a page, nothing in it would run, load, or act in our name."""
OPEN = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "ETag, Link"}
"""On data that scripts of other sites may read: it is the same for everybody (https://fetch.spec.whatwg.org/#http-access-control-allow-origin)."""
UNKEPT = {"Cache-Control": PRIVATE}
"""On what is not for everybody, or not for long."""

OWN_PAGES = {
    b"content-security-policy": b"default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    b"img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"same-origin",
    b"permissions-policy": PERMISSIONS.encode(),
}
"""Datasette's own pages have scripts and styles in their markup; this is the strictest that leaves them working."""


def guarded(app: App) -> App:
    """The application with the safety headers on each answer that lacks them, and what caches are told (ASGI 3: scope, receive, send)."""

    async def serve(scope: Message, receive: Receive, send: Send) -> None:
        async def add(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = settled([(name, value) for name, value in message.get("headers", [])])
                have = {name.lower() for name, _ in headers}
                message = {**message, "headers": [*headers, *(one for one in OWN_PAGES.items() if one[0] not in have)]}
            await send(message)

        await app(scope, receive, add)

    return serve
