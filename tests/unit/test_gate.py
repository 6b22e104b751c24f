"""The gate before the parser: entries that are known are cut out, the rest keeps its values."""

import pytest

from feeds.gate import Names, cut, keep, names_of, to_read, with_rivals
from feeds.normalise.hashing import raw_hash
from feeds.parse_feed import parse_feed
from feeds.types import Response, Source

SOURCE = Source("s", "https://example.org/feed")

RSS = """<rss version="2.0" xml:base="https://base.example.org/"><channel xml:lang="ja"><title>T</title>
<item><title>One</title><link>/1</link><guid isPermaLink="false">1</guid></item>
<item><title>Two</title><link>/2</link><guid isPermaLink="false">2</guid></item>
<image><url>x.png</url><title>not an entry</title></image>
<item><title>Three &amp; <![CDATA[<item>]]></title><link>/3</link><guid isPermaLink="false">3</guid></item>
</channel></rss>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel rdf:about="https://example.org/"><title>T</title>
<items><rdf:Seq><rdf:li rdf:resource="https://example.org/1"/></rdf:Seq></items></channel>
<item rdf:about="https://example.org/1"><title>一</title><link>https://example.org/1</link></item>
<item rdf:about="https://example.org/2"><title>二</title><link>https://example.org/2</link></item></rdf:RDF>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://example.org/a/" xml:lang="en"><title>T</title>
<entry><title>One</title><link href="1"/><id>urn:1</id></entry>
<entry xml:base="b/"><title>Two</title><link href="2"/><id>urn:2</id></entry></feed>"""
PREFIXED = """<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:id>1</a:id><a:title>One</a:title></a:entry></a:feed>"""


def response(text):
    return Response(SOURCE.url, SOURCE.url, 200, {"content-type": "application/xml"}, text.encode())


@pytest.mark.parametrize(("text", "count"), [(RSS, 3), (RDF, 2), (ATOM, 2), (PREFIXED, 1), ("<rss><channel/></rss>", 0)])
def test_entries_are_cut_at_their_bytes(text, count):
    document = text.encode()
    slices = cut(document)
    assert slices is not None
    assert len(slices) == count
    for one in slices:
        raw = document[one.start : one.end]
        assert raw.lstrip(b"<a:").startswith((b"item", b"entry"))
        assert raw.endswith((b"item>", b"entry>"))
        assert one.raw_hash == raw_hash(raw)
    assert keep(document, slices, lambda _: True) == document
    assert all(document[one.start : one.end] not in keep(document, slices, lambda _: False) for one in slices)


@pytest.mark.parametrize(
    "text",
    [
        "<rss><channel><item><title>x</item></channel></rss>",
        "<rss><channel><item><title>&nbsp;</title></item></channel></rss>",
        "<rss><channel><item><item/></item></channel></rss>",
        "<rss><channel><item/></channel></rss>",
        "<opml><body><item>x</item></body></opml>",
        '<!DOCTYPE rss [<!ENTITY a "aaaa">]><rss><channel><item>&a;</item></channel></rss>',
        "<rss><channel><item>",
        "no xml",
        "",
    ],
)
def test_what_cannot_be_cut_goes_whole_to_the_parser(text):
    assert cut(text.encode()) is None


@pytest.mark.parametrize("text", [RSS, RDF, ATOM, PREFIXED])
def test_values_are_the_same_whatever_is_known(text):
    whole = parse_feed(response(text), SOURCE)
    assert len(whole.raw_hashes) == len(whole.entries)
    for at, entry in enumerate(whole.entries):
        known = frozenset(whole.raw_hashes) - {entry.raw_hash}
        part = parse_feed(response(text), SOURCE, known)
        assert part.entries == (entry,)
        assert entry.position == at
        assert part.raw_hashes == whole.raw_hashes
        assert part.skipped == tuple(one for one in whole.raw_hashes if one != entry.raw_hash)
        assert (part.title, part.homepage, part.lang, part.format) == (whole.title, whole.homepage, whole.lang, whole.format)


def test_all_known_is_not_empty():
    whole = parse_feed(response(RSS), SOURCE)
    again = parse_feed(response(RSS), SOURCE, frozenset(whole.raw_hashes))
    assert (again.entries, again.skipped, again.empty_why) == ((), whole.raw_hashes, "")


