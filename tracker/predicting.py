"""What the program would say of labelled texts, without a store: links, then events over all that are linked. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from db.records import LinkedItem
from tracker.evaluate import Prediction
from tracker.events.assign import assign
from tracker.joining import Mind
from tracker.link.decide import relation_with_event
from tracker.types import Link, Subject


def predictions(subjects: Sequence[Subject], mind: Mind, seen_at: str) -> list[Prediction]:
    """A prediction for each subject, in order; the same in any order of the subjects.

    seen_at: UTC instant that stands for the first sight of texts without a date.
    """
    links = [mind.linker.link(subject) for subject in subjects]
    linked = [_item(number, subjects[number], link, seen_at) for number, link in enumerate(links) if link.linked]
    named = assign(linked, mind.model, mind.linker.model.opens)
    events = {item.item_id: event_id for item, event_id in zip(linked, named, strict=True)}
    return [
        _prediction(subject, link, events.get(number), mind) for number, (subject, link) in enumerate(zip(subjects, links, strict=True))
    ]


def _item(number: int, subject: Subject, link: Link, seen_at: str) -> LinkedItem:
    return LinkedItem(
        item_id=number, revision_id=number, item_key=subject.key, source_id="", publisher=subject.key, publisher_family="",
        tier=subject.tier, lang=subject.lang, origin="imported", url="", publication_key="", title=subject.title, summary=subject.summary,
        published_at=subject.published_at, published_date=subject.published_date, first_seen_at=subject.seen_at or seen_at,
        relation=link.relation, topics=link.topics, score=link.score, facts=link.facts, event_id=None, decided_by="linker",
    )  # fmt: skip


def _prediction(subject: Subject, link: Link, event_id: str | None, mind: Mind) -> Prediction:
    baseline = mind.model.baseline.get(event_id or "")
    relation = relation_with_event(link, baseline.relation if baseline else None)
    return Prediction(subject.key, link.linked, link.score, relation, link.topics, event_id)
