"""Reads anchor packs: folders with an `anchor.toml` and JSON Lines beside it. Checks every row, and names the file and row of a fault."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

from db.records import Baseline, EventRow
from tracker.errors import PackError
from tracker.gazetteer import read_concepts
from tracker.pack import (
    Ahead,
    Anchor,
    Capital,
    Citation,
    Claim,
    ClaimEvidence,
    ClaimOutcome,
    Pack,
    Phase,
    ProductClass,
    Rate,
    RateSource,
    Step,
    Thread,
)
from tracker.pack_checks import check_apart, check_pack
from tracker.pack_tables import tables
from tracker.typed_rows import row_from

Row = TypeVar("Row")

REQUIRED = ("anchor.toml", "chronology.jsonl", "gazetteer.jsonl")
"""What every pack has; the other files may be missing."""

_NOTES = frozenset({"mentions_future"})
"""Keys of a chronology row that only its editors read."""


@dataclass(frozen=True, slots=True)
class _Line:
    """One decoded line of a pack's file. where: file and row, for errors."""

    data: Mapping[str, Any]
    where: str


def load_packs(extra: Sequence[Path] = ()) -> tuple[Pack, ...]:
    """The packs that ship with the program, then those of the folders `extra`, in order.

    A pack without weights of its own takes those of the first pack that has some. Raises PackError for a folder that holds no pack, a
    row that can't be used, and an id that two packs share.
    """
    packs = [load_pack(folder) for folder in (*shipped(), *extra)]
    check_apart(packs)
    weights = next((pack.weights for pack in packs if pack.weights), "")
    return tuple(replace(pack, weights=pack.weights or weights) for pack in packs)


def shipped() -> tuple[Path, ...]:
    """The folders of the packs that ship with the program, by name."""
    root = Path(str(files("tracker"))) / "anchors"
    return tuple(sorted(folder for folder in root.iterdir() if (folder / "anchor.toml").is_file()))


def load_pack(folder: Path) -> Pack:
    """The pack in a folder, read and checked.

    Raises PackError where a required file is missing, a line is no JSON object, a row lacks a key or has a wrong one, or rows contradict
    each other (`tracker.pack_checks`).
    """
    for name in REQUIRED:
        if not (folder / name).is_file():
            raise PackError(str(folder), f"no {name} there", "an anchor pack is a folder with " + ", ".join(REQUIRED))
    anchor = _anchor(folder / "anchor.toml")
    chronology = _lines(folder / "chronology.jsonl")
    threads = _lines(folder / "threads.jsonl")
    claims = _lines(folder / "claims.jsonl")
    weights = folder / "weights.json"
    pack = Pack(
        folder=folder,
        anchor=anchor,
        events=tuple(_event(line, anchor.id) for line in chronology),
        citations=tuple(citation for line in chronology for citation in _citations(line)),
        threads=tuple(row_from(Thread, _without(line, "kind"), line.where) for line in threads if _is_thread(line)),
        steps=tuple(_step(line) for line in threads if not _is_thread(line)),
        classes=_rows(folder, "product_classes", ProductClass, {"anchor_id": anchor.id}),
        rates=_rows(folder, "tariff_rates", Rate, {"anchor_id": anchor.id}),
        rate_sources=_rows(folder, "rate_sources", RateSource),
        claims=tuple(row_from(Claim, _without(line, "outcomes", "evidence"), line.where) for line in claims),
        outcomes=tuple(row for line in claims for row in _parts(line, "outcomes", _outcome)),
        evidence=tuple(row for line in claims for row in _parts(line, "evidence", _evidence)),
        ahead=tuple(_ahead(line) for line in _lines(folder / "ahead.jsonl")),
        concepts=read_concepts(_text(folder / "gazetteer.jsonl").splitlines(), _name(folder / "gazetteer.jsonl")),
        weights=str(weights) if weights.is_file() else "",
    )
    check_pack(pack)
    return pack


def baseline(pack: Pack) -> Baseline:
    """What a pack brings into a database: its tables in an order in which foreign keys hold."""
    return Baseline(pack.anchor.id, pack.anchor.pack_version, tables(pack))


def _anchor(path: Path) -> Anchor:
    where = _name(path)
    try:
        data = tomllib.loads(_text(path))
    except tomllib.TOMLDecodeError as error:
        raise PackError(where, f"no TOML: {error}", "see https://toml.io") from error
    capitals = tuple(row_from(Capital, row, f"{where}, capitals") for row in _objects(data.pop("capitals", []), where))
    phases = tuple(row_from(Phase, row, f"{where}, phases") for row in _objects(data.pop("phases", []), where))
    return replace(row_from(Anchor, data, where), capitals=capitals, phases=phases)


