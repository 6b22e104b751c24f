"""What polls write: items once, revisions in order, the gate, sources and gaps; all of a poll or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from db.errors import BadRow, UnknownRow
from db.poll_plan import Stepped, stepped_links
from db.queries.item_page import last_seen
from db.queries.items import item
from db.records import ChangeRow, EventItemRow, EventRow, EventsWrite, EvidenceRow, GapStep, ItemStep, PollRow, PollWrite, PresentEntry
from db.records import SnapshotRow as Snapshot
from db.store.connect import Store
from db.store.events import save_events
from db.store.polls import save_polls
from tests.db_rows import ANCHOR, NOW, link, make_store, new_item, poll, present, revision, rows, source_step

LATER = "2025-04-17T01:00:00Z"
TABLES = ("items", "revisions", "item_aliases", "links", "link_topics", "evidence", "changes", "source_entries", "search_queue", "gaps")


def everything(store: Store) -> dict[str, list[tuple[object, ...]]]:
    return {table: rows(store, f"SELECT * FROM {table} ORDER BY 1, 2") for table in TABLES}


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with make_store(tmp_path) as made:
        yield made


def test_new_items_get_ids_in_order_of_arrival_and_all_that_belongs_to_them(store: Store) -> None:
    reasons = (EvidenceRow(0, "bias", -1.0), EvidenceRow(1, "person.akazawa", 3.0, "赤沢", "title", 0, 2))
    a, b = new_item("a", "赤沢", links=(link(evidence=reasons),)), new_item("b", links=(link(False),))
    first, second = save_polls(store, [poll(a, b, present=present(a, b), source=source_step()), poll(new_item("a"), of="asahi")])
    assert (first.new_ids, first.items_new, second.new_ids) == ({"a": 1, "b": 2}, 2, {"a": 3})
    assert rows(store, "SELECT id, source_id, title, first_seen_at, revision_id FROM items") == [
        (1, "bbc", "赤沢", NOW, 1), (2, "bbc", "A", NOW, 2), (3, "asahi", "A", NOW, 3),
    ]  # fmt: skip
    assert rows(store, "SELECT id, item_id, origin, seq, title FROM revisions")[0] == (1, 1, "entry", 1, "赤沢")
    assert rows(store, "SELECT item_id, revision_id, linked, topics, event_pending FROM links") == [
        (1, 1, 1, '["autos"]', 1),
        (2, 2, 0, "[]", 0),
    ]
    assert rows(store, "SELECT item_id, seq, concept, form, field, start, \"end\" FROM evidence") == [
        (1, 0, "bias", "", None, None, None), (1, 1, "person.akazawa", "赤沢", "title", 0, 2),
    ]  # fmt: skip
    assert rows(store, "SELECT topic, item_id FROM link_topics") == [("autos", 1)]
    assert rows(store, "SELECT source_id, kind, value, item_id FROM item_aliases WHERE source_id = 'asahi'") == [
        ("asahi", "guid", "a", 3), ("asahi", "url", "https://x.example/a", 3),
    ]  # fmt: skip
    assert rows(store, "SELECT position, raw_hash, item_id FROM source_entries") == [(0, "a", 1), (1, "b", 2)]
    assert rows(store, "SELECT source_id, outcome, items_new, items_revised FROM polls") == [
        ("bbc", "changed", 2, 0),
        ("asahi", "changed", 1, 0),
    ]
    assert rows(store, "SELECT kind, id FROM search_queue") == [("item", "1"), ("item", "2"), ("item", "3")]
    assert rows(store, "SELECT state, watched_from, last_ok_at FROM sources WHERE id = 'bbc'") == [("ok", NOW, NOW)]
    assert rows(store, "PRAGMA integrity_check") == [("ok",)] and rows(store, "PRAGMA foreign_key_check") == []


@pytest.mark.parametrize(
    ("published", "origin", "sorted_at"),
    [
        (None, "watched", NOW),
        ("2025-04-01T00:00:00Z", "watched", "2025-04-01T00:00:00Z"),
        ("2041-01-01T00:00:00Z", "watched", NOW),
        ("2041-01-01T00:00:00Z", "imported", "2041-01-01T00:00:00Z"),
        (None, "imported", NOW),
    ],
)
def test_a_date_ahead_is_sorted_by_first_sight(store: Store, published: str | None, origin: str, sorted_at: str) -> None:
    save_polls(store, [poll(new_item("a", published_at=published, origin=origin))])
    assert rows(store, "SELECT published_at, sort_at FROM items") == [(published, sorted_at)]
    save_polls(store, [poll(steps=(ItemStep(1, published_at="2025-04-02T00:00:00Z", published_precision="day"),))])
    assert rows(store, "SELECT published_at, sort_at, published_precision FROM items") == [
        ("2025-04-02T00:00:00Z", "2025-04-02T00:00:00Z", "day")
    ]


def test_revisions_are_numbered_within_their_origin_and_never_overwritten(store: Store) -> None:
    save_polls(store, [poll(new_item("a", "one"))])
    edited = ChangeRow(LATER, "edited", True, reasons='["rate"]')
    steps = [
        ItemStep(1, revision("two", LATER), edited, title="two"),
        ItemStep(1, revision("text", LATER, origin="article", body="long")),
        ItemStep(1, revision("one", LATER), ChangeRow(LATER, "reverted", True), title="one"),
        ItemStep(1, revision("text 2", LATER, origin="article"), ChangeRow(LATER, "edited", False)),
    ]
    written = save_polls(store, [poll(steps=tuple(steps[:2])), poll(steps=tuple(steps[2:]))])
    assert [one.items_revised for one in written] == [2, 2]
    assert rows(store, "SELECT id, origin, seq, title FROM revisions") == [
        (1, "entry", 1, "one"), (2, "entry", 2, "two"), (3, "article", 1, "text"), (4, "entry", 3, "one"), (5, "article", 2, "text 2"),
    ]  # fmt: skip
    assert rows(store, "SELECT from_revision, to_revision, kind, material, reasons FROM changes") == [
        (1, 2, "edited", 1, '["rate"]'), (2, 4, "reverted", 1, "[]"), (3, 5, "edited", 0, "[]"),
    ]  # fmt: skip
    assert rows(store, "SELECT title, revision_id, article_revision_id FROM items") == [("one", 4, 5)]
    assert rows(store, "SELECT items_new, items_revised FROM polls ORDER BY id DESC LIMIT 1") == [(0, 2)]


def test_withdrawing_leads_to_no_revision_and_returning_comes_from_none(store: Store) -> None:
    save_polls(store, [poll(new_item("a"))])
    save_polls(store, [poll(steps=(ItemStep(1, withdrawn_at=LATER, change=ChangeRow(LATER, "withdrawn", True)),))])
    assert rows(store, "SELECT withdrawn_at FROM items") == [(LATER,)]
    save_polls(store, [poll(steps=(ItemStep(1, withdrawn_at="", change=ChangeRow(LATER, "returned", True)),))])
    save_polls(store, [poll(steps=(ItemStep(1, revision("b"), ChangeRow(LATER, "returned", True), withdrawn_at=""),))])
    assert rows(store, "SELECT withdrawn_at FROM items") == [(None,)]
    assert rows(store, "SELECT kind, from_revision, to_revision FROM changes") == [
        ("withdrawn", 1, None),
        ("returned", None, 1),
        ("returned", 1, 2),
    ]


def test_empty_text_clears_and_none_leaves(store: Store) -> None:
    save_polls(store, [poll(new_item("a"))])
    save_polls(
        store, [poll(steps=(ItemStep(1, noise="clock", article_next_check_at=LATER, article_checks=1, url="https://x.example/new"),))]
    )
    save_polls(store, [poll(steps=(ItemStep(1, last_seen_at=LATER),))])
    said = "SELECT noise, article_next_check_at, article_checks, url, last_seen_at FROM items"
    assert rows(store, said) == [("clock", LATER, 1, "https://x.example/new", LATER)]
    save_polls(store, [poll(steps=(ItemStep(1, noise="", article_next_check_at="", last_seen_at=NOW),))])
    assert rows(store, said) == [(None, None, 1, "https://x.example/new", LATER)]


def test_trap_10_a_change_without_a_difference_to_show_is_refused_and_nothing_is_written(store: Store) -> None:
    save_polls(store, [poll(new_item("a"))])
    before = everything(store)
    with pytest.raises(BadRow, match="without a new revision"):
        save_polls(store, [poll(new_item("b")), poll(steps=(ItemStep(1, change=ChangeRow(LATER, "edited", True)),))])
    assert everything(store) == before and rows(store, "SELECT count(*) FROM polls") == [(1,)]


def test_a_step_of_an_item_that_does_not_exist_is_refused(store: Store) -> None:
    with pytest.raises(UnknownRow):
        save_polls(store, [poll(steps=(ItemStep(7, title="x"),))])


@pytest.mark.parametrize("more", [{"title": "\ud800"}, {"published_precision": "century"}, {"links": (link(anchor_id="no-such-anchor"),)}])
def test_a_row_that_breaks_the_schema_rolls_the_whole_batch_back(store: Store, more: dict[str, object]) -> None:
    with pytest.raises(BadRow):
        save_polls(store, [poll(new_item("good")), poll(new_item("bad", **more), of="asahi")])
    assert rows(store, "SELECT count(*) FROM items") == [(0,)] and rows(store, "SELECT count(*) FROM polls") == [(0,)]


def test_an_item_that_another_process_stored_first_is_not_stored_twice(store: Store) -> None:
    a = new_item("a", "first")
    save_polls(store, [poll(a)])
    again = new_item("a", "second")
    written = save_polls(store, [poll(again, again, new_item("b"), present=present(again))])[0]
    assert written.new_ids == {"b": 2}
    assert rows(store, "SELECT id, title FROM items") == [(1, "first"), (2, "A")]
    assert rows(store, "SELECT raw_hash, item_id FROM source_entries") == [("a", 1)]


def test_an_alias_stays_with_the_older_item(store: Store) -> None:
    save_polls(store, [poll(new_item("a"), new_item("b"))])
    save_polls(store, [poll(steps=(ItemStep(2, aliases=(("guid", "a"), ("guid", "b2"))),))])
    assert rows(store, "SELECT item_id, value FROM item_aliases WHERE kind = 'guid'") == [(1, "a"), (2, "b"), (2, "b2")]


def test_trap_06_what_retention_dropped_does_not_come_back(store: Store) -> None:
    store.conn.execute("INSERT INTO tombstones VALUES ('bbc', 'url', 'https://x.example/old', ?)", (NOW,))
    old, fresh = new_item("old"), new_item("fresh")
    written = save_polls(store, [poll(old, fresh, present=present(old, fresh)), poll(new_item("old"), of="asahi")])
    assert [one.new_ids for one in written] == [{"fresh": 1}, {"old": 2}]
    assert rows(store, "SELECT source_id, item_key FROM items ORDER BY id") == [("bbc", "fresh"), ("asahi", "old")]
    assert rows(store, "SELECT position, item_id FROM source_entries") == [(0, 1)]
    assert rows(store, "SELECT items_new FROM polls") == [(1,), (1,)]


def test_trap_13_ten_polls_of_the_same_document_write_nothing_but_themselves(store: Store) -> None:
    twins = (new_item("a", "the same"), new_item("b", "the same"))
    save_polls(store, [poll(*twins, present=present(*twins), source=source_step())])
    before = everything(store)
    known = (PresentEntry("a", item_id=1), PresentEntry("b", item_id=2))
    for hour in range(10):
        at = f"2025-04-17T{hour + 1:02}:00:00Z"
        changed = store.conn.total_changes
        save_polls(store, [poll(at=at, present=known, source=source_step(at))])
        assert store.conn.total_changes - changed == 4, "the poll's row and the source's, and the counts of both"
    assert everything(store) == before
    assert rows(store, "SELECT count(*) FROM polls") == [(11,)]


def test_what_left_a_document_was_last_seen_at_the_poll_before(store: Store) -> None:
    a, b = new_item("a"), new_item("b")
    save_polls(store, [poll(a, b, present=present(a, b), source=source_step(NOW))])
    save_polls(store, [poll(at=LATER, source=source_step(LATER))])
    save_polls(
        store, [poll(at="2025-04-17T02:00:00Z", present=(PresentEntry("b", item_id=2),), source=source_step("2025-04-17T02:00:00Z"))]
    )
    assert rows(store, "SELECT id, last_seen_at FROM items") == [(1, LATER), (2, NOW)]
    stood, standing = item(store.conn, 1), item(store.conn, 2)
    assert (last_seen(store.conn, stood, LATER), last_seen(store.conn, standing, LATER), last_seen(store.conn, standing, None)) == (
        LATER, LATER, NOW,
    )  # fmt: skip
    assert rows(store, "SELECT item_id FROM source_entries") == [(2,)]


def test_a_new_order_of_the_same_entries_moves_only_the_gate(store: Store) -> None:
    a, b = new_item("a"), new_item("b")
    save_polls(store, [poll(a, b, present=present(a, b))])
    before = everything(store)
    save_polls(store, [poll(present=(PresentEntry("b", item_id=2), PresentEntry("a", item_id=1)))])
    after = everything(store)
    assert after.pop("source_entries") == [("bbc", 0, "b", 2), ("bbc", 1, "a", 1)]
    assert after == {name: value for name, value in before.items() if name != "source_entries"}


def test_validators_are_kept_byte_for_byte_or_replaced(store: Store) -> None:
    said = "SELECT etag, last_modified, body_sha256, validators_trusted FROM sources WHERE id = 'bbc'"
    save_polls(store, [poll(source=source_step(etag='W/"é"', last_modified="Thu, 01 Jan 1970", body_sha256="1", keep_validators=False))])
    assert rows(store, said) == [('W/"é"', "Thu, 01 Jan 1970", "1", 1)]
    save_polls(store, [poll(source=source_step(body_sha256="2", validators_trusted=False))])
    assert rows(store, said) == [('W/"é"', "Thu, 01 Jan 1970", "2", 0)]
    save_polls(store, [poll(source=source_step(etag='"n"', keep_validators=False))])
    assert rows(store, said) == [('"n"', None, None, 0)]


def test_failing_and_recovering(store: Store) -> None:
    said = (
        "SELECT state, failing_since, last_error, failures, failed_attempts, last_ok_at, enabled, off_reason FROM sources WHERE id = 'bbc'"
    )
    failing = source_step(state="failing", failing_since=NOW, last_error="502", failures=0.5, failed_attempts=1, last_ok_at=None)
    save_polls(store, [poll(source=failing)])
    assert rows(store, said) == [("failing", NOW, "502", 0.5, 1, None, 1, None)]
    save_polls(store, [poll(source=source_step(failing_since="", last_error=""))])
    assert rows(store, said) == [("ok", None, None, 0.0, 0, NOW, 1, None)]
    save_polls(store, [poll(source=source_step(state="off", enabled=False, off_reason="410 gone", last_ok_at=None))])
    assert rows(store, said) == [("off", None, None, 0.0, 0, NOW, 0, "410 gone")]


def test_trap_42_gaps_open_once_close_and_stand_whole(store: Store) -> None:
    def write(*gaps: GapStep) -> PollWrite:
        return poll(gaps=gaps)

    save_polls(store, [write(GapStep("down", NOW, None, 1)), write(GapStep("down", LATER, None, 2)), write(GapStep("blocked", NOW, None))])
    assert rows(store, "SELECT from_at, to_at, cause, attempts FROM gaps") == [(NOW, None, "down", 2), (NOW, None, "blocked", 0)]
    save_polls(
        store, [write(GapStep("down", None, LATER, 50), GapStep("overlap_too_low", NOW, LATER)), write(GapStep("lost", None, LATER))]
    )
    assert rows(store, "SELECT from_at, to_at, cause, attempts FROM gaps") == [
        (NOW, LATER, "down", 50), (NOW, None, "blocked", 0), (NOW, LATER, "overlap_too_low", 0),
    ]  # fmt: skip
    save_polls(store, [write(GapStep("down", LATER, None))])
    assert rows(store, "SELECT count(*) FROM gaps WHERE cause = 'down' AND to_at IS NULL") == [(1,)]


def test_snapshots_are_kept_once_and_revisions_point_at_them(store: Store) -> None:
    snapshot = Snapshot("ab", "https://x.example/", NOW, "text/html", "utf-8", "zstd", 3, b"\x00\x01")
    item = new_item("a", revision=revision("A", snapshot="ab"))
    save_polls(store, [poll(item, snapshots=(snapshot,)), PollWrite(PollRow("bbc", NOW, "unchanged", item_id=1), snapshots=(snapshot,))])
    assert rows(store, "SELECT sha256, body FROM snapshots") == [("ab", b"\x00\x01")]
    assert rows(store, "SELECT snapshot FROM revisions") == [("ab",)] and rows(store, "SELECT item_id FROM polls") == [(None,), (1,)]


def test_a_link_decided_again_replaces_its_evidence_and_waits_for_its_event(store: Store) -> None:
    old = link(evidence=(EvidenceRow(0, "bias", -1.0), EvidenceRow(1, "x", 2.0)), topics=("autos", "energy"))
    save_polls(store, [poll(new_item("a", links=(old,)))])
    store.conn.execute("UPDATE links SET event_pending = 0")
    again = link(evidence=(EvidenceRow(0, "y", 1.0),), topics=("legal",), score=0.7)
    save_polls(store, [poll(steps=(ItemStep(1, revision("B"), ChangeRow(LATER, "edited", True), links=(again,)),))])
    assert rows(store, "SELECT revision_id, score, topics, event_pending FROM links") == [(2, 0.7, '["legal"]', 1)]
    assert rows(store, "SELECT seq, concept FROM evidence") == [(0, "y")]
    assert rows(store, "SELECT topic FROM link_topics") == [("legal",)]


def test_a_link_that_a_person_decided_is_not_overwritten_by_the_linker(store: Store) -> None:
    person = link(False, decided_by="person", evidence=(EvidenceRow(0, "person", 0.0),))
    save_polls(store, [poll(new_item("a", links=(link(),)))])
    save_polls(store, [poll(steps=(ItemStep(1, links=(person,)),))])
    save_polls(store, [poll(steps=(ItemStep(1, revision("B"), links=(link(evidence=(EvidenceRow(0, "z", 9.0),)),)),))])
    assert rows(store, "SELECT linked, decided_by, revision_id FROM links") == [(0, "person", 1)]
    assert rows(store, "SELECT concept FROM evidence") == [("person",)] and rows(store, "SELECT * FROM link_topics") == []


def test_an_item_that_is_no_longer_linked_leaves_its_event_and_the_counts_follow(store: Store) -> None:
    a, b = new_item("a", links=(link(),)), new_item("b", links=(link(),))
    save_polls(store, [poll(a, b)])
    event = EventRow("e", ANCHOR, "watched", "2025-04-16", "negotiation", "reported", NOW)
    joins = tuple(EventItemRow("e", item, ANCHOR, item, 0.9, "[]", "1", NOW, by) for item, by in ((1, "linker"), (2, "person")))
    save_events(store, EventsWrite(ANCHOR, (event,), joins))
    unlink = tuple(ItemStep(item, links=(link(False),)) for item in (1, 2))
    save_polls(store, [poll(steps=unlink)])
    assert rows(store, "SELECT item_id FROM event_items") == [(2,)], "what a person put there stays"
    assert rows(store, "SELECT items FROM events") == [(1,)]


def test_a_material_change_of_a_member_is_a_change_of_its_event(store: Store) -> None:
    save_polls(store, [poll(new_item("a", links=(link(),)))])
    event = EventRow("e", ANCHOR, "watched", "2025-04-16", "negotiation", "reported", NOW)
    save_events(store, EventsWrite(ANCHOR, (event,), (EventItemRow("e", 1, ANCHOR, 1, 0.9, "[]", "1", NOW),)))
    for material, last in ((False, NOW), (True, LATER)):
        save_polls(store, [poll(steps=(ItemStep(1, revision(str(material)), ChangeRow(LATER, "edited", material)),))])
        assert rows(store, "SELECT last_change_at FROM events") == [(last,)]


def test_a_link_needs_a_revision_to_rest_on() -> None:
    with pytest.raises(BadRow, match="without a revision"):
        list(stepped_links([Stepped(ItemStep(1, links=(link(),)), None, None, 0)]))


def test_no_polls_no_transaction(store: Store) -> None:
    assert save_polls(store, []) == []


def test_trap_10_a_revision_that_another_process_wrote_first_is_not_written_again(store: Store) -> None:
    item = new_item("a", "A")
    save_polls(store, [poll(item)])
    edit = ItemStep(1, revision("B"), ChangeRow(NOW, "edited", True), links=(link(),), title="B", published_date="2025-04-16")
    first, second = (save_polls(store, [poll(steps=(edit,))])[0] for _ in range(2))
    assert (first.items_revised, second.items_revised) == (1, 0)
    twice = save_polls(store, [poll(steps=(replace(edit, revision=revision("C")),)) for _ in range(2)])
    assert [one.items_revised for one in twice] == [1, 0]
    assert rows(store, "SELECT from_revision, to_revision FROM changes") == [(1, 2), (2, 3)]
    assert rows(store, "SELECT seq, title FROM revisions ORDER BY seq") == [(1, "A"), (2, "B"), (3, "C")]
