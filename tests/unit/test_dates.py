"""Dates as sources state them (TRAPS 15, 36): read for sure, or not at all."""

import pytest

from feeds.normalise.dates import find_date, parse_date, stated_offset
from feeds.types import NO_STAMP, Stamp

TOKYO = "Asia/Tokyo"

STATED = [
    # RFC 822 and 2822, with named zones
    ("Wed, 16 Apr 2025 08:30:00 +0900", "2025-04-15T23:30:00Z", "2025-04-16", "second", "text"),
    ("Thu, 16 Apr 2025 08:30 JST", "2025-04-15T23:30:00Z", "2025-04-16", "minute", "text"),  # the weekday is wrong
    ("16 Apr 25 08:30:00 EST", "2025-04-16T13:30:00Z", "2025-04-16", "second", "text"),
    ("Wed, 16 Apr 2025 20:30:00 EDT", "2025-04-17T00:30:00Z", "2025-04-16", "second", "text"),
    ("Wednesday, 16 April 2025 08:30:00 GMT", "2025-04-16T08:30:00Z", "2025-04-16", "second", "text"),
    ("Wednesday, 16-Apr-25 08:30:00 GMT", "2025-04-16T08:30:00Z", "2025-04-16", "second", "text"),
    ("Wed, 16 Apr 2025 08:30:00 +0900 (JST)", "2025-04-15T23:30:00Z", "2025-04-16", "second", "text"),
    ("Sat,  9 May 2015 00:00:00 -0000", "2015-05-09T00:00:00Z", "2015-05-09", "second", "text"),
    ("wed 16 apr 2025 08:30:00", "2025-04-15T23:30:00Z", "2025-04-16", "second", "source"),
    ("16 Apr 2025", "2025-04-15T15:00:00Z", "2025-04-16", "day", "source"),
    # ISO 8601
    ("2025-04-16T08:30:00+09:00", "2025-04-15T23:30:00Z", "2025-04-16", "second", "text"),
    ("2025-04-16T08:30:00.123Z", "2025-04-16T08:30:00Z", "2025-04-16", "second", "text"),
    ("2025-04-16T08:30Z", "2025-04-16T08:30:00Z", "2025-04-16", "minute", "text"),
    ("2025-04-16 08:30:00", "2025-04-15T23:30:00Z", "2025-04-16", "second", "source"),
    ("2025-04-16T24:00:00+09:00", "2025-04-16T15:00:00Z", "2025-04-16", "second", "text"),
    ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z", "2016-12-31", "second", "text"),
    ("2025-04-16", "2025-04-15T15:00:00Z", "2025-04-16", "day", "source"),
    ("2025-04-16+09:00", "2025-04-15T15:00:00Z", "2025-04-16", "day", "text"),
    ("2025-04", "2025-03-31T15:00:00Z", "2025-04-01", "month", "source"),
    ("2025", "2024-12-31T15:00:00Z", "2025-01-01", "year", "source"),
    # compact, and seconds or milliseconds since 1970
    ("20260830T003000Z", "2026-08-30T00:30:00Z", "2026-08-30", "second", "text"),
    ("20260830", "2026-08-29T15:00:00Z", "2026-08-30", "day", "source"),
    ("202608300930", "2026-08-30T00:30:00Z", "2026-08-30", "minute", "source"),
    ("1744788600", "2025-04-16T07:30:00Z", "2025-04-16", "second", "text"),
    ("1744788600000", "2025-04-16T07:30:00Z", "2025-04-16", "second", "text"),
    # Japanese
    ("2025年4月16日 15時30分", "2025-04-16T06:30:00Z", "2025-04-16", "minute", "source"),
    ("2025年4月16日（水）午後3時半", "2025-04-16T06:30:00Z", "2025-04-16", "minute", "source"),
    ("2025年04月16日15:30:10 JST", "2025-04-16T06:30:10Z", "2025-04-16", "second", "text"),
    ("２０２５年４月１６日　１５：３０更新", "2025-04-16T06:30:00Z", "2025-04-16", "minute", "source"),
    ("2025年4月16日(水・祝)", "2025-04-15T15:00:00Z", "2025-04-16", "day", "source"),
    ("2025年4月", "2025-03-31T15:00:00Z", "2025-04-01", "month", "source"),
    ("令和7年4月16日", "2025-04-15T15:00:00Z", "2025-04-16", "day", "source"),
    ("令和元年5月1日", "2019-04-30T15:00:00Z", "2019-05-01", "day", "source"),
    ("令和七年四月十六日", "2025-04-15T15:00:00Z", "2025-04-16", "day", "source"),
    ("二〇二五年四月二十六日", "2025-04-25T15:00:00Z", "2025-04-26", "day", "source"),
    ("平成31年4月30日", "2019-04-29T15:00:00Z", "2019-04-30", "day", "source"),
    ("昭和64年1月7日", "1989-01-06T15:00:00Z", "1989-01-07", "day", "source"),
    ("大正12年9月1日", "1923-08-31T15:00:00Z", "1923-09-01", "day", "source"),
    ("明治45年7月30日", "1912-07-29T15:00:00Z", "1912-07-30", "day", "source"),
    ("R7.4.16", "2025-04-15T15:00:00Z", "2025-04-16", "day", "source"),
    ("h31/4/30", "2019-04-29T15:00:00Z", "2019-04-30", "day", "source"),
    ("令和7年", "2024-12-31T15:00:00Z", "2025-01-01", "year", "source"),
    ("2025.04.16", "2025-04-15T15:00:00Z", "2025-04-16", "day", "source"),
    ("2025/04/16 15:30", "2025-04-16T06:30:00Z", "2025-04-16", "minute", "source"),
    # newspapers and programs
    ("April 16, 2025 at 3:30 p.m. ET", "2025-04-16T19:30:00Z", "2025-04-16", "minute", "text"),
    ("Jan. 16, 2025 12:05 AM ET", "2025-01-16T05:05:00Z", "2025-01-16", "minute", "text"),
    ("Sept. 4, 2025", "2025-09-03T15:00:00Z", "2025-09-04", "day", "source"),
    ("Wed Apr 16 08:30:00 2025", "2025-04-15T23:30:00Z", "2025-04-16", "second", "source"),
    ("Wed Apr 16 08:30:00 EDT 2025", "2025-04-16T12:30:00Z", "2025-04-16", "second", "text"),
    ("04/16/2025", "2025-04-15T15:00:00Z", "2025-04-16", "day", "source"),
    ("16/04/2025", "2025-04-15T15:00:00Z", "2025-04-16", "day", "source"),
]


