"""Whose dollars a sum is in: C$ and US$, 40 Canadian dollars, 7億豪ドル; a plain $ is the United States'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tracker.diff.numbers import SCALE, japanese_number
from tracker.diff.starts import matches
from tracker.diff.types import Value

# What stands before the sign, as banks and wire services write it; longer ones first.
_PREFIXES = {
    "US": "USD", "U.S.": "USD", "CA": "CAD", "C": "CAD", "CDN": "CAD", "AU": "AUD", "A": "AUD", "HK": "HKD", "SG": "SGD", "S": "SGD",
    "NZ": "NZD", "NT": "TWD", "MX": "MXN", "R": "BRL", "CN": "CNY", "RMB": "CNY",
}  # fmt: skip
_BEFORE = re.compile(rf"(?<![A-Za-z])(?P<of>{'|'.join(sorted(map(re.escape, _PREFIXES), key=len, reverse=True))})\s?$")
_WHOSE = {
    "canadian dollar": "CAD", "australian dollar": "AUD", "hong kong dollar": "HKD", "singapore dollar": "SGD", "taiwan dollar": "TWD",
    "new zealand dollar": "NZD", "u.s. dollar": "USD", "us dollar": "USD", "american dollar": "USD", "swiss franc": "CHF", "franc": "CHF",
    "yuan": "CNY", "renminbi": "CNY", "rupee": "INR", "peso": "MXN", "ruble": "RUB", "rouble": "RUB", "baht": "THB", "rupiah": "IDR",
    "cent": "cent", "penny": "penny", "pence": "penny", "ringgit": "MYR", "real": "BRL", "rand": "ZAR", "krona": "SEK", "dong": "VND",
    "yen": "JPY", "dollar": "USD", "euro": "EUR", "pound": "GBP", "won": "KRW",
}  # fmt: skip
_JA_WHOSE = {
    "カナダドル": "CAD", "加ドル": "CAD", "豪ドル": "AUD", "オーストラリアドル": "AUD", "香港ドル": "HKD",
    "シンガポールドル": "SGD", "台湾ドル": "TWD", "台湾元": "TWD", "米ドル": "USD", "人民元": "CNY", "中国元": "CNY", "元": "CNY",
    "ルピー": "INR", "ペソ": "MXN", "ルーブル": "RUB", "バーツ": "THB", "ルピア": "IDR", "レアル": "BRL", "スイスフラン": "CHF",
    "セント": "cent", "ペンス": "penny", "フラン": "CHF", "ウォン": "KRW", "ポンド": "GBP",
}  # fmt: skip
# Of these, a hundred make one.
_SMALL = {"cent": "USD", "penny": "GBP"}
# In English such a sum ends with one of these.
WORDS = frozenset(form for name in _WHOSE for form in (name.split()[-1], f"{name.split()[-1]}s"))
_NONE: frozenset[str] = frozenset()
# A short look for what tells of one saves most sentences the long one.
_JA_HINT = re.compile("[カ加豪ア港ル湾米]ドル|" + "|".join(name for name in _JA_WHOSE if not name.endswith("ドル")))
_ENGLISH = re.compile(
    r"(?<![\w.])(?P<num>\d[\d,]*(?:\.\d+)?)(?:[\s-]?(?P<scale>trillion|billion|million|thousand|bn|bln|mln|mn|tn|trln)\b)?\s"
    rf"(?P<whose>{'|'.join(sorted(map(re.escape, _WHOSE), key=len, reverse=True))})s?\b",
    re.IGNORECASE,
)
_JAPANESE = re.compile(
    rf"(?=\d)(?P<num>(?:\d[\d,]*(?:\.\d+)?千?[兆億万千]?)+)(?P<whose>{'|'.join(sorted(_JA_WHOSE, key=len, reverse=True))})"
)


def signed(text: str, amounts: Sequence[Value]) -> list[Value]:
    """The sums with the country that stands before their sign taken in."""
    return [_signed(text, amount) for amount in amounts]


def foreign(text: str, japanese: bool) -> Iterator[Value]:
    """Sums whose currency is told in words with its country's."""
    if japanese:
        for match in _JAPANESE.finditer(text) if _JA_HINT.search(text) else ():
            yield _value(match, japanese_number(match["num"]), _JA_WHOSE[match["whose"]])
        return
    for match in matches(_ENGLISH, text, _NONE):
        number = float(match["num"].replace(",", "")) * SCALE.get((match["scale"] or "").lower(), 1.0)
        yield _value(match, number, _WHOSE[match["whose"].lower()])


def _signed(text: str, amount: Value) -> Value:
    size, _, currency = amount.key.partition(" ")
    match = _BEFORE.search(text[max(0, amount.start - 5) : amount.start]) if currency == "USD" and text[amount.start] == "$" else None
    if match is None:
        return amount
    return amount._replace(key=f"{size} {_PREFIXES[match['of']]}", start=amount.start - len(match[0]))


def _value(match: re.Match[str], number: float, currency: str) -> Value:
    whole = _SMALL.get(currency)
    if whole:
        number, currency = round(number / 100, 4), whole
    return Value("amount", f"{number:.12g} {currency}", match.start(), match.end())
