"""The pages that tell the story: where things stand, what is new, the timeline, and matters. Each reads what it needs in one go."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from db.change_rows import ChangeFilter, OwnFilter
from db.connection import Connection
from db.queries.alerts import table_rates
from db.queries.changes import item_changes
from db.queries.days import event_days, event_days_as_of, item_days, unwatched, watching
from db.queries.news import MOST, new_counts, new_events, new_items, official_texts
from db.queries.own_changes import own_changes
from db.queries.pages import AheadRow, ahead, newest_items
from db.queries.sources import list_sources
from db.queries.threads import MatterRow, matter, matters, opened_beside, stages
from db.queries.timeline import TimelineFilter, TimelineRow, timeline
from tracker.instants import instant_of
from tracker.pack import Anchor
from tracker.publish.answers import Answer, Asked, Sheet, Way
from tracker.publish.as_sql import rows_ways, timeline_way
from tracker.publish.filters import as_of_text, moment_asked
from tracker.publish.pages import FACETED, after_of, table_ways
from tracker.publish.rates_asked import Answered, rate_answers
from tracker.publish.resting_said import resting_on
from tracker.publish.stock import anchor_of, filter_of, options_of, today_of
from tracker.publish.view_home import HomeParts, Recent, home_view
from tracker.publish.view_news import NewsParts, news_view
from tracker.publish.view_rates import RatesAsked
from tracker.publish.view_strip import StripParts
from tracker.publish.view_thread import ThreadParts, ThreadsParts, thread_view, threads_view
from tracker.publish.view_timeline import Seen, TimelineParts, timeline_view
from tracker.publish.ways import data_ways, feed_ways, thread_feed
from tracker.timeline import Moment, moment, moment_at

PAGE = 120
"""Events on one page of the timeline: the whole baseline, and no more where there are many."""
LATEST, NEWEST, OFFICIAL = 6, 8, 60
LISTED = 50
"""How much of each kind `/new` lists."""
RECENT = (("24h", timedelta(hours=24)), ("7d", timedelta(days=7)))
SHORT_GAP_HOURS = 6.0
STEPS = 1000


def home(conn: Connection, asked: Asked) -> Answer:
    """`/`: what is new and where things stand. Raises StoreError's children."""
    anchor, today = anchor_of(conn, asked), today_of(conn, asked)
    parts = HomeParts(
        anchor=anchor,
        today=today,
        answers=_answers(conn, anchor, today),
        recent=[_recent(conn, anchor, asked.now, key, span) for key, span in RECENT],
        most=MOST,
        events=timeline(conn, TimelineFilter(anchor=anchor.id, limit=LATEST)),
        items=newest_items(conn, anchor.id, NEWEST),
        changes=item_changes(conn, ChangeFilter(material=True, linked_only=True, limit=LATEST)),
        sources=list_sources(conn),
        ahead=ahead(conn, anchor.id, today),
        official=official_texts(conn, anchor.id, OFFICIAL),
        table=table_rates(conn),
    )
    latest = timeline_way(asked, TimelineFilter(anchor=anchor.id, limit=LATEST))
    ways = (*feed_ways(asked.r, "/timeline", ()), latest, *table_ways(asked, "rates_now", "linked_items", "source_health"))
    return Sheet("tracker/home.html", home_view(asked.r, parts), ways)


def new_page(conn: Connection, asked: Asked) -> Answer:
    """`/new?since=`: what came after a day or an instant. Raises BadParameter and StoreError's children."""
    anchor, today = anchor_of(conn, asked), today_of(conn, asked)
    since = _since(asked)
    parts = NewsParts(
        anchor=anchor,
        since=since.at,
        counts=new_counts(conn, anchor.id, since.at),
        before=_answers(conn, anchor, since.day_us),
        after=_answers(conn, anchor, today),
        own=len(own_changes(conn, OwnFilter(material=True, since=since.at, limit=MOST))),
        events=new_events(conn, anchor.id, since.at, LISTED),
        changes=item_changes(conn, ChangeFilter(material=True, linked_only=True, since=since.at, limit=LISTED)),
        items=new_items(conn, anchor.id, since.at, LISTED),
        sources={row.id: (row.title, row.title_ja) for row in list_sources(conn)},
    )
    ways = (
        Way("JSON", asked.r.at("/tracker/changes_since.json", [("since", since.at), ("_shape", "array")]), "alternate", "application/json"),
        Way(asked.r.t("way_sql"), asked.r.at("/tracker/changes_since", [("since", since.at)])),
    )
    return Sheet("tracker/new.html", news_view(asked.r, parts, MOST), ways)


def timeline_page(conn: Connection, asked: Asked) -> Answer:
    """`/timeline`: events by filters, as of now or of a moment. Raises BadParameter and StoreError's children."""
    anchor = anchor_of(conn, asked)
    possible = options_of(conn, asked, anchor.id)
    query = replace(filter_of(asked, possible, anchor.id), limit=PAGE + 1, after=after_of(asked))
    seen = seen_at(conn, asked, anchor)
    parts = TimelineParts(
        anchor=anchor,
        possible=possible,
        options=options_of(conn, asked, anchor.id, seen.moment) if seen.moment else possible,
        rows=timeline(conn, query),
        limit=PAGE,
        seen=seen,
        strip=_strip(conn, asked, anchor, seen),
    )
    data = [(name, value) for name, value in asked.pairs if name != "after"]
    ways = (
        *data_ways(asked.r, "/timeline", data),
        *feed_ways(asked.r, "/timeline", data),
        timeline_way(asked, replace(query, limit=PAGE)),
        Way("timeline", asked.r.at("/tracker/timeline", FACETED)),
    )
    rests = resting_on(conn, asked, "event", [row.event_id for row in parts.rows], query.as_of)
    return Sheet("tracker/timeline.html", timeline_view(asked, parts), ways, resting=rests)


