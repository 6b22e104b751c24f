"""Where the list and its parts stand in the answer of a JSON API that nobody described: a guess to begin with. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

# By what an API's fields are usually called, the likeliest first; compared without case, `_` and `-`.
_NAMES: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "guid", "uuid", "documentnumber", "number", "key", "slug"),
    "title": ("title", "headline", "name", "subject"),
    "url": ("url", "htmlurl", "link", "href", "permalink", "pageurl", "canonicalurl", "weburl"),
    "summary": ("summary", "description", "abstract", "excerpt", "lead", "teaser"),
    "text": ("text", "body", "content", "fulltext"),
    "author": ("author", "byline", "creator"),
    "date": ("published", "publishedat", "datepublished", "publicationdate", "pubdate", "date", "datetime", "createdat", "created"),
    "updated": ("updated", "updatedat", "modified", "modifiedat", "datemodified", "lastmodified"),
}
_DEEPEST = 4
_LOOKED_AT = 20


def guess_fields(value: Any) -> dict[str, str]:  # noqa: ANN401 - whatever JSON holds
    """JSON Pointers by name (`Source.json_fields`) for the longest list of objects that have something like a title.

    value: the parsed answer. Empty where there is no such list.
    """
    best: dict[str, str] = {}
    length = 0
    for pointer, items in _lists(value, "", _DEEPEST):
        fields = _fields(items)
        if "title" in fields and len(items) > length:
            best, length = {"items": pointer, **fields}, len(items)
    if best:
        best.setdefault("id", best.get("url", best["title"]))
    return best


def _lists(value: Any, pointer: str, depth: int) -> Iterator[tuple[str, list[Any]]]:  # noqa: ANN401 - as above
    """Every list in objects within objects, with its pointer."""
    if isinstance(value, list):
        yield pointer, value
    elif isinstance(value, dict) and depth:
        for name, inner in value.items():
            yield from _lists(inner, f"{pointer}/{name.replace('~', '~0').replace('/', '~1')}", depth - 1)


def _fields(items: list[Any]) -> dict[str, str]:
    """Pointers within an item for what the first items have under a usual name."""
    objects = [item for item in items[:_LOOKED_AT] if isinstance(item, dict)]
    plain = {
        name.lower().replace("_", "").replace("-", ""): name
        for item in objects
        for name, value in item.items()
        if isinstance(value, str | int) and not isinstance(value, bool) and value != ""
    }
    found: dict[str, str] = {}
    for field, usual in _NAMES.items():
        name = next((plain[word] for word in usual if word in plain), None)
        if name is not None:
            found[field] = "/" + name.replace("~", "~0").replace("/", "~1")
    return found
