"""Laws of replaying a watched page and an article: whatever stands in their place from look to look, and wherever a look is cut off."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polled_tracker import START, Tracker, rss
from replayed import carry_out, reading_only

from db.queries.articles import articles_by_id
from db.queries.sources import source
from db.store.connect import Store, open_store
from feeds.errors import FeedError, Gone, StatusError, TimedOut
from feeds.types import Response
from tracker.article_plan import ArticlePlan
from tracker.errands import ArticleErrand, Errand, SourceErrand
from tracker.outcome import attempt

RATES = {"A": "15", "B": "24", "C": "10"}
MISSING = ("404", "410")
NOTHING = ("500", "silence", "empty", "challenge")
"""What says nothing of what stood there."""
APART = timedelta(hours=3)
BY = reading_only()
ADDRESS = {"page": "https://www.example.gov/tariffs.html", "article": "https://news.example/talks"}
CHALLENGE = "<html><head><title>Just a moment...</title></head><body><div id='cf-challenge'></div></body></html>"


@dataclass(frozen=True)
class Look:
    """What stands there at one look, a text or what comes in its place; hours since the last one; what becomes of the poll."""

    state: str
    hours: int
    fate: str

    def answer(self, url: str) -> Response | FeedError:
        errors = {"404": StatusError(url, 404), "410": Gone(url, 410), "500": StatusError(url, 500), "silence": TimedOut(url, "total", 10)}
        if self.state in errors:
            return errors[self.state]
        said = f"<h1>Talks go on</h1><p>The duty on passenger cars from Japan is {RATES.get(self.state)}%, an official said.</p>"
        whole = f"<html lang='en'><head><title>Talks go on</title></head><body><main>{said}</main></body></html>"
        body = {"empty": "<html><body><p>&nbsp;</p></body></html>", "challenge": CHALLENGE}.get(self.state, whole)
        return Response(url, url, 200, {"content-type": "text/html; charset=utf-8"}, body.encode())


@dataclass
class Model:
    """What must come out: the texts in order, and the kinds of the changes. exists: whether there is an item before its first text."""

    exists: bool
    texts: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    missing_since: datetime | None = None
    withdrawn: bool = False

    def see(self, state: str, at: datetime) -> None:
        if state in RATES:
            self._text(state)
        elif state in MISSING and (self.exists or self.texts):
            self.missing_since = self.missing_since or at
            if not self.withdrawn and at - self.missing_since >= APART:
                self.withdrawn = True
                self.kinds.append("withdrawn")

    def _text(self, text: str) -> None:
        differs = self.texts[-1:] != [text]
        if self.withdrawn:
            self.kinds.append("returned")
        elif differs and self.texts:
            self.kinds.append("reverted" if text in self.texts else "edited")
        if differs:
            self.texts.append(text)
        self.missing_since, self.withdrawn = None, False


def errand_of(store: Store, place: str, now: datetime) -> Errand:
    if place == "page":
        return SourceErrand(attempt(source(store.conn, "page"), now))
    return ArticleErrand(attempt(articles_by_id(store.conn, [1])[1], now), source(store.conn, "feed"))


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with a page that nobody has looked at, and an item on the subject whose article nobody has looked at."""
    tracker = Tracker(tmp_path_factory.mktemp("begun"))
    official = {"lang": "en", "tier": "primary", "profile": "official"}
    tracker.add_feed("feed", "https://news.example/feed", item_selector="main", **official)
    tracker.add_feed("page", ADDRESS["page"], kind="page", selector="main", **official)
    with open_store(tracker.config.db) as store:
        told = rss(("talks", "Akazawa meets Trump as tariff talks begin", "Japan's negotiator met President Trump on car tariffs."))
        response = Response("https://news.example/feed", "https://news.example/feed", 200, {"content-type": "text/xml"}, told.encode())
        carry_out(store, SourceErrand(attempt(source(store.conn, "feed"), START)), BY, response)
        ArticlePlan(store, tracker.config, lambda: 0.0).plan(START)
        assert set(articles_by_id(store.conn, [1])) == {1}
        store.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return tracker.config.db


LOOK = st.builds(
    Look, state=st.sampled_from([*RATES, *RATES, *MISSING, *NOTHING]), hours=st.integers(1, 30),
    fate=st.sampled_from(["stored", "stored", "stored", "lost", "torn"]),
)  # fmt: skip


def rows(store: Store, sql: str, *values: object) -> list[tuple[object, ...]]:
    return [tuple(row) for row in store.conn.execute(sql, values)]


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(["page", "article"]), st.lists(LOOK, max_size=14))
def test_each_text_is_one_revision_and_each_disappearance_one_change(begun: Path, place: str, looks: Sequence[Look]) -> None:
    now, model = START, Model(exists=place == "article")
    with tempfile.TemporaryDirectory() as folder, open_store(Path(shutil.copy(begun, folder))) as store:
        for look in looks:
            now += timedelta(hours=look.hours)
            carry_out(store, errand_of(store, place, now), BY, look.answer(ADDRESS[place]), look.fate)
            if look.fate == "stored":
                model.see(look.state, now)
        stream = "article" if place == "article" else "entry"
        bodies = rows(store, "SELECT body, seq FROM revisions WHERE origin = ? AND body <> '' ORDER BY seq", stream)
        texts = [letter for body, _ in bodies for letter, rate in RATES.items() if f"{rate}%" in str(body)]
        assert (texts, [seq for _, seq in bodies]) == (model.texts, list(range(1, len(bodies) + 1)))
        assert [kind for (kind,) in rows(store, "SELECT kind FROM changes ORDER BY id")] == model.kinds
        gone = rows(store, "SELECT withdrawn_at IS NOT NULL, missing_since IS NOT NULL FROM items WHERE url = ?", ADDRESS[place])
        assert gone == ([(model.withdrawn, model.missing_since is not None)] if model.exists or model.texts else [])
        assert rows(store, "PRAGMA foreign_key_check") == []
