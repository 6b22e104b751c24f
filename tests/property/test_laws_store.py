"""Laws of the store: what is stored is read back, whatever it is; how polls are put together does not matter; migrated is fresh."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.migrations import STEPS
from db.queries import items
from db.queries.events import event
from db.records import ChangeRow, EventRow, EventsWrite, EvidenceRow, ItemStep, PollWrite, PresentEntry
from db.store.connect import Store, open_store
from db.store.events import save_events
from db.store.migrate import migrate, statements
from db.store.polls import save_polls
from tests.db_rows import ANCHOR, NOW, link, make_store, new_item, poll, revision, rows

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
WORDS = st.text(alphabet="ab日米'\"\\%;\x00\n", max_size=12)
TABLES = ("items", "revisions", "item_aliases", "links", "link_topics", "evidence", "changes", "source_entries", "search_queue")


@contextmanager
def fresh() -> Iterator[Store]:
    with tempfile.TemporaryDirectory() as folder, make_store(Path(folder)) as store:
        yield store


@pytest.fixture(scope="module")
def shared_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with make_store(tmp_path_factory.mktemp("laws")) as store:
        yield store


@contextmanager
def undone(store: Store) -> Iterator[Store]:
    """What is written in the block is taken back: as fresh, and much faster than a new file."""
    store.conn.execute("BEGIN IMMEDIATE")
    try:
        yield store
    finally:
        store.conn.execute("ROLLBACK")


@settings(max_examples=40, deadline=None)
@given(title=TEXT, body=TEXT, author=WORDS, precision=st.sampled_from(["second", "day", "none"]), form=TEXT)
def test_law_store_then_read_is_the_same(shared_store: Store, title: str, body: str, author: str, precision: str, form: str) -> None:
    reasons = (EvidenceRow(0, "bias", -1.25), EvidenceRow(1, "x", 0.1 + 0.2, form, "title", 0, len(form)))
    text = revision(title, body=body, author=author, summary=form)
    made = new_item("k", title, revision=text, links=(link(evidence=reasons),), published_precision=precision, published_raw=author)
    with undone(shared_store) as store:
        save_polls(store, [poll(made)])
        one, stored = items.item(store.conn, 1), items.revisions(store.conn, 1)[0]
        assert (one.title, one.published_raw, one.published_precision, one.guid) == (title, author, precision, "k")
        assert (stored.title, stored.summary, stored.body, stored.author) == (title, form, body, author)
        assert stored.content_hash == text.content_hash and items.evidence(store.conn, 1, ANCHOR) == reasons
        known = items.known_items(store.conn, "bbc", made.aliases)
        assert {one.hashes for one in known.values()} == {(text.content_hash,)} and set(known) == set(made.aliases)


@settings(max_examples=40, deadline=None)
@given(title=st.one_of(st.none(), TEXT), names=st.lists(TEXT, max_size=3), relation=WORDS)
def test_law_an_event_is_read_as_it_was_stored(shared_store: Store, title: str | None, names: list[str], relation: str) -> None:
    made = EventRow(
        "e", ANCHOR, "watched", "2025-04-16", relation, "reported", NOW, title_ja=title, actors=tuple(names), topics=tuple(names)
    )
    with undone(shared_store) as store:
        save_events(store, EventsWrite(ANCHOR, (made,)))
        assert event(store.conn, "e") == made


@st.composite
def polls(draw: st.DrawFn) -> list[PollWrite]:
    """Rounds of polls of two sources that add items, edit them and link them; the ids are those they get in this order."""
    written: list[PollWrite] = []
    count = 0
    for number in range(draw(st.integers(1, 6))):
        source = draw(st.sampled_from(["bbc", "asahi"]))
        fresh_ones = [new_item(f"k{count + n}", f"t{number}", links=(link(draw(st.booleans())),)) for n in range(draw(st.integers(0, 3)))]
        steps = []
        for item_id in draw(st.lists(st.integers(1, count), max_size=3, unique=True)) if count else []:
            steps.append(ItemStep(item_id, revision(f"r{number}"), ChangeRow(NOW, "edited", draw(st.booleans())), (link(),), title="new"))
        held = tuple(PresentEntry(one.item_key, item_key=one.item_key) for one in fresh_ones)
        written.append(poll(*fresh_ones, of=source, steps=tuple(steps), present=held or None))
        count += len(fresh_ones)
    return written


def everything(store: Store) -> dict[str, list[tuple[object, ...]]]:
    found = {table: rows(store, f"SELECT * FROM {table}") for table in TABLES if table not in ("revisions", "items", "changes", "links")}
    # Ids of revisions depend on what shares a transaction; what they say does not.
    found["items"] = rows(store, "SELECT i.id, i.item_key, i.title, r.title FROM items AS i JOIN revisions AS r ON r.id = i.revision_id")
    found["revisions"] = rows(store, "SELECT item_id, origin, seq, title FROM revisions ORDER BY 1, 2, 3")
    found["links"] = rows(store, "SELECT l.item_id, l.linked, r.title, r.seq FROM links AS l JOIN revisions AS r ON r.id = l.revision_id")
    found["changes"] = rows(
        store, "SELECT c.item_id, a.seq, b.seq, c.material FROM changes AS c JOIN revisions AS a ON a.id = c.from_revision "
        "JOIN revisions AS b ON b.id = c.to_revision ORDER BY c.id",
    )  # fmt: skip
    return found


@settings(max_examples=15, deadline=None)
@given(writes=polls())
def test_law_it_does_not_matter_which_polls_share_a_transaction(writes: list[PollWrite]) -> None:
    with fresh() as one_by_one, fresh() as nested:
        for write in writes:
            save_polls(one_by_one, [write])
        with nested.atomic():
            for write in writes:
                save_polls(nested, [write])
        assert everything(nested) == everything(one_by_one)
        assert rows(one_by_one, "PRAGMA foreign_key_check") == [] and rows(one_by_one, "PRAGMA integrity_check") == [("ok",)]
        together = [write for write in writes if not write.steps]
        with fresh() as apart, fresh() as joined:
            for write in together:
                save_polls(apart, [write])
            save_polls(joined, together)
            assert everything(joined) == everything(apart)


@settings(max_examples=15, deadline=None)
@given(writes=polls())
def test_law_new_items_polled_again_write_nothing(writes: list[PollWrite]) -> None:
    again = [poll(*write.new, of=write.poll.source_id, present=write.present) for write in writes if write.new]
    with fresh() as store:
        save_polls(store, again)
        before = everything(store)
        for last in {write.poll.source_id: write for write in again}.values():
            save_polls(store, [last])
        assert everything(store) == before


def schema(conn: sqlite3.Connection) -> list[tuple[str, str]]:
    return [tuple(row) for row in conn.execute("SELECT name, sql FROM sqlite_master ORDER BY name")]


def test_law_a_file_migrated_from_any_earlier_step_is_a_fresh_one(tmp_path: Path) -> None:
    with open_store(tmp_path / "fresh.db", create=True) as new:
        migrate(new, NOW)
        wanted = schema(new.conn)
    for upto in range(len(STEPS) + 1):
        path = tmp_path / f"v{upto}.db"
        old = sqlite3.connect(path, isolation_level=None)
        for step in STEPS[:upto]:
            for sql in statements(step.sql):
                old.execute(sql)
            old.execute(f"PRAGMA user_version = {step.version}")
        old.close()
        with open_store(path) as store:
            migrate(store, NOW)
            assert schema(store.conn) == wanted
