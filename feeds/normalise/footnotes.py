"""Raised marks that lead to a footnote, which are no part of what a text says: `15<sup>1</sup>%` is 15 % and not 151 %. Pure.

Plain text knows no raised characters, and the folded form makes figures of them, so that a mark that stays joins the figure before it.
A space would not do: `15 1%` is 1 %.
"""

from __future__ import annotations

import re

_RAISED = re.compile(r"<sup\b[^<>]{0,300}>(?P<inner>(?:[^<]|<(?!/?sup\b)){0,400}+)</sup\s{0,9}>", re.IGNORECASE)
"""Possessive and bounded, and ended by the next `<sup`: read in linear time."""
_TAG = re.compile(r"<[^<>]{0,300}>")
_NUMBERS = r"[0-9０-９]{1,3}|[a-z]|[ivx]{2,4}"
_MARK = re.compile(
    rf"[\[(（［]?(?:※|注|註|脚注)?(?:(?:{_NUMBERS})(?:[,、，]\s?(?:{_NUMBERS}))*)?[\])）］]?|[*＊†‡§]{{1,4}}", re.IGNORECASE
)  # fmt: skip
_EXPONENT = re.compile(r"(?:(?<![^\W\d_])[kcdmµμ]?m|(?<![^\W\d_])(?:ft|in|yd|sq)|CO)\Z")
_NEAR = 8
# Between a figure and its percent sign, raised digits are no part of either. What is looked behind for stands after the first of them,
# so that a text without any is skimmed at a sixth of the time: every text goes through here.
_WITHIN_RATE = re.compile(r"[¹²³⁰⁴-⁹](?<=[0-9０-９].)[¹²³⁰⁴-⁹]{0,2}(?=\s?[%％])")


def is_footnote_mark(raised: str, before: str) -> bool:
    """Whether raised characters are a footnote's mark: a number, a letter or a sign, in brackets or not.

    raised: their text. before: what stands in front of them; a 2 or 3 behind a unit of length is its exponent (`m²`), and stays. Ordinals
    (`24th`) and raised signs (`15%`) are no marks.
    """
    mark = raised.strip()
    if not mark or not _MARK.fullmatch(mark):
        return False
    return not (mark in ("2", "3") and _EXPONENT.search(before[-_NEAR:]))


def without_marks_in_rates(text: str) -> str:
    """Plain text without the raised digits that stand between a figure and its percent sign: `15¹%` is 15 %."""
    return _WITHIN_RATE.sub("", text)


def without_footnote_marks(markup: str) -> str:
    """Markup in which each footnote's mark has become a `<wbr>`, which is no text."""
    if "<sup" not in markup and "<SUP" not in markup:
        return markup
    return _RAISED.sub(_kept, markup)


def _kept(raised: re.Match[str]) -> str:
    before = raised.string[max(0, raised.start() - _NEAR) : raised.start()]
    return "<wbr>" if is_footnote_mark(_TAG.sub("", raised["inner"]), before) else raised[0]
