"""What stands for the text of a file that holds none that can be read: its hash, so that a replaced one is noticed. Pure."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile

_MARK = re.compile(r"SHA-256: [0-9a-f]{64}")


def file_mark(body: bytes) -> str:
    """The line that stands for a file's bytes; empty for an archive that is cut off, which says nothing of the file."""
    if body.startswith(b"PK") and not zipfile.is_zipfile(io.BytesIO(body)):
        return ""
    return f"SHA-256: {hashlib.sha256(body).hexdigest()}"


def is_file_mark(text: str) -> bool:
    """Whether a text only stands for the bytes of a file."""
    return _MARK.fullmatch(text) is not None
