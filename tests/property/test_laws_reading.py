"""Laws of reading and normalising."""

from __future__ import annotations

import html
import json
import unicodedata
from datetime import datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.errors import Blocked, FeedError, ParseError
from feeds.gate import cut, keep
from feeds.normalise.charset import decode
from feeds.normalise.dates import find_date, parse_date
from feeds.normalise.hashing import content_hash
from feeds.normalise.identity import identities
from feeds.normalise.text import fold, fold_space, html_lines, plain_text, says_more, tidy_text
from feeds.normalise.urls import canonical_url, http_url, publication_key, source_url
from feeds.page_hints import discover_feeds, needs_scripts, suggest_selectors
from feeds.parse import parse
from feeds.types import Entry, Response, Source

# Text with much of what matters here: markup, entities, both languages, things that no store takes.
CHUNKS = st.sampled_from(
    [
        "<b>", "</b>", "<p>", "<br/>", "<script>", "</script>", "<!--", "-->", "&amp;", "&lt;", "&#39;", "&nbsp;", "<a href='x'>", "関税",
        "ｶﾞ", "〜", "～", "\u3000", "\r\n", "\x00", "\ud800", "e\u0301", "ﬁ", "ẞ", "İ", "15%", " ", "<", ">", "&", '"', "'", "]]>",
        "<![CDATA[",
    ]
)  # fmt: skip
TEXT = st.lists(st.one_of(CHUNKS, st.text(max_size=6)), max_size=20).map("".join)
KINDS = st.sampled_from(["html", "guess", "text"])
HOSTS = st.sampled_from("example.org www.Example.org 例え.jp news.yahoo.co.jp [::1] exa%mple a..b 127.0.0.1 é.fr:80 x:0 y:99999".split())
URLS = st.one_of(
    TEXT,
    st.builds(
        lambda scheme, host, path, query: f"{scheme}://{host}/{path}?{query}",
        st.sampled_from(["http", "https", "HTTP", "javascript", "ftp"]),
        HOSTS,
        st.text(alphabet="ab/.%2f~ é#;=[]\\", max_size=15),
        st.text(alphabet="ab=&%41utm_source#é+", max_size=20),
    ),
)
ENTRIES = st.lists(
    st.builds(
        Entry,
        guid=st.sampled_from(["", "g", "h", "https://example.org/a#0", "https://example.org/a#1"]),
        url=st.sampled_from(["", "https://example.org/a", "http://example.org/a?utm_source=x", "https://example.org/b#c"]),
        title=st.sampled_from(["", "A", "B", "Ａ"]),
    ),
    max_size=8,
)
JSON_KEYS = st.sampled_from(["items", "id", "title", "url", "version", "x"])
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.floats(), TEXT),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(JSON_KEYS, inner, max_size=4),
    max_leaves=12,
)
CODECS = st.sampled_from(["utf-8", "cp932", "euc_jp", "utf-16", "iso2022_jp"])


def rss_of(text: str, codec: str) -> bytes:
    return f"<rss version='2.0'><channel><item><title>{text}</title></item></channel></rss>".encode(codec, "replace")


def atom_of(text: str) -> bytes:
    return f"<feed><entry><title type='html'>{html.escape(text)}</title><id>1</id></entry></feed>".encode("utf-8", "replace")


DOCUMENTS = st.one_of(
    st.binary(max_size=300),
    TEXT.map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.builds(rss_of, TEXT, CODECS),
    TEXT.map(atom_of),
    JSON.map(lambda value: json.dumps(value).encode()),
    TEXT.map(lambda text: f"<html><main><a href='{text}'>{text}</a></main></html>".encode("utf-8", "replace")),
)
SOURCES = st.sampled_from(
    [
        Source("feed", "https://example.org/feed"),
        Source("watch", "https://example.org/page", kind="page", selector="main, body"),
        Source("list", "https://example.org/list", kind="page", mode="list"),
        Source("api", "https://example.org/api", kind="json_api", json_fields={"items": "/items", "id": "/id", "title": "/title + /x"}),
    ]
)


@given(TEXT, KINDS)
def test_text_is_storable_and_tidying_it_again_changes_nothing(value, kind):
    text = plain_text(value, kind)
    assert tidy_text(text) == text
    assert unicodedata.is_normalized("NFC", text)
    assert text.encode().decode() == text
    assert "\x00" not in text


@given(TEXT)
def test_reading_text_that_came_out_without_marks_again_changes_nothing(value):
    text = plain_text(value)
    if not set(text) & set("<&"):
        assert plain_text(text) == plain_text(text, "guess") == plain_text(text, "text") == text


@given(TEXT)
def test_text_escaped_as_a_paragraph_comes_back(value):
    text = tidy_text(value)
    assert plain_text(f"<p>{html.escape(text)}</p>") == text


@given(TEXT, st.integers(0, 30))
def test_a_page_that_is_sure_to_say_more_does(page, limit):
    assert not says_more(page, limit) or len(html_lines(page)) > limit


@given(TEXT)
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)
    assert fold_space(fold(text)) == fold(text)


@given(URLS)
def test_canonical_addresses_stay_and_are_addresses(url):
    canonical = canonical_url(url)
    assert canonical_url(canonical) == canonical
    assert not canonical or (canonical.startswith("https://") and canonical.isascii())
    assert canonical_url("https://" + publication_key(canonical)) in ("", canonical, canonical.replace("https://www.", "https://"))
    assert source_url(source_url(url)) == source_url(url)


