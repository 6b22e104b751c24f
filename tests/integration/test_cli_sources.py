"""`init`, `sources`, `poll` and `import`: what comes in, with a real server."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cli_runs import Cli
from conftest import FeedServer
from polled_tracker import rss

ITEMS = Path(__file__).parents[1] / "data" / "cli_items.jsonl"
TALKS = ("t1", "Akazawa meets Trump as tariff talks begin", "Japan's negotiator met President Trump at the White House.")
BALL = ("s1", "Baseball: Carp win again", "Hiroshima beat Hanshin 4-1.")


@pytest.fixture
def cli(tmp_path: Path) -> Cli:
    """Only the test's own sources are on, and a server on this machine may be asked."""
    cli = Cli(tmp_path)
    cli.env |= {"TRACKER_ALLOW_PRIVATE": "1", "TRACKER_WORKERS": "0", "TRACKER_TOTAL_S": "5"}
    cli("init")
    cli.write("UPDATE sources SET enabled = 0")
    return cli


def test_init_is_safe_to_repeat_and_says_what_it_did(tmp_path: Path) -> None:
    cli = Cli(tmp_path)
    first = cli("init", "--json").json
    assert first["created"] and first["rows_added"] > 1000 and first["sources"] == 125
    second = cli("init", "--json").json
    assert (second["created"], second["rows_added"], second["rows_changed"]) == (False, 0, 0)
    assert "up to date" in cli("init").out
    cli("--db", "other.db", "init")
    assert (tmp_path / "other.db").exists()
    official = Cli(tmp_path, {**cli.env, "TRACKER_PROFILE": "official", "TRACKER_DB": "official.db"})("init", "--json").json
    assert 0 < official["sources_on"] < first["sources_on"]


def test_a_source_is_found_tested_polled_and_turned_off(cli: Cli, feed_server: FeedServer) -> None:
    feed = feed_server.put("/feed.xml", rss(TALKS, BALL), content_type="application/rss+xml")
    link = f"<link rel='alternate' type='application/rss+xml' href='{feed}'>"
    page = feed_server.put("/", f"<html><head>{link}</head><body><p>News</p></body></html>", 200, "text/html")
    added = cli("sources", "add", page, "--id", "mine", "--lang", "en", "--json").json
    assert (added["source"]["id"], added["source"]["kind"], added["source"]["url"]) == ("mine", "feed", feed)

    tried = cli("sources", "test", "mine")
    assert "nothing was stored" in tried.lines[-1] and TALKS[1] in tried.out
    assert len(cli("sources", "test", "mine", "--json").json["items"]) == 2
    assert cli.one("SELECT count(*) FROM items") == 0

    polled = cli("poll")
    assert "mine: changed 2 new, 0 revised" in polled.out and "1 sources polled: 2 items new" in polled.lines[-1]
    assert cli("poll").lines == ["nothing is due"]
    again = cli("poll", "mine", "--json").json["polls"]
    assert [(poll["source_id"], poll["outcome"]) for poll in again] == [("mine", "not_modified")]
    linked = cli.rows("SELECT title FROM items JOIN links ON item_id = items.id WHERE linked = 1")
    assert linked == [(TALKS[1],)]
    assert cli("search", "Carp", "--json").json[0]["title"] == BALL[1]

    listed = {row["id"]: row for row in cli("sources", "list", "--json").json}
    assert listed["mine"]["state"] == "ok" and len(listed) == 126
    assert [row["id"] for row in cli("sources", "list", "--on", "--json").json] == ["mine"]
    cli("sources", "disable", "mine", "--reason", "enough")
    assert "enough" in next(line for line in cli("sources", "list").lines if line.startswith("mine\t"))
    assert "on" in cli("sources", "enable", "mine").out
    assert "its items stay" in cli("sources", "remove", "mine").out
    assert cli.one("SELECT count(*) FROM items") == 2


def test_a_failing_source_is_named_and_the_others_are_polled_all_the_same(cli: Cli, feed_server: FeedServer) -> None:
    cli("sources", "add", feed_server.put("/a.xml", rss(TALKS)), "--id", "good", "--kind", "feed")
    got = cli("sources", "add", feed_server.url + "/nowhere.xml", "--id", "bad", code=1)
    assert "added bad" in got.out and "asked again on schedule" in got.err
    polled = cli("poll", code=1)
    assert "1 sources failed" in polled.out and "bad:" in polled.lines[-1] and "404" in polled.lines[-1]
    assert cli.one("SELECT count(*) FROM items") == 1
    assert json.loads(cli("poll", "bad", "--json", code=1).out)["polls"][0]["outcome"] == "error"
    near = cli("poll", "goood", code=1).err
    assert "no source has this id" in near and "good" in near
    assert "this id is taken" in cli("sources", "add", feed_server.url + "/b.xml", "--id", "good", code=1).err


def test_what_can_not_be_a_source_is_refused_and_nothing_is_added_twice(cli: Cli, feed_server: FeedServer) -> None:
    url = feed_server.put("/a.xml", rss(TALKS))
    page = feed_server.put("/page", "<html><body><main><p>Duties on cars are 15 percent.</p></main></body></html>", 200, "text/html")
    for words in (("ftp://example.org/feed",), ("http://",), (url, "--id", "My Feed")):
        assert "Usage" in cli("sources", "add", *words, code=2).err
    assert "no CSS selector" in cli("sources", "add", page, "--kind", "page", "--selector", "p[", code=1).err
    cli("sources", "add", url, "--id", "mine")
    assert "here already, as mine" in cli("sources", "add", url, code=1).err
    cli("sources", "disable", "mine")
    assert "`tracker sources enable mine`" in cli("sources", "add", url, code=1).err
    assert cli.one("SELECT count(*) FROM sources WHERE added_by = 'person'") == 1


