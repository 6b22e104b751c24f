"""How a golden pair of reading is run: from an `.in` file and what its `.out.json` says of the source, to what it should come to."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from feeds.normalise.identity import identities
from feeds.parse import parse
from feeds.types import Document, Entry, Identity, Response, Source, Stamp

HERE = Path(__file__).parent
NAMES = sorted(path.name.removesuffix(".out.json") for path in HERE.glob("*.out.json"))


def input_of(name: str) -> Path:
    return next(path for path in HERE.glob(f"{name}.in.*"))


def expected(name: str) -> dict[str, Any]:
    return json.loads((HERE / f"{name}.out.json").read_text(encoding="utf-8"))


def source_of(case: dict[str, Any]) -> Source:
    return Source(id="golden", **{"url": case["url"], **case["source"]})


def response_of(case: dict[str, Any], body: bytes, content_type: str | None = None) -> Response:
    headers = {"content-type": case["content_type"] if content_type is None else content_type}
    return Response(case["url"], case["url"], 200, headers, body)


def read(case: dict[str, Any], response: Response) -> dict[str, Any]:
    """The document and its entries with who they are, without empty fields."""
    source = source_of(case)
    document = parse(response, source, origin=case.get("origin", "entry"))
    named = identities(document.entries, source)
    return {
        "document": _document(document),
        "entries": [_entry(entry, identity) for entry, identity in zip(document.entries, named, strict=True)],
    }


def _document(document: Document) -> dict[str, Any]:
    plain = asdict(document)
    for name in ("entries", "raw_hashes", "skipped"):
        del plain[name]
    return _without_empty(plain)


def _entry(entry: Entry, identity: Identity) -> dict[str, Any]:
    plain = asdict(entry)
    for name in ("published", "updated"):
        plain[name] = _stamp(getattr(entry, name))
    del plain["raw_hash"], plain["shared_guid"], plain["shared_url"], plain["position"]
    plain |= {"key": identity.key, "publication_key": identity.publication_key, "aliases": [list(one) for one in identity.aliases]}
    return _without_empty(plain)


def _stamp(stamp: Stamp) -> str:
    """A date in one line: the instant, the day as stated, how precise, whose zone, and the words."""
    return f"{stamp.at or '-'} {stamp.date or '-'} {stamp.precision} {stamp.zone_from} <- {stamp.raw}" if stamp.raw else ""


def _without_empty(plain: dict[str, Any]) -> dict[str, Any]:
    return {name: list(value) if isinstance(value, tuple) else value for name, value in plain.items() if value not in ("", (), [], 0, None)}