@given(URLS, URLS)
def test_trap_23_a_link_is_http_or_nothing(link, base):
    url = http_url(link, base)
    assert not url or url.lower().startswith(("http://", "https://"))
    assert not set(url) & set("<>\" \t\n\x00")
    assert http_url(url) == url


@given(ENTRIES, st.randoms(use_true_random=False))
def test_trap_12_identity_does_not_depend_on_order(entries, random):
    named = {id(entry): one for entry, one in zip(entries, identities(entries, Source("s", "https://x.org/")), strict=True)}
    shuffled = list(entries)
    random.shuffle(shuffled)
    for entry, one in zip(shuffled, identities(shuffled, Source("s", "https://x.org/")), strict=True):
        assert named[id(entry)] == one


@given(ENTRIES)
def test_trap_12_different_links_and_titles_are_never_one_item(entries):
    keys: dict[str, set[tuple[str, str]]] = {}
    for entry, one in zip(entries, identities(entries, Source("s", "https://x.org/")), strict=True):
        keys.setdefault(one.key, set()).add((canonical_url(entry.url), fold(entry.title)))
    for seen in keys.values():
        assert len({url for url, _ in seen if url}) <= 1 or len({title for _, title in seen}) <= 1


@given(st.lists(st.tuples(TEXT, TEXT, TEXT, TEXT), min_size=2, max_size=2))
def test_content_hashes_are_equal_exactly_where_contents_are(two):
    first, second = ([tidy_text(field) for field in fields] for fields in two)
    same = [fold_space(field) for field in first] == [fold_space(field) for field in second]
    assert (content_hash(*first) == content_hash(*second)) is same
    assert content_hash(*(f" {field}\n" for field in first)) == content_hash(*first)


@given(st.one_of(TEXT, st.from_regex(r"\A(令和|R|H)?\d{1,4}[年./-]\d{1,2}[月./-]\d{1,2}日?( \d\d:\d\d)?\Z"), st.datetimes().map(str)))
def test_trap_15_a_date_has_all_its_parts_or_none(raw):
    for stamp in (parse_date(raw, source_tz="Asia/Tokyo"), find_date(raw, source_tz="Asia/Tokyo")):
        assert (stamp.at is None) == (stamp.date is None) == (stamp.precision == "none")
        if stamp.at:
            assert len(stamp.at) == 20
            assert stamp.at.endswith("Z")
            assert parse_date(stamp.at).at == stamp.at
            assert abs(int(stamp.at[:4]) - int((stamp.date or "")[:4])) <= 1


@given(st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2999, 12, 31)))  # noqa: DTZ001 - formatted as UTC below
def test_trap_15_every_form_of_an_instant_is_that_instant(moment):
    at = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    forms = ["%a, %d %b %Y %H:%M:%S GMT", "%Y-%m-%dT%H:%M:%S+00:00", "%Y-%m-%d %H:%M:%S UTC", "%Y年%m月%d日 %H時%M分%S秒 GMT"]
    if moment.year < 2200:  # a compact form begins like a number of any kind
        forms.append("%Y%m%dT%H%M%SZ")
    if at != "1970-01-01T00:00:00Z":
        assert {parse_date(moment.strftime(form)).at for form in forms} == {at}


@given(st.binary(max_size=400), st.sampled_from(["", "text/xml; charset=Shift_JIS", "text/html; charset=euc-jp", "x; charset=utf-16"]))
def test_any_bytes_are_text(body, content_type):
    assert isinstance(decode(body, content_type).text, str)


@settings(max_examples=300)
@given(DOCUMENTS, SOURCES, st.sampled_from(["", "text/html", "application/xml; charset=Shift_JIS"]))
def test_any_bytes_parse_or_raise_an_error_of_ours(body, source, content_type):
    response = Response(source.url, source.url, 200, {"content-type": content_type}, body)
    try:
        document = parse(response, source)
    except FeedError as error:
        assert isinstance(error, ParseError | Blocked)
        return
    for entry in document.entries:
        for text in (entry.title, entry.summary, entry.body, entry.author):
            assert tidy_text(text) == text
        assert not entry.url or entry.url.lower().startswith(("http://", "https://"))
    assert bool(document.entries) != bool(document.empty_why) or document.skipped or document.raw_hashes or document.warnings
    # Whoever reads it again, with all of it known, reads nothing.
    again = parse(response, source, frozenset(document.raw_hashes))
    assert not document.raw_hashes or (again.entries, again.skipped) == ((), document.raw_hashes)


@given(st.lists(st.sampled_from(["A", "B &amp; C", "<![CDATA[<item>]]>", "関税"]), max_size=6), st.data())
def test_cutting_and_keeping_loses_nothing(titles, data):
    document = "".join(f"<item><title>{title}</title></item>\n" for title in titles)
    body = f"<rss><channel>{document}</channel></rss>".encode()
    slices = cut(body)
    assert slices is not None
    assert len(slices) == len(titles)
    wanted = data.draw(st.sets(st.sampled_from(range(len(titles)))) if titles else st.just(set()))
    kept = keep(body, slices, lambda one: slices.index(one) in wanted)
    again = cut(kept)
    assert again is not None
    assert [one.raw_hash for one in again] == [one.raw_hash for at, one in enumerate(slices) if at in wanted]


@given(TEXT)
def test_any_page_gives_hints(page):
    assert len(suggest_selectors(page)) <= 3
    assert isinstance(needs_scripts(page), bool)
    assert all(url.startswith("http") for url, _, _ in discover_feeds(page, "https://example.org/"))
