"""The one way through, step by step, for everything polled or imported.

    retrieve      feeds.retrieve   asks, within limits                      -> Response
    read          tracker.reading  parses, names, hashes, links             -> Read
    match, decide tracker.revise   pairs with what is stored, and decides   -> Decision
    carry out     here             decisions as rows                        -> PollWrite
    store         db.store         one transaction for several polls        -> Written
    join          tracker.joining  linked items join or open events

This module is the pure middle: from what was read and what is known to the rows to write. `tracker.poller` and `tracker.importing` are
the shells around it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import assert_never

from db.item_rows import Past, StoredRevision
from db.records import ChangeRow, EvidenceRow, ItemStep, KnownItem, LinkRow, MaskStep, NewItem, PresentEntry, RevisionRow
from feeds.types import Entry
from tracker.change_said import change_said
from tracker.diff.compare import compare
from tracker.diff.noise import NOTHING, decode, encode
from tracker.diff.types import SAME, Difference, RevisionText
from tracker.instants import instant_of
from tracker.jobs import Read
from tracker.masking import learned, like_earlier
from tracker.resting import reach_of
from tracker.revise import (
    Alias,
    Decision,
    First,
    Limits,
    Missing,
    New,
    Returned,
    Reverted,
    Revised,
    Same,
    Seen,
    Withdrawn,
    decide,
    match,
)
from tracker.types import Link


@dataclass(frozen=True, slots=True)
class Stored:
    """What the store knows that bears on a document.

    known: items of the source by alias. kept: the newest entry revision of those that differ, by revision id. gate: item by raw hash
    of the last document's entries. rebased: what is watched was redefined since (TRAPS 18), so that another text is a new baseline and
    no change of the source's. pasts: by item id, of those that have a mask or may be due for one.
    """

    known: Mapping[Alias, KnownItem]
    kept: Mapping[int, StoredRevision]
    gate: Mapping[str, int]
    rebased: bool = False
    pasts: Mapping[int, Past] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Observation:
    """Under which circumstances something was read. observed_by: `poll` or what an import says. snapshot: SHA-256 of the bytes.

    stream: of its revisions, `entry` or `article`.
    """

    now: str
    lang: str
    snapshot: str | None = None
    observed_by: str = "poll"
    origin: str = "watched"
    stream: str = "entry"


@dataclass(frozen=True, slots=True)
class Rows:
    """What one document comes to. present: its entries for the gate."""

    new: tuple[NewItem, ...]
    steps: tuple[ItemStep, ...]
    present: tuple[PresentEntry, ...]

    @property
    def revised(self) -> int:
        """How many of the steps bring a revision."""
        return sum(step.revision is not None for step in self.steps)


@dataclass(frozen=True, slots=True)
class Case:
    """One known item and what was seen of it. aliases: those that it does not have yet."""

    known: KnownItem
    seen: Seen
    links: Sequence[Link]
    aliases: tuple[Alias, ...] = ()


def rows_of(read: Read, stored: Stored, how: Observation, limits: Limits = Limits()) -> Rows:  # noqa: B008 - frozen
    """Match a document's entries with what is stored, decide on each, and carry the decisions out as rows."""
    links = {id(one): of_one for one, of_one in zip(read.seen, read.links, strict=True)}
    new: list[NewItem] = []
    steps: list[ItemStep] = []
    owner: dict[str, PresentEntry] = {}
    now = instant_of(how.now)
    held = frozenset(stored.gate[raw] for raw in read.document.skipped if raw in stored.gate)
    for one, known in match(read.seen, stored.known, held):
        raw = one.entry.raw_hash
        if known is None and isinstance(decide(None, one, now, limits), New):
            new.append(_new_item(one, links[id(one)], how))
            owner[raw or one.identity.key] = PresentEntry(raw, item_key=one.identity.key)
        elif known is not None:
            aliases = tuple(alias for alias in one.identity.aliases if alias not in stored.known)
            step = step_of(Case(known, one, links[id(one)], aliases), stored, how, limits)
            if step is not None:
                steps.append(step)
            owner[raw or one.identity.key] = PresentEntry(raw, item_id=known.item_id)
    return Rows(tuple(new), tuple(steps), _present(read, owner, stored.gate))


