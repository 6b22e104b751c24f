"""Alerts from a poll to a webhook: real feeds, a real database, and a real server that receives what apprise sends."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from cli_runs import Cli
from conftest import FeedServer
from polled_tracker import Tracker, rss

from db.store.alerts import mark_restored
from db.store.connect import open_store
from tracker.alert_reading import would_have_been
from tracker.alert_rules import AlertRule
from tracker.alert_text import Message
from tracker.alerting import NO_CHANNEL, Alerting
from tracker.sending import send

DEAL = "Japan and US sign deal on auto tariffs, Akazawa says"
TEXT = "Japan and the United States signed a trade agreement: US tariffs on Japanese cars fall to 15%, negotiator Ryosei Akazawa said."
ALL = (
    AlertRule("events", "new_event"), AlertRule("changes", "material_change"), AlertRule("rates", "rate_differs"),
    AlertRule("sources", "source_trouble", days=0),
)  # fmt: skip


@dataclass
class Hook:
    """A webhook; `status` is what it answers."""

    url: str = ""
    status: int = 200
    got: list[dict[str, Any]] = field(default_factory=list)


@pytest.fixture
def hook() -> Iterator[Hook]:
    found = Hook()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if found.status == 200:
                found.got.append(body)
            self.send_response(found.status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    found.url = f"json://user:secret@127.0.0.1:{server.server_address[1]}/hook"
    yield found
    server.shutdown()
    server.server_close()
    thread.join()


@dataclass
class Sent:
    """Takes messages as a channel does, and says `error`."""

    error: str = ""
    messages: list[tuple[str, Message]] = field(default_factory=list)

    def __call__(self, channels: Any, message: Message) -> tuple[str, ...]:
        if not self.error:
            self.messages += [(channel, message) for channel in channels]
        return tuple(self.error for _ in channels)

    @property
    def titles(self) -> list[str]:
        return [message.title for _, message in self.messages]


@pytest.fixture
def tracker(tmp_path: Path) -> Tracker:
    made = Tracker(tmp_path)
    told = {"alerts": ALL, "alert_channels": ("json://hook.example/x",), "alert_window_minutes": 0, "public_url": "https://t.example"}
    made.config = replace(made.config, **told)  # type: ignore[arg-type]
    turn(made)
    return made


def turn(tracker: Tracker, sender: Any = None, at_once: bool = False) -> None:
    """One turn of alerts over a tracker's database."""
    with open_store(tracker.config.db) as store:
        asyncio.run(Alerting(tracker.config, lambda: tracker.now, sender or Sent()).turn(store, at_once))


def polled(tracker: Tracker, sender: Any, **later: float) -> None:
    """Some time later, a round over all sources and a turn of alerts."""
    tracker.later(**(later or {"hours": 2}))
    tracker.poll("en")
    turn(tracker, sender)


def raised(tracker: Tracker) -> list[tuple[Any, ...]]:
    return tracker.rows("SELECT rule, subject FROM alerts ORDER BY id")


def watched(tracker: Tracker, server: FeedServer) -> None:
    """A feed that was looked at once, with one item on the subject in it."""
    told = "Ryosei Akazawa met President Trump in Washington over tariffs."
    server.put("/en.xml", rss(("a", "Akazawa meets Trump over Japan tariffs", told)))
    tracker.add_feed("en", server.url + "/en.xml", lang="en", title="Evening News")
    polled(tracker, Sent())


def test_a_first_poll_raises_nothing_and_what_comes_later_is_told_once(tracker: Tracker, feed_server: FeedServer) -> None:
    feed_server.put("/en.xml", rss(("a", DEAL, TEXT)))
    tracker.add_feed("en", feed_server.url + "/en.xml", lang="en", title="Evening News")
    sent = Sent()
    polled(tracker, sent)
    polled(tracker, sent)
    assert (raised(tracker), sent.messages) == ([], [])
    changed = TEXT.replace("15%", "24%")
    feed_server.put("/en.xml", rss(("a", DEAL, changed)))
    for _ in range(3):
        polled(tracker, sent)
    changes = [row for row in raised(tracker) if row[0] == "changes"]
    assert len(changes) == 1 and len(sent.messages) == 1
    body = sent.messages[0][1].body
    assert "Evening News changed" in body and "rule: changes." in body and 'alert_mute = ["changes"]' in body and '"en"' in body
    assert "https://t.example/item/1/diff/1..2" in body


