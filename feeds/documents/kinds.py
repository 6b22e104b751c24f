"""What kind of file a document is, by its own bytes (TRAPS 39); for tables and plain text, which have no mark, by type and name too."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Literal
from urllib.parse import urlsplit

Kind = Literal["pdf", "docx", "xlsx", "csv", "text", "unread", ""]

_PDF_WITHIN = 1024  # bytes in which a PDF's mark may stand (ISO 32000-1, Annex H.3, implementation note 13)
_PARTS: dict[str, Kind] = {"word/": "docx", "xl/": "xlsx"}
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # a compound file: .doc, .xls, .ppt ([MS-CFB] §2.2)
_TABLES = frozenset(("text/csv", "text/tab-separated-values", "application/csv", "application/vnd.ms-excel"))
_MARKUP = re.compile(rb"<(?:!doctype|html|head|body|\?xml|rss|rdf|feed|div|p|script)\b", re.IGNORECASE)
_HEAD = 4096


def kind_of(body: bytes, content_type: str = "", url: str = "") -> Kind:
    """The kind of a file; `unread` for archives, slides and old office files, whose bytes alone are watched; empty for none of these.

    body: the whole file. content_type: the header as sent. url: where it came from; its suffix tells a table from other text.
    """
    head = body[:_HEAD]
    if b"%PDF-" in head[:_PDF_WITHIN]:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return _office(body)
    if head.startswith(_OLD):
        return "unread"
    if b"\x00" in head or _MARKUP.search(head):
        return ""
    return _plain(content_type.partition(";")[0].strip().lower(), urlsplit(url).path.lower())


def _office(body: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, UnicodeDecodeError, OSError):
        return "unread"
    if "[Content_Types].xml" not in names:
        return "unread"
    return next((kind for part, kind in _PARTS.items() if any(name.startswith(part) for name in names)), "unread")


def _plain(media_type: str, path: str) -> Kind:
    if path.endswith((".csv", ".tsv")) or (media_type in _TABLES and not path.endswith((".xls", ".html", ".htm"))):
        return "csv"
    return "text" if path.endswith((".txt", ".md")) or media_type == "text/plain" else ""
