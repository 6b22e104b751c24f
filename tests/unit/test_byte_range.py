"""Which bytes of a file are sent, by RFC 9110 §14."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.publish.byte_range import asked_range

TAG = '"abc"'


@pytest.mark.parametrize(
    ("header", "found"),
    [
        ("", None),
        ("bytes=0-499", range(0, 500)),
        ("bytes=500-", range(500, 1000)),
        ("bytes=-200", range(800, 1000)),
        ("bytes=-5000", range(0, 1000)),
        ("bytes=900-9999", range(900, 1000)),
        ("bytes=999-999", range(999, 1000)),
        ("Bytes = 0-0", range(0, 1)),
        ("bytes=0-1,5-9", None),
        ("bytes=5-2", None),
        ("bytes=-", None),
        ("bytes=a-b", None),
        ("bytes=１-２", None),
        ("items=0-5", None),
    ],
)
def test_a_range_is_understood_or_passed_over(header: str, found: range | None) -> None:
    assert asked_range(header, "", TAG, 1000) == found


@pytest.mark.parametrize("header", ["bytes=1000-", "bytes=1000-2000", "bytes=-0"])
def test_bytes_that_there_are_not_are_told_apart(header: str) -> None:
    found = asked_range(header, "", TAG, 1000)
    assert found is not None and not found


def test_a_part_of_another_file_is_not_sent() -> None:
    assert asked_range("bytes=0-1", TAG, TAG, 10) == range(0, 2)
    for other in ('"def"', f"W/{TAG}", "Tue, 24 Nov 2026 18:00:00 GMT"):
        assert asked_range("bytes=0-1", other, TAG, 10) is None


@given(st.text(max_size=30) | st.from_regex(r"bytes=\d{0,20}-\d{0,20}", fullmatch=True), st.integers(0, 10**15))
def test_no_header_asks_for_bytes_outside_of_the_file(header: str, size: int) -> None:
    found = asked_range(header, "", TAG, size)
    assert found is None or not found or (0 <= found.start < found.stop <= size)
