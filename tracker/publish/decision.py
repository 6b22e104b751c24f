"""A person's decision as the form of `/review` sends it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.correcting import Wanted
from tracker.errors import BadParameter
from tracker.settling import Wanted as Settles
from tracker.types import RELATIONS

LONGEST = 500
"""Characters of a reason."""
CHOICES = ("link", "unlink", "event", "none", "other", "merge")
MERGE, SETTLE = "merge:", "settle:"
KEPT = ("anchor", "kind", "lang")
"""What the form carries of the page's own address, so that one comes back to where one was."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided on an item. event: that it is held to report.

    wanted: None where its event is made part of another one, `into`, or where what rests on the item is settled, `settles`.
    """

    item_id: int
    anchor_id: str
    wanted: Wanted | None
    reason: str
    event: str = ""
    into: str = ""
    settles: Settles | None = None


def decision_of(form: Mapping[str, str]) -> Decision:
    """The decision in a form's fields: item, anchor, decision, reason, and where it needs them relation, event and other.

    decision: `link`, `unlink`, `event` (it reports `event`), `none` (it reports none), `other` (it reports `other`), `merge:<id>`
    (`event` is part of that one), or `settle:<kind>:<id>` (that still holds though this item changed its text). Raises BadParameter for
    a field that is missing or can't be used.
    """
    item, reason = form.get("item", "").strip(), form.get("reason", "").strip()
    if not item.isascii() or not item.isdigit() or len(item) > 15:
        raise BadParameter("item", item, form="4711")
    if not reason or len(reason) > LONGEST:
        raise BadParameter("reason", reason[:40])
    relation = form.get("relation", "")
    if relation and relation not in RELATIONS:
        raise BadParameter("relation", relation, RELATIONS)
    chosen, event = form.get("decision", ""), form.get("event", "").strip()
    if chosen.startswith(SETTLE):
        kind, _, subject = chosen.removeprefix(SETTLE).partition(":")
        return Decision(int(item), form.get("anchor", ""), None, reason, settles=Settles(kind, subject))
    into = chosen.removeprefix(MERGE) if chosen.startswith(MERGE) else ""
    wanted = None if into else _wanted(chosen, relation or None, event, form.get("other", "").strip())
    return Decision(int(item), form.get("anchor", ""), wanted, reason, event, into)


def _wanted(chosen: str, relation: str | None, event: str, other: str) -> Wanted:
    match chosen:
        case "link":
            return Wanted(linked=True, relation=relation)
        case "unlink":
            return Wanted(linked=False)
        case "none":
            return Wanted(event="")
        case "event" | "other":
            name = event if chosen == "event" else other
            if not name:
                raise BadParameter(chosen, name, form="2025-07-22-deal-announced")
            return Wanted(event=name)
        case _:
            raise BadParameter("decision", chosen, CHOICES)
