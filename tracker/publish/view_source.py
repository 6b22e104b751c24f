"""What `/source/<id>` shows: one source, what is watched of it, its last checks, gaps and items. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from db.records import SourceRow
from tracker.publish.addresses import safe_url
from tracker.publish.reader import Reader
from tracker.publish.source_strip import Strip, first_day, strip
from tracker.publish.view_sources import SourceLine, source_line, state_of

if TYPE_CHECKING:
    from db.queries.coverage import Gap
    from db.queries.source_days import PollLine, SourceDay, SourceItem


@dataclass(frozen=True, slots=True)
class SourceParts:
    """What the page is made of. days: with polls, of the strip. since: the first day that it was polled, empty for none."""

    source: SourceRow
    days: Sequence[SourceDay]
    since: str
    polls: Sequence[PollLine]
    gaps: Sequence[Gap]
    items: Sequence[SourceItem]


@dataclass(frozen=True, slots=True)
class SourceView:
    """The page. watched: what is read of it, as pairs of words and values. strip: None for one that was never polled."""

    line: SourceLine
    state: str
    period: str
    strip: Strip | None
    watched: tuple[tuple[str, str], ...]
    feed: str
    polls: tuple[PollLine, ...]
    gaps: tuple[Gap, ...]
    items: tuple[SourceItem, ...]


def source_view(r: Reader, parts: SourceParts, today: str) -> SourceView:
    """The page of one source on a day."""
    source = parts.source
    told = (
        ("watched_kind", r.label("source_kind", source.kind)),
        ("watched_selector", source.selector or source.item_selector),
        ("watched_every", r.t("span_min", n=source.poll_minutes)),
        ("src_since", r.moment(source.watched_from)),
        ("watched_new", r.moment(source.last_new_at)),
        ("watched_notes", source.notes),
    )
    return SourceView(
        line=source_line(r, source),
        state=state_of(source),
        period=r.t("span_days", a=r.day(first_day(today), short=True), b=r.day(today, short=True)),
        strip=strip(r, parts.days, parts.since, source.enabled, today) if parts.since else None,
        watched=tuple((r.t(key), value) for key, value in told if value),
        feed=safe_url(source.url),
        polls=tuple(parts.polls),
        gaps=tuple(parts.gaps),
        items=tuple(parts.items),
    )
