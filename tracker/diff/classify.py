"""One field's alignment to what changed in it: reasons that matter, and the classes of what does not."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, islice, pairwise
from typing import NamedTuple

from tracker.diff import furniture
from tracker.diff.align import Alignment, Block
from tracker.diff.cosmetic import cosmetic_kinds
from tracker.diff.judge import EDITED, judge
from tracker.diff.pairing import Pair, Pairing, pair
from tracker.diff.pool import pool
from tracker.diff.reading import Place, Reading, read
from tracker.diff.reasons import passage
from tracker.diff.replaced_changes import replaced_changes
from tracker.diff.types import ChangeReason, Value
from tracker.diff.words_en import PASTS

# Sentences that are read on each side of a field. A page that changed in more of them was exchanged, and is told so.
MOST_READ = 400
# Code points that are read on each side of a field, as many as so many sentences have; one alignment of them takes 0.2 s at most.
MOST_TEXT = 60_000
# Code points from which on a sentence is none, and is not read.
_LONGEST = 20_000
# Code points through which is looked for what a sentence tells: figures and names that can't be found within are taken as new.
_MOST_SCANNED = 100_000_000
# So few sentences changed that each word in them was exchanged on purpose.
_FEW = 2
# From so many changed sentences on, half of them less alike than this, the text was written anew.
_MANY, _ANEW = 4, 0.65
_LOOSE = frozenset(("negation", "modality", "status", "scope", "headline_claim"))
_BACKGROUND = re.compile(
    r"\b(?:is|are|was|were) (?:one of|among|home to|known|where|the (?:capital|seat|largest|biggest|oldest|main))\b"
    r"|\b(?:lies|sits|stands|is (?:located|situated|based)) (?:on|in|near|at|along|by|beside|about)\b"
    r"|\bis (?:part of|an? (?:law|statute|provision|unit|kind|type|form|port|town|city|group|lobby|body))\b"
    r"|\bonce (?:lived|was|were|home|stood)\b"
    r"|\bhave been\b[^.]{0,40}\bsince\b|\bfor (?:decades|centuries|years)\b|\bfounded in\b|\bestablished in\b"
    r"|(?:として|でも|で|が)知られ|の一つ(?:だ|で)|に本社を置|創業|老舗|有数の|世界最大|昔から|長年|発祥|歴史(?:が|を)"
)
_A_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_AGES = (" year", " 年", " decade")
_ANSWERED = re.compile(r"\W*(?:a\d*\W+)?(?:yes|no)\b|\W*(?:はい|いいえ)[。、]")
_PAST_JA = re.compile(r"(?:た|ました)[」）)]?[。\s]*$")
_STATES = frozenset("based located used need needed united limited aged related called named speed indeed fixed supposed mixed".split())
# Families whose words make a sentence more than background.
_TELLING = frozenset(("polarity", "certainty", "stage", "cover", "extent"))
# Of these, what settles how it is with what the sentence names.
_SETTLING = frozenset(("polarity", "stage", "cover"))
# The share of a sentence's words that other changed sentences hold, from which on it was only joined to them or cut from them.
_CONTAINED = 0.6
# Code points above a line in which its heading is looked for.
_ABOVE = 1000


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found in one field. kinds: classes of the changes that do not matter."""

    reasons: tuple[ChangeReason, ...]
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Side:
    """The changed sentences of one side of a field. whole: whether all of them were read."""

    text: str
    readings: tuple[Reading, ...]
    whole: bool

    @property
    def plain(self) -> list[Reading]:
        """Those that are no furniture."""
        return [one for one in self.readings if not one.place.line]


class _Line(NamedTuple):
    """A line and where it ends: the class that it has by itself, or by the heading above it; "" for text."""

    end: int
    text: str
    kind: str
    list_kind: str
    caption: bool
    item: bool


@dataclass(frozen=True, slots=True)
class _Elsewhere:
    """What the other side says: which figures and names its whole text has, the words and claims of its sentences that differ.

    figures: of its sentences without a counterpart. anew: whether sentences were written anew, so that one without a counterpart may
    stand in theirs.
    """

    said: frozenset[str]
    figures: frozenset[tuple[str, str]]
    words: Counter[str]
    marks: frozenset[tuple[str, str]]
    anew: bool