def test_equal_entries_are_read_once():
    item = "<item><title>Twice</title><link>https://example.org/1</link></item>"
    document = parse_feed(response(f"<rss version='2.0'><channel>{item}{item}</channel></rss>"), SOURCE)
    assert [entry.title for entry in document.entries] == ["Twice"]
    assert len(document.raw_hashes) == 2
    assert document.skipped == ()


def test_trap_12_a_new_entry_sees_that_its_guid_is_shared_with_known_ones():
    def feed(count):
        items = (f"<item><title>T{n}</title><link>https://example.org/{n}</link><guid>bulletin</guid></item>" for n in range(count))
        return f"<rss version='2.0'><channel>{''.join(items)}</channel></rss>"

    known = frozenset(parse_feed(response(feed(3)), SOURCE).raw_hashes)
    fresh = parse_feed(response(feed(4)), SOURCE, known).entries
    assert [(entry.url, entry.shared_guid, entry.shared_url) for entry in fresh] == [("https://example.org/3", True, False)]


def test_trap_12_and_that_its_address_is_shared():
    def feed(*titles):
        items = (f"<item><title>{title}</title><link>https://example.org/n?a=1&amp;b=2</link></item>" for title in titles)
        return f"<rss version='2.0'><channel>{''.join(items)}</channel></rss>"

    known = frozenset(parse_feed(response(feed("A")), SOURCE).raw_hashes)
    assert parse_feed(response(feed("A", "B")), SOURCE, known).entries[0].shared_url
    assert not parse_feed(response(feed("A")), SOURCE).entries[0].shared_url


def test_names_are_read_from_an_entrys_bytes():
    guid = b'<guid isPermaLink="false"><![CDATA[g 1]]></guid>'
    rss = names_of(b"<item><title>A &amp; B</title><link>https://e.org/?a=1&amp;b=2</link>" + guid + b"</item>")
    assert (rss.guid, rss.link, rss.title) == ("g 1", "https://e.org/?a=1&b=2", "A & B")
    atom = names_of(b'<entry><id>urn:1</id><link rel="alternate" href="https://e.org/1"/><title type="html">T</title></entry>')
    assert (atom.guid, atom.link, atom.title) == ("urn:1", "https://e.org/1", "T")
    rdf = names_of(b'<item rdf:about="https://e.org/2"><link><![CDATA[https://e.org/2]]></link></item>')
    assert (rdf.guid, rdf.link, rdf.title) == ("https://e.org/2", "https://e.org/2", "")


def test_of_equal_entries_the_first_is_to_be_read_and_each_that_has_no_hash():
    assert to_read(["a", "b", "a", "", "c", ""], {"b"}) == {0, 3, 4, 5}
    assert to_read([], {"b"}) == set()


def test_what_is_called_as_an_entry_to_read_is_read_too_though_it_is_known():
    names = [
        Names("g", "https://e.org/1", "A"),
        Names("g", "http://e.org/1#top", "B"),
        Names("g", "https://e.org/2", "C"),
        Names("", "", ""),
    ]
    assert with_rivals(frozenset({0}), names, ["a", "b", "c", "d"]) == {0, 1}
    assert with_rivals(frozenset({3}), [*names, Names("", "", "")], ["a", "b", "c", "d", "e"]) == {3}, "what has no name has no rival"
    assert with_rivals(frozenset({0}), [*names[:2], names[1]], ["a", "b", "b"]) == {0, 1}, "of equal ones the first"
    alike = [Names("", "https://e.org/1", "A"), Names("", "https://e.org/1", "A"), Names("", "https://e.org/1", "B")]
    assert with_rivals(frozenset({0}), alike, ["a", "b", "c"]) == {0, 1}


def test_trap_13_both_texts_of_one_entry_are_read_whichever_is_known():
    def feed(*texts):
        items = (
            f"<item><guid>g</guid><link>https://e.org/1</link><title>T</title><description>{text}</description></item>" for text in texts
        )
        return f"<rss version='2.0'><channel>{''.join(items)}<item><title>Other</title></item></channel></rss>"

    whole = parse_feed(response(feed("24%", "15%")), SOURCE)
    for known in whole.raw_hashes[:2]:
        part = parse_feed(response(feed("24%", "15%")), SOURCE, frozenset({known, whole.raw_hashes[2]}))
        assert (part.entries, part.skipped) == (whole.entries[:2], whole.raw_hashes[2:])
    assert parse_feed(response(feed("24%", "15%")), SOURCE, frozenset(whole.raw_hashes)).entries == ()
