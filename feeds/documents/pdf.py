"""PDF to text; the one place that knows pypdf."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator

from pypdf import PdfReader
from pypdf.errors import DependencyError, LimitReachedError, PyPdfError

from feeds.documents.pdf_lines import joined_lines, meant
from feeds.documents.written import Written, joined
from feeds.errors import ParseError, TooComplex
from feeds.normalise.dates import parse_date
from feeds.normalise.text import shorten
from feeds.quiet import quiet
from feeds.types import Stamp

MOST_PAGES = 1_500
MOST_CONTENT = 12_000_000
"""Bytes of pages' contents, unpacked, each counted as often as it is shown: pypdf reads 0.4 to 1.8 million a second."""
# pypdf: "broken PDF files might cause other Exceptions" (its module `errors`); these are what it is known to let through.
_FAULTS = (PyPdfError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError, AssertionError, RecursionError,
           NotImplementedError, OSError, struct.error, zlib.error)  # fmt: skip


def read_pdf(url: str, body: bytes) -> Written:
    """The text of a PDF's pages, in order, and what it says of itself.

    url: for errors. An encrypted one that opens without a password is read; one that does not, and one that holds only pictures of
    pages, says so. Raises TooComplex for too many pages, contents or characters, ParseError where it can't be read.
    """
    try:
        with quiet("pypdf"):
            return _read(url, PdfReader(io.BytesIO(body)))
    except DependencyError as error:
        return Written("", empty_why=f"the PDF is encrypted in a way that can't be undone here: {shorten(str(error), 100)}")
    except LimitReachedError as error:
        raise TooComplex(url, f"a PDF that unfolds to too much: {shorten(str(error), 100)}") from error
    except _FAULTS as error:
        raise ParseError(url, f"a PDF that can't be read: {shorten(str(error), 100) or type(error).__name__}") from error


def _read(url: str, reader: PdfReader) -> Written:
    if reader.is_encrypted and not reader.decrypt(""):
        return Written("", empty_why="the PDF is encrypted and opens only with a password")
    if len(reader.pages) > MOST_PAGES:
        raise TooComplex(url, f"a PDF of more than {MOST_PAGES} pages")
    text = joined(url, _pages(url, reader))
    about = reader.metadata
    return Written(
        text,
        title=meant(_word(about.get("/Title"))) if about else "",
        author=_word(about.get("/Author")) if about else "",
        published=_date(_word(about.get("/CreationDate"))) if about else _date(""),
        updated=_date(_word(about.get("/ModDate"))) if about else _date(""),
        empty_why="" if text.strip() else "the PDF holds pictures of its pages and no text (scanned)",
    )


def _pages(url: str, reader: PdfReader) -> Iterator[str]:
    room = MOST_CONTENT
    for page in reader.pages:
        contents = page.get_contents()
        room -= len(contents.get_data()) if contents is not None else 0
        if room < 0:
            raise TooComplex(url, f"a PDF whose pages hold more than {MOST_CONTENT} bytes")
        if text := page.extract_text().strip():
            yield joined_lines(meant(text))


def _word(value: object) -> str:
    """A value of a PDF's own description as text: some hold other things there."""
    return str(value) if isinstance(value, str) else ""


def _date(raw: str) -> Stamp:
    """A PDF's date, `D:20250416093000+09'00'` (ISO 32000-1 §7.9.4), as a stated one."""
    digits = raw.removeprefix("D:").replace("'", "")
    if len(digits) < 14 or not digits[:14].isdigit():
        return parse_date("")
    zone = digits[14:] if digits[14:15] in ("+", "-") else "Z" if digits[14:15] == "Z" else ""
    zone = zone[:3] + ":" + zone[3:5] if len(zone) >= 5 else zone
    moment = f"{digits[:4]}-{digits[4:6]}-{digits[6:8]}T{digits[8:10]}:{digits[10:12]}:{digits[12:14]}"
    return parse_date(moment + zone)
