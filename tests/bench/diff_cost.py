"""What the difference of two 20 kB articles costs against rapidfuzz's alignment alone, of the same two cut into the same words beforehand.

Run it with `./run.sh bench diff_cost`. Both in one run, in turn; the ratio counts (issue 5: under 3). `ours` is the difference: cut,
aligned by sentence and then by word, joined to segments. `judged` is the whole comparison with its classes, reasons and sentences, which
grows with the sentences that changed (`edits`); a rewrite changes every one of them.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

from rapidfuzz.distance import Indel

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tracker.diff.align import align, sentences, tokens
from tracker.diff.compare import compare
from tracker.diff.types import RevisionText

SIZE = 20_000
EDITS = 10
ENGLISH = (
    "Japan's negotiator said on {day} that round {number} had brought the sides closer, though steel was left aside. ",
    "The duty on cars fell to {rate}% from 27.5%, and makers of parts in Nagoya expect orders to recover by spring. ",
    "A fund of ${number} billion would pay for plants in Ohio and Texas, officials at the Commerce Department said.\n",
)
JAPANESE = (
    "赤沢氏は{day}日、{number}回目の協議で距離は縮まったと述べたが、鉄鋼は対象から外れた。",
    "自動車の関税は27.5%から{rate}%に下がり、名古屋の部品会社は春までの受注回復を見込む。",
    "オハイオ州とテキサス州の工場に{number}億ドルを出資すると、米商務省の高官が説明した。\n",
)


def article(lang: str, size: int = SIZE) -> str:
    """An article of `size` bytes made of sentences that differ in their figures."""
    forms = ENGLISH if lang == "en" else JAPANESE
    text = ""
    number = 0
    while len(text.encode()) < size:
        text += forms[number % 3].format(day=number % 28 + 1, number=number + 2, rate=number % 40 + 5)
        number += 1
    return text.encode()[:size].decode(errors="ignore")


def edited(text: str, edits: int) -> str:
    """The text with one figure changed in each of `edits` sentences, spread over it."""
    pieces = sentences(text)
    for place in random.Random(7).sample(range(len(pieces)), min(edits, len(pieces))):
        for old, new in (("27.5", "25"), ("round", "meeting"), ("回目", "度目"), ("オハイオ", "ケンタッキー")):
            pieces[place] = pieces[place].replace(old, new)
    return "".join(pieces)


def fastest(call: Callable[[], object], rounds: int = 30) -> float:
    """Milliseconds of processor time of the fastest of some calls."""
    best = float("inf")
    for _ in range(rounds):
        started = time.process_time()
        call()
        best = min(best, time.process_time() - started)
    return best * 1000


def run(edits: int = EDITS) -> dict[str, float]:
    """Milliseconds of both and their ratio, by language; and of a whole rewrite, which has no floor to be held against."""
    result: dict[str, float] = {}
    for lang in ("en", "ja"):
        before = article(lang)
        for name, changed in (("", edits), ("_rewritten", 10_000)):
            figures = _figures(before, edited(before, changed), lang)
            result |= {f"{lang}{name}_{what}": round(value, 2) for what, value in figures.items()}
    return result


def _figures(before: str, after: str, lang: str) -> dict[str, float]:
    """Milliseconds of the difference, the comparison and the floor, and the ratios of both to it."""
    words = tokens(before), tokens(after)
    floor = fastest(lambda: Indel.opcodes(*words))
    ours = fastest(lambda: align(before, after))
    judged = fastest(lambda: compare(RevisionText(body=before), RevisionText(body=after), lang), 10)
    return {"ours_ms": ours, "judged_ms": judged, "rapidfuzz_ms": floor, "ratio": ours / floor, "judged_ratio": judged / floor}
