"""A file whose text can't be read, replaced by another: all that can be said is that the bytes are others. Pure."""

from __future__ import annotations

from feeds.documents.unread import is_file_mark
from tracker.diff.align import align
from tracker.diff.types import FIELDS, ChangeReason, Difference, FieldDifference, RevisionText

_ENGLISH = "The file was replaced by another; its text can't be read here, only its bytes are compared."
_JAPANESE = "ファイルが別のものに差し替えられた（本文は読み取れず、バイト列だけを比べている）。"


def replaced_file(before: RevisionText, after: RevisionText) -> Difference | None:
    """The difference where both texts only stand for the bytes of a file, and these are others; None for anything else.

    It counts as material: what a reader would find there is unknown.
    """
    old, new = before.body, after.body
    if old == new or not (is_file_mark(old) and is_file_mark(new)):
        return None
    reason = ChangeReason("passage_removed", "body", old, new, 0, len(old), 0, len(new))
    pairs = ((name, getattr(before, name), getattr(after, name)) for name in FIELDS)
    fields = tuple(FieldDifference(name, align(one, other).segments) for name, one, other in pairs if one != other)
    return Difference(fields, (reason.kind,), True, (reason,), "none", _ENGLISH, _JAPANESE)
