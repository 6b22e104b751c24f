"""kill -9 of a poller at any moment while a feed, a page and an article change: no version is missing, and none is there twice.

The same versions are served to a poller that nobody kills; in the end both know the same, and that is what was served.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path

from conftest import FeedServer
from killed_rounds import KILLED, SENT, Rounds, rounds
from polled_tracker import Tracker, rss

from feeds.normalise.text import fold_space
from tracker.checkup import FAULT
from tracker.doctor import look_over

VERSIONS = 11
RATES = ("15", "24", "10")
TITLE = "Akazawa meets Trump as tariff talks begin"
LEAD = "Japan's chief negotiator Ryosei Akazawa met President Trump and Treasury Secretary Bessent in Washington on Wednesday."
REST = "The two sides spoke about the security of the region, officials of both sides said after the talks had ended."


@dataclass(frozen=True)
class Version:
    """What stands under each address at one moment: rates in two entries of a feed, on a page, in an article; None for a 404."""

    talks: str
    rice: str
    page: str
    article: str | None

    def put(self, server: FeedServer) -> None:
        items = rss(("talks", TITLE, self.told("talks")), ("rice", "Rice harvest begins", self.told("rice")))
        server.put("/feed.xml", items.replace("https://news.example/talks", f"{server.url}/article.html"))
        server.put("/page.html", html("US tariffs", self.told("page"), "Trade policy office"), content_type="text/html")
        text = html(TITLE, LEAD, self.told("article"), REST)
        server.put("/article.html", text, content_type="text/html", status=200 if self.article else 404)

    def told(self, place: str) -> str:
        """The sentence that changes."""
        return f"In the text of the {place} the rate stays at {getattr(self, place)}% for now, an official said on Wednesday."


def html(title: str, *paragraphs: str) -> str:
    inside = "".join(f"<p>{text}</p>" for text in paragraphs)
    return f"<html lang='en'><head><title>{title}</title></head><body><main><h1>{title}</h1>{inside}</main></body></html>"


def versions(dice: random.Random) -> list[Version]:
    """Versions in which each place often says what it said, or goes back to what it said before."""
    return [Version(*(dice.choice(RATES) for _ in range(3)), dice.choice([*RATES, *RATES, None])) for _ in range(VERSIONS)]


@dataclass
class Replayed:
    """A tracker to which versions were served. served: of each place, what was there when it was asked. kills: of rounds.

    rounds_s: how long the whole ones took. doubtful: what was sent in rounds that were killed, perhaps before that was noted.
    """

    tracker: Tracker
    served: dict[str, list[str]] = field(default_factory=dict)
    kills: int = 0
    rounds_s: list[float] = field(default_factory=list)
    doubtful: Counter[str] = field(default_factory=Counter)

    def sent(self) -> Counter[str]:
        """The alerts that were sent, without their addresses."""
        path = self.tracker.folder / SENT
        alerts = path.read_text(encoding="utf-8").split("\n\n") if path.exists() else []
        return Counter("\n".join(line for line in alert.split("\n") if "https://" not in line) for alert in alerts if alert)

    def note(self, version: Version, paths: Sequence[str]) -> None:
        for place, path in (("talks", "/feed.xml"), ("rice", "/feed.xml"), ("page", "/page.html"), ("article", "/article.html")):
            if path in paths and getattr(version, place):
                self.served.setdefault(place, []).append(version.told(place))


def begun(folder: Path, server: FeedServer) -> Replayed:
    """A tracker of the feed and the page, to which nothing was served yet."""
    folder.mkdir()
    tracker = Tracker(folder)
    for name, rest in (("feed.xml", {}), ("page.html", {"kind": "page", "selector": "main"})):
        tracker.add_feed(name, f"{server.url}/{name}", lang="en", tier="primary", profile="official", **rest)
    return Replayed(tracker)


def replay(done: Replayed, server: FeedServer, history: Sequence[Version], poller: Rounds, kill_after: Callable[[], float | None]) -> None:
    """Serve the versions in turn, each until a round went to its end. kill_after: seconds for the round before that one, None for none."""
    tracker = done.tracker
    for version in history:
        version.put(server)
        due = tracker.one("SELECT max(article_next_check_at) FROM items")
        tracker.now = max(tracker.now + timedelta(hours=2), datetime.fromisoformat(str(due)) if due else tracker.now)
        before, sent = len(server.asked), done.sent()
        while (after_s := kill_after()) is not None and poller.make(tracker.config.db, tracker.now, after_s) == KILLED:
            done.kills += 1
            done.doubtful += done.sent() - sent
        begun_s = time.monotonic()
        assert poller.make(tracker.config.db, tracker.now) == 0
        done.rounds_s.append(time.monotonic() - begun_s)
        done.note(version, [one.path for one in server.asked[before:]])


KNOWN = {
    "revisions": """SELECT i.item_key, r.origin, r.seq, r.observed_at, r.title, r.summary, r.body, r.snapshot
        FROM revisions r JOIN items i ON i.id = r.item_id ORDER BY 1, 2, 3""",
    "changes": """SELECT i.item_key, r.origin, r.seq, c.observed_at, c.kind, c.material, c.notice, c.reasons, c.summary_en
        FROM changes c JOIN items i ON i.id = c.item_id LEFT JOIN revisions r ON r.id = c.to_revision ORDER BY 1, 4, 2, 3, 5""",
    "items": "SELECT item_key, article_checks, article_next_check_at, missing_since, withdrawn_at FROM items ORDER BY 1",
    "alerts": "SELECT raised_at, rule, title, sent_at FROM alerts ORDER BY 1, 2, 3",
    "links": """SELECT i.item_key, l.linked, l.relation, l.score, l.event_pending, r.origin, r.seq FROM links l
        JOIN items i ON i.id = l.item_id JOIN revisions r ON r.id = l.revision_id ORDER BY 1""",
    "events": "SELECT e.event_id, i.item_key FROM event_items e JOIN items i ON i.id = e.item_id ORDER BY 1, 2",
    "snapshots": "SELECT sha256, retrieved_at FROM snapshots ORDER BY 1",
}
"""All that a reader would see of it, without the numbers of rows."""


def told(tracker: Tracker) -> dict[str, list[str]]:
    """The sentence that changes in each revision of each place, in order."""
    rows = tracker.rows("SELECT coalesce(nullif(summary, ''), body), origin FROM revisions ORDER BY id")
    found: dict[str, list[str]] = {}
    for text, _ in rows:
        (line,) = [line for line in str(text).split("\n") if line.startswith("In the text of the ")]
        found.setdefault(line.split()[5], []).append(fold_space(line))
    return found


def test_a_poller_that_is_killed_again_and_again_ends_up_knowing_what_was_served_once(tmp_path: Path, feed_server: FeedServer) -> None:
    history, dice = versions(random.Random(1)), random.Random(2)
    whole, killed = begun(tmp_path / "whole", feed_server), begun(tmp_path / "killed", feed_server)
    with rounds() as poller:
        replay(whole, feed_server, history, poller, lambda: None)
        span_s = sorted(whole.rounds_s)[VERSIONS // 2]
        replay(killed, feed_server, history, poller, lambda: dice.random() * span_s if dice.random() < 0.9 else None)
    assert killed.kills >= VERSIONS // 2, "too few rounds were killed for this to show anything"
    for one in (whole, killed):
        assert told(one.tracker) == {place: [text for text, _ in groupby(texts)] for place, texts in whole.served.items()}
        assert [finding for finding in look_over(one.tracker.config, one.tracker.now, everything=True) if finding.state == FAULT] == []
    for name, sql in KNOWN.items():
        assert killed.tracker.rows(sql) == whole.tracker.rows(sql), name
    assert whole.sent() and not whole.sent() - killed.sent(), "an alert was lost"
    assert killed.sent() - whole.sent() <= killed.doubtful, "an alert was sent again though it was noted that it had been sent"
