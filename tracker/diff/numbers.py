"""Numbers of a folded sentence with what they count, in digits, words and kanji."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tracker.diff.starts import matches
from tracker.diff.types import Value

ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORDS = {
    **{word: number for number, word in enumerate(ONES.split())},
    **{word: 10 * number for number, word in enumerate(_TENS.split(), 2)},
    "dozen": 12, "hundred": 100,
    **{word: n for n, word in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
           " fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(), 1)},
    "thirtieth": 30, "fortieth": 40, "fiftieth": 50,
}  # fmt: skip
# What a part is counted out of: nine in ten.
# Thirty-five percent: figures in digits were read before.
_PERCENT = re.compile(r"\s?(?:percent|per cent|pct)\b", re.IGNORECASE)
_WHOLES = "two|three|four|five|ten|twenty|hundred"
_KANJI = {char: number for number, char in enumerate("〇一二三四五六七八九")}
_KANJI_TENS = {"千": 1000, "百": 100, "十": 10}
SCALE = {
    "兆": 1e12, "億": 1e8, "万": 1e4, "千": 1e3, "trillion": 1e12, "billion": 1e9, "million": 1e6, "thousand": 1e3, "hundred": 1e2,
    "bn": 1e9, "bln": 1e9, "mln": 1e6, "mn": 1e6, "tn": 1e12, "trln": 1e12, "k": 1e3,
}  # fmt: skip
NUMBER_WORD = "|".join(_WORDS)
_PARTS = {"half": 2, "halves": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
# What a number without a digit begins with; "a third" with its article.
WORDS = frozenset((*_WORDS, "per", "double", "doubles", "doubled", "twice", "triple", "tripled", "quadrupled", "dozens", "hundreds",
                   "thousands", "millions", "billions", "trillions", "half", "halves", "quarter"))  # fmt: skip
_WITH_ARTICLE = frozenset(("third", "quarter", "fifth", "tenth", "half"))
_WEAK_MANY = frozenset(("double", "doubles", "doubled", "twice"))
_SAME_UNIT = {
    "kg": "kilogram", "kilo": "kilogram", "ton": "tonne", "litre": "liter", "percentage point": "point",
    "metre": "meter", "kilometre": "kilometer",
    "package": "parcel", "automobile": "car", "vehicle": "car",
}  # fmt: skip
# Up to this number, a number in words may be an article or a pronoun.
_WEAK = 3
_MONEY = {"円": "JPY", "円台": "円台", "ドル": "USD", "ユーロ": "EUR"}
_NO_CODE = r"\s?(?:[%％年月日人円社]|percent|days?|weeks?|months?|years?|hours?|minutes?|people|points?|yen|dollars?|カ月|ドル)\b"
CODE = re.compile(
    rf"(?<![\w.])\d{{4}}\.\d\d(?:\.\d\d){{0,2}}(?![\d])|(?<!\d)(?<!\d:)\d{{2,4}}-\d{{2,6}}-?\d{{0,4}}(?!\d|:\d|{_NO_CODE})"
    r"|\b(?P<label>[A-Z]+-?\d+)\b"
)
# A short look for what each of them holds saves most sentences the long one.
_CODE_HINT = re.compile(r"[A-Z\d](?:(?<=\d)[.-]\d\d|(?<=[A-Z])-?\d)")
_DAY = re.compile(r"(?:19|20)\d\d-\d\d?-\d\d?|20[1-9]\d\.(?:0\d|1[0-2])\.(?:[0-2]\d|3[01])")
_ENGLISH = re.compile(
    r"\b(?P<many>dozens|hundreds|thousands|millions|billions|trillions|half|halves|double|doubles|doubled|twice|triple|tripled"
    r"|quadrupled|(?:a|one)[\s-](?:third|quarter|fifth|tenth|half)|(?:two|three|four|five|six|seven|eight|nine)-(?:third|quarter|fifth|tenth)s)\b"
    rf"|(?P<of>(?:\d{{1,2}}|(?:{NUMBER_WORD}))) (?:in|out of|of) (?P<whole>10|100|(?:{_WHOLES}))\b"
    r"(?![,.]?\d)(?!\s(?:years?|months?|weeks?|days?|hours?|minutes?)\b)"
    rf"|(?P<num>(?<![\w.])(?<!\d,)\d(?:[\d,]*\d)?(?:\.\d+)?|(?<![a-z]-)\b(?:{NUMBER_WORD})(?:-(?:{NUMBER_WORD}))?\b)"
    r"(?P<half>\sand\sa\shalf)?(?:st|nd|rd|th)?"
    r"(?:[\s-]?(?P<scale>trillion|billion|million|thousand|hundred|bn|bln|mln|mn|tn|trln|k)s?\b)?"
    r"(?:[\s-](?:(?P<qual>business|working|calendar)[\s-])?(?P<unit>day|week|fortnight|month|year|decade|hour|minute|second|time|vote|tonne|ton|barrel|bushel"
    r"|gallon|pound|ounce|lit(?:re|er)|kilogram|kilo|gram|met(?:re|er)|kilomet(?:re|er)|mile|acre|hectare|gigawatt|megawatt|teu|container"
    r"|point|basis point|percentage point|project|round"
    r"|job|car|vehicle|firm|company|countr|econom|nation|state|people|person|plant)(?:s|y|ies)?)?"
    r"|\bper (?P<each>(?!cent|year|month|week|day|hour|quarter|annum|capita|head|se\b)[a-z]{3,})\b",
    re.IGNORECASE,
)
_KA = "(?:カ|か|ヶ|ケ|ヵ|箇)"
# It looks first whether anything may begin with this character, and fails fast where nothing does: each form begins with one of these.
_JAPANESE = re.compile(
    r"(?=[\d〇一二三四五六七八九十百千年月週日半折数倍])(?:(?P<num>(?:\d[\d,]*(?:\.\d+)?千?[兆億万千]?)+|[〇一二三四五六七八九十百千]+(?:[万億](?![一-鿿]))?(?=輪|割|回|社|人|歳|名|票|台|件|日(?=後|以内|間|前)|カ国|カ月|倍|年|分の|つの|号|弾|年間|次|段階))"
    rf"(?:余り|数)?(?P<unit>万?トン|t(?![a-z])|kg|ha(?![a-z])|キロ|ヘクタール|台|社|人|件|回目|回|倍|議席|{_KA}国・地域|{_KA}国|{_KA}月|{_KA}所|週間|日間|日|年間|年度|年"
    r"|時間|分間|分の\d+|分|ポイント|条|号|番|都市|割|名|期|品目|本|基|機|隻|頭|リットル|グラム|個|箱|樽|袋|枚|冊|通|束|着|足|点|票|位|文字|店|施設|工場|弾|次|歳|つ|営業日|課|輪|円台|円|ドル"
    r"|ユーロ|%)?|(?<![\d一-鿿])(?P<every>[年月週日])(?:に|当たり|あたり)?(?=\d[\d,.]*千?[兆億万千]?(?!月|日))|(?P<many>半分|折半|半々|半数|数十|数百|数千|倍増|半減|数社|数人|数万))"
)
_JA_PART = re.compile(r"(\d[\d,]*(?:\.\d+)?)(千?)([兆億万千]?)")
# 半分を超す 50.5%: the figure beside it says so already.
_BEYOND = re.compile(r"を(?:超|上回|下回|割)|以上|以下|強|弱|近く")
_MANY = {"折半": "半分", "半々": "半分"}
_COUNTER = re.compile("[かヶケヵ箇](?=[国月所])")


def codes(text: str) -> Iterator[Value]:
    """Headings of a tariff schedule, telephone and document numbers: what is not a quantity. Days are left to the dates.

    A label with a number (G7, EO14257) is weak.
    """
    for match in CODE.finditer(text) if _CODE_HINT.search(text) else ():
        if match["label"] and match["label"].startswith("FY"):
            yield Value("number", match["label"][2:].lstrip("-"), match.start(), match.end())
        elif not _DAY.fullmatch(match[0]):
            yield Value("code", match[0], match.start(), match.end(), bool(match["label"]))


def english_numbers(text: str, told: frozenset[str]) -> Iterator[Value]:
    """45 business days, twenty-one projects, the fifth round, 9,000, a third, thousands. told: which of `WORDS` stand in the sentence."""
    words = told & WORDS
    for match in matches(_ENGLISH, text, words if words.isdisjoint(_WITH_ARTICLE) else words | {"a"}):
        if match["many"]:
            many = match["many"].lower()
            yield Value("number", _fraction(many) or many, match.start(), match.end(), many in _WEAK_MANY)
            continue
        if match["of"]:
            yield Value("number", f"{_count(match['of']) / _count(match['whole']):.3g}", match.start(), match.end(), True)
            continue
        if match["each"]:
            each = match["each"].lower().removesuffix("s")
            yield Value("number", f"per {_SAME_UNIT.get(each, each)}", match.start(), match.end(), True)
            continue
        word = match["num"].lower()
        number = float(word.replace(",", "")) if word[0].isdigit() else float(sum(_WORDS[part] for part in word.split("-")))
        number += 0.5 if match["half"] else 0.0
        if _PERCENT.match(text, match.end()) and not match["unit"]:
            yield Value("rate", f"{number:.12g}%", match.start(), match.end())
            continue
        number *= SCALE.get((match["scale"] or "").lower(), 1.0)
        unit = (match["unit"] or "").lower()
        unit = f"{(match['qual'] or '').lower()} {_SAME_UNIT.get(unit, unit)}".strip()
        yield Value("number", f"{number:.12g} {unit}".strip(), match.start(), match.end(), not word[0].isdigit() and number <= _WEAK)


def _count(word: str) -> float:
    return float(word) if word[0].isdigit() else float(_WORDS[word.lower()])


def _fraction(words: str) -> str:
    """A part of the whole as a number: half, a third, nine-tenths; "" for other words."""
    *count, part = re.split(r"[\s-]", words)
    whole = _PARTS.get(part) or _PARTS.get(part.removesuffix("s"))
    return f"{_WORDS.get(count[0] if count else '', 1) / whole:.3g}" if whole else ""


def japanese_numbers(text: str) -> Iterator[Value]:
    """34万6000トン, 60カ国, 第3回, 三社, 4分の1, 半数. Counters of one meaning are one."""
    for match in _JAPANESE.finditer(text):
        if match["every"]:
            yield Value("number", f"per {match['every']}", match.start(), match.end(), True)
            continue
        if match["many"]:
            loose = _BEYOND.match(text, match.end()) is not None
            yield Value("number", _MANY.get(match["many"], match["many"]), match.start(), match.end(), loose)
            continue
        unit = _COUNTER.sub("カ", (match["unit"] or "").removesuffix("目"))
        unit = {"日間": "日", "年間": "年", "分間": "分", "名": "人", "t": "トン", "kg": "キロ", "ha": "ヘクタール"}.get(unit, unit)
        number = japanese_number(match["num"]) if match["num"][0].isdigit() else _kanji(match["num"])
        if unit.startswith("万"):
            number, unit = number * 1e4, unit[1:]
        if unit.startswith("分の"):
            number, unit = int(unit[2:]) / number if number else 0.0, ""
        kind = "amount" if unit in _MONEY else "number"
        yield Value(kind, f"{number:.12g} {_MONEY.get(unit, unit)}".strip(), match.start(), match.end())


def japanese_number(text: str) -> float:
    """34万6000, 2兆5000億: the number that digits and units of ten thousand make."""
    return sum(
        float(number.replace(",", "")) * (1000.0 if thousand and unit != "千" else 1.0) * SCALE.get(unit, 1.0)
        for number, thousand, unit in _JA_PART.findall(text)
    )


def _kanji(text: str) -> float:
    size = SCALE.get(text[-1], 1.0) if text[-1] in "万億" else 1.0
    text = text.rstrip("万億")
    if not any(char in _KANJI_TENS for char in text):
        return float("".join(str(_KANJI[char]) for char in text)) * size
    total = last = 0
    for char in text:
        if char in _KANJI_TENS:
            total += (last or 1) * _KANJI_TENS[char]
            last = 0
        else:
            last = _KANJI[char]
    return float(total + last) * size
