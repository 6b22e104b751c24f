"""Two revisions to what changed between them, and whether it matters."""

from __future__ import annotations

from tracker.diff.align import Alignment, align
from tracker.diff.classify import classify
from tracker.diff.files import replaced_file
from tracker.diff.notice import notice
from tracker.diff.sentence import summaries
from tracker.diff.types import COSMETIC, FIELDS, MATERIAL, SAME, ChangeReason, Difference, FieldDifference, RevisionText
from tracker.errors import CheckFailed

_WEIGHT = {kind: weight for weight, kind in enumerate((*MATERIAL, *COSMETIC))}


def compare(before: RevisionText, after: RevisionText, lang: str, dates_moved: bool = False) -> Difference:
    """What changed from one revision to the next.

    lang: `ja`, or anything else for text with blanks between its words; where it is empty, the characters decide. dates_moved: whether
    the source's own date of publication or update is another than before.
    """
    if (replaced := replaced_file(before, after)) is not None:
        return replaced
    aligned: dict[str, Alignment] = {}
    reasons: list[ChangeReason] = []
    kinds: list[str] = []
    for field in FIELDS:
        old, new = getattr(before, field), getattr(after, field)
        if old == new:
            continue
        aligned[field] = align(old, new)
        if field == "author":
            kinds.append("byline")
            continue
        finding = classify(field, old, new, aligned[field], is_japanese(lang, old + new))
        reasons.extend(finding.reasons)
        kinds.extend(finding.kinds)
    if not aligned:
        return SAME
    reasons.sort(key=lambda reason: _WEIGHT[reason.kind])
    kinds = sorted(dict.fromkeys(kinds), key=_WEIGHT.__getitem__) or (["whitespace"] if not reasons else [])
    english, japanese = summaries(reasons, kinds)
    return Difference(
        fields=tuple(FieldDifference(field, alignment.segments) for field, alignment in aligned.items()),
        classes=tuple(dict.fromkeys((*(reason.kind for reason in reasons), *kinds))),
        material=bool(reasons),
        reasons=tuple(reasons),
        notice=notice(list(aligned.values()), dates_moved),
        summary_en=english,
        summary_ja=japanese,
    )


def apply(difference: Difference, before: RevisionText) -> RevisionText:
    """The text after, made from the text before. Raises CheckFailed when the difference was not made from this text."""
    changed = {field.field: _applied(field, getattr(before, field.field)) for field in difference.fields}
    return RevisionText(**{field: changed.get(field, getattr(before, field)) for field in FIELDS})


def is_japanese(lang: str, text: str) -> bool:
    """Whether a text is compared by characters. lang: an IETF tag, may be empty; then a kana letter decides."""
    if lang:
        return lang.lower().startswith("ja")
    return any("ぁ" <= char <= "ヿ" for char in text)


def _applied(field: FieldDifference, text: str) -> str:
    made = []
    for segment in field.segments:
        if segment.op != "equal" and text[segment.start : segment.end] != segment.before:
            raise CheckFailed(f"difference of the {field.field}", "it was not made from this text")
        made.append(text[segment.start : segment.end] if segment.op == "equal" else segment.after)
    return "".join(made)
