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


def rows_of(name):
    """The labelled edits of a file of ours; one with a `text` is that page with some of its words exchanged."""
    lines = [json.loads(line) for line in (HERE / "data" / name).read_text(encoding="utf-8").splitlines()]
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


# What each reached is written in tracker/README.md; those named blind were labelled before the program saw them, and are mended since.
@pytest.mark.parametrize(
    ("name", "least", "most"),
    [
        ("edits_own.jsonl", 0.98, 0.02),
        ("edits_blind.jsonl", 0.95, 0.03),
        ("edits_blind_2.jsonl", 0.96, 0.04),
        ("edits_blind_3.jsonl", 0.96, 0.04),
        ("edits_blind_4.jsonl", 0.95, 0.06),
        ("edits_blind_5.jsonl", 0.96, 0.06),
        ("edits_blind_6.jsonl", 0.95, 0.07),
        ("edits_blind_7.jsonl", 0.95, 0.07),
        ("edits_blind_8.jsonl", 0.97, 0.09),
        ("edits_blind_9.jsonl", 0.94, 0.09),
        ("edits_blind_10.jsonl", 0.96, 0.0),
        ("edits_blind_11.jsonl", 0.99, 0.09),
        ("edits_blind_12.jsonl", 0.91, 0.09),
        ("edits_blind_13.jsonl", 0.88, 0.0),
        ("edits_blind_14.jsonl", 0.92, 0.05),
        ("edits_blind_15.jsonl", 0.97, 0.06),
        ("edits_blind_16.jsonl", 0.92, 0.06),
        ("edits_blind_17.jsonl", 0.87, 0.15),
    ],
)
def test_edits_of_ours(name, least, most):
    for lang in ("en", "ja"):
        check([row for row in rows_of(name) if row["lang"] == lang], least, most)


def test_shared_edits():
    lines = shared("eval/edits.jsonl").read_text(encoding="utf-8").splitlines()
    check([row for row in map(json.loads, lines) if row["sure"]], 0.97, 0.03)


def headline_edits():
    """What became what in titles and descriptions of the histories: (key, at, field, before, after)."""
    pairs = shared("corpora/edits/headline_pairs.jsonl.gz")
    with gzip.open(pairs, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            yield row["key"], row["at"], row["field"], row["before"], row["after"]
    for path in sorted((SHARED / "corpora" / "histories").glob("*.versions.jsonl.gz")):
        known = {}
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                before = known.get(row["key"], row)
                known[row["key"]] = row
                for field in ("title", "description"):
                    if before[field] != row[field]:
                        yield row["key"], row["at"], field, before[field], row[field]


def test_real_headlines():
    labels = json.loads((HERE / "data" / "headline_labels.json").read_text(encoding="utf-8"))
    rows = {}
    for key, at, field, before, after in headline_edits():
        name = hashlib.sha256("|".join((key, at, field)).encode()).hexdigest()[:16]
        if name in labels:
            form = "title" if field == "title" else "summary"
            rows[name] = {"id": name, "form": form, "lang": "en", "material": labels[name], "before": before, "after": after}
    assert rows.keys() == labels.keys()
    check(rows.values(), 0.85, 0.05)
