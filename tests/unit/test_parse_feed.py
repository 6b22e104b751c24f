"""Feeds that are broken, hostile or none (TRAPS 16, 17, 23, 24, 33 to 36, 39)."""

import pytest

from feeds.errors import Blocked, FeedError, NotAFeed, ParseError
from feeds.parse import parse
from feeds.parse_feed import parse_feed, safe_document
from feeds.sniff import root_of, without_preamble
from feeds.types import Response, Source

SOURCE = Source("s", "https://example.org/feed", tz="Asia/Tokyo")


def response(body, content_type="application/xml", **more):
    data = body if isinstance(body, bytes) else body.encode()
    return Response(SOURCE.url, SOURCE.url, 200, {"content-type": content_type, **more.get("headers", {})}, data)


def rss(items, head="<title>T</title>"):
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{items}</channel></rss>'


def atom(entry):
    return f"<feed xmlns='http://www.w3.org/2005/Atom'><updated>2026-01-01T00:00:00Z</updated><entry>{entry}</entry></feed>"


def entries(body, source=SOURCE):
    return parse(response(body), source).entries


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("", "an empty body"),
        ("  \n", "an empty body"),
        ('<?xml version="1.0"?>', "a declaration and nothing else"),
        ("<html><head><title>Sorry</title></head></html>", "a page where a feed should be: sorry"),
        ("<!DOCTYPE html><div>x</div>", "a page where a feed should be"),
        ("Your query was too short", "a text where a feed should be: Your query was too short"),
        (b"\x1f\x8b\x08\x00\x01\x02", "a text where a feed should be: bytes that are no text"),
        ("<urlset><url><loc>x</loc></url></urlset>", "the root element 'urlset' is no feed's"),
        ("<note>x</note>", "the root element 'note' is no feed's"),
    ],
)
def test_trap_33_a_200_that_is_no_feed(body, reason):
    with pytest.raises(NotAFeed) as caught:
        parse(response(body, "text/html"), SOURCE)
    assert caught.value.reason == reason
    assert caught.value.url == SOURCE.url


@pytest.mark.parametrize(
    "body",
    [
        "<html><head><title>Just a moment...</title></head><body>Checking</body></html>",
        "<html><head><title>Attention Required! | Cloudflare</title></head><body></body></html>",
        "<html><head><script>window.gokuProps = {}</script></head><body><noscript>JavaScript is disabled</noscript></body></html>",
        "<html><head><TITLE>Access Denied</TITLE></head><body>You don't have permission. Reference #18.2</body></html>",
    ],
)
def test_trap_17_a_challenge_is_blocked_not_empty(body):
    with pytest.raises(Blocked) as caught:
        parse(response(body, "text/html"), SOURCE)
    assert "challenge" in str(caught.value)


def test_trap_33_a_firewalls_202_says_so_in_a_header():
    with pytest.raises(Blocked):
        parse(response("<html></html>", "text/html", headers={"x-amzn-waf-action": "challenge"}), SOURCE)


@pytest.mark.parametrize("body", [rss(""), "<feed xmlns='http://www.w3.org/2005/Atom'><title>T</title></feed>"])
def test_trap_34_empty_but_valid_is_an_outcome_of_its_own(body):
    document = parse(response(body), SOURCE)
    assert (document.entries, document.empty_why) == ((), "no entries in the feed")
    assert document.title == "T"


def test_trap_16_a_cut_off_last_entry_changes_nothing():
    whole = "<item><guid>a</guid><title>A</title></item>"
    for tail in ("<item><guid>b</guid>", "<item><guid>b</guid><title>Cut", "<item><guid>b</guid><title>B</title><description>half"):
        document = parse(response(rss("")[: -len("</channel></rss>")] + whole + tail), SOURCE)
        assert [entry.guid for entry in document.entries] == ["a"]
        assert "the last entry is cut off and was left out" in document.warnings


