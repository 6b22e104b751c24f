"""What an edited sentence limits or joins to something: another kind of thing, a limiting word, the last part of "A, and B"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz.distance import OSA

from tracker.diff import kinds_en, kinds_ja
from tracker.diff.lexicon import PLACE
from tracker.diff.pairing import Pair
from tracker.diff.reading import Reading
from tracker.diff.reasons import Piece
from tracker.diff.spelling import stem
from tracker.diff.synonyms import means_same
from tracker.diff.words_en import STOP

# An edit is small where little else changed in the sentence (code points; in Japanese fewer).
_SMALL, _SMALL_JA = 12, 5
_KIND_WORD = 3
_ENGLISH_JOINED = re.compile(r"^[\s,;]*(?:and|or|as well as|plus|along with|including)\s+(?:also\s+)?(?P<item>[a-z0-9][^.;:!?]*?)[\s,]*$")
_JAPANESE_JOINED = re.compile(
    r"^[、\s]*(?:および|及び|並びに|ならびに|または|又は|もしくは|若しくは|それに|さらに)(?P<item>[^。「」]{2,40}?)(?:など|等)?$"
)
_ENDS = re.compile(r"\s*(?:$|[.;:,、。\n)）はがをにのもで])")
# A clause, not a part of an enumeration.
_CLAUSE = frozenset(
    (
        "said says say told will would could may might can is are was were has have had be been less more fewer later earlier"
        " it he she they we i you this that there then not so also did does do"
    ).split()
)
_JOINED_WORDS = 14
_LIMITING_JA = re.compile(rf"(?:{'|'.join(sorted(kinds_ja.LIMITING, key=len, reverse=True))})[のな]?")
# Words that begin alike are forms of one (migrant, migration).
_ROOT = 4
_PLAIN = re.compile(r"[a-z]{4,}(?<!ing)(?<!ed)(?<!ly)")
_NOUN_BEFORE = re.compile(r"\b(?:the|a|an|this|these|those|its|their|his|her|our|your|of|for|in|on|at|by|with|from|and|or)\s$")
_NOUN_AFTER = re.compile(
    r"\s*(?:$|[.,;:!?)\n\"]|(?:of|in|on|at|for|to|from|by|with|and|or|that|which|who|is|are|was|were|will|would|has|have|had|said|says|may|must)\b)"
)
_JA_PLAIN = re.compile(r"[一-鿿々ァ-ヴー]{2,}")
_JA_LETTER = re.compile(r"[一-鿿々ァ-ヴー]")
_JA_NOUN_AFTER = re.compile(r"(?:を|が|は|の|に|で|と|へ|も|や|から|まで|より|など|、|。|$)(?!き|し|さ)")
_KANJI = re.compile(r"[一-鿿々]")
_NOUN = re.compile(r"[一-鿿々ァ-ヴーa-z]")
# 米ディア is ディア: whose company it is.
_COMPANY = re.compile(r"[ァ-ヴー]{2}|[a-z]{2}")
# What makes an adjective of a country's name.
_OF_PLACE = re.compile(r"(?:の|系|製|産|籍|人|内|側|向け|発)?")


def is_other_kind(one: Pair, piece: Piece) -> bool:
    """Whether a Japanese word of another kind with the same head took a word's place: 発電所, 造船所."""
    start, end, to_start, to_end = piece
    if not one.before.japanese or start == end or to_start == to_end:
        return False
    before, after = _word(one.before.folded.lower, start, end), _word(one.after.folded.lower, to_start, to_end)
    if min(len(before), len(after)) < _KIND_WORD or before[-1] != after[-1] or before[-1] not in kinds_ja.HEADS:
        return False
    return not set(before[:-1]) & set(after[:-1])


def is_limited(one: Pair, piece: Piece, changed: Sequence[Piece]) -> bool:
    """Whether a small edit put a limiting word before a noun, or took it away: 中小企業, 対米輸出, small firms, Canadian goods."""
    start, end, to_start, to_end = piece
    if (start == end) == (to_start == to_end):
        return False
    here, there, at = (one.before, one.after, (start, end)) if start < end else (one.after, one.before, (to_start, to_end))
    rest = sum(max(d - c, b - a) for a, b, c, d in changed if (a, b, c, d) != piece)
    if rest > (_SMALL_JA if here.japanese else _SMALL):
        return False
    text, other = here.folded.lower, there.folded.lower
    word = text[at[0] : at[1]].strip(" ,")
    if not word or text.count(word) <= other.count(word) or not _NOUN.match(text[at[1] :].lstrip()[:1]):
        return False
    # "The plan that exists" is the existing plan.
    if any(other_word[:_ROOT] == word[:_ROOT] for other_word in there.words if len(other_word) >= _ROOT):
        return False
    if here.japanese:
        return bool(_LIMITING_JA.fullmatch(word)) or _is_place(here, at, rest == 0)
    words = word.split()
    return all(one in kinds_en.LIMITING for one in words) or (len(words) == 1 and _is_place(here, at, rest == 0))


