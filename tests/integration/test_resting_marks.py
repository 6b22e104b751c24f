"""What rests on a text is marked in the transaction of its change, and stays marked until a person or a newer source settles it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from db.errors import BadRow
from db.queries.corrections import corrections_of
from db.queries.resting import marks, marks_of_item
from db.queries.timeline import TimelineFilter, timeline
from db.records import ChangeRow, EventItemRow, EventRow, EventsWrite, ItemStep
from db.store.connect import Store
from db.store.events import save_events
from db.store.polls import save_polls
from tests.db_rows import ANCHOR, link, make_store, new_item, poll, revision, rows
from tracker.correcting import Person
from tracker.errors import NotPossible
from tracker.settling import Wanted, keep_cited, settle_by_person, settle_by_sources

T1, T2, T3, T4 = (f"2026-10-0{day}T00:00:00Z" for day in (1, 2, 3, 4))
CUT = json.dumps([{"class": "rate", "before": "24%", "after": "15%"}])
PERSON = Person("ann", T4, "read the order")
ALL = "SELECT kind, subject_id, via, change_id, settled_by FROM resting ORDER BY id"
BASELINE = (
    """INSERT INTO product_classes (id, anchor_id, title_en, title_ja, table_from, default_law)
       VALUES ('autos', :anchor, '', '', '', 'none')""",
    """INSERT INTO rates (id, anchor_id, product_class, status, event_id, checked_on)
       VALUES ('r1', :anchor, 'autos', 'law', 'e', '2026-09-30'), ('r2', :anchor, 'autos', 'law', NULL, '2026-09-30')""",
    "INSERT INTO rate_sources (rate_id, url) VALUES ('r2', 'http://www.x.example/two?utm_source=feed#top')",
    """INSERT INTO claims (id, anchor_id, kind, statement_en, statement_ja, outcome)
       VALUES ('c1', :anchor, 'fact', 'C', '主', 'open')""",
    "INSERT INTO claim_evidence (claim_id, event_id, stance) VALUES ('c1', 'e', 'for')",
    "UPDATE items SET publication_key = 'x.example/two' WHERE id = 2",
)


def event(name: str, **more: object) -> EventRow:
    return EventRow(name, ANCHOR, "baseline", "2026-09-30", "measure", "baseline", "2026-09-30", **more)  # type: ignore[arg-type]


def joins(name: str, item: int, at: str = T1) -> EventItemRow:
    return EventItemRow(name, item, ANCHOR, item, 0.9, "[]", "1", at)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Item 1 reports event e, of which are a rate and a claim; item 2 is cited by another rate, and linked to nothing."""
    with make_store(tmp_path) as made:
        save_polls(made, [poll(new_item("one", "Tariff 24%", T1, links=(link(),)), new_item("two", "Order", T1), at=T1)])
        save_events(made, EventsWrite(ANCHOR, (event("e", title_en="Order"), event("f")), (joins("e", 1),)))
        made.conn.execute("UPDATE links SET event_pending = 0")
        with made.atomic() as conn:
            for sql in BASELINE:
                conn.execute(sql, {"anchor": ANCHOR})
        assert keep_cited(made) == 1 and keep_cited(made) == 0
        yield made


def edits(store: Store, item: int, title: str, at: str, **change: object) -> None:
    row = ChangeRow(**{"observed_at": at, "kind": "edited", "material": True, "reasons": CUT, **change})  # type: ignore[arg-type]
    links = (link(linked=False),) if title.startswith("off") else ()
    save_polls(store, [poll(steps=(ItemStep(item, revision(title, at), row, links, title=title),), at=at)])


def test_an_event_its_rates_and_its_claims_are_marked_with_the_change(store: Store) -> None:
    edits(store, 1, "Tariff 15%", T2)
    assert rows(store, ALL) == [("event", "e", "report", 1, None), ("rate", "r1", "event", 1, None), ("claim", "c1", "event", 1, None)]
    assert set(marks(store.conn, "event", ["e", "f"], T2)) == {"e"}
    (mark,) = marks(store.conn, "event", ["e"], T2)["e"]
    assert (mark.change_kind, mark.from_seq, mark.to_seq, mark.source_id, mark.since) == ("edited", 1, 2, "bbc", T2)
    assert [one.kind for one in marks_of_item(store.conn, 1, T2)] == ["claim", "rate", "event"]


def test_what_cites_the_address_of_an_item_is_marked_though_nothing_links_the_item(store: Store) -> None:
    edits(store, 2, "Another order", T2)
    assert rows(store, ALL) == [("rate", "r2", "citation", 1, None)]


def test_what_does_not_matter_or_does_not_bear_on_it_marks_nothing(store: Store) -> None:
    edits(store, 1, "Tariff 24 %", T2, material=False)
    assert rows(store, ALL) == []
    edits(store, 1, "Tariff 24 %, says Bessent", T3, reach=("event", "claim"))
    assert [row[:2] for row in rows(store, ALL)] == [("event", "e"), ("claim", "c1")]


def test_a_report_that_leaves_its_event_by_the_change_still_marks_it(store: Store) -> None:
    edits(store, 1, "off the subject", T2)
    assert rows(store, "SELECT count(*) FROM event_items") == [(0,)]
    assert rows(store, ALL)[0][:2] == ("event", "e")


def test_a_crash_leaves_neither_the_change_nor_the_mark(store: Store) -> None:
    step = ItemStep(1, revision("Tariff 15%", T2), ChangeRow(T2, "edited", True, reasons=CUT), title="Tariff 15%")
    broken = poll(new_item("three", at=T2, origin="dreamt"), steps=(step,), at=T2)
    with pytest.raises(BadRow):
        save_polls(store, [broken])
    assert rows(store, "SELECT (SELECT count(*) FROM changes), (SELECT count(*) FROM resting)") == [(0, 0)]


