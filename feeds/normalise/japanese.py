"""EUC-JP and ISO-2022-JP with the characters that NEC and IBM added, which Python's codecs of these names leave out (TRAPS 40).

Both write the same 94 by 94 table as Shift_JIS does; what is missing is read through cp932, which has all of them.
"""

from __future__ import annotations

import re

_REPLACEMENT = "\ufffd"
_PAIR = re.compile(rb"[\xa1-\xfe][\xa1-\xfe]")
_ESCAPES = re.compile(rb"\x1b(\$[@B]|\([BJI]|\$\(D)")
_HIGH = bytes(byte | 0x80 if byte > 0x20 else byte for byte in range(256))
_WINDOW = 1024  # bytes decoded at a time, so that many bad ones don't cost the square of the length


def decode_euc_jp(data: bytes, *, lenient: bool = False) -> str:
    """Text of EUC-JP bytes. lenient: U+FFFD for what can't be read, up to a sixth of the bytes.

    Raises UnicodeDecodeError where there is more of that, as codecs do.
    """
    pieces: list[str] = []
    allowed = len(data) // 6 + 8 if lenient else 0
    at = 0
    while at < len(data):
        window = data[at : at + _WINDOW]
        try:
            pieces.append(window.decode("euc_jp"))
            at += len(window)
        except UnicodeDecodeError as error:
            pieces.append(window[: error.start].decode("euc_jp"))
            at += error.start
            if error.start:
                continue  # perhaps only cut by the window's end: look again from here
            character = _through_cp932(data[at : at + 2])
            if not character:
                allowed -= 1
                if allowed < 0:
                    raise
            pieces.append(character or _REPLACEMENT)
            at += 2 if character else 1
    return "".join(pieces)


def decode_iso2022_jp(data: bytes) -> str:
    """Text of ISO-2022-JP bytes (RFC 1468, and half-width kana as `ESC ( I`), U+FFFD for what can't be read."""
    pieces: list[str] = []
    mode = b"(B"
    for at, part in enumerate(_ESCAPES.split(data)):
        if at % 2:
            mode = part
        elif mode in (b"$B", b"$@"):
            # A line end ends the two-byte mode in spite of a missing escape (RFC 1468: lines begin in ASCII).
            kanji, newline, rest = part.partition(b"\n")
            pieces.append(_pairs(kanji.translate(_HIGH)))
            pieces.append((newline + rest).decode("ascii", "replace"))
        elif mode == b"(I":
            pieces.append(part.translate(_HIGH).decode("cp932", "replace"))
        elif mode == b"$(D":
            pieces.append(_supplement(part))
        else:
            pieces.append(part.decode("ascii", "replace"))
    return "".join(pieces)


def _pairs(euc: bytes) -> str:
    try:
        return decode_euc_jp(euc, lenient=True)
    except UnicodeDecodeError:
        return euc.decode("euc_jp", "replace")


def _supplement(part: bytes) -> str:
    """JIS X 0212: three bytes a character in EUC-JP."""
    pairs = (part[at : at + 2] for at in range(0, len(part), 2))
    return b"".join(b"\x8f" + pair.translate(_HIGH) for pair in pairs).decode("euc_jp", "replace")


def _through_cp932(pair: bytes) -> str:
    """The character in that cell of the table; empty for none, or for what is no pair of bytes 0xA1 to 0xFE."""
    if not _PAIR.fullmatch(pair):
        return ""
    row, cell = pair[0] - 0xA1, pair[1] - 0xA1
    lead = row // 2 + (0x81 if row < 62 else 0xC1)
    trail = cell + (0x9F if row % 2 else 0x40 + (cell >= 63))
    try:
        return bytes((lead, trail)).decode("cp932")
    except UnicodeDecodeError:
        return ""
