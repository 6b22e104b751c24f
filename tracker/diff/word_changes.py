"""Words without a list that changed in an edited sentence: an item of an enumeration, a foreign name, an opposite."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from tracker.diff.kind_changes import is_joined, is_limited, is_other_kind, is_other_noun
from tracker.diff.lexicon import BODY, PLACE, PRODUCT, Mark, inflections
from tracker.diff.pairing import Pair
from tracker.diff.reading import Reading
from tracker.diff.reasons import Piece, Span, reason
from tracker.diff.spelling import stem
from tracker.diff.types import ChangeReason

_FILLERS = " ,、とやand"
_ENGLISH_ITEM = re.compile(r"^[\s,]*(?:and |or )?(?P<item>[a-z][a-z'-]*(?: [a-z][a-z'-]*){0,2})[\s,]*(?: and| or)?[\s,]*$")
_JAPANESE_ITEM = re.compile(
    r"^[、・やと]?(?P<item>(?:[一-鿿々ァ-ヴーa-z0-9]|の(?=[一-鿿ァ-ヴ]))+(?:[、・やと及びび](?:[一-鿿々ァ-ヴー]+))*)(?:[、・やと]|及び|および|など)?$"
)
_SEPARATOR = re.compile(r"[,、・やと／/]|\b(?:and|or)\b|及び|および|並びに")
# Words of a piece that is a name for one thing.
_SHORT_PIECE = 2
_WILL_BE = re.compile(r"\b(?:will|to|would|shall) be (?:\w+ly )?(?P<act>\w{3,})\b")
_HAS_BEEN = re.compile(r"\b(?:has|have|had|was|were)(?: been)? (?:\w+ly )?(?P<act>\w{3,}(?:ed|en|n|t|g))\b")
# Who says so at a headline's end, and no item.
_ATTRIBUTED = re.compile(
    r"\b(?:say|says|said|sources?|reports?|officials?|analysts?|minister|ministry|polls?|surveys?|study|data|shows?|experts?|\w+(?:ing|ed|ly))\b"
)
_NO_ITEMS = frozenset(
    (
        "and or less more fewer later earlier above below over so however too instead meanwhile also again"
        " then now still already only so yet moreover"
    ).split()
)
# Written apart, with a hyphen, or as one: rare-earth, rare earths.
_JOINT = re.compile(r"[\s-]")
_KATAKANA = re.compile(r"[ァ-ヴー・]{2,}")
# Below this likeness, 0 to 1, two words in katakana are two things, not two spellings.
_SPELLINGS = 0.5
# Characters that turn a Japanese word into its opposite (輸出, 輸入; 増益, 減益).
_OPPOSITES = frozenset(
    frozenset(two)
    for two in (
        "増減 上下 高安 高低 前後 内外 可否 有無 強弱 大小 多少 長短 早遅 新旧 官民 東西 南北 加減 勝敗 拡縮 賛否 合違 入出 黒赤 売買 正負"
        " 公私 先後 始終 開閉 甲乙 男女 昼夜 良悪 適違 表裏 主従 遠近 左右 原被 攻守 是非 得失 損益"
    ).split()
)
_KANA, _OPPOSITE = re.compile(r"[ぁ-ん]"), 3
# Prefixes that make another thing of the word behind them, and those that deny it.
_PREFIXES = frozenset("不 無 非 未 副 前 元 旧 準 仮 半 全 翌 超 反 脱 毎".split())
_DENYING = frozenset("不無非未")
_ENGLISH_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non", "non-", "mis", "anti-")


def word_changes(field: str, one: Pair, changed: Sequence[Piece]) -> Iterator[ChangeReason]:
    """What was put into or taken out of an enumeration, or stands in the place of its opposite. changed: the pieces that differ."""
    old, new = one.before.folded.lower, one.after.folded.lower
    for start, end, to_start, to_end in changed:
        before, after = old[start:end], new[to_start:to_end]
        if _JOINT.sub("", before).rstrip("s") == _JOINT.sub("", after).rstrip("s") != "":
            continue
        item = _is_item(one.before, one.after, (start, end), after) or _is_item(one.after, one.before, (to_start, to_end), before)
        piece = (start, end, to_start, to_end)
        other = item or (_is_other_name(before, after) and not _is_person(one, piece)) or _is_opposite(before, after)
        other = other or _is_other_thing(one, piece)
        other = other or is_other_kind(one, piece) or (field != "title" and _is_narrowed(one, piece, changed))
        kind = "scope" if other else _prefix(one, piece)
        if kind:
            yield reason(kind, field, one, (start, end) if before else None, (to_start, to_end) if after else None)


def joined_changes(field: str, one: Pair, changed: Sequence[Piece]) -> Iterator[ChangeReason]:
    """The last part of "A, and B" in a sentence of which nothing else changed, however much of it that part is."""
    for start, end, to_start, to_end in changed if len(changed) == 1 else ():
        before, after = one.before.folded.lower[start:end], one.after.folded.lower[to_start:to_end]
        if is_joined(one.before, one.after, (start, end), after) or is_joined(one.after, one.before, (to_start, to_end), before):
            yield reason("scope", field, one, (start, end) if before else None, (to_start, to_end) if after else None)


def done_changes(field: str, one: Pair) -> Iterator[ChangeReason]:
    """What will be done in one sentence and has been done in the other: "will be extended", "has been extended"."""
    for here, there, before in ((one.before, one.after, True), (one.after, one.before, False)):
        will, done = _WILL_BE.search(here.folded.lower), _HAS_BEEN.search(there.folded.lower)
        if will and done and will["act"] == done["act"] and not _WILL_BE.search(there.folded.lower):
            spans = (will.span(), done.span()) if before else (done.span(), will.span())
            yield reason("status", field, one, *spans)


def tense_changes(field: str, one: Pair) -> Iterator[ChangeReason]:
    """What is to come in one headline and comes in the other: "to meet", "meets"."""
    for here, there, before in ((one.before, one.after, True), (one.after, one.before, False)):
        others = {token.word for token in there.tokens}
        for to, verb in pairwise(here.tokens):
            comes = [form for form in inflections(verb.word) if not form.endswith("ing")]
            if to.word == "to" and verb.word not in others and others.intersection(comes):
                span = (to.start, verb.end)
                yield reason("status", field, one, span if before else None, None if before else span)


def _is_narrowed(one: Pair, piece: Piece, changed: Sequence[Piece]) -> bool:
    start, end, to_start, to_end = piece
    old, new = one.before.folded.lower[start:end], one.after.folded.lower[to_start:to_end]
    joined = is_joined(one.before, one.after, (start, end), new) or is_joined(one.after, one.before, (to_start, to_end), old)
    return joined or is_limited(one, piece, changed) or is_other_noun(one, piece, changed)


def _is_item(here: Reading, there: Reading, span: Span, instead: str) -> bool:
    """Whether something stands in an enumeration on one side only. instead: what stands in its place on the other side."""
    text = here.folded.lower[span[0] : span[1]]
    if instead.strip(_FILLERS):
        return False
    match = (_JAPANESE_ITEM if here.japanese else _ENGLISH_ITEM).match(text)
    if match is None or match["item"] in there.folded.lower or match["item"] in _NO_ITEMS or not _enumerated(here, span, text):
        return False
    if not here.japanese and any(stem(word) in there.words for word in match["item"].split()):
        return False
    inside = [mark for mark in here.marks if mark.start < span[1] and mark.end > span[0]]
    known = {(mark.family, mark.key) for mark in there.marks}
    if inside and all((mark.family, mark.key) in known and _is_told(mark, here, there) for mark in inside):
        return False
    return all(mark.family in (PRODUCT, PLACE) for mark in inside)


def _is_told(mark: Mark, here: Reading, there: Reading) -> bool:
    """Whether a known thing is told by the same word too: chairs are furniture, as the tables beside them are."""
    return mark.family != PRODUCT or here.folded.lower[mark.start : mark.end] in there.folded.lower


def _enumerated(here: Reading, span: Span, text: str) -> bool:
    if not _SEPARATOR.search(text):
        return False
    whole = here.folded.lower
    left, right = whole[max(0, span[0] - 5) : span[0]].rstrip(), whole[span[1] : span[1] + 5].lstrip()
    if here.japanese:
        return bool(_SEPARATOR.match(right) or _SEPARATOR.search(text[:2]) or re.search(r"[,、・やと]$", left))
    ends = not right and text.startswith(",") and not _ATTRIBUTED.search(text)
    return ends or bool(_SEPARATOR.match(right) or re.search(r"\b(?:and|or)\b", text))


def _prefix(one: Pair, piece: Piece) -> str:
    """The class of a change that is a prefix put before a word or taken from it: unlikely, disapprove, 不可能, 翌日; else ""."""
    start, end, to_start, to_end = piece
    before, after = one.before.folded.lower[start:end], one.after.folded.lower[to_start:to_end]
    if bool(before) != bool(after):
        side, at, text = (one.before, end, before) if before else (one.after, to_end, after)
        if text in _PREFIXES and "一" <= side.folded.lower[at : at + 1] <= "鿿":
            return "negation" if text in _DENYING else "scope"
        return ""
    short, long = sorted((before.strip(), after.strip()), key=len)
    denied = len(short) >= 4 and any(long == f"{prefix}{short}" for prefix in _ENGLISH_PREFIXES)
    return "negation" if denied else ""


def _is_other_name(before: str, after: str) -> bool:
    """Whether one katakana word took the place of an unlike one: foreign names, places and goods are written so."""
    if not (_KATAKANA.fullmatch(before) and _KATAKANA.fullmatch(after)):
        return False
    return Levenshtein.normalized_similarity(before, after) < _SPELLINGS


def _is_person(one: Pair, piece: Piece) -> bool:
    """Whether what differs is a person's name, which `name_changes` tells."""
    start, end, to_start, to_end = piece
    return any(name.start < end and name.end > start for name in one.before.names) and any(
        name.start < to_end and name.end > to_start for name in one.after.names
    )


def _is_other_thing(one: Pair, piece: Piece) -> bool:
    """Whether a thing of the lists and a word without a list took each other's place."""
    start, end, to_start, to_end = piece
    words = [side.folded.lower[a:b].split() for side, a, b in ((one.before, start, end), (one.after, to_start, to_end))]
    if one.before.japanese or not all(0 < len(some) <= _SHORT_PIECE for some in words):
        return False
    old = [mark for mark in one.before.marks if mark.start < end and mark.end > start]
    new = [mark for mark in one.after.marks if mark.start < to_end and mark.end > to_start]
    alone = old or new
    known = {(mark.family, mark.key) for mark in (one.after if old else one.before).marks}
    return bool(old) != bool(new) and all(mark.family in (PRODUCT, BODY) and (mark.family, mark.key) not in known for mark in alone)


def _is_opposite(before: str, after: str) -> bool:
    # 小さ and 大き differ in their kana as well.
    old, new = _KANA.sub("", before), _KANA.sub("", after)
    return len(old) == len(new) == 1 and max(len(before), len(after)) <= _OPPOSITE and frozenset((old, new)) in _OPPOSITES
