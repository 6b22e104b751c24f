"""Copies that somebody kept of an item that is there already, imported afterwards: they come before it, and nothing of today moves."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest
from cli_runs import Cli
from conftest import FeedServer
from polled_tracker import rss

from tracker.publish.app import make_datasette

TITLE = "Akazawa says US tariff on Japanese cars falls to {}%"
TEXT = "Japan and the United States agreed in Washington on a tariff of {}% on cars, negotiator Ryosei Akazawa said."
REVISIONS = "SELECT seq, observed_at, observed_by, title FROM revisions WHERE item_id = 2 ORDER BY seq"
CHANGES = (
    "SELECT f.seq, t.seq, c.observed_at, c.kind FROM changes c "
    "JOIN revisions f ON f.id = from_revision JOIN revisions t ON t.id = to_revision"
)


@pytest.fixture
def cli(tmp_path: Path, feed_server: FeedServer) -> Cli:
    """A tracker that has polled one feed on three days: on 17 April its item comes and says 15%, on 18 April 20%."""
    made = Cli(tmp_path)
    url = feed_server.put("/feed.xml", rss(("x", "Weather is fine", "No news.")))
    made("init", TRACKER_NOW="2025-04-15T00:00:00Z")
    made("sources", "add", url, "--id", "mine", "--lang", "en", TRACKER_ALLOW_PRIVATE="1")
    for day, rate in ((15, 0), (17, 15), (18, 20)):
        if rate:
            feed_server.put("/feed.xml", rss(("a", TITLE.format(rate), TEXT.format(rate))))
        made("poll", "mine", TRACKER_NOW=f"2025-04-{day}T03:00:00Z", TRACKER_ALLOW_PRIVATE="1")
    return made


def bring(cli: Cli, *copies: tuple[str, int], code: int = 0) -> list[str]:
    """Import copies of the item, each seen at an instant and naming a rate; the lines of the errors."""
    rows = [
        {"id": "a", "url": "https://news.example/a", "title": TITLE.format(rate), "summary": TEXT.format(rate), "source": "mine",
         "published": "2025-04-17T09:00:00+09:00", "observed_at": at, "observed_by": "archive"}
        for at, rate in copies
    ]  # fmt: skip
    (cli.folder / "copies.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return list(cli("import", "copies.jsonl", code=code, TRACKER_NOW="2025-04-20T00:00:00Z").err.splitlines())


def numbers(cli: Cli) -> list[tuple[int, str]]:
    return [(seq, title.split()[-1]) for seq, _, _, title in cli.rows(REVISIONS)]


def test_older_copies_come_before_the_first_revision_in_order_and_with_their_origin(cli: Cli) -> None:
    untouched = (
        "SELECT id, title, revision_id, first_seen_at FROM items", "SELECT * FROM links", "SELECT event_id, item_id FROM event_items",
        "SELECT * FROM resting",
    )  # fmt: skip
    before = [cli.rows(sql) for sql in untouched]
    bring(cli, ("2025-04-16T23:00:00Z", 18), ("2025-04-16T20:00:00Z", 24), ("2025-04-16T22:00:00Z", 24), ("2025-04-17T01:00:00Z", 15))
    assert [row[:3] for row in cli.rows(REVISIONS)] == [
        (-1, "2025-04-16T20:00:00Z", "archive"), (0, "2025-04-16T23:00:00Z", "archive"), (1, "2025-04-17T03:00:00Z", "poll"),
        (2, "2025-04-18T03:00:00Z", "poll"),
    ]  # fmt: skip
    assert numbers(cli) == [(-1, "24%"), (0, "18%"), (1, "15%"), (2, "20%")]
    assert cli.rows(f"{CHANGES} ORDER BY c.observed_at") == [
        (-1, 0, "2025-04-16T23:00:00Z", "edited"), (0, 1, "2025-04-17T01:00:00Z", "edited"), (1, 2, "2025-04-18T03:00:00Z", "edited"),
    ]  # fmt: skip
    assert [cli.rows(sql) for sql in untouched] == before, "the item says what its source says today"


def test_bringing_the_same_copies_again_adds_nothing(cli: Cli) -> None:
    copies = (("2025-04-16T20:00:00Z", 24), ("2025-04-16T21:00:00Z", 18), ("2025-04-16T22:00:00Z", 24))
    for _ in range(2):
        bring(cli, *copies)
        assert numbers(cli) == [(-2, "24%"), (-1, "18%"), (0, "24%"), (1, "15%"), (2, "20%")]
    assert [kind for *_, kind in cli.rows(f"{CHANGES} ORDER BY c.observed_at")] == ["edited", "reverted", "edited", "edited"]


def test_the_same_history_of_an_imported_item_comes_in_once(cli: Cli) -> None:
    rows = [
        {"url": "https://other.example/x", "title": TITLE.format(rate), "source": "other", "observed_at": f"2025-05-0{day}T00:00:00Z"}
        for day, rate in ((1, 24), (2, 15), (3, 24))
    ]
    (cli.folder / "x.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    came = [cli("import", "x.jsonl", "--json", TRACKER_NOW="2025-06-01T00:00:00Z").json for _ in range(2)]
    assert [(one["items_new"], one["items_revised"], one["errors"]) for one in came] == [(1, 2, []), (0, 0, [])]


def test_a_copy_from_between_two_revisions_is_left_out_where_it_says_something_else(cli: Cli) -> None:
    assert bring(cli, ("2025-04-17T12:00:00Z", 15), ("2025-04-17T18:00:00Z", 20)) == []
    (error,) = bring(cli, ("2025-04-17T12:00:00Z", 17), code=1)
    assert "copies.jsonl, line 1: it was seen while item 2 was watched, and says something else than what stood there" in error
    assert numbers(cli) == [(1, "15%"), (2, "20%")]


def test_a_copy_from_while_the_present_text_stood_there_does_not_take_its_place(cli: Cli) -> None:
    cli("poll", "mine", TRACKER_NOW="2025-04-19T03:00:00Z", TRACKER_ALLOW_PRIVATE="1")
    assert bring(cli, ("2025-04-18T12:00:00Z", 20)) == [] and len(bring(cli, ("2025-04-18T12:00:00Z", 17), code=1)) == 1
    assert numbers(cli) == [(1, "15%"), (2, "20%")]
    assert bring(cli, ("2025-04-19T12:00:00Z", 17)) == [], "from after the last look it is news"
    assert numbers(cli) == [(1, "15%"), (2, "20%"), (3, "17%")]


def test_older_copies_raise_no_alert(cli: Cli) -> None:
    told = cli("alert", "preview", "--json", TRACKER_NOW="2025-04-20T00:00:00Z").json["alerts"]
    assert any("15%" in one["title"] and "20%" in one["title"] for one in told)
    bring(cli, ("2025-04-16T20:00:00Z", 24))
    assert cli("alert", "preview", "--json", TRACKER_NOW="2025-04-20T00:00:00Z").json["alerts"] == told


def test_pages_and_diff_show_older_copies_and_who_kept_them(cli: Cli) -> None:
    bring(cli, ("2025-04-16T20:00:00Z", 24), ("2025-04-16T21:00:00Z", 18))
    assert "[-24-]{+15+}" in cli("diff", 2, "--between", -1, 1).out
    client = make_datasette(cli.folder / "tracker.db").client

    async def read(*paths: str) -> list[str]:
        return [(await client.get(path)).text for path in paths]

    diff, item, change = asyncio.run(read("/item/2/diff/-1..0?ui=en", "/item/2?ui=en", "/changes/3?ui=en"))
    assert "kept by archive" in diff and "kept by archive" in item and "/item/2/diff/-1..0" in item
    for page in (item, change):
        assert "17 Apr 2025, 03:00 UTC" in page.split("Watched since", 1)[1][:120], "what others kept is no watch of ours"
