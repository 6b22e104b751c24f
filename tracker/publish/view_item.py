"""What `/item/<id>` shows: why an item is linked, with its words marked where they stand, and each of its revisions. Pure."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from db.records import EventRow, EvidenceRow, LinkedItem, SourceRow
from tracker.gazetteer import Concept
from tracker.pack import Anchor
from tracker.publish.addresses import host_of
from tracker.publish.marks import Segment, Span, cut
from tracker.publish.names import concept_said
from tracker.publish.reader import Reader
from tracker.publish.view_sources import source_name
from tracker.types import FIELDS

if TYPE_CHECKING:
    from db.queries.changes import ItemChange
    from db.queries.items import ItemRow, StoredLink, StoredRevision

Concepts = Mapping[str, Concept]

TOLD = 3
"""How many reasons the sentence names; the table has them all."""


@dataclass(frozen=True, slots=True)
class LinkParts:
    """One decision on the item, as stored.

    revision: the one it was decided on, None where retention dropped it. linked: the item as a member of its event, None where it is not
    linked. event: the one that it reports.
    """

    link: StoredLink
    anchor: Anchor
    evidence: Sequence[EvidenceRow]
    revision: StoredRevision | None
    linked: LinkedItem | None
    event: EventRow | None


@dataclass(frozen=True, slots=True)
class ItemParts:
    """Everything that was read of an item, as stored. changes: by the id of the revision that they led to."""

    item: ItemRow
    source: SourceRow
    links: Sequence[LinkParts]
    revisions: Sequence[StoredRevision]
    changes: Mapping[int, ItemChange]


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """One row of the table of reasons. Rows with one number are one reason, whose weight stands on the first; first: it is that one."""

    number: int
    name: str
    concept: str
    form: str
    field: str | None
    weight: float
    first: bool


@dataclass(frozen=True, slots=True)
class MarkedField:
    """A stored text with the words of the reasons marked."""

    name: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class GroundLine:
    """One ground for reporting an event. values: what was found, in words."""

    name: str
    values: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class EventLinkView:
    """Why the item reports an event. sentence: how sure, and who decided. copy_of: the item whose text it repeats."""

    event: EventRow
    sentence: str
    grounds: tuple[GroundLine, ...]
    copy_of: int | None


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
class RevisionLine:
    """One revision with the change that led to it, None for a first one."""

    revision: StoredRevision
    change: ItemChange | None


@dataclass(frozen=True, slots=True)
class ItemView:
    """The page of one item. published: as stated, empty where the source gives no date."""

    item: ItemRow
    source_title: str
    host: str
    published: str
    links: tuple[LinkView, ...]
    revisions: tuple[RevisionLine, ...]


def item_view(r: Reader, parts: ItemParts, concepts: Concepts) -> ItemView:
    """The page for what was read of an item."""
    item, source = parts.item, parts.source
    at = item.published_at if item.published_precision in ("second", "minute") else item.published_date
    return ItemView(
        item=item,
        source_title=source_name(r, source.id, source.title, source.title_ja),
        host=host_of(item.url),
        published=r.stated(at, item.published_precision),
        links=tuple(link_view(r, one, concepts) for one in parts.links),
        revisions=tuple(RevisionLine(revision, parts.changes.get(revision.id)) for revision in parts.revisions),
    )


def reason_lines(r: Reader, evidence: Sequence[EvidenceRow]) -> tuple[ReasonLine, ...]:
    """The evidence as numbered reasons. A row of weight 0 after one of the same concept gives further words of it (DESIGN, evidence)."""
    lines: list[ReasonLine] = []
    for row in sorted(evidence, key=lambda row: row.seq):
        more = bool(lines) and row.weight == 0 and lines[-1].concept == row.concept
        number = lines[-1].number + (not more) if lines else 1
        lines.append(ReasonLine(number, reason_name(r, row.concept), row.concept, row.form, row.field, row.weight, not more))
    return tuple(lines)


def reason_name(r: Reader, concept: str) -> str:
    """What a reason is called: its own label, else the labels of the signs that it combines (`tracker.link.rules`)."""
    whole = r.label("reason", concept)
    if whole != concept:
        return whole
    return " ".join(token if token in "+-" else _sign(r, token) for token in concept.split())


def _sign(r: Reader, sign: str) -> str:
    said = r.label("sign", sign)
    return said if said != sign else sign.removeprefix("about_").rstrip("!").replace("_", " ")


def event_link(r: Reader, event: EventRow, linked: LinkedItem, concepts: Concepts) -> EventLinkView:
    """Why an item reports an event, from the grounds as joining stored them (`tracker.events.join`)."""
    key = "verdict_person" if linked.joined_by == "person" else "event_verdict"
    grounds = json.loads(linked.event_reasons or "[]")
    return EventLinkView(
        event=event,
        sentence=r.t(key, score=_percent(linked.event_score)),
        grounds=tuple(_ground(r, ground, concepts) for ground in grounds),
        copy_of=linked.copy_of,
    )


def _ground(r: Reader, ground: Mapping[str, Any], concepts: Concepts) -> GroundLine:
    fact = str(ground.get("fact", ""))
    key = f"ground_{fact}"
    name = r.t(key) if key in r.words.table else r.label("concept_kind", fact)
    kind = fact if fact in ("relation", "topic") else ""
    values = dict.fromkeys(str(value) for value in ground.get("values", ()))
    said = (concept_said(r, concepts[v]).text if v in concepts else r.label(kind, v) if kind else v.replace("_", " ") for v in values)
    return GroundLine(name.replace("_", " "), tuple(said), float(ground.get("weight", 0.0)))


def link_view(r: Reader, parts: LinkParts, concepts: Concepts) -> LinkView:
    """One decision, explained."""
    lines = reason_lines(r, parts.evidence)
    return LinkView(
        link=parts.link,
        sentence=_sentence(r, parts, lines),
        fields=_fields(parts, lines),
        reasons=lines,
        sum=math.fsum(line.weight for line in lines),
        event=event_link(r, parts.event, parts.linked, concepts) if parts.event and parts.linked else None,
    )


def _sentence(r: Reader, parts: LinkParts, lines: Sequence[ReasonLine]) -> str:
    title = r.pick(parts.anchor.title_en, parts.anchor.title_ja).text
    said = [r.t("verdict_yes" if parts.link.linked else "verdict_no", anchor=title, score=_percent(parts.link.score))]
    if parts.link.decided_by == "person":
        said.append(r.t("verdict_person"))
    for key, sign in (("verdict_for", 1), ("verdict_against", -1)):
        words = _strongest(r, lines, sign)
        if words:
            said.append(r.t(key, words=r.t("comma").join(words)))
    return r.t("space").join(said)


def _percent(score: float) -> str:
    """Never a certainty that a probability can't be."""
    return f"{min(max(score * 100, 0.1), 99.9):.1f}%"


def _strongest(r: Reader, lines: Sequence[ReasonLine], sign: int) -> list[str]:
    """The words of the weightiest reasons; the same words give several reasons, and are told once."""
    heads = sorted((line for line in lines if line.weight * sign > 0), key=lambda line: -abs(line.weight))
    forms = (dict.fromkeys(each.form for each in lines if each.number == line.number and each.form) for line in heads)
    told = (" + ".join(r.t("quoted", text=form) for form in each) for each in forms if each)
    return list(dict.fromkeys(told))[:TOLD]


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
