"""The shell that reads what may deserve a message, and what a digest is made of. Writes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from db.alert_rows import Marks
from db.connection import Connection
from db.queries import alerts as reading
from tracker import alert_news as news
from tracker.alert import LOOKS, Alert, Happening, alerts
from tracker.alert_rules import DIGEST, SOURCE_QUIET, SOURCE_TROUBLE, rules_in_force
from tracker.config import Config
from tracker.digest import Day
from tracker.instants import days_at, text_of
from tracker.labels import label


def lang_of(config: Config) -> str:
    """The language of messages: the configured one, else English."""
    return config.lang or "en"


def to_raise(conn: Connection, marks: Marks, config: Config, now: datetime) -> tuple[Alert, ...]:
    """The alerts that the rules ask for and that were not raised yet, of what came after the marks. Raises StoreError's children."""
    lang = lang_of(config)
    found = [*_told_of_items(conn, marks, lang), *_of_sources(conn, marks, config, now)]
    states = reading.source_states(conn)
    found += news.recovered(reading.told_troubles(conn), states, now, lang)
    told = reading.told_subjects(conn, {one.subject for one in found})
    return alerts(found, rules_in_force(config.alerts), frozenset(config.alert_mute), told)


def would_have_been(conn: Connection, config: Config, now: datetime, days: float) -> tuple[Alert, ...]:
    """The alerts that the rules would have raised in the last days, whatever was raised in truth. Raises StoreError's children."""
    lang, since = lang_of(config), text_of(now - timedelta(days=days))
    restored = reading.read_marks(conn) or Marks()
    marks = Marks(since=since, restored_at=restored.restored_at)
    found = [*_told_of_items(conn, marks, lang), *_of_sources(conn, marks, config, now)]
    for outage in reading.outages(conn, since):
        found += news.of_trouble(outage, now, lang)
    return alerts(found, rules_in_force(config.alerts), frozenset(config.alert_mute))


def read_day(conn: Connection, lang: str, now: datetime, days: float = 1.0) -> Day:
    """What a digest of the days up to now is made of; first looks and imports are left out. Raises StoreError's children."""
    since = text_of(now - timedelta(days=days))
    marks = Marks(since=since, restored_at=(reading.read_marks(conn) or Marks()).restored_at)
    troubles = (news.of_trouble(one, now, lang) for one in reading.troubles(conn, ""))
    return Day(
        since, text_of(now),
        looked=reading.looked_at(conn, since, text_of(now)),
        events=_seen_twice(news.of_event(one, label("relation", one.relation, lang), lang) for one in reading.event_news(conn, marks)),
        changes=_seen_twice(news.of_change(one, lang) for one in reading.change_news(conn, marks)),
        troubles=tuple(one for some in troubles for one in some),
        raised=reading.raised_since(conn, since, DIGEST),
        ahead=tuple((date, ja if lang == "ja" else en) for date, en, ja in reading.next_ahead(conn, days_at(now)[0])),
    )  # fmt: skip


def _seen_twice(found: Iterator[Happening]) -> tuple[Happening, ...]:
    return tuple(one for one in found if one.looks >= LOOKS and one.on_subject)


def _told_of_items(conn: Connection, marks: Marks, lang: str) -> Iterator[Happening]:
    yield from (news.of_event(one, label("relation", one.relation, lang), lang) for one in reading.event_news(conn, marks))
    yield from (news.of_change(one, lang) for one in reading.change_news(conn, marks))
    texts = reading.rate_news(conn, marks)
    table = reading.table_rates(conn) if texts else ()
    for text in texts:
        yield from news.of_rates(text, table, lang)


def _of_sources(conn: Connection, marks: Marks, config: Config, now: datetime) -> Iterator[Happening]:
    """What is to be said of sources; only what some rule asks for is read, for this is done at every tick."""
    lang, asked = lang_of(config), {rule.on for rule in rules_in_force(config.alerts)}
    for one in reading.troubles(conn, marks.restored_at) if SOURCE_TROUBLE in asked else ():
        yield from news.of_trouble(one, now, lang)
    for quiet in reading.quiet_sources(conn, marks.restored_at) if SOURCE_QUIET in asked else ():
        yield news.of_quiet(quiet, now, lang)
