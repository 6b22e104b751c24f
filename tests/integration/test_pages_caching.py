"""What caches are told: a rush is held by a proxy, a known answer is 304, and nothing old is ever told to be fresh."""

from __future__ import annotations

import sqlite3
import subprocess
import sys

import pytest
from publish_stock import FIRST_ROUND, filled_database, get, using

from db.store.connect import open_store
from db.store.moment import set_moment
from tracker.instants import days_at, instant_of

LATER = "2026-10-10T12:00:15Z"
PAGES = ("/", "/timeline?topic=autos", f"/event/{FIRST_ROUND}", "/changes", "/rates", "/sources", "/search?q=関税", "/about")
DATA = ("/timeline.json", "/timeline.csv", "/changes.json", "/changes.csv")
ANOTHER_PROCESS = """
import sqlite3, sys
conn = sqlite3.connect(sys.argv[1])
conn.execute("UPDATE events SET title_en = ? WHERE id = ?", sys.argv[2:])
conn.commit()
"""


@pytest.fixture
def database(tmp_path):
    return filled_database(tmp_path)


@pytest.mark.parametrize("path", [*PAGES, *DATA])
def test_an_answer_that_is_known_is_304_and_without_a_body(database, path):
    async def twice(client):
        first = await client.get(path)
        again = await client.get(path, headers={"if-none-match": f'"other", {first.headers["etag"]}'})
        other = await client.get(path, headers={"if-none-match": '"other"'})
        return first, again, other

    first, again, other = using(database, twice)
    assert (first.status_code, again.status_code, other.status_code) == (200, 304, 200)
    assert first.headers["etag"].startswith('W/"')
    assert again.content == b""
    for name in ("etag", "cache-control", "content-security-policy"):
        assert again.headers[name] == first.headers[name]
    assert "s-maxage=" in first.headers["cache-control"] and "public" in first.headers["cache-control"]


def write_clock(database):
    with open_store(database) as store:
        set_moment(store, LATER, *days_at(instant_of(LATER)))


def write_title(database):
    conn = sqlite3.connect(database)
    conn.execute("UPDATE events SET title_en = 'Another title' WHERE id = ?", (FIRST_ROUND,))
    conn.commit()
    conn.close()


def write_from_another_process(database):
    subprocess.run([sys.executable, "-c", ANOTHER_PROCESS, str(database), "Title of another process", FIRST_ROUND], check=True)


@pytest.mark.parametrize("write", [write_clock, write_title, write_from_another_process])
@pytest.mark.parametrize("path", PAGES)
def test_after_each_write_of_whatever_process_a_page_is_told_anew(database, path, write):
    async def around(client):
        first = await client.get(path)
        write(database)
        return first, await client.get(path, headers={"if-none-match": first.headers["etag"]})

    first, after = using(database, around)
    assert after.status_code == 200
    assert after.headers["etag"] != first.headers["etag"]


def test_many_writes_in_one_instant_are_each_seen(database):
    async def over(client):
        tags = set()
        conn = sqlite3.connect(database, isolation_level=None)
        for number in range(50):
            conn.execute("UPDATE events SET title_en = ? WHERE id = ?", (f"Title {number}", FIRST_ROUND))
            response = await client.get(f"/event/{FIRST_ROUND}")
            assert f"Title {number}" in response.text
            tags.add(response.headers["etag"])
        conn.close()
        return tags

    assert len(using(database, over)) == 50


def test_data_that_did_not_change_is_known_after_a_write_too_and_by_another_server(database):
    (first,) = get(database, "/timeline.json")
    write_clock(database)
    (again,) = get(database, "/timeline.json", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 304
    write_title(database)
    (changed,) = get(database, "/timeline.json", headers={"if-none-match": first.headers["etag"]})
    assert changed.status_code == 200
    assert "Another title" in changed.text


def test_a_page_of_a_server_started_anew_is_told_anew(database):
    (first,) = get(database, "/timeline")
    (again,) = get(database, "/timeline", headers={"if-none-match": first.headers["etag"]})
    assert again.status_code == 200


def test_an_address_with_a_language_varies_by_nothing_and_others_by_what_chooses_it(database):
    plain, said, data = get(database, "/timeline", "/timeline?ui=ja", "/timeline.json")
    assert {one.strip().lower() for one in plain.headers["vary"].split(",")} == {"accept-language", "cookie"}
    assert "vary" not in said.headers
    assert "vary" not in data.headers
    assert "set-cookie" not in said.headers


def test_one_language_is_not_known_by_the_tag_of_the_other(database):
    async def both(client):
        english = await client.get("/timeline", headers={"accept-language": "en"})
        return english, await client.get("/timeline", headers={"accept-language": "ja", "if-none-match": english.headers["etag"]})

    _, japanese = using(database, both)
    assert japanese.status_code == 200
    assert "年表" in japanese.text


def test_with_a_readers_cookie_the_answer_is_the_same_for_everybody(database):
    bare, with_cookie = (get(database, "/timeline?ui=en", cookies=cookies)[0] for cookies in ({}, {"tracker_ui": "en", "other": "mine"}))
    assert bare.text == with_cookie.text
    assert with_cookie.headers["cache-control"] == bare.headers["cache-control"]
    assert "mine" not in with_cookie.text


@pytest.mark.parametrize("path", ["/event/no-such", "/timeline?topic=nothing", "/timeline.json?topic=nothing", "/-/health", "/review"])
def test_what_is_not_for_everybody_or_not_for_long_is_kept_by_nobody(database, path):
    (response,) = get(database, path)
    assert response.headers["cache-control"] == "private, no-store"
    assert "etag" not in response.headers


def test_a_choice_of_language_sets_a_cookie_and_is_kept_by_nobody(database):
    (response,) = get(database, "/timeline?ui=ja", headers={"sec-fetch-site": "same-origin"})
    assert "set-cookie" in response.headers
    assert response.headers["cache-control"] == "private, no-store"


def test_our_own_mark_never_leaves_and_datasettes_pages_stay_as_it_has_them(database):
    for response in get(database, "/timeline", "/timeline.json", "/tracker/events", "/tracker/events.json"):
        assert "x-tracker-kept" not in response.headers
    (table,) = get(database, "/tracker/events", cookies={"a": "b"})
    assert "private" in table.headers["cache-control"]


def test_data_may_be_read_by_scripts_of_other_sites_and_pages_may_not(database):
    for path in DATA:
        assert get(database, path)[0].headers["access-control-allow-origin"] == "*"
    for path in (*PAGES, "/-/health", "/review"):
        assert "access-control-allow-origin" not in get(database, path)[0].headers


def test_each_answer_bears_the_safety_headers(database):
    for response in get(database, *PAGES, *DATA, "/tracker/events", "/-/health", "/event/no-such"):
        assert response.headers["x-content-type-options"] == "nosniff"
        assert response.headers["referrer-policy"] in ("no-referrer", "same-origin")
        assert "frame-ancestors 'none'" in response.headers["content-security-policy"]
        assert "geolocation=()" in response.headers["permissions-policy"]
