"""Word and Excel files (ECMA-376) to text; the one place that knows python-docx and openpyxl."""

from __future__ import annotations

import io
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

import docx
import openpyxl
from docx.opc.exceptions import OpcError
from docx.oxml.text.paragraph import CT_P
from lxml import etree
from openpyxl.utils.exceptions import InvalidFileException

from feeds.documents.written import Written, joined
from feeds.errors import ParseError, TooComplex
from feeds.normalise.dates import parse_date
from feeds.normalise.text import fold_space, shorten

MOST_UNPACKED = 100_000_000
MOST_RATIO = 200  # times; the emptiest real sheets reach 60
MOST_PARTS = 5_000
MOST_CELLS, MOST_ROWS = 500_000, 2_000_000  # rows without cells counted too, as many as a file says that there are
# The longest files within these limits take 3 to 4 s.
_SMALL = 1_000_000  # bytes unpacked; below this no ratio harms
_DEEPEST = 20  # tables within tables
# What the libraries let through where a file is broken: their own errors and those of what they are built on.
_FAULTS = (OpcError, InvalidFileException, etree.LxmlError, zipfile.BadZipFile, zlib.error, ValueError,
           TypeError, LookupError, AttributeError, ArithmeticError, AssertionError, RecursionError, NotImplementedError,
           OSError, SyntaxError)  # fmt: skip


def read_docx(url: str, body: bytes) -> Written:
    """The paragraphs and tables of a Word file, in order. Raises TooComplex for a bomb, ParseError where it can't be read."""
    return _read(url, body, "a Word", _docx)


def read_xlsx(url: str, body: bytes) -> Written:
    """The sheets of an Excel file, each after its name, a row a line. Raises TooComplex for a bomb, ParseError where it can't be read."""
    return _read(url, body, "an Excel", _xlsx)


def _read(url: str, body: bytes, kind: str, reader: Callable[[str, io.BytesIO], Written]) -> Written:
    try:
        _refuse_bombs(url, body)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of what it leaves out: styles, pictures
            return reader(url, io.BytesIO(body))
    except _FAULTS as error:
        raise ParseError(url, f"{kind} file that can't be read: {shorten(str(error), 100) or type(error).__name__}") from error


def _refuse_bombs(url: str, body: bytes) -> None:
    """Raises TooComplex for an archive that unpacks to too much; zipfile never gives more of a part than its header says."""
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        parts = archive.infolist()
        size = sum(part.file_size for part in parts)
        if len(parts) > MOST_PARTS:
            raise TooComplex(url, f"an office file of more than {MOST_PARTS} parts")
        if size > MOST_UNPACKED or (size > _SMALL and size > MOST_RATIO * len(body)):
            raise TooComplex(url, f"an office file of {len(body)} bytes that unpacks to {size}")
        for part in parts:
            # Office files must not have a document type (ECMA-376 part 2, §6.2.5): it can only hold entities that unfold.
            if part.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in archive.open(part).read(2_000).replace(b"\x00", b""):
                raise TooComplex(url, "an office file with a document type in it")


def _docx(url: str, file: io.BytesIO) -> Written:
    document = docx.Document(file)
    return _with_description(document.core_properties, joined(url, _blocks(document.element.body, 0)))


def _blocks(holder: Any, depth: int) -> Iterator[str]:  # noqa: ANN401 - python-docx's element of a body or a cell
    """Paragraphs and rows as the file has them: the library's tables unfold merged cells, as many as a file says that there are."""
    for block in holder.inner_content_elements:
        if isinstance(block, CT_P):
            yield fold_space(block.text)
        elif depth < _DEEPEST:
            for row in block.tr_lst:
                yield _row(" ".join(_blocks(cell, depth + 1)) for cell in row.tc_lst)


def _xlsx(url: str, file: io.BytesIO) -> Written:
    book = openpyxl.load_workbook(file, read_only=True, data_only=True, keep_links=False)
    try:
        return _with_description(book.properties, joined(url, _sheets(url, book)))
    finally:
        book.close()


def _sheets(url: str, book: Any) -> Iterator[str]:  # noqa: ANN401 - openpyxl's workbook
    room, rows = MOST_CELLS, MOST_ROWS
    for sheet in book.worksheets:
        yield sheet.title
        for row in sheet.iter_rows(values_only=True):
            room, rows = room - len(row), rows - 1
            if room < 0 or rows < 0:
                raise TooComplex(url, f"an Excel file of more than {MOST_CELLS} cells or {MOST_ROWS} rows")
            if line := _row(_shown(value) for value in row):
                yield line


def _shown(value: object) -> str:
    """A cell's value as plain text; a day without a time of day as a day."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(sep=" ").removesuffix(" 00:00:00")
    return f"{value:.12g}" if isinstance(value, float) else str(value)


def _row(cells: Iterable[str]) -> str:
    """Cells as one line with tabs between them, none at its end."""
    return "\t".join(fold_space(cell) for cell in cells).rstrip()


def _with_description(about: Any, text: str) -> Written:  # noqa: ANN401 - core properties of either
    """The text with the title, author and dates of the file's own description (ECMA-376 part 2, §8)."""
    author = about.creator if hasattr(about, "creator") else about.author
    return Written(
        text,
        title=str(about.title or ""),
        author=str(author or ""),
        published=parse_date(_instant(about.created)),
        updated=parse_date(_instant(about.modified)),
        lang=str(about.language or ""),
    )


def _instant(moment: object) -> str:
    """A moment of a description, which is UTC whether it says so or not."""
    return f"{moment.replace(tzinfo=None, microsecond=0).isoformat()}Z" if isinstance(moment, datetime) else ""
