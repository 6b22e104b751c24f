"""PDF, office files, tables and plain text to text; bombs and what can't be read; links to such files."""

from __future__ import annotations

import io
import zipfile

import docx
import openpyxl
import pptx
import pytest
from pypdf import PdfWriter

from feeds.documents.links import LinkedDocument, linked_documents
from feeds.errors import ParseError, TooComplex
from feeds.parse import parse
from feeds.types import Response, Source

URL = "https://www.example.go.jp/files/notice"
SOURCE = Source("example", "https://www.example.go.jp/", kind="page", tz="Asia/Tokyo")


def read(body, url=URL, content_type="application/octet-stream"):
    return parse(Response(url, url, 200, {"content-type": content_type}, body), SOURCE, origin="article")


def saved(document):
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def pdf_with(text):
    """A one-page PDF with a line of text in a standard font, as small as one can be."""
    stream = f"BT /F1 12 Tf 50 700 Td ({text}) Tj ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream), b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Title(Notice)/Author(A Ministry)/CreationDate(D:20250416093000+09'00')>>",
    ]  # fmt: skip
    out, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"xref\n0 7\n0000000000 65535 f \n%strailer<</Size 7/Root 1 0 R/Info 6 0 R>>\nstartxref\n%d\n%%%%EOF" % (table, len(out))


def test_a_pdf_is_read_with_what_it_says_of_itself():
    document = read(pdf_with("The rate is 15 percent."))
    (entry,) = document.entries
    assert (entry.body, entry.title, entry.author) == ("The rate is 15 percent.", "Notice", "A Ministry")
    assert (entry.published.at, document.format) == ("2025-04-16T00:30:00Z", "pdf")


def test_a_scanned_and_an_encrypted_pdf_say_so():
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    file = io.BytesIO()
    writer.write(file)
    assert "scanned" in read(file.getvalue()).empty_why
    writer.encrypt("secret", algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    assert "password" in read(file.getvalue()).empty_why


def test_a_word_file_is_read_in_order_with_its_tables():
    document = docx.Document()
    document.core_properties.author = "経済産業省"
    document.add_paragraph("関税措置について")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "自動車", "15%"
    document.add_paragraph("以上")
    (entry,) = read(saved(document)).entries
    assert entry.body == "関税措置について\n自動車\t15%\n以上"
    assert (entry.author, entry.lang) == ("経済産業省", "ja")


def test_an_excel_file_is_read_sheet_by_sheet():
    book = openpyxl.Workbook()
    book.active.title = "Rates"
    book.active.append(["Class", "Rate"])
    book.active.append(["Cars", 0.15])
    (entry,) = read(saved(book)).entries
    assert entry.body == "Rates\nClass\tRate\nCars\t0.15"


def test_a_powerpoint_file_is_read():
    show = pptx.Presentation()
    show.slides.add_slide(show.slide_layouts[5]).shapes.title.text = "Talks of 16 April"
    assert read(saved(show)).entries[0].body == "Talks of 16 April"


def test_tables_and_plain_text_are_read_in_their_encoding():
    assert read("品目,税率\n自動車,15%\n".encode("cp932"), f"{URL}.csv", "text/csv").entries[0].body == "品目,税率\n自動車,15%"
    assert read(b"Plain words.", f"{URL}.txt", "text/plain").format == "text"


@pytest.mark.parametrize("size", [150_000_000, 40_000_000])
def test_an_office_bomb_is_refused(size):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b" " * size)
    with pytest.raises(TooComplex):
        read(file.getvalue())


def test_a_document_type_in_an_office_file_is_refused():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("[Content_Types].xml", '<!DOCTYPE x [<!ENTITY a "b">]><Types/>')
        archive.writestr("xl/workbook.xml", "<x/>")
    with pytest.raises(TooComplex):
        read(file.getvalue())


@pytest.mark.parametrize("cut", [20, 200, 600])
def test_broken_files_raise_a_typed_error_or_are_read(cut):
    book = saved(openpyxl.Workbook())
    for body in (pdf_with("x")[:cut], book[:cut], book[:cut] + b"\x00" * 50 + book[cut + 50 :]):
        try:
            read(body)
        except ParseError:
            continue


def test_linked_documents_of_the_selected_part_each_once_in_order():
    page = (
        b"<nav><a href='/menu.pdf'>Menu</a></nav><main><a href='a.pdf#page=2'></a><a href='/files/b.XLSX?v=1'>Table <b>b</b></a>"
        b"<a href='a.pdf'>Notice</a><a href='javascript:x.pdf'>x</a><a href='/page.html'>y</a><a href='//x.example/c%20d.docx'></a></main>"
    )
    answer = Response(URL, URL, 200, {}, page)
    assert linked_documents(answer, SOURCE) == (
        LinkedDocument("https://www.example.go.jp/files/a.pdf", "Notice"),
        LinkedDocument("https://www.example.go.jp/files/b.XLSX?v=1", "Table b"),
        LinkedDocument("https://x.example/c%20d.docx", "c d.docx"),
    )
