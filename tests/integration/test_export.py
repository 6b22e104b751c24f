"""`tracker export`: read back by parsers that know nothing of this program, and whole whatever happens meanwhile."""

from __future__ import annotations

import base64
import csv
import hashlib
import json
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
from contextlib import closing, contextmanager
from pathlib import Path

import feedparser
import pytest
import yaml
from cli_runs import TRACKER, Cli
from icalendar import Calendar
from publish_stock import SCRIPT, filled_database

from db.queries.schema import columns_of
from db.store.connect import open_store, read_connection
from db.store.search_index import index_queue
from tracker.exporting.folder import files_of
from tracker.exporting.layout import VIEW_KEYS
from tracker.publish.describe import read_descriptions

BODY = "Confidential wording zyxwv belongs to its publisher"
BYTES = b"\x28\xb5raw bytes of the page"
FORMULA = "=HYPERLINK(1)"


@pytest.fixture(scope="module")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with a text, bytes as retrieved, and a title that a spreadsheet would run."""
    database = filled_database(tmp_path_factory.mktemp("stock"))
    sha = hashlib.sha256(BYTES).hexdigest()
    with open_store(database) as store:
        with store.atomic() as conn:
            conn.execute(
                "INSERT INTO snapshots (sha256, url, retrieved_at, encoding, size, body) VALUES (?, 'https://paper.test/2', ?, '', ?, ?)",
                (sha, "2026-10-09T03:00:00Z", len(BYTES), BYTES),
            )
            conn.execute("UPDATE revisions SET body = ?, snapshot = ? WHERE item_id = 2", (BODY, sha))
            conn.execute("UPDATE items SET title = ? WHERE id = 3", (FORMULA,))
            conn.execute("INSERT OR IGNORE INTO search_queue VALUES ('item', '2')")
        while index_queue(store):
            pass
        store.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return database


@pytest.fixture
def cli(tmp_path: Path, stock: Path) -> Cli:
    shutil.copy(stock, tmp_path / "tracker.db")
    return Cli(tmp_path)


@pytest.fixture(scope="module")
def made(stock: Path) -> Path:
    """An export that the tests only read."""
    Cli(stock.parent)("export", "out")
    return stock.parent / "out"


def described(folder: Path) -> dict[str, dict[str, object]]:
    found = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return {one["name"]: one for one in found["resources"]}


def csv_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def json_rows(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n")[:-1]]


def everything(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_every_public_table_and_view_is_there_whole_in_both_forms(made: Path) -> None:
    names = {name for name, one in read_descriptions().tables.items() if not one.hidden}
    assert {path.name for path in (made / "data").iterdir()} == {f"{name}.{form}" for name in names for form in ("csv", "jsonl")}
    with closing(read_connection(made / "tracker.db")) as conn:
        columns = columns_of(conn)
        for name in names:
            stored = [tuple(row) for row in conn.execute(f'SELECT * FROM "{name}"')]
            table, lines = csv_rows(made / f"data/{name}.csv"), json_rows(made / f"data/{name}.jsonl")
            assert len(stored) == len(table) == len(lines) == described(made)[name]["rows"], name
            kept = [one for one in columns[name] if (name, one) not in {("revisions", "body"), ("snapshots", "body")}]
            for row, line in zip(table, lines, strict=True):
                assert list(row) == list(line) == kept
            found = {tuple(json.dumps(cell) if isinstance(cell, (list, dict)) else cell for cell in line.values()) for line in lines}
            places = [columns[name].index(one) for one in kept]
            assert len(found) == len({tuple(row[place] for place in places) for row in stored}), name


def test_the_package_describes_each_file_and_column_in_both_languages(made: Path) -> None:
    package = json.loads((made / "datapackage.json").read_text(encoding="utf-8"))
    assert package["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert package["created"] == "2026-10-10T12:00:00Z" and package["leftOut"] == ["bodies", "snapshots"]
    resources = described(made)
    assert len(resources) == len(package["resources"])
    for name, one in resources.items():
        content = (made / str(one["path"])).read_bytes()
        assert one["bytes"] == len(content) and one["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
        assert {"path", "format", "mediatype", "description", "description_ja"} <= set(one)
        assert ("encoding" in one) == (name != "database")
        if "schema" not in one:
            continue
        assert one["type"] == "table" and one["rows"] is not None
        fields = {field["name"]: field for field in one["schema"]["fields"]}
        assert all(field["description"] and field["description_ja"] and field["type"] for field in fields.values())
        assert set(one["schema"].get("primaryKey", ())) <= set(fields)
        for key in one["schema"].get("foreignKeys", ()):
            reference = resources[key["reference"]["resource"]]
            theirs = {field["name"] for field in reference["schema"]["fields"]}
            assert set(key["fields"]) <= set(fields) and set(key["reference"]["fields"]) <= theirs
            assert reference["format"] == one["format"]
    kinds = {field["name"]: field["type"] for field in resources["events"]["schema"]["fields"]}
    assert (kinds["date"], kinds["topics"], kinds["items"], kinds["title_en"]) == ("date", "array", "integer", "string")
    assert {field["name"]: field["type"] for field in resources["evidence"]["schema"]["fields"]}["weight"] == "number"


def test_keys_are_unique_and_references_lead_to_a_row(made: Path) -> None:
    resources = described(made)
    tables = {name: json_rows(made / str(one["path"])) for name, one in resources.items() if one["format"] == "jsonl"}
    assert set(VIEW_KEYS) < {name.removesuffix("-jsonl") for name in tables}
    for name, rows in tables.items():
        schema = resources[name]["schema"]
        if key := schema.get("primaryKey"):
            assert len({tuple(str(row[one]) for one in key) for row in rows}) == len(rows), name
        for one in schema.get("foreignKeys", ()):
            theirs = {tuple(row[column] for column in one["reference"]["fields"]) for row in tables[one["reference"]["resource"]]}
            mine = {tuple(row[column] for column in one["fields"]) for row in rows}
            assert {key for key in mine if None not in key} <= theirs, name


def test_values_are_of_the_types_that_are_said(made: Path) -> None:
    python = {"integer": int, "number": (int, float), "array": list, "object": dict, "any": object}
    forms = {"date": r"%Y-%m-%d", "datetime": r"%Y-%m-%dT%H:%M:%SZ"}
    for name, one in described(made).items():
        if one["format"] != "jsonl":
            continue
        kinds = {field["name"]: field["type"] for field in one["schema"]["fields"]}
        for row in json_rows(made / str(one["path"])):
            for column, value in row.items():
                if value is None:
                    continue
                assert isinstance(value, python.get(kinds[column], str)), (name, column, value)
                if value and kinds[column] in forms:
                    time.strptime(value, forms[kinds[column]])


def test_a_spreadsheet_runs_nothing_and_json_lines_have_the_text_as_it_is(made: Path) -> None:
    assert csv_rows(made / "data/items.csv")[2]["title"] == f"'{FORMULA}"
    assert json_rows(made / "data/items.jsonl")[2]["title"] == FORMULA
    for path in (made / "data").glob("*.csv"):
        for row in csv_rows(path):
            assert not any(str(cell).startswith(("=", "@", "\t", "\r")) for cell in row.values()), path.name


def test_others_texts_and_bytes_are_in_no_file_and_no_page_of_the_copy(made: Path) -> None:
    for path, content in everything(made).items():
        assert b"zyxwv" not in content and BYTES not in content, path
        if path.endswith(".db"):
            assert base64.b64encode(BYTES) not in content
    with closing(read_connection(made / "tracker.db")) as conn:
        assert conn.execute("SELECT count(*) FROM items_fts WHERE words MATCH 'zyxwv'").fetchone()[0] == 0
        assert conn.execute("SELECT count(*) FROM items_fts WHERE words MATCH 'refund'").fetchone()[0] == 1
        assert conn.execute("SELECT count(*), sum(size) FROM snapshots").fetchone()[:] == (1, len(BYTES))
        assert conn.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert conn.execute("PRAGMA foreign_key_check").fetchall() == []


def test_they_are_there_when_they_are_asked_for(cli: Cli) -> None:
    wanted = ((("bodies",), ["snapshots"]), (("snapshots",), ["bodies"]), (("bodies", "snapshots"), []))
    for kept, left_out in wanted:
        words = [f"--with-{one}" for one in kept]
        assert cli("export", "with", *words, "--json").json["left_out"] == left_out
        revisions, snapshots = (json_rows(cli.folder / f"with/data/{name}.jsonl") for name in ("revisions", "snapshots"))
        assert any(row.get("body") == BODY for row in revisions) == ("bodies" not in left_out)
        assert [base64.b64decode(row["body"]) for row in snapshots if "body" in row] == ([BYTES] if "snapshots" not in left_out else [])
        with closing(sqlite3.connect(cli.folder / "with/tracker.db")) as conn:
            assert bool(conn.execute("SELECT 1 FROM revisions WHERE body <> ''").fetchone()) == ("bodies" not in left_out)
            assert bool(conn.execute("SELECT 1 FROM snapshots WHERE body IS NOT NULL").fetchone()) == ("snapshots" not in left_out)
    assert cli("export", "--with-bodies", code=2).err and not (cli.folder / "tracker.db.download").exists()


def test_the_timeline_is_read_back_by_readers_of_feeds_and_calendars(made: Path) -> None:
    rows = {row["event_id"] for row in json_rows(made / "data/timeline.jsonl")}
    for lang in ("en", "ja"):
        feed = feedparser.parse((made / f"timeline.{lang}.atom").read_bytes())
        assert not feed.bozo and feed.feed.language == lang
        assert {entry.link.rpartition("/")[2].partition("?")[0] for entry in feed.entries} == rows
        assert feed.feed.updated == max(entry.updated for entry in feed.entries)
        calendar = Calendar.from_ical((made / f"timeline.{lang}.ics").read_bytes())
        days = [str(event["url"]).rpartition("/")[2].partition("?")[0] for event in calendar.walk("VEVENT")]
        assert rows <= set(days)
        assert SCRIPT not in (made / f"timeline.{lang}.atom").read_text(encoding="utf-8")


def test_the_citation_is_a_citation_file(made: Path) -> None:
    found = yaml.safe_load((made / "CITATION.cff").read_text(encoding="utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= set(found)  # required by its schema
    known = {"abstract", "authors", "cff-version", "contact", "date-released", "doi", "identifiers", "keywords", "license", "license-url",
             "message", "title", "type", "url", "version"}  # fmt: skip
    assert set(found) <= known
    assert found["cff-version"] == "1.2.0" and isinstance(found["cff-version"], str) and found["type"] == "dataset"
    assert all(set(author) == {"name"} for author in found["authors"]) and found["authors"]
    assert found["date-released"] == "2026-10-10" and isinstance(found["date-released"], str)
    assert len(set(found["keywords"])) == len(found["keywords"])


def test_the_readme_says_in_both_languages_what_is_in_and_what_is_not(made: Path) -> None:
    text = (made / "README.md").read_text(encoding="utf-8")
    for words in ("What is left out", "除いたもの", "revisions.body", "snapshots.body", "Terms", "利用条件", "2026-10-10T12", "`timeline`"):
        assert words in text
    assert "{" not in text


def test_sha256sum_finds_every_file_as_it_is_listed(made: Path) -> None:
    checked = subprocess.run(["sha256sum", "-c", "--strict", "SHA256SUMS"], cwd=made, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert set(files_of(made)) == set(everything(made))


def test_the_same_database_gives_the_same_bytes(cli: Cli) -> None:
    cli("export", "one")
    cli("export", "two", TRACKER_NOW="2026-12-24T00:00:00Z")
    assert everything(cli.folder / "one") == everything(cli.folder / "two")
    before = everything(cli.folder / "one")
    cli("export", "one")
    assert everything(cli.folder / "one") == before
    assert sorted(path.name for path in cli.folder.iterdir() if path.name.startswith(".")) == []


def test_the_report_names_each_file_with_its_sum(cli: Cli) -> None:
    got = cli("export", "out", "--json").json
    found = {one["path"]: one for one in got["files"]}
    there = {path: len(content) for path, content in everything(cli.folder / "out").items()}
    assert there == {path: one["size"] for path, one in found.items()}
    assert got["size"] == sum(one["size"] for one in found.values()) and got["made_at"] == "2026-10-10T12:00:00Z"
    assert "left out" in cli("export", "out").out


@pytest.mark.parametrize("what", ["a file", "other files", "one file more", "the database"])
def test_what_is_no_former_export_is_refused_and_stays(cli: Cli, what: str) -> None:
    out = cli.folder / "out"
    if what == "a file":
        out.write_text("mine")
        assert cli("export", "out", code=2).err
        return
    if what == "other files":
        out.mkdir()
        (out / "mine.txt").write_text("mine")
    elif what == "one file more":
        cli("export", "out")
        (out / "data" / "mine.txt").write_text("mine")
    else:
        cli("export", "out")
        cli.env["TRACKER_DB"] = "out/tracker.db"
    before = everything(out)
    got = cli("export", "out", code=1)
    assert got.err.startswith("tracker: ") and got.err.count("\n") == 1
    after = {path: content for path, content in everything(out).items() if not path.startswith("tracker.db")}
    assert after == {path: content for path, content in before.items() if not path.startswith("tracker.db")}
    assert not (cli.folder / ".out.partial").exists()


def test_a_crash_at_any_point_leaves_the_former_one_whole(cli: Cli) -> None:
    cli("export", "out")
    before = everything(cli.folder / "out")
    cli.write("UPDATE events SET title_en = 'Another title' WHERE origin = 'baseline'")
    for delay_s in (0.3, 0.5, 0.6, 0.7):
        running = subprocess.Popen([TRACKER, "export", "out"], cwd=cli.folder, env=cli.clean_env(), stdout=subprocess.PIPE)
        time.sleep(delay_s)
        running.kill()
        running.communicate()
        there = everything(cli.folder / "out")
        assert there == before or b"Another title" in there["data/events.csv"]
        assert subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=cli.folder / "out", check=False).returncode == 0
    cli("export", "out")
    assert b"Another title" in everything(cli.folder / "out")["data/events.csv"]
    assert not list(cli.folder.glob(".out.*"))


def test_a_crash_between_the_two_renames_is_mended(cli: Cli) -> None:
    cli("export", "out")
    before = everything(cli.folder / "out")
    (cli.folder / "out").rename(cli.folder / ".out.former")
    (cli.folder / ".out.partial").mkdir()
    (cli.folder / ".out.partial" / "left").write_text("over")
    cli("export", "out")
    assert everything(cli.folder / "out") == before
    assert not list(cli.folder.glob(".out.*"))


@contextmanager
def writer(database: Path):
    """Somebody who adds an event and, in the same transaction, a row that counts them."""
    stop = threading.Event()

    def write() -> None:
        with open_store(database) as store:
            number = 0
            while not stop.is_set():
                number += 1
                with store.atomic() as conn:
                    conn.execute("INSERT INTO gaps (from_at, cause) VALUES ('2026-10-10T00:00:00Z', 'down')")
                    conn.execute("INSERT INTO runs (pid, host, started_at, beat_at) VALUES (?, 'h', 't', 't')", (number,))

    thread = threading.Thread(target=write)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def test_all_files_are_of_one_moment_while_another_writes(cli: Cli) -> None:
    with writer(cli.folder / "tracker.db"):
        time.sleep(0.05)
        cli("export", "out")
    gaps, runs = (len(csv_rows(cli.folder / f"out/data/{name}.csv")) for name in ("gaps", "runs"))
    with closing(sqlite3.connect(cli.folder / "out/tracker.db")) as conn:
        assert gaps == runs == conn.execute("SELECT count(*) FROM gaps").fetchone()[0] > 0
    assert cli.one("SELECT count(*) FROM gaps") > gaps


def test_two_at_once_into_one_folder_are_told_apart(cli: Cli) -> None:
    command = [sys.executable, "-c", "from tracker.cli.main import main; main()", "export", "out"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    both = [subprocess.Popen(command, cwd=cli.folder, env=cli.clean_env(), text=True, **pipes) for _ in "ab"]
    said = [one.communicate(timeout=60)[1] for one in both]
    codes = sorted(one.returncode for one in both)
    assert codes in ([0, 0], [0, 1])
    assert all("another export" in text for text, one in zip(said, both, strict=True) if one.returncode)
    assert set(files_of(cli.folder / "out")) == set(everything(cli.folder / "out"))


def test_a_second_anchor_has_timelines_of_its_own(tmp_path: Path) -> None:
    pack = Path(__file__).parents[1] / "data" / "second_pack"
    cli = Cli(tmp_path, {"TRACKER_ANCHORS": str(pack), "TRACKER_NOW": "2026-11-01T03:00:00Z"})
    cli("init")
    cli("export", "out")
    names = {path.name for path in (tmp_path / "out").glob("timeline*.ics")}
    assert len(names) == 4 and {"timeline.en.ics", "timeline.ja.ics"} < names
