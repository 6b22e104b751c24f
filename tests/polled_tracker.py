"""A tracker in a temporary folder, polled in this process: what the integration tests share."""

from __future__ import annotations

import asyncio
import atexit
import shutil
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from db.queries.sources import due_sources, list_sources
from db.records import SourceRow
from db.store.connect import open_store
from db.store.search_index import index_queue
from db.store.sources import add_source, disable_source
from feeds.types import Source
from tracker.article_plan import ArticlePlan
from tracker.config import Config
from tracker.installing import install
from tracker.instants import text_of
from tracker.poller import Round
from tracker.service import Hands, poller_with
from tracker.sources import row_of

START = datetime(2025, 4, 17, 3, 0, tzinfo=UTC)


@cache
def installed() -> Path:
    """A database with the baseline, and the catalogue turned off; made once a run and copied."""
    folder = Path(mkdtemp(prefix="tracker-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    config = replace(Config(), db=folder / "tracker.db")
    install(config, START)
    with open_store(config.db) as store:
        with store.atomic():
            for row in list_sources(store.conn):
                if row.enabled:
                    disable_source(store, row.id, "off in this test")
        while index_queue(store):
            pass
        store.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return config.db


@dataclass
class Tracker:
    """One database with only the test's own sources on, and a clock that the test moves."""

    folder: Path
    now: datetime = START
    config: Config = field(init=False)

    def __post_init__(self) -> None:
        limits = {"connect_s": 2.0, "read_s": 2.0, "total_s": 4.0}
        self.config = replace(Config(), db=self.folder / "tracker.db", allow_private=True, workers=0, **limits)
        shutil.copy(installed(), self.config.db)

    def add(self, *sources: Source) -> None:
        with open_store(self.config.db) as store:
            for source in sources:
                add_source(store, row_of(source, "person"))

    def add_feed(self, identifier: str, url: str, **rest: str) -> None:
        self.add(Source(id=identifier, url=url, **rest))  # type: ignore[arg-type]

    def poll(self, *names: str) -> Round:
        """Poll the named sources, or all sources and articles that are due."""
        with open_store(self.config.db) as store:
            stored = {row.id: row for row in list_sources(store.conn)}
            rows: list[SourceRow] = [stored[name] for name in names] if names else list(due_sources(store.conn, text_of(self.now)))

            plan = ArticlePlan(store, self.config)
            plan.plan(self.now)
            articles = () if names else plan.due(self.now)

            async def work() -> Round:
                async with poller_with(self.config, store, Hands(lambda: self.now, dice=lambda: 0.0), self.config.workers) as poller:
                    done = await poller.round(rows, articles)
                    poller.tidy()
                    return done

            return asyncio.run(work())

    def later(self, **span: float) -> None:
        self.now += timedelta(**span)

    def rows(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        with open_store(self.config.db) as store:
            return [tuple(row) for row in store.conn.execute(sql, values)]

    def one(self, sql: str, *values: object) -> object:
        return self.rows(sql, *values)[0][0]


def rss(*items: tuple[str, str, str], date: str = "Thu, 17 Apr 2025 09:00:00 +0900") -> str:
    """An RSS 2.0 document of (guid, title, description) items."""
    body = "".join(
        f"<item><guid isPermaLink='false'>{guid}</guid><title>{title}</title><link>https://news.example/{guid}</link>"
        f"<description>{text}</description><pubDate>{date}</pubDate></item>"
        for guid, title, text in items
    )
    head = "<?xml version='1.0' encoding='UTF-8'?><rss version='2.0'><channel><title>News</title><link>https://news.example/</link>"
    return f"{head}{body}</channel></rss>"
