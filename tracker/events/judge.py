"""How likely it is that an item reports an event: against the baseline's own text, and against the items that report it already."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum
from operator import mul
from typing import NamedTuple

from tracker.events.compare import compare, grounds
from tracker.events.model import Weights
from tracker.events.types import Ground, Traits

# What one comparison can say at most, in log-odds: no single likeness or contradiction outweighs everything else.
_LIMIT = 6.0
_NOTHING = 1e-9
MOST = 12
"""Opened events that are looked at closely for one item."""


@dataclass(frozen=True, slots=True)
class Known:
    """An event as an item is judged against it: the baseline's profile (None for an opened event), and some of its items' traits."""

    event_id: str
    profile: Traits | None
    members: tuple[Traits, ...] = ()


class Verdict(NamedTuple):
    """What was judged. log_odds: 0 and above mean that the item reports the event.

    other: the profile, else the nearest of the items, against which `alone` was scored by `weights`; None where there was nothing.
    """

    log_odds: float
    alone: float
    other: Traits | None
    weights: Sequence[float]


def judge(item: Traits, known: Known, weights: Weights) -> Verdict:
    """How likely it is that the item reports the event.

    The mean of the items' scores, and the profile's with the weight `weights.profile` beside it; what the profile denies, no item mends.
    """
    if known.profile is None:
        return _judged_by_items(item, known.members, weights)
    alone = score(item, known.profile, weights.event)
    total, share = weights.profile * alone, weights.profile
    if known.members and alone >= -_LIMIT / 2.0:
        total += sum([score(item, member, weights.item) for member in known.members]) / len(known.members)
        share += 1.0
    return Verdict(total / share, alone, known.profile, weights.event)


def _judged_by_items(item: Traits, members: Sequence[Traits], weights: Weights) -> Verdict:
    if not members:
        return Verdict(-_LIMIT, -_LIMIT, None, weights.item)
    told = [score(item, member, weights.item) for member in members]
    best = max(range(len(told)), key=told.__getitem__)
    return Verdict(sum(told) / len(told), told[best], members[best], weights.item)


def score(item: Traits, other: Traits, weights: Sequence[float]) -> float:
    """Log-odds for one pair, within ±6."""
    total: float = sum(map(mul, compare(item, other).features, weights))
    return max(-_LIMIT, min(_LIMIT, total))


def likeliest(item: Traits, known: Sequence[Known]) -> list[Known]:
    """Those of many opened events that share most with an item's title, by rarity, at most a dozen; all baseline events, and all of a few.

    What shares nothing with the title is no event of the item's; so a crowded week costs no more than a quiet one.
    """
    if len(known) <= MOST:
        return list(known)
    told = [one for one in known if one.profile is not None]
    shared = [(max((_shared(item, member) for member in one.members), default=0.0), one) for one in known if one.profile is None]
    ranked = sorted((entry for entry in shared if entry[0]), key=lambda entry: (-entry[0], entry[1].event_id))
    return [*told, *(one for _, one in ranked[:MOST])]


def _shared(item: Traits, other: Traits) -> float:
    return fsum([item.marks[mark] for mark in item.title if mark in other.marks])


def why(item: Traits, verdict: Verdict) -> tuple[Ground, ...]:
    """The grounds of a verdict, heaviest first, adding up to its log-odds.

    `limit`: what one comparison says beyond ±6; `its_items`: what the other items change.
    """
    if verdict.other is None:
        return ()
    found = grounds(compare(item, verdict.other), verdict.weights, item, verdict.other)
    rests = (("limit", verdict.alone - sum(ground.weight for ground in found)), ("its_items", verdict.log_odds - verdict.alone))
    return (*found, *(Ground(name, (), rest) for name, rest in rests if abs(rest) > _NOTHING))


def probability(log_odds: float) -> float:
    """The probability of log-odds."""
    return 1.0 / (1.0 + math.exp(-log_odds))
