"""The chronology that ships with us, as text to edit: any figure that changes is seen, any spelling of the same figures is not."""

import json
import random
import re
from pathlib import Path

import pytest

from tracker.diff.compare import compare
from tracker.diff.types import RevisionText

PACK = Path(__file__).resolve().parents[2] / "tracker" / "anchors" / "us_japan_2025_04_16" / "chronology.jsonl"
WIDE = str.maketrans("0123456789%", "０１２３４５６７８９％")
EVENTS = [json.loads(line) for line in PACK.read_text(encoding="utf-8").splitlines()]
_MONTHS = "January|February|August|September|October|November|December"


def texts(lang):
    return [(field, event[f"{field}_{lang}"]) for event in EVENTS for field in ("title", "summary")]


def other(figure, dice):
    if "." in figure:
        return figure[:-1] + str((int(figure[-1]) + dice.choice((1, 3, 5))) % 10)
    return str(int(figure) + dice.choice((1, 2, 5)))


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_every_changed_figure_is_material(lang):
    dice = random.Random(16)
    missed = []
    for field, text in texts(lang):
        for match in re.finditer(r"\d+(?:\.\d+)?", text):
            after = text[: match.start()] + other(match[0], dice) + text[match.end() :]
            if not compare(RevisionText(**{field: text}), RevisionText(**{field: after}), lang).material:
                missed.append((text, match[0]))
    assert not missed


@pytest.mark.parametrize(
    ("lang", "spell"),
    [
        ("en", lambda text: text.replace("%", " percent")),
        ("en", lambda text: text.replace(" billion", "bn").replace(" million", " mln")),
        ("en", lambda text: re.sub(rf"\b(\d{{1,2}}) ({_MONTHS})\b", lambda day: f"{day[2][:3]}. {day[1]}", text)),
        ("en", lambda text: text.replace("'", "’").replace(" ", "  ")),
        ("en", lambda text: text.replace("defence", "defense").replace("labour", "labor").replace("authoris", "authoriz")),
        ("ja", lambda text: text.translate(WIDE)),
        ("ja", lambda text: text.replace("5500億", "5,500億").replace("カ月", "か月").replace("カ国", "か国")),
        ("ja", lambda text: text.replace("「", "『").replace("」", "』").replace("、", "，")),
        ("ja", lambda text: re.sub(r"(?<![年\d])(\d{1,2})月(\d{1,2})日", r"2025年\1月\2日", text)),
        ("ja", lambda text: text.replace("引き上げ", "引上げ").replace("受け入れ", "受入れ").replace("全て", "すべて")),
    ],
)
def test_no_spelling_is_material(lang, spell):
    called = []
    for field, text in texts(lang):
        difference = compare(RevisionText(**{field: text}), RevisionText(**{field: spell(text)}), lang)
        if difference.material:
            called.append((text, difference.reasons))
    assert not called
