"""A watched page whose text stayed is not linked again, whatever else of it changed; one whose text changed is."""

from __future__ import annotations

from pathlib import Path

from polled_tracker import Tracker

from feeds.types import Response, Source
from tracker.jobs import Job
from tracker.reading import load_linkers, read

TEXT = "The United States and Japan agreed that the tariff on Japanese cars falls to 15% from 27.5%, Akazawa said in Washington."


def page(text: str, menu: str = "Home") -> str:
    return f"<html><head><title>Tariff talks</title></head><body><nav>{menu}</nav><main><h1>US-Japan</h1><p>{text}</p></main></body></html>"


def job(body: str, linked: frozenset[str] = frozenset()) -> Job:
    url = "http://x.example/page"
    response = Response(url, url, 200, {"content-type": "text/html"}, body.encode())
    return Job(Source("page", url, "page", selector="main", lang="en"), response, frozenset(), "2025-04-17T00:00:00Z", linked=linked)


def test_what_was_linked_is_left_out_by_its_text() -> None:
    linkers = load_linkers(())
    first = read(job(page(TEXT)), linkers)
    known = frozenset((first.seen[0].content_hash,))
    assert len(first.links[0]) == len(linkers)
    assert read(job(page(TEXT, "News"), known), linkers).links == ((),)
    assert len(read(job(page(TEXT.replace("15%", "25%")), known), linkers).links[0]) == len(linkers)


def test_links_stay_while_the_text_does_and_follow_it(tmp_path: Path, feed_server) -> None:
    tracker = Tracker(tmp_path)
    tracker.add_feed("page", feed_server.put("/page", page(TEXT)), kind="page", selector="main", lang="en")

    def look(text: str, menu: str = "Home") -> list[tuple[object, ...]]:
        feed_server.put("/page", page(text, menu), content_type="text/html", conditional=False)
        tracker.later(hours=2)
        assert not tracker.poll("page").failed
        return tracker.rows("SELECT anchor_id, linked, score, decided_at FROM links ORDER BY 1")

    first = look(TEXT)
    assert first and look(TEXT, "News") == first
    assert tracker.rows("SELECT count(*) FROM revisions") == [(1,)]
    other = look("The museum opens a new wing on Sunday.", "News")
    assert [row[2] for row in other] != [row[2] for row in first]
    back = look(TEXT, "News")
    assert [row[:3] for row in back] == [row[:3] for row in first] and back != first
