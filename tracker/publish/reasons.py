"""The reasons of a link in words: as a sentence, and as the numbered rows of a table. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from db.records import EvidenceRow
from tracker.publish.reader import Reader

TOLD = 3
"""How many reasons a sentence names; the table has them all."""

LEAST = 0.2
"""Log-odds below which a reason is too slight for the sentence."""

_UNTOLD = frozenset(("bias", "limit"))
"""Reasons that say nothing about an item: where every score begins, and where the largest ones end."""


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """One row of the table of reasons. Rows with one number are one reason, whose weight stands on the first; first: it is that one."""

    number: int
    name: str
    concept: str
    form: str
    field: str | None
    weight: float
    first: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """A decision on an item: what it was, how sure, and by whom (`linker` or `person`)."""

    linked: bool
    score: float
    decided_by: str


def reason_lines(r: Reader, evidence: Sequence[EvidenceRow]) -> tuple[ReasonLine, ...]:
    """The evidence as numbered reasons. A row of weight 0 after one of the same concept gives further words of it (DESIGN, evidence)."""
    lines: list[ReasonLine] = []
    for row in sorted(evidence, key=lambda row: row.seq):
        more = bool(lines) and row.weight == 0 and lines[-1].concept == row.concept
        number = lines[-1].number + (not more) if lines else 1
        lines.append(ReasonLine(number, reason_name(r, row.concept), row.concept, row.form, row.field, row.weight, not more))
    return tuple(lines)


def reason_name(r: Reader, concept: str) -> str:
    """What a reason is called: its own label, else those of the signs that it combines (`tracker.link.rules`).

    `a + b - c ~ d` is: a and b, where c stands nowhere and d not in the title.
    """
    whole = r.label("reason", concept)
    if whole != concept:
        return whole
    signs: dict[str, list[str]] = {"+": [], "-": [], "~": []}
    kind = "+"
    for token in concept.split():
        if token in signs:
            kind = token
        else:
            signs[kind].append(sign_name(r, token))
    said = " + ".join(signs["+"])
    for key, kind in (("reason_without", "-"), ("reason_untitled", "~")):
        if signs[kind]:
            said += r.t(key, signs=r.t("comma").join(signs[kind]))
    return said


def sign_name(r: Reader, sign: str) -> str:
    """What one sign is called; `about_<topic>` by its topic, one without a label by its id. `!`: confirmed by a word beside it."""
    for named in (sign, sign.rstrip("!")):
        said = r.label("sign", named)
        if said != named:
            return said
    topic = sign.removeprefix("about_")
    return r.label("topic", topic) if topic != sign else sign.rstrip("!").replace("_", " ")


def verdict_said(r: Reader, anchor: str, verdict: Verdict, lines: Sequence[ReasonLine]) -> str:
    """A decision in a sentence or three: what, how sure, what spoke for it and against it most. anchor: its title, "" not to name it."""
    yes, no = ("verdict_yes", "verdict_no") if anchor else ("verdict_yes_short", "verdict_no_short")
    said = [r.t(yes if verdict.linked else no, anchor=anchor, score=probability_said(verdict.score))]
    if verdict.decided_by == "person":
        said.append(r.t("verdict_person"))
    speaking, against = _strongest(r, lines, 1), _strongest(r, lines, -1)
    if speaking:
        said.append(r.t("verdict_for", words=r.t("comma").join(speaking)))
    elif not verdict.linked and verdict.decided_by == "linker":
        said.append(r.t("verdict_nothing"))
    if against:
        said.append(r.t("verdict_against", words=r.t("comma").join(against)))
    return r.t("space").join(said)


def probability_said(score: float) -> str:
    """A probability as a percentage, and never a certainty that it can't be."""
    return f"{min(max(score * 100, 0.1), 99.9):.1f}%"


def _strongest(r: Reader, lines: Sequence[ReasonLine], sign: int) -> list[str]:
    """The weightiest reasons, each by its words and what they are; words that give several reasons are told once."""
    told: dict[str, str] = {}
    for head, words in sorted(_reasons(lines), key=lambda one: -abs(one[0].weight)):
        if head.weight * sign >= LEAST and head.concept not in _UNTOLD:
            quoted = " + ".join(r.t("quoted", text=word) for word in words)
            told.setdefault(quoted or head.name, r.t("quoted_as", words=quoted, name=head.name) if quoted else head.name)
    return list(told.values())[:TOLD]


def _reasons(lines: Sequence[ReasonLine]) -> Iterator[tuple[ReasonLine, tuple[str, ...]]]:
    """Each reason by its first row, with its words."""
    for _, rows in groupby(lines, key=lambda line: line.number):
        head, *more = rows
        yield head, tuple(dict.fromkeys(row.form for row in (head, *more) if row.form))
