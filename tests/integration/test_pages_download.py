"""`/download` and its files: what is offered can be had whole, in part and again, and nothing else can."""

from __future__ import annotations

import asyncio
import base64
import csv
import hashlib
import http.client
import io
import json
import re
import shutil
import sqlite3
import time
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from cli_runs import Cli
from publish_stock import filled_database, get, page, using

from tracker.config import Config
from tracker.downloading import downloads_folder
from tracker.exporting.folder import files_of

SECRET = "what lies beside"


@pytest.fixture(scope="module")
def offered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with its downloads made."""
    database = filled_database(tmp_path_factory.mktemp("offered"))
    Cli(database.parent)("export")
    (database.parent / "secret.txt").write_text(SECRET)
    return database


def folder_of(database: Path) -> Path:
    return downloads_folder(database, "")


def test_where_nothing_was_made_the_page_names_the_one_command(tmp_path: Path) -> None:
    database = filled_database(tmp_path)
    for lang in ("en", "ja"):
        assert "<code>tracker export</code>" in page(database, "/download", lang)
    assert [one.status_code for one in get(database, "/download/tracker.db", "/download/SHA256SUMS")] == [404, 404]
    assert not folder_of(database).exists()


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_the_page_offers_every_file_with_its_size_and_sum(offered: Path, lang: str) -> None:
    markup, listed = page(offered, "/download", lang), files_of(folder_of(offered))
    linked = set(re.findall(r'href="/download/([^"?]+)"', markup))
    assert linked == set(listed)
    for digest in filter(None, listed.values()):
        assert f"<code>{digest}</code>" in markup
    assert "2026" in markup and ("Downloads" in markup) == (lang == "en")
    assert str(offered.parent) not in markup


def test_every_file_comes_whole_safe_and_as_it_was_summed(offered: Path) -> None:
    listed = files_of(folder_of(offered))
    for name, response in zip(listed, get(offered, *(f"/download/{name}" for name in listed)), strict=True):
        assert response.status_code == 200
        assert response.content == (folder_of(offered) / name).read_bytes()
        assert response.headers["content-length"] == str(len(response.content))
        assert response.headers["content-disposition"] == f'attachment; filename="{name.rpartition("/")[2]}"'
        assert response.headers["x-content-type-options"] == "nosniff" and "sandbox" in response.headers["content-security-policy"]
        assert "s-maxage=" in response.headers["cache-control"] and response.headers["etag"].startswith('"')
        if listed[name]:
            assert hashlib.sha256(response.content).hexdigest() == listed[name]
            assert base64.b64decode(response.headers["repr-digest"][9:-1]).hex() == listed[name]


def test_trap_29_the_copy_of_a_live_database_can_be_had_and_is_read_by_others(offered: Path, tmp_path: Path) -> None:
    copy, table, package = get(offered, "/download/tracker.db", "/download/data/events.csv", "/download/datapackage.json")
    (tmp_path / "copy.db").write_bytes(copy.content)
    with closing(sqlite3.connect(tmp_path / "copy.db")) as conn:
        count = conn.execute("SELECT count(*) FROM events").fetchone()[0]
    assert len(list(csv.DictReader(io.StringIO(table.text)))) == count
    assert next(one["rows"] for one in package.json()["resources"] if one["name"] == "events") == count
    assert [one.headers["content-type"] for one in (copy, table)] == ["application/vnd.sqlite3", "text/csv; charset=utf-8"]


def test_a_known_file_is_304_and_a_part_is_a_part(offered: Path) -> None:
    path = "/download/tracker.db"
    whole = (folder_of(offered) / "tracker.db").read_bytes()

    async def work(client):
        first = await client.get(path)
        tag = first.headers["etag"]
        asked = [
            {"if-none-match": tag}, {"range": "bytes=100-299"}, {"range": "bytes=-50"}, {"range": f"bytes={len(whole)}-"},
            {"range": "bytes=0-9", "if-range": tag}, {"range": "bytes=0-9", "if-range": '"other"'}, {"range": "bytes=0-1,4-5"},
        ]  # fmt: skip
        return [await client.get(path, headers=headers) for headers in asked], await client.head(path), await client.post(path)

    (known, part, tail, beyond, same, other, several), head, post = using(offered, work)
    assert (known.status_code, known.content) == (304, b"")
    assert (part.status_code, part.content) == (206, whole[100:300])
    assert part.headers["content-range"] == f"bytes 100-299/{len(whole)}" and part.headers["content-length"] == "200"
    assert (tail.status_code, tail.content) == (206, whole[-50:])
    assert (beyond.status_code, beyond.headers["content-range"]) == (416, f"bytes */{len(whole)}")
    assert (same.status_code, same.content) == (206, whole[:10])
    assert [(one.status_code, one.content == whole) for one in (other, several)] == [(200, True), (200, True)]
    assert (head.status_code, head.headers["content-length"], head.content) == (200, str(len(whole)), b"")
    assert post.status_code in (403, 405)


OUTSIDE = (
    "../secret.txt", "..%2Fsecret.txt", "data/../../secret.txt", "data/..%2f..%2fsecret.txt", "%2e%2e/secret.txt", "%2e%2e", "data",
    "data/", "secret.txt", "/etc/passwd", "data/events.csv/", "data//events.csv", "events.csv", "tracker.db-wal", "TRACKER.DB",
    "data/data/events.csv", "tracker.db%00.csv", "..\\secret.txt", "added.txt", "link",
)  # fmt: skip


@pytest.mark.parametrize("name", OUTSIDE)
def test_no_name_leads_out_of_what_is_listed(offered: Path, tmp_path: Path, name: str) -> None:
    database = tmp_path / "tracker.db"
    shutil.copy(offered, database)
    shutil.copytree(folder_of(offered), folder_of(database))
    (tmp_path / "secret.txt").write_text(SECRET)
    (folder_of(database) / "added.txt").write_text(SECRET)
    (folder_of(database) / "link").symlink_to(tmp_path / "secret.txt")
    (response,) = get(database, f"/download/{name}", follow_redirects=False)
    assert response.status_code in (302, 400, 404) and SECRET not in response.text


def test_a_listed_name_that_is_a_link_to_elsewhere_is_not_followed(offered: Path, tmp_path: Path) -> None:
    database = tmp_path / "tracker.db"
    shutil.copy(offered, database)
    shutil.copytree(folder_of(offered), folder_of(database))
    (tmp_path / "secret.txt").write_text(SECRET)
    (folder_of(database) / "README.md").unlink()
    (folder_of(database) / "README.md").symlink_to(tmp_path / "secret.txt")
    (response,) = get(database, "/download/README.md")
    assert response.status_code == 404 and SECRET not in response.text


def test_an_export_that_can_not_be_read_is_said_to_be(offered: Path, tmp_path: Path) -> None:
    database = tmp_path / "tracker.db"
    shutil.copy(offered, database)
    shutil.copytree(folder_of(offered), folder_of(database))
    (folder_of(database) / "SHA256SUMS").unlink()
    page_, file = get(database, "/download", "/download/tracker.db")
    assert page_.status_code >= 400 and file.status_code == 404


def test_a_file_that_is_under_way_comes_to_its_end_while_another_export_takes_its_place(offered: Path, tmp_path: Path) -> None:
    shutil.copy(offered, tmp_path / "tracker.db")
    cli = Cli(tmp_path)
    cli("export")
    folder = folder_of(tmp_path / "tracker.db")
    digest, size = files_of(folder)["tracker.db"], (folder / "tracker.db").stat().st_size
    with cli.service("serve", "--port", "0") as serve:
        conn = http.client.HTTPConnection(serve.address().removeprefix("http://"), timeout=20)
        with closing(conn):
            conn.request("GET", "/download/tracker.db")
            answer = conn.getresponse()
            begun = answer.read(1000)
            cli.write("UPDATE events SET title_en = 'Another title' WHERE origin = 'baseline'")
            cli("export")
            content = begun + answer.read()
            assert len(content) == size and hashlib.sha256(content).hexdigest() == digest
            conn.request("GET", "/download/tracker.db", headers={"Range": "bytes=0-15"})
            again = conn.getresponse()
            assert (again.status, again.read()) == (206, b"SQLite format 3\x00")
        assert serve.end() == 0
    assert files_of(folder)["tracker.db"] != digest


def test_a_configured_folder_lies_beside_the_database_unless_it_says_otherwise(tmp_path: Path) -> None:
    database = tmp_path / "tracker.db"
    assert downloads_folder(database, "") == tmp_path / "tracker.db.download"
    assert downloads_folder(database, "public") == tmp_path / "public"
    assert downloads_folder(database, "/srv/public") == Path("/srv/public")
    cli = Cli(tmp_path, {"TRACKER_DOWNLOADS": "public", "TRACKER_NOW": "2026-11-01T03:00:00Z"})
    cli("init")
    cli("export")
    with cli.service("serve", "--port", "0") as serve:
        conn = http.client.HTTPConnection(serve.address().removeprefix("http://"), timeout=20)
        with closing(conn):
            conn.request("GET", "/download/datapackage.json")
            assert json.loads(conn.getresponse().read())["name"] == "us-japan-tariff-timeline"
            for path in ("/download/../tracker.db", "/download/data/../../tracker.db", "/download/..%2Ftracker.db"):
                conn.request("GET", path)
                answer = conn.getresponse()
                assert answer.status in (302, 404) and b"SQLite format" not in answer.read()
        assert serve.end() == 0


def test_the_poller_makes_them_anew_once_a_day_where_it_is_told_to(tmp_path: Path) -> None:
    from polled_tracker import Tracker

    from db.store.connect import open_store
    from db.store.retention import last_done
    from tracker.downloading import TASK, Downloads
    from tracker.instants import text_of

    tracker = Tracker(tmp_path)
    folder = downloads_folder(tracker.config.db, "")

    async def until_done(downloads: Downloads, store, since: str) -> None:
        for _ in range(400):
            downloads.in_turn(store, tracker.now)
            if last_done(store.conn, TASK) != since:
                return
            await asyncio.sleep(0.05)
        raise AssertionError("no end")

    with open_store(tracker.config.db) as store:
        off = Downloads(tracker.config)
        off.in_turn(store, tracker.now)
        off.close()
        assert not folder.exists()
        on = Downloads(replace(tracker.config, downloads_daily=True))
        asyncio.run(until_done(on, store, ""))
        assert last_done(store.conn, TASK) == text_of(tracker.now)
        first = folder.stat().st_ino
        tracker.now = tracker.now.replace(hour=23)
        on.in_turn(store, tracker.now)
        assert folder.stat().st_ino == first
        tracker.now = tracker.now.replace(day=18, hour=4)
        asyncio.run(until_done(on, store, last_done(store.conn, TASK)))
        assert folder.stat().st_ino != first
        on.close()
    assert Config().downloads_daily is False


def test_a_running_poller_makes_them_by_itself_and_stops_well(tmp_path: Path) -> None:
    cli = Cli(tmp_path, {"TRACKER_DOWNLOADS_DAILY": "1", "TRACKER_TICK_S": "0.2", "TRACKER_WORKERS": "0"})
    cli("init")
    cli.write("UPDATE sources SET enabled = 0, set_by_person = '[\"enabled\"]'")
    with cli.service("run") as run:
        for _ in range(400):
            if cli.rows("SELECT 1 FROM upkeep WHERE task = 'downloads'"):
                break
            time.sleep(0.05)
        assert (folder_of(tmp_path / "tracker.db") / "SHA256SUMS").is_file()
        assert run.end() == 0
    assert not list(tmp_path.glob(".tracker.db.download.*"))
