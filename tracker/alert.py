"""Which happenings deserve a message: pure. What happened comes in as values, with the rules and what is muted.

A happening is told once, whichever rule asks for it and however often it is looked at; in which order they come makes no difference.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tracker.alert_rules import SOURCE_QUIET, SOURCE_TROUBLE, AlertRule

LOOKS = 2
"""A source's first look, and the first after a restore, only says how things stand: what is told has been looked at twice."""
DAY_S = 86400.0


@dataclass(frozen=True, slots=True)
class Happening:
    """Something of which a message might be sent.

    on: what kind of happening, one of `alert_rules.KINDS`. subject: what it is about, the same at every look. at: UTC text. path: an
    address on our pages. sources: ids of the sources behind it. looks: how often its source was read by then, 0 for an import. lasted_s:
    how long a trouble lasts or lasted. names: what else it can be muted by, such as the event's id. on_subject:
    whether it belongs to the anchor's story; what does not is told only where a rule names its source.
    """

    on: str
    subject: str
    at: str
    title: str
    path: str
    sources: tuple[str, ...] = ()
    looks: int = LOOKS
    relation: str | None = None
    topics: tuple[str, ...] = ()
    lasted_s: float = 0.0
    names: tuple[str, ...] = ()
    on_subject: bool = True


@dataclass(frozen=True, slots=True)
class Alert:
    """A message about one happening, by the first rule that asks for it."""

    rule: str
    happening: Happening


def alerts(
    happenings: Iterable[Happening], rules: Sequence[AlertRule], muted: Collection[str] = (), told: Collection[str] = ()
) -> tuple[Alert, ...]:
    """The alerts that are to be raised now, in order of time and subject, one a subject.

    muted: names of rules, ids of sources, events and classes of goods. told: subjects that were raised before.
    """
    found: dict[str, Alert] = {}
    for happening in sorted(happenings, key=lambda one: (one.at, one.subject, repr(one))):
        if happening.subject in told or happening.subject in found or is_quiet(happening, muted):
            continue
        rule = next((rule for rule in rules if rule.name not in muted and asks_for(rule, happening)), None)
        if rule is not None:
            found[happening.subject] = Alert(rule.name, happening)
    return tuple(found.values())


def is_quiet(happening: Happening, muted: Collection[str]) -> bool:
    """Whether nothing is told of it whatever the rules: a first look, an import, or all of its sources or itself muted."""
    by_source = bool(happening.sources) and all(source in muted for source in happening.sources)
    return happening.looks < LOOKS or by_source or any(name in muted for name in happening.names)


def asks_for(rule: AlertRule, happening: Happening) -> bool:
    """Whether a rule asks for a happening."""
    if rule.on != happening.on:
        return False
    if rule.sources and not set(rule.sources) & set(happening.sources):
        return False
    if not rule.sources and not happening.on_subject:
        return False
    if rule.on in (SOURCE_TROUBLE, SOURCE_QUIET):
        return happening.lasted_s >= rule.days * DAY_S
    in_relation = not rule.relations or happening.relation in rule.relations
    return in_relation and (not rule.topics or bool(set(rule.topics) & set(happening.topics)))


def due_at(raised: Iterable[datetime], window_minutes: float) -> datetime | None:
    """When alerts that wait are sent together: a window after the first of them; None where none waits."""
    first = min(raised, default=None)
    return None if first is None else first + timedelta(minutes=window_minutes)
