"""Laws of reading articles and documents: whatever the bytes, an entry, a reason or a typed error, in bounded time."""

from __future__ import annotations

import io
import time
import zipfile

import docx
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter

from feeds.documents.pdf_lines import joined_lines, meant
from feeds.errors import Blocked, ParseError
from feeds.normalise.text import tidy_text
from feeds.parse import parse
from feeds.robots import read_robots
from feeds.types import Response, Source

URL = "https://www.example.org/news/2025/04/tariffs"
SOURCE = Source("example", "https://www.example.org/rss", tz="America/New_York")
TAGS = "html body main article section div p h1 h2 ul ol li table tr td dl dt dd blockquote pre center br hr a b em span nav aside".split()
SAID = "Officials met for the first time on Wednesday and spoke of duties. "
WORDS = st.sampled_from(["関税", "15%", SAID, "<", "&lt;", "\x00", "\ud800", " ", "\n"])
PIECES = st.one_of(
    WORDS,
    st.sampled_from(TAGS).map(lambda name: f"<{name}>"),
    st.sampled_from(TAGS).map(lambda name: f"</{name}>"),
    st.sampled_from(
        ["<br><br>", "<!--", "-->", "<script type='application/ld+json'>", "</script>",
         '{"@type":"NewsArticle","headline":["x"],"author":{}}', "<meta property='og:title' content='", "'>",
         "<title>", "</title>", "<p hidden>", "<input type=password>", "<base href='x:y'>"]
    ),
)  # fmt: skip
PAGES = st.lists(PIECES, max_size=60).map("".join)

DAMAGE = st.sampled_from([b"", b"<", b"</x>", b"<!DOCTYPE x>", b"\xff", b"-1", b"99999999999"])
RULES = st.sampled_from(["User-agent: *", "User-agent: tariff-timeline", "Disallow: /", "Disallow: /a*b$", "Allow: /a", "x", ""])


def saved(document):
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def office_files():
    text = docx.Document()
    text.add_paragraph("関税措置")
    text.add_table(2, 2)
    book = openpyxl.Workbook()
    book.active.append(["Cars", 0.15])
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_metadata({"/Title": "Notice", "/CreationDate": "D:20250416093000+09'00'"})
    file = io.BytesIO()
    writer.write(file)
    return [saved(text), saved(book), file.getvalue()]


FILES = office_files()


def read(body):
    """A document, or None for an error of ours; anything else that is raised fails the test."""
    try:
        return parse(Response(URL, URL, 200, {"content-type": "text/html; charset=utf-8"}, body), SOURCE, origin="article")
    except (ParseError, Blocked):
        return None


def check(document):
    if document is None:
        return
    assert bool(document.entries) != bool(document.empty_why)
    for entry in document.entries:
        assert entry.body
        for text in (entry.title, entry.summary, entry.body, entry.author):
            assert tidy_text(text) == text


@settings(max_examples=200, deadline=2_000)
@given(PAGES)
def test_any_page_is_an_article_a_reason_or_an_error_of_ours(page):
    check(read(page.encode("utf-8", "surrogatepass")))


@settings(max_examples=120, deadline=2_000)
@given(st.sampled_from(FILES), st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=6)), max_size=8))
def test_any_damaged_document_is_read_or_is_an_error_of_ours(body, damage):
    damaged = bytearray(body)
    for share, new in damage:
        at = int(share * len(damaged))
        damaged[at : at + len(new)] = new
    check(read(bytes(damaged)))


@settings(max_examples=120, deadline=2_000)
@given(st.integers(0, 1), st.data())
def test_any_damaged_part_of_an_office_file_is_read_or_is_an_error_of_ours(number, data):
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(FILES[number])) as old, zipfile.ZipFile(file, "w") as new:
        names = [name for name in old.namelist() if name.endswith((".xml", ".rels"))]
        chosen = data.draw(st.sampled_from(names))
        for name in old.namelist():
            part = old.read(name)
            if name == chosen:
                at = data.draw(st.integers(0, len(part)))
                part = part[:at] + data.draw(DAMAGE) + part[at + 1 :]
            new.writestr(name, part)
    check(read(file.getvalue()))


@given(st.text(max_size=300))
def test_what_a_pdf_means_is_settled_at_once(text):
    assert meant(meant(text)) == meant(text)
    assert "".join(joined_lines(text).split()) == "".join("\n".join(line for line in text.split("\n")).split())


@given(st.lists(RULES, max_size=12))
def test_a_rule_is_named_exactly_for_what_is_forbidden(lines):
    robots = read_robots(200, "\n".join(lines).encode())
    for url in ("https://example.org/", "https://example.org/a1b", "https://example.org/a"):
        assert bool(robots.rule(url)) is not robots.allows(url)


SENTENCE = "Officials of both countries met again on Wednesday and spoke for an hour about duties on cars. "


@pytest.mark.parametrize(
    "page",
    [
        "<p>" + SENTENCE * 52_000,
        "".join(f"<p>{number} {SENTENCE}</p>" for number in range(9_000)),
        ("<div>" * 200 + "word" + "</div>" * 200) * 40,
        "<a href='/x'>x y</a> " * 20_000,
        "<div>" + "a<br><br>" * 9_000,
        "<table>" + "<tr><td>a<td>b" * 6_000,
        "<table><tr><td>" * 5_000,
        f"<p class='{'a ' * 2_000_000}'>{SENTENCE * 9}",
        "<script type='application/ld+json'>" + "[" * 300_000,
        "<" * 500_000,
    ],
    ids=["5MB", "paragraphs", "deep", "links", "breaks", "cells", "tables", "attribute", "json", "less-than"],
)
def test_large_and_hostile_pages_take_bounded_time(page):
    began = time.process_time()
    check(read(f"<title>t</title><h1>t</h1>{page}".encode()))
    assert time.process_time() - began < 6  # 0.1 to 2 s on a quiet machine
