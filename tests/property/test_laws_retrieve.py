"""Laws of what feeds.retrieve decides without a network."""

import gzip
import zlib

from hypothesis import given
from hypothesis import strategies as st

from feeds.errors import AddressRefused, BadAnswer, FeedError, TooLarge
from feeds.retrieve.addresses import redirect_url, refusal, request_url
from feeds.retrieve.answer import plain_headers
from feeds.retrieve.decode import decoded
from feeds.retrieve.freshness import fresh_s, retry_after_s

URL = "http://example.org/"
PACKERS = {"gzip": gzip.compress, "deflate": zlib.compress}
coding = st.sampled_from(sorted(PACKERS))


@given(st.binary(max_size=5000), st.lists(coding, max_size=3))
def test_what_was_packed_comes_back(body, codings):
    packed = body
    for name in codings:
        packed = PACKERS[name](packed)
    assert decoded(URL, packed, ", ".join(codings), 100_000) == body


@given(st.binary(max_size=300), st.sampled_from(["gzip", "deflate", "gzip, deflate", "br", ""]), st.integers(0, 400))
def test_any_bytes_are_decoded_within_the_limit_or_refused(body, header, limit):
    try:
        assert len(decoded(URL, body, header, limit)) <= limit
    except (BadAnswer, TooLarge):
        pass


@given(st.binary(min_size=1, max_size=4000), coding, st.data())
def test_packed_data_that_is_cut_off_is_never_taken_for_the_whole(body, name, data):
    packed = PACKERS[name](body)
    cut = packed[: data.draw(st.integers(1, len(packed) - 1))]
    try:
        assert decoded(URL, cut, name, 100_000) == body
    except BadAnswer:
        pass


@given(st.text(max_size=60))
def test_any_text_is_an_http_address_or_refused(text):
    for candidate in (text, "http://" + text, "https://example.org/" + text):
        try:
            url = request_url(candidate)
        except AddressRefused:
            continue
        assert url.scheme in ("http", "https")
        assert url.raw_host
        assert str(request_url(str(url))) == str(url)


@given(st.text(max_size=60))
def test_any_location_leads_to_an_http_address_or_is_refused(location):
    try:
        target = redirect_url(URL, request_url(URL), location)
    except FeedError:
        return
    assert target.scheme in ("http", "https")
    assert not target.raw_fragment


@given(st.ip_addresses(v=4))
def test_trap_22_an_ipv4_address_is_judged_alike_in_ipv6_dress(address):
    translated = f"64:ff9b::{int(address) >> 16:x}:{int(address) & 0xFFFF:x}"
    assert bool(refusal(str(address))) == bool(refusal(f"::ffff:{address}")) == bool(refusal(translated))


@given(st.ip_addresses(v=6))
def test_trap_22_nothing_outside_global_unicast_is_asked(address):
    if refusal(str(address)) == "" and not address.ipv4_mapped:
        assert str(address).startswith("64:ff9b::") or int(address) >> 125 == 1


header_value = st.text(st.characters(codec="latin-1", exclude_characters="\r\n\0"), max_size=30)


@given(st.dictionaries(st.sampled_from(["cache-control", "expires", "date", "age", "retry-after"]), header_value))
def test_times_are_never_negative_and_never_an_error(headers):
    assert 0 <= fresh_s(headers) <= 2**31
    assert 0 <= retry_after_s(headers) <= 2**31


@given(st.lists(st.tuples(st.sampled_from(["ETag", "X", "Location", "x"]), st.binary(max_size=20))))
def test_any_bytes_in_a_header_become_text_that_can_be_stored(pairs):
    headers = plain_headers((name, value.decode("utf-8", "surrogateescape")) for name, value in pairs)
    for name, value in headers.items():
        value.encode()
        assert name == name.lower()
