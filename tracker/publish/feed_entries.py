"""Events, reports and changes as entries of feeds and as days of a calendar: pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tracker.publish.addresses import segment
from tracker.publish.answers import Asked
from tracker.publish.atom import Entry
from tracker.publish.calendar_file import CalendarDay
from tracker.publish.permanent import permanent_id, permanent_urn
from tracker.publish.plain_text import shortened

if TYPE_CHECKING:
    from collections.abc import Mapping

    from db.queries.feeds import Report
    from db.queries.pages import AheadRow
    from db.queries.timeline import TimelineRow
    from db.records import EventRow
    from tracker.publish.listed import ListedChange


def event_entry(asked: Asked, event: TimelineRow) -> Entry:
    """An event of the timeline; its categories are the relation and the topics as filters know them."""
    r, said = asked.r, asked.r.pick(event.title_en, event.title_ja)
    return Entry(
        id=permanent_urn("event", event.anchor_id, event.event_id),
        title=f"{r.day(event.date, event.date_precision, short=True)}{r.t('colon')}{said.text or r.t('untitled')}",
        href=asked.absolute(f"/event/{segment(event.event_id)}"),
        updated=event.last_change_at,
        published=event.known_from,
        summary=r.pick(event.summary_en, event.summary_ja).text,
        lang=said.lang if said.lang != r.lang else "",
        categories=(event.relation, *event.topics),
    )


def itself_entry(asked: Asked, event: EventRow, changed_at: str) -> Entry:
    """An event at the head of the feed of what is said about it. changed_at: the last moment of which there is something to tell."""
    r, said = asked.r, asked.r.pick(event.title_en, event.title_ja)
    return Entry(
        id=permanent_urn("event", event.anchor_id, event.id),
        title=said.text or r.t("untitled"),
        href=asked.absolute(f"/event/{segment(event.id)}"),
        updated=max(changed_at, event.known_from),
        published=event.known_from,
        summary=r.pick(event.summary_en, event.summary_ja).text,
        lang=said.lang if said.lang != r.lang else "",
        categories=(event.relation, *event.topics),
    )


def report_entry(asked: Asked, report: Report) -> Entry:
    """An item that reports an event: the title as its publisher printed it, its first words, and the way to our page of it."""
    return Entry(
        id=permanent_urn("item", report.source_id, report.item_key),
        title=report.title or asked.r.t("untitled"),
        href=asked.absolute(f"/item/{report.item_id}"),
        updated=report.first_seen_at,
        published=report.published_at or "",
        summary=report.summary,
        author=asked.r.pick(report.source_title, report.source_title_ja).text or report.source_id,
        lang=report.lang if report.lang in ("en", "ja") else "",
    )


def change_entry(asked: Asked, change: ListedChange, sources: Mapping[str, str]) -> Entry:
    """A change of a source or of ours. sources: names by id in the reader's language."""
    r, name = asked.r, sources.get(change.source_id, change.source_id)
    said, title = r.pick(change.summary_en, change.summary_ja), change.title_after or change.title
    kind = r.label("change_kind", change.kind)
    return Entry(
        id=permanent_urn("change", change.source_id, change.url or change.path, change.observed_at, change.kind),
        title=f"{kind}{r.t('colon')}{title}" if title else said.text,
        href=asked.absolute(change.path),
        updated=change.observed_at,
        published=change.observed_at,
        summary=said.text,
        author=name,
        categories=(change.kind, *(("material",) if change.material else ())),
    )


def event_day(asked: Asked, event: TimelineRow) -> CalendarDay:
    """An event as a whole day, on the day that it was where it happened."""
    r, href = asked.r, asked.absolute(f"/event/{segment(event.event_id)}")
    summary = shortened(r.pick(event.summary_en, event.summary_ja).text)
    return CalendarDay(
        uid=permanent_id("event", event.anchor_id, event.event_id),
        day=event.date,
        title=r.pick(event.title_en, event.title_ja).text or r.t("untitled"),
        href=href,
        changed_at=event.last_change_at,
        precision=event.date_precision,
        description=f"{summary}\n{href}" if summary else href,
        categories=(r.label("relation", event.relation), *(r.label("topic", topic) for topic in event.topics)),
    )


def ahead_day(asked: Asked, row: AheadRow, anchor_id: str, changed_at: str) -> CalendarDay:
    """Something that is dated ahead. changed_at: when the baseline that says so was installed, as the row has no moment of its own."""
    href = asked.absolute(f"/event/{segment(row.event_id)}" if row.event_id else "/")
    return CalendarDay(
        uid=permanent_id("ahead", anchor_id, row.title_en),
        day=row.date,
        title=asked.r.pick(row.title_en, row.title_ja).text,
        href=href,
        changed_at=changed_at,
        description=row.url,
        categories=(asked.r.t("home_ahead"),),
        sure=row.confidence == "high",
    )
