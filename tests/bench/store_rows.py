"""What storing costs: `save_polls` against bare `executemany` of the same rows, and against one table with two indexes (PERFORMANCE)."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

from db.records import EvidenceRow, LinkRow, NewItem, PollRow, PollWrite, PresentEntry, RevisionRow, SourceStep
from db.store.connect import Store, open_store
from db.store.migrate import migrate
from db.store.polls import save_polls

NOW = "2025-04-17T00:00:00Z"
ANCHOR = "us-japan-2025-04-16"
A_FEED = 30
TABLES = ("items", "revisions", "item_aliases", "links", "link_topics", "evidence", "source_entries", "polls", "search_queue")
WORDS = "赤沢大臣はワシントンでトランプ大統領と会談し、自動車関税の見直しを求めた。 Akazawa met Trump in Washington. "


def entries(rows: int) -> list[PollWrite]:
    """Polls of feeds with 30 new entries of about 400 characters each, half of them linked with three reasons."""
    return [_poll(f"s{feed}", [_item(feed, place) for place in range(A_FEED)]) for feed in range(rows // A_FEED)]


def run(rows: int = 30_000, rounds: int = 3) -> dict[str, float]:
    """Seconds (median of the rounds) and ratios. rows: entries stored in a round, in transactions of 100 feeds and in one."""
    writes = entries(rows)
    ours = [_timed(writes, _ours) for _ in range(rounds)]
    with tempfile.TemporaryDirectory() as folder:
        with _store(Path(folder) / "rows.db", writes) as store:
            save_polls(store, writes)
            copied = {table: [tuple(row) for row in store.conn.execute(f"SELECT * FROM {table}")] for table in TABLES}
    bare = [_timed(writes, lambda store, _: _bare(store, copied)) for _ in range(rounds)]
    floor = [_floor(writes) for _ in range(rounds)]
    seconds = {"save_polls_s": median(ours), "same_rows_s": median(bare), "one_table_s": median(floor)}
    return {
        "rows": rows,
        **{name: round(value, 3) for name, value in seconds.items()},
        "ratio": round(seconds["save_polls_s"] / seconds["same_rows_s"], 2),
        "ratio_to_one_table": round(seconds["save_polls_s"] / seconds["one_table_s"], 2),
    }


def _item(feed: int, place: int) -> NewItem:
    key, text = f"f{feed}-{place}", f"{place} {WORDS * 5}"[:400]
    address = f"https://news{feed}.example/articles/{key}"
    revision = RevisionRow(NOW, hashlib.sha256(f"{key}{text}".encode()).hexdigest(), title=text[:60], summary=text)
    reasons = (EvidenceRow(0, "bias", -3.0), EvidenceRow(1, "person.akazawa", 2.0, "赤沢", "title", 2, 4), EvidenceRow(2, "tier", 0.1))
    linked = place % 2 == 0
    yes = LinkRow(ANCHOR, True, 0.9, "negotiation", ("autos",), "1", NOW, reasons)
    link = yes if linked else LinkRow(ANCHOR, False, 0.05, None, (), "1", NOW, reasons[:1])
    return NewItem(
        key, key, address, address, address, text[:60], "ja", NOW, NOW, NOW[:10], "Thu, 17 Apr 2025 00:00:00 GMT", "second", "text",
        (("guid", key), ("url", address)), revision, (link,),
    )  # fmt: skip


def _poll(source: str, items: Sequence[NewItem]) -> PollWrite:
    step = SourceStep("ok", "2025-04-17T01:00:00Z", "hourly", last_ok_at=NOW, last_new_at=NOW, body_sha256="0" * 64, keep_validators=False)
    present = tuple(PresentEntry(item.revision.content_hash, item_key=item.item_key) for item in items)
    return PollWrite(PollRow(source, NOW, "changed", http_status=200), step, tuple(items), present=present)


def _store(path: Path, writes: Sequence[PollWrite]) -> Store:
    store = open_store(path, create=True)
    migrate(store, NOW)
    with store.atomic() as conn:
        conn.execute(
            "INSERT INTO anchors (id, date, timezone, title_en, title_ja, pack_version) VALUES (?, '2025-04-16', 'UTC', '', '', '')",
            (ANCHOR,),
        )
        sources = ((write.poll.source_id, f"https://{write.poll.source_id}.example/") for write in writes)
        conn.executemany("INSERT INTO sources (id, kind, url) VALUES (?, 'feed', ?)", sources)
    return store


def _timed(writes: Sequence[PollWrite], act: Callable[[Store, Sequence[PollWrite]], None]) -> float:
    with tempfile.TemporaryDirectory() as folder, _store(Path(folder) / "bench.db", writes) as store:
        began = time.perf_counter()
        act(store, writes)
        return time.perf_counter() - began


def _ours(store: Store, writes: Sequence[PollWrite]) -> None:
    for at in range(0, len(writes), 100):
        save_polls(store, writes[at : at + 100])


def _bare(store: Store, copied: dict[str, list[tuple[object, ...]]]) -> None:
    store.conn.execute("PRAGMA foreign_keys = OFF")  # nothing but the rows: whole ones can't be inserted in any order with it on
    with store.atomic() as conn:
        for table, rows in copied.items():
            conn.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' for _ in rows[0])})", rows)


def _floor(writes: Sequence[PollWrite]) -> float:
    rows = [
        (i.guid, w.poll.source_id, i.url, i.title, i.revision.summary, i.seen_at, i.published_at, i.revision.content_hash, "{}")
        for w in writes
        for i in w.new
    ]
    with tempfile.TemporaryDirectory() as folder:
        conn = sqlite3.connect(Path(folder) / "floor.db", isolation_level=None)
        conn.execute("PRAGMA journal_mode = WAL")
        conn.execute("CREATE TABLE e (id INTEGER PRIMARY KEY, guid, source, url, title, summary, seen, published, hash, more)")
        conn.execute("CREATE UNIQUE INDEX e_guid ON e (source, guid)")
        conn.execute("CREATE INDEX e_published ON e (published)")
        began = time.perf_counter()
        conn.execute("BEGIN IMMEDIATE")
        conn.executemany(f"INSERT INTO e VALUES (NULL, {', '.join('?' for _ in rows[0])})", rows)
        conn.execute("COMMIT")
        took = time.perf_counter() - began
        conn.close()
        return took


if __name__ == "__main__":
    print(json.dumps(run(), indent=1))
