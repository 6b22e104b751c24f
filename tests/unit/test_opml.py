"""OPML in and out."""

import json
from pathlib import Path

import pytest

from feeds.catalogue import read_default
from feeds.errors import CatalogueError
from feeds.opml import read_opml, write_opml
from feeds.source_id import source_id
from feeds.types import Source

SHARED = Path(__file__).parents[2].parent / "shared/corpora"

NESTED = """<?xml version="1.0" encoding="{encoding}"?>
<opml version="2.0"><head><title>購読</title></head><body>
 <outline text="通商"><outline text="官庁">
  <outline type="rss" text=" 財務省  新着 " xmlUrl=" https://www.mof.go.jp/news.rss&#10;" htmlUrl="https://www.mof.go.jp/" language="JA"/>
 </outline></outline>
 <outline title="only a title" xmlurl="http://example.org/feed?format=rss&amp;x=1"/>
 <outline text="the same again" xmlUrl="https://www.mof.go.jp/news.rss"/>
 <outline text="a page, no feed" htmlUrl="https://example.org/"/>
 <outline text="virtual" xmlUrl="vfolder"/>
 <outline text="" xmlUrl=""/>
</body></opml>"""


@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16", "Shift_JIS", "EUC-JP", "ISO-2022-JP"])
def test_outlines_at_any_depth_in_any_encoding(encoding):
    imported = read_opml(NESTED.format(encoding=encoding).encode(encoding), "my.opml")
    mof, other = imported.sources
    assert mof == Source(
        id="mof-go-jp-news",
        url="https://www.mof.go.jp/news.rss",
        title="財務省 新着",
        homepage="https://www.mof.go.jp/",
        lang="ja",
        notes="In the folder 通商 / 官庁.",
    )
    assert (other.url, other.title, other.enabled) == ("http://example.org/feed?format=rss&x=1", "only a title", True)
    assert imported.left_out == ("vfolder",)
    assert imported.warnings == ()


def test_a_byte_order_mark_is_no_trouble():
    assert len(read_opml(NESTED.format(encoding="UTF-8").encode("utf-8-sig"), "my.opml").sources) == 2


def test_ids_are_unique_among_themselves_and_those_given():
    many = b'<opml><body>' + b"".join(b'<outline xmlUrl="https://example.org/feed?n=%d"/>' % n for n in range(3)) + b"</body></opml>"
    assert [source.id for source in read_opml(many, "x", taken={"example-org-feed"}).sources] == [
        "example-org-feed-2",
        "example-org-feed-3",
        "example-org-feed-4",
    ]


def test_a_broken_file_brings_what_can_be_read_and_says_so():
    broken = b'<opml><body><outline text="A & B" xmlUrl="http://a.example/"/><outline xmlUrl="http://b.example/"/></body>'
    imported = read_opml(broken, "x")
    assert [source.url for source in imported.sources] == ["http://a.example/", "http://b.example/"]
    assert "not well-formed" in imported.warnings[0]


@pytest.mark.parametrize(
    "data",
    [b"", b"   ", b"\0", b"plain text", b"<opml><body><outline", b"<html><body></body></html>", b'{"opml": 1}', b"\xff\xfe", b"<opml"],
)
def test_what_is_no_opml_is_an_error_with_the_files_name(data):
    with pytest.raises(CatalogueError, match=r"^my\.opml: "):
        read_opml(data, "my.opml")


@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16"])
def test_entities_are_refused(encoding):
    bomb = (
        f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE opml [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
        '<opml><body><outline text="&b;" xmlUrl="http://a.example/"/></body></opml>'
    )
    with pytest.raises(CatalogueError, match="declares entities"):
        read_opml(bomb.encode(encoding), "x")


def test_an_external_entity_opens_nothing(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("secret")
    data = f'<!DOCTYPE opml SYSTEM "{secret}"><opml><body><outline text="a" xmlUrl="http://a.example/"/></body></opml>'.encode()
    assert "secret" not in repr(read_opml(data, "x").sources[0].title)


def test_what_goes_out_comes_in_again():
    feeds = [source for source in read_default().sources if source.kind == "feed"]
    data = write_opml(read_default().sources, "Tariff timeline")
    again = read_opml(data, "out.opml").sources
    assert [(s.url, s.title, s.homepage, s.lang) for s in again] == [(s.url, s.title, s.homepage, s.lang) for s in feeds]


def test_characters_that_xml_cannot_hold_are_left_out():
    data = write_opml([Source(id="a", url="https://a.example/", title="a\x00b\x1f\ud800c\ufffe")], "t\x0bt")
    assert read_opml(data, "x").sources[0].title == "abc"


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("https://www.nhk.or.jp/rss/news/cat0.xml", "nhk-or-jp-rss-news-cat0"),
        ("https://www.ft.com/world?format=rss", "ft-com-world"),
        ("https://ustr.gov/", "ustr-gov"),
        ("https://例え.jp/", "jp"),
        ("http://[::1", "http-1"),
        ("", "source"),
    ],
)
def test_ids_can_be_read(url, wanted):
    assert source_id(url, ()) == wanted
    assert len(source_id(url + "x" * 300, ())) <= 60


def manifest():
    path = SHARED / "opml/manifest.json"
    return json.loads(path.read_text("utf-8")) if path.exists() else []


@pytest.mark.skipif(not SHARED.exists(), reason="../shared is not beside this checkout")
@pytest.mark.parametrize("row", [pytest.param(row, id=row["file"]) for row in manifest()])
def test_real_files_bring_every_outline(row):
    data = (SHARED / "opml" / row["file"]).read_bytes()
    if row["wellformed"] and row["root"] not in ("opml", "outlineDocument"):
        with pytest.raises(CatalogueError):
            read_opml(data, row["file"])
        return
    try:
        imported = read_opml(data, row["file"])
    except CatalogueError:
        assert not row["wellformed"]
        return
    assert bool(imported.warnings) != row["wellformed"]
    if row["wellformed"]:
        assert len(imported.sources) + len(set(imported.left_out)) == row["xmlurl_distinct"]
    for said in row.get("expect_eval_listparser", []):
        if said in ('result["feeds"][0]["url"] == "https://domain/feed"', "result['feeds'][0]['url'] == 'http://domain/feed'"):
            assert imported.sources[0].url.endswith("://domain/feed")
        if said == "result['feeds'][0]['title'] == 'feedname'":
            assert imported.sources[0].title == "feedname"


@pytest.mark.skipif(not SHARED.exists(), reason="../shared is not beside this checkout")
@pytest.mark.parametrize("name", ["xmlbomb.xml", "external.xml"])
def test_known_attacks_are_refused(name):
    with pytest.raises(CatalogueError):
        read_opml((SHARED / "security" / name).read_bytes(), name)
