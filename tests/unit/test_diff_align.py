import time

import pytest

from tracker.diff.align import align, sentences
from tracker.diff.compare import apply, compare
from tracker.diff.types import RevisionText
from tracker.errors import CheckFailed


def changed(before, after):
    return [(segment.op, segment.before, segment.after) for segment in align(before, after).segments if segment.op != "equal"]


def test_sentences_end_where_readers_see_them_end():
    assert sentences("U.S. Steel rose. Mr. Kato agreed on Aug. 1. Talks go on.\n") == [
        "U.S. Steel rose. ", "Mr. Kato agreed on Aug. 1. ", "Talks go on.\n"
    ]  # fmt: skip
    assert sentences("合意した。「進める。農家に不利益はない」と説明した。次は未定だ。") == [
        "合意した。", "「進める。農家に不利益はない」と説明した。", "次は未定だ。"
    ]  # fmt: skip


def test_a_lost_bracket_does_not_join_the_rest_of_a_page():
    assert sentences("「合意した。\n次だ。\n") == ["「合意した。\n", "次だ。\n"]


@pytest.mark.parametrize(
    ("before", "after", "steps"),
    [
        ("The duty is 15%.", "The duty is 24%.", [("replace", "15", "24")]),
        ("日米、関税で合意", "日米、関税で協議", [("replace", "合意", "協議")]),
        ("It will not end.", "It will end.", [("delete", "not ", "")]),
        ("2,500 cars", "3,500 cars", [("replace", "2,500", "3,500")]),
        ("ピアノを値上げ", "ギターを値上げ", [("replace", "ピアノ", "ギター")]),
    ],
)
def test_words_numbers_and_katakana_are_not_cut(before, after, steps):
    assert changed(before, after) == steps


def test_a_moved_sentence_leaves_the_others_equal():
    before = "One is here. Two is here. Three is here. "
    after = "Two is here. Three is here. One is here. "
    assert changed(before, after) == [("delete", "One is here. ", ""), ("insert", "", "One is here. ")]


@pytest.mark.parametrize("kind", ["each line changed", "nothing in common", "turned round", "one sentence without an end"])
def test_a_page_of_five_megabytes_can_not_stall_a_poll(kind):
    lines = [f"Line {number} says that entries are free of the duty until {number % 28 + 1} August." for number in range(70_000)]
    before = "\n".join(lines)
    after = {
        "each line changed": before.replace("August", "September"),
        "nothing in common": "\n".join(f"{number * 7919 % 100_003} 号の貨物は対象外となる。" for number in range(100_000)),
        "turned round": "\n".join(reversed(lines)),
        "one sentence without an end": "い" * 1_700_000,
    }[kind]
    assert len(before) > 4_000_000
    started = time.perf_counter()
    difference = compare(RevisionText(body=before), RevisionText(body=after), "en")
    assert time.perf_counter() - started < 10  # about 2 s on an idle machine
    assert apply(difference, RevisionText(body=before)).body == after
    assert difference.material


def test_a_difference_is_not_applied_to_another_text():
    difference = compare(RevisionText(title="The duty is 15%."), RevisionText(title="The duty is 24%."), "en")
    with pytest.raises(CheckFailed, match="it was not made from this text"):
        apply(difference, RevisionText(title="The duty is 25%."))