def test_private_addresses_are_refused_unless_allowed(cli: Cli, feed_server: FeedServer) -> None:
    url = feed_server.put("/a.xml", rss(TALKS))
    got = cli("sources", "add", url, "--id", "here", code=1, TRACKER_ALLOW_PRIVATE="0")
    assert "could not be looked at" in got.err
    assert not feed_server.asked
    assert "1 sources failed" in cli("poll", "here", code=1, TRACKER_ALLOW_PRIVATE="0").out
    cli("poll", "here")


def test_a_page_is_watched_with_what_it_would_watch_said(cli: Cli, feed_server: FeedServer) -> None:
    text = "<p>The rate of duty on cars from Japan is 15 percent from 16 September 2025.</p>" * 3
    page = feed_server.put("/rates", f"<html><body><nav>Home</nav><main>{text}</main></body></html>", 200, "text/html")
    got = cli("sources", "add", page, "--id", "page", "--kind", "page", "--selector", "main")
    assert "added page: page" in got.out and "15 percent" in got.out
    cli("poll", "page")
    assert "15 percent" in cli.one("SELECT title || summary || body FROM revisions")


def test_opml_goes_out_and_comes_in(cli: Cli, feed_server: FeedServer) -> None:
    cli("sources", "add", feed_server.put("/a.xml", rss(TALKS)), "--id", "good")
    assert "1 feeds" in cli("sources", "export-opml", "out.opml").out
    assert feed_server.url in cli("sources", "export-opml").out
    cli.write("DELETE FROM sources WHERE id = 'good'")
    assert "1 sources added" in cli("sources", "import-opml", "out.opml").out
    assert "0 sources added, 1 were here already" in cli("sources", "import-opml", "out.opml").out
    assert cli.one("SELECT enabled FROM sources WHERE url LIKE ?", feed_server.url + "%") == 1
    (cli.folder / "bad.opml").write_text("no xml", encoding="utf-8")
    assert cli("sources", "import-opml", "bad.opml", code=1).err.count("\n") == 1
    assert "can't be written" in cli("sources", "export-opml", "no/such/folder.opml", code=1).err


def test_import_twice_is_nothing_new_and_another_text_is_a_revision(cli: Cli) -> None:
    assert cli("import", ITEMS, "--json").json == {"rows": 6, "items_new": 6, "items_revised": 0, "errors": []}
    assert cli("import", ITEMS, "--json").json["items_new"] == 0
    row = json.loads(ITEMS.read_text(encoding="utf-8").splitlines()[0])
    (cli.folder / "edited.jsonl").write_text(json.dumps({**row, "title": row["title"] + " today"}) + "\n", encoding="utf-8")
    assert "1 revised" in cli("import", "edited.jsonl", TRACKER_NOW="2026-11-02T00:00:00Z").out
    assert cli.rows("SELECT seq FROM revisions JOIN items ON items.id = item_id WHERE guid = 'a' ORDER BY 1") == [(1,), (2,)]
    assert cli.one("SELECT origin FROM items WHERE guid = 'a'") == "imported"


def test_lines_that_can_not_be_imported_are_named_and_the_rest_comes_in(cli: Cli) -> None:
    rows = ["no json", "[1]", '{"title": "x"}', '{"url": "https://x.example/1"}', '{"url": "https://x.example/2", "title": {"a": 1}}', ""]
    rows.append('{"url": "https://x.example/3", "title": "t", "observed_at": "never"}')
    rows.append('{"url": "https://x.example/4", "title": "Japan tariffs"}')
    rows.append('{"url": "javascript:alert(1)", "title": "t"}')
    rows.append('{"url": "https://x.example/5", "title": ' + "9" * 5000 + "}")
    (cli.folder / "mixed.jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8")
    got = cli("import", "mixed.jsonl", code=1)
    assert "1 items new" in got.out and "8 left out" in got.out
    named = [int(line.split("line ")[1].split(":")[0]) for line in got.err.splitlines()]
    assert named == [1, 2, 3, 4, 5, 7, 9, 10]
    (cli.folder / "latin.jsonl").write_bytes(b'{"url": "https://x.example/5", "title": "\xe9\xff"}\n')
    assert "can't be read" in cli("import", "latin.jsonl", code=1).err
    assert cli("import", "none.jsonl", code=2).err


def test_texts_of_a_file_come_in_whole_and_as_they_can_be_stored(cli: Cli) -> None:
    lines = [r'{"id": "a\ud800", "title": "\ud83d broken", "summary": "one' + "\u2028two\x85three\"}"]
    lines.append('{"id": "b", "title": "\u304b\u3099", "source": "Mine"}')
    (cli.folder / "odd.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert cli("import", "odd.jsonl", "--json").json["items_new"] == 2
    assert cli("import", "odd.jsonl", "--json").json["items_new"] == 0
    assert cli.rows("SELECT title, summary FROM revisions ORDER BY id") == [("\ufffd broken", "one\u2028two\x85three"), ("\u304c", "")]
