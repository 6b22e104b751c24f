"""How likely it is that an item reports an event: against the baseline's own text, and against the items that report it already."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import fsum

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


def judge(item: Traits, known: Known, weights: Weights) -> float:
    """Log-odds that the item reports the event, 0 and above meaning that it does.

    The mean of the items' scores, and the profile's with the weight `weights.profile` beside it; what the profile denies, no item mends.
    """
    total = share = 0.0
    if known.profile is not None:
        told = score(item, known.profile, weights.event)
        if told < -_LIMIT / 2.0:
            return told
        total += weights.profile * told
        share += weights.profile
    if known.members:
        total += sum(score(item, member, weights.item) for member in known.members) / len(known.members)
        share += 1.0
    return total / share if share else -_LIMIT


@lru_cache(maxsize=512)
def score(item: Traits, other: Traits, weights: tuple[float, ...]) -> float:
    """Log-odds for one pair, within ±6; kept while an item is judged, for its grounds ask again for what decided."""
    total = sum([value * weight for value, weight in zip(compare(item, other).features, weights, strict=True) if value])
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


def why(item: Traits, known: Known, weights: Weights) -> tuple[Ground, ...]:
    """The grounds of `judge`, heaviest first, adding up to its log-odds: of the profile, else of the nearest of the items.

    `limit`: what one comparison says beyond ±6; `its_items`: what the other items change.
    """
    if known.profile is not None:
        other, row = known.profile, weights.event
    else:
        other, row = max(known.members, key=lambda member: score(item, member, weights.item)), weights.item
    found = grounds(compare(item, other), row, item, other)
    alone = score(item, other, row)
    rests = (("limit", alone - sum(ground.weight for ground in found)), ("its_items", judge(item, known, weights) - alone))
    return (*found, *(Ground(name, (), rest) for name, rest in rests if abs(rest) > _NOTHING))


def probability(log_odds: float) -> float:
    """The probability of log-odds."""
    return 1.0 / (1.0 + math.exp(-log_odds))
