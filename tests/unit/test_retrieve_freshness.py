"""What headers say about time: pure."""

import pytest

from feeds.retrieve.freshness import fresh_s, retry_after_s

DATE = "Wed, 16 Apr 2025 20:00:00 GMT"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 0),
        ({"cache-control": "max-age=900"}, 900),
        ({"cache-control": "public, Max-Age = 900 , must-revalidate"}, 900),
        ({"cache-control": 'max-age="900"'}, 900),
        ({"cache-control": "max-age=900, max-age=5"}, 900),
        ({"cache-control": "s-maxage=60"}, 0),
        ({"cache-control": "s-maxage=60, max-age=120", "age": "20"}, 100),
        ({"cache-control": "max-age=10", "age": "20"}, 0),
        ({"cache-control": "no-cache, max-age=900"}, 0),
        ({"cache-control": "max-age=900,no-store"}, 0),
        ({"cache-control": "x-no-cache-y, max-age=900"}, 900),
        ({"cache-control": "max-age=-1"}, 0),
        ({"cache-control": "max-age=soon"}, 0),
        ({"cache-control": "max-age=" + "9" * 500}, 2**31),
        ({"cache-control": "max-age=60", "expires": "Wed, 16 Apr 2025 22:00:00 GMT", "date": DATE}, 60),
        ({"expires": "Wed, 16 Apr 2025 21:00:00 GMT", "date": DATE}, 3600),
        ({"expires": "Wednesday, 16-Apr-25 21:00:00 GMT", "date": "Wed Apr 16 20:00:00 2025"}, 3600),
        ({"expires": "Wed, 16 Apr 2025 21:00:00 GMT"}, 0),
        ({"expires": "0", "date": DATE}, 0),
        ({"expires": "-1", "date": DATE}, 0),
        ({"expires": "Wed, 16 Apr 2025 19:00:00 GMT", "date": DATE}, 0),
        ({"expires": "Wed, 16 Apr 99999 19:00:00 GMT", "date": DATE}, 0),
        ({"expires": "Wed, 16 Apr 2025 21:00:00 +99999999", "date": DATE}, 0),
        ({"expires": "Wed, 16 Apr 9999 21:00:00 GMT", "date": DATE}, 2**31),
    ],
)
def test_fresh_s(headers, seconds):
    assert fresh_s(headers) == seconds


@pytest.mark.parametrize(
    ("stated", "seconds"),
    [("", 0), ("120", 120), (" 120 ", 120), ("Wed, 16 Apr 2025 20:02:00 GMT", 120), (DATE, 0), ("soon", 0), ("-5", 0), ("1.5", 0)],
)
def test_retry_after_s(stated, seconds):
    assert retry_after_s({"retry-after": stated, "date": DATE}) == seconds
    assert retry_after_s({}) == 0
