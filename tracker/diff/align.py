"""Two texts to segments: sentences first, then words (Latin) or characters (Japanese) inside what was replaced, within a bound.

The work is bounded so that no page can stall a poll: an alignment of n by m pieces takes n * m bit operations (rapidfuzz's bit-parallel
Indel), and what exceeds the budget is cut at sentences that stand once on both sides, or left as one replacement.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from rapidfuzz.distance import Indel

from tracker.diff.types import Segment

# A full stop ends an English sentence before a capital or a quotation mark, but not after an abbreviation or an initial (U.S. Steel).
_END = re.compile(
    r"(?=[\n。！？!?.])(?:\n+|[。！？]+[」』）]*\n*|[!?]+[\"”’)]*\s+|\.(?<!\b[A-Z]\.)(?<!\b(?:Mr|Dr|St|No|vs|Co)\.)(?<!\b(?:Corp|Sept|Dept)\.)"
    r"(?<!\b(?:Mrs|Gov|Sen|Rep|Inc|Ltd|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\.)[\"”’)]*\s+(?=[A-Z0-9\"“‘'(]))"
)
# Numbers, Latin words and katakana words are never cut; white space is one piece; everything else goes character by character.
_TOKEN = re.compile(r"\d+(?:[.,:/]\d+)*|[A-Za-zÀ-ɏ]+(?:['’][A-Za-z]+)?|[ァ-ヴー]+|\s+|.", re.DOTALL)
# Bit operations that may be spent on one pair of texts: about 10 ms, and 12 MB while one alignment lasts.
BUDGET = 200_000_000
_ONE_ALIGNMENT = 100_000_000
# Code points from which on a sentence is cut where it begins to differ, so many to either side of that stay with what differs.
_LONG, _AROUND = 5_000, 200
_BREAK = re.compile(r"[\s、。,;]")

Block = tuple[str, int, int, int, int]


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two texts as lines that are equal and sentences, their blocks (`op`, from, to, from, to by number) and the segments inside them.

    before_at, after_at: where each sentence starts, with the text's length at the end.
    """

    before: tuple[str, ...]
    after: tuple[str, ...]
    before_at: tuple[int, ...]
    after_at: tuple[int, ...]
    blocks: tuple[Block, ...]
    segments: tuple[Segment, ...]


def align(before: str, after: str) -> Alignment:
    """The alignment of two texts. Applying its segments to `before` gives `after`; of equal texts there is one `equal` segment."""
    old, new, steps = _pieces(before, after)
    old_at, new_at = _starts(old), _starts(new)
    segments: list[Segment] = []
    budget = BUDGET
    for op, i1, i2, j1, j2 in steps:
        start, end, to_start, to_end = old_at[i1], old_at[i2], new_at[j1], new_at[j2]
        if op != "replace":
            segments.append(_segment(op, before, after, (start, end, to_start, to_end)))
            continue
        inner, cost = _inside(before[start:end], after[to_start:to_end], min(budget, _ONE_ALIGNMENT))
        budget -= cost
        for kind, a1, a2, b1, b2 in inner:
            segments.append(_segment(kind, before, after, (start + a1, start + a2, to_start + b1, to_start + b2)))
    return Alignment(tuple(old), tuple(new), old_at, new_at, tuple(steps), tuple(_joined(segments)))


def sentences(text: str) -> list[str]:
    """A text cut after each sentence and line; together the pieces are the text. A quotation in 「」 stays in one piece."""
    ends = [match.end() for match in _END.finditer(text)]
    if "「" in text:
        ends = _outside_quotations(text, ends)
    if not ends or ends[-1] < len(text):
        ends.append(len(text))
    return [text[begin:end] for begin, end in pairwise([0, *ends])] if text else []


def tokens(text: str) -> list[str]:
    """The pieces by which replaced sentences are aligned; together they are the text."""
    return _TOKEN.findall(text)


def pieces(before: str, after: str) -> list[Block]:
    """What became what inside one sentence: (op, from, to, from, to) in code points, blanks between two changes joined to them."""
    return _inside(before, after, _ONE_ALIGNMENT)[0]


