"""The kept counts are what a count over everything would give, whatever is written, moved, merged, unlinked or dropped."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from db.link_rows import Decided
from db.migrations import STEPS
from db.records import ChangeRow, EventItemRow, EventRow, EventsWrite, ItemStep, PollRow, PollWrite
from db.store.connect import Store, open_store
from db.store.events import save_events
from db.store.links import save_links
from db.store.migrate import migrate
from db.store.polls import save_polls
from db.store.retention import drop_items
from tests.db_rows import ANCHOR, NOW, link, make_store, new_item, poll, revision, rows

GROWING = ("polls", "items", "revisions", "snapshots", "changes", "links", "events", "event_items", "alerts")
COUNTED = {
    "event_days": "SELECT anchor_id, date, count(*) FROM timeline GROUP BY 1, 2",
    "item_days": "SELECT anchor_id, substr(sort_at, 1, 10), lang, count(*) FROM linked_items GROUP BY 1, 2, 3",
    "item_hours": "SELECT anchor_id, substr(first_seen_at, 1, 13), count(*) FROM linked_items GROUP BY 1, 2",
    "tag_counts": "SELECT anchor_id, kind, value, count(*) FROM event_tags JOIN events ON id = event_id GROUP BY 1, 2, 3",
    "source_days": """SELECT source_id, substr(started_at, 1, 10), count(*), sum(outcome = 'changed'),
      sum(outcome IN ('unchanged', 'not_modified')), sum(outcome IN ('error', 'gone', 'no_content')), sum(outcome = 'blocked'),
      sum(items_new) FROM polls WHERE item_id IS NULL GROUP BY 1, 2""",
    "source_changes": """SELECT i.source_id, c.observed_at, c.id, c.kind, c.material, c.notice
      FROM changes AS c JOIN items AS i ON i.id = c.item_id""",
    "row_counts": " UNION ALL ".join(f"SELECT '{name}', count(*) FROM {name}" for name in GROWING),
}
KEPT = {
    "source_days": "SELECT source_id, day, polls, changed, same, failed, blocked, items_new FROM source_days",
    "source_changes": "SELECT source_id, observed_at, change_id, kind, material, notice FROM source_changes",
    "row_counts": "SELECT table_name, counted FROM row_counts",
    "event_days": "SELECT anchor_id, day, events FROM event_days WHERE events <> 0",
    "item_days": "SELECT anchor_id, day, lang, items FROM item_days WHERE items <> 0",
    "item_hours": "SELECT anchor_id, hour, items FROM item_hours WHERE items <> 0",
    "tag_counts": "SELECT anchor_id, kind, value, events FROM tag_counts WHERE events <> 0",
}
FACTS = '{"rates":[[15.0,["autos"],"15%","title",0,3]]}'


def check(store: Store) -> None:
    for name, counted in COUNTED.items():
        assert sorted(rows(store, KEPT[name])) == sorted(rows(store, counted)), name


def fill(store: Store) -> list[int]:
    """Two linked items, one of an official source that names a rate, and one that is not linked."""
    store.conn.execute("UPDATE sources SET tier = 'primary' WHERE id = 'asahi'")
    dated = {"published_at": "2025-04-15T23:00:00Z", "published_date": "2025-04-15", "published_precision": "second"}
    (bbc,) = save_polls(store, [poll(new_item("a", links=(link(facts=FACTS),), **dated), new_item("b", links=(link(False),)))])
    (own,) = save_polls(store, [poll(new_item("c", lang="ja", links=(link(facts=FACTS),)), of="asahi")])
    return [*bbc.new_ids.values(), *own.new_ids.values()]


def an_event(name: str = "e", **values: object) -> EventRow:
    made = EventRow(name, ANCHOR, "watched", "2025-04-16", "measure", "reported", NOW, topics=("autos",), title_en="T")
    return replace(made, **values)


def joined(name: str, *items: int) -> tuple[EventItemRow, ...]:
    return tuple(EventItemRow(name, item, ANCHOR, item, 0.9, "[]", "1", NOW) for item in items)


def test_counts_follow_whatever_is_written(tmp_path: Path) -> None:
    with make_store(tmp_path) as store:
        first, second, third = fill(store)
        check(store)
        assert rows(store, "SELECT item_id FROM official_figures") == [(third,)]
        save_events(store, EventsWrite(ANCHOR, (an_event(), an_event("f")), (*joined("e", first), *joined("f", third))))
        check(store)
        save_events(store, EventsWrite(ANCHOR, (an_event(date="2025-04-17", topics=("energy", "autos")),)))
        check(store)
        save_events(store, EventsWrite(ANCHOR, (an_event("f", status="merged", merged_into="e"),), joined("e", third)))
        check(store)
        edited = ChangeRow("2025-04-18T00:00:00Z", "edited", True)
        step = ItemStep(first, revision("B"), edited, published_at="2025-04-10T00:00:00Z", links=(link(False),), title="B")
        failed = PollWrite(PollRow("bbc", "2025-04-18T01:00:00Z", "error", error="timeout"))
        article = PollWrite(PollRow("bbc", "2025-04-18T01:00:00Z", "unchanged", item_id=first))
        save_polls(store, [poll(steps=(step,)), failed, article])
        check(store)
        save_links(store, [Decided(second, second, link(facts=FACTS)), Decided(third, third, link(facts="{}"))])
        check(store)
        assert rows(store, "SELECT item_id FROM official_figures") == []
        save_polls(store, [poll(new_item("old", links=(link(False),)))])
        check(store)
        assert drop_items(store, "2030-01-01T00:00:00Z", NOW) == 1
        check(store)


def test_a_database_of_the_step_before_is_counted_when_it_is_migrated(tmp_path: Path) -> None:
    with make_store(tmp_path) as store:
        first, _, third = fill(store)
        save_events(store, EventsWrite(ANCHOR, (an_event(),), joined("e", first, third)))
        kept = {name: sorted(rows(store, sql)) for name, sql in KEPT.items()}
        stored = {
            table: rows(store, f"SELECT * FROM {table}")
            for table in ("anchors", "sources", "items", "revisions", "changes", "polls", "links", "events", "event_items", "event_tags")
        }
    with open_store(tmp_path / "old.db", create=True) as old:
        for sql in STEPS[0].sql.split(";\n"):
            old.conn.execute(sql)
        old.conn.execute("PRAGMA user_version = 1")
        old.conn.execute("PRAGMA foreign_keys = OFF")
        for table, found in stored.items():
            names = [row[1] for row in old.conn.execute(f"PRAGMA table_info({table})")]
            old.conn.executemany(
                f"INSERT INTO {table} VALUES ({', '.join('?' for _ in names)})", [row[: len(names)] for row in found]
            )
        migrate(old, NOW)
        assert {name: sorted(rows(old, sql)) for name, sql in KEPT.items()} == kept
        check(old)