def test_a_new_event_is_told_with_its_address(tracker: Tracker, feed_server: FeedServer) -> None:
    watched(tracker, feed_server)
    sent = Sent()
    feed_server.put("/en.xml", rss(("b", DEAL, TEXT), date="Mon, 20 Oct 2025 09:00:00 +0900"))
    tracker.later(days=186)
    polled(tracker, sent)
    found = [subject for rule, subject in raised(tracker) if rule == "events"]
    opened = tracker.rows("SELECT id FROM events WHERE origin = 'watched'")
    assert len(found) == 1 and found == [f"event {name}" for (name,) in opened if str(name).startswith("2025-10")]
    assert any(f"https://t.example/{found[0].replace(' ', '/')}" in message.body for _, message in sent.messages)


def test_a_rate_that_the_table_does_not_have_is_told_once(tracker: Tracker, feed_server: FeedServer) -> None:
    watched(tracker, feed_server)
    sent = Sent()
    odd = TEXT.replace("fall to 15%", "to a tariff of 13.5%")
    titles = (DEAL.replace("auto tariffs", "13.5% auto tariff"), "Japan deal: 13.5% tariff on cars")
    feed_server.put("/en.xml", rss(*((title[:9], title, odd) for title in titles)))
    polled(tracker, sent)
    assert [subject for rule, subject in raised(tracker) if rule == "rates"] == ["rate autos 13.5"]


def test_trap_08_an_empty_or_blocked_page_tells_nothing(tracker: Tracker, feed_server: FeedServer) -> None:
    watched(tracker, feed_server)
    tracker.config = replace(tracker.config, alerts=ALL[:3])
    sent = Sent()
    good = feed_server.answers["/en.xml"].body
    for body in (rss(), "<html><title>Just a moment...</title><body>Checking your browser</body></html>", "Internal error"):
        feed_server.put("/en.xml", body, content_type="text/html")
        polled(tracker, sent)
        feed_server.put("/en.xml", good)
        polled(tracker, sent)
    assert (raised(tracker), sent.messages) == ([], [])
    assert tracker.one("SELECT count(*) FROM revisions") == 1


def test_trap_09_a_failure_and_its_end_are_told_once_each(tracker: Tracker, feed_server: FeedServer) -> None:
    watched(tracker, feed_server)
    sent = Sent()
    feed_server.put("/ok.xml", rss(("x", "Weather", "Sun.")))
    tracker.add_feed("ok", feed_server.url + "/ok.xml", lang="en")
    tracker.poll("ok")
    good = feed_server.answers["/en.xml"].body
    feed_server.put("/en.xml", b"gone fishing", status=404)
    for _ in range(5):
        tracker.later(hours=2)
        tracker.poll("en", "ok")
        turn(tracker, sent)
    feed_server.put("/en.xml", good)
    for _ in range(2):
        polled(tracker, sent)
    subjects = [subject for _, subject in raised(tracker)]
    assert len(subjects) == 2 and subjects[0].startswith("source en ") and subjects[1] == subjects[0] + " over"
    assert ["does not answer" in sent.titles[0], "all right again" in sent.titles[1]] == [True, True]


def test_trap_10_every_alert_of_a_change_has_a_difference_to_show(tracker: Tracker, feed_server: FeedServer) -> None:
    feed_server.put("/en.xml", rss(("a", DEAL, TEXT)))
    tracker.add_feed("en", feed_server.url + "/en.xml", lang="en")
    sent = Sent()
    polled(tracker, sent)
    feed_server.put("/en.xml", rss(("a", DEAL, TEXT.replace("15%", "24%"))))
    for _ in range(2):
        polled(tracker, sent)
    assert [rule for rule, _ in raised(tracker)].count("changes") == 1
    assert "15%" in sent.messages[0][1].body and "24%" in sent.messages[0][1].body


