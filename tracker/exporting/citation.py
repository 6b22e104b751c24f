"""How to cite an export: `CITATION.cff`, Citation File Format 1.2.0 (https://github.com/citation-file-format). Pure."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.exporting.package import Contents

KEYWORDS = ("tariffs", "trade policy", "Japan", "United States", "timeline", "関税")


def citation_text(contents: Contents, author: str) -> str:
    """The file; texts stand in double quotes as JSON has them, which YAML 1.2 reads alike. author: who publishes the data."""
    return "\n".join(_lines(contents, author)) + "\n"


def _lines(contents: Contents, author: str) -> Iterator[str]:
    release, said = contents.release, contents.descriptions
    yield "cff-version: 1.2.0"
    yield f"message: {_text('If you use these data, cite them as below, with the day and the address of what you used.')}"
    yield "type: dataset"
    yield f"title: {_text(said.title[0])}"
    yield f"abstract: {_text(f'{said.description[0]} {said.description[1]}')}"
    yield "authors:"
    yield f"  - name: {_text(author)}"
    yield "keywords:"
    yield from (f"  - {_text(one)}" for one in KEYWORDS)
    yield f"version: {_text(f'{release.pack}; {release.linker}')}"
    if contents.made_at:
        yield f"date-released: {_text(contents.made_at[:10])}"
    if contents.home:
        yield f"url: {_text(contents.home)}"
    if release.fingerprint:
        yield "identifiers:"
        yield "  - type: other"
        yield f"    value: {_text(f'fingerprint:{release.fingerprint}')}"
        yield f"    description: {_text('SHA-256 over links and events: the same data bear the same.')}"


def _text(text: str) -> str:
    return json.dumps(" ".join(text.split()), ensure_ascii=False)
