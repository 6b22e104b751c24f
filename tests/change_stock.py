"""A database of sources that edit, withdraw and bring back, and of a baseline that we edited ourselves, for the tests of its pages."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from publish_stock import NOW, SCRIPT, filled_database, pack
from zstandard import ZstdCompressor

from db.records import Baseline, ChangeRow, ItemStep, PollRow, PollWrite, RevisionRow, SnapshotRow
from db.release import Release
from db.store.baseline import load_baseline
from db.store.connect import open_store
from db.store.polls import save_polls
from tracker.anchor import baseline
from tracker.diff.compare import compare
from tracker.diff.types import RevisionText

PAGE = f"<html><body>{SCRIPT}<p>関税は15％です。</p></body></html>".encode("shift_jis")
PAGE_SHA = hashlib.sha256(PAGE).hexdigest()
PDF = b"%PDF-1.7 \x00\x01"
PDF_SHA = hashlib.sha256(PDF).hexdigest()
DROPPED = "0" * 64
DAMAGED = "1" * 64
NEXT = "2026-10-10T09:00:00Z"
LONG = "\n".join(f"Line {n} says what it always said." for n in range(1, 41))

SILENT, COSMETIC, JAPANESE, ARTICLE, WITHDRAWN, RETURNED, HOSTILE = 2, 3, 4, 5, 6, 7, 8
"""The changes by their numbers; 1 is that of `publish_stock`."""


@cache
def _made() -> Path:
    path = filled_database(Path(mkdtemp()))
    with open_store(path) as store:
        texts = [
            ("2", RevisionText("Tariff on cars cut to 15%", body=f"Japan will pay 15 percent.\n{LONG}\nTalks end Friday.")),
            ("2", RevisionText("Tariff on cars may be cut to 12.5%", body=f"Japan will pay 12.5 percent.\n{LONG}\nTalks end Friday.")),
            ("2", RevisionText("Tariff on cars may be cut to 12.5%", body=f"Japan will pay 12.5 percent.\n{LONG}\nTalks end  Friday!")),
        ]  # fmt: skip
        before = RevisionText(title="Tariff on cars cut to 15%")
        save_polls(store, [PollWrite(PollRow("paper", NOW, "changed"), snapshots=(
            _snapshot(PAGE, "text/html", "shift_jis"), _snapshot(PDF, "application/pdf", ""),
            replace(_snapshot(b"x", "text/html", "utf-8"), sha256=DAMAGED), replace(_snapshot(b"y", "text/html", ""), sha256=DROPPED),
        ))])  # fmt: skip
        with store.atomic() as conn:
            conn.execute("UPDATE snapshots SET body = NULL WHERE sha256 = ?", (DROPPED,))
        for number, (_, text) in enumerate(texts):
            at = f"2026-10-09T{7 + number:02}:00:00Z"
            if number:
                _step(store, "paper", 2, at, before, text, "en", snapshot=PAGE_SHA if number == 1 else PDF_SHA)
            else:
                _quiet(store, "paper", 2, at, text)
            before = text
        ja = RevisionText("関税率を12.5％に引き下げ"), RevisionText("関税率を10％に引き下げ、月内に発効", summary="訂正しました。")
        _step(store, "ministry", 1, "2026-10-09T10:00:00Z", *ja, "ja", notice="announced")
        article = (
            RevisionText("Tariff refund", body="Importers will get a refund."),
            RevisionText("Tariff refund", body="Importers may get a refund."),
        )
        _quiet(store, "paper", 3, "2026-10-09T03:30:00Z", article[0], origin="article", observed_by="kept by a reader")
        _step(store, "paper", 3, "2026-10-09T11:00:00Z", *article, "en", origin="article")
        gone = ItemStep(3, change=ChangeRow("2026-10-09T12:00:00Z", "withdrawn", True), withdrawn_at="2026-10-09T12:00:00Z")
        back = ItemStep(3, change=ChangeRow("2026-10-09T13:00:00Z", "returned", True), withdrawn_at="")
        for step in (gone, back):
            save_polls(store, [PollWrite(PollRow("paper", NOW, "changed"), steps=(step,))])
        hostile = (
            RevisionText(f"{SCRIPT} tariff"),
            RevisionText(f"{SCRIPT} tariff 25% <b>now</b>", summary="</del></ins><script>alert(9)</script>"),
        )
        _step(store, "hostile", 4, "2026-10-09T14:00:00Z", *hostile, "en")
        load_baseline(store, _edited(baseline(pack())), NEXT, Release(schema="1", pack="p 2", linker="l-1", catalogue="c1"))
    return path


def changed_database(folder: Path) -> Path:
    """A copy of that database."""
    return Path(shutil.copy(_made(), folder / "tracker.db"))


def _snapshot(body: bytes, media_type: str, charset: str) -> SnapshotRow:
    packed = ZstdCompressor().compress(body)
    return SnapshotRow(hashlib.sha256(body).hexdigest(), "https://paper.test/2", NOW, media_type, charset, "zstd", len(body), packed)


def _revision(at: str, text: RevisionText, **more: str) -> RevisionRow:
    digest = hashlib.sha256(repr((at, text)).encode()).hexdigest()
    return RevisionRow(at, digest, title=text.title, summary=text.summary, body=text.body, author=text.author, **more)


def _quiet(store, source, item, at, text, **more):
    """A revision that nobody compared: the first of a stream, or one after a changed selector."""
    save_polls(store, [PollWrite(PollRow(source, NOW, "changed"), steps=(ItemStep(item, _revision(at, text, **more)),))])


def _step(store, source, item, at, before, after, lang, notice="", **more):
    found = compare(before, after, lang)
    reasons = [{"class": one.kind, "before": one.before, "after": one.after} for one in found.reasons]
    change = ChangeRow(at, "edited", found.material, notice or found.notice, json.dumps(reasons), found.summary_en, found.summary_ja)
    step = ItemStep(item, _revision(at, after, **more), change, title=after.title)
    save_polls(store, [PollWrite(PollRow(source, NOW, "changed"), steps=(step,))])


def _edited(made: Baseline) -> Baseline:
    """The pack with one event told otherwise, one rate checked later, and one date ahead less."""
    tables = []
    for table in made.tables:
        rows = list(table.rows)
        if table.name == "events":
            rows[0] = _with(table.columns, rows[0], "title_en", "Trump puts 25% on steel & <b>aluminium</b>")
            rows[0] = _with(table.columns, rows[0], "title_ja", "トランプ氏、鉄鋼に50％の関税")
        if table.name == "rates":
            rows[0] = _with(table.columns, rows[0], "checked_on", "2026-10-10")
        if table.name == "ahead":
            rows.pop()
        tables.append(replace(table, rows=tuple(rows)))
    return replace(made, pack_version="2", tables=tuple(tables))


def _with(columns: tuple[str, ...], row: tuple, column: str, value: str) -> tuple:
    return tuple(value if name == column else cell for name, cell in zip(columns, row, strict=True))