def _pieces(before: str, after: str) -> tuple[list[str], list[str], list[Block]]:
    """Both texts as equal lines and as the sentences of lines that differ, with the blocks between them."""
    old_lines, new_lines = _lines(before), _lines(after)
    old: list[str] = []
    new: list[str] = []
    steps: list[Block] = []
    for op, i1, i2, j1, j2 in blocks(old_lines, new_lines):
        at, to = len(old), len(new)
        if op == "equal":
            old += old_lines[i1:i2]
            new += new_lines[j1:j2]
            steps.append((op, at, len(old), to, len(new)))
            continue
        was, became = _shortened(sentences("".join(old_lines[i1:i2])), sentences("".join(new_lines[j1:j2])))
        old += was
        new += became
        steps += [(inner, at + a, at + b, to + c, to + d) for inner, a, b, c, d in blocks(old[at:], new[to:])]
    return old, new, steps


def _shortened(old: list[str], new: list[str]) -> tuple[list[str], list[str]]:
    """The sentences of one place before and after; each long one is cut into what is alike at both ends, and what lies between.

    A page without line ends is one sentence, of which a word may have changed: only what lies around that is worth reading.
    """
    long, other = ([at for at, sentence in enumerate(side) if len(sentence) >= _LONG] for side in (old, new))
    if len(long) != len(other):
        return old, new
    for at, to in zip(reversed(long), reversed(other), strict=True):
        was, became = old[at], new[to]
        head = _cut(was, _alike(was, became))
        tail = _cut(was[::-1], min(_alike(was[::-1], became[::-1]), min(len(was), len(became)) - head))
        old[at : at + 1], new[to : to + 1] = _in_three(was, head, tail), _in_three(became, head, tail)
    return old, new


def _cut(text: str, alike: int) -> int:
    """Where to cut a text that begins alike: some words before it differs, at a word's end where there is one."""
    end = max(0, alike - _AROUND)
    breaks = [match.end() for match in _BREAK.finditer(text, max(0, end - _AROUND), end)]
    return breaks[-1] if breaks else end


def _alike(one: str, other: str) -> int:
    """How many code points two texts begin with alike; by halves, since one at a time takes long for megabytes."""
    same, most = 0, min(len(one), len(other))
    while same < most:
        middle = (same + most + 1) // 2
        if one[same:middle] == other[same:middle]:
            same = middle
        else:
            most = middle - 1
    return same


def _in_three(text: str, head: int, tail: int) -> list[str]:
    return [part for part in (text[:head], text[head : len(text) - tail], text[len(text) - tail :]) if part]


