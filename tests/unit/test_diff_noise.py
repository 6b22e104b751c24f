import random
import re
import time
from itertools import pairwise

import pytest

from tracker.diff.compare import compare
from tracker.diff.noise import ALL_COSMETIC, COSMETIC_IN_A_ROW, NOTHING, decode, encode, hidden, learn_mask, masked, noisy, whole_text
from tracker.diff.types import RevisionText
from tracker.errors import CheckFailed


def page(look, rate="15%"):
    """A page with a clock, a counter, a rotating list, and something that matters."""
    news = [f"News {look * 3 + number}: {'abcdefghij'[(look + number) % 10] * 5}" for number in range(3)]
    return "\n".join(
        [f"Now 1{look % 10}:{look % 60:02d} JST", "Duty on cars", f"The rate is {rate}.", "Latest", *news, "End of list",
         f"あなたは {31_442 + look * 17:,} 人目の訪問者です", "Contact: 03-5555-0187"]
    )  # fmt: skip


def test_trap_19_a_page_with_a_clock_is_learned_and_bounded():
    history = [page(look) for look in range(COSMETIC_IN_A_ROW + 1)]
    for before, after in pairwise(history[:6]):
        assert not compare(RevisionText(body=before), RevisionText(body=after), "ja").material
    mask = learn_mask(history)
    assert len({masked(text, mask) for text in history}) == 1
    assert masked(page(77), mask) == masked(history[0], mask)
    # What matters is seen through the mask, and what is hidden can be shown.
    assert masked(page(77, rate="24%"), mask) != masked(history[0], mask)
    assert "The rate is 15%." in masked(page(77), mask)
    shown = hidden(page(77), mask)
    assert any("人目の訪問者" in line for line in shown)
    assert any(line.startswith("News") for line in shown)
    assert "The rate is 15%." not in shown


def test_the_mask_comes_on_after_the_bound_and_never_for_material_changes():
    assert noisy([False] * COSMETIC_IN_A_ROW)
    assert noisy([True, *[False] * COSMETIC_IN_A_ROW])
    assert not noisy([False] * (COSMETIC_IN_A_ROW - 1))
    assert not noisy([*[False] * 30, True, False])


def test_what_changed_now_and_then_is_not_noise():
    history = [f"The rate is {rate}%.\nViews {look}" for look, rate in enumerate((15, 15, 24, 24, 24), 1)]
    mask = learn_mask(history)
    assert masked("The rate is 35%.\nViews 9", mask) == "The rate is 35%.\nViews #"


@pytest.mark.parametrize("history", [[], ["a"], ["a 1", "a 2", "a 3"], ["same"] * 9])
def test_a_short_or_still_history_teaches_nothing(history):
    assert learn_mask(history) == NOTHING
    assert masked("a 4", NOTHING) == "a 4"


def test_the_whole_of_a_page_is_never_hidden():
    history = ["\n".join(f"{look} {line} {chr(97 + (look * 7 + line) % 26) * 4}" for line in range(60)) for look in range(6)]
    assert masked(history[-1], learn_mask(history)) == history[-1]


def test_a_mask_is_kept_as_text():
    mask = learn_mask([page(look) for look in range(9)])
    assert decode(encode({"entry": mask, "article": ALL_COSMETIC})) == {"entry": mask, "article": ALL_COSMETIC}
    assert decode(None) == decode("") == {}
    for broken in ("{", "[]", '{"entry": {"lines": 1}}', '{"entry": {"lines": [], "passages": [["a"]], "all_cosmetic": false}}'):
        with pytest.raises(CheckFailed, match="noise mask"):
            decode(broken)


NEWS = ("Port strike ends", "Rice harvest begins", "Minister in Paris", "Yen firmer", "New stamps", "Rain in Kyushu", "Trains late")
LISTS = {
    "one in, one out": lambda look: [NEWS[(look + n) % 7] for n in range(3)],
    "shuffled": lambda look: random.Random(look).sample(NEWS, 4),
    "longer and shorter": lambda look: random.Random(look).sample(NEWS, 2 + look % 3),
    "with dates": lambda look: [f"{NEWS[(look + n) % 7]} (April {(look + n) % 28 + 1})" for n in range(3)],
}
ORDERS = (
    "clock rate head list foot count", "head clock list count foot rate", "rate clock list", "list clock rate foot",
    "clock count list rate",
)  # fmt: skip


@pytest.mark.parametrize("rotating", LISTS)
@pytest.mark.parametrize("order", ORDERS)
def test_trap_19_clock_counter_and_list_are_told_apart_wherever_they_stand(order, rotating):
    def text(look, rate=15):
        parts = {
            "clock": [f"Current time: {look % 12 + 1}:{look % 60:02d}:{look * 7 % 60:02d}"],
            "count": [f"Page views: {31_442 + look * 17:,}"],
            "rate": [f"The additional duty on cars is {rate}%."], "head": ["Latest"], "foot": ["Contact us"], "list": LISTS[rotating](look),
        }  # fmt: skip
        return whole_text(RevisionText(title="US tariffs", body="\n".join(line for part in order.split() for line in parts[part])))

    history = [text(look) for look in range(COSMETIC_IN_A_ROW + 1)]
    mask = learn_mask(history)
    assert {masked(text(look), mask) for look in range(60)} == {masked(history[0], mask)}
    assert "The additional duty on cars is 15%." in masked(history[0], mask)
    assert masked(text(9, rate=24), mask) != masked(text(9), mask)


BULKY = {
    "one line of figures": lambda look: " ".join(f"{look + n}" for n in range(20_000)),
    "lines of many figures": lambda look: "\n".join(" ".join(str((look * 7 + n + m) % 10) for m in range(490)) for n in range(100)),
    "lines of a figure": lambda look: "\n".join(str((look * 7 + n) % 977) for n in range(100_000)),
}


@pytest.mark.parametrize("bulky", BULKY)
def test_a_bulky_page_takes_little_longer_to_learn_from_than_to_cut_into_lines_and_figures(bulky):
    history = [BULKY[bulky](look) for look in range(COSMETIC_IN_A_ROW + 1)]
    began = time.perf_counter()
    for text in history:
        for line in text[:100_000].split("\n"):
            re.findall(r"\d+|\D+", line)
    once = time.perf_counter() - began
    began = time.perf_counter()
    mask = learn_mask(history)
    assert masked(history[0], mask)
    assert time.perf_counter() - began < 20 * once  # 100 times and more before there were bounds, and gigabytes for the first


def test_what_moves_behind_a_bulky_list_is_not_looked_at_and_what_moves_above_it_is():
    history = [f"Views {look}\n" + "the same line\n" * 5_000 + f"Looked at {look} times" for look in range(9)]
    assert masked("Views 77\nx", learn_mask(history)) == "Views #\nx"
    assert masked("Looked at 77 times", learn_mask(history)) == "Looked at 77 times"
