"""`up`, `serve` and `run` as processes: they say where they are, work side by side on one file, and end well."""

from __future__ import annotations

import http.client
import json
import os
import signal
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from cli_runs import Cli
from conftest import FeedServer
from polled_tracker import rss

TALKS = ("t1", "Akazawa meets Trump as tariff talks begin", "Japan's negotiator met President Trump at the White House.")


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A database in which no source is on."""
    cli = Cli(tmp_path_factory.mktemp("prepared"))
    cli("init")
    cli.write("UPDATE sources SET enabled = 0, set_by_person = '[\"enabled\"]'")
    cli.write("PRAGMA wal_checkpoint(TRUNCATE)")
    return (cli.folder / "tracker.db").read_bytes()


@pytest.fixture
def cli(tmp_path: Path, prepared: bytes) -> Cli:
    (tmp_path / "tracker.db").write_bytes(prepared)
    quick = {"TRACKER_TICK_S": "0.1", "TRACKER_SPREAD_MINUTES": "0", "TRACKER_WORKERS": "0", "TRACKER_ALLOW_PRIVATE": "1"}
    return Cli(tmp_path, quick)


def get(address: str, path: str) -> tuple[int, str]:
    host = address.removeprefix("http://")
    conn = http.client.HTTPConnection(host, timeout=20)
    try:
        conn.request("GET", path)
        answer = conn.getresponse()
        return answer.status, answer.read().decode()
    finally:
        conn.close()


def eventually(cli: Cli, sql: str, wanted: object, seconds: float = 20.0) -> None:
    until = time.monotonic() + seconds
    while (found := cli.one(sql)) != wanted:
        assert time.monotonic() < until, (sql, found)
        time.sleep(0.05)


class SlowFeed:
    """A feed whose answer waits until it is let go."""

    def __init__(self) -> None:
        self.asked, self.let_go = threading.Event(), threading.Event()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.asked.set()
                outer.let_go.wait(20)
                body = rss(TALKS).encode()
                self.send_response(200)
                self.send_header("Content-Type", "application/xml")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}/slow.xml"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self.let_go.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@pytest.fixture
def slow_feed() -> Iterator[SlowFeed]:
    feed = SlowFeed()
    yield feed
    feed.close()


def add(cli: Cli, url: str, name: str = "mine") -> None:
    cli.write(f"INSERT INTO sources (id, kind, url, lang, added_by) VALUES ('{name}', 'feed', '{url}', 'en', 'person')")


def test_up_sets_up_serves_polls_and_ends_well(cli: Cli, feed_server: FeedServer) -> None:
    add(cli, feed_server.put("/feed.xml", rss(TALKS)))
    with cli.service("up", "--port", "0") as up:
        address = up.address()
        status, page = get(address, "/timeline")
        assert status == 200 and "<html" in page
        assert len(json.loads(get(address, "/timeline.json")[1])) >= 100
        up.wait_for("mine: changed 1 new")
        eventually(cli, "SELECT count(*) FROM event_items", 1)
        assert json.loads(get(address, "/-/health")[1])["checks"]["poller"]["ok"]
        assert up.end() == 0
        assert up.err == []
    assert cli.one("SELECT count(*) FROM runs WHERE ended_at IS NOT NULL") == 1


def test_up_on_nothing_makes_the_database_and_shows_the_baseline_without_a_network(tmp_path: Path) -> None:
    cli = Cli(tmp_path, {"TRACKER_SPREAD_MINUTES": "60", "TRACKER_WORKERS": "0"})
    with cli.service("up", "--port", "0") as up:
        began = time.monotonic()
        address = up.address()
        assert time.monotonic() - began < 15
        assert len(json.loads(get(address, "/timeline.json")[1])) == 113
        assert "created" in up.out[0]
        assert up.end() == 0


def test_serve_alone_polls_nothing(cli: Cli, feed_server: FeedServer) -> None:
    add(cli, feed_server.put("/feed.xml", rss(TALKS)))
    with cli.service("serve", "--port", "0") as serve:
        assert get(serve.address(), "/timeline")[0] == 200
        assert get(serve.address(), "/-/health")[0] == 503
        assert serve.end() == 0
    assert not feed_server.asked


def test_run_finishes_the_poll_under_way_when_it_is_told_to_end(cli: Cli, slow_feed: SlowFeed) -> None:
    add(cli, slow_feed.url)
    with cli.service("run") as run:
        assert slow_feed.asked.wait(20)
        run.process.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        assert run.process.poll() is None
        slow_feed.let_go.set()
        assert run.ended() == 0
        assert run.err == [], "a library that tells of every tick is for -vv"
    assert cli.rows("SELECT outcome, items_new FROM polls") == [("changed", 1)]
    assert cli.one("SELECT count(*) FROM runs WHERE ended_at IS NOT NULL") == 1


def test_up_finishes_the_poll_under_way_too(cli: Cli, slow_feed: SlowFeed) -> None:
    add(cli, slow_feed.url)
    with cli.service("up", "--port", "0") as up:
        up.address()
        assert slow_feed.asked.wait(20)
        up.process.send_signal(signal.SIGINT)
        time.sleep(0.3)
        slow_feed.let_go.set()
        assert up.ended() == 0
    assert cli.rows("SELECT outcome, items_new FROM polls") == [("changed", 1)]


def test_run_and_up_share_one_file_and_a_second_run_is_refused(cli: Cli, feed_server: FeedServer) -> None:
    add(cli, feed_server.put("/feed.xml", rss(TALKS)))
    with cli.service("run") as run:
        run.wait_for("mine: changed 1 new")
        with cli.service("up", "--port", "0") as up:
            up.wait_for("another process is polling already")
            assert "Akazawa meets Trump" in get(up.address(), "/tracker/items.json?_shape=array")[1]
            second = cli.process("run")
            assert second.code == 1 and second.out == ""
            assert f"another poller is running (process {run.process.pid})" in second.err and second.err.count("\n") == 1
            assert "another poller is running" in cli("poll", code=1).err
            cli("poll", "mine")  # named sources may be polled beside it
            assert json.loads(get(up.address(), "/-/health")[1])["checks"]["poller"]["ok"]
            assert up.end() == 0
        assert run.end() == 0


def test_a_poller_that_was_killed_leaves_the_file_free_and_what_it_stored(cli: Cli, feed_server: FeedServer) -> None:
    add(cli, feed_server.put("/feed.xml", rss(TALKS)))
    with cli.service("run") as run:
        run.wait_for("mine: changed 1 new")
        os.kill(run.process.pid, signal.SIGKILL)
        run.ended()
    assert "ended without a word" in cli("doctor").out
    assert cli.process("run", "--once").code == 0
    assert cli.one("SELECT count(*) FROM items") == 1


def test_run_once_polls_what_is_due_and_ends(cli: Cli, feed_server: FeedServer) -> None:
    add(cli, feed_server.put("/feed.xml", rss(TALKS)))
    got = cli.process("run", "--once")
    assert got.code == 0 and "1 sources polled: 1 items new" in got.out
    add(cli, feed_server.url + "/none.xml", "bad")
    assert cli.process("run", "--once").code == 1


def test_an_address_that_is_taken_is_told_in_one_line(cli: Cli, feed_server: FeedServer) -> None:
    port = feed_server.url.rsplit(":", 1)[1]
    got = cli.process("serve", "--port", port)
    assert got.code == 1 and "can't listen there" in got.err and "Traceback" not in got.err
    assert cli.process("up", "--port", port).code == 1
