"""What a page changes at every look: a clock, a visitor counter, a rotating list. Learned from the item's own history, bounded, and shown.

A mask hides two things: the figures that move in a line whose words stay, and what stands between two lines that stay, the figures in
those put aside: a rotating list keeps its place below a clock and above a counter, however many of its lines each look exchanges. It is
learned only from revisions whose changes did not matter (`noisy`), and hides nothing that stood still in a fifth of the steps. Where no
such places can be found, it hides every change that does not matter. That a hidden change does not matter is judged anew each time
(`tracker.masking`): a rate in a masked place is never ignored.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from tracker.diff.align import blocks
from tracker.diff.types import FIELDS, RevisionText
from tracker.errors import CheckFailed

# DESIGN, numbers: cosmetic-only revisions in a row before the mask comes on (as reader's limit on updates by hash alone).
COSMETIC_IN_A_ROW = 24
# A history of fewer steps teaches nothing; of a longer one the newest are enough.
_FEWEST_STEPS, _MOST_TEXTS = 3, 32
# The share of steps in which a line or passage must have changed.
_SHARE = 0.8
# A passage longer than this is no rotating list but the page itself, and so are more passages, or more lines with moving figures.
_MOST_LINES = 40
# Code points and lines of a text that are looked at, so that learning takes less than half a second, once in 24 changes; what lies
# behind is never masked. Nor is a line that is longer than any that tells a time or a count.
_MOST_TEXT, _MOST_SEEN, _LONGEST_LINE = 100_000, 3_000, 1_000
_PIECE = re.compile(r"[\d０-９]+(?:[.,:/：・．，][\d０-９]+)*|#|[^\d０-９#]+")
_HIDDEN = "#"
# Stands before the name of a field at its end; no text of a source has it (feeds.normalise drops control characters).
_END = "\x1e"

Shape = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mask:
    """What is hidden in an item's text.

    lines: a line's pieces with `#` for each figure, and which of the pieces are hidden. passages: the lines before and after what is
    hidden; an empty one is the text's start or end. all_cosmetic: whether every change that does not matter is hidden, wherever it stands.
    """

    lines: tuple[tuple[Shape, tuple[int, ...]], ...] = ()
    passages: tuple[tuple[str, str], ...] = ()
    all_cosmetic: bool = False


NOTHING = Mask()
ALL_COSMETIC = Mask(all_cosmetic=True)


def noisy(material: Sequence[bool]) -> bool:
    """Whether an item's latest changes were so many cosmetic ones in a row that a mask is learned. material: oldest first."""
    latest = material[-COSMETIC_IN_A_ROW:]
    return len(latest) == COSMETIC_IN_A_ROW and not any(latest)


def learn_mask(history: Sequence[str]) -> Mask:
    """What changed at nearly every step of a history. history: the item's texts in order of observation; the newest 32 are used."""
    texts = [_seen(text)[0] for text in history[-_MOST_TEXTS:]]
    steps = len(texts) - 1
    if steps < _FEWEST_STEPS:
        return NOTHING
    enough = _SHARE * steps
    lines = _moving_lines(texts, enough)
    bare = [_without_moving(text, dict(lines)) for text in texts]
    seen = Counter(line for text in bare for line, count in Counter(text).items() if count == 1)
    still = {line for line, count in seen.items() if count >= _SHARE * len(bare)}
    passages = Counter(passage for before, after in pairwise(bare) for passage in _exchanged(before, after, still))
    found = sorted(passage for passage, count in passages.items() if count >= enough)
    return Mask(lines, tuple(found) if len(found) <= _MOST_LINES else ())


def masked(text: str, mask: Mask) -> str:
    """The text without what the mask hides, for comparing; never stored. Masking twice is masking once."""
    if mask == NOTHING:
        return text
    seen, rest = _seen(text)
    lines = _without_moving(seen, dict(mask.lines))
    while True:
        shorter = _without_passages(lines, mask.passages)
        if shorter == lines:
            return "\n".join(lines) + rest
        lines = shorter


def hidden(text: str, mask: Mask) -> list[str]:
    """The lines of a text that the mask changes or leaves out, to be shown."""
    kept = Counter(masked(text, mask).split("\n"))
    return [line for line in text.split("\n") if not _taken(kept, line) and not line.startswith(_END)]


def whole_text(revision: RevisionText) -> str:
    """A revision as the one text that masks are learned from and laid over: its fields, each above a line that names it."""
    return "\n".join(f"{getattr(revision, field)}\n{_END}{field}" for field in FIELDS)


def encode(masks: Mapping[str, Mask]) -> str:
    """The masks of an item by origin (`entry`, `article`) as JSON text, for `items.noise`."""
    rows = {origin: {"lines": mask.lines, "passages": mask.passages, "all_cosmetic": mask.all_cosmetic} for origin, mask in masks.items()}
    return json.dumps(rows, ensure_ascii=False)


