import pytest

from tracker.diff.values import unmatched, values
from tracker.facts.folding import fold


def found(text, japanese=False):
    return [(value.kind, value.key) for value in values(fold(text), japanese)]


@pytest.mark.parametrize(
    ("one", "other", "japanese"),
    [
        ("15 percent", "15%", False),
        ("15 per cent", "15 pct", False),
        ("$550bn", "$550 billion", False),
        ("Sept. 16", "September 16", False),
        ("16 September 2025", "Sept. 16", False),
        ("02/23/2026", "Feb. 23, 2026", False),
        ("twenty-one projects", "21 projects", False),
        ("7 rounds", "seven rounds", False),
        ("2兆5000億円", "2.5兆円", True),
        ("5,500億ドル", "5500億ドル", True),
        ("１５％", "15%", True),
        ("2割5分", "25%", True),
        ("34万6000トン", "34.6万トン", True),
        ("令和7年4月16日", "2025年4月16日", True),
        ("16日", "4月16日", True),
        ("3カ月", "3か月", True),
        ("三社", "3社", True),
        ("4分の1", "4分の1", True),
    ],
)
def test_spellings_of_one_figure_are_one(one, other, japanese):
    assert unmatched(values(fold(one), japanese), values(fold(other), japanese)) == ([], [])


@pytest.mark.parametrize(
    ("one", "other", "japanese"),
    [
        ("15%", "24%", False),
        ("$490 bln", "$490 mln", False),
        ("45 business days", "45 days", False),
        ("Aug. 1", "Sept. 1", False),
        ("Friday 23 January", "Friday 24 January", False),
        ("Tuesday", "Wednesday", False),
        ("9903.05.48", "9903.05.49", False),
        ("12:01 a.m.", "12:01 p.m.", False),
        ("a third", "a fifth", False),
        ("1234567 tons", "1234568 tons", False),
        ("8月7日", "8月17日", True),
        ("16日", "4月17日", True),
        ("5500億ドル", "5500億円", True),
        ("10万トン", "19万トン", True),
        ("4〜6月期", "7〜9月期", True),
        ("10回目", "9回目", True),
    ],
)
def test_other_figures_are_others(one, other, japanese):
    gone, come = unmatched(values(fold(one), japanese), values(fold(other), japanese))
    assert gone
    assert come


def test_kinds():
    assert found("Toyota sees a $9.5 billion hit, 15% of profit, in March 2026; call 03-5555-0142 at 9:00") == [
        ("amount", "9500000000 USD"), ("rate", "15%"), ("date", "2026-3-?-?"), ("code", "03-5555-0142"), ("time", "9:00"),
    ]  # fmt: skip
    assert found("may and march are no months, one is hardly a number") == [("number", "1")]
