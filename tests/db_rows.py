"""Rows that the tests of `db` write: a migrated database with an anchor and two sources, and makers of items and polls."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from db.records import ItemStep, LinkRow, NewItem, PollRow, PollWrite, PresentEntry, RevisionRow, SourceStep
from db.store.connect import Store, open_store
from db.store.migrate import migrate

ANCHOR = "us-japan-2025-04-16"
NOW = "2025-04-17T00:00:00Z"


def make_store(folder: Path, name: str = "tracker.db") -> Store:
    store = open_store(folder / name, create=True)
    migrate(store, NOW)
    with store.atomic() as conn:
        conn.execute(
            "INSERT INTO anchors (id, date, timezone, title_en, title_ja, pack_version, is_default) VALUES (?, ?, ?, ?, ?, ?, 1)",
            (ANCHOR, "2025-04-16", "America/New_York", "Talks", "協議", "1"),
        )
        for source, family, lang in (("asahi", "asahi", "ja"), ("bbc", "bbc", "en")):
            conn.execute(
                "INSERT INTO sources (id, kind, url, title, publisher, publisher_family, lang) VALUES (?, 'feed', ?, ?, ?, ?, ?)",
                (source, f"https://{source}.example/feed", source.title(), source.title(), family, lang),
            )
        conn.execute("INSERT INTO clock (id, now, today_us, today_jp) VALUES (1, ?, '2025-04-16', '2025-04-17')", (NOW,))
    return store


def revision(title: str = "A", at: str = NOW, **more: Any) -> RevisionRow:
    digest = hashlib.sha256(repr((title, sorted(more.items()))).encode()).hexdigest()
    return RevisionRow(observed_at=at, content_hash=digest, title=title, **more)


def new_item(key: str, title: str = "A", at: str = NOW, **more: Any) -> NewItem:
    fields: dict[str, Any] = {
        "item_key": key, "guid": key, "url": f"https://x.example/{key}", "canonical_url": f"https://x.example/{key}",
        "publication_key": key, "title": title, "lang": "en", "seen_at": at,
        "published_at": None, "published_date": None, "published_raw": "",
        "published_precision": "none", "zone_from": "assumed", "aliases": (("guid", key), ("url", f"https://x.example/{key}")),
        "revision": revision(title, at),
    }  # fmt: skip
    return NewItem(**{**fields, **more})


def link(linked: bool = True, **more: Any) -> LinkRow:
    fields: dict[str, Any] = {
        "anchor_id": ANCHOR, "linked": linked, "score": 0.9 if linked else 0.1, "relation": "negotiation" if linked else None,
        "topics": ("autos",) if linked else (), "linker_version": "1", "decided_at": NOW,
    }  # fmt: skip
    return LinkRow(**{**fields, **more})


def source_step(at: str = NOW, **more: Any) -> SourceStep:
    return SourceStep(**{"state": "ok", "next_check_at": at, "next_check_why": "hourly", "last_ok_at": at, **more})


def poll(*new: NewItem, of: str = "bbc", at: str = NOW, steps: tuple[ItemStep, ...] = (), **more: Any) -> PollWrite:
    outcome = "changed" if new or steps else "unchanged"
    return PollWrite(PollRow(of, at, outcome), new=new, steps=steps, **more)


def present(*items: NewItem) -> tuple[PresentEntry, ...]:
    return tuple(PresentEntry(item.item_key, item_key=item.item_key) for item in items)


def rows(store: Store, sql: str, *values: object) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in store.conn.execute(sql, values).fetchall()]
