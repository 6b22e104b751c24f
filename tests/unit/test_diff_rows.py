from tracker.diff.compare import compare
from tracker.diff.rows import Row, Run, side_by_side
from tracker.diff.types import RevisionText


def rows(before, after, lang="en", **how):
    one = RevisionText(body=before)
    return side_by_side(compare(one, RevisionText(body=after), lang), one, **how)


def texts(row):
    return "".join(run.text for run in row.before), "".join(run.text for run in row.after)


def test_a_changed_line_stands_beside_itself():
    (row,) = rows("The duty is 15% now.", "The duty is 24% now.")
    assert row == Row(
        "body", "changed",
        (Run("equal", "The duty is "), Run("delete", "15"), Run("equal", "% now.")),
        (Run("equal", "The duty is "), Run("insert", "24"), Run("equal", "% now.")),
        1, 1,
    )  # fmt: skip


def test_added_and_removed_lines_have_one_side():
    found = rows("One.\nTwo.\nThree.\n", "One.\nThree.\nFour 4.\n")
    assert [(row.kind, *texts(row)) for row in found] == [
        ("equal", "One.", "One."), ("removed", "Two.", ""), ("equal", "Three.", "Three."), ("added", "", "Four 4."),
    ]  # fmt: skip
    assert [(row.number, row.to_number) for row in found] == [(1, 1), (2, 0), (3, 2), (0, 3)]


def test_long_equal_stretches_are_one_row():
    before = "\n".join(f"Line {number}." for number in range(20))
    found = rows(before, before.replace("Line 10.", "Line ten."), context=1)
    assert [row.kind for row in found] == ["skipped", "equal", "changed", "equal", "skipped"]
    assert found[0].skipped == 9
    assert found[-1].skipped == 8


def test_both_sides_can_be_read_back():
    before, after = "甲は15%。\n乙は対象外。\n丙。", "甲は24%。\n丙。\n丁は新設。\n戊"
    found = rows(before, after, "ja", context=99)
    assert "\n".join(texts(row)[0] for row in found if row.number) == before
    assert "\n".join(texts(row)[1] for row in found if row.to_number) == after


def test_every_changed_field_has_rows():
    one = RevisionText(title="Duty at 15%", body="The duty is 15%.")
    found = side_by_side(compare(one, RevisionText(title="Duty at 24%", body="The duty is 24%."), "en"), one)
    assert [row.field for row in found] == ["title", "body"]
