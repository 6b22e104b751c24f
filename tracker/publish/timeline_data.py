"""The timeline for programs, in every state of its filters: JSON, JSON Lines, CSV, Atom, iCalendar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from db.change_rows import ChangeFilter
from db.connection import Connection
from db.errors import UnknownRow
from db.queries.changes import item_changes
from db.queries.events import event
from db.queries.feeds import newest_reports
from db.queries.pages import ahead, clock_now, releases, threads
from db.queries.sources import list_sources
from db.queries.timeline import TimelineFilter, TimelineRow, timeline
from tracker.publish.addresses import segment, with_value
from tracker.publish.answers import Answer, Asked, Moved, Plain
from tracker.publish.atom import MEDIA_TYPE as ATOM
from tracker.publish.atom import Feed, to_atom
from tracker.publish.calendar_file import MEDIA_TYPE as ICS
from tracker.publish.calendar_file import to_ics
from tracker.publish.feed_entries import ahead_day, change_entry, event_day, event_entry, itself_entry, report_entry
from tracker.publish.listed import of_source
from tracker.publish.permanent import permanent_urn
from tracker.publish.stock import anchor_of, filter_of, options_of, today_of
from tracker.publish.tables import to_csv, to_json, to_jsonl
from tracker.publish.view_sources import source_name

ROWS = 10_000
"""Events in one answer; where there are more, its `Link` header leads on (RFC 8288)."""
ENTRIES = 100
"""Entries on one page of a feed; `rel="next"` leads on (RFC 5005 §3)."""
NARROWING = ("relation", "topic", "actor", "product", "lang", "status", "thread", "q")


def timeline_json(conn: Connection, asked: Asked) -> Answer:
    """`/timeline.json`: a plain list of the rows of the view `timeline` that the filters leave. Raises BadParameter, StoreErrors."""
    rows, following = _page(conn, asked, ROWS)
    return Plain(to_json(rows), "application/json", shared=True, next=following)


def timeline_jsonl(conn: Connection, asked: Asked) -> Answer:
    """`/timeline.jsonl`: the same rows, one a line. Raises as `timeline_json`."""
    rows, following = _page(conn, asked, ROWS)
    return Plain(to_jsonl(rows), "application/jsonl", name="timeline.jsonl", shared=True, next=following)


def timeline_csv(conn: Connection, asked: Asked) -> Answer:
    """`/timeline.csv`: the same rows as CSV; `bom=1` for spreadsheets. Raises as `timeline_json`."""
    rows, following = _page(conn, asked, ROWS)
    marked = asked.one_of("bom", ("1", "0")) == "1"
    return Plain(to_csv(rows, TimelineRow, marked), "text/csv", name="timeline.csv", shared=True, next=following)


def timeline_atom(conn: Connection, asked: Asked) -> Answer:
    """`/timeline.atom`: the events that the filters leave, those that changed last first. Raises as `timeline_json`."""
    return _atom(conn, asked, asked.r.t("timeline_title"), "/timeline")


def thread_atom(conn: Connection, asked: Asked) -> Answer:
    """`/thread/<id>.atom`: the events of one matter. Raises UnknownRow for one that there is not, and as `timeline_json`."""
    for anchor_id in (anchor.anchor.id for anchor in asked.packs):
        found = {row.id: row for row in threads(conn, anchor_id)}.get(asked.name)
        if found:
            narrowed = replace(asked, pairs=tuple(with_value(with_value(asked.pairs, "thread", found.id), "anchor", anchor_id)))
            return _atom(conn, narrowed, asked.r.pick(found.title_en, found.title_ja).text, f"/thread/{segment(found.id)}")
    raise UnknownRow("threads", f"there is no thread {asked.name!r}")


def event_atom(conn: Connection, asked: Asked) -> Answer:
    """`/event/<id>.atom`: an event, the newest reports of it, and what they changed since. Raises UnknownRow and StoreError's others."""
    found = event(conn, asked.name)
    if found.id != asked.name:
        return Moved(asked.r.link(f"/event/{segment(found.id)}.atom"))
    names = {row.id: source_name(asked.r, row.id, row.title, row.title_ja) for row in list_sources(conn)}
    changes = item_changes(conn, ChangeFilter(event_id=found.id, material=True, limit=ENTRIES))
    told = [report_entry(asked, one) for one in newest_reports(conn, found.id, ENTRIES)]
    told += [change_entry(asked, of_source(one), names) for one in changes]
    told.sort(key=lambda entry: (entry.updated, entry.id), reverse=True)
    itself, page = itself_entry(asked, found, told[0].updated if told else ""), f"/event/{segment(found.id)}"
    feed = Feed(
        id=permanent_urn("feed", "event", found.anchor_id, found.id), title=itself.title, subtitle=itself.summary, lang=asked.r.lang,
        author=asked.r.t("site"), page=asked.absolute(page), here=asked.absolute(f"{page}.atom"), updated=itself.updated,
    )  # fmt: skip
    return Plain(to_atom(feed, [itself, *told[: ENTRIES - 1]]), ATOM, shared=True, lang=asked.r.lang)