def step_of(case: Case, stored: Stored, how: Observation, limits: Limits = Limits()) -> ItemStep | None:  # noqa: B008 - frozen
    """Decide on a known item's entry or article, and carry the decision out as its step. None: nothing to write."""
    decision = decide(case.known, _through_mask(case.seen, case.known, stored, how), instant_of(how.now), limits)
    step = _step(decision, case, stored, how)
    if case.known.missing_since and not isinstance(decision, Withdrawn):
        return replace(step or ItemStep(case.known.item_id), missing_since="")
    return step


def missing_step(known: KnownItem, how: Observation, limits: Limits = Limits()) -> ItemStep:  # noqa: B008 - frozen
    """What a 404 or 410 in the place of a known item writes: since when it is missing and, for long enough, that it is withdrawn."""
    since = known.missing_since or how.now
    step = ItemStep(known.item_id, missing_since=since, stream=how.stream)
    if isinstance(decide(known, Missing(instant_of(since)), instant_of(how.now), limits), Withdrawn):
        return _withdrawn(step, how)
    return step


def _withdrawn(step: ItemStep, how: Observation) -> ItemStep:
    return replace(step, withdrawn_at=how.now, change=change_row("withdrawn", SAME, how.now))


def _through_mask(one: Seen, known: KnownItem, stored: Stored, how: Observation) -> Seen:
    """An entry with the earlier revision that it is like, by its item's mask."""
    if not known.noise or one.content_hash in known.hashes[:1] or known.item_id not in stored.pasts:
        return one
    earlier = [text_of_revision(revision) for revision in stored.pasts[known.item_id].revisions]
    mask = decode(known.noise).get(how.stream, NOTHING)
    return replace(one, like_earlier=like_earlier(text_of_entry(one.entry), earlier, mask, one.entry.lang or how.lang))


def _present(read: Read, owner: Mapping[str, PresentEntry], gate: Mapping[str, int]) -> tuple[PresentEntry, ...]:
    """The document's entries in order. Without raw hashes the gate can't skip any, but still says which items are there."""
    hashes = read.document.raw_hashes
    if not hashes:
        return tuple(owner.values())
    skipped = {raw: PresentEntry(raw, item_id=gate[raw]) for raw in read.document.skipped if raw in gate}
    found = ((owner.get(raw) or skipped.get(raw)) for raw in hashes)
    return tuple(entry for entry in found if entry is not None)


def _new_item(one: Seen, links: Sequence[Link], how: Observation) -> NewItem:
    entry = one.entry
    return NewItem(
        item_key=one.identity.key, guid=one.identity.guid, url=entry.url, canonical_url=one.identity.canonical_url,
        publication_key=one.identity.publication_key, title=entry.title, lang=entry.lang or how.lang, seen_at=how.now,
        published_at=entry.published.at, published_date=entry.published.date, published_raw=entry.published.raw,
        published_precision=entry.published.precision, zone_from=entry.published.zone_from, aliases=one.identity.aliases,
        revision=revision_row(one, how), links=tuple(link_row(link, how.now) for link in links), origin=how.origin,
    )  # fmt: skip


def _step(decision: Decision, case: Case, stored: Stored, how: Observation) -> ItemStep | None:
    """A known item's step. None: nothing to write."""
    step = ItemStep(case.known.item_id, aliases=case.aliases, stream=how.stream)
    match decision:
        case Same(date_moved=moved, ignored=ignored):
            step = replace(step, masked=MaskStep(how.stream, how.now, learned=False)) if ignored else step
            return _dated(step, case.seen.entry, how) if moved else step if case.aliases or ignored else None
        case First():
            return _dated(_with_revision(step, case, how), case.seen.entry, how)
        case Revised() | Reverted() | Returned():
            return _revised(decision, case, stored, how)
        case Withdrawn():
            return _withdrawn(step, how)
        case New():
            return None
    assert_never(decision)


def _revised(decision: Revised | Reverted | Returned, case: Case, stored: Stored, how: Observation) -> ItemStep:
    known, entry = case.known, case.seen.entry
    kept = stored.kept.get(known.revision_id)
    after = text_of_entry(entry)
    before = text_of_revision(kept) if kept else RevisionText(title=known.title)
    # What was gone before it was ever read brings a first text, and what stood there before is unknown.
    difference = compare(before if known.hashes else after, after, entry.lang or how.lang, _dates_moved(kept, entry))
    step = ItemStep(
        known.item_id,
        change=None if stored.rebased else _change(decision, difference, how.now),
        aliases=case.aliases,
        url=entry.url if how.stream == "entry" and entry.url and entry.url != known.url else None,
        withdrawn_at="" if isinstance(decision, Returned) else None,
        stream=how.stream,
    )
    if not isinstance(decision, Returned) or decision.revised:
        step = _with_revision(step, case, how)
        if step.change is not None and not step.change.material:
            step = _with_mask(step, case, stored, how)
    return _dated(step, entry, how)


