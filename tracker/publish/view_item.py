"""What `/item/<id>` shows: why an item is linked, with its words marked where they stand, and each of its revisions. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from db.records import EventRow, EvidenceRow, LinkedItem, SourceRow
from tracker.gazetteer import Concept
from tracker.pack import Anchor
from tracker.publish.addresses import host_of
from tracker.publish.commands import Command, correct, of_event, of_link
from tracker.publish.grounds import EventLinkView, Titles, event_link
from tracker.publish.marks import Segment, Span, cut
from tracker.publish.reader import Reader
from tracker.publish.reasons import ReasonLine, Verdict, reason_lines, verdict_said
from tracker.publish.view_noise import NoiseView, noise_views
from tracker.publish.view_sources import source_name
from tracker.publish.view_streams import Stream, StreamParts, streams
from tracker.publish.view_timeline import as_of_said
from tracker.types import FIELDS

if TYPE_CHECKING:
    from db.change_rows import ItemChange
    from db.item_rows import ItemRow, MaskRow, StoredLink, StoredRevision
    from db.queries.item_page import Sibling

Concepts = Mapping[str, Concept]
STATES = ("withdrawn", "returned")
"""Changes of an item that are none of its texts."""


@dataclass(frozen=True, slots=True)
class LinkParts:
    """One decision on the item, as stored.

    revision: the one it was decided on, None where retention dropped it. linked: the item as a member of its event, None where it is not
    linked. event: the one that it reports. titles: of the events that its grounds name.
    """

    link: StoredLink
    anchor: Anchor
    evidence: Sequence[EvidenceRow]
    revision: StoredRevision | None
    linked: LinkedItem | None
    event: EventRow | None
    titles: Titles = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ItemParts:
    """Everything that was read of an item up to the moment asked for.

    changes: newest first. siblings: other items of its publication. default_anchor: the id of the anchor that commands need not name.
    masks: of what it changes at every look. as_of: the moment as the address names it, empty for now. later_links: whether decisions made
    after that moment were left out.
    """

    item: ItemRow
    source: SourceRow
    links: Sequence[LinkParts]
    streams: Sequence[StreamParts]
    changes: Sequence[ItemChange]
    siblings: Sequence[Sibling] = ()
    default_anchor: str = ""
    masks: Sequence[MaskRow] = ()
    as_of: str = ""
    later_links: bool = False


@dataclass(frozen=True, slots=True)
class MarkedField:
    """A stored text with the words of the reasons marked."""

    name: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class LinkView:
    """One decision, explained. sum: of the weights, the log-odds of the score."""

    link: StoredLink
    sentence: str
    fields: tuple[MarkedField, ...]
    reasons: tuple[ReasonLine, ...]
    sum: float
    event: EventLinkView | None


@dataclass(frozen=True, slots=True)
class SiblingLine:
    """Another item of the same publication."""

    item: Sibling
    source_title: str


@dataclass(frozen=True, slots=True)
class ItemView:
    """The page of one item. published: as stated, empty where the source gives no date.

    commands: for each link, how a person corrects it. states: when it was withdrawn and came back, newest first. as_of: the moment that is
    shown, in words, empty for now; moment: as links carry it; now: the address of the page as of now.
    """

    item: ItemRow
    source_title: str
    host: str
    published: str
    links: tuple[LinkView, ...]
    commands: tuple[tuple[Command, ...], ...]
    streams: tuple[Stream, ...]
    states: tuple[ItemChange, ...]
    siblings: tuple[SiblingLine, ...]
    noise: tuple[NoiseView, ...]
    later_links: bool
    as_of: str
    moment: tuple[tuple[str, str], ...]
    now: str


def item_view(r: Reader, parts: ItemParts, concepts: Concepts) -> ItemView:
    """The page for what was read of an item."""
    item, source = parts.item, parts.source
    at = item.published_at if item.published_precision in ("second", "minute") else item.published_date
    led = {change.to_revision: change for change in parts.changes if change.to_revision is not None and change.kind not in STATES}
    return ItemView(
        item=item,
        source_title=source_name(r, source.id, source.title, source.title_ja),
        host=host_of(item.url),
        published=r.stated(at, item.published_precision),
        links=tuple(link_view(r, one, concepts) for one in parts.links),
        commands=tuple(_commands(r, one, parts.default_anchor) for one in parts.links),
        streams=streams(r, parts.streams, led),
        states=tuple(change for change in parts.changes if change.kind in STATES),
        siblings=tuple(SiblingLine(one, source_name(r, one.source_id, one.source_title, one.source_title_ja)) for one in parts.siblings),
        noise=noise_views(r, item, parts.masks, [revision for one in parts.streams for revision in one.revisions]),
        later_links=parts.later_links,
        as_of=as_of_said(r, parts.as_of),
        moment=(("as_of", parts.as_of),) if parts.as_of else (),
        now=r.to("item", item.id),
    )


def _commands(r: Reader, parts: LinkParts, default_anchor: str) -> tuple[Command, ...]:
    """How a person decides otherwise than it is now."""
    link = parts.link
    anchor = "" if link.anchor_id == default_anchor else link.anchor_id
    belongs, does_not = of_link(r, link.item_id, anchor)
    if not link.linked:
        return (belongs,)
    other = correct(r, r.t("settle_relation"), link.item_id, ("--relation", link.relation or ""), anchor)
    named = of_event(r, link.item_id, link.event_id, anchor)[1:] if link.event_id else ()
    return (does_not, other, *named)


def link_view(r: Reader, parts: LinkParts, concepts: Concepts) -> LinkView:
    """One decision, explained."""
    lines, link = reason_lines(r, parts.evidence), parts.link
    title = r.pick(parts.anchor.title_en, parts.anchor.title_ja).text
    return LinkView(
        link=link,
        sentence=verdict_said(r, title, Verdict(link.linked, link.score, link.decided_by), lines),
        fields=_fields(parts, lines),
        reasons=lines,
        sum=math.fsum(line.weight for line in lines),
        event=event_link(r, parts.event, parts.linked, concepts, parts.titles) if parts.event and parts.linked else None,
    )


def _fields(parts: LinkParts, lines: Sequence[ReasonLine]) -> tuple[MarkedField, ...]:
    if parts.revision is None:
        return ()
    spans = list(_spans(parts.evidence, lines))
    texts = {"title": parts.revision.title, "summary": parts.revision.summary, "body": parts.revision.body}
    return tuple(MarkedField(name, cut(texts[name], [span for field, span in spans if field == name])) for name in FIELDS if texts[name])


def _spans(evidence: Sequence[EvidenceRow], lines: Sequence[ReasonLine]) -> Iterator[tuple[str, Span]]:
    for row, line in zip(sorted(evidence, key=lambda row: row.seq), lines, strict=True):
        if row.field and row.start is not None and row.end is not None:
            yield row.field, Span(row.start, row.end, line.number)