def classify(field: str, before: str, after: str, alignment: Alignment, japanese: bool) -> Finding:
    """The changes of one field. before, after: its texts, which `alignment` aligns. japanese: whether they are."""
    if field == "title" and before and after and max(len(before), len(after)) <= _LONGEST:
        old, new = (_Side(text, (read(text, 0, japanese, Place(title=True)),), True) for text in (before, after))
    else:
        old, new = _changed(before, alignment, 0, japanese), _changed(after, alignment, 1, japanese)
    pairs = pair(old.plain, new.plain, always=field == "title")
    moved = pool(old.plain, new.plain)
    judged = [(one, judge(field, one, moved)) for one in pairs.changed]
    if _is_rewritten(pairs.changed):
        judged = [(one, [reason for reason in some if _stands_firm(reason)]) for one, some in judged]
    told, background = _passages(field, pairs, old, new)
    reasons = [*_corrections(field, old, new), *(reason for _, some in judged for reason in some), *told]
    if not reasons and len(pairs.changed) <= _FEW and not pairs.gone and not pairs.come:
        judged = list(zip(pairs.changed, replaced_changes(field, pairs.changed), strict=True))
        reasons = [reason for _, some in judged for reason in some]
    if not (old.whole and new.whole):
        reasons.append(ChangeReason("passage_added", field, "", "", 0, 0, 0, 0))
    harmless = [*pairs.same, *(one for one, some in judged if not some)]
    reasons += [passage("scope", field, one.after) for one in pairs.same if _resettled(one, before, after)]
    kinds = [one.place.line for side in (old, new) for one in side.readings if one.place.line]
    kinds += [kind for one in harmless for kind in cosmetic_kinds(one)]
    if any(one.after.at > other.after.at for one, other in pairwise(pairs.same)):
        kinds.append("reorder")
    return Finding(tuple(reasons), tuple(dict.fromkeys((*kinds, *background))))