def decode(text: str | None) -> dict[str, Mask]:
    """The masks that `encode` wrote, by origin; none for no text. Raises CheckFailed when the text holds no masks."""
    try:
        return {str(origin): _decoded(row) for origin, row in json.loads(text or "{}").items()}
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise CheckFailed("noise mask", f"it can't be read: {error}") from error


def _decoded(row: Mapping[str, Any]) -> Mask:
    lines = tuple((tuple(map(str, shape)), tuple(map(int, places))) for shape, places in row["lines"])
    passages = tuple((str(before), str(after)) for before, after in row["passages"])
    return Mask(lines, passages, bool(row["all_cosmetic"]))


def _moving_lines(texts: Sequence[Sequence[str]], enough: float) -> tuple[tuple[Shape, tuple[int, ...]], ...]:
    """The lines whose words stay and whose figures moved in at least `enough` steps, each with the places of those figures."""
    moved: Counter[tuple[str, int]] = Counter()
    lines: Counter[str] = Counter()
    shapes = {line: "".join(_shape(line)) for text in texts for line in text}
    blanked = [[shapes[line] for line in text] for text in texts]
    for (before, after), (old, new) in zip(pairwise(texts), pairwise(blanked), strict=True):
        pairs = {(before[i + n], after[j + n]) for op, i, i2, j, _ in blocks(old, new) if op == "equal" for n in range(i2 - i)}
        places = {(shapes[a], place) for a, b in pairs if a != b and shapes[a] == shapes[b] for place in _moved(a, b)}
        moved.update(places)
        lines.update({shape for shape, _ in places})
    kept = {name for name, count in lines.items() if count >= enough}
    if sum(name in kept for name in blanked[-1]) > _MOST_LINES:
        return ()
    places_of: dict[str, list[int]] = {name: [] for name in kept}
    for name, place in moved:
        if name in kept:
            places_of[name].append(place)
    shape_of = {name: _shape(line) for line, name in shapes.items() if name in kept}
    return tuple(sorted((shape_of[name], tuple(sorted(places))) for name, places in places_of.items()))


def _exchanged(before: Sequence[str], after: Sequence[str], still: Set[str]) -> set[tuple[str, str]]:
    """The lines around what was exchanged in one step, each pair once: the nearest above and below that stand still all along.

    So a list of which each look brings one line and drops another has the same two around it in every step.
    """
    passages = set()
    for op, i1, i2, j1, j2 in blocks(before, after):
        if op != "equal":
            around, around_then = _around(before, i1, i2, still), _around(after, j1, j2, still)
            if around is not None and around == around_then:
                passages.add(around)
    return passages


def _around(lines: Sequence[str], begin: int, end: int, still: Set[str]) -> tuple[str, str] | None:
    """The nearest still lines above and below a part of the lines; empty at the text's ends, None where they are too far apart."""
    highest, lowest = max(0, begin - _MOST_LINES), min(len(lines), end + _MOST_LINES)
    above = next((lines[at] for at in range(begin - 1, highest - 1, -1) if lines[at] in still), None if highest else "")
    below = next((line for line in lines[end:lowest] if line in still), None if lowest < len(lines) else "")
    return None if above is None or below is None else (above, below)


def _seen(text: str) -> tuple[list[str], str]:
    """The lines of a text that are looked at, and the rest of it."""
    head = text[:_MOST_TEXT]
    lines = head.split("\n", _MOST_SEEN)
    behind = f"\n{lines.pop()}" if len(lines) > _MOST_SEEN else ""
    return lines, behind + text[_MOST_TEXT:]


def _pieces(line: str) -> list[str]:
    return _PIECE.findall(line) if len(line) <= _LONGEST_LINE else [line]


def _shape(line: str) -> Shape:
    return (line,) if len(line) > _LONGEST_LINE else tuple(_HIDDEN if piece[0].isdigit() else piece for piece in _pieces(line))


def _moved(old: str, new: str) -> list[int]:
    return [place for place, (a, b) in enumerate(zip(_pieces(old), _pieces(new), strict=True)) if a != b]


def _without_moving(lines: Sequence[str], shapes: dict[Shape, tuple[int, ...]]) -> list[str]:
    return [_without_figures(line, shapes) for line in lines] if shapes else list(lines)


def _without_figures(line: str, shapes: dict[Shape, tuple[int, ...]]) -> str:
    places = shapes.get(_shape(line), ())
    if not places:
        return line
    return "".join(_HIDDEN if place in places else piece for place, piece in enumerate(_pieces(line)))


def _without_passages(lines: list[str], passages: Sequence[tuple[str, str]]) -> list[str]:
    count = Counter(lines)
    for before, after in passages:
        if count[before] > 1 or count[after] > 1 or (before and not count[before]) or (after and not count[after]):
            continue
        start = lines.index(before) + 1 if before else 0
        end = lines.index(after) if after else len(lines)
        if 0 < end - start <= _MOST_LINES:
            return lines[:start] + lines[end:]
    return lines


def _taken(kept: Counter[str], line: str) -> bool:
    found = kept[line] > 0
    kept[line] -= 1
    return found
