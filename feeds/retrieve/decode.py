"""Undoes Content-Encoding within a limit: pure. We do it ourselves so that a bomb is cut while it unfolds."""

from __future__ import annotations

import zlib

from feeds.errors import BadAnswer, TooLarge

# What we advertise; nothing that we can't read within a limit.
ACCEPTED = "gzip, deflate"

# Seen where a server puts a charset or a transfer word into the header: the body is as it stands.
_NOTHING_DONE = frozenset({"", "identity", "none", "binary", "8bit", "utf-8", "utf8", "shift_jis", "euc-jp"})
_GZIP = frozenset({"gzip", "x-gzip"})  # RFC 9110 §8.4.1.3
_MOST_LAYERS = 3


def decoded(url: str, body: bytes, content_encoding: str, limit: int) -> bytes:
    """The body with its Content-Encoding undone, the last applied first (RFC 9110 §8.4).

    content_encoding: the header, codings with commas between. limit: bytes at every layer.
    Raises TooLarge past the limit, BadAnswer for an unknown coding, too many layers, or data that is broken or cut off.
    """
    layers = [name for part in content_encoding.split(",") if (name := part.strip().lower()) not in _NOTHING_DONE]
    if len(layers) > _MOST_LAYERS:
        raise BadAnswer(url, f"{len(layers)} content encodings, one in the other")
    for name in reversed(layers):
        body = _layer_undone(url, body, name, limit)
    if len(body) > limit:
        raise TooLarge(url, "decoded", limit)
    return body


def _layer_undone(url: str, body: bytes, name: str, limit: int) -> bytes:
    """One coding undone; an empty body stays empty, whatever the header says."""
    if not body:
        return body
    try:
        if name in _GZIP:
            return _gunzipped(url, body, limit)
        if name == "deflate":
            return _inflated(url, body, limit)
    except zlib.error as error:
        raise BadAnswer(url, f"broken {name} data: {error}") from error
    raise BadAnswer(url, f"content encoding {name[:40]!a}, which we did not ask for")


def _gunzipped(url: str, body: bytes, limit: int) -> bytes:
    """All members, one after the other (RFC 1952 §2.2); what follows the last one is padding."""
    parts: list[bytes] = []
    room, rest = limit, body
    while not parts or rest[:2] == b"\x1f\x8b":
        part, rest = _unfolded(url, rest, 16 + zlib.MAX_WBITS, room, limit)
        parts.append(part)
        room -= len(part)
    return b"".join(parts)


def _inflated(url: str, body: bytes, limit: int) -> bytes:
    """Deflate data in its zlib wrapping, or without it as some servers send it (RFC 9110 §8.4.1.2, note)."""
    wrapped = body[0] & 0x0F == 8 and int.from_bytes(body[:2], "big") % 31 == 0  # RFC 1950 §2.2: method and header check
    return _unfolded(url, body, zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS, limit, limit)[0]


def _unfolded(url: str, data: bytes, window_bits: int, room: int, limit: int) -> tuple[bytes, bytes]:
    """One stream unfolded to at most `room` bytes, and what follows it."""
    stream = zlib.decompressobj(window_bits)
    part = stream.decompress(data, room + 1)
    if len(part) > room:
        raise TooLarge(url, "decoded", limit)
    if not stream.eof:
        raise BadAnswer(url, "compressed data that is cut off")
    return part, stream.unused_data
