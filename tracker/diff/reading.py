"""What one changed sentence says, as far as its words tell: figures, claims, names, quotations, and the words that it shares."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from tracker.diff import furniture
from tracker.diff.furniture import Phrase
from tracker.diff.lexicon import PLACE, Mark, Token, english, japanese
from tracker.diff.names import Name, names
from tracker.diff.spelling import same_kana, spelled, stem
from tracker.diff.types import Value
from tracker.diff.values import values
from tracker.diff.words_en import STOP
from tracker.facts.folding import Folded, fold, holds

_EN_WORD = re.compile(r"(?:[a-z]\.){2,}|[a-zà-ɏ]+(?:-[a-zà-ɏ]+)*(?:'[a-z]+)?|\d+(?:[.,]\d+)*")
_JA_WORD = re.compile(r"[一-鿿々〆]+|[ァ-ヴー]{2,}|[a-z]+|\d+(?:[.,]\d+)*")
_QUOTE = re.compile(
    r'"([^"\n]{2,})"|「([^」\n]{2,1000})」|『([^』\n]{2,1000})』' r"|(?<![a-z])'([^'\n]{2,}(?:\w'\w[^'\n]*)?)'(?![a-z])", re.IGNORECASE
)


_QUOTING = ('"', "「", "『", "'")
_BLANKS = re.compile(r"\s\s|[^\S ]")
_LETTER = re.compile(r"\w")
_ARTICLES = frozenset(("the", "a", "an"))
_RUN, _BLANK = re.compile(r"\s\s+"), re.compile(r"\s+")
# A full-width comma outside a number is a Japanese one.
_COMMA = re.compile(r"(?<![0-9０-９])，|，(?![0-9０-９])")
# What a headline names before a colon comes and goes ("Budget 2021: …").
_TOPIC = re.compile(r"[^:：]{2,28}[:：]\s")


@dataclass(frozen=True, slots=True)
class Quotation:
    """What stands between quotation marks: its words, and where, half open."""

    words: tuple[str, ...]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence stands.

    line: the class of its line where that is furniture. In a caption; in a title; as an item of a list. block: of its alignment, by number.
    """

    line: str = ""
    caption: bool = False
    title: bool = False
    item: bool = False
    block: int = 0


TEXT = Place()


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence read. at: where it starts in its field. stored: as stored. place: where it stands.

    folded: for matching, furniture blanked. words: content words with how often. key: the whole in one spelling, equal where two
    sentences say the same in the same order.
    """

    at: int
    stored: str
    place: Place
    folded: Folded
    japanese: bool
    phrases: tuple[Phrase, ...]
    tokens: tuple[Token, ...]
    words: Counter[str]
    marks: tuple[Mark, ...]
    values: tuple[Value, ...]
    names: tuple[Name, ...]
    quotations: tuple[Quotation, ...]
    key: tuple[str, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a non-empty span of the folded sentence stands in the field."""
        first, last = self.folded.original(start, end)
        return self.at + first, self.at + last


def read(stored: str, at: int, japanese_text: bool, place: Place = TEXT) -> Reading:
    """A sentence of a field read. at: its first code point in the field."""
    title = place.title
    whole = _squeezed(fold(_COMMA.sub("、", stored) if japanese_text and "，" in stored else stored))
    found = tuple(furniture.phrases(whole.text, whole.lower, title))
    text = furniture.without(whole.text, found) if found else whole.text
    folded = Folded(text, furniture.without(whole.lower, found), whole.starts, whole.ends)
    figures = tuple(values(folded, japanese_text))
    topic = _TOPIC.match(text) if title else None
    if topic:
        figures = tuple(value._replace(weak=value.weak or value.end <= topic.end()) for value in figures)
    tokens = tuple(_tokens(folded.lower, japanese_text))
    marks = _japanese_marks(folded.lower, title) if japanese_text else english().marks(tokens)
    return Reading(
        at, stored, place, folded, japanese_text, found, tokens, _content(tokens, figures, japanese_text), tuple(marks), figures,
        tuple(names(folded.text, tokens, marks, japanese_text)), tuple(_quotations(folded, japanese_text)),
        _key(folded.lower, figures, japanese_text),
    )  # fmt: skip


def _squeezed(folded: Folded) -> Folded:
    """The folded text with runs of white space made one blank, as content hashes have it (DESIGN, rules of data)."""
    if not _BLANKS.search(folded.text):
        return folded
    run = _RUN.search(folded.text)
    if run is None or run.end() == len(folded.text):
        # A run at the end, as most are, moves nothing.
        return Folded(_BLANK.sub(" ", folded.text), _BLANK.sub(" ", folded.lower), folded.starts, folded.ends)
    kept = [at for at, char in enumerate(folded.text) if not (char.isspace() and at and folded.text[at - 1].isspace())]
    starts, ends = folded.starts or range(len(folded.text)), folded.ends or range(1, len(folded.text) + 1)
    text = "".join(" " if folded.text[at].isspace() else folded.text[at] for at in kept)
    lower = "".join(" " if folded.text[at].isspace() else folded.lower[at] for at in kept)
    return Folded(text, lower, [starts[at] for at in kept], [ends[at] for at in kept])


