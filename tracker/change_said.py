"""The sentence of a change: what was compared, and where nothing could be, as of a page that is gone, what happened to it. Pure."""

from __future__ import annotations

from tracker.labels import sentence


def change_said(kind: str, summary: str, lang: str) -> str:
    """The sentence in one language. kind: as in `changes`. summary: as stored in that language, empty for none; lang: `en` or `ja`."""
    return summary or sentence("change_kind", kind, lang)
