"""Laws of exported rows: whatever stands in a cell, both forms read back as it, and no cell of CSV begins a formula."""

from __future__ import annotations

import base64
import csv
import json
import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tracker.exporting.writing import sum_of, write_rows

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40) | st.sampled_from(["=1+1", "-2", "@x", "a\r\nb", '"', "\u2028", "'"])
CELLS = st.none() | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False, allow_infinity=False) | TEXTS | st.binary(max_size=20)
ROWS = st.lists(st.tuples(CELLS, TEXTS, st.lists(TEXTS, max_size=3).map(lambda some: json.dumps(some, ensure_ascii=False))), max_size=8)
COLUMNS = (("cell", "any"), ("text", "string"), ("list", "array"))


@given(ROWS)
def test_rows_read_back_as_they_were(rows: list[tuple[object, str, str]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        table, lines = write_rows(folder, "rows", COLUMNS, rows)
        assert table.rows == lines.rows == len(rows)
        for one in (table, lines):
            again = sum_of(folder, one.path)
            assert (again.size, again.sha256) == (one.size, one.sha256)
        read = [json.loads(line) for line in (folder / "rows.jsonl").read_text(encoding="utf-8").split("\n")[:-1]]
        with (folder / "rows.csv").open(encoding="utf-8", newline="") as file:
            cells = list(csv.DictReader(file))
    wanted = [(base64.b64encode(cell).decode() if isinstance(cell, bytes) else cell, text, json.loads(some)) for cell, text, some in rows]
    assert [(row["cell"], row["text"], row["list"]) for row in read] == wanted
    assert len(cells) == len(rows)
    for row, (cell, text, some) in zip(cells, wanted, strict=True):
        assert json.loads(row["list"]) == some
        assert row["text"] in (text, f"'{text}") and not row["text"].startswith(("=", "+", "-", "@", "\t", "\r"))
        if isinstance(cell, str):
            assert row["cell"] in (cell, f"'{cell}")
        else:
            assert row["cell"] == ("" if cell is None else repr(cell))