def _tokens(lower: str, japanese_text: bool) -> list[Token]:
    if japanese_text:
        return [Token(match[0], *match.span()) for match in _JA_WORD.finditer(lower)]
    if "n't" not in lower:
        return [Token(spelled(match[0].removesuffix("'s")), *match.span()) for match in _EN_WORD.finditer(lower)]
    found = []
    for match in _EN_WORD.finditer(lower):
        word = match[0]
        start, end = match.span()
        if word[-3:] == "n't" and word != "n't":
            found.append(Token({"won": "will", "ca": "can"}.get(word[:-3], word[:-3]), start, end - 3))
            found.append(Token("not", end - 3, end))
        else:
            found.append(Token(spelled(word.removesuffix("'s")), start, end))
    return found


def _content(tokens: tuple[Token, ...], figures: tuple[Value, ...], japanese_text: bool) -> Counter[str]:
    words = [value.key for value in figures]
    taken = {at for value in figures for at in range(value.start, value.end)}
    rest = [word for word, start, _ in tokens if start not in taken]
    if not japanese_text:
        words += [stem(word) for word in rest if word not in STOP]
        return Counter(words)
    for word in rest:
        if len(word) < 3 or not _kanji(word[0]):
            words.append(word)
        else:
            # Compounds are written with and without what belongs to them, so they are compared by twos.
            words += map(str.__add__, word, word[1:])
    return Counter(words)


# A headline's clause that ends in か asks, one that ends in へ is to come; 週内にも is not certain.
_ENDING = re.compile(
    r"(?=[かへに])(?:(?:(?<=[一-鿿ァ-ヴーの])(か)|(?<=[一-鿿ァ-ヴーりれげきちめいえけみせ])(へ))(?=[\s、。」』)！？]|$)"
    r"|(?<=[週月年日内中末])(にも)(?!かかわらず))"
)


_ANSWER = re.compile(r"\W*(?:a\d*\W+)?(はい|いいえ)(?=[。、,\s])")
# Other words for what is to come.
_TO_COME = re.compile(r"予定|予想|予測|想定|公算|方針|計画|見通し|見込|意向|目指|検討|準備|構え|あす|来週|来月|来年")
# 明言しなかった is not sure, and 明言を避けた neither.
_DENIED = re.compile(r"(?:し|でき|は|を|し得)*(?:な[いかくけ]|ず|ません|避け|控え|拒)")


def _japanese_marks(lower: str, title: bool) -> list[Mark]:
    """The marks of a sentence. title: へ at a clause's end tells that something is to come."""
    found = [mark for mark in japanese().marks(lower) if not (mark.key == "sure" and _DENIED.match(lower, mark.end))]
    for match in _ENDING.finditer(lower):
        found.append(Mark("certainty", "will" if match[2] else "may", match.start(), match.end()))
        if match[2] and title and not any(mark.family == PLACE and mark.end == match.start() > mark.start + 1 for mark in found):
            found.append(Mark("tocome", "will", match.start(), match.end()))
    answer = _ANSWER.match(lower)
    if answer:
        found.append(Mark("answer", "yes" if answer[1] == "はい" else "no", *answer.span(1)))
    if title:
        found += [Mark("tocome", "will", *match.span()) for match in _TO_COME.finditer(lower)]
    return found


def _kanji(char: str) -> bool:
    return "一" <= char <= "鿿"


def _quotations(folded: Folded, japanese_text: bool) -> list[Quotation]:
    found = []
    for match in _QUOTE.finditer(folded.lower) if holds(folded.lower, _QUOTING) else ():
        group = next(number for number in range(1, 5) if match[number])
        inside = match[group]
        words = _JA_WORD.findall(same_kana(inside)) if japanese_text else [spelled(word) for word in _EN_WORD.findall(inside)]
        found.append(Quotation(tuple(words), match.start(group), match.end(group)))
    return found


def _key(lower: str, figures: tuple[Value, ...], japanese_text: bool) -> tuple[str, ...]:
    """The words of a sentence in order and in one spelling, figures by what they mean, without punctuation."""
    pieces = []
    at = 0
    for value in (*figures, None):
        between = lower[at : value.start if value else len(lower)]
        if japanese_text:
            pieces += _LETTER.findall(same_kana(between))
        else:
            pieces += [word for word in map(spelled, _EN_WORD.findall(between)) if word not in _ARTICLES]
        if value:
            pieces.append(value.key)
            at = value.end
    return tuple(pieces)