def test_trap_16_entries_that_only_have_an_id_are_no_entries():
    guid = "<guid isPermaLink='false'>{}</guid>"
    document = parse(response(rss(f"<item>{guid.format('a')}</item><item>{guid.format('b')}<title>B</title></item>")), SOURCE)
    assert [entry.guid for entry in document.entries] == ["b"]
    assert len(document.raw_hashes) == 2


def test_an_entry_with_a_link_alone_is_one():
    assert [entry.url for entry in entries(rss("<item><link>https://example.org/1</link></item>"))] == ["https://example.org/1"]


def test_broken_documents_give_what_can_be_read_and_a_warning():
    document = parse(response(rss("<item><title>A &nbsp;&eacute; B & C</title></item><item><title>D</title></item>")), SOURCE)
    assert [entry.title for entry in document.entries] == ["A \xa0é B & C", "D"]
    assert document.warnings[0].startswith("not well-formed: ")


def test_control_characters_do_not_break_a_document():
    document = parse(response(rss("<item><title>A\x08\x0bB</title></item>")), SOURCE)
    assert ([entry.title for entry in document.entries], document.warnings) == (["AB"], ())


def test_trap_23_links_that_are_no_addresses_are_none():
    item = "<item><title>t</title><link>javascript:alert(1)</link><guid>javascript:alert(2)</guid></item>"
    body = rss(item, "<link>vbscript:x</link><title>&lt;b&gt;T&lt;/b&gt;</title>")
    document = parse(response(body), SOURCE)
    assert [entry.url for entry in document.entries] == [""]
    assert (document.homepage, document.title) == ("", "T")


def test_trap_24_a_name_in_the_body_is_not_opened():
    for name in ("/etc/hostname", "file:///etc/hostname", "https://example.org/feed"):
        with pytest.raises(NotAFeed):
            parse_feed(response(name), SOURCE)


def test_entity_bombs_and_outside_entities_are_harmless():
    lol = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">\n' for n in range(1, 12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "lol">{lol}<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    document = parse(response(f"{bomb}<rss version='2.0'><channel><item><title>A &l11; &x; B</title></item></channel></rss>"), SOURCE)
    assert len(document.entries[0].title) < 40
    assert "root:" not in document.entries[0].title


def test_harmless_entities_are_kept():
    text = '<!DOCTYPE rss [ <!ENTITY a "Trade &#38; Co"><!ENTITY b \'x\'> ]><rss/>'
    assert safe_document(text) == '<!DOCTYPE feed [\n<!ENTITY b "x">\n]>\n<rss/>'
    assert safe_document('<?xml version="1.0"?><!-- c --><!DOCTYPE rss SYSTEM "x.dtd"><rss/>') == "<rss/>"


def test_trap_36_no_dates_are_none_and_rss_1_has_its_own():
    assert entries(rss("<item><title>t</title></item>"))[0].published.at is None
    body = rss("<item><title>t</title><dc:date xmlns:dc='http://purl.org/dc/elements/1.1/'>2025-04-16</dc:date></item>")
    entry = entries(body)[0]
    assert (entry.published.date, entry.published.precision, entry.updated.raw) == ("2025-04-16", "day", "")


def test_an_update_is_not_a_publication_where_both_are_stated():
    dates = "<published>2025-04-16T00:00:00Z</published><updated>2025-04-17T00:00:00Z</updated>"
    entry = entries(atom(f"<id>1</id><title>t</title>{dates}"))[0]
    assert (entry.published.date, entry.updated.date) == ("2025-04-16", "2025-04-17")


def test_trap_15_the_feeds_own_date_is_no_entrys():
    body = rss("<item><title>t</title></item>", "<lastBuildDate>Wed, 16 Apr 2025 08:30:00 +0900</lastBuildDate>")
    assert entries(body)[0].published.raw == entries(body)[0].updated.raw == ""


