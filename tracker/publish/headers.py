"""Safety headers of every answer that does not bring its own."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, MutableMapping
from contextvars import ContextVar
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

NONCE: ContextVar[str] = ContextVar("tracker_nonce", default="")
"""The nonce of the answer that is being made (https://www.w3.org/TR/CSP3/#security-nonces); empty outside of one."""

HANDLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=' 'sha256-38xqj8N9cygggde3AvM+xVgS15DUXTOhM9fjk0hLOS0='"
"""Of the style element that Datasette's cm-resize-1.0.1.min.js makes for the editor's handle: empty at first, then with its rules."""


def own_headers(nonce: str) -> dict[bytes, bytes]:
    """The headers of Datasette's own pages: scripts and styles of theirs run by the nonce that `own_templates` puts on them.

    Scripts are loaded by nonce too, so that no other file of this host runs as one; `data:` is the editor's handle.
    """
    policy = (
        f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}' {HANDLE}; "
        "img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    return {
        b"content-security-policy": policy.encode(),
        b"x-content-type-options": b"nosniff",
        b"referrer-policy": b"same-origin",
        b"permissions-policy": PERMISSIONS.encode(),
    }


def guarded(app: App) -> App:
    """The application with the safety headers on each answer that lacks them, and what caches are told (ASGI 3: scope, receive, send)."""

    async def serve(scope: Message, receive: Receive, send: Send) -> None:
        nonce = secrets.token_urlsafe(16)

        async def add(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = settled([(name, value) for name, value in message.get("headers", [])])
                have = {name.lower() for name, _ in headers}
                message = {**message, "headers": [*headers, *(one for one in own_headers(nonce).items() if one[0] not in have)]}
            await send(message)

        token = NONCE.set(nonce)
        try:
            await app(scope, receive, add)
        finally:
            NONCE.reset(token)

    return serve
