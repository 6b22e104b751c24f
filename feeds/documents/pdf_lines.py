"""What a PDF's text needs before it reads like one: the characters that were meant, and sentences whole over line ends. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

# A font often has one glyph for an ideograph, its radical and a vertical form, and the file says only one of them, mostly the wrong
# one: U+2F76 for 米. Kangxi radicals by NFKC, the others by Unicode's EquivalentUnifiedIdeograph.txt, as far as they are whole words.
_MEANT = {code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)} | str.maketrans(
    "⺟⺠⻁⻄⻆⻑⻗⻘⻝⻣⻤⻨⻩⻫⻭⻯⻲‧︑︒︵︶︓﹁﹂﹃﹄︱",
    "母民虎西角長雨青食骨鬼麦黄斉歯竜亀・、。（）：「」『』ー",
)
_CJK = r"[々〆ぁ-ゖァ-ヺー一-鿿、０-９Ａ-Ｚａ-ｚ％「（]"
_GOES_ON = re.compile(rf"{_CJK}\Z"), re.compile(r"\A[々ぁ-ゖァ-ヺー一-鿿、。」）０-９％]")
_GOES_ON_EN = re.compile(r"[a-z,;]\Z"), re.compile(r"\A[a-z(]")
_NUMBER = "[0-9０-９一二三四五六七八九十]+"
_STARTS = re.compile(rf"\A(?:第?{_NUMBER}[条章項号款節．、.)）]|[（(](?:{_NUMBER}|[ア-ン])[)）]|[・○●◆■※])")
_NEARLY_FULL = 0.85  # of the page's longest line; letters differ in width


def meant(text: str) -> str:
    """Text with the characters that a reader sees where the file names look-alikes."""
    return text.translate(_MEANT)


def joined_lines(page: str) -> str:
    """A page's text with those lines joined that end only because the paper does.

    page: lines as they stand on one page. Such a line is nearly as long as the longest one, and its sentence goes on in the next;
    Japanese lines with gaps in them are a table's and stay apart.
    """
    lines = [line.rstrip() for line in page.split("\n")]
    full = _NEARLY_FULL * max(map(_width, lines), default=0)
    out: list[str] = []
    last = ""  # the line on the page that the last one of `out` ends in
    for line in lines:
        between = _between(last, line.lstrip()) if last and _width(last) >= full else None
        if between is None:
            out.append(line)
        else:
            out[-1] += between + line.lstrip()
        last = line
    return "\n".join(out)


def _between(line: str, following: str) -> str | None:
    """What joins two lines, None where they are two."""
    if not following or _STARTS.match(following):
        return None
    if _goes_on(_GOES_ON, line, following):
        return None if " " in line.strip() or " " in following else ""
    return " " if _goes_on(_GOES_ON_EN, line, following) else None


def _goes_on(ends: Iterable[re.Pattern[str]], line: str, following: str) -> bool:
    first, second = ends
    return bool(first.search(line) and second.match(following))


def _width(line: str) -> int:
    """In half-width columns (Unicode Standard Annex 11)."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in line)
