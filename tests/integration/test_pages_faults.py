"""A page that fails for a fault of this program's own: said in both languages, told to the log shortly, and without what variables hold."""

import logging
import sqlite3
from contextlib import closing

import pytest
from publish_stock import OPENED, filled_database, get


@pytest.fixture
def damaged(tmp_path):
    """A database in which the reasons of an event's members are of a form that the pages don't know."""
    path = filled_database(tmp_path)
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute("UPDATE event_items SET reasons = '[{\"secret\": \"MARMALADE\"}]'")
    return path


def test_a_fault_of_ours_is_said_plainly_and_logged_without_values(damaged, caplog, capfd):
    with caplog.at_level(logging.ERROR, logger="tracker"):
        page, other = get(damaged, f"/event/{OPENED}?ui=ja", "/timeline?ui=ja")
    assert page.status_code == 500 and other.status_code == 200
    assert "内部で誤りが起きました" in page.text and "Something is wrong here" in page.text
    assert "no-store" in page.headers["cache-control"]
    (record,) = caplog.records
    assert f"/event/{OPENED}" in record.getMessage() and record.exc_info is not None
    printed = "".join(capfd.readouterr())
    assert "MARMALADE" not in printed + page.text and len(printed) < 20_000


def test_sql_that_cannot_run_stays_datasettes_to_explain_and_prints_no_values(damaged, capfd):
    (page,) = get(damaged, "/tracker?sql=select+1+from+nowhere")
    assert page.status_code == 400 and "no such table: nowhere" in page.text
    assert "locals" not in "".join(capfd.readouterr())
