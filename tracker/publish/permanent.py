"""Names of our things that hold for ever and everywhere, for feeds and calendars: pure."""

from __future__ import annotations

from uuid import UUID, uuid5

_OURS = UUID("6a1f3f0e-2f6b-5d5c-9a43-0c1d5b7e4a16")
"""The name space of this program; never another one, or every reader's feed and calendar would show each thing anew."""


def permanent_id(kind: str, *names: str) -> str:
    """A UUID (RFC 9562 §5.5, version 5) made of what something is called: the same on every installation and at every address.

    kind: what it is, such as `event`. names: what tells it from all others of its kind.
    """
    return str(uuid5(_OURS, "\x1f".join((kind, *names))))


def permanent_urn(kind: str, *names: str) -> str:
    """The same as a URN, as Atom wants it (RFC 4287 §4.2.6)."""
    return f"urn:uuid:{permanent_id(kind, *names)}"
