"""Whose articles are watched, and when each is looked at: decided in pure functions, and kept in the database by `ArticlePlan`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from difflib import get_close_matches
from urllib.parse import urlsplit

from db.article_rows import ArticleRow, ArticleTurn, WaitingArticle, Watched
from db.queries.articles import due_articles, waiting_articles
from db.queries.sources import list_sources
from db.records import SourceRow
from db.store.articles import queue_recent, watch_articles
from db.store.connect import Store
from feeds.article_schedule import LADDER, Ladder, first_article_check
from feeds.normalise.urls import http_url
from tracker.config import Config
from tracker.instants import instant_of, text_of
from tracker.outcome import is_watched_page
from tracker.sources import is_official

OFFICIAL, EVERY, NO = "official", "all", "none"
AGGREGATOR = "aggregator"
AT_ONCE = 500
"""Items of which is decided in one transaction."""
IN_A_ROUND = 50
"""Articles that a round asks for at most, and hosts that are asked for articles at once: half of the places that the retriever has by
default, so that slow hosts leave room for sources."""


def watched_sources(wanted: Sequence[str], sources: Sequence[SourceRow]) -> frozenset[str]:
    """Ids of the sources whose articles are watched.

    wanted: as the setting `articles` has it, ids and words. An aggregator's articles are other people's, and never watched; a source that
    is off is left alone.
    """
    names = frozenset(wanted)
    if NO in names:
        return frozenset()
    return frozenset(
        source.id
        for source in sources
        if source.enabled and source.tier != AGGREGATOR
        and (EVERY in names or source.id in names or (OFFICIAL in names and is_official(source)))
    )  # fmt: skip


def unheeded(wanted: Sequence[str], sources: Sequence[SourceRow]) -> tuple[str, ...]:
    """What of the setting `articles` comes to nothing, each in a sentence: a name that no source has, an aggregator's.

    wanted: as the setting has it. A source that is off was switched off by someone, and may come back: nothing is said of it.
    """
    known = {source.id: source for source in sources}
    said = []
    for name in wanted:
        if name in (OFFICIAL, EVERY, NO):
            continue
        if name not in known:
            near = get_close_matches(name, known, 1)
            advice = f"did you mean {near[0]!r}?" if near else "see `tracker sources list`"
            said.append(f"articles: {name!r} is no source's id, and watches nothing: {advice}")
        elif known[name].tier == AGGREGATOR:
            said.append(f"articles: {name!r} lists other houses' articles, which are not watched by way of it: name the houses themselves")
    return tuple(said)


def watched_from(one: WaitingArticle, source: SourceRow | None, now: datetime, jitter: float) -> Watched | None:
    """When an item's article is looked at first, or that it is not any more; None where it never was watched and does not come to be.

    source: of the item, None where its articles are not watched. now: aware UTC. jitter: 0 to 1. A watched page is its own article; the
    documents that it links to are watched without a link, for the page was chosen. What another item of its publication has is not asked
    for twice.
    """
    host = urlsplit(http_url(one.url)).netloc.lower()
    if source is None or not host or one.origin != "watched" or not _belongs(one, source) or one.held_by is not None:
        why = "it is not watched any more" if one.held_by is None else f"item {one.held_by} of the same publication has the article"
        stays = Watched(one.item_id, host, one.began_at or one.first_seen_at, None, why)
        return stays if one.began_at is not None else None
    ladder = Ladder(instant_of(one.began_at or one.first_seen_at), withdrawn=one.withdrawn_at is not None)
    check = first_article_check(ladder, one.article_checks > 0, now, jitter)
    return Watched(one.item_id, host, text_of(ladder.began_at), text_of(check.at) if check.at else None, check.why)


def planned(waiting: Sequence[WaitingArticle], sources: Mapping[str, SourceRow], now: datetime, dice: Callable[[], float]) -> list[Watched]:
    """What is decided of items together: of several of one publication the first is watched. sources: those whose articles are watched."""
    found: list[Watched] = []
    holders: dict[str, int] = {}
    for one in waiting:
        holder = one.held_by or (holders.get(one.publication_key) if one.publication_key else None)
        watched = watched_from(replace(one, held_by=holder), sources.get(one.source_id), now, dice())
        if watched is not None:
            found.append(watched)
            if watched.next_check_at is not None:
                holders.setdefault(one.publication_key, one.item_id)
    return found


def _belongs(one: WaitingArticle, source: SourceRow) -> bool:
    if is_watched_page(source):
        return not one.guid
    return one.linked


class ArticlePlan:
    """Keeps up which articles are watched, and says which are due. What is planned stands in the database alone."""

    def __init__(self, store: Store, config: Config, dice: Callable[[], float] = lambda: 0.0) -> None:
        """dice: for jitter, 0 to 1."""
        self._store, self._config, self._dice = store, config, dice
        self._begun_with: frozenset[str] | None = None

    def unheeded(self) -> tuple[str, ...]:
        """What of the setting `articles` comes to nothing. Raises StoreError's children."""
        return unheeded(self._config.articles, list_sources(self._store.conn))

    def plan(self, now: datetime) -> None:
        """Decide of everything whose link came or went since; at first, and when other sources are watched, also of what was left out.

        Raises StoreError's children.
        """
        chosen = self._chosen()
        names = frozenset(chosen)
        if self._begun_with != names:
            queue_recent(self._store, sorted(names), text_of(now - LADDER[-1]))
            self._begun_with = names
        pages = [source.id for source in chosen.values() if is_watched_page(source)]
        waiting: Sequence[WaitingArticle] = ()
        while not waiting or len(waiting) == AT_ONCE:
            waiting = waiting_articles(self._store.conn, pages, list(chosen), AT_ONCE)
            if not waiting:
                return
            watch_articles(self._store, [one.item_id for one in waiting], planned(waiting, chosen, now, self._dice))

    def due(self, now: datetime, busy: Sequence[str] = ()) -> tuple[ArticleRow, ...]:
        """The articles to ask for now, few of each host. busy: hosts that are being asked already. Raises StoreError's children."""
        room = min(IN_A_ROUND, max(1, self._config.concurrency // 2)) - len(busy)
        turn = ArticleTurn(tuple(self._chosen()), self._config.articles_per_host, tuple(busy), max(0, room))
        return due_articles(self._store.conn, text_of(now), turn) if turn.sources and turn.limit else ()

    def turn(self, now: datetime, busy: Sequence[str] = ()) -> tuple[ArticleRow, ...]:
        """As `due`, after deciding of what waits."""
        self.plan(now)
        return self.due(now, busy)

    def _chosen(self) -> Mapping[str, SourceRow]:
        rows = {row.id: row for row in list_sources(self._store.conn)}
        return {name: rows[name] for name in watched_sources(self._config.articles, tuple(rows.values()))}
