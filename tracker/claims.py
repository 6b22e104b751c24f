"""What became of the founding article's claims, as one could know it at a moment: pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tracker.hindsight import Known, tells_later
from tracker.timeline import Moment, is_known

if TYPE_CHECKING:
    from db.queries.claims import ClaimRow, EvidenceRow, OutcomeRow

OUTCOMES = ("confirmed", "partly", "refuted", "open", "not_checkable")


@dataclass(frozen=True, slots=True)
class Standing:
    """A claim at a moment.

    outcome: as decided by then, `open` before anything was. history: what was decided up to then, the newest last. whole: whether the
    present judgement had been made by then, so that its note may be told. evidence: what could be known by then; left_out: how much of it
    could not, or bears no date by which one could tell.
    """

    claim: ClaimRow
    outcome: str
    history: tuple[OutcomeRow, ...]
    whole: bool
    evidence: tuple[EvidenceRow, ...]
    left_out: int

    @property
    def judged_on(self) -> str:
        """The day of the last judgement, else the day on which the claim was made."""
        return self.history[-1].decided_on if self.history else (self.claim.made_on or "")

    def count(self, stance: str) -> int:
        """How many pieces of evidence have a stance."""
        return sum(row.stance == stance for row in self.evidence)


def standings(
    claims: Iterable[ClaimRow], outcomes: Sequence[OutcomeRow], evidence: Sequence[EvidenceRow], seen: Moment
) -> tuple[Standing, ...]:
    """The claims that had been made by a moment, each as it stood then."""
    made = [claim for claim in claims if (claim.made_on or "") <= seen.day_us]
    return tuple(_standing(claim, outcomes, evidence, seen) for claim in made)


def came_true(found: Iterable[Standing], kind: str = "forecast") -> dict[str, int]:
    """How many claims of a kind have which outcome, in the order of `OUTCOMES`."""
    counted = Counter(each.outcome for each in found if each.claim.kind == kind)
    return {outcome: counted[outcome] for outcome in OUTCOMES}


def _standing(claim: ClaimRow, outcomes: Sequence[OutcomeRow], evidence: Sequence[EvidenceRow], seen: Moment) -> Standing:
    history = tuple(row for row in outcomes if row.claim_id == claim.id and row.decided_on <= seen.day_us)
    own = [row for row in evidence if row.claim_id == claim.id]
    whole = (claim.as_of or "") <= seen.day_us
    told = own if whole else [row for row in own if _could_be_known(row, seen)]
    outcome = history[-1].outcome if history else "open"
    return Standing(claim, outcome, history, whole, tuple(told), len(own) - len(told))


def _could_be_known(row: EvidenceRow, seen: Moment) -> bool:
    """A page of others' bears no date here, so it counts from the present judgement on."""
    if row.known_from is None or row.timezone is None:
        return False
    return is_known(row.known_from, row.timezone, seen) and not tells_later(row.why, Known(seen.day_us))
