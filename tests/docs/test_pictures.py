"""The pictures of the README: there, said in words, and small."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
LARGEST = 150_000


def test_each_picture_is_shown_with_words_and_is_small():
    shown = re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", (ROOT / "README.md").read_text(encoding="utf-8"))
    kept = {path.relative_to(ROOT).as_posix() for path in (ROOT / "tests" / "data" / "pictures").iterdir()}
    assert {path for _, path in shown} == kept
    assert all(len(words) > 10 for words, _ in shown)
    assert all((ROOT / path).stat().st_size < LARGEST for path in kept)