@pytest.mark.parametrize(("raw", "at", "date", "precision", "zone_from"), STATED, ids=[row[0] for row in STATED])
def test_trap_15_dates_are_read_as_stated(raw, at, date, precision, zone_from):
    assert parse_date(raw, source_tz=TOKYO) == Stamp(at, date, precision, zone_from, raw)


@pytest.mark.parametrize(
    "raw",
    [
        "a while ago", "yesterday", "just now", "4月16日", "5月上旬", "Apr 16", "07-01T01:55:07-05:00", "令和7年度", "25.04.16",
        "04/05/2025",
        "Wed, 31 Feb 2025 00:00:00 GMT", "2025-02-29", "2025-13-01", "2025-04-16T25:00:00Z", "2025-04-16T10:61:00Z", "0000-00-00 00:00:00",
        "Thu, 01 Jan 1970 00:00:00 GMT", "0", "1970-01-01T09:00:00+09:00", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "令和0年1月1日",
        "Mon, 1 Foo 2025 10:00:00 GMT", "2025-04-16 and more", "第15号", "16 avril 2025", "1" * 40, "2025年4月16日～17日", "x" * 5000,
    ],
)  # fmt: skip
def test_trap_15_what_is_not_sure_is_no_date_and_keeps_its_words(raw):
    stamp = parse_date(raw, source_tz=TOKYO)
    assert (stamp.at, stamp.date, stamp.precision) == (None, None, "none")
    assert stamp.raw == raw[:120]


def test_nothing_stated_is_nothing():
    assert parse_date("") == parse_date("  ") == NO_STAMP


def test_the_zone_comes_from_the_text_else_the_feed_else_the_source_else_is_assumed():
    day = "2025-04-16 12:00"
    assert parse_date(day + " +0200", feed_tz="+09:00", source_tz=TOKYO).zone_from == "text"
    assert parse_date(day, feed_tz="-05:00", source_tz=TOKYO) == Stamp("2025-04-16T17:00:00Z", "2025-04-16", "minute", "feed", day)
    assert parse_date(day, source_tz="America/New_York") == Stamp("2025-04-16T16:00:00Z", "2025-04-16", "minute", "source", day)
    assert parse_date(day) == Stamp("2025-04-16T12:00:00Z", "2025-04-16", "minute", "assumed", day)
    assert parse_date(day, source_tz="Mars/Olympus").zone_from == "assumed"
    assert parse_date(day + " IST").at is None  # three zones have that name


def test_a_season_is_the_zones_own():
    assert parse_date("2025-01-16", source_tz="America/New_York").at == "2025-01-16T05:00:00Z"
    assert parse_date("2025-07-16", source_tz="America/New_York").at == "2025-07-16T04:00:00Z"


@pytest.mark.parametrize(
    ("text", "date", "raw"),
    [
        ("最終更新日：2025年4月16日 10時30分、次は5月", "2025-04-16", "2025年4月16日 10時30分"),
        ("第13回（R7.4.16）開催", "2025-04-16", "R7.4.16"),
        ("Released Apr. 2, 2025 by the office", "2025-04-02", "Apr. 2, 2025"),
        ("from 16 April 2025 on", "2025-04-16", "16 April 2025"),
        ("掲載日2025/04/16", "2025-04-16", "2025/04/16"),
    ],
)
def test_a_date_is_found_within_a_text(text, date, raw):
    stamp = find_date(text, source_tz=TOKYO)
    assert (stamp.date, stamp.raw) == (date, raw)


@pytest.mark.parametrize("text", ["v1.2025.04.16", "/2025/04/16/", "4月16日", "no date", "0120-2025-04-16", ""])
def test_what_is_part_of_something_else_is_no_date(text):
    assert find_date(text) == NO_STAMP


def test_an_offset_is_told_only_where_it_is_stated():
    assert stated_offset("Thu, 17 Apr 2025 09:40:12 +0900") == "+09:00"
    assert stated_offset("2025-01-01T00:00:00-03:30") == "-03:30"
    assert stated_offset("2025-01-01") == stated_offset("soon") == stated_offset("") == ""
