"""What kind of change it is that does not matter: the first of the steps from spacing to wording that makes two sentences one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from rapidfuzz.distance import Levenshtein

from tracker.diff.pairing import Pair
from tracker.diff.reading import Reading
from tracker.diff.spelling import same_kana

_MARKUP = re.compile(r"^[\s*\-•・●■◆▪○◦>#]+|[*_`#]+|^\s*\(?\d{1,2}[.)]\s|[【】■◆●]")
_PUNCTUATION = re.compile(r"[^\w\s%$¥€£]|_")


def cosmetic_kinds(one: Pair) -> Iterator[str]:
    """The classes of a pair without a material change, furniture first."""
    yield from furniture_kinds(one.before, one.after)
    before, after = one.before.folded.text.strip(), one.after.folded.text.strip()
    if before == after:
        stored, other = one.before.stored, one.after.stored
        if one.before.place.block != one.after.place.block:
            yield "reorder"
            return
        if stored != other and not one.before.phrases and not one.after.phrases:
            yield "whitespace" if _spaced(stored) == _spaced(other) else "width_variant"
        return
    yield _kind(before, after, one)


def furniture_kinds(before: Reading, after: Reading) -> Iterator[str]:
    """The classes of what changed in the furniture inside a pair."""
    old = {(phrase.kind, before.stored[phrase.start : phrase.end]) for phrase in before.phrases}
    new = {(phrase.kind, after.stored[phrase.start : phrase.end]) for phrase in after.phrases}
    yield from dict.fromkeys(kind for kind, _ in sorted(old ^ new))


def _kind(before: str, after: str, one: Pair) -> str:
    if _spaced(before) == _spaced(after):
        return "whitespace"
    if _MARKUP.sub("", before).split() == _MARKUP.sub("", after).split():
        return "markup_text"
    if _bare(before) == _bare(after):
        return "punctuation"
    if _bare(same_kana(before)) == _bare(same_kana(after)):
        return "kana_variant"
    if one.before.key == one.after.key:
        return "spelling_variant"
    if sorted(one.before.key) == sorted(one.after.key):
        return "reorder"
    if Levenshtein.distance(before, after, score_cutoff=2) <= 2 and before.isascii():
        return "typo"
    return "rewording"


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _bare(text: str) -> str:
    return "".join(_PUNCTUATION.sub("", unicodedata.normalize("NFKC", text).lower()).split())