def threads_page(conn: Connection, asked: Asked) -> Answer:
    """`/threads`: all matters, as of now or of a moment. Raises BadParameter and StoreError's children."""
    anchor = anchor_of(conn, asked)
    seen, rows = seen_at(conn, asked, anchor), matters(conn, anchor.id)
    steps = stages(conn, [row.id for row in rows])
    events = {event.event_id: event for event in _events(conn, asked, anchor, tuple(row.id for row in rows))}
    known = tuple(dict.fromkeys(step.thread_id for step in steps if step.event_id in events))
    parts = ThreadsParts(anchor, rows, steps, events, seen)
    ways = (timeline_way(asked, _steps_asked(asked, anchor, known)), *table_ways(asked, "threads", "thread_steps"))
    return Sheet("tracker/threads.html", threads_view(asked.r, parts), ways)


def thread_page(conn: Connection, asked: Asked) -> Answer:
    """`/thread/<id>`: the ladder of one matter, as of now or of a moment. Raises BadParameter, UnknownRow and StoreError's others."""
    row = matter(conn, asked.name)
    anchor = anchor_of(conn, asked, row.anchor_id)
    seen = seen_at(conn, asked, anchor)
    events = _events(conn, asked, anchor, (row.id,))
    parts = ThreadParts(
        anchor=anchor,
        row=row,
        stages=stages(conn, [row.id]),
        events=events,
        beside=_beside(conn, asked, row),
        answers=_answers_of(conn, anchor, row, seen.day) if events else (),
        ahead=[] if seen.moment else _ahead(conn, anchor, events, seen.day),
        seen=seen,
        told=seen.moment is None or (anchor.checked_until or "") <= seen.day,
    )
    ways = (
        thread_feed(asked.r, asked.name),
        timeline_way(asked, _steps_asked(asked, anchor, (row.id,))),
        *rows_ways(asked, "thread_id", row.id, "thread_steps"),
    )
    return Sheet("tracker/thread.html", thread_view(asked.r, parts), ways)


def seen_at(conn: Connection, asked: Asked, anchor: Anchor) -> Seen:
    """The moment of knowledge that an address asks for. Raises BadParameter and StoreError's children."""
    at = moment_asked(asked)
    if at is None:
        return Seen(None, today_of(conn, asked))
    return Seen(at, at.day_us, anchor.date <= at.day_us, as_of_text(asked))


def _strip(conn: Connection, asked: Asked, anchor: Anchor, seen: Seen) -> StripParts:
    until = seen.moment.at if seen.moment else asked.now
    return StripParts(
        anchor=anchor,
        events=event_days_as_of(conn, anchor.id, seen.asked) if seen.moment else event_days(conn, anchor.id),
        items=item_days(conn, anchor.id, until),
        watching=watching(conn),
        gaps=unwatched(conn, until, SHORT_GAP_HOURS),
        end=seen.day,
        as_of=seen.moment is not None,
        anchor_known=seen.anchor_known,
    )


def _answers(conn: Connection, anchor: Anchor, day: str) -> Answered:
    return rate_answers(conn, anchor.id, RatesAsked(day, day, None))


def _answers_of(conn: Connection, anchor: Anchor, row: MatterRow, day: str) -> Answered:
    return tuple(one for one in _answers(conn, anchor, day) if one[0].id in row.product_classes and one[1].kind != "before_table")


def _recent(conn: Connection, anchor: Anchor, now: str, key: str, span: timedelta) -> Recent:
    since = moment_at(instant_of(now) - span)
    return Recent(key, since.at, new_counts(conn, anchor.id, since.at), _answers(conn, anchor, since.day_us))


def _since(asked: Asked) -> Moment:
    """The moment after which something is new: a day means its start in UTC. Without one, a week ago."""
    week_ago = moment_at(instant_of(asked.now) - RECENT[-1][1])
    value = asked.value("since")
    return moment(f"{value}T00:00:00Z" if len(value) == 10 else value, week_ago, "since")


def _events(conn: Connection, asked: Asked, anchor: Anchor, threads: tuple[str, ...]) -> tuple[TimelineRow, ...]:
    """The events of some matters, oldest first, as known at the moment."""
    return timeline(conn, _steps_asked(asked, anchor, threads))


def _steps_asked(asked: Asked, anchor: Anchor, threads: tuple[str, ...]) -> TimelineFilter:
    return TimelineFilter(thread=threads, anchor=anchor.id, as_of=as_of_text(asked), order="oldest", limit=STEPS)


def _beside(conn: Connection, asked: Asked, row: MatterRow) -> tuple[TimelineRow, ...]:
    ids = opened_beside(conn, row.id)
    return timeline(conn, TimelineFilter(ids=ids, anchor=row.anchor_id, as_of=as_of_text(asked), limit=LISTED)) if ids else ()


def _ahead(conn: Connection, anchor: Anchor, events: tuple[TimelineRow, ...], today: str) -> list[AheadRow]:
    own = {event.event_id for event in events}
    return [one for one in ahead(conn, anchor.id, today) if one.event_id in own]
