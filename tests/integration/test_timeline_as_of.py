"""The timeline as it could be known at a moment: nothing later shows, and now it is the timeline itself."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.queries.sql import statement
from db.records import EventItemRow, EventRow, EventsWrite, HistoryRow
from db.release import Release
from db.store.baseline import load_baseline
from db.store.connect import Store, open_store
from db.store.events import save_events
from db.store.migrate import migrate
from db.store.moment import set_moment
from tracker.anchor import baseline, load_packs
from tracker.instants import days_at, instant_of

NOW = "2026-10-10T12:00:00Z"
ANCHOR = "us-japan-2025-04-16"
OPENED = "2025-10-30-r-0123abcd"
OTHER = "2025-10-31-r-4567abcd"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "tracker.db", create=True)
    migrate(opened, NOW)
    load_baseline(opened, baseline(load_packs()[0]), NOW, Release(schema="1", pack="1", linker="1", catalogue="1"))
    set_moment(opened, NOW, *days_at(instant_of(NOW)))
    yield opened
    opened.close()


def seen(store: Store, number: int, first_seen_at: str, published_at: str | None = None, publisher: str = "Paper") -> None:
    """An item of a source of its own, with one revision, linked to the anchor."""
    with store.atomic() as conn:
        conn.execute(
            "INSERT INTO sources (id, kind, url, publisher, publisher_family) VALUES (?, 'feed', 'https://paper.test/', ?, ?)",
            (f"source-{number}", f"{publisher} {number}", publisher),
        )
        conn.execute(
            "INSERT INTO items (id, source_id, item_key, title, lang, first_seen_at, last_seen_at, published_at, sort_at)"
            " VALUES (?, ?, ?, 'News', 'ja', ?, ?, ?, ?)",
            (number, f"source-{number}", f"guid:{number}", first_seen_at, first_seen_at, published_at, first_seen_at),
        )
        conn.execute(
            "INSERT INTO revisions (id, item_id, seq, observed_at, content_hash) VALUES (?, ?, 1, ?, 'x')", (number, number, first_seen_at)
        )


def event(event_id: str, status: str, **values: str | None) -> EventRow:
    return EventRow(
        event_id, ANCHOR, "watched", event_id[:10], "response", status, f"{event_id[:10]}T02:00:00Z", timezone="Asia/Tokyo", **values
    )


def join(event_id: str, number: int, at: str) -> EventItemRow:
    return EventItemRow(event_id, number, ANCHOR, number, 0.9, "[]", "1", at)


def as_of(store: Store, known: str) -> dict[str, dict[str, object]]:
    cursor = store.conn.execute(statement("timeline_as_of"), {"known": known})
    names = [column[0] for column in cursor.description]
    return {row[0]: dict(zip(names, row, strict=True)) for row in cursor}


def now(store: Store) -> dict[str, dict[str, object]]:
    cursor = store.conn.execute("SELECT * FROM timeline")
    names = [column[0] for column in cursor.description]
    return {row[0]: dict(zip(names, row, strict=True)) for row in cursor}


def story(store: Store) -> None:
    """An event is opened by one report, confirmed by a second and gets an English title; another is opened and merged into it."""
    seen(store, 1, "2025-10-30T03:00:00Z", "2025-10-30T02:00:00Z", "A")
    seen(store, 2, "2025-10-31T10:00:00Z", None, "B")
    seen(store, 3, "2025-11-01T03:00:00Z", None, "B")
    opened = event(OPENED, "reported", title_ja="赤沢氏が会見")
    save_events(store, EventsWrite(ANCHOR, (opened,), (join(OPENED, 1, "2025-10-30T03:00:00Z"),)))
    confirmed = event(OPENED, "confirmed", title_ja="赤沢氏が会見", title_en="Akazawa speaks")
    said = (
        HistoryRow(OPENED, "2025-10-31T10:00:00Z", "status", "reported", "confirmed", "two houses"),
        HistoryRow(OPENED, "2025-10-31T10:00:00Z", "title_en", None, "Akazawa speaks", "best source"),
    )
    save_events(store, EventsWrite(ANCHOR, (confirmed,), (join(OPENED, 2, "2025-10-31T10:00:00Z"),), history=said))
    other = event(OTHER, "reported", title_en="A talk")
    save_events(store, EventsWrite(ANCHOR, (other,), (join(OTHER, 3, "2025-11-01T03:00:00Z"),)))
    merged = event(OTHER, "merged", title_en="A talk", merged_into=OPENED)
    moved = (HistoryRow(OTHER, "2025-11-05T12:00:00Z", "status", "reported", "merged", "the same"),)
    save_events(store, EventsWrite(ANCHOR, (merged,), (join(OPENED, 3, "2025-11-05T12:00:00Z"),), history=moved))


def test_now_it_is_the_timeline(store: Store) -> None:
    story(store)
    assert as_of(store, "") == now(store) == as_of(store, "2099-01-01")
    assert len(now(store)) == 114


def test_titles_status_and_counts_are_those_of_the_moment(store: Store) -> None:
    story(store)
    first = as_of(store, "2025-10-30")[OPENED]
    assert (first["status"], first["title_en"], first["title_ja"]) == ("reported", None, "赤沢氏が会見")
    assert (first["items"], first["outlets"], first["families"], first["langs"]) == (1, 1, 1, '["ja"]')
    assert first["last_change_at"] == "2025-10-30T03:00:00Z"
    second = as_of(store, "2025-10-31T12:00:00Z")[OPENED]
    assert (second["status"], second["title_en"], second["items"], second["outlets"], second["families"]) == (
        "confirmed", "Akazawa speaks", 2, 2, 2,
    )  # fmt: skip
    last = as_of(store, "2026-01-01")[OPENED]
    assert (last["items"], last["outlets"], last["families"]) == (3, 3, 2)


def test_a_merge_is_undone_before_it(store: Store) -> None:
    story(store)
    assert as_of(store, "2025-11-04")[OTHER]["status"] == "reported"
    assert OTHER not in as_of(store, "2025-11-05")
    assert OTHER not in as_of(store, "2025-10-29")


@pytest.mark.parametrize(
    ("known", "shown", "hidden"),
    [
        ("2025-04-16", "2025-04-16-akazawa-trump-first-round", "2025-04-17-ishiba-frank-constructive"),
        ("2025-04-04", "2025-04-03-auto-tariff-in-force", "2025-04-05-baseline-10-in-force"),
        ("2025-07-22T23:12:00Z", "2025-07-22-deal-announced", "2025-07-25-japan-hq-after-deal"),
        ("2025-07-22T23:11:59Z", "2025-07-20-upper-house-election", "2025-07-22-deal-announced"),
        ("2025-06-17T23:50:00Z", "2025-06-18-may-trade-data", "2025-06-20-two-plus-two-dropped"),
        ("2025-04-17T00:30:00+09:00", "2025-04-16-akazawa-trump-first-round", "2025-04-24-kato-bessent-fx"),
    ],
)
def test_an_event_shows_from_when_it_could_be_known(store: Store, known: str, shown: str, hidden: str) -> None:
    found = as_of(store, known)
    assert shown in found
    assert hidden not in found


@pytest.mark.parametrize("known", ["soon", "2025-02-30", "2025"])
def test_what_is_no_moment_shows_nothing(store: Store, known: str) -> None:
    assert as_of(store, known) == {}


def test_growing_tables_are_not_scanned(store: Store) -> None:
    plan = [row[3] for row in store.conn.execute("EXPLAIN QUERY PLAN " + statement("timeline_as_of"), {"known": ""})]
    assert not [step for step in plan if step.startswith("SEARCH c USING INDEX changes_material")], plan
    for name in ("i", "h", "m USING", "e"):
        assert f"SCAN {name}" not in plan
