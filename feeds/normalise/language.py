"""Which language a text is in: what its letters show goes before what a feed declares (WordPress says en-US by default)."""

from __future__ import annotations

import re

_KANA = re.compile("[ぁ-ゖァ-ヺｦ-ﾝ]")
_HAN = re.compile("[一-鿿々]")
_HANGUL = re.compile("[가-힣]")
_LATIN_WORD = re.compile("[A-Za-z]{2,}")
_WORDS = 3  # a name or a file type in Latin letters makes no Japanese page's title English
_ENOUGH_WORDS, _LOOKED_AT = 100, 400  # Latin words from which on, and up to which, English is known by its smallest words
_ENGLISH = frozenset("the of and to that for with by at from it be are has have this which".split())  # none of its neighbours' words
_LEAST_ENGLISH = 0.08  # share of these among a text's words: 0.15 at least in English articles, next to nothing in other languages
_NAMES = {"japanese": "ja", "english": "en", "jpn": "ja", "eng": "en", "jp": "ja"}


def language_of(text: str, declared: str = "") -> str:
    """Primary subtag of the language of a text (RFC 5646), or empty where neither letters nor declaration tell.

    declared: a tag (`en-US`, `ja_JP`) or a name (`Japanese`). Kana make a text Japanese. Without kana, Han or Hangul, some words in
    Latin letters aren't Japanese whatever is declared; they are English, but for a longer text without English's smallest words.
    """
    tag = primary_tag(declared)
    if _KANA.search(text):
        return "ja"
    if tag in ("ja", "") and not _HAN.search(text) and not _HANGUL.search(text):
        words = _LATIN_WORD.findall(text)
        if len(words) >= _ENOUGH_WORDS and not _is_english(words):
            return ""
        return "en" if len(words) >= _WORDS or (words and not tag) else tag
    return tag


def _is_english(words: list[str]) -> bool:
    sample = words[:_LOOKED_AT]
    return sum(word.lower() in _ENGLISH for word in sample) >= _LEAST_ENGLISH * len(sample)


def primary_tag(declared: str) -> str:
    """`ja` for `ja-JP`, `ja_JP` and `Japanese`; empty for what is no language tag."""
    name = declared.strip().lower().replace("_", "-").partition("-")[0]
    name = _NAMES.get(name, name)
    return name if re.fullmatch(r"[a-z]{2,3}", name) else ""
