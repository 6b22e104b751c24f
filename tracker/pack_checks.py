"""What must hold between the rows of an anchor pack: pure. The first fault found is raised, with the file, the row and what to do."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import combinations
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from db.records import EventRow
from tracker.errors import PackError
from tracker.pack import (
    BASES,
    CLAIM_KINDS,
    CONFIDENCES,
    DEFAULT_LAWS,
    DIMENSIONS,
    OUTCOMES,
    RATE_STATUSES,
    STAGES,
    STANCES,
    TIERS,
    VALUE_BASES,
    Pack,
    Rate,
)
from tracker.types import RELATIONS, TOPICS

Fault = tuple[str, str, str]
"""Where (file and row's id), what is wrong, what to do."""

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_OPEN = "9999-12-31"


def check_pack(pack: Pack) -> None:
    """Hold a pack against the rules of its data (DESIGN, rules of data).

    Raises PackError for the first row that breaks one: an id that stands twice or does not exist, a day, instant, zone, address or name
    outside its range, days that contradict each other, or two rows of law for one class, day and day of knowledge.
    """
    for find in (_anchor, _events, _citations, _threads, _classes, _rates, _one_law, _rate_sources, _claims, _ahead):
        for where, problem, advice in find(pack):
            raise PackError(f"{pack.folder.name}/{where}", problem, advice)


def check_apart(packs: Sequence[Pack]) -> None:
    """Hold several packs beside each other. Raises PackError where two share the id of an anchor, event, thread, rate or claim."""
    owners: dict[tuple[str, str], Pack] = {}
    for pack in packs:
        for kind, name in _names(pack):
            owner = owners.setdefault((kind, name), pack)
            if owner is not pack:
                raise PackError(str(pack.folder), f"the {kind} {name!r} stands in {owner.folder} too", f"give the {kind} another id here")


def _names(pack: Pack) -> Iterator[tuple[str, str]]:
    """What a pack puts into tables whose ids are shared by all packs, as (kind, id)."""
    yield "anchor", pack.anchor.id
    yield from (("event", row.id) for row in pack.events)
    yield from (("thread", row.id) for row in pack.threads)
    yield from (("rate", row.id) for row in pack.rates)
    yield from (("claim", row.id) for row in pack.claims)


def _anchor(pack: Pack) -> Iterator[Fault]:
    anchor, where = pack.anchor, "anchor.toml"
    yield from _unless_day(where, "date", anchor.date)
    yield from _unless_day(where, "checked_until", anchor.checked_until)
    yield from _unless_zone(where, anchor.timezone)
    for capital in anchor.capitals:
        yield from _unless_zone(where, capital.zone)
    yield from _twice(where, [phase.id for phase in anchor.phases])
    days = [phase.from_day or "" for phase in anchor.phases]
    for day in days:
        yield from _unless_day(where, "from_day", day or None)
    if days != sorted(set(days)):
        yield where, "the phases are not in the order of their days", "sort them; only the first may lack from_day"


def _events(pack: Pack) -> Iterator[Fault]:
    yield from _twice("chronology.jsonl", [event.id for event in pack.events])
    for event in pack.events:
        where = f"chronology.jsonl ({event.id})"
        yield from _unless_zone(where, event.timezone)
        for name in ("date", "date_washington", "date_tokyo"):
            yield from _unless_day(where, name, getattr(event, name))
        for name in ("known_from", "later_from"):
            yield from _unless_moment(where, name, getattr(event, name))
        yield from _unless_one(where, "relation", event.relation, RELATIONS)
        yield from _unless_one(where, "confidence", event.confidence or CONFIDENCES[0], CONFIDENCES)
        for topic in event.topics:
            yield from _unless_one(where, "topics", topic, TOPICS)
        if not (event.title_en and event.title_ja):
            yield where, "a title is missing", "give title_en and title_ja"
        yield from _event_days(where, event)


def _event_days(where: str, event: EventRow) -> Iterator[Fault]:
    if event.occurred_at is not None:
        yield from _unless_moment(where, "occurred_at", event.occurred_at)
        at = datetime.fromisoformat(event.occurred_at.replace("Z", "+00:00"))
        zones = {"date": event.timezone, "date_washington": "America/New_York", "date_tokyo": "Asia/Tokyo"}
        for name, zone in zones.items():
            stated, real = getattr(event, name), at.astimezone(ZoneInfo(zone)).date().isoformat()
            if stated is not None and stated != real:
                yield where, f"{name} is {stated}, but occurred_at falls on {real} in {zone}", "correct one of them"
    if (event.later_from is None) != (event.later_en is None) or (event.later_from is None) != (event.later_ja is None):
        yield where, "later_en, later_ja and later_from belong together", "give all three or none"
    if event.later_from is not None and event.later_from <= event.known_from:
        yield where, f"later_from {event.later_from} is not after known_from {event.known_from}", "correct one of them"


def _citations(pack: Pack) -> Iterator[Fault]:
    yield from _twice("chronology.jsonl, sources", [f"{row.event_id} {row.url}" for row in pack.citations])
    for row in pack.citations:
        where = f"chronology.jsonl ({row.event_id})"
        yield from _unless_url(where, row.url)
        yield from _unless_one(where, "tier", row.tier, TIERS)


def _threads(pack: Pack) -> Iterator[Fault]:
    days = {event.id: event.date for event in pack.events}
    threads, classes = {thread.id for thread in pack.threads}, {row.id for row in pack.classes}
    yield from _twice("threads.jsonl", [thread.id for thread in pack.threads])
    yield from _twice("threads.jsonl", [f"{step.thread_id} {step.event_id}" for step in pack.steps])
    for thread in pack.threads:
        yield from _strangers(f"threads.jsonl ({thread.id})", "class", thread.product_classes, classes)
    for step in pack.steps:
        where = f"threads.jsonl ({step.thread_id}, {step.event_id})"
        yield from _strangers(where, "thread", (step.thread_id,), threads)
        yield from _strangers(where, "event", (step.event_id, *((step.follows,) if step.follows else ())), days)
        yield from _unless_one(where, "stage", step.stage, STAGES)
        lag = _lag(days.get(step.follows or ""), days.get(step.event_id))
        if step.lag_days != lag:
            yield where, f"lag_days is {step.lag_days}", f"by the days of both events it is {lag}"


def _classes(pack: Pack) -> Iterator[Fault]:
    yield from _twice("product_classes.jsonl", [row.id for row in pack.classes])
    for row in pack.classes:
        where = f"product_classes.jsonl ({row.id})"
        yield from _unless_day(where, "table_from", row.table_from)
        yield from _unless_one(where, "default_law", row.default_law, DEFAULT_LAWS)


def _rates(pack: Pack) -> Iterator[Fault]:
    classes, events = {row.id for row in pack.classes}, {event.id for event in pack.events}
    cited = {row.rate_id for row in pack.rate_sources}
    yield from _twice("tariff_rates.jsonl", [rate.id for rate in pack.rates])
    for rate in pack.rates:
        where = f"tariff_rates.jsonl ({rate.id})"
        yield from _strangers(where, "class", (rate.product_class,), classes)
        yield from _strangers(where, "event", (rate.event_id,) if rate.event_id else (), events)
        for name in ("effective_from", "effective_to", "known_from", "known_to", "announced_on", "checked_on"):
            yield from _unless_day(where, name, getattr(rate, name))
        yield from _unless_one(where, "status", rate.status, RATE_STATUSES)
        yield from _unless_one(where, "basis", rate.basis or BASES[0], BASES)
        yield from _unless_one(where, "value_base", rate.value_base or VALUE_BASES[0], VALUE_BASES)
        if rate.id not in cited:
            yield where, "no document stands behind it", "add a row to rate_sources.jsonl"
        yield from _rate_days(where, rate)


def _rate_days(where: str, rate: Rate) -> Iterator[Fault]:
    for start, end in (("effective_from", "effective_to"), ("known_from", "known_to")):
        first, last = getattr(rate, start), getattr(rate, end)
        if first is not None and last is not None and first >= last:
            yield where, f"{end} {last} is not after {start} {first}", "intervals are half open: the end is the first day after"
    if rate.status == "law" and rate.effective_from is None:
        yield where, "a law needs its first day", "give effective_from, or status announced"
    if rate.announced_on and rate.known_from and rate.announced_on > rate.known_from:
        yield where, f"announced on {rate.announced_on} but known from {rate.known_from}", "correct one of them"


def _one_law(pack: Pack) -> Iterator[Fault]:
    """At most one row of law a class, day and day of knowledge (DESIGN, rates)."""
    laws = [rate for rate in pack.rates if rate.status == "law"]
    for first, second in combinations(laws, 2):
        if first.product_class == second.product_class and _meet(first, second):
            yield (
                f"tariff_rates.jsonl ({first.id}, {second.id})",
                "two laws for one day and day of knowledge",
                "close one by effective_to or known_to",
            )


def _meet(first: Rate, second: Rate) -> bool:
    valid = max(first.effective_from or "", second.effective_from or "") < min(first.effective_to or _OPEN, second.effective_to or _OPEN)
    known = max(first.known_from or "", second.known_from or "") < min(first.known_to or _OPEN, second.known_to or _OPEN)
    return valid and known


def _rate_sources(pack: Pack) -> Iterator[Fault]:
    rates = {rate.id for rate in pack.rates}
    yield from _twice("rate_sources.jsonl", [f"{row.rate_id} {row.url} {row.locator}" for row in pack.rate_sources])
    for row in pack.rate_sources:
        where = f"rate_sources.jsonl ({row.rate_id})"
        yield from _strangers(where, "rate", (row.rate_id,), rates)
        yield from _unless_url(where, row.url)
        yield from _unless_one(where, "tier", row.tier, TIERS)


def _claims(pack: Pack) -> Iterator[Fault]:
    yield from _twice("claims.jsonl", [claim.id for claim in pack.claims])
    events = {event.id for event in pack.events}
    for claim in pack.claims:
        where = f"claims.jsonl ({claim.id})"
        outcomes = [row for row in pack.outcomes if row.claim_id == claim.id]
        yield from _unless_one(where, "kind", claim.kind, CLAIM_KINDS)
        yield from _unless_one(where, "dimension", claim.dimension or DIMENSIONS[0], DIMENSIONS)
        for outcome in outcomes:
            yield from _unless_one(where, "outcome", outcome.outcome, OUTCOMES)
            yield from _unless_day(where, "decided_on", outcome.decided_on)
            yield from _strangers(where, "event", (outcome.event_id,) if outcome.event_id else (), events)
        days = [outcome.decided_on for outcome in outcomes]
        if days != sorted(days):
            yield where, "outcomes are not in the order of decided_on", "sort them"
        if outcomes and outcomes[-1].outcome != claim.outcome:
            yield where, f"outcome is {claim.outcome}, but the last of its outcomes is {outcomes[-1].outcome}", "make them the same"
    for row in pack.evidence:
        where = f"claims.jsonl ({row.claim_id})"
        yield from _unless_one(where, "stance", row.stance, STANCES)
        yield from _strangers(where, "event", (row.event_id,) if row.event_id else (), events)


def _ahead(pack: Pack) -> Iterator[Fault]:
    events = {event.id for event in pack.events}
    for row in pack.ahead:
        where = f"ahead.jsonl ({row.date})"
        yield from _unless_day(where, "date", row.date)
        yield from _unless_zone(where, row.timezone)
        yield from _strangers(where, "event", (row.event_id,) if row.event_id else (), events)
        if row.url:
            yield from _unless_url(where, row.url)


def _lag(first: str | None, second: str | None) -> int | None:
    if first is None or second is None:
        return None
    return (date.fromisoformat(second) - date.fromisoformat(first)).days


def _twice(where: str, ids: Iterable[str]) -> Iterator[Fault]:
    for name, count in Counter(ids).items():
        if count > 1:
            yield f"{where} ({name})", f"stands {count} times", "keep one row"


def _strangers(where: str, what: str, names: Iterable[str], known: Iterable[str]) -> Iterator[Fault]:
    for name in names:
        if name not in known:
            yield where, f"there is no {what} {name!r} in this pack", f"correct the id, or add the {what}"


def _unless_one(where: str, name: str, value: str, choices: Sequence[str]) -> Iterator[Fault]:
    if value not in choices:
        yield where, f"{name} is {value!r}", "one of " + ", ".join(choices)


def _unless_url(where: str, url: str) -> Iterator[Fault]:
    if not re.fullmatch(r"https?://[^\s/]+\S*", url):
        yield where, f"{url!r} is no address", "give one that begins with https:// or http://"


def _unless_day(where: str, name: str, value: str | None) -> Iterator[Fault]:
    if value is not None and not _is_day(value):
        yield where, f"{name} is {value!r}, no day", "write it as 2025-04-16"


def _unless_moment(where: str, name: str, value: str | None) -> Iterator[Fault]:
    if value is not None and not (_is_day(value) or (_INSTANT.fullmatch(value) and _is_day(value[:10]))):
        yield where, f"{name} is {value!r}, no day or instant", "write it as 2025-04-16 or 2025-04-16T20:30:00Z"


def _is_day(value: str) -> bool:
    if not _DAY.fullmatch(value):
        return False
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def _unless_zone(where: str, zone: str) -> Iterator[Fault]:
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield where, f"{zone!r} is no time zone", "give an IANA name such as America/New_York"
