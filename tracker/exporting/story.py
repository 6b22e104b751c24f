"""The timeline of an export: every event of an anchor as a feed and as a calendar, in one language, page by page from the database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from db.connection import Connection
from db.queries.events import default_anchor
from db.queries.pages import ahead, anchor_rows, clock_now, releases, today_us
from db.queries.timeline import TimelineFilter, TimelineRow, timeline
from tracker.exporting.layout import Written
from tracker.exporting.writing import write_text
from tracker.publish.answers import Asked
from tracker.publish.atom import Feed, atom_parts
from tracker.publish.calendar_file import calendar_parts
from tracker.publish.feed_entries import ahead_day, event_day, event_entry
from tracker.publish.language import LANGUAGES, Choice
from tracker.publish.permanent import permanent_urn
from tracker.publish.publication import Publication
from tracker.publish.reader import Reader

ROWS = 1000
"""Events that are read at once."""


@dataclass(frozen=True, slots=True)
class Story:
    """One anchor's timeline in one language."""

    conn: Connection
    asked: Asked
    anchor: str
    stem: str

    @property
    def title(self) -> str:
        """As the timeline's own feed has it."""
        return self.asked.r.t("site") + self.asked.r.t("colon") + self.asked.r.t("timeline_title")

    def events(self, order: str) -> Iterator[TimelineRow]:
        """All events in an order of `db.queries.timeline.ORDERS`."""
        wanted = TimelineFilter(anchor=self.anchor, order=order, limit=ROWS)
        while rows := timeline(self.conn, wanted):
            yield from rows
            last = rows[-1]
            wanted = replace(wanted, after=(last.last_change_at if order == "changed" else last.date, last.event_id))


def write_stories(conn: Connection, folder: Path, publication: Publication, home: str) -> list[Written]:
    """The timelines of all anchors in both languages, those of the default one as `timeline.<lang>`.

    home: the address that links lead to, without a slash at its end. Raises OSError, StoreError's children and PackError.
    """
    files: list[Written] = []
    for anchor in anchor_rows(conn):
        stem = "timeline" if anchor.id == default_anchor(conn) else f"timeline-{anchor.id}"
        for lang in LANGUAGES:
            story = Story(conn, _asked(conn, publication, home, lang), anchor.id, f"{stem}.{lang}")
            files += [_write_feed(story, folder), _write_calendar(story, folder)]
    return files


def _asked(conn: Connection, publication: Publication, home: str, lang: str) -> Asked:
    reader = Reader(Choice(lang, explicit=True), publication.words, publication.labels)
    return Asked("/timeline", (), reader, clock_now(conn) or "", publication.packs, publication.version, site=home)


def _write_feed(story: Story, folder: Path) -> Written:
    asked, r = story.asked, story.asked.r
    pairs = [("anchor", story.anchor)]
    feed = Feed(
        id=permanent_urn("feed", story.anchor, "export"), title=story.title, subtitle=r.t("site_line"), lang=r.lang, author=r.t("site"),
        page=asked.absolute("/timeline", pairs), here=asked.absolute("/timeline.atom", pairs), updated=asked.now or "1970-01-01",
    )  # fmt: skip
    entries = (event_entry(asked, row) for row in story.events("changed"))
    return write_text(folder, f"{story.stem}.atom", atom_parts(feed, entries))


def _write_calendar(story: Story, folder: Path) -> Written:
    conn, asked = story.conn, story.asked
    changed_at = next((one.installed_at for one in releases(conn, 1)), asked.now)
    happened = (event_day(asked, row) for row in story.events("newest"))
    coming = (ahead_day(asked, row, story.anchor, changed_at) for row in ahead(conn, story.anchor, today_us(conn) or ""))
    here = asked.absolute("/timeline.ics", [("anchor", story.anchor)])
    return write_text(
        folder, f"{story.stem}.ics", calendar_parts(story.title, asked.r.t("site_line"), asked.r.lang, here, chain(happened, coming))
    )
