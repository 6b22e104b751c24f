"""PDF, office files, tables and plain text to text; bombs and what can't be read; links to such files."""

from __future__ import annotations

import io
import zipfile
import zlib

import docx
import openpyxl
import pytest
from pypdf import PdfWriter

from feeds.documents import pdf
from feeds.documents.links import LinkedDocument, linked_documents
from feeds.documents.pdf_lines import joined_lines, meant
from feeds.documents.unread import is_file_mark
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


def pdf_with(text, packed=None, trailer=b""):
    """A one-page PDF with a line of text in a standard font, as small as one can be. packed: its contents, deflated, in place of them."""
    stream = packed or f"BT /F1 12 Tf 50 700 Td ({text}) Tj ET".encode()
    way = b"/Filter/FlateDecode" if packed else b""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d%s>>stream\n%s\nendstream" % (len(stream), way, stream), b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        b"<</Title(Notice)/Author(A Ministry)/CreationDate(D:20250416093000+09'00')>>",
    ]  # fmt: skip
    out, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<<%s/Size 7/Root 1 0 R/Info 6 0 R>>\nstartxref\n%d\n%%%%EOF" % (trailer, len(out))
    return out + b"xref\n0 7\n0000000000 65535 f \n" + table + end


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
    scanned = read(file.getvalue())
    assert "scanned" in scanned.warnings[-1] and is_file_mark(scanned.entries[0].body)
    writer.encrypt("secret", algorithm="RC4-128")
    file = io.BytesIO()
    writer.write(file)
    assert "password" in read(file.getvalue()).warnings[-1]


def test_a_pdf_that_is_encrypted_by_aes_says_that_this_cannot_be_undone():
    zeros = b"".join(b"/%s<%s>" % (name, b"00" * size) for name, size in ((b"O", 48), (b"U", 48), (b"OE", 32), (b"UE", 32), (b"Perms", 16)))
    way = b"/V 5/R 6/Length 256/CF<</StdCF<</CFM/AESV3/AuthEvent/DocOpen/Length 32>>>>/StmF/StdCF/StrF/StdCF/P -4"
    document = read(pdf_with("x", trailer=b"/ID[<00><00>]/Encrypt<</Filter/Standard" + way + zeros + b">>"))
    assert is_file_mark(document.entries[0].body) and "encrypted" in document.warnings[-1]


@pytest.mark.parametrize("size", [25_000_000, 120_000_000], ids=["contents", "unpacked"])
def test_a_pdf_that_unfolds_to_too_much_is_refused_before_it_is_read(size):
    assert size > pdf.MOST_CONTENT
    with pytest.raises(TooComplex):
        read(pdf_with("", zlib.compress(b" " * size, 9)))


def test_a_pdf_whose_pages_hold_each_other_is_a_typed_error():
    with pytest.raises(ParseError):
        read(pdf_with("x").replace(b"/Kids[3 0 R]", b"/Kids[2 0 R]"))


def test_look_alikes_in_pdfs_are_the_characters_that_were_meant():
    assert meant("⽶国の⾃動⾞‧鉄鋼、⻄⺠︒ｶﾞ①15％") == "米国の自動車・鉄鋼、西民。ｶﾞ①15％"


def test_lines_that_end_with_the_paper_are_joined_and_rows_are_not():
    page = (
        "関税措置について\n米国政府は自動車に対する追加関税率を引き下げることとしま\nした。本措置は令和７年９月１６日から適用されます。窓口を\n御利用ください。\n"
        "品目 税率 適用日\n自動車と自動車部品のすべて 15％ 2025年9月16日から\n鉄鋼 50％"
    )
    assert joined_lines(page).split("\n") == [
        "関税措置について",
        "米国政府は自動車に対する追加関税率を引き下げることとしました。本措置は令和７年９月１６日から適用されます。窓口を"
        "御利用ください。",
        "品目 税率 適用日", "自動車と自動車部品のすべて 15％ 2025年9月16日から", "鉄鋼 50％",
    ]  # fmt: skip
    assert joined_lines("The rate on cars will be lower than\nit was, the ministry says.\nSteel") == (
        "The rate on cars will be lower than it was, the ministry says.\nSteel"
    )


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


@pytest.mark.parametrize(
    ("link", "counts"),
    [
        ("<a href='/download?id=3'>概要（PDF形式：123KB）</a>", True),
        ("<a href='/download?file=annex.pdf'>Annex</a>", True),
        ("<a href='/dl/7'>Annex 1 [PDF, 2 MB]</a>", True),
        ("<a href='/dl/8' type='application/pdf'>Annex 2</a>", True),
        ("<a href='/old.doc'>Form</a>", True),
        ("<a href='/about.html'>How to read PDF（PDF形式）</a>", False),
        ("<a href='/news/pdf-tools'>PDF tools and Excel tips</a>", False),
    ],
)
def test_a_link_is_a_documents_by_its_address_type_or_words(link, counts):
    page = f"<main><p>x</p>{link}</main>".encode()
    assert bool(linked_documents(Response(URL, URL, 200, {"content-type": "text/html; charset=utf-8"}, page), SOURCE)) is counts


def with_part(document, part, content):
    """An office file with one of its parts replaced."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(document))) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    return file.getvalue()


def test_of_what_is_not_read_the_bytes_are_watched():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("slides/one.txt", "x")
    bodies = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 601, file.getvalue())
    documents = [read(body) for body in bodies]
    assert all("not read" in one.warnings[-1] and not one.empty_why for one in documents)
    assert len({one.entries[0].body for one in documents}) == 3 and all(is_file_mark(one.entries[0].body) for one in documents)


def test_an_archive_that_is_cut_off_says_nothing_of_the_file():
    document = read(b"PK\x03\x04" + b"\x00" * 90)
    assert not document.entries and "not read" in document.empty_why


def test_cells_that_a_word_file_only_counts_are_not_unfolded():
    cell = "<w:tc><w:tcPr><w:gridSpan w:val='100000000'/></w:tcPr><w:p><w:r><w:t>one</w:t></w:r></w:p></w:tc>"
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    content = f"<w:document xmlns:w='{space}'><w:body><w:tbl><w:tr>{cell}</w:tr></w:tbl></w:body></w:document>"
    assert read(with_part(docx.Document(), "word/document.xml", content)).entries[0].body == "one"


@pytest.mark.parametrize("row", [2_000_000_000, 1_048_576])
def test_rows_that_an_excel_file_only_counts_are_bounded(row):
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    content = f"<worksheet xmlns='{space}'><sheetData><row r='{row}'><c r='A{row}'><v>7</v></c></row></sheetData></worksheet>"
    body = with_part(openpyxl.Workbook(), "xl/worksheets/sheet1.xml", content)
    if row > 1_100_000:
        with pytest.raises(TooComplex):
            read(body)
    else:
        assert read(body).entries[0].body.endswith("7")
