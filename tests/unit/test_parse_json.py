"""JSON APIs by pointers, and JSON Feed (TRAPS 8, 33, 34, 43)."""

import json

import pytest

from feeds.errors import Blocked, NotAFeed
from feeds.parse import parse
from feeds.parse_json import pointed
from feeds.types import Response, Source

FIELDS = {"items": "/results", "id": "/id", "title": "/title", "url": "/link", "date": "/date", "updated": "/changed", "author": "/by"}
SOURCE = Source("api", "https://api.example.org/list.json", kind="json_api", homepage="https://www.example.org/news/", json_fields=FIELDS)


def response(body, content_type="application/json"):
    data = body if isinstance(body, bytes) else (body if isinstance(body, str) else json.dumps(body)).encode()
    return Response(SOURCE.url, SOURCE.url, 200, {"content-type": content_type}, data)


def source(**fields):
    return Source("api", SOURCE.url, kind="json_api", json_fields=fields)


def test_pointers_follow_rfc_6901():
    value = {"a/b": [1, {"~x": "y"}], "": 0}
    assert pointed(value, "") is value
    assert pointed(value, "/a~1b/1/~0x") == "y"
    assert pointed(value, "/a~1b/0") == 1
    assert pointed(value, "/") == 0
    assert pointed(value, "/a~1b/2") is pointed(value, "/a~1b/-") is pointed(value, "/none/x") is None


def test_trap_43_relative_links_are_joined_to_the_homepage():
    document = parse(response({"results": [{"title": "a", "link": "/a/1"}, {"title": "b", "link": "2"}]}), SOURCE)
    assert [entry.url for entry in document.entries] == ["https://www.example.org/a/1", "https://www.example.org/news/2"]


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ({}, "nothing at /results"),
        ({"results": []}, "no entries in the answer"),
        ({"results": None}, "nothing at /results"),
        ([], "nothing at /results"),
    ],
)
def test_trap_34_no_matches_are_an_empty_document(body, why):
    document = parse(response(body), SOURCE)
    assert (document.entries, document.empty_why) == ((), why)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("", "an empty body"),
        ("Your query was too short or too long.", "no JSON: Your query was too short or too long."),
        ('{"results": [', 'no JSON: {"results": ['),
        ("[" * 100_000, "no JSON: " + "[" * 79 + "…"),
        ("<html><body>moved</body></html>", "no JSON: <html><body>moved</body></html>"),
    ],
)
def test_trap_33_what_is_no_json_says_what_it_is(body, reason):
    with pytest.raises(NotAFeed) as caught:
        parse(response(body), SOURCE)
    assert caught.value.reason == reason


def test_trap_41_a_challenge_in_place_of_json():
    page = "<html><head><title>Federal Register :: Request Access</title></head><body>robot?</body></html>"
    with pytest.raises(Blocked):
        parse(response(page, "text/html"), SOURCE)


def test_trap_43_a_feed_in_place_of_json_is_read_as_one():
    body = "<rss version='2.0'><channel><item><title>T</title></item></channel></rss>"
    assert [entry.title for entry in parse(response(body), SOURCE).entries] == ["T"]


def test_trap_43_shapes():
    fields = {"id": "/id", "title": "/title"}
    one = {"id": 1, "title": "one"}
    for body in (one, [one], {"a": one}, f"cb({json.dumps(one)})", f")]}}',\n[{json.dumps(one)}]"):
        assert [(entry.guid, entry.title) for entry in parse(response(body), source(items="", **fields)).entries] == [("1", "one")]
    assert [entry.title for entry in parse(response('"2026HTSRev5"'), source(items="", **fields)).entries] == ["2026HTSRev5"]
    assert parse(response("null"), source(items="", **fields)).empty_why == "nothing at the root"


def test_values_of_other_kinds():
    item = {"title": 15.5, "by": ["Ann", "Bo", 3], "id": True, "link": {"x": 1}, "date": 1744788600000}
    entry = parse(response({"results": [item]}), SOURCE).entries[0]
    assert (entry.title, entry.author, entry.guid, entry.url) == ("15.5", "Ann, Bo", "", "")
    assert entry.published.at == "2025-04-16T07:30:00Z"


def test_text_of_values_is_plain_and_storable():
    item = {"title": "<b>A</b> &amp; B", "by": "x\u0000y\ud800"}
    entry = parse(response({"results": [item]}), SOURCE).entries[0]
    assert (entry.title, entry.author) == ("A & B", "xy\ufffd")


def test_an_update_alone_is_the_publication():
    entry = parse(response({"results": [{"title": "t", "changed": "2025-04-16"}]}), SOURCE).entries[0]
    assert entry.published.date == entry.updated.date == "2025-04-16"


def test_known_items_are_not_read_again():
    body = {"results": [{"title": "a"}, {"title": "b"}, {"title": "a"}]}
    first = parse(response(body), SOURCE)
    assert [entry.title for entry in first.entries] == ["a", "b"]
    assert len(first.raw_hashes) == 3
    again = parse(response(body), SOURCE, frozenset(first.raw_hashes[:1]))
    assert [entry.title for entry in again.entries] == ["b"]
    assert again.skipped == (first.raw_hashes[0],) * 2
    assert parse(response({"results": [{"title": "a"}]}), SOURCE, frozenset(first.raw_hashes)).empty_why == ""


def test_other_json_in_a_source_of_feeds_is_no_feed():
    with pytest.raises(NotAFeed) as caught:
        parse(response({"message": "Not found"}), Source("f", SOURCE.url))
    assert caught.value.reason == 'JSON, but no JSON Feed: {"message": "Not found"}'


def test_a_json_feed_in_a_source_of_feeds():
    feed = {"version": "https://jsonfeed.org/version/1", "items": [{"id": "1", "content_text": "x", "author": {"name": "A"}}, "odd", {}]}
    document = parse(response(feed), Source("f", SOURCE.url))
    assert [(entry.guid, entry.body, entry.author) for entry in document.entries] == [("1", "x", "A")]
    assert document.format == "jsonfeed"
    empty = parse(response({"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": None}), Source("f", SOURCE.url))
    assert (empty.title, empty.empty_why) == ("T", "no entries in the feed")
