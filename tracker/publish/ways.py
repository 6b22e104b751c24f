"""Links to other forms of a page, for programs: pure."""

from __future__ import annotations

from tracker.publish.addresses import Pairs, segment
from tracker.publish.answers import Way
from tracker.publish.atom import MEDIA_TYPE as ATOM
from tracker.publish.calendar_file import MEDIA_TYPE as ICS
from tracker.publish.reader import Reader


def data_ways(r: Reader, path: str, pairs: Pairs) -> tuple[Way, ...]:
    """A page's rows as JSON, JSON Lines, CSV, and CSV as a spreadsheet opens it. path: without an ending. pairs: of the page's state."""
    return (
        Way("JSON", r.link(f"{path}.json", pairs), "alternate", "application/json"),
        Way("JSON Lines", r.link(f"{path}.jsonl", pairs), "alternate", "application/jsonl"),
        Way("CSV", r.link(f"{path}.csv", pairs), "alternate", "text/csv"),
        Way(r.t("way_excel"), r.link(f"{path}.csv", [*pairs, ("bom", "1")])),
    )


def feed_ways(r: Reader, path: str, pairs: Pairs, calendar: bool = True) -> tuple[Way, ...]:
    """The feed of a page's state, and the calendar where it has one."""
    kept = [pair for pair in pairs if pair[0] != "order"]
    feed = Way("Atom", r.link(f"{path}.atom", kept), "alternate", ATOM)
    return (feed, Way(r.t("way_calendar"), r.link(f"{path}.ics", kept), "alternate", ICS)) if calendar else (feed,)


def event_feed(r: Reader, event_id: str) -> Way:
    """The feed of one event."""
    return Way("Atom", r.link(f"/event/{segment(event_id)}.atom"), "alternate", ATOM)


def thread_feed(r: Reader, thread_id: str) -> Way:
    """The feed of one matter."""
    return Way("Atom", r.link(f"/thread/{segment(thread_id)}.atom"), "alternate", ATOM)