def _lines(text: str) -> list[str]:
    lines = [f"{line}\n" for line in text.split("\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]


def _outside_quotations(text: str, ends: Sequence[int]) -> list[int]:
    kept: list[int] = []
    depth = begin = 0
    for end in ends:
        piece = text[begin:end]
        depth += piece.count("「") - piece.count("」")
        begin = end
        # A line's end closes whatever was left open, so that one lost bracket does not join the rest of the page.
        if depth <= 0 or piece[-1] == "\n":
            kept.append(end)
            depth = 0
    return kept


def _starts(pieces: Sequence[str]) -> tuple[int, ...]:
    return (0, *accumulate(map(len, pieces)))


def blocks(old: Sequence[str], new: Sequence[str]) -> Iterator[Block]:
    """Equal, inserted, deleted and replaced runs of sentences or lines: (op, from, to, from, to) by number."""
    head = 0
    shorter = min(len(old), len(new))
    while head < shorter and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < shorter - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    yield from _changes([(0, 0, head), *_common(old, new, (head, len(old) - tail, head, len(new) - tail)),
                         (len(old) - tail, len(new) - tail, tail)], len(old), len(new))  # fmt: skip


def _common(old: Sequence[str], new: Sequence[str], where: tuple[int, int, int, int]) -> Iterator[tuple[int, int, int]]:
    """Runs of equal sentences (from, from, length) within a window; what exceeds one alignment is cut at sentences unique on both sides."""
    i1, i2, j1, j2 = where
    if i1 == i2 or j1 == j2:
        return
    if (i2 - i1) * (j2 - j1) <= _ONE_ALIGNMENT // 16:
        for op in Indel.opcodes(old[i1:i2], new[j1:j2]):
            if op.tag == "equal":
                yield i1 + op.src_start, j1 + op.dest_start, op.src_end - op.src_start
        return
    for i, j in _unique(old, new, where):
        yield i, j, 1


def _unique(old: Sequence[str], new: Sequence[str], where: tuple[int, int, int, int]) -> list[tuple[int, int]]:
    """The longest rising chain of pairs of sentences that stand once on both sides (patience difference)."""
    i1, i2, j1, j2 = where
    once = {piece for piece, count in Counter(old[i1:i2]).items() if count == 1}
    once &= {piece for piece, count in Counter(new[j1:j2]).items() if count == 1}
    place = {new[j]: j for j in range(j1, j2) if new[j] in once}
    tops: list[int] = []
    chain: list[tuple[int, int, int]] = []
    at: list[int] = []
    for i in range(i1, i2):
        j = place.get(old[i])
        if j is None:
            continue
        rank = bisect_left(tops, j)
        tops[rank:rank + 1] = [j]
        at[rank:rank + 1] = [len(chain)]
        chain.append((i, j, at[rank - 1] if rank else -1))
    found: list[tuple[int, int]] = []
    link = at[-1] if at else -1
    while link >= 0:
        i, j, link = chain[link]
        found.append((i, j))
    return found[::-1]


def _changes(common: Sequence[tuple[int, int, int]], size: int, to_size: int) -> Iterator[Block]:
    """Equal runs and what lies between them, neighbours joined."""
    i = j = 0
    start = to_start = 0
    for a, b, length in (*common, (size, to_size, 0)):
        if a > i or b > j or (length == 0 and a == size):
            if i > start:
                yield "equal", start, i, to_start, j
            if a > i or b > j:
                yield "replace" if a > i and b > j else "delete" if a > i else "insert", i, a, j, b
            start, to_start = a, b
        i, j = a + length, b + length
    if i > start:
        yield "equal", start, i, to_start, j


def _inside(before: str, after: str, budget: int) -> tuple[list[Block], int]:
    old, new = tokens(before), tokens(after)
    cost = len(old) * len(new)
    if cost > budget:
        return [("replace", 0, len(before), 0, len(after))], 0
    old_at, new_at = _starts(old), _starts(new)
    common = [(op.src_start, op.dest_start, op.src_end - op.src_start) for op in Indel.opcodes(old, new) if op.tag == "equal"]
    kept = [run for run in common if not _lonely(old, run)]
    return [(op, old_at[i1], old_at[i2], new_at[j1], new_at[j2]) for op, i1, i2, j1, j2 in _changes(kept, len(old), len(new))], cost


def _lonely(old: Sequence[str], run: tuple[int, int, int]) -> bool:
    """Whether an equal run inside a change is only a blank, which would cut a changed phrase into words."""
    start, _, length = run
    return length == 1 and start > 0 and start + 1 < len(old) and old[start].isspace() and "\n" not in old[start]


def _segment(op: str, before: str, after: str, at: tuple[int, int, int, int]) -> Segment:
    start, end, to_start, to_end = at
    if op == "equal":
        return Segment(op, *at)
    return Segment(op, *at, before[start:end], after[to_start:to_end])


def _joined(segments: Sequence[Segment]) -> Iterator[Segment]:
    """The segments with neighbouring equal ones made one."""
    held: Segment | None = None
    for segment in segments:
        if segment.op != "equal":
            if held:
                yield held
            held = None
            yield segment
        elif held:
            held = Segment("equal", held.start, segment.end, held.to_start, segment.to_end)
        else:
            held = segment
    if held:
        yield held
