"""`alert test`, `alert preview` and `digest-mail`, and alerts from `poll` and from the service, as a person has them."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from cli_runs import Cli
from conftest import FeedServer
from polled_tracker import Tracker, rss

TITLE = "Japan and US sign deal on auto tariffs, Akazawa says"
TEXT = "Japan and the United States signed a trade agreement: US tariffs on Japanese cars fall to 15%, negotiator Ryosei Akazawa said."


@pytest.fixture
def hook() -> Iterator[tuple[str, list[Any]]]:
    got: list[Any] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield f"json://127.0.0.1:{server.server_address[1]}/hook", got
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def cli(tmp_path: Path, feed_server: FeedServer) -> Cli:
    """A database with one source that was looked at once at 3:00."""
    tracker = Tracker(tmp_path)
    feed_server.put("/en.xml", rss(("a", TITLE, TEXT)))
    tracker.add_feed("en", feed_server.url + "/en.xml", lang="en", title="Evening News")
    tracker.poll("en")
    env = {"TRACKER_NOW": "2025-04-17T05:00:00Z", "TRACKER_ALLOW_PRIVATE": "1", "TRACKER_WORKERS": "0"}
    return Cli(tmp_path, env)


def changed(server: FeedServer, percent: str) -> None:
    server.put("/en.xml", rss(("a", TITLE, TEXT.replace("15%", percent))))


def test_a_poll_tells_at_once_and_once(cli: Cli, feed_server: FeedServer, hook: tuple[str, list[Any]]) -> None:
    url, got = hook
    beat = feed_server.put("/beat", "ok", content_type="text/plain")
    env = {"TRACKER_ALERT_CHANNELS": url, "TRACKER_PUBLIC_URL": "https://t.example", "TRACKER_HEARTBEAT_URL": beat}
    cli("poll", **env)
    changed(feed_server, "24%")
    for hour in (7, 9, 11):
        cli("poll", **env, TRACKER_NOW=f"2025-04-17T{hour:02}:00:00Z")
    assert len(got) == 1
    assert "https://t.example/item/1/diff/1..2" in got[0]["message"] and "rule: material-change" in got[0]["message"]
    assert sum(asked.path == "/beat" for asked in feed_server.asked) == 4
    found = cli("alert", "preview", "--json", **env, TRACKER_NOW="2025-04-18T00:00:00Z").json
    assert [one["rule"] for one in found["alerts"]].count("material-change") == 1
    muted = cli("alert", "preview", TRACKER_ALERT_MUTE="en", TRACKER_NOW="2025-04-18T00:00:00Z")
    assert muted.out.startswith("0 alerts in 30 days by the rules new-event, material-change, rate-differs, source-trouble")


def test_the_service_tells_too_and_calls_the_heartbeat(cli: Cli, feed_server: FeedServer, hook: tuple[str, list[Any]]) -> None:
    url, got = hook
    beat = feed_server.put("/beat", "ok", content_type="text/plain")
    env = {"TRACKER_ALERT_CHANNELS": url, "TRACKER_ALERT_WINDOW_MINUTES": "0", "TRACKER_HEARTBEAT_URL": beat, "TRACKER_TICK_S": "0.2"}
    cli("poll", **env)
    changed(feed_server, "24%")
    with cli.service("run", **env, TRACKER_NOW="2025-04-17T08:00:00Z") as service:
        service.wait_for("en: changed")
        until = time.monotonic() + 20
        while not got and time.monotonic() < until:
            time.sleep(0.05)
        assert service.end() == 0
    assert [one["title"][:40] for one in got] == ["Tariff timeline: Evening News changed “J"]
    assert [asked.path for asked in feed_server.asked].count("/beat") >= 2
    assert cli.rows("SELECT count(*), count(sent_at) FROM alerts WHERE rule = 'material-change'") == [(1, 1)]


def test_a_restored_database_tells_nothing_of_what_it_missed(cli: Cli, feed_server: FeedServer, hook: tuple[str, list[Any]]) -> None:
    url, got = hook
    cli("poll", TRACKER_ALERT_CHANNELS=url)
    archive = cli("backup", "--json").json["file"]
    changed(feed_server, "24%")
    cli("poll", TRACKER_ALERT_CHANNELS=url, TRACKER_NOW="2025-04-17T08:00:00Z")
    assert len(got) == 1
    cli("restore", archive, TRACKER_NOW="2025-04-17T09:00:00Z")
    cli("poll", TRACKER_ALERT_CHANNELS=url, TRACKER_NOW="2025-04-17T10:00:00Z")
    assert cli.one("SELECT count(*) FROM changes WHERE material = 1") == 1 and len(got) == 1
    changed(feed_server, "27%")
    cli("poll", TRACKER_ALERT_CHANNELS=url, TRACKER_NOW="2025-04-17T14:00:00Z")
    assert len(got) == 2


def test_a_trial_message_says_which_channel_took_it(cli: Cli, hook: tuple[str, list[Any]]) -> None:
    url, got = hook
    ran = cli("alert", "test", "--json", TRACKER_ALERT_CHANNELS=url)
    assert "only this machine can open; set public_url" in ran.err
    assert [one["result"] for one in ran.json] == ["sent"] and "test of the tariff timeline" in got[0]["message"]
    ran = cli("alert", "test", code=1, TRACKER_ALERT_CHANNELS=f"{url},nonsense", TRACKER_PUBLIC_URL="https://t.example", TRACKER_LANG="ja")
    assert "warning" not in ran.err and "1 of 2 channels did not take the message" in ran.err
    assert "apprise knows no such address" in ran.out and "通知の試験" in got[1]["title"]


def test_without_a_channel_a_trial_says_what_to_write(cli: Cli) -> None:
    assert "alert_channels = [" in cli("alert", "test", code=1).err
    assert "alert_channels = [" in cli("digest-mail", "--send", code=1).err


def test_a_digest_is_a_mail_in_either_language(cli: Cli, feed_server: FeedServer) -> None:
    cli("poll")
    quiet = message_from_bytes(cli("digest-mail").out.encode(), policy=default)
    assert quiet["Subject"] == "Tariff timeline, 2025-04-17: all is quiet"
    assert "Sources that answered: 1 of 1" in quiet.get_content() and "All is quiet" in quiet.get_content()
    changed(feed_server, "24%")
    cli("poll", TRACKER_NOW="2025-04-17T08:00:00Z")
    ran = cli("digest-mail", "--lang", "ja", "--output", "d.eml", TRACKER_NOW="2025-04-17T09:00:00Z")
    text = (cli.folder / "d.eml").read_text(encoding="utf-8")
    assert ran.out.startswith("d.eml: 関税年表 2025-04-17：") and "重要な変更1件" in text and "重要な変更:" in text
    assert "24" in text and "/item/1/diff/1..2" in text


def test_a_digest_goes_to_the_channels_when_asked_to(cli: Cli, hook: tuple[str, list[Any]]) -> None:
    url, got = hook
    assert cli("digest-mail", "--send", TRACKER_ALERT_CHANNELS=url).out.strip().endswith("sent")
    assert "all is quiet" in got[0]["title"]
    assert cli("digest-mail", "--send", code=1, TRACKER_ALERT_CHANNELS="nonsense").err.count("did not take the message") == 1
    assert "can't be written" in cli("digest-mail", "--output", "no/such/folder.eml", code=1).err
