"""A headline, or what stands behind a label, that was exchanged for another: "Competent authority: Agency …" for "… Ministry …"."""

from __future__ import annotations

import re

from tracker.diff.only_words import OnlyWords, content, stands
from tracker.diff.pairing import Pair
from tracker.diff.reading import Reading
from tracker.diff.reasons import Span
from tracker.diff.synonyms import means_same

# So many words of a headline, by whether it is Japanese, make it another one.
_ELSE = {True: 2, False: 3}
_LABEL = re.compile(r"[^:：\u3000\n]{2,40}[:：\u3000]\s*")
# Whom to ask changes often, and tells nothing.
_CONTACT = re.compile(r"contact|inquir|enquir|further information|問い?合わ?せ|照会先|連絡先|担当")


def claims_else(one: Pair) -> bool:
    """Whether a headline tells by several words what no word of the other means, and the other does too."""
    if all(side.folded.text.rstrip().endswith("?") for side in (one.before, one.after)):
        return False
    old, new = OnlyWords(one.before, one.after), OnlyWords(one.after, one.before)
    sides = old.left(new, 0, len(one.before.folded.lower)), new.left(old, 0, len(one.after.folded.lower))
    return min(map(len, sides)) >= _ELSE[one.before.japanese]


def whole(side: Reading) -> Span:
    """Where a folded sentence stands without the blanks around it."""
    text = side.folded.text
    return len(text) - len(text.lstrip()), len(text.rstrip())


def asks_whom(one: Pair) -> bool:
    """Whether a line says whom to ask."""
    lines = (side.folded.lower for side in (one.before, one.after))
    return any(_CONTACT.search(line) and _LABEL.match(line) for line in lines)


def other_entry(one: Pair) -> tuple[Span, Span] | None:
    """Where the entry behind an equal label is another: "Competent authority: Agency …", "Competent authority: Ministry …"."""
    labels = [_LABEL.match(side.folded.lower) for side in (one.before, one.after)]
    if not all(labels) or labels[0][0] != labels[1][0]:  # type: ignore[index]
        return None
    at = labels[0].end()  # type: ignore[union-attr]
    old, new = ([token for token in content(side) if token.start >= at] for side in (one.before, one.after))
    if not old or not new or all(means_same(one, (a.start, a.end, b.start, b.end)) for a, b in ((old[0], new[0]), (old[-1], new[-1]))):
        return None
    if any(stands(token, one.after) for token in old) or any(stands(token, one.before) for token in new):
        return None
    return (old[0].start, old[-1].end), (new[0].start, new[-1].end)
