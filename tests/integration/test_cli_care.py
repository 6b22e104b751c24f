"""`doctor`, `backup`, `restore`, `config` and `systemd`."""

from __future__ import annotations

import json
import sqlite3
import tarfile
import threading
import tomllib
from io import BytesIO
from pathlib import Path

import pytest
from cli_runs import Cli

from db.store.connect import open_store
from tracker.config import settings
from tracker.lock import poller_lock


@pytest.fixture
def cli(tmp_path: Path) -> Cli:
    cli = Cli(tmp_path)
    cli("init")
    return cli


def states(cli: Cli, *words: str, code: int = 0) -> dict[str, str]:
    worst = {"ok": 0, "note": 1, "fault": 2}
    found: dict[str, str] = {}
    for check in cli("doctor", "--json", *words, code=code).json["checks"]:
        found[check["check"]] = max(found.get(check["check"], "ok"), check["state"], key=worst.__getitem__)
    return found


def test_doctor_finds_nothing_wrong_with_a_new_database(cli: Cli) -> None:
    found = states(cli)
    assert set(found) == {"database", "rows", "snapshots", "search", "events", "sources", "clock", "poller", "disk", "backup"}
    assert "fault" not in found.values()
    assert (found["poller"], found["backup"]) == ("note", "note")
    lines = cli("doctor").lines
    assert all(line.split()[0] in ("ok", "note", "fault") for line in lines)
    assert any("`tracker backup`" in line for line in lines)


def test_doctor_without_a_database_still_looks_at_the_rest(tmp_path: Path) -> None:
    got = Cli(tmp_path)("doctor", code=1)
    assert "there is no database here" in got.out
    assert "disk" in got.out
    assert "Traceback" not in got.out + got.err


