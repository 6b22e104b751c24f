"""Events and who reports them: counts by publication and house, a person above the program, nothing written twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from db.errors import BadRow, UnknownRow
from db.link_rows import Decided
from db.queries.events import (
    citations,
    default_anchor,
    event,
    event_history,
    events_near,
    linked_items,
    linked_items_all,
    members,
    pending_items,
)
from db.records import EventItemRow, EventRow, EventsWrite, HistoryRow
from db.store.connect import Store
from db.store.events import save_events
from db.store.links import save_links, take_relations
from db.store.polls import save_polls
from tests.db_rows import ANCHOR, NOW, link, make_store, new_item, poll, rows
from tracker.link.decide import relation_with_event
from tracker.types import RELATIONS, Link

OPENED = EventRow(
    "2025-04-16-r-0a1b2c3d", ANCHOR, "watched", "2025-04-16", "negotiation", "reported", NOW, title_ja="日米協議",
    topics=("autos", "energy"), actors=("Ryosei Akazawa",), actor_ids=("person.akazawa",), products=("autos",), date_tokyo="2025-04-17",
)  # fmt: skip


def join(item_id: int, event_id: str = OPENED.id, **more: object) -> EventItemRow:
    row = EventItemRow(event_id, item_id, ANCHOR, item_id, 0.9, "[]", "1", NOW)
    return replace(row, **more)  # type: ignore[arg-type]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with make_store(tmp_path) as made:
        a, b, c = (new_item(key, links=(link(),), publication_key=key[0]) for key in ("a", "a2", "c"))
        save_polls(made, [poll(a, b, c, of="bbc"), poll(new_item("j", "日米", links=(link(),), lang="ja"), of="asahi")])
        yield made


def counted(store: Store, event_id: str = OPENED.id) -> tuple[int, int, int]:
    found: tuple[int, int, int] = rows(store, "SELECT items, outlets, families FROM events WHERE id = ?", event_id)[0]
    return found


def test_an_opened_event_gets_tags_number_counts_history_and_its_place_in_the_queue(store: Store) -> None:
    touched = save_events(store, EventsWrite(ANCHOR, (OPENED,), (join(1), join(4)), settled=((1, 1), (4, 4))))
    assert touched == (OPENED.id,)
    assert event(store.conn, OPENED.id) == OPENED
    assert rows(store, "SELECT kind, value FROM event_tags ORDER BY 1, 2") == [
        ("actor", "person.akazawa"), ("lang", "en"), ("lang", "ja"), ("product", "autos"), ("topic", "autos"), ("topic", "energy"),
    ]  # fmt: skip
    assert counted(store) == (2, 2, 2)
    assert event_history(store.conn, OPENED.id) == (HistoryRow(OPENED.id, NOW, "status", None, "reported", "opened"),)
    assert rows(store, "SELECT event_no, last_change_at FROM events") == [(1, NOW)]
    assert rows(store, "SELECT id FROM search_queue WHERE kind = 'event'") == [(OPENED.id,)]
    assert [item.item_id for item in pending_items(store.conn, ANCHOR)] == [2, 3]


def test_trap_21_a_publication_counts_once_and_an_unknown_outlet_is_a_house_of_its_own(store: Store) -> None:
    store.conn.execute("INSERT INTO sources (id, kind, url) VALUES ('blog', 'feed', 'https://blog.example/'), ('wiki', 'feed', 'w')")
    save_polls(store, [poll(new_item("x", links=(link(),)), of="blog"), poll(new_item("y", links=(link(),)), of="wiki")])
    save_events(store, EventsWrite(ANCHOR, (OPENED,), (join(1), join(2))))
    assert counted(store) == (2, 1, 1), "two items of one publication"
    save_events(store, EventsWrite(ANCHOR, joins=(join(5), join(6))))
    assert counted(store) == (4, 3, 3)
    save_events(store, EventsWrite(ANCHOR, joins=(join(4, copy_of=1),)))
    assert counted(store) == (5, 3, 3), "a copy of a wire story counts with its original"
    store.conn.execute("UPDATE sources SET publisher_family = 'bbc' WHERE id = 'blog'")
    save_events(store, EventsWrite(ANCHOR, joins=(join(3),)))
    assert counted(store) == (6, 3, 2)


def test_an_item_reports_one_event_and_both_events_are_counted_anew_when_it_moves(store: Store) -> None:
    other = replace(OPENED, id="other")
    save_events(store, EventsWrite(ANCHOR, (OPENED, other), (join(1), join(2), join(3, "other"))))
    touched = save_events(store, EventsWrite(ANCHOR, joins=(join(1, "other"),), leave=(2,)))
    assert touched == (OPENED.id, "other")
    assert counted(store) == (0, 0, 0) and counted(store, "other") == (2, 1, 1)
    assert rows(store, "SELECT event_id FROM timeline") == [("other",)], "an opened event that nobody reports is not shown"


def test_where_a_person_put_an_item_the_program_does_not_move_it(store: Store) -> None:
    other = replace(OPENED, id="other")
    save_events(store, EventsWrite(ANCHOR, (OPENED, other), (join(1, decided_by="person"),)))
    save_events(store, EventsWrite(ANCHOR, joins=(join(1, "other"),), leave=(1,)))
    assert rows(store, "SELECT event_id, decided_by FROM event_items") == [(OPENED.id, "person")]
    save_events(store, EventsWrite(ANCHOR, joins=(join(1, "other", decided_by="person"),)))
    assert rows(store, "SELECT event_id FROM event_items") == [("other",)]
    save_events(store, EventsWrite(ANCHOR, leave=(1,)), by_person=True)
    assert rows(store, "SELECT event_id FROM event_items") == []


def test_writing_the_same_twice_changes_no_row_of_an_event(store: Store) -> None:
    write = EventsWrite(ANCHOR, (OPENED,), (join(1),))
    save_events(store, write)
    tables = ("events", "event_items", "event_tags", "event_history")
    before = [rows(store, f"SELECT * FROM {table}") for table in tables]
    save_events(store, write)
    assert [rows(store, f"SELECT * FROM {table}") for table in tables] == before


def test_what_moves_about_an_event_is_told_in_its_history_once(store: Store) -> None:
    save_events(store, EventsWrite(ANCHOR, (OPENED,), (join(1),)))
    later = "2025-04-18T00:00:00Z"
    moved = replace(OPENED, status="confirmed", title_en="Talks", topics=("legal",))
    for _ in range(2):
        save_events(store, EventsWrite(ANCHOR, (moved,), (join(2, decided_at=later),)))
    assert event_history(store.conn, OPENED.id)[1:] == (
        HistoryRow(OPENED.id, later, "status", "reported", "confirmed", ""),
        HistoryRow(OPENED.id, later, "title_en", None, "Talks", ""),
        HistoryRow(OPENED.id, later, "topics", '["autos", "energy"]', '["legal"]', ""),
    )
    merge = HistoryRow(OPENED.id, later, "status", "confirmed", "merged", "one story")
    other = replace(OPENED, id="other")
    save_events(store, EventsWrite(ANCHOR, (other, replace(moved, status="merged", merged_into="other")), history=(merge,)))
    told = event_history(store.conn, OPENED.id)
    assert {row.field: row.why for row in told[-2:]} == {"status": "one story", "merged_into": ""}
    assert [row.at for row in told if row.field == "merged_into"] == [later]
    save_events(store, EventsWrite(ANCHOR, (replace(other, relation="impact"),)))
    assert event_history(store.conn, "other")[0].at == NOW, "where nothing tells the time, the clock does"


def test_an_item_has_its_baseline_events_part_unless_it_tells_the_effect_of_an_agreement(store: Store) -> None:
    told = replace(OPENED, origin="baseline", relation="agreement")
    save_events(store, EventsWrite(ANCHOR, (told,), (join(1), join(3))))
    store.conn.execute("UPDATE links SET own_relation = 'impact' WHERE item_id = 1")
    take_relations(store.conn, [1, 3])
    parts = "SELECT relation FROM links WHERE item_id IN (1, 3) ORDER BY item_id"
    assert rows(store, parts) == [("impact",), ("agreement",)]
    store.conn.execute("UPDATE events SET relation = 'measure'")
    take_relations(store.conn, [1, 3])
    assert rows(store, parts) == [("measure",), ("measure",)]


@pytest.mark.parametrize("event", RELATIONS)
@pytest.mark.parametrize("own", RELATIONS)
def test_the_store_keeps_the_relations_that_the_linker_keeps(store: Store, own: str, event: str) -> None:
    save_events(store, EventsWrite(ANCHOR, (replace(OPENED, origin="baseline", relation=event),), (join(1),)))
    store.conn.execute("UPDATE links SET own_relation = ? WHERE item_id = 1", (own,))
    take_relations(store.conn, [1])
    kept = relation_with_event(Link(ANCHOR, True, 0.9, own, (), (), "v"), event)
    assert rows(store, "SELECT relation FROM links WHERE item_id = 1") == [(kept,)]


def test_a_pending_item_is_settled_only_on_the_revision_that_was_joined(store: Store) -> None:
    save_events(store, EventsWrite(ANCHOR, settled=((1, 99), (2, 2), (3, 3), (4, 4))))
    assert [item.item_id for item in pending_items(store.conn, ANCHOR)] == [1]


def test_a_merged_event_redirects_to_the_last_one_and_a_circle_ends(store: Store) -> None:
    first = replace(OPENED, id="first", status="merged", merged_into="second")
    second = replace(OPENED, id="second", status="merged", merged_into=OPENED.id)
    save_events(store, EventsWrite(ANCHOR, (first, second, OPENED)))
    assert event(store.conn, "first").id == OPENED.id
    with pytest.raises(UnknownRow):
        event(store.conn, "nothing")
    save_events(store, EventsWrite(ANCHOR, (replace(OPENED, status="merged", merged_into="first"),)))
    assert event(store.conn, "first").id in ("first", "second", OPENED.id)


def test_events_near_bring_their_members_and_leave_merged_ones_out(store: Store) -> None:
    later = replace(OPENED, id="later", date="2025-04-20")
    merged = replace(OPENED, id="merged", status="merged", merged_into=OPENED.id)
    save_events(store, EventsWrite(ANCHOR, (OPENED, later, merged), (join(1), join(4))))
    near = events_near(store.conn, ANCHOR, "2025-04-15", "2025-04-16")
    assert [(one.event.id, [item.item_id for item in one.members]) for one in near] == [(OPENED.id, [1, 4])]
    assert near[0].members == members(store.conn, OPENED.id) == linked_items(store.conn, ANCHOR, [1, 4])
    assert [one.event.id for one in events_near(store.conn, ANCHOR, "2025-04-16", "2025-04-20")] == [OPENED.id, "later"]
    assert events_near(store.conn, "another anchor", "2025-04-16", "2025-04-20") == ()


def test_a_linked_item_says_all_that_joining_compares(store: Store) -> None:
    save_events(store, EventsWrite(ANCHOR, (OPENED,), (join(4, copy_of=1, reasons="[1]"),)))
    one = linked_items(store.conn, ANCHOR, [4])[0]
    assert (one.item_key, one.source_id, one.publisher, one.publisher_family, one.lang, one.title) == (
        "j",
        "asahi",
        "Asahi",
        "asahi",
        "ja",
        "日米",
    )
    assert (one.revision_id, one.relation, one.topics, one.score, one.decided_by) == (4, "negotiation", ("autos",), 0.9, "linker")
    assert (one.event_id, one.joined_by, one.copy_of, one.event_score, one.event_reasons) == (OPENED.id, "linker", 1, 0.9, "[1]")
    free = linked_items(store.conn, ANCHOR, [1])[0]
    assert (free.event_id, free.joined_by, free.copy_of) == (None, "", None)
    assert [item.item_id for item in linked_items_all(store.conn, ANCHOR)] == [1, 2, 3, 4]


def test_relinking_in_batches_replaces_links_and_empties_events(store: Store) -> None:
    save_events(store, EventsWrite(ANCHOR, (OPENED,), (join(1), join(2)), settled=((1, 1), (2, 2))))
    written = save_links(store, [Decided(1, 1, link(False)), Decided(2, 2, link(score=0.8))])
    assert written == 2 and save_links(store, []) == 0
    assert [item.item_id for item in pending_items(store.conn, ANCHOR)] == [2, 3, 4]
    assert counted(store) == (1, 1, 1)
    save_links(store, [Decided(2, 2, link(False, decided_by="person"))])
    assert save_links(store, [Decided(2, 2, link())]) == 0
    with pytest.raises(BadRow):
        save_links(store, [Decided(99, 1, link())])


def test_an_event_that_does_not_exist_can_not_be_joined(store: Store) -> None:
    with pytest.raises(BadRow):
        save_events(store, EventsWrite(ANCHOR, joins=(join(1, "nowhere"),)))
    assert rows(store, "SELECT * FROM event_items") == []


def test_the_default_anchor_and_an_events_own_citations(store: Store) -> None:
    assert default_anchor(store.conn) == ANCHOR
    save_events(store, EventsWrite(ANCHOR, (OPENED,)))
    store.conn.execute("INSERT INTO event_sources (event_id, url, lang) VALUES (?, 'https://x.example/', 'ja')", (OPENED.id,))
    assert [(one.url, one.lang, one.published_precision) for one in citations(store.conn, OPENED.id)] == [
        ("https://x.example/", "ja", "none")
    ]
