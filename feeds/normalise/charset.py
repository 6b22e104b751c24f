"""From bytes to text, whatever is declared (TRAPS 40).

A declaration counts where the bytes decode by it and look like text; the header's, the document's and none may all be wrong. Shift_JIS is
read as cp932 and EUC-JP with NEC's and IBM's characters, as browsers do (WHATWG Encoding): so 0x8160 is U+FF5E, not U+301C.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import chardet

from feeds.normalise.japanese import decode_euc_jp, decode_iso2022_jp

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe\x00\x00", "utf-32-le"), (b"\x00\x00\xfe\xff", "utf-32-be"),
         (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))  # fmt: skip
# `<?`, `<r`, `{"` and the like without a byte order mark.
_WIDE = ((re.compile(rb"\x00\x00\x00[<{\[]"), "utf-32-be"), (re.compile(rb"[<{\[]\x00\x00\x00"), "utf-32-le"),
         (re.compile(rb"\x00[<{\[]\x00[\x21-\x7e]"), "utf-16-be"), (re.compile(rb"[<{\[]\x00[\x21-\x7e]\x00"), "utf-16-le"))  # fmt: skip
_ISO2022_ESCAPE = re.compile(rb"\x1b(?:\$[@B]|\([BJI])")
_IN_XML = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*['"]\s*([A-Za-z0-9._:-]{2,40})\s*['"]""")
_IN_META = re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*['"]?\s*([A-Za-z0-9._:-]{2,40})""", re.IGNORECASE)
_IN_HEADER = re.compile(r"""charset\s*=\s*['"]?\s*([A-Za-z0-9._:-]{2,40})""", re.IGNORECASE)
_HEAD = 4096
# Labels that mean more than Python's codec of that name (WHATWG Encoding §4.2), or that only servers use.
_MEANT = {
    "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "x-sjis": "cp932", "ms_kanji": "cp932", "windows-31j": "cp932",
    "ms932": "cp932", "cswindows31j": "cp932", "x-euc-jp": "euc_jp", "euc-jp": "euc_jp", "eucjp": "euc_jp", "cseucpkdfmtjapanese": "euc_jp",
    "iso-2022-jp": "iso2022_jp", "csiso2022jp": "iso2022_jp", "gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030",
    "ks_c_5601-1987": "cp949", "euc-kr": "cp949", "iso-8859-1": "cp1252", "latin1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252",
    "ascii": "cp1252", "windows-1252": "cp1252", "iso-8859-9": "cp1254", "tis-620": "cp874", "utf8": "utf-8", "unicode": "utf-8",
    "utf-16": "utf-8", "utf-16le": "utf-8", "utf-16be": "utf-8", "utf-32": "utf-8",
}  # fmt: skip
_SHOWN = {"cp932": "shift_jis", "euc_jp": "euc-jp", "iso2022_jp": "iso-2022-jp", "cp1252": "windows-1252", "cp949": "euc-kr"}
# Any bytes decode by these, or nearly any, so that decoding proves nothing.
_SINGLE_BYTE = re.compile(r"cp125\d|iso-?8859|koi8|cp874|mac|latin|cp437|cp850|windows-")
_WEIGHT_OF_BAD = 3.0  # a third of what isn't ASCII may be unreadable before an encoding counts as impossible
_SURE_ENOUGH = 0.7  # confidence from which a detector's guess counts
_MARKS = re.compile("[\ufffd\x80-\x9f\ue000-\uf8ff]")
_KANA = re.compile("[ぁ-ゖァ-ヺー、。「」]")
_HALF_KANA = re.compile("[｡-ﾟ]")
_WIDE_LETTER = re.compile("[^\x00-\x7f]")
_WIDE_RUN = re.compile("[^\x00-\x7f]{2,}")
_SAMPLE = 20_000  # characters looked at where a look at all of them would be slow


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding that it was in, and what was wrong with that, for a warning."""

    text: str
    charset: str
    warning: str = ""

    @property
    def warnings(self) -> tuple[str, ...]:
        """The warning where there is one."""
        return (self.warning,) if self.warning else ()


def decode(body: bytes, content_type: str = "") -> Decoded:
    """The text of a document's bytes; always gives one, with U+FFFD where nothing else helps.

    content_type: the header as sent. Looked at are a byte order mark, escapes of ISO-2022-JP, the XML declaration, `<meta>`, the
    header, and the bytes themselves.
    """
    sure = _sure(body)
    if sure:
        return sure
    labels = _labels(body, content_type)
    declared = tuple(label for label in labels if not _SINGLE_BYTE.match(label))
    if not any(label != "utf-8" for label in declared) and (utf8 := _decoded(body, "utf-8", strict=True)) is not None:
        return Decoded(utf8, "utf-8", "" if utf8.isascii() else _contradiction("utf-8", labels))
    best = _best(_candidates(body, declared, strict=True), declared)
    if best is None:
        best = _best(_candidates(body, declared, strict=False), declared) or _detected(body, labels)
    label, text = best
    return Decoded(text, _shown(label), _contradiction(label, labels) or _unreadable(text, label))


def _sure(body: bytes) -> Decoded | None:
    for bom, label in _BOMS:
        if body.startswith(bom):
            return Decoded(body[len(bom) :].decode(label, "replace"), label)
    for pattern, label in _WIDE:
        if pattern.match(body):
            return Decoded(body.decode(label, "replace"), label)
    if _ISO2022_ESCAPE.search(body) and body.isascii():
        text = decode_iso2022_jp(body)
        return Decoded(text, "iso-2022-jp", _unreadable(text, "iso-2022-jp"))
    return None


def _labels(body: bytes, content_type: str) -> list[str]:
    """Python's names of the declared encodings, the document's first."""
    head = body[:_HEAD]
    found = [match[1].decode("ascii") for match in (_IN_XML.search(head), _IN_META.search(head)) if match]
    if header := _IN_HEADER.search(content_type):
        found.append(header[1])
    return list(dict.fromkeys(_MEANT.get(label.lower(), label.lower()) for label in found))


def _candidates(body: bytes, declared: tuple[str, ...], *, strict: bool) -> dict[str, str]:
    """The text by each encoding that the bytes may be in, the declared ones first. Undeclared Japanese ones need kana to count."""
    found: dict[str, str] = {}
    for label in dict.fromkeys((*declared, "utf-8", "euc_jp", "cp932")):
        text = _decoded(body, label, strict=strict)
        if text is not None and (label in declared or label == "utf-8" or _is_japanese(text) or (label == "cp932" and _is_kanji(text))):
            found[label] = text
    return found


def _best(texts: dict[str, str], declared: tuple[str, ...]) -> tuple[str, str] | None:
    """The likeliest, of equals the first; None where all have too much that can't be meant."""
    likely = {label: _likely(text, label, stated=label in declared) for label, text in texts.items()}
    label = max(likely, key=lambda one: likely[one], default="")
    return (label, texts[label]) if label and likely[label] > 0 else None


def _detected(body: bytes, labels: list[str]) -> tuple[str, str]:
    """Where nothing fits: what was declared of encodings that fit anything, a detector's guess where it is sure, else Western."""
    guess = chardet.detect(body)
    detected = str(guess["encoding"] or "").lower() if (guess["confidence"] or 0) >= _SURE_ENOUGH else ""
    for label in (*(label for label in labels if _SINGLE_BYTE.match(label)), _MEANT.get(detected, detected)):
        if label and not label.startswith("mac") and (text := _decoded(body, label, strict=False)) is not None:
            return label, text
    return "cp1252", body.decode("cp1252", "replace")


def _decoded(body: bytes, label: str, *, strict: bool) -> str | None:
    try:
        return decode_euc_jp(body, lenient=not strict) if label == "euc_jp" else body.decode(label, "strict" if strict else "replace")
    except (UnicodeError, LookupError):
        return None


def _likely(text: str, label: str, *, stated: bool) -> float:
    """How much a text looks like one, 0 to about 1; 0 for what can't be meant. The shape of UTF-8 is no accident."""
    wide = len(_WIDE_LETTER.findall(text))
    bad: float = len(_MARKS.findall(text))
    if not wide:
        return 0.5
    if label == "utf-8":
        return 1.0 - _WEIGHT_OF_BAD * bad / wide
    bad += len(_HALF_KANA.findall(text)) / 2
    return 0.9 - _WEIGHT_OF_BAD * bad / wide + (0.02 if stated else 0.0)


def _is_japanese(text: str) -> bool:
    """Whether most of what isn't ASCII can be Japanese, with kana among it."""
    wide = len(_WIDE_LETTER.findall(text))
    kana = len(_KANA.findall(text))
    bad = len(_MARKS.findall(text)) + len(_HALF_KANA.findall(text)) / 2
    return kana >= 2 and kana >= 0.1 * wide and bad <= 0.2 * wide


def _is_kanji(text: str) -> bool:
    """Whether a text without kana is Japanese: what isn't ASCII stands together and is kanji of the first level or full-width.

    Only for Shift_JIS, whose lead bytes of common kanji (0x88 to 0x97) are control characters or quotes in Western encodings.
    """
    wide = _WIDE_LETTER.findall(text[:_SAMPLE])
    common = sum("\uff01" <= one <= "\uff5e" or 0x88 <= one.encode("cp932", "replace")[0] <= 0x97 for one in wide)
    together = sum(map(len, _WIDE_RUN.findall(text[:_SAMPLE])))
    return len(wide) >= 4 and common >= 0.8 * len(wide) and together >= 0.8 * len(wide)


def _shown(label: str) -> str:
    return _SHOWN.get(label, label)


def _contradiction(label: str, labels: list[str]) -> str:
    """What was declared and not read; a general single-byte label beside the right one is no news."""
    others = [other for other in labels if other != label]
    if not others or (label in labels and all(_SINGLE_BYTE.match(other) for other in others)):
        return ""
    return f"declared as {' and '.join(map(_shown, others))}, read as {_shown(label)}"


def _unreadable(text: str, label: str) -> str:
    count = text.count("\ufffd")
    return f"{count} characters can't be read as {_shown(label)}" if count else ""
