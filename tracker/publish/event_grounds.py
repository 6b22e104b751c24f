"""What of the tables of rates and claims rests on an event, each with the page that proves it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tracker.claims import Standing
from tracker.pack import ProductClass, Rate
from tracker.publish.addresses import segment
from tracker.publish.reader import Reader, Said
from tracker.publish.view_rates import interval_said, rate_said


@dataclass(frozen=True, slots=True)
class RateOf:
    """A rate that rests on the event. said, since: rate with basis, and interval, in words. href: of its proof sheet."""

    rate: Rate
    title: Said
    said: str
    since: str
    href: str


@dataclass(frozen=True, slots=True)
class ClaimOf:
    """A claim on which the event bears. stances: how, enum values. decided: whether its outcome was decided by the event."""

    id: str
    statement: Said
    outcome: str
    stances: tuple[str, ...]
    decided: bool
    href: str


def rates_of(r: Reader, rates: Iterable[Rate], classes: Mapping[str, ProductClass], as_of: str) -> tuple[RateOf, ...]:
    """The rates in their order. as_of: the moment of the page, empty for now."""
    return tuple(_rate(r, rate, classes, as_of) for rate in rates)


def claims_of(r: Reader, event_id: str, found: Sequence[Standing], as_of: str) -> tuple[ClaimOf, ...]:
    """The claims that name the event as evidence or as what decided them. found: all, as they stood at the moment."""
    lines = []
    for one in found:
        stances = tuple(dict.fromkeys(row.stance for row in one.evidence if row.event_id == event_id))
        decided = any(row.event_id == event_id for row in one.history)
        if stances or decided:
            statement = r.pick(one.claim.statement_en, one.claim.statement_ja)
            href = r.link("/claims", [("as_of", as_of)]) + f"#{segment(one.claim.id)}"
            lines.append(ClaimOf(one.claim.id, statement, one.outcome, stances, decided, href))
    return tuple(lines)


def _rate(r: Reader, rate: Rate, classes: Mapping[str, ProductClass], as_of: str) -> RateOf:
    one = classes.get(rate.product_class)
    pairs = [("on", rate.effective_from or ""), ("known", as_of[:10])]
    return RateOf(
        rate=rate,
        title=r.pick(one.title_en, one.title_ja) if one else Said(rate.product_class, ""),
        said=rate_said(r, rate),
        since=interval_said(r, rate),
        href=r.link(f"/rates/{segment(rate.product_class)}", pairs),
    )
