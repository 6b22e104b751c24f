"""The shared corpora of feeds against what others read in them; each exception names its reason. Skipped where they are not here."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from feeds.errors import NotAFeed
from feeds.gate import cut
from feeds.normalise.text import fold_space, plain_text
from feeds.parse import parse
from feeds.types import Document, Response, Source

# Entries that have neither a title nor a text nor an address: incomplete, they change nothing (TRAPS 16).
NOTHING_SAID = (
    "euc-kr-attribute entry_author_uri entry_contributor_url entry_link_rel_enclosure_map_enclosure_url itunes_item_subtitle atomxlink "
    "rss2.0svgtitle atom10_arbitrary_element item_dc_publisher_email item_content_encoded_onkeydown acceptable_attribute_hreflang "
    "acceptable_element_details acceptable_attribute_urn entry_issued_no_year entry_link_title_blank entry_modified_extra_spaces2 "
    "feed_categories_-_atom_feed_categories feed_item_enclosure_-_rss_channel_item_enclosure "
    "feed_item_published_-_rss_channel_item_pubDate empty missing-fields issue-331"
).split()
OTHER_COUNT = {
    "v5": "entries within entries (simple sharing extensions): feedparser takes the inner one for an entry too",
    "rss_0.92": "one item is empty",
    "rss_10_extra": "one item has only a relayed link, which is kept as its link",
}
NO_FEED = {
    "compressed": "packed twice: unpacking is the retriever's work",
    "iso88591_utf8_mismatch": "a <note>",
    "sample.foaf": "RDF, but of people",
}
OTHER_TITLE = {
    "item_media_title2": "feedparser takes the title of the media there, and is the judge",
    "v5": "see above",
}
OTHER_LINK = {
    "invalid_item_link": "a relative link is joined to the feed's address",
    "rss_2.0_relurl_1": "as above",
    "rss_10_extra": "as above",
    "atom-with-tag-uri-links": "tag: is no link",
}
OTHER_ID = {
    "multiple_item_guid": "of two guids feedparser takes the second",
    "reddit-home": "feedparser joins an id to xml:base",
    "http_entry_id_base_content_location": "an id is not joined to the document's address: it would change with it",
}


@pytest.fixture(scope="module")
def feeds(shared: Path) -> list[dict[str, Any]]:
    return json.loads((shared / "corpora/feeds/manifest.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def read(shared: Path, feeds: list[dict[str, Any]]) -> dict[str, Document]:
    documents = {}
    for one in feeds:
        try:
            documents[one["file"]] = parse(response_of(shared, one), source_of(one))
        except NotAFeed:
            assert name_of(one) in NO_FEED, one["file"]
    return documents


def source_of(one: dict[str, Any]) -> Source:
    return Source("corpus", f"http://127.0.0.1:8097/{one['path']}")


def response_of(shared: Path, one: dict[str, Any], known: bytes | None = None) -> Response:
    headers = {name.lower(): value for name, value in one.get("http_headers", {"content-type": "application/xml"}).items()}
    url = source_of(one).url
    return Response(url, url, 200, headers, (shared / "corpora/feeds" / one["file"]).read_bytes() if known is None else known)


def name_of(one: dict[str, Any]) -> str:
    return re.sub(r"^files/[0-9a-f]{10}_|\.[a-z]+$", "", one["file"])


def well_formed(feeds, read):
    for one in feeds:
        truth = one.get("xml_truth") or {}
        if truth.get("wellformed") and one["file"] in read:
            yield one, truth["entries"], read[one["file"]]


def paired(feeds, read):
    """Each entry with what strict XML says of it."""
    for one, truth, document in well_formed(feeds, read):
        if len(truth) == len(document.entries):
            yield from ((one, said, entry) for said, entry in zip(truth, document.entries, strict=True))


def test_every_feed_is_read_or_known_to_be_none(feeds, read):
    assert len(read) >= len(feeds) - len(NO_FEED)
    assert {name_of(one) for one in feeds if one["file"] not in read} == set(NO_FEED)


def test_every_entry_is_found(feeds, read):
    counts = ((name_of(one), len(document.entries), len(truth)) for one, truth, document in well_formed(feeds, read))
    wrong = {name: (ours, theirs) for name, ours, theirs in counts if ours != theirs}
    assert set(wrong) <= {*NOTHING_SAID, *OTHER_COUNT}, wrong
    assert sum(len(document.entries) for document in read.values()) > 800


def test_titles_are_those_of_strict_xml(feeds, read):
    kinds = {"html": "html", "xhtml": "html", "text": "text", None: "guess"}
    wrong = {}
    for one, said, entry in paired(feeds, read):
        if said.get("title"):
            kind = kinds.get(said["title_type"], "guess")
            if fold_space(entry.title) != fold_space(plain_text(said["title"], kind)):
                wrong[name_of(one)] = (entry.title, said["title"])
    assert set(wrong) <= set(OTHER_TITLE), wrong


def test_links_are_those_of_strict_xml(feeds, read):
    links = ((name_of(one), entry.url, said.get("link")) for one, said, entry in paired(feeds, read))
    wrong = {name: (ours, theirs) for name, ours, theirs in links if theirs and ours != theirs}
    assert set(wrong) <= set(OTHER_LINK), wrong


def test_ids_are_those_of_strict_xml(feeds, read):
    ids = ((name_of(one), entry.guid, said.get("id")) for one, said, entry in paired(feeds, read))
    wrong = {name: (ours, theirs) for name, ours, theirs in ids if theirs and ours != theirs}
    assert set(wrong) <= set(OTHER_ID), wrong


def test_trap_15_dates_are_those_of_strict_xml(feeds, read):
    checked = 0
    for one, said, entry in paired(feeds, read):
        if said.get("date_utc"):
            assert said["date_utc"] in (entry.published.at, entry.updated.at), one["file"]
            checked += 1
    assert checked > 400


def test_trap_40_encodings_are_those_that_feedparser_is_known_to_give(feeds, read):
    same = {"iso-8859-1": "windows-1252", "us-ascii": "utf-8", "gb2312": "gb18030"}
    for one in feeds:
        for said in one.get("expect") or ():
            if said["path"] == "encoding" and said["verified"] and one["file"] in read:
                body_is_ascii = read[one["file"]].charset == "utf-8"
                assert body_is_ascii or read[one["file"]].charset == same.get(said["value"].lower(), said["value"].lower()), one["file"]


def test_verified_expectations_of_feedparser(feeds, read):
    fields = {"feed.title": "title", "feed.link": "homepage"}
    entry_fields = {"title": "title", "link": "url", "id": "guid", "description": "summary", "content[0].value": "body"}
    checked = 0
    for one in feeds:
        document = read.get(one["file"])
        for said in one.get("expect") or ():
            value, path = said.get("value"), said["path"]
            if document is None or not said["verified"] or said["op"] != "==" or not isinstance(value, str):
                continue
            if path in fields:
                got = getattr(document, fields[path])
            elif (match := re.fullmatch(r"entries\[0\]\.(.+)", path)) and match[1] in entry_fields and document.entries:
                got = getattr(document.entries[0], entry_fields[match[1]])
            else:
                continue
            checked += 1
            if path.endswith(("link", ".id")):
                assert got in (value, "") or name_of(one) in OTHER_ID, one["file"]
            else:
                assert fold_space(got) == fold_space(plain_text(value)) or got == value, one["file"]
    assert checked >= 20


def test_expectations_of_other_parsers(feeds, read):
    checked = 0
    for one in feeds:
        said = one.get("expect_json") or {}
        items = said.get("items") or said.get("feed", {}).get("items") or ()
        entries = read[one["file"]].entries if one["file"] in read else ()
        for item, entry in zip(items, entries, strict=False):
            if title := item.get("title"):
                assert fold_space(entry.title).startswith(fold_space(plain_text(title, "guess"))[:60]), one["file"]
                checked += 1
            if (link := item.get("link")) and link.startswith("http"):
                assert entry.url == link.strip(), one["file"]
    assert checked > 80


def test_json_feeds(feeds, read):
    for one in feeds:
        truth = one.get("json_truth")
        if truth and one["file"] in read:
            entries = read[one["file"]].entries
            assert [entry.guid for entry in entries] == truth["ids"]
            assert [entry.title for entry in entries] == [plain_text(title or "", "text") for title in truth["titles"]]


def test_broken_feeds_give_what_feedparser_can_read(feeds, read):
    broken = [one for one in feeds if not (one.get("xml_truth") or {"wellformed": True}).get("wellformed")]
    counts = {name_of(one): (len(read[one["file"]].entries), one["feedparser_6_0_14"]["entries"]) for one in broken if one["file"] in read}
    assert len(counts) > 10
    assert {name for name, (ours, theirs) in counts.items() if ours < theirs} == set()


def test_values_are_the_same_through_the_gate(shared, feeds, read):
    """Every entry by itself, as if all the others were known; with it come only those that are called alike."""
    checked = alone = 0
    for one in feeds:
        document = read.get(one["file"])
        if document is None or not document.raw_hashes or len(document.raw_hashes) > 40:
            continue
        response = response_of(shared, one)
        for entry in document.entries[:8]:
            part = parse(response, source_of(one), frozenset(document.raw_hashes) - {entry.raw_hash})
            assert entry in part.entries and set(part.entries) <= set(document.entries), one["file"]
            checked += 1
            alone += part.entries == (entry,)
    assert checked > 300 and checked - alone <= 0.01 * checked


def test_most_well_formed_feeds_can_be_cut(shared, feeds):
    whole = [one for one in feeds if (one.get("xml_truth") or {}).get("wellformed") and "<!DOCTYPE" not in str(one)]
    uncut = [one for one in whole if cut((shared / "corpora/feeds" / one["file"]).read_bytes().lstrip()) is None]
    assert len(uncut) < 0.1 * len(whole)


# ---------------------------------------------------------------- other corpora


def payloads(shared: Path) -> list[str]:
    folder = shared / "corpora/security"
    pairs = json.loads((folder / "DOMPurify/expect.json").read_text(encoding="utf-8"))
    return [pair["payload"] for pair in pairs] + (folder / "xss_sample.txt").read_text(encoding="utf-8").splitlines()


def carriers(payload: str) -> list[tuple[str, Source]]:
    """Documents that carry a payload wherever they hold text or a link."""
    text = payload.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    feed, page = Source("f", "https://example.org/f"), Source("p", "https://example.org/p", kind="page", mode="list", selector="a, div")
    item = f"<title>x {text}</title><link>{text}</link><author>{text}</author><description>y {text}</description>"
    entry = f'<id>1</id><title type="html">x {text}</title><link href="{text}"/><author><name>{text}</name></author>'
    json_item = {"id": 1, "url": payload, "title": payload, "content_html": payload}
    json_feed = {"version": "https://jsonfeed.org/version/1", "items": [json_item]}
    return [
        (f'<rss version="2.0"><channel><title>{text}</title><link>{text}</link><item>{item}</item></channel></rss>', feed),
        (f'<feed xmlns="http://www.w3.org/2005/Atom"><title type="html">{text}</title><entry>{entry}</entry></feed>', feed),
        (f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id><title>x {text}</title></entry></feed>', feed),
        (json.dumps(json_feed), feed),
        (f"<body><a href='/1'>Link</a><div>{payload}</div><a href=\"{text}\">x {payload}</a></body>", page),
    ]


def test_trap_23_no_payload_survives_as_markup_or_as_a_link(shared):
    # Escaped markup in a payload is text about markup: it stays text (`<listing>&lt;img …`).
    told = re.compile(r"&(?:amp;)*(?:lt|gt|#)", re.IGNORECASE)
    live = re.compile(r"<\s*(?:script|style|img|svg|iframe|a|body|object|embed|link|meta|form|input|video|audio|div)\b", re.IGNORECASE)
    for payload in payloads(shared):
        for body, source in carriers(payload):
            document = parse(Response(source.url, source.url, 200, {"content-type": "text/xml"}, body.encode()), source)
            assert not document.homepage or document.homepage.startswith("https://example.org/")
            for entry in document.entries:
                assert not entry.url or entry.url.startswith(("https://example.org/", "http://", "https://")), payload
                for text in (entry.title, entry.summary, entry.body, entry.author):
                    assert not live.search(text) or told.search(payload), (payload, text)
                    assert "<script" not in text.lower() or told.search(payload), (payload, text)


def test_entity_bombs_and_outside_entities_of_the_corpus_are_harmless(shared):
    for name in ("xmlbomb.xml", "external.xml"):
        bomb = (shared / "corpora/security" / name).read_bytes()
        prolog = re.sub(rb"<(?:bomb|root)>.*", b"", bomb, flags=re.DOTALL)
        url = "https://example.org/f"
        with pytest.raises(NotAFeed):
            parse(Response(url, url, 200, {}, bomb), Source("f", url))
        feed = prolog + b"<rss version='2.0'><channel><item><title>A &c; &ee; B</title></item></channel></rss>"
        titles = [entry.title for entry in parse(Response(url, url, 200, {}, feed), Source("f", url)).entries]
        assert len(titles) == 1
        assert len(titles[0]) < 30


def test_watched_pages_of_the_corpus_have_text(shared):
    folder = shared / "corpora/html"
    for path in sorted(folder.glob("*.html")):
        url = f"https://example.org/{path.name}"
        response = Response(url, url, 200, {"content-type": "text/html; charset=utf-8"}, path.read_bytes())
        document = parse(response, Source("p", url, kind="page"))
        assert document.title, path.name
        assert len(document.entries[0].body) > 500, path.name
        assert "<" not in document.entries[0].body or "script" not in document.entries[0].body, path.name
