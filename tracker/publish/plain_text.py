"""Texts of strangers as feeds and calendars may carry them: pure."""

from __future__ import annotations

import re

LONGEST = 300
"""Code points of a summary: a feed carries no third-party text beyond a title and some words."""
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What an XML 1.0 document can't hold (https://www.w3.org/TR/xml/#charsets), and the control characters that nothing had better hold."""


def clean(text: str) -> str:
    """A text without control characters and halves of characters; tabs and line breaks stay."""
    return _UNPRINTABLE.sub("", text)


def shortened(text: str) -> str:
    """The text on one line, cut after LONGEST code points with an ellipsis."""
    line = " ".join(clean(text).split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1].rstrip()}…"