def test_trap_35_an_old_entry_in_front_stops_nothing():
    items = "<item><title>Old</title><pubDate>Fri, 13 Mar 2009 18:26:23 +0000</pubDate></item><item><title>New</title></item>"
    assert [entry.title for entry in entries(rss(items))] == ["Old", "New"]


def test_an_atom_title_that_says_it_is_text_is_text():
    body = "<id>1</id><title>The &lt;b&gt; tag</title><summary type='html'>&lt;b&gt;x&lt;/b&gt;</summary>"
    assert [(entry.title, entry.summary) for entry in entries(atom(body))] == [("The <b> tag", "x")]


def test_content_without_a_summary_is_the_body_alone():
    content = "<content:encoded xmlns:content='http://purl.org/rss/1.0/modules/content/'>&lt;p&gt;Long.&lt;/p&gt;</content:encoded>"
    body = rss(f"<item><title>t</title>{content}</item>")
    assert [(entry.summary, entry.body) for entry in entries(body)] == [("", "Long.")]


def test_authors_are_named_once():
    body = rss("<item><title>t</title><author>a@example.org (Ann Lee)</author></item><item><title>u</title></item>")
    assert [entry.author for entry in entries(body)] == ["Ann Lee", ""]


def test_time_to_live_is_bounded():
    for ttl, minutes in (("60", 60), ("-5", 0), ("x", 0), ("99999999", 10_080)):
        assert parse(response(rss("", f"<ttl>{ttl}</ttl>")), SOURCE).ttl_minutes == minutes


def test_trap_39_the_root_decides():
    assert root_of('\ufeff <?xml version="1.0"?><!-- <html> --><!DOCTYPE rdf:RDF [<!ENTITY a "]>">]><rdf:RDF>') == "rdf"
    assert root_of("<RSS>") == "rss"
    assert root_of("<p>x</p>") == root_of("<custom-tag><body>") == root_of("text <html>") == "html"
    assert root_of('{"a":"<html>"}') == root_of("cb([1])") == root_of('"x"') == root_of(")]}',\n[1]") == "json"
    assert root_of("x") == "text"
    assert without_preamble("Warning: x<br/><rss><channel/></rss>") == "<rss><channel/></rss>"
    assert without_preamble("<html><feed></html>") == "<feed></html>"
    assert without_preamble("<html>x") == "<html>x"
    assert without_preamble('<?xml version="1.0"?>\n<<<<<<< HEAD\n<rss><channel/></rss>') == "<rss><channel/></rss>"


def test_one_poisonous_entry_does_not_cost_the_others():
    bad = "<item><title>bad</title><textInput><name>x</name></textInput></item>"  # feedparser 6 raises KeyError on it
    document = parse(response(rss(f"<item><title>A</title></item>{bad}<item><title>B</title></item>")), SOURCE)
    assert [(entry.title, entry.position) for entry in document.entries] == [("A", 0), ("B", 2)]
    assert document.warnings == ("1 entries can't be read",)
    assert len(document.raw_hashes) == 3


def test_a_document_that_fails_feedparser_whole_is_an_error_of_ours():
    broken = rss("<item><textInput><name>x</name></textInput><b></item>")
    with pytest.raises(ParseError) as caught:
        parse(response(broken), SOURCE)
    assert caught.value.reason.startswith("feedparser fails on it: KeyError")


@pytest.mark.parametrize(
    "body",
    [
        b"\xff\xfe\x00<", b"<rss" * 5000, b"<rss><channel><item>" * 2000, b"<" * 10_000, bytes(range(256)) * 20,
        b"<feed><entry><title>&#99999999999;</title></entry></feed>", b"<rss><channel><item><title>" + b"&amp;lt;" * 50_000,
    ],
)  # fmt: skip
def test_hostile_bytes_parse_or_say_why(body):
    try:
        parse(response(body), SOURCE)
    except FeedError as error:
        assert isinstance(error, ParseError | Blocked)
