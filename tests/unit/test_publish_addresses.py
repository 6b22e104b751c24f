import pytest

from tracker.publish.addresses import address, host_of, safe_url, segment, with_value


@pytest.mark.parametrize("url", ["https://www.nikkei.com/article/1?a=b", "http://例え.jp/", "HTTPS://example.jp/"])
def test_http_addresses_are_links(url):
    assert safe_url(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\tscript:alert(1)", " javascript:alert(1)", "data:text/html,x", "vbscript:x",
        "//example.jp/x", "/relative", "", None, "https://", "http:///x", "https:\\\\example.jp", "file:///etc/hostname", "https://[bad/",
        "https://example.jp/\nx",
    ],
)  # fmt: skip
def test_trap_23_anything_else_is_not(url):
    assert safe_url(url) == ""
    assert host_of(url) == ""


def test_the_host_is_shown_without_www():
    assert host_of("https://www.meti.go.jp/press/") == "meti.go.jp"
    assert host_of("https://user:secret@www.example.jp:8000/") == "example.jp"


def test_addresses_leave_out_what_is_empty_and_quote_the_rest():
    assert address("/timeline", [("q", "関税 15%"), ("topic", "")]) == "/timeline?q=%E9%96%A2%E7%A8%8E+15%25"
    assert address("/timeline") == "/timeline"
    assert segment("a/b?c ü") == "a%2Fb%3Fc%20%C3%BC"


def test_one_value_is_set_in_its_place_or_taken_out():
    pairs = [("a", "1"), ("b", "2"), ("a", "3")]
    assert with_value(pairs, "a", "9") == [("a", "9"), ("b", "2")]
    assert with_value(pairs, "b", "") == [("a", "1"), ("a", "3")]
    assert with_value(pairs, "c", "4") == [*pairs, ("c", "4")]
