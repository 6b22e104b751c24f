"""A floor under the judgement of what matters: labelled edits, ours and the shared ones. Lowering a floor needs a reason in the commit."""

import gzip
import hashlib
import json
from pathlib import Path

import pytest

from tracker.diff.compare import compare
from tracker.diff.types import RevisionText

HERE = Path(__file__).resolve().parents[1]
SHARED = HERE.parents[1] / "shared"
FIELDS = {"title": "title", "summary": "summary"}


def rows_of_our_own():
    lines = [json.loads(line) for line in (HERE / "data" / "edits_own.jsonl").read_text(encoding="utf-8").splitlines()]
    texts = {line["id"]: line["body"] for line in lines if "body" in line}
    for line in lines:
        if "body" in line:
            continue
        if "text" in line:
            before = after = texts[line["text"]]
            for old, new in line["swap"]:
                assert after.count(old) == 1
                after = after.replace(old, new)
            line = {**line, "before": before, "after": after}
        yield line


def shared(path):
    path = SHARED / path
    if not path.exists():
        pytest.skip(f"{path.name} is not here")
    return path


def judged(rows):
    """(material called so, all material, cosmetic called material, all cosmetic), and what went wrong."""
    counts = {(label, called): [] for label in (True, False) for called in (True, False)}
    for row in rows:
        field = FIELDS.get(row["form"], "body")
        difference = compare(RevisionText(**{field: row["before"]}), RevisionText(**{field: row["after"]}), row["lang"])
        counts[row["material"], difference.material].append(row["id"])
    return counts


def check(rows, least, most):
    counts = judged(rows)
    found, missed, false, right = counts[True, True], counts[True, False], counts[False, True], counts[False, False]
    assert len(found) >= least * (len(found) + len(missed)), f"missed: {missed}"
    assert len(false) <= most * (len(false) + len(right)), f"called material: {false}"


def test_own_edits():
    check(rows_of_our_own(), 0.97, 0.03)


def test_shared_edits():
    lines = shared("eval/edits.jsonl").read_text(encoding="utf-8").splitlines()
    check([row for row in map(json.loads, lines) if row["sure"]], 0.97, 0.03)


def test_real_headlines():
    path = shared("corpora/edits/headline_pairs.jsonl.gz")
    labels = json.loads((HERE / "data" / "headline_labels.json").read_text(encoding="utf-8"))
    rows = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            name = hashlib.sha256("|".join((row["key"], row["at"], row["field"])).encode()).hexdigest()[:16]
            if name in labels:
                form = "title" if row["field"] == "title" else "summary"
                rows.append({**row, "id": name, "form": form, "lang": "en", "material": labels[name]})
    assert len(rows) == len(labels)
    check(rows, 0.85, 0.05)
