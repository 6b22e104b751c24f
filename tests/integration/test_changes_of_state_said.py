"""A page that is gone, came back or went back to an earlier text: each place that tells of it has a sentence, in both languages."""

from __future__ import annotations

import asyncio
import json

import pytest
from cli_runs import Cli
from conftest import FeedServer
from polled_tracker import Tracker
from test_articles import feed, look, page

from tracker.instants import text_of
from tracker.labels import sentence
from tracker.publish.app import make_datasette

STATES = ("withdrawn", "returned")
CUT = "The rate on cars is 15 percent. "


@pytest.fixture(scope="module")
def tracker(tmp_path_factory: pytest.TempPathFactory) -> Tracker:
    """An article that was edited, went back to its first text, was withdrawn and came back as it was."""
    server = FeedServer()
    tracker = Tracker(tmp_path_factory.mktemp("states"))
    try:
        tracker.add_feed("gov", feed(server), lang="en", tier="primary", profile="official")
        server.put("/talks-1.html", page(), content_type="text/html")
        tracker.poll("gov")
        look(tracker, hours=1)
        for text in (CUT, "The rate on cars is 24 percent. "):
            server.put("/talks-1.html", page(text), content_type="text/html")
            look(tracker, hours=6)
        server.put("/talks-1.html", b"gone", status=404)
        look(tracker, hours=6)
        look(tracker, hours=4)
        server.put("/talks-1.html", page(), content_type="text/html")
        look(tracker, hours=30)
    finally:
        server.close()
    assert tracker.rows("SELECT kind FROM changes ORDER BY id") == [("edited",), ("reverted",), ("withdrawn",), ("returned",)]
    return tracker


def shown(tracker: Tracker, address: str) -> str:
    return asyncio.run(make_datasette(tracker.config.db, clock=lambda: tracker.now).client.get(address)).text


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_the_command_has_a_sentence_for_each_kind(tracker: Tracker, lang: str) -> None:
    lines = [line.split("\t") for line in Cli(tracker.folder, {"TRACKER_NOW": text_of(tracker.now)})("changes", "--lang", lang).lines[1:]]
    said = [line[-1] for line in lines]
    assert all(said) and len(said) == 4
    assert said[:2] == [sentence("change_kind", kind, lang) for kind in ("returned", "withdrawn")]
    assert "24" in said[2] and "15" in said[2], "what went back is named; the kind stands beside it"


@pytest.mark.parametrize("lang", ["en", "ja"])
def test_the_pages_and_data_have_it_too(tracker: Tracker, lang: str) -> None:
    page_of_all, atom = (shown(tracker, f"{address}?ui={lang}") for address in ("/changes", "/changes.atom"))
    rows = {row["kind"]: row for row in json.loads(shown(tracker, "/changes.json"))}
    for kind in STATES:
        told = sentence("change_kind", kind, lang)
        assert told in page_of_all and told in atom
        assert rows[kind][f"summary_{lang}"] == told
        assert told in shown(tracker, f"/changes/{rows[kind]['change_id']}?ui={lang}")
