"""Search over what is stored: the index behind the queue, newest first, and the baseline's events in both languages (TRAPS 27)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from db.queries.health import search_in_step
from db.queries.search import search, search_events, search_items
from db.queries.sql import statement
from db.records import ChangeRow, EventRow, EventsWrite, ItemStep
from db.search_text import fold
from db.store.connect import Store
from db.store.events import save_events
from db.store.polls import save_polls
from db.store.search_index import BUDGET, index_queue, queue_everything
from tests.db_rows import ANCHOR, NOW, make_store, new_item, poll, revision, rows

CHRONOLOGY = Path(__file__).resolve().parents[2] / "tracker" / "anchors" / "us_japan_2025_04_16" / "chronology.jsonl"
COLUMNS = {field.name for field in fields(EventRow)}
AT_LEAST = {"関税": 61, "日米": 4, "赤沢": 20, "投資": 15, "ベッセント": 13, "15%": 18, "米": 44, "合意": 1, "車": 1, "率": 1}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with make_store(tmp_path) as made:
        yield made


def index_all(store: Store) -> int:
    done = 0
    while batch := index_queue(store, 50):
        done += batch
    return done


def baseline_events() -> list[EventRow]:
    lines = [json.loads(line) for line in CHRONOLOGY.read_text(encoding="utf-8").splitlines()]
    return [
        EventRow(**{name: tuple(value) if isinstance(value, list) else value for name, value in line.items() if name in COLUMNS},
                 anchor_id=ANCHOR, origin="baseline", status="baseline")
        for line in lines
    ]  # fmt: skip


def test_trap_27_recall_on_the_baseline_equals_like(store: Store) -> None:
    events = baseline_events()
    save_events(store, EventsWrite(ANCHOR, tuple(events)))
    assert index_all(store) == len(events) >= 113
    texts = {
        event.id: fold(
            "\n".join(
                text or "" for text in (event.title_en, event.title_ja, event.summary_en, event.summary_ja, event.later_en, event.later_ja)
            )
        )
        for event in events
    }
    for query, least in AT_LEAST.items():
        like = {event_id for event_id, text in texts.items() if query in text}
        found = {hit.id for hit in search_events(store.conn, query, 1000)}
        assert found == like and len(found) >= least, query
    # Every character and every pair of characters that the Japanese titles have, whatever it is.
    titles = [fold(event.title_ja or "") for event in events]
    for size in (1, 2):
        for query in sorted({title[at : at + size] for title in titles for at in range(len(title)) if title[at : at + size].isalpha()}):
            if all("\u3040" <= letter <= "\u9fff" for letter in query):
                like = {event_id for event_id, text in texts.items() if query in text}
                assert {hit.id for hit in search_events(store.conn, query, 1000)} == like, query


def test_items_are_found_newest_first_and_by_their_newest_text_only(store: Store) -> None:
    save_polls(store, [poll(new_item("a", "日米関税交渉"), new_item("b", "関税 talks"), new_item("c", "天気", revision=revision("天気")))])
    assert search(store.conn, "関税") == (), "nothing before the queue is worked off"
    assert index_all(store) == 3
    assert [hit.id for hit in search_items(store.conn, "関税")] == ["2", "1"]
    assert [hit.id for hit in search_items(store.conn, "関税", before=2)] == ["1"]
    assert [hit.id for hit in search_items(store.conn, "関税", limit=1)] == ["2"]
    change = ChangeRow(NOW, "edited", True)
    save_polls(store, [poll(steps=(ItemStep(1, revision("防衛", summary="関"), change, title="防衛"),))])
    article = ItemStep(2, revision("関税 talks", origin="article", body="全文に半導体"))
    save_polls(store, [poll(steps=(article,))])
    index_all(store)
    assert [hit.id for hit in search_items(store.conn, "関税")] == ["2"]
    assert [hit.id for hit in search_items(store.conn, "半導体")] == ["2"]
    assert [hit.id for hit in search_items(store.conn, "防衛 関")] == ["1"]
    assert {step.kind: (step.rows, step.indexed, step.queued) for step in search_in_step(store.conn)} == {
        "item": (3, 3, 0),
        "event": (0, 0, 0),
    }


def test_items_and_events_come_together_and_the_canned_query_says_the_same(store: Store) -> None:
    event = EventRow("e", ANCHOR, "baseline", "2025-04-16", "anchor", "baseline", NOW, title_ja="日米協議", title_en="Talks")
    merged = EventRow("m", ANCHOR, "baseline", "2025-04-16", "anchor", "merged", NOW, title_ja="日米協議", merged_into="e")
    empty = EventRow("o", ANCHOR, "watched", "2025-04-16", "anchor", "reported", NOW, title_ja="日米協議")
    save_events(store, EventsWrite(ANCHOR, (event, merged, empty)))
    dated = {"published_at": "2025-04-20T00:00:00Z", "published_date": "2025-04-20"}
    save_polls(store, [poll(new_item("a", "日米", at="2025-05-01T00:00:00Z", **dated), new_item("b", "日米 2", at="2025-04-10T00:00:00Z"))])
    index_all(store)
    hits = search(store.conn, "日米")
    assert [(hit.kind, hit.id, hit.date, hit.lang) for hit in hits] == [
        ("item", "1", "2025-04-20", "en"), ("event", "e", "2025-04-16", "en ja"), ("item", "2", "2025-04-10", "en"),
    ]  # fmt: skip
    assert hits[1].url == "/event/e" and hits[1].title == "Talks"
    said = [tuple(row) for row in store.conn.execute(statement("search"), {"q": "日米"})]
    assert said == [(hit.kind, hit.id, hit.date, hit.title, hit.url, hit.lang) for hit in hits]
    for empty_query in ("", "???"):
        assert search(store.conn, empty_query) == ()
        assert store.conn.execute(statement("search"), {"q": empty_query}).fetchall() == []


def test_long_texts_are_indexed_in_several_short_transactions(store: Store) -> None:
    long = [new_item(str(n), f"関税{n}", revision=revision(f"関税{n}", body="日米協議" * (BUDGET // 10))) for n in range(5)]
    save_polls(store, [poll(*long)])
    store.conn.execute("INSERT INTO search_queue VALUES ('item', '99'), ('event', 'nowhere')")
    assert [index_queue(store) for _ in range(4)] == [2 + 1, 2, 1 + 1, 0]
    assert {hit.id for hit in search_items(store.conn, "協議 関税")} == {"1", "2", "3", "4", "5"}


def test_the_whole_index_can_be_made_anew(store: Store) -> None:
    save_polls(store, [poll(*(new_item(str(n), f"関税{n}") for n in range(120)))])
    index_all(store)
    before = rows(store, "SELECT rowid, words FROM items_fts ORDER BY rowid")
    queue_everything(store)
    assert rows(store, "SELECT count(*) FROM items_fts") == [(0,)] and index_all(store) == 120
    assert rows(store, "SELECT rowid, words FROM items_fts ORDER BY rowid") == before
    assert index_queue(store) == 0
