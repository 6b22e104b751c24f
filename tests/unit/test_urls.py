"""Which addresses are links, and which mean the same page."""

import pytest

from feeds.normalise.urls import ascii_host, canonical_url, host_of, http_url, publication_key, source_url

BASE = "https://news.example.jp/rss/index.xml"


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("https://example.org/a", "https://example.org/a"),
        ("/a/b?c", "https://news.example.jp/a/b?c"),
        ("b.html", "https://news.example.jp/rss/b.html"),
        ("//cdn.example.org/x", "https://cdn.example.org/x"),
        (" \n https://example.org/a\tb \u3000", "https://example.org/ab"),
        ("https:\\\\example.org\\a?b=\\", "https://example.org/a?b=%5C".replace("%5C", "\\")),
        ('https://example.org/a b"<c>', "https://example.org/a%20b%22%3Cc%3E"),
        ("javascript:alert(1)", ""),
        (" JaVaScRiPt:alert(1)", ""),
        ("java\nscript:alert(1)", ""),
        ("data:text/html,x", ""),
        ("mailto:a@example.org", ""),
        ("ftp://example.org/", ""),
        ("tag:example.org,2025:1", ""),
        ("https://", ""),
        ("https://[bad", ""),
        ("https://example.org:99999/", ""),
        ("https://example.org:0/", ""),
        ("", ""),
    ],
)
def test_trap_23_only_http_is_a_link(link, url):
    assert http_url(link, BASE) == url


def test_without_a_base_a_relative_link_is_none():
    assert http_url("/a") == http_url("a") == ""


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("http://Example.ORG", "https://example.org/"),
        ("https://example.org:443/a#b", "https://example.org/a"),
        ("http://example.org:80/a", "https://example.org/a"),
        ("http://example.org:8080/a", "https://example.org:8080/a"),
        ("https://user:pw@example.org./a", "https://example.org/a"),
        ("https://example.org/%7Ea/%e3%81%82/%2f", "https://example.org/~a/%E3%81%82/%2F"),
        ("https://example.org/あ?q=関税", "https://example.org/%E3%81%82?q=%E9%96%A2%E7%A8%8E"),
        ("http://例え.jp/", "https://xn--r8jz45g.jp/"),
        ("https://example.org/a/../b/./c/", "https://example.org/b/c/"),
        ("https://example.org/publish/http://www.x.org/y", "https://example.org/publish/http://www.x.org/y"),
        ("https://example.org/a;jsessionid=1F?x=1", "https://example.org/a?x=1"),
        ("https://example.org/a?", "https://example.org/a"),
        ("https://example.org/?p=1&utm_source=rss&UTM_Medium=x&fbclid=y&b=2", "https://example.org/?p=1&b=2"),
        ("https://news.yahoo.co.jp/pickup/1?source=rss", "https://news.yahoo.co.jp/pickup/1"),
        ("https://example.org/1?source=rss", "https://example.org/1?source=rss"),  # only that outlet's
        ("https://www.asahi.com/articles/A.html?iref=com_rss", "https://www.asahi.com/articles/A.html"),
        ("https://www.jiji.com/jc/article?k=2025041700123&g=eco", "https://www.jiji.com/jc/article?k=2025041700123"),
        ("https://www.bbc.com/news/1?at_medium=RSS&at_campaign=rss", "https://www.bbc.com/news/1"),
        ("http://www.bing.com/news/apiclick.aspx?ref=x&url=https%3a%2f%2fexample.org%2fa&c=1", "https://example.org/a"),
        ("http://[2001:DB8::1]:80/x", "https://[2001:db8::1]/x"),
        ("mailto:x@example.org", ""),
        ("https://exa mple.org/", ""),
        ("not an address", ""),
    ],
)
def test_trap_38_what_means_nothing_is_folded_and_nothing_else(url, canonical):
    assert canonical_url(url) == canonical
    assert canonical_url(canonical) == canonical


def test_variants_are_not_guessed():
    urls = ["https://m.example.org/a", "https://example.org/a", "https://example.org/a/", "https://example.org/amp/a", "https://example.org/A"]
    assert len({canonical_url(url) for url in urls}) == len(urls)


def test_a_publication_has_one_key_with_and_without_www():
    assert publication_key(canonical_url("http://www.example.org/a?b=1#c")) == "example.org/a?b=1"
    assert publication_key(canonical_url("https://example.org/a?b=1")) == "example.org/a?b=1"
    assert publication_key("") == ""


def test_trap_38_a_sources_query_is_its_identity():
    assert source_url("HTTPS://WWW.FT.com:443/world?format=rss&utm_source=x#a") == "https://www.ft.com/world?format=rss&utm_source=x"
    assert source_url("http://example.org") == "http://example.org/"
    assert source_url("file:///etc/passwd") == ""


def test_hosts():
    assert host_of("https://WWW.Example.org:8080/a") == "www.example.org"
    assert host_of("nothing") == ""
    assert ascii_host("a" * 300) == ascii_host("日本" * 60) == ascii_host("a b") == ascii_host("") == ""
