"""A copy that may be handed on: what is left out is in no free page, no index and no log; the words of the rest are still found."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from publish_stock import filled_database

from db.errors import DatabaseUnwritable
from db.queries.search import search
from db.store.connect import open_store, read_connection
from db.store.public_copy import Kept, public_copy
from db.store.search_index import index_queue

SECRET = "秘密の本文 wholly confidential prose"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = filled_database(tmp_path)
    with open_store(path) as store:
        store.conn.execute("UPDATE revisions SET body = ? WHERE item_id IN (1, 2)", (SECRET,))
        store.conn.execute("INSERT OR IGNORE INTO search_queue SELECT 'item', id FROM items")
        while index_queue(store):
            pass
    return path


def copied(database: Path, kept: Kept) -> Path:
    target = database.with_name("copy.db")
    target.unlink(missing_ok=True)
    with open_store(database) as store:
        public_copy(store, target, kept)
    return target


def test_a_word_of_a_text_is_found_before_and_not_in_the_copy_while_titles_are(database: Path) -> None:
    for kept, found in ((Kept(bodies=True), 2), (Kept(), 0)):
        with closing(read_connection(copied(database, kept))) as conn:
            for word in ("秘密", "confidential"):
                assert len(search(conn, word, 10)) == found
            assert {hit.title for hit in search(conn, "15%", 10)} >= {"Tariff on cars cut to 15%"}
            assert not conn.execute("SELECT 1 FROM search_queue").fetchone()
    content = copied(database, Kept()).read_bytes()
    for words in (SECRET, "秘密の本文", "confidential", "秘密", "密の"):
        assert words.encode() not in content


def test_it_stands_alone_and_leaves_nothing_beside_it(database: Path) -> None:
    target = copied(database, Kept())
    with closing(sqlite3.connect(target)) as conn:
        assert conn.execute("PRAGMA journal_mode").fetchone()[0] == "delete"
        assert conn.execute("PRAGMA freelist_count").fetchone()[0] == 0
    assert [path.name for path in database.parent.iterdir() if path.name.startswith("copy.db")] == ["copy.db"]


def test_a_copy_is_refused_where_a_file_stands_and_leaves_it(database: Path) -> None:
    target = database.with_name("taken.db")
    target.write_text("mine")
    with open_store(database) as store:
        for kept in (Kept(), Kept(True, True)):
            with pytest.raises(DatabaseUnwritable):
                public_copy(store, target, kept)
    assert target.read_text() == "mine"
    assert [path.name for path in database.parent.iterdir() if path.name.startswith("taken.db")] == ["taken.db"]


def test_an_old_part_of_the_index_does_not_keep_what_was_taken_out(database: Path, tmp_path: Path) -> None:
    """Texts that were in the database once, and were replaced since, are in no part of the copy's index either."""
    other = shutil.copy(database, tmp_path / "other.db")
    with open_store(other) as store:
        store.conn.execute("UPDATE revisions SET body = '' WHERE item_id = 1")
        store.conn.execute("INSERT OR IGNORE INTO search_queue VALUES ('item', '1')")
        while index_queue(store):
            pass
    assert "confidential".encode() not in copied(Path(other), Kept()).read_bytes()