def test_doctor_on_a_damaged_file_says_restore(cli: Cli) -> None:
    path = cli.folder / "tracker.db"
    with sqlite3.connect(path) as conn:
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        page = conn.execute("SELECT rootpage FROM sqlite_master WHERE name = 'events'").fetchone()[0]
    conn.close()
    data = bytearray(path.read_bytes())
    data[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    path.write_bytes(data)
    got = cli("doctor", "--json", code=1).json
    assert not got["ok"]
    broken = [check for check in got["checks"] if check["state"] == "fault"]
    assert broken and all("restore" in check["advice"] for check in broken), broken


def test_doctor_names_rows_snapshots_search_clock_and_sources(cli: Cli) -> None:
    cli.write("INSERT INTO snapshots (sha256, url, retrieved_at, encoding, size, body) VALUES ('abc', 'u', 't', '', 1, x'00')")
    cli.write("INSERT INTO snapshots (sha256, url, retrieved_at, encoding, size, body) VALUES ('def', 'u', 't', 'zstd', 1, x'00')")
    cli.write("DELETE FROM events_fts WHERE rowid = 1")
    cli.write("UPDATE sources SET state = 'failing', last_error = 'no route' WHERE enabled = 1")
    seen = "first_seen_at, last_seen_at, sort_at"
    cli.write(f"INSERT INTO items (id, source_id, item_key, {seen}) SELECT 1, id, 'k', 't', 't', 't' FROM sources LIMIT 1")
    cli.env["TRACKER_NOW"] = "2025-04-01T00:00:00Z"
    found = states(cli, code=1)
    assert {name for name, state in found.items() if state == "fault"} == {"rows", "snapshots", "search", "sources", "clock"}
    cli("doctor", "--fix", code=1)
    assert states(cli, code=1)["search"] == "ok"


def test_doctor_knows_a_hanging_poller_from_a_dead_one(cli: Cli) -> None:
    cli.write("INSERT INTO runs (pid, host, started_at, beat_at) VALUES (1, 'h', '2026-11-01T02:00:00Z', '2026-11-01T02:00:00Z')")
    assert states(cli)["poller"] == "note"
    with poller_lock(cli.folder / "tracker.db"):
        assert states(cli, code=1)["poller"] == "fault"


def test_backup_and_restore_go_round(cli: Cli) -> None:
    made = cli("backup", "--json").json
    archive = Path(made["file"])
    assert archive.name == "tracker.db.backup-20261101T030000Z.tar"
    assert states(cli)["backup"] == "ok"
    cli("sources", "disable", "mof-news-rss")
    got = cli("restore", archive.name)
    assert "kept as" in got.out
    assert cli.one("SELECT enabled FROM sources WHERE id = 'mof-news-rss'") == 1
    kept = cli.folder / "tracker.db.before-restore-20261101T030000Z"
    assert cli.rows("SELECT enabled FROM sources WHERE id = 'mof-news-rss'", db=kept.name) == [(0,)]
    assert not list(cli.folder.glob(".restore-*")) + list(cli.folder.glob(".backup-*"))


def test_backup_while_a_writer_writes_is_a_moment_of_it(cli: Cli) -> None:
    cli.write("CREATE TABLE pairs (one INTEGER, other INTEGER)")
    stop = threading.Event()

    def write() -> None:
        with open_store(cli.folder / "tracker.db") as store:
            number = 0
            while not stop.is_set():
                number += 1
                with store.atomic() as conn:
                    conn.execute("INSERT INTO pairs VALUES (?, ?)", (number, 0))
                    conn.execute("UPDATE pairs SET other = ? WHERE one = ?", (number, number))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        archives = [cli("backup", f"b{number}.tar") and f"b{number}.tar" for number in range(3)]
    finally:
        stop.set()
        writer.join()
    total = cli.one("SELECT count(*) FROM pairs")
    counts = []
    for archive in archives:
        cli("restore", archive, "--json")
        count, wrong = cli.rows("SELECT count(*), sum(one <> other) FROM pairs")[0]
        assert not wrong
        counts.append(count)
    assert counts == sorted(counts) and 0 < counts[-1] <= total


def test_backup_carries_configuration_and_packs_to_another_folder(cli: Cli, tmp_path: Path) -> None:
    (cli.folder / "tracker.toml").write_text('port = 8123\nanchors = ["packs/mine", "../outside"]\n', encoding="utf-8")
    for folder in (cli.folder / "packs" / "mine", cli.folder.parent / "outside"):
        folder.mkdir(parents=True)
        (folder / "anchor.toml").write_text(f"id = '{folder.name}'\n", encoding="utf-8")
    cli("backup", "all.tar")
    there = tmp_path / "there"
    there.mkdir()
    (there / "all.tar").write_bytes((cli.folder / "all.tar").read_bytes())
    other = Cli(there)
    written = other("restore", "all.tar", "--json").json["written"]
    assert sorted(Path(path).relative_to(there).as_posix() for path in written) == [
        "packs/mine/anchor.toml", "packs/outside/anchor.toml", "tracker.toml",
    ]  # fmt: skip
    assert other("config", "--json").json["settings"]["port"]["value"] == 8123

    (there / "tracker.toml").write_text("port = 9000\n", encoding="utf-8")
    assert "--configuration" in other("restore", "all.tar", TRACKER_NOW="2026-11-01T03:00:01Z").out
    assert other("config", "--json").json["settings"]["port"]["value"] == 9000
    other("restore", "all.tar", "--configuration", TRACKER_NOW="2026-11-01T03:00:02Z")
    assert other("config", "--json").json["settings"]["port"]["value"] == 8123
    assert (there / "tracker.toml.before-restore-20261101T030002Z").read_text(encoding="utf-8") == "port = 9000\n"
    (cli.folder.parent / "outside" / "anchor.toml").unlink()
    (cli.folder.parent / "outside").rmdir()


def test_restore_refuses_beside_a_poller_and_what_is_not_whole(cli: Cli) -> None:
    cli("backup", "good.tar")
    before = (cli.folder / "tracker.db").read_bytes()
    with poller_lock(cli.folder / "tracker.db"):
        assert "another poller is running" in cli("restore", "good.tar", code=1).err

    whole = (cli.folder / "good.tar").read_bytes()
    (cli.folder / "short.tar").write_bytes(whole[: len(whole) // 2])
    (cli.folder / "other.tar").write_bytes(b"no archive at all")
    at = whole.index(b"SQLite format 3") + 50_000
    (cli.folder / "flipped.tar").write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
    (cli.folder / "strange.tar").write_bytes(archive({"hello.txt": b"x"}))
    (cli.folder / "outside.tar").write_bytes(archive({"manifest.json": manifest("../../outside")}))
    (cli.folder / "newer.tar").write_bytes(archive({"manifest.json": manifest("tracker.db", made_as=2), "tracker.db": b""}))
    for name in ("short", "other", "flipped", "strange", "outside", "newer"):
        got = cli("restore", f"{name}.tar", code=1)
        assert got.err.startswith("tracker: ") and got.err.count("\n") == 1, got
    assert (cli.folder / "tracker.db").read_bytes() == before
    assert cli("restore", "none.tar", code=2)
    assert "already" in cli("backup", "good.tar", code=1).err
    assert "can't be read or written" in cli("backup", "no/such/folder/x.tar", code=1).err


def test_a_damaged_database_is_not_backed_up(cli: Cli) -> None:
    cli.write("PRAGMA foreign_keys = OFF")
    path = cli.folder / "tracker.db"
    with sqlite3.connect(path) as conn:
        conn.execute("INSERT INTO event_sources (event_id, url) VALUES ('none', 'u')")
    conn.close()
    got = cli("backup", code=1)
    assert "no backup" in got.err
    assert not list(cli.folder.glob("*.tar"))


def archive(files: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        for name, data in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            tar.addfile(entry, BytesIO(data))
    return out.getvalue()


def manifest(name: str, made_as: int = 1) -> bytes:
    part = {"name": name, "sha256": "", "size": 0}
    return json.dumps({"made_at": "t", "schema": 1, "parts": [part], "packs": [], "format": made_as}).encode()


def test_config_prints_what_could_be_its_file(cli: Cli) -> None:
    (cli.folder / "tracker.toml").write_text('contact = "me@example.org"\nanchors = ["a", "b"]\n', encoding="utf-8")
    got = cli("--db", "x.db", "config", TRACKER_PORT="8080", TRACKER_FOO="1")
    printed = tomllib.loads(got.out)
    assert set(printed) == set(settings())
    assert (printed["port"], printed["contact"], printed["db"], printed["anchors"]) == (8080, "me@example.org", "x.db", ["a", "b"])
    origins = {line.split(" = ")[0]: line.partition("  # ")[2] for line in got.lines if "  # " in line}
    assert origins["port"] == "environment TRACKER_PORT"
    assert origins["contact"] == "file tracker.toml"
    assert origins["db"] == "command line"
    assert origins["workers"] == "default"
    assert "# TRACKER_FOO is set in the environment, but names no setting" in got.lines
    (cli.folder / "again.toml").write_text(got.out, encoding="utf-8")
    again = cli("--config", "again.toml", "config", "--json").json["settings"]
    assert {key: one["value"] for key, one in again.items()} == printed


def test_systemd_unit_names_this_installation(cli: Cli) -> None:
    folder = cli.folder / "with space"
    folder.mkdir()
    got = cli("--db", folder / "t.db", "systemd", "run", TRACKER_CONTACT="50% me")
    unit = dict(line.split("=", 1) for line in got.lines if "=" in line and not line.startswith("#"))
    assert unit["ExecStart"].endswith(f'tracker --db "{folder / "t.db"}" run')
    assert Path(unit["ExecStart"].split(" ")[0]).is_file()
    assert int(unit["TimeoutStopSec"]) >= 90
    assert unit["KillMode"] == "mixed"
    assert unit["ReadWritePaths"] == f'"{folder}"'
    assert unit["Environment"] in ('"TRACKER_CONTACT=50%% me"', "TRACKER_NOW=2026-11-01T03:00:00Z")
    assert "User" in unit and unit["WantedBy"] == "multi-user.target"
    hidden = cli("systemd", TRACKER_HEARTBEAT_URL="https://watch.example/token-1234", TRACKER_ANCHORS="packs/mine").out
    assert "token-1234" not in hidden and "TRACKER_HEARTBEAT_URL" in hidden and f"EnvironmentFile={cli.folder}/tracker.env" in hidden
    assert f"TRACKER_ANCHORS={cli.folder}/packs/mine" in hidden
    wide = cli("systemd", TRACKER_DOWNLOADS="/srv/public/tariffs", TRACKER_DOWNLOADS_DAILY="1").out
    assert "ReadWritePaths=/srv/public\n" in wide.replace('"', "") and "/srv/public" not in cli("systemd").out
    mine = cli("systemd", "--user").out
    assert "User=" not in mine and "default.target" in mine and "ProtectSystem" not in mine
    assert cli("systemd", "nonsense", code=2)
