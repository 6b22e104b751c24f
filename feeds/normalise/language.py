"""Which language a text is in: what its letters show goes before what a feed declares (WordPress says en-US by default)."""

from __future__ import annotations

import re

_KANA = re.compile("[ぁ-ゖァ-ヺｦ-ﾝ]")
_HAN = re.compile("[一-鿿々]")
_HANGUL = re.compile("[가-힣]")
_LATIN_WORD = re.compile("[A-Za-z]{2,}")
_WORDS = 3  # a name or a file type in Latin letters makes no Japanese page's title English
_NAMES = {"japanese": "ja", "english": "en", "jpn": "ja", "eng": "en", "jp": "ja"}


def language_of(text: str, declared: str = "") -> str:
    """Primary subtag of the language of a text (RFC 5646), or empty where neither letters nor declaration tell.

    declared: a tag (`en-US`, `ja_JP`) or a name (`Japanese`). Kana make a text Japanese. Without kana, Han or Hangul, some words in
    Latin letters aren't Japanese whatever is declared.
    """
    tag = primary_tag(declared)
    if _KANA.search(text):
        return "ja"
    if tag in ("ja", "") and not _HAN.search(text) and not _HANGUL.search(text):
        words = len(_LATIN_WORD.findall(text))
        return "en" if words >= _WORDS or (words and not tag) else tag
    return tag


def primary_tag(declared: str) -> str:
    """`ja` for `ja-JP`, `ja_JP` and `Japanese`; empty for what is no language tag."""
    name = declared.strip().lower().replace("_", "-").partition("-")[0]
    name = _NAMES.get(name, name)
    return name if re.fullmatch(r"[a-z]{2,3}", name) else ""