def timeline_ics(conn: Connection, asked: Asked) -> Answer:
    """`/timeline.ics`: the events that the filters leave as whole days, and what is dated ahead. Raises as `timeline_json`.

    What is dated ahead is left out of a past view, as nobody wrote down since when it was known; of a narrowed one only what belongs to one
    of its events is left in.
    """
    r, query = asked.r, _query(conn, asked)
    rows, following = _page(conn, asked, ROWS)
    days = [event_day(asked, row) for row in rows]
    if not query.as_of and not query.after:
        ids, narrowed = {row.event_id for row in rows}, any(asked.values(name) for name in NARROWING)
        changed_at = next((one.installed_at for one in releases(conn, 1)), asked.now)
        for row in ahead(conn, query.anchor, max(query.from_, today_of(conn, asked))):
            if (not query.to or row.date <= query.to) and (not narrowed or row.event_id in ids):
                days.append(ahead_day(asked, row, query.anchor, changed_at))
    title = r.t("site") + r.t("colon") + r.t("timeline_title")
    body = to_ics(title, r.t("site_line"), r.lang, asked.absolute("/timeline.ics", asked.pairs), days)
    return Plain(body, ICS, name="timeline.ics", shared=True, next=following, lang=r.lang)


def _atom(conn: Connection, asked: Asked, title: str, page: str) -> Answer:
    r, path = asked.r, asked.path
    query = replace(_query(conn, asked), order="changed", limit=ENTRIES + 1)
    rows = timeline(conn, query)
    kept = [pair for pair in asked.pairs if pair[0] not in ("after", "order")]
    own = [pair for pair in kept if page == "/timeline" or pair[0] not in ("thread", "anchor")]
    last = rows[ENTRIES - 1] if len(rows) > ENTRIES else None
    feed = Feed(
        id=permanent_urn("feed", query.anchor, page, repr(sorted(own))), title=r.t("site") + r.t("colon") + title,
        subtitle=r.t("site_line"), lang=r.lang, author=r.t("site"), page=asked.absolute(page, own),
        here=asked.absolute(path, [*own, ("after", asked.value("after"))]), updated=clock_now(conn) or asked.now,
        next=asked.absolute(path, [*own, ("after", f"{last.last_change_at}~{last.event_id}")]) if last else "",
    )  # fmt: skip
    return Plain(to_atom(feed, [event_entry(asked, row) for row in rows[:ENTRIES]]), ATOM, shared=True, lang=r.lang)


def _query(conn: Connection, asked: Asked) -> TimelineFilter:
    anchor = anchor_of(conn, asked)
    first, found, name = asked.value("after").partition("~")
    return replace(filter_of(asked, options_of(conn, asked, anchor.id), anchor.id), after=(first, name) if found else None)


def _page(conn: Connection, asked: Asked, limit: int) -> tuple[Sequence[TimelineRow], str]:
    """The rows of one answer, and the absolute address of the rest, empty for none."""
    rows = timeline(conn, replace(_query(conn, asked), limit=limit + 1))
    if len(rows) <= limit:
        return rows, ""
    last = rows[limit - 1]
    return rows[:limit], asked.absolute(asked.path, with_value(asked.pairs, "after", f"{last.date}~{last.event_id}"))
