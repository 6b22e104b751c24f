"""Rates, amounts, counted rounds, durations and numbered instruments, read from folded text in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tracker.facts.folding import holds
from tracker.facts.mentions import Part
from tracker.facts.types import Amount, Duration, Instrument, Mention, Ordinal, Rate

# The patterns look first whether anything may begin with a character, and fail fast where nothing does.
_NUMBER = r"\d[\d,]*+(?:[.・]\d+)?+"
_RATE = re.compile(
    rf"(?=[\d一二三四五六七八九])(?:(?<![\d.,・])(?P<number>{_NUMBER})(?:\s?%|[\s-]?(?:percent(?!age)|per cent|pct)\b|パーセント)"
    r"|(?P<tenths>\d|[一二三四五六七八九])割(?:(?P<hundredths>[1-9])分)?)"
)
# Most texts hold none of these; a short look for the telling words saves the long search.
_RATE_HINTS = ("%", "percent", "per cent", "pct", "パーセント", "割")
_AMOUNT_HINTS = ("$", "¥", "€", "£", "₩", "dollar", "dlr", "yen", "euro", " won", "pound", "ドル", "円", "ユーロ", "ウォン", "ポンド")
_ORDINAL_HINTS = ("round", "trip", "visit", "tranche", "batch", " set ", "meeting", "call", "回目", "度目", "第", "弾", "号案件", "陣")
_COUNTERS = (*"123456789一二三四五六七八九十", *"first second third fourth fifth sixth seventh eighth ninth tenth".split(), "round ")
_DURATION_HINTS = ("minute", "hour", "分", "時間")
_INSTRUMENT_HINTS = ("eo 1", "e.o.", "order", "大統領令", "布告", "proc", " fr ", "fr doc", "fed. reg.", "section", "条")
_KANJI = {char: number for number, char in enumerate("一二三四五六七八九十", 1)}
# "(15, autos)": the subject of a rate is what it stands next to; a clause away it is another rate's (reach in code points).
_REACH = 60
_SUBJECTS = {
    "auto part": "auto_parts", "car part": "auto_parts", "部品": "auto_parts", "truck": "trucks", "トラック": "trucks",
    "chip": "semiconductors", "semiconductor": "semiconductors", "半導体": "semiconductors", "drug": "pharma", "pharma": "pharma",
    "medicine": "pharma", "医薬品": "pharma", "steel": "steel", "鉄鋼": "steel", "alumin": "aluminum", "アルミ": "aluminum",
    "copper": "copper", "銅": "copper", "lumber": "lumber_furniture", "timber": "lumber_furniture", "furniture": "lumber_furniture",
    "木材": "lumber_furniture", "家具": "lumber_furniture", "auto": "autos", "car ": "autos", "cars": "autos", "vehicle": "autos",
    "車": "autos", "reciprocal": "reciprocal", "相互関税": "reciprocal", "letter": "letter", "書簡": "letter",
}  # fmt: skip
_TOLD_BY = ("topic.", "indicator.", "process.", "rate.", "instrument.trade_letter")

_SCALES = {
    "trillion": 1e12, "trln": 1e12, "tn": 1e12, "t": 1e12, "billion": 1e9, "bln": 1e9, "bil": 1e9, "bn": 1e9, "b": 1e9,
    "million": 1e6, "mln": 1e6, "mn": 1e6, "m": 1e6, "兆": 1e12, "億": 1e8, "万": 1e4, "千": 1e3,
}  # fmt: skip
_CURRENCIES = {
    "$": "USD", "¥": "JPY", "€": "EUR", "£": "GBP", "₩": "KRW", "dollar": "USD", "dlr": "USD", "yen": "JPY", "euro": "EUR", "won": "KRW",
    "pound": "GBP", "ドル": "USD", "円": "JPY", "ユーロ": "EUR", "ウォン": "KRW", "ポンド": "GBP",
}  # fmt: skip
_SCALE_EN = r"(?P<scale>trillion|trln|tn|billion|bln|bil|bn|million|mln|mn|[BTM](?=\.?[\s-]|\b))\.?"
_AMOUNT = re.compile(
    r"(?=[\d$¥€£₩])(?:(?<![\d.,])(?P<parts>(?:\d[\d,]*(?:\.\d+)?千?[兆億万]){1,3})(?P<rest>\d[\d,]*)?(?P<unit2>ドル|円|ユーロ|ウォン|ポンド)"
    rf"|(?P<sign>[$¥€£₩])\s?(?P<number>{_NUMBER})(?:[\s-]?{_SCALE_EN})?(?![兆億万千])"
    rf"|(?<![\d.,$¥€£₩])(?P<number2>{_NUMBER})[\s-]?{_SCALE_EN.replace('scale', 'scale2')}"
    r"[\s-]?(?:U\.?S\.?\s)?(?P<unit>dollar|dlr|yen|euro|won|pound)s?\b)",
    re.IGNORECASE,
)
_PARTS = re.compile(r"(\d[\d,]*(?:\.\d+)?)(千?)([兆億万])")

_WORDS = {
    word: number
    for number, word in enumerate(
        ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth"), 1
    )
}
_COUNTED = {
    "round": "round", "協議": "round", "交渉": "round", "会合": "round", "trip": "trip", "visit": "trip", "訪米": "trip", "渡米": "trip",
    "tranche": "tranche", "batch": "tranche", "set": "tranche", "弾": "tranche", "号": "tranche", "陣": "tranche", "meeting": "meeting",
    "会談": "meeting", "call": "call", "電話": "call",
}  # fmt: skip
_ORDINAL = re.compile(
    rf"\b(?P<word>{'|'.join(_WORDS)}|\d{{1,2}}(?:st|nd|rd|th))[\s-](?:(?!and\b)[\w'-]+\s){{0,2}}?(?P<kind>round|trip|visit|tranche|batch|set|meeting|call)\b"
    r"|\bround\s(?P<after>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten)\b"
    r"|(?P<count>\d{1,2}|[一二三四五六七八九十])(?:回目|度目)の?(?:日米|閣僚級?|関税|直接|対面での?){0,2}(?P<what>協議|交渉|会合|会談|訪米|渡米|電話)"
    r"|第(?P<nth>\d{1,2}|[一二三四五六七八九十])回の?(?:日米|閣僚級?|関税){0,2}(?P<what2>協議|交渉|会合|会談)"
    r"|第?(?P<item>\d{1,2}|[一二三四五六七八九十])(?P<tranche>弾|号案件|陣)",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d").search
_AFTER = {word: number for number, word in enumerate(("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), 1)}
_DURATION = re.compile(
    r"(?<![\d.:])(?P<number>\d{1,3})[\s-]?(?P<unit>minute|hour)s?\b|(?<![\d.時:])(?P<hours>\d{1,2})時間(?P<half>半)?(?P<more>(?P<minutes>\d{1,2})分)?(?![前後以])"
    r"|(?<![\d.時:割])(?P<alone>\d{1,3})分(?:間|ほど|程度|あまり|余り|弱|強)?(?![\d野割の時類前後])",
    re.IGNORECASE,
)
_INSTRUMENT = re.compile(
    r"\b(?:EO|E\.O\.|Executive Order)\s?(?:No\.?\s?)?(?P<eo>\d{5})\b|大統領令\s?(?:第\s?)?(?P<eo2>\d{5})号?"
    r"|\b(?:Presidential Proclamation|Proclamation|Proc\.)\s?(?:No\.?\s?)?(?P<proc>\d{4,5})\b|布告\s?(?:第\s?)?(?P<proc2>\d{4,5})号?"
    r"|\b(?P<volume>\d{2,3})\s?(?:FR|Fed\. Reg\.)\s?(?P<page>\d{3,6})\b|\bFR Doc(?:ument)?\.?\s?(?:No\.?\s?)?(?P<doc>20\d\d-\d{5})\b"
    r"|\bSection\s(?P<section>122|201|232|301|338)\b|(?<!\d)(?P<article>122|201|232|301|338)条",
    re.IGNORECASE,
)


def rates(part: Part, mentions: Sequence[Mention]) -> Iterator[Rate]:
    """Percentages (27.5%, 27・5%, 15 percent, 9割, 2割5分) with what stands within 60 code points in the same sentence."""
    if not holds(part.folded.lower, _RATE_HINTS):
        return
    for match in _RATE.finditer(part.folded.text):
        if match["tenths"]:
            tenths = _KANJI.get(match["tenths"]) or int(match["tenths"])
            percent = tenths * 10.0 + int(match["hundredths"] or 0)
        else:
            percent = _number(match["number"])
        start, end, form = _span(part, match)
        yield Rate(percent, _subjects(mentions, start, end), form, part.field, start, end)


def amounts(part: Part) -> Iterator[Amount]:
    """Sums of money in dollars, yen, euros, won and pounds; 2兆6700億円 and 5兆5千億円 are one number each."""
    if not holds(part.folded.lower, _AMOUNT_HINTS):
        return
    for match in _AMOUNT.finditer(part.folded.text):
        if match["parts"]:
            value = _japanese_number(match["parts"]) + _number(match["rest"] or "0")
            currency = _CURRENCIES[match["unit2"]]
        else:
            scale = (match["scale"] or match["scale2"] or "").lower()
            value = _number(match["number"] or match["number2"]) * _SCALES.get(scale, 1.0)
            currency = _CURRENCIES[match["sign"] or match["unit"].lower()]
        start, end, form = _span(part, match)
        yield Amount(round(value, 2), currency, form, part.field, start, end)


def ordinals(part: Part) -> Iterator[Ordinal]:
    """Counted rounds, trips, tranches, meetings and calls: seventh round = 7回目の協議, first tranche = 第1弾 = 第1号案件."""
    if not holds(part.folded.lower, _ORDINAL_HINTS) or not holds(part.folded.lower, _COUNTERS):
        return
    for match in _ORDINAL.finditer(part.folded.text):
        tranche = (match["tranche"] or "")[:1]
        kind = _COUNTED[(match["kind"] or match["what"] or match["what2"] or tranche or "round").lower()]
        number = match["word"] or match["after"] or match["count"] or match["nth"] or match["item"]
        start, end, form = _span(part, match)
        yield Ordinal(kind, _count(number.lower()), form, part.field, start, end)


def durations(part: Part) -> Iterator[Duration]:
    """How long something took, in minutes: 50分, 約1時間半, 75 minutes."""
    if not holds(part.folded.lower, _DURATION_HINTS):
        return
    for match in _DURATION.finditer(part.folded.text):
        if match["number"]:
            minutes = int(match["number"]) * (60 if match["unit"].lower() == "hour" else 1)
        elif match["hours"]:
            minutes = int(match["hours"]) * 60 + (30 if match["half"] else 0) + int(match["minutes"] or 0)
        else:
            minutes = int(match["alone"])
        start, end, form = _span(part, match)
        yield Duration(minutes, form, part.field, start, end)


def instruments(part: Part, mentions: Sequence[Mention]) -> Iterator[Instrument]:
    """Numbered orders, proclamations, Federal Register pages and sections, under the gazetteer's id where a form of it stands there."""
    if not holds(part.folded.lower, _INSTRUMENT_HINTS):
        return
    for match in _INSTRUMENT.finditer(part.folded.text):
        start, end, form = _span(part, match)
        known = [m.concept for m in mentions if m.start < end and m.end > start and m.concept.startswith("instrument.") and _DIGIT(m.form)]
        yield Instrument(known[0] if known else _numbered(match), form, part.field, start, end)