def _is_rewritten(changed: Sequence[Pair]) -> bool:
    """Whether a text was written anew throughout, so that a claim is often told by words without a list."""
    return len(changed) >= _MANY and sorted(one.closeness for one in changed)[len(changed) // 2] < _ANEW


def _stands_firm(reason: ChangeReason) -> bool:
    """Whether a change counts in a text that was written anew: what stands on one side only may be told in other words there."""
    return reason.kind not in _LOOSE or bool(reason.before and reason.after)


def _resettled(one: Pair, before: str, after: str) -> bool:
    """Whether an item of a list moved under another heading, as from what is covered to what is not."""
    if not (one.before.place.item and one.after.place.item) or one.before.place.block == one.after.place.block:
        return False
    old, new = furniture.heading(before, one.before.at), furniture.heading(after, one.after.at)
    return bool(old) and bool(new) and old != new


def _changed(text: str, alignment: Alignment, side: int, japanese: bool) -> _Side:
    """The changed sentences of one side (0 before, 1 after), read."""
    sentences, starts = (alignment.before, alignment.before_at) if side == 0 else (alignment.after, alignment.after_at)
    changed = [(count, block) for count, block in enumerate(alignment.blocks) if block[0] != "equal"]
    numbers = [(number, count) for count, block in changed for number in _numbers(block, side)]
    edges = _edges(text)
    readings = []
    numbers_read = _readable(numbers, sentences)
    one_line = "\n" not in text.strip()
    line: _Line | None = None
    for number, block in numbers_read:
        if line is None or starts[number] > line.end:
            line = _line(text, starts[number], edges)
        sentence = sentences[number].strip()
        kind = line.kind or ("" if sentence == line.text else furniture.sentence_kind(sentences[number])) or line.list_kind
        if one_line:
            # A teaser of one line is what it says, whatever label opens it.
            kind = furniture.line_kind(sentence, edge=False) if number else ""
        place = Place(kind, line.caption, item=line.item and sentence == line.text, block=block)
        readings.append(read(sentences[number], starts[number], japanese, place))
    return _Side(text, tuple(readings), len(numbers_read) == len(numbers))


def _line(text: str, at: int, edges: tuple[int, int]) -> _Line:
    """The line around a place in a text. edges: see `_edges`."""
    begin = text.rfind("\n", 0, at) + 1
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    line = text[begin:end]
    above = text[max(0, begin - _ABOVE) : max(0, begin - 1)].split("\n")
    kind = furniture.line_kind(line, begin <= edges[0] or end >= edges[1])
    return _Line(
        end=end,
        text=line.strip(),
        kind=kind,
        list_kind="" if kind else furniture.heading_kind(above, line),
        caption=furniture.is_caption(line),
        item=furniture.is_list_item(line, above[-1], begin == 0 or end == len(text)),
    )


def _readable(numbers: Sequence[tuple[int, int]], sentences: Sequence[str]) -> Sequence[tuple[int, int]]:
    """Those of the changed sentences, first ones first, that are read."""
    some = [one for one in numbers[:MOST_READ] if len(sentences[one[0]]) <= _LONGEST]
    sizes = accumulate(len(sentences[number]) for number, _ in some)
    return some[: bisect_right(list(sizes), MOST_TEXT)]


def _happened(sentence: Reading) -> bool:
    """Whether a sentence tells of an act: background stands in the present."""
    if sentence.japanese:
        return bool(_PAST_JA.search(sentence.folded.text))
    return any(token.word in PASTS or (token.word.endswith("ed") and token.word not in _STATES) for token in sentence.tokens)


def _numbers(block: Block, side: int) -> range:
    _, i1, i2, j1, j2 = block
    return range(i1, i2) if side == 0 else range(j1, j2)


def _edges(text: str) -> tuple[int, int]:
    """Where the second line starts, and where the third line from the end ends."""
    foot = len(text)
    for _ in range(3):
        foot = text.rfind("\n", 0, foot)
        if foot < 0:
            return text.find("\n") + 1, 0
    return text.find("\n") + 1, foot + 1


def _corrections(field: str, old: _Side, new: _Side) -> list[ChangeReason]:
    known = {one.key for one in old.readings}
    notices = [one for one in new.readings if furniture.is_correction(one.stored) and one.key not in known]
    return [passage("correction_notice", field, one) for one in notices]


def _passages(field: str, pairs: Pairing, old: _Side, new: _Side) -> tuple[list[ChangeReason], list[str]]:
    """The sentences that stand on one side only: what they tell, or that they are background."""
    told: list[ChangeReason] = []
    background: list[str] = []
    anew = any(one.closeness < EDITED for one in pairs.changed)
    rest_before = [*(one.before for one in pairs.changed), *pairs.gone]
    rest_after = [*(one.after for one in pairs.changed), *pairs.come]
    for kind, sentences, text, rest in (
        ("passage_removed", pairs.gone, new.text, rest_after), ("passage_added", pairs.come, old.text, rest_before),
    ):  # fmt: skip
        if not sentences:
            continue
        words: Counter[str] = Counter()
        for one in rest:
            words.update(one.words)
        marks = frozenset((mark.family, mark.key) for one in rest for mark in one.marks)
        others = pairs.come if kind == "passage_removed" else pairs.gone
        figures = frozenset((value.kind, value.key) for one in others for value in one.values)
        elsewhere = _Elsewhere(_said(sentences, text.lower()), figures, words, marks, anew)
        for sentence in sentences:
            if _tells(sentence, elsewhere):
                told.append(passage(kind, field, sentence))
            elif sentence.stored.strip():
                background.append("background")
    return told, background


def _said(sentences: Sequence[Reading], text: str) -> frozenset[str]:
    """The figures and names of sentences that stand in a text, both in small letters, as far as looking for them is no long work."""
    figures = (one.folded.lower[value.start : value.end] for one in sentences for value in one.values)
    forms = dict.fromkeys((*figures, *(name.key for one in sentences for name in one.names)))
    return frozenset(form for form in islice(forms, _MOST_SCANNED // max(len(text), 1)) if form in text)


def _claims(sentence: Reading, other: _Elsewhere) -> bool:
    """Whether a sentence whose words stand elsewhere says of them what stands nowhere: that they go on, that they are left out."""
    return any(mark.family in _SETTLING and (mark.family, mark.key) not in other.marks for mark in sentence.marks)


def _is_age(value: Value) -> bool:
    """Whether a figure tells when, or for how long, as background does."""
    return value.kind == "date" or bool(_A_YEAR.fullmatch(value.key)) or value.key.endswith(_AGES)


def _tells(sentence: Reading, other: _Elsewhere) -> bool:
    """Whether a sentence that stands on one side only says something that the other side does not."""
    if (sentence.words & other.words).total() >= _CONTAINED * sentence.words.total():
        return _claims(sentence, other)
    text = sentence.folded.lower
    told = [value for value in sentence.values if not value.weak]
    if told and not sentence.quotations and all((value.kind, value.key) in other.figures for value in told):
        return False
    figures = [value for value in told if text[value.start : value.end] not in other.said]
    if _BACKGROUND.search(text) and all(map(_is_age, figures)):
        return False
    if not figures and text.rstrip().endswith(("?", "か。")):
        return False
    if figures or sentence.quotations or any(name.kind != "opening" and name.key not in other.said for name in sentence.names):
        return True
    if sentence.place.item or _ANSWERED.match(text):
        return True
    if other.anew:
        return False
    if _happened(sentence):
        return True
    return any(mark.family in _TELLING and (mark.family, mark.key) not in other.marks for mark in sentence.marks)