def test_a_mark_is_seen_from_its_change_to_its_settling(store: Store) -> None:
    edits(store, 1, "Tariff 15%", T2)
    settle_by_person(store, Wanted("event", "e"), Person("ann", T3, "read the order"))
    seen = [bool(marks(store.conn, "event", ["e"], at)) for at in (T1, T2, T3, T4)]
    assert seen == [False, True, False, False]
    assert [one.settled_by for one in marks(store.conn, "event", ["e"], T4, settled=True)["e"]] == ["person"]


def test_a_person_settles_an_event_with_what_rests_on_it_by_way_of_it(store: Store) -> None:
    edits(store, 1, "Tariff 15%", T2)
    edits(store, 2, "Another order", T2)
    done = settle_by_person(store, Wanted("event", "e"), PERSON)
    assert [one.subject_id for one in done] == ["e"]
    assert rows(store, ALL) == [
        ("event", "e", "report", 1, "person"), ("rate", "r1", "event", 1, "person"), ("claim", "c1", "event", 1, "person"),
        ("rate", "r2", "citation", 2, None),
    ]  # fmt: skip
    (kept,) = corrections_of(store.conn, "event:e")
    assert (kept.field, kept.value, kept.reason) == ("resting", "[1]", "read the order")
    with pytest.raises(NotPossible, match="nothing of it rests"):
        settle_by_person(store, Wanted("event", "e"), PERSON)
    settle_by_person(store, Wanted("rate", "r2", 2), PERSON)
    assert corrections_of(store.conn, "rate:r2")


def test_a_later_change_marks_again_what_a_person_settled(store: Store) -> None:
    edits(store, 1, "Tariff 15%", T2)
    settle_by_person(store, Wanted("event", "e"), PERSON)
    edits(store, 1, "Tariff 10%", T3)
    assert [row[3:] for row in rows(store, ALL) if row[0] == "event"] == [(1, "person"), (2, None)]


def shown(store: Store, as_of: str = "") -> list[tuple[str, int]]:
    """The marks that the timeline shows on the event f, now and as of a moment."""
    return [(row.event_id, row.resting_marks) for row in timeline(store.conn, TimelineFilter(as_of=as_of)) if row.event_id == "f"]


def test_the_marks_of_a_merged_event_follow_into_the_other(store: Store) -> None:
    edits(store, 1, "Tariff 15%", T2)
    merged = replace(event("e", title_en="Order"), merged_into="f", status="merged")
    save_events(store, EventsWrite(ANCHOR, (merged,), (joins("f", 1, T3),)))
    assert [one.subject_id for one in marks(store.conn, "event", ["f"], T3)["f"]] == ["f"]
    assert marks(store.conn, "event", ["e"], T3)["e"], "its own past keeps it"
    assert shown(store, T1) == [("f", 0)] and shown(store, T3) == shown(store) == [("f", 1)]
    settle_by_person(store, Wanted("event", "e"), PERSON)
    assert marks(store.conn, "event", ["f"], T4) == {}
    assert shown(store) == shown(store, T4) == [("f", 0)]


def test_a_text_that_goes_back_settles_its_change_and_marks_nothing_anew(store: Store) -> None:
    before = revision("Tariff 24%", T1)
    edits(store, 1, "Tariff 15%", T2)
    back = ItemStep(1, revision("Tariff 24%", T3), ChangeRow(T3, "reverted", True, reasons=CUT), title="Tariff 24%")
    assert back.revision and back.revision.content_hash == before.content_hash
    save_polls(store, [poll(steps=(back,), at=T3)])
    assert settle_by_sources(store, datetime(2026, 10, 3, tzinfo=UTC)) == 3
    assert [row[3:] for row in rows(store, ALL)] == [(1, "source")] * 3
    assert settle_by_sources(store, datetime(2026, 10, 4, tzinfo=UTC)) == 0


def test_a_withdrawn_report_that_returns_is_as_before(store: Store) -> None:
    save_polls(store, [poll(steps=(ItemStep(1, change=ChangeRow(T2, "withdrawn", True), withdrawn_at=T2),), at=T2)])
    assert settle_by_sources(store, datetime(2026, 10, 2, tzinfo=UTC)) == 0
    back = ItemStep(1, change=ChangeRow(T3, "returned", True, reach=()), withdrawn_at="")
    save_polls(store, [poll(steps=(back,), at=T3)])
    assert settle_by_sources(store, datetime(2026, 10, 3, tzinfo=UTC)) == 3
    assert [row[3:] for row in rows(store, ALL)] == [(1, "source")] * 3


def test_a_later_report_of_another_house_settles_the_event_and_with_it_what_rests_on_it(store: Store) -> None:
    edits(store, 1, "Tariff 15%", T2)
    save_polls(store, [poll(new_item("three", "関税は24%のまま", T3, links=(link(),), lang="ja"), of="asahi", at=T3)])
    item = rows(store, "SELECT id, revision_id FROM items WHERE item_key = 'three'")[0]
    save_events(store, EventsWrite(ANCHOR, joins=(EventItemRow("e", item[0], ANCHOR, item[1], 0.9, "[]", "1", T3),)))
    assert settle_by_sources(store, datetime(2026, 10, 3, tzinfo=UTC)) == 3
    assert rows(store, "SELECT settled_item FROM resting WHERE kind = 'event'") == [(item[0],)]