def _numbered(match: re.Match[str]) -> str:
    if match["page"]:
        return f"instrument.fr{match['volume']}-{match['page']}"
    for prefix, number in (
        ("eo", match["eo"] or match["eo2"]), ("proc", match["proc"] or match["proc2"]), ("frdoc-", match["doc"]),
        ("section", match["section"] or match["article"]),
    ):  # fmt: skip
        if number:
            return f"instrument.{prefix}{number}"
    return "instrument.unknown"


def _subjects(mentions: Sequence[Mention], start: int, end: int) -> tuple[str, ...]:
    near: list[tuple[int, str]] = []
    for mention in mentions:
        distance = max(mention.start - end, start - mention.end, 0)
        if distance <= _REACH:
            subject = _subject(mention)
            if subject:
                near.append((distance, subject))
    return tuple(dict.fromkeys(subject for _, subject in sorted(near)))[:3]


def _subject(mention: Mention) -> str:
    """What a mention says a rate is of: a product by its concept, a tariff or a figure by the words in its form."""
    if mention.concept.startswith("product."):
        return mention.concept[8:]
    if not mention.concept.startswith(_TOLD_BY):
        return ""
    form = mention.form.lower()
    return next((subject for word, subject in _SUBJECTS.items() if word in form), "")


def _span(part: Part, match: re.Match[str]) -> tuple[int, int, str]:
    start, end = part.folded.original(match.start(), match.end())
    return start, end, part.stored[start:end]


def _number(text: str) -> float:
    return float(text.replace(",", "").replace("・", ".") or 0)


def _japanese_number(text: str) -> float:
    return sum(_number(number) * (1000.0 if thousand else 1.0) * _SCALES[unit] for number, thousand, unit in _PARTS.findall(text))


def _count(text: str) -> int:
    if text in _WORDS or text in _AFTER or text in _KANJI:
        return _WORDS.get(text) or _AFTER.get(text) or _KANJI[text]
    return int(text.rstrip("stndrh"))