def _objects(value: object, where: str) -> list[Mapping[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        raise PackError(where, "capitals, phases, sources, outcomes and evidence are lists of objects")
    return value


def _lines(path: Path) -> tuple[_Line, ...]:
    return tuple(_decoded(path)) if path.is_file() else ()


def _decoded(path: Path) -> Iterator[_Line]:
    for number, text in enumerate(_text(path).splitlines(), 1):
        if not text.strip():
            continue
        where = f"{_name(path)}, row {number}"
        try:
            data = json.loads(text)
        except json.JSONDecodeError as error:
            raise PackError(where, f"no JSON: {error.msg}", "one JSON object a line") from error
        if not isinstance(data, dict):
            raise PackError(where, "no JSON object", "one JSON object a line")
        yield _Line(data, where + (f" ({data['id']})" if isinstance(data.get("id"), str) else ""))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PackError(str(path), f"can't be read: {error}", "it must be a readable file in UTF-8") from error


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def _rows(folder: Path, name: str, kind: type[Row], added: Mapping[str, str] | None = None) -> tuple[Row, ...]:
    return tuple(row_from(kind, {**line.data, **(added or {})}, line.where) for line in _lines(folder / f"{name}.jsonl"))


def _without(line: _Line, *names: str) -> dict[str, Any]:
    return {name: value for name, value in line.data.items() if name not in names}


def _event(line: _Line, anchor_id: str) -> EventRow:
    data = {name: value for name, value in line.data.items() if name not in _NOTES and name != "sources"}
    data.setdefault("known_from", data.get("occurred_at") or data.get("date"))
    stated = {"anchor_id": anchor_id, "origin": "baseline", "status": "baseline"}
    return row_from(EventRow, {**data, **stated}, line.where)


def _citations(line: _Line) -> Iterator[Citation]:
    for row in _objects(line.data.get("sources", []), line.where):
        data = {**row, "event_id": line.data.get("id"), **_published(row.get("published"), line.where)}
        data.pop("published", None)
        yield row_from(Citation, data, f"{line.where}, sources")


def _published(stated: object, where: str) -> dict[str, str]:
    """The columns for a citation's date. A bare day has no zone: its start in UTC keeps the stated day readable in the text."""
    if stated is None:
        return {}
    if isinstance(stated, str) and len(stated) == 10:
        return {"published_at": f"{stated}T00:00:00Z", "published_precision": "day"}
    if isinstance(stated, str) and len(stated) == 20:
        return {"published_at": stated, "published_precision": "second"}
    raise PackError(where, f"'published' is {stated!r}", "write a day as 2025-04-16, an instant as 2025-04-16T20:30:00Z, or null")


def _is_thread(line: _Line) -> bool:
    kind = line.data.get("kind")
    if kind not in ("thread", "step"):
        raise PackError(line.where, f"'kind' is {kind!r}", "give thread or step")
    return bool(kind == "thread")


def _step(line: _Line) -> Step:
    data = _without(line, "kind", "thread")
    return row_from(Step, {**data, "thread_id": line.data.get("thread", "")}, line.where)


def _parts(line: _Line, name: str, make: Callable[[Mapping[str, Any], object, str], Row]) -> Iterable[Row]:
    rows = _objects(line.data.get(name, []), line.where)
    return (make(row, line.data.get("id"), f"{line.where}, {name}") for row in rows)


def _outcome(row: Mapping[str, Any], claim_id: object, where: str) -> ClaimOutcome:
    return row_from(ClaimOutcome, {**row, "claim_id": claim_id}, where)


def _evidence(row: Mapping[str, Any], claim_id: object, where: str) -> ClaimEvidence:
    data = dict(row)
    ref = data.pop("ref", None)
    if not isinstance(ref, str):
        raise PackError(where, f"'ref' is {ref!r}", "give the id of an event or an address")
    is_url = ref.startswith(("http://", "https://"))
    data |= {"claim_id": claim_id, "event_id": None if is_url else ref, "url": ref if is_url else None}
    return row_from(ClaimEvidence, data, where)


def _ahead(line: _Line) -> Ahead:
    renamed = {"source_event_id": "event_id", "source_url": "url"}
    return row_from(Ahead, {renamed.get(name, name): value for name, value in line.data.items()}, line.where)