def _with_revision(step: ItemStep, case: Case, how: Observation) -> ItemStep:
    """The step with what was seen as a revision. An item is called as its entry calls it; an article's title is only its revision's."""
    links = tuple(link_row(link, how.now) for link in case.links)
    return replace(
        step, revision=revision_row(case.seen, how), links=links, title=case.seen.entry.title if how.stream == "entry" else None
    )


def _with_mask(step: ItemStep, case: Case, stored: Stored, how: Observation) -> ItemStep:
    """The step of a cosmetic change with the mask that comes on with it, if one does."""
    known = case.known
    past = stored.pasts.get(known.item_id)
    if past is None:
        return step
    masks = decode(known.noise)
    earlier = [text_of_revision(revision) for revision in past.revisions]
    mask = learned(text_of_entry(case.seen.entry), past, earlier, masks.get(how.stream, NOTHING))
    if mask == NOTHING:
        return step
    return replace(step, noise=encode({**masks, how.stream: mask}), masked=MaskStep(how.stream, how.now, learned=True))


def _dated(step: ItemStep, entry: Entry, how: Observation) -> ItemStep:
    """The step with the entry's stated date, where it states one."""
    stamp = entry.published
    if stamp.precision == "none" or how.stream == "article":
        return step
    return replace(
        step, published_at=stamp.at, published_date=stamp.date, published_raw=stamp.raw, published_precision=stamp.precision,
        zone_from=stamp.zone_from,
    )  # fmt: skip


def _change(decision: Revised | Reverted | Returned, difference: Difference, now: str) -> ChangeRow:
    match decision:
        case Revised():
            kind = "edited"
        case Reverted():
            kind = "reverted"
        case Returned():
            kind = "returned"
        case _:
            assert_never(decision)
    return change_row(kind, difference, now)


def change_row(kind: str, difference: Difference, now: str) -> ChangeRow:
    """A step between two texts, or from a text to none, as its row. kind: as in `changes`. now: UTC text, when it was observed."""
    reasons = [{"class": reason.kind, "before": reason.before, "after": reason.after} for reason in difference.reasons]
    return ChangeRow(
        now,
        kind,
        difference.material or kind in ("withdrawn", "returned"),
        difference.notice,
        json.dumps(reasons, ensure_ascii=False),
        change_said(kind, difference.summary_en, "en"),
        change_said(kind, difference.summary_ja, "ja"),
        reach_of(kind, {reason.kind for reason in difference.reasons}),
    )


def revision_row(one: Seen, how: Observation) -> RevisionRow:
    """A text as its row of `revisions`."""
    entry = one.entry
    return RevisionRow(
        observed_at=how.now, content_hash=one.content_hash, origin=how.stream, title=entry.title, summary=entry.summary, body=entry.body,
        author=entry.author, published_at=entry.published.at, updated_at=entry.updated.at, observed_by=how.observed_by,
        snapshot=how.snapshot,
    )  # fmt: skip


def _dates_moved(kept: StoredRevision | None, entry: Entry) -> bool:
    """Whether the source itself states another time of publication or update than with its last text."""
    if kept is None:
        return False
    stated = ((entry.published.at, kept.published_at), (entry.updated.at, kept.updated_at))
    return any(now is not None and now != before for now, before in stated)


def text_of_revision(kept: StoredRevision | RevisionRow) -> RevisionText:
    """A revision's text as `tracker.diff` compares it."""
    return RevisionText(title=kept.title, summary=kept.summary, body=kept.body, author=kept.author)


def text_of_entry(entry: Entry) -> RevisionText:
    """An entry's text as `tracker.diff` compares it."""
    return RevisionText(title=entry.title, summary=entry.summary, body=entry.body, author=entry.author)


def link_row(link: Link, now: str) -> LinkRow:
    """A link as its rows. now: UTC text, when it was decided."""
    evidence = tuple(
        EvidenceRow(seq, reason.concept, reason.weight, reason.form, reason.field, reason.start, reason.end)
        for seq, reason in enumerate(link.evidence)
    )
    return LinkRow(
        anchor_id=link.anchor_id, linked=link.linked, score=link.score, relation=link.relation, topics=link.topics,
        linker_version=link.version, decided_at=now, evidence=evidence, facts=link.facts,
    )  # fmt: skip
