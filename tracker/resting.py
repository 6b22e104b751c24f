"""Which things a change of a text bears on, and when a newer source has settled it. Pure.

An event rests on its reports and on what the baseline cites for it, a rate and a claim on what they cite and on their event. A material
change marks them. A mark is settled, without a person, by the first of these that holds:

1. The source went back: the text is again what it was before the change.
2. Somebody else says it again: a later report of the same event, of another house or by a government or court (tier `primary`) and no copy,
   has every figure that the change took away and none that it brought.
3. An official text reports the event later, where no figure is at stake and the changed text was not itself official.
4. A rate or a claim was checked anew on a later day, by a newer release of the pack or by a person.
5. What rests on it by way of an event follows that event.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from db.resting_rows import CLAIM, EVENT, RATE, LaterReport, OpenMark
from tracker.diff.values import values
from tracker.facts.folding import fold

BY_PERSON, BY_SOURCE = "person", "source"
OFFICIAL = "primary"
"""The tier of governments and courts among the sources (`feeds/sources.toml`)."""
NOT_OF_RATES = frozenset({"person_or_office", "quotation", "passage_added", "amount"})
"""Changes of a report that leave a rate of duty as it is: who said it, in which words, what it is about besides, sums of money."""
_FIGURES = ("rate", "amount", "number")


@dataclass(frozen=True, slots=True)
class Settling:
    """How a mark comes to be settled. by: `person` or `source`. item_id: the report that does it, None for none. why: for the record."""

    by: str
    why: str
    item_id: int | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures that a change took away and those that it brought, each as (kind, value): `("rate", "24%")`."""

    gone: frozenset[tuple[str, str]] = frozenset()
    come: frozenset[tuple[str, str]] = frozenset()


def reach_of(change_kind: str, reasons: Collection[str]) -> tuple[str, ...]:
    """The kinds of things on which a change bears by way of an event. change_kind: `edited` … reasons: the names of what changed.

    A change that is only a return brings nothing that was not there. What cites the text itself is marked in any case but that one.
    """
    if change_kind == "returned" and not reasons:
        return ()
    if reasons and NOT_OF_RATES.issuperset(reasons):
        return EVENT, CLAIM
    return EVENT, RATE, CLAIM


def figures_at_stake(reasons: str, lang: str) -> Figures:
    """The figures of a change. reasons: JSON text of `changes.reasons`. lang: of the text."""
    rows = json.loads(reasons)
    before = figures_of((str(one.get("before", "")) for one in rows), lang)
    after = figures_of((str(one.get("after", "")) for one in rows), lang)
    return Figures(before - after, after - before)


def figures_of(texts: Iterable[str], lang: str) -> frozenset[tuple[str, str]]:
    """The rates, sums of money and counts in some texts; a number in words that may be an article is none."""
    found = (value for text in texts for value in values(fold(text), lang == "ja"))
    return frozenset((value.kind, value.key) for value in found if value.kind in _FIGURES and not value.weak)


def settled_by_source(mark: OpenMark, reports: Sequence[LaterReport]) -> Settling | None:
    """How a newer source has settled a mark; None where it is still open. reports: of the mark's event, from after it, newest first."""
    if mark.back:
        return Settling(BY_SOURCE, "the text is again what it was", mark.item_id)
    if mark.kind == RATE and mark.decided:
        return Settling(BY_PERSON, "decided on since, by a person")
    if mark.checked_on and mark.checked_on > mark.since[:10]:
        return Settling(BY_SOURCE, f"checked anew on {mark.checked_on}")
    if mark.via == EVENT:
        return Settling(BY_SOURCE, "its event is settled") if mark.event_settled else None
    stake = figures_at_stake(mark.reasons, mark.lang) if mark.kind == EVENT else Figures()
    for report in reports:
        if why := _confirmed(mark, stake, report):
            return Settling(BY_SOURCE, why, report.item_id)
    return None


def _confirmed(mark: OpenMark, stake: Figures, report: LaterReport) -> str:
    """In which way a later report confirms what the changed text said; "" where it does not."""
    official = report.tier == OFFICIAL
    if stake.gone or stake.come:
        said = figures_of((report.text,), report.lang)
        again = bool(stake.gone) and stake.gone <= said and not stake.come & said
        if again and (report.family != mark.family or official):
            return "a later report says again what the change took away"
        return ""
    return "an official text reports it later" if official and mark.tier != OFFICIAL else ""
