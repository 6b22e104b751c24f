"""The catalogue: what it says, what a person decided and what polls found stay apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from db.errors import BadRow, UnknownRow
from db.queries.sources import due_sources, list_sources, next_due_at, source, source_health
from db.records import PollRow, PollWrite, SourceRow
from db.store.connect import Store, open_store
from db.store.migrate import migrate
from db.store.polls import save_polls
from db.store.sources import Synced, add_source, change_source, disable_source, enable_source, remove_source, sync_catalogue
from tests.db_rows import NOW, new_item, poll, present, rows, source_step

FEED = SourceRow("bbc", "https://bbc.example/feed", title="BBC", poll_minutes=30)
PAGE = SourceRow("meti", "https://meti.example/", kind="page", selector="main", title="METI", json_fields='{"a": "/b"}')
OFF = SourceRow("old", "https://old.example/", enabled=False, off_reason="moved away")
CATALOGUE = (FEED, PAGE, OFF)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "tracker.db", create=True) as made:
        migrate(made, NOW)
        sync_catalogue(made, CATALOGUE)
        yield made


def test_store_then_read_is_the_same_and_a_second_sync_writes_nothing(store: Store) -> None:
    assert list_sources(store.conn) == (FEED, PAGE, replace(OFF, state="off"))
    before = store.conn.total_changes
    assert sync_catalogue(store, CATALOGUE) == Synced()
    assert store.conn.total_changes == before


def test_a_newer_catalogue_changes_what_it_says_and_keeps_the_state(store: Store) -> None:
    save_polls(store, [poll(source=source_step(etag='"1"', failures=0.5))])
    done = sync_catalogue(store, (replace(FEED, title="BBC News", poll_minutes=15), PAGE, SourceRow("new", "https://new.example/")))
    assert done == Synced(("new",), ("bbc",), ())
    now = source(store.conn, "bbc")
    assert (now.title, now.poll_minutes, now.etag, now.failures, now.state, now.watched_from) == ("BBC News", 15, '"1"', 0.5, "ok", NOW)


def test_what_a_person_set_stays(store: Store) -> None:
    disable_source(store, "bbc", "too noisy")
    enable_source(store, "old")
    change_source(store, "meti", {"selector": "#news", "poll_minutes": 120})
    sync_catalogue(store, (replace(FEED, title="BBC 2"), replace(PAGE, selector="article", poll_minutes=30, notes="n"), OFF))
    bbc, meti, old = (source(store.conn, name) for name in ("bbc", "meti", "old"))
    assert (bbc.title, bbc.enabled, bbc.off_reason, bbc.state) == ("BBC 2", False, "too noisy", "off")
    assert (meti.selector, meti.poll_minutes, meti.notes, meti.set_by_person) == ("#news", 120, "n", ("selector", "poll_minutes"))
    assert (old.enabled, old.off_reason, old.state) == (True, None, "new")


def test_a_source_that_left_the_catalogue_is_off_and_its_items_stay(store: Store) -> None:
    save_polls(store, [poll(new_item("a"))])
    enable_source(store, "meti")
    assert sync_catalogue(store, (OFF,)).gone == ("bbc",), "what a person turned on stays on"
    assert source(store.conn, "bbc").off_reason == "no longer in the catalogue" and rows(store, "SELECT count(*) FROM items") == [(1,)]
    assert sync_catalogue(store, (OFF,)) == Synced()
    assert sync_catalogue(store, CATALOGUE).changed == ("bbc",) and source(store.conn, "bbc").enabled


def test_a_410_and_a_remembered_redirect_survive_the_catalogue_until_it_says_something_new(store: Store) -> None:
    gone = source_step(state="off", enabled=False, off_reason="410 gone", url="https://bbc.example/moved")
    save_polls(store, [PollWrite(PollRow("bbc", NOW, "gone"), gone)])
    assert sync_catalogue(store, CATALOGUE) == Synced()
    assert (source(store.conn, "bbc").enabled, source(store.conn, "bbc").url) == (False, "https://bbc.example/moved")
    sync_catalogue(store, (replace(FEED, url="https://bbc.example/new"), PAGE, OFF))
    assert source(store.conn, "bbc").url == "https://bbc.example/new"
    sync_catalogue(store, (replace(FEED, enabled=False, off_reason="dead"), PAGE, OFF))
    sync_catalogue(store, CATALOGUE)
    assert source(store.conn, "bbc").enabled


def test_trap_18_a_changed_selector_starts_a_new_baseline(store: Store) -> None:
    item = new_item("a")
    seen = source_step(etag='"1"', body_sha256="1", keep_validators=False)
    save_polls(store, [poll(item, of="meti", present=present(item), source=seen), poll(new_item("b"), source=seen)])
    sync_catalogue(store, (replace(FEED, notes="other"), replace(PAGE, selector="#news"), OFF))
    meti, bbc = source(store.conn, "meti"), source(store.conn, "bbc")
    assert (meti.rebased, meti.etag, meti.body_sha256, meti.next_check_at) == (True, None, None, None)
    assert (bbc.rebased, bbc.etag) == (False, '"1"')
    assert rows(store, "SELECT count(*) FROM source_entries") == [(0,)] and rows(store, "SELECT count(*) FROM items") == [(2,)]
    save_polls(store, [poll(of="meti", source=source_step())])
    assert source(store.conn, "meti").rebased, "no document was read yet"
    save_polls(store, [poll(of="meti", present=())])
    assert not source(store.conn, "meti").rebased


def test_a_selector_that_changes_before_anything_was_read_is_no_new_baseline(store: Store) -> None:
    change_source(store, "meti", {"selector": "#x"})
    assert not source(store.conn, "meti").rebased


def test_a_persons_own_source_is_theirs(store: Store) -> None:
    mine = SourceRow("mine", "https://mine.example/", title="Mine")
    add_source(store, mine)
    assert source(store.conn, "mine").added_by == "person"
    assert sync_catalogue(store, CATALOGUE) == Synced()
    add_source(store, replace(FEED, title="My BBC"))
    sync_catalogue(store, CATALOGUE)
    assert source(store.conn, "bbc").title == "My BBC" and source(store.conn, "bbc").set_by_person == ("title",)
    assert remove_source(store, "mine", "me") is True
    with pytest.raises(UnknownRow):
        source(store.conn, "mine")


def test_removing_keeps_what_was_published(store: Store) -> None:
    add_source(store, SourceRow("mine", "https://mine.example/"))
    save_polls(store, [poll(new_item("a"), of="mine")])
    for name in ("mine", "bbc"):
        assert remove_source(store, name, "me") is False
        assert (source(store.conn, name).enabled, source(store.conn, name).off_reason) == (False, "removed by me")
    sync_catalogue(store, CATALOGUE)
    assert not source(store.conn, "bbc").enabled and rows(store, "SELECT count(*) FROM items") == [(1,)]


def test_mistakes_are_named(store: Store) -> None:
    with pytest.raises(UnknownRow):
        enable_source(store, "nobody")
    with pytest.raises(UnknownRow):
        remove_source(store, "nobody", "me")
    with pytest.raises(BadRow, match="etag can't be set"):
        change_source(store, "bbc", {"etag": "x"})
    with pytest.raises(BadRow, match="needs an id and an address"):
        sync_catalogue(store, (replace(FEED, id="other", url=""),))
    with pytest.raises(BadRow):
        add_source(store, SourceRow("odd", "https://x.example/", kind="teletext"))


def test_what_is_due_those_that_wait_longest_first(store: Store) -> None:
    assert [one.id for one in due_sources(store.conn, NOW)] == ["bbc", "meti"] and next_due_at(store.conn) == ""
    save_polls(store, [poll(source=source_step("2025-04-17T02:00:00Z")), poll(of="meti", source=source_step("2025-04-17T01:00:00Z"))])
    assert next_due_at(store.conn) == "2025-04-17T01:00:00Z"
    assert due_sources(store.conn, "2025-04-17T00:59:59Z") == ()
    assert [one.id for one in due_sources(store.conn, "2025-04-17T03:00:00Z")] == ["meti", "bbc"]
    assert [one.id for one in due_sources(store.conn, "2025-04-17T03:00:00Z", 1)] == ["meti"]
    for name in ("bbc", "meti"):
        disable_source(store, name, "off")
    assert next_due_at(store.conn) is None and due_sources(store.conn, "2025-04-18T03:00:00Z") == ()


def test_health_counts_the_last_day(store: Store) -> None:
    store.conn.execute("INSERT INTO clock VALUES (1, '2025-04-17T12:00:00Z', '2025-04-17', '2025-04-17')")
    save_polls(store, [poll(new_item("a"), source=source_step()), poll(at="2025-04-15T00:00:00Z")])
    bbc = next(one for one in source_health(store.conn) if one.source_id == "bbc")
    assert (bbc.state, bbc.hours_since_ok, bbc.polls_24h, bbc.items_24h, bbc.failures) == ("ok", 12.0, 1, 1, 0.0)
