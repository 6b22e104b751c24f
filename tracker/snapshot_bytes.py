"""The bytes of a snapshot as they were retrieved: the other way round of what the poller compresses."""

from __future__ import annotations

from zstandard import ZstdDecompressor, ZstdError


def retrieved_bytes(body: bytes, encoding: str) -> bytes:
    """The bytes of a stored snapshot. encoding: `zstd` or "" for none. Empty for a body that can't be decompressed: it is damaged."""
    if encoding != "zstd":
        return body
    try:
        return ZstdDecompressor().decompress(body)
    except ZstdError:
        return b""
