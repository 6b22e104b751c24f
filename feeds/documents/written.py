"""What a reader of one kind of file found in it, and how much it may find."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from feeds.errors import TooComplex
from feeds.types import NO_STAMP, Stamp

MOST_CHARACTERS = 3_000_000
"""Of a document's text: the tariff schedule's largest chapter has under 0.5 million."""


@dataclass(frozen=True, slots=True)
class Written:
    """Text, and what the file says of itself. empty_why: why there is no text, empty where there may be some."""

    text: str
    title: str = ""
    author: str = ""
    published: Stamp = NO_STAMP
    updated: Stamp = NO_STAMP
    lang: str = ""
    warnings: tuple[str, ...] = ()
    empty_why: str = ""


def joined(url: str, lines: Iterable[str]) -> str:
    """Lines as one text. Raises TooComplex past MOST_CHARACTERS, without taking more of them."""
    kept: list[str] = []
    room = MOST_CHARACTERS
    for line in lines:
        room -= len(line) + 1
        if room < 0:
            raise TooComplex(url, f"a document of more than {MOST_CHARACTERS} characters")
        kept.append(line)
    return "\n".join(kept)
