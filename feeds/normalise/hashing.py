"""Hashes by which contents are compared."""

from __future__ import annotations

import hashlib

from feeds.normalise.text import fold_space

CONTENT_VERSION = 1
"""First byte of every content hash: raise it when what is hashed, or how, changes, and compare only hashes of one version."""

_FIELD_END = "\x1f"  # white space to Python, so that it can't be left in a folded field


def content_hash(title: str, summary: str, body: str, author: str) -> str:
    """Two hexadecimal digits of the version, then SHA-256 over the four fields with runs of white space folded: 66 characters.

    Equal exactly where the fields are, but for white space (DESIGN, rules of data: text).
    """
    words = _FIELD_END.join(fold_space(field) for field in (title, summary, body, author))
    return f"{CONTENT_VERSION:02x}{hashlib.sha256(words.encode()).hexdigest()}"


def raw_hash(data: bytes) -> str:
    """Hash of an entry's own bytes, 32 hexadecimal digits, for the gate before the parser."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()