def test_an_import_raises_nothing(tracker: Tracker, feed_server: FeedServer) -> None:
    watched(tracker, feed_server)
    usual = {"id": "n", "url": "https://x.example/n", "title": DEAL, "observed_at": "2025-04-17T09:00:00Z"}
    texts = (TEXT, TEXT.replace("15%", "24%"))
    rows = [{**usual, "summary": text, "source": source} for text in texts for source in ("en", "elsewhere")]
    (tracker.folder / "items.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    Cli(tracker.folder, {"TRACKER_NOW": "2025-04-17T09:00:00Z"})("import", "items.jsonl")
    assert tracker.one("SELECT count(*) FROM items") == 3
    turn(tracker)
    assert raised(tracker) == []


def test_the_first_round_after_a_restore_raises_nothing(tracker: Tracker, feed_server: FeedServer) -> None:
    feed_server.put("/en.xml", rss(("a", DEAL, TEXT)))
    tracker.add_feed("en", feed_server.url + "/en.xml", lang="en")
    sent = Sent()
    for _ in range(2):
        polled(tracker, sent)
    tracker.later(hours=2)
    with open_store(tracker.config.db) as store:
        mark_restored(store, tracker.now.strftime("%Y-%m-%dT%H:%M:%SZ"))
    feed_server.put("/en.xml", rss(("a", DEAL, TEXT.replace("15%", "24%"))))
    polled(tracker, sent)
    assert tracker.one("SELECT count(*) FROM changes WHERE material = 1") == 1
    assert raised(tracker) == []
    feed_server.put("/en.xml", rss(("a", DEAL, TEXT.replace("15%", "27%"))))
    polled(tracker, sent)
    assert [rule for rule, _ in raised(tracker)].count("changes") == 1


def test_a_database_with_a_history_is_not_told_when_alerts_begin(tmp_path: Path, feed_server: FeedServer) -> None:
    tracker = Tracker(tmp_path)
    feed_server.put("/en.xml", rss(("a", DEAL, TEXT)))
    tracker.add_feed("en", feed_server.url + "/en.xml", lang="en")
    for percent in ("15%", "24%", "27%"):
        tracker.later(hours=2)
        feed_server.put("/en.xml", rss(("a", DEAL, TEXT.replace("15%", percent))))
        tracker.poll("en")
    assert tracker.one("SELECT count(*) FROM changes WHERE material = 1") == 2
    turn(tracker)
    turn(tracker)
    assert raised(tracker) == []
    with open_store(tracker.config.db) as store:
        found = would_have_been(store.conn, tracker.config, tracker.now, 30)
        assert would_have_been(store.conn, tracker.config, tracker.now + timedelta(hours=1), 0.01) == ()
    assert [one.rule for one in found].count("material-change") == 2


def test_alerts_of_a_window_are_one_message(tracker: Tracker, feed_server: FeedServer) -> None:
    tracker.config = replace(tracker.config, alert_window_minutes=30)
    feed_server.put("/en.xml", rss(("a", DEAL, TEXT), ("b", DEAL + " again", TEXT)))
    tracker.add_feed("en", feed_server.url + "/en.xml", lang="en")
    sent = Sent()
    polled(tracker, sent)
    tracker.config = replace(tracker.config, alerts=ALL[1:2])
    feed_server.put("/en.xml", rss(("a", DEAL, TEXT.replace("15%", "24%")), ("b", DEAL + " again", TEXT)))
    polled(tracker, sent)
    feed_server.put("/en.xml", rss(("a", DEAL, TEXT.replace("15%", "24%")), ("b", DEAL + " again", TEXT.replace("15%", "24%"))))
    polled(tracker, sent, minutes=20)
    assert sent.messages == [] and len(raised(tracker)) == 2
    tracker.later(minutes=11)
    turn(tracker, sent)
    assert sent.titles == ["Tariff timeline: 2 alerts"]
    assert tracker.rows("SELECT sent_at IS NOT NULL, error FROM alerts") == [(1, None)] * 2


def test_what_a_channel_refused_is_sent_again_to_it_alone(tracker: Tracker, feed_server: FeedServer, hook: Hook) -> None:
    good = "json://hook.example/x"
    tracker.config = replace(tracker.config, alert_channels=(good, hook.url), alerts=ALL[1:2])
    feed_server.put("/en.xml", rss(("a", DEAL, TEXT)))
    tracker.add_feed("en", feed_server.url + "/en.xml", lang="en")
    sent, other = Sent(), Sent(error="500 at https://hook")

    def sender(channels: Any, message: Message) -> tuple[str, ...]:
        return (sent if channels == (good,) else other)(channels, message)

    polled(tracker, sender)
    feed_server.put("/en.xml", rss(("a", DEAL, TEXT.replace("15%", "24%"))))
    polled(tracker, sender)
    ((channel, error, sent_at),) = tracker.rows("SELECT channel, error, sent_at FROM alerts")
    assert len(sent.messages) == 1 and sent_at is None and "500" in str(error) and "secret" not in f"{channel} {error}"
    turn(tracker, sender)
    other.error = ""
    turn(tracker, sender)
    turn(tracker, sender)
    assert (len(sent.messages), len(other.messages)) == (1, 1)
    assert tracker.rows("SELECT error, sent_at IS NOT NULL FROM alerts") == [(None, 1)]


def test_a_failing_channel_is_left_alone_for_longer_each_time(tracker: Tracker, feed_server: FeedServer) -> None:
    calls: list[float] = []
    start = tracker.now

    def sender(channels: Any, message: Message) -> tuple[str, ...]:
        calls.append((tracker.now - start).total_seconds())
        return ("no",)

    watched(tracker, feed_server)
    with open_store(tracker.config.db) as store:
        store.conn.execute("INSERT INTO alerts (raised_at, rule, subject, title) VALUES ('2025-04-17T04:00:00Z', 'r', 's', 't')")
        start = tracker.now
        alerting = Alerting(tracker.config, lambda: tracker.now, sender)

        async def ticks() -> None:
            for _ in range(40):
                await alerting.turn(store)
                tracker.later(seconds=15)

        asyncio.run(ticks())
    assert calls == [0, 60, 180, 420]


def test_apprise_delivers_to_a_real_webhook(tracker: Tracker, feed_server: FeedServer, hook: Hook) -> None:
    tracker.config = replace(tracker.config, alert_channels=(hook.url, "nonsense"), alerts=ALL[1:2])
    feed_server.put("/en.xml", rss(("a", DEAL, TEXT)))
    tracker.add_feed("en", feed_server.url + "/en.xml", lang="en", title="Evening News")
    polled(tracker, send)
    feed_server.put("/en.xml", rss(("a", DEAL, TEXT.replace("15%", "24%"))))
    hook.status = 500
    polled(tracker, send)
    assert hook.got == []
    hook.status = 200
    for _ in range(2):
        turn(tracker, send)
    (got,) = hook.got
    assert got["title"].startswith("Tariff timeline: Evening News changed") and "rule: changes" in got["message"]
    assert tracker.one("SELECT sent_at FROM alerts") is None
    assert "apprise knows no such address" in str(tracker.one("SELECT error FROM alerts"))
    assert "secret" not in str(tracker.rows("SELECT * FROM alerts"))


def test_without_a_channel_alerts_are_kept_and_say_why_they_were_not_sent(tracker: Tracker, feed_server: FeedServer) -> None:
    tracker.config = replace(tracker.config, alert_channels=(), alerts=ALL[1:2])
    feed_server.put("/en.xml", rss(("a", DEAL, TEXT)))
    tracker.add_feed("en", feed_server.url + "/en.xml", lang="en")
    polled(tracker, None)
    feed_server.put("/en.xml", rss(("a", DEAL, TEXT.replace("15%", "24%"))))
    polled(tracker, None)
    assert tracker.rows("SELECT error, sent_at FROM alerts") == [(NO_CHANNEL, None)]


def test_the_digest_goes_out_once_a_day_also_when_all_is_quiet(tracker: Tracker, feed_server: FeedServer) -> None:
    watched(tracker, feed_server)
    tracker.config = replace(tracker.config, digest_hour=8, digest_lang="ja")
    sent = Sent()
    tracker.now = tracker.now.replace(hour=22, minute=30)  # 7:30 in Tokyo
    turn(tracker, sent)
    assert sent.messages == []
    for _ in range(3):
        tracker.later(minutes=45)
        turn(tracker, sent)
    ((_, message),) = sent.messages
    assert "動きなし" in message.title and "応答した情報源：1件のうち1件" in message.body
    tracker.later(days=1)
    turn(tracker, sent)
    assert [rule for rule, _ in raised(tracker)] == ["digest", "digest"] and len(sent.messages) == 2


def test_the_heartbeat_is_called_and_its_failure_stops_nothing(
    tracker: Tracker, feed_server: FeedServer, caplog: pytest.LogCaptureFixture
) -> None:
    tracker.config = replace(tracker.config, heartbeat_url=feed_server.put("/beat", "ok", content_type="text/plain"))
    asyncio.run(Alerting(tracker.config, lambda: tracker.now).heartbeat())
    assert [asked.path for asked in feed_server.asked] == ["/beat"]
    tracker.config = replace(tracker.config, heartbeat_url=feed_server.url + "/secret-path")
    asyncio.run(Alerting(tracker.config, lambda: tracker.now).heartbeat())
    assert "StatusError" in caplog.text and "secret-path" not in caplog.text
    asyncio.run(Alerting(replace(tracker.config, heartbeat_url=""), lambda: tracker.now).heartbeat())
    assert len(feed_server.asked) == 2


def test_an_alert_leads_to_the_two_texts_by_their_numbers_and_says_what_rests_on_them(tracker: Tracker, feed_server: FeedServer) -> None:
    watched(tracker, feed_server)
    sent = Sent()
    feed_server.put("/en.xml", rss(("a", "Another story", "Nothing of tariffs."), ("b", DEAL, TEXT)))
    polled(tracker, sent)
    feed_server.put("/en.xml", rss(("a", "Another story", "Nothing of tariffs."), ("b", DEAL, TEXT.replace("15%", "24%"))))
    polled(tracker, sent)
    item = tracker.one("SELECT item_id FROM changes WHERE material = 1 AND reasons LIKE '%24%'")
    assert item != 1, "its revisions have other ids than numbers"
    told = next(message.body for _, message in sent.messages if f"/item/{item}/diff/1..2" in message.body)
    event = tracker.one("SELECT subject_id FROM resting WHERE kind = 'event' AND item_id = ?", item)
    assert f"Resting on that text: event {event}" in told