def is_joined(here: Reading, there: Reading, span: tuple[int, int], instead: str) -> bool:
    """Whether the last part of "A, and B" stands on one side only, however long it is. instead: what stands there on the other side."""
    if instead.strip(" 、,.") or not _ENDS.match(here.folded.lower, span[1]):
        return False
    text = here.folded.lower[span[0] : span[1]]
    if here.japanese:
        match = _JAPANESE_JOINED.match(text)
        return match is not None and match["item"] not in there.folded.lower
    match = _ENGLISH_JOINED.match(text)
    if match is None:
        return False
    words = match["item"].split()
    if len(words) > _JOINED_WORDS or _CLAUSE.intersection(words) or words[0].endswith("ed"):
        return False
    content = [stem(word.strip(",'\"")) for word in words if word not in STOP]
    return bool(content) and sum(word not in there.words for word in content) * 2 > len(content)


def is_other_noun(one: Pair, piece: Piece, changed: Sequence[Piece]) -> bool:
    """Whether a noun of no list took another's place, nothing else changed in the sentence, and the two are not known to mean the same."""
    start, end, to_start, to_end = piece
    if len(changed) != 1 or start == end or to_start == to_end:
        return False
    spans = ((one.before, start, end), (one.after, to_start, to_end))
    if one.before.japanese:
        old, new = (_japanese_noun(side, at, to) for side, at, to in spans)
        return bool(old) and bool(new) and not set(old) & set(new) and not means_same(one, piece)
    old, new = (_english_noun(side, at, to) for side, at, to in spans)
    if not old or not new or old in new or new in old or stem(old)[:_ROOT] == stem(new)[:_ROOT]:
        return False
    return OSA.distance(old, new, score_cutoff=2) > 2 and not means_same(one, piece)


def _english_noun(side: Reading, start: int, end: int) -> str:
    """The word of a span where it stands as a noun does: behind an article or preposition, before what no adjective stands before."""
    text = side.folded.lower
    word = text[start:end].strip()
    if not _PLAIN.fullmatch(word) or any(mark.start < end and mark.end > start for mark in side.marks):
        return ""
    if not _NOUN_BEFORE.search(text[:start].rstrip() + " ") or not _NOUN_AFTER.match(text, end):
        return ""
    return word


def _japanese_noun(side: Reading, start: int, end: int) -> str:
    """The word of a span where it stands as a noun does: before a particle, and no part of a longer word or verb."""
    text = side.folded.lower
    word = text[start:end]
    if not _JA_PLAIN.fullmatch(word) or (start and _JA_LETTER.match(text[start - 1])) or not _JA_NOUN_AFTER.match(text, end):
        return ""
    return "" if any(mark.start < end and mark.end > start for mark in side.marks) else word


def _word(text: str, start: int, end: int) -> str:
    """The word in kanji that a span is part of; "" where the span holds anything else."""
    if not all(_KANJI.match(char) for char in text[start:end]):
        return ""
    while start and _KANJI.match(text[start - 1]):
        start -= 1
    while end < len(text) and _KANJI.match(text[end]):
        end += 1
    return text[start:end]


def _is_place(here: Reading, at: tuple[int, int], alone: bool) -> bool:
    """Whether a span is the name of a place and no more than what joins it to a noun.

    alone: nothing else changed in the sentence; else the place has to be named in it before or after, so that it is no mere reminder.
    """
    text = here.folded.lower[at[0] : at[1]]
    if here.japanese and _COMPANY.match(here.folded.lower, at[1]) and len(text) == 1:
        return False
    start, word = at[0] + len(text) - len(text.lstrip()), text.strip()
    places = [mark for mark in here.marks if mark.family == PLACE and mark.start == start]
    keys = [mark.key for mark in places if _OF_PLACE.fullmatch(word[mark.end - start :])]
    return any(alone or sum(mark.key == key for mark in here.marks) > 1 for key in keys)
