"""The frozen values of a comparison. Offsets are code points, half open, into the stored text of a field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

FIELDS = ("title", "summary", "body", "author")

# A reader who relies on the text could act or conclude differently (issue 5), heaviest first: the order in which reasons are told.
MATERIAL = (
    "correction_notice", "rate", "amount", "deadline", "date", "unit", "number", "negation", "status", "modality", "scope",
    "person_or_office", "quotation", "headline_claim", "passage_removed", "passage_added",
)  # fmt: skip
COSMETIC = (
    "rewording", "reorder", "background", "spelling_variant", "kana_variant", "width_variant", "typo", "punctuation", "markup_text",
    "whitespace", "timestamp", "counter", "advert", "related_links", "copyright_year", "byline", "caption_order", "section_label",
    "navigation",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class RevisionText:
    """The four fields of a revision that are compared (DESIGN, rules of data)."""

    title: str = ""
    summary: str = ""
    body: str = ""
    author: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """One step of a field from before to after. op: `equal`, `insert`, `delete` or `replace`.

    start, end: in the text before. to_start, to_end: in the text after. before, after: what stands there, both empty where equal.
    """

    op: str
    start: int
    end: int
    to_start: int
    to_end: int
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """All segments of one changed field, in order and without a hole on either side."""

    field: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class ChangeReason:
    """One thing that changed. kind: a name of MATERIAL or COSMETIC.

    before, after: the words, empty on the side where nothing stands. start, end: of `before` in the field's text before; to_start,
    to_end: of `after` in its text after.
    """

    kind: str
    field: str
    before: str
    after: str
    start: int
    end: int
    to_start: int
    to_end: int


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed between two revisions. fields: the changed ones only; none where both are the same.

    classes: the kinds of change, material ones first. reasons: the material ones, heaviest first. notice: `announced`, `date_moved` or
    `none`. summary_en, summary_ja: one plain sentence each, empty where nothing changed.
    """

    fields: tuple[FieldDifference, ...] = ()
    classes: tuple[str, ...] = ()
    material: bool = False
    reasons: tuple[ChangeReason, ...] = ()
    notice: str = "none"
    summary_en: str = ""
    summary_ja: str = ""


SAME = Difference()


class Value(NamedTuple):
    """A figure. kind: `rate`, `amount`, `date`, `time`, `code`, `number`. key: what it means. start, end: in the folded sentence.

    weak: what a rewording adds and drops: a small number in words ("one"), a weekday, a label like G7. day: year, month, day of the month
    and weekday (0 Monday) of a date, None for what it does not state.
    """

    kind: str
    key: str
    start: int
    end: int
    weak: bool = False
    day: tuple[int | None, int | None, int | None, int | None] = (None, None, None, None)
