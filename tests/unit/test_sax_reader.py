"""feedparser is handed each text in one piece, and reads the same."""

from __future__ import annotations

import io
import xml.sax
from xml.sax.handler import ContentHandler

import feedparser
from feedparser.api import PREFERRED_XML_PARSERS

from feeds import sax_reader
from feeds.sax_reader import create_parser, prefer_whole_texts

FEED = (
    b"<rss version='2.0'><channel><title>t</title><item>"
    b"<title>A &lt;b&gt;B&lt;/b&gt; &amp;amp; C<!-- no --> \xe9\x96\xa2</title></item></channel></rss>"
)


class Pieces(ContentHandler):
    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []

    def characters(self, content: str) -> None:
        self.pieces.append(content)


def test_a_text_comes_in_one_piece() -> None:
    handler = Pieces()
    reader = create_parser()
    reader.setContentHandler(handler)
    reader.parse(io.BytesIO(FEED))
    assert handler.pieces == ["t", "A <b>B</b> &amp; C \u95a2"]


def test_a_parser_reads_a_second_document_as_it_read_the_first() -> None:
    reader = create_parser()
    for _ in range(2):
        handler = Pieces()
        reader.setContentHandler(handler)
        reader.parse(io.BytesIO(FEED))
        assert len(handler.pieces) == 2


def test_feedparser_is_told_once_and_reads_the_same() -> None:
    kept = list(PREFERRED_XML_PARSERS)
    try:
        PREFERRED_XML_PARSERS[:] = []
        before = feedparser.parse(io.BytesIO(FEED))
        for _ in range(2):
            prefer_whole_texts()
        assert PREFERRED_XML_PARSERS == [sax_reader.__name__]
        assert isinstance(xml.sax.make_parser(PREFERRED_XML_PARSERS), sax_reader.WholeTexts)
        assert feedparser.parse(io.BytesIO(FEED)) == before
    finally:
        PREFERRED_XML_PARSERS[:] = kept
