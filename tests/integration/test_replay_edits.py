"""Real edits served in order to a polled tracker: two fetches of a feed, headlines before and after, a tracker's daily list, page pairs.

As feed, as API, as page watched by selector and as article; the versions are counted here, from the files alone.
"""

from __future__ import annotations

import gzip
import html
import json
import tarfile
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from conftest import FeedServer
from lxml import html as lxml_html
from polled_tracker import START, Tracker, rss
from replayed import History, Served, Version, check, entries, expected, replayed, stored

from feeds.normalise.text import fold_space
from feeds.types import Source
from tracker.diff.noise import COSMETIC_IN_A_ROW

CHALLENGE = ("title", "docketId", "url", "lastUpdated")
FIELDS = {
    "items": "", "id": "/id", "url": "/url", "title": "/title", "date": "/date",
    "summary": " + ".join(("/status", *(f"/challenges/{n}/{name}" for n in range(30) for name in CHALLENGE))),
}  # fmt: skip


@pytest.fixture(scope="module")
def edits(shared: Path) -> Path:
    return shared / "corpora" / "edits"


@pytest.fixture(scope="module")
def orders(shared: Path) -> list[tuple[datetime, bytes]]:
    """A tracker's list of presidential documents as it was from day to day, oldest first."""
    with tarfile.open(shared / "corpora" / "eo" / "eotrack_first40.raw.tar.xz") as archive:
        files = sorted((member.name, archive.extractfile(member).read()) for member in archive.getmembers())  # type: ignore[union-attr]
    stamps = (name.rpartition("/")[2].partition("_")[0] for name, _ in files)
    return [(datetime.strptime(at, "%Y-%m-%dT%H-%M-%SZ").replace(tzinfo=UTC), body) for at, (_, body) in zip(stamps, files, strict=True)]


LEARNED = COSMETIC_IN_A_ROW + 1
NEWS = ("Port strike ends", "Rice harvest begins", "Minister in Paris", "Yen firmer", "New stamps", "Rain in Kyushu", "Trains late")


def hourly(bodies: Sequence[bytes]) -> History:
    return [(START + timedelta(hours=n), body) for n, body in enumerate(bodies)]


# Feeds


@pytest.mark.parametrize("seed", [None, 7])
def test_two_real_fetches_of_a_feed_back_and_forth(tmp_path: Path, feed_server: FeedServer, edits: Path, seed: int | None) -> None:
    first, second = ((edits / f"diffengine_feed{n}.xml").read_bytes() for n in (1, 2))
    bodies = [first, second, second, first, second, first]
    told = expected([entries(body) for body in bodies])
    tracker = replayed(tmp_path, feed_server, hourly(bodies), Served(Source("source", feed_server.url + "/feed")), seed)
    check(tracker, told)
    assert len(told) == len({key for body in (first, second) for key in entries(body) or {}}) > 30


@pytest.fixture(scope="module")
def headlines(edits: Path) -> list[dict[str, tuple[str, str]]]:
    """What a desk's items said (headline, description) at each moment at which one of them was edited, by item."""
    with gzip.open(edits / "headline_pairs.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = sorted((json.loads(line) for line in lines), key=lambda row: str(row["at"]))
    said: dict[str, dict[str, str]] = {}
    for row in rows:
        said.setdefault(row["key"], {}).setdefault(row["field"], row["before"])
    looks = [{key: _both(fields) for key, fields in said.items()}]
    for row in rows:
        said[row["key"]][row["field"]] = row["after"]
        looks.append({**looks[-1], row["key"]: _both(said[row["key"]])})
    return looks


def _both(fields: Mapping[str, str]) -> tuple[str, str]:
    return fields.get("title") or "A headline that stays", fields.get("description", "")


@pytest.mark.parametrize("seed", [None, 11])
def test_real_headline_edits_in_a_feed(tmp_path: Path, feed_server: FeedServer, headlines: Any, seed: int | None) -> None:
    looks = [*headlines[::8], headlines[-1], headlines[0]]
    bodies = [rss(*((key, *map(html.escape, said)) for key, said in look.items())).encode() for look in looks]
    told = expected([{key: (*map(fold_space, said), "") for key, said in look.items()} for look in looks])
    check(replayed(tmp_path, feed_server, hourly(bodies), Served(Source("source", feed_server.url + "/feed", lang="en")), seed), told)
    assert sum(map(len, told.values())) > 400


# Pages


def page(*lines: str, title: str = "Watched") -> bytes:
    inside = "\n".join(lines)
    return f"<html lang='en'><head><title>{title}</title></head><body><nav>Home</nav>\n<main>\n{inside}\n</main></body></html>".encode()


def text_of_page(body: bytes, selector: str) -> str:
    """The text of the selected part, by another reader than ours."""
    return fold_space(" ".join(one.get_text() for one in BeautifulSoup(body, "lxml").select(selector)))


def test_real_headline_edits_on_a_watched_front_page(tmp_path: Path, feed_server: FeedServer, headlines: Any) -> None:
    looks = [*headlines[:70], headlines[0]]
    bodies = [page(*(f"<h3>{html.escape(title)}</h3> <p>{html.escape(text)}</p>" for title, text in look.values())) for look in looks]
    how = Served(Source("page", feed_server.url + "/page", "page", selector="main", lang="en"), "/page", "text/html")
    told = expected([{how.source.url: ("Watched", text_of_page(body, "main"), "")} for body in bodies])
    check(replayed(tmp_path, feed_server, hourly(bodies), how), told)
    assert len(told[how.source.url]) == 71


PAIRS = {"add-list": "ul", "change-link-text": "a", "change-word-in-paragraph": "p", "two-paragraphs": "body"}


@pytest.mark.parametrize("selector", ["body", "own"])
@pytest.mark.parametrize("name", PAIRS)
def test_real_page_pairs_back_and_forth(tmp_path: Path, feed_server: FeedServer, edits: Path, name: str, selector: str) -> None:
    own = PAIRS[name] if selector == "own" else "body"
    before, after = ((edits / "edgi_small" / f"{name}.{which}").read_bytes() for which in ("before", "after"))
    bodies = [before, after, after, before, before, after]
    how = Served(Source("page", feed_server.url + "/page", "page", selector=own, lang="en"), "/page", "text/html")
    tracker = replayed(tmp_path, feed_server, hourly(bodies), how, seed=2)
    kept = {key: [text for _, text, _ in texts] for key, texts in stored(tracker).items()}
    assert kept == {how.source.url: [text_of_page(body, own) for body in (before, after, before, after)]}
    assert tracker.rows("SELECT kind FROM changes ORDER BY id") == [("edited",), ("reverted",), ("reverted",)]


# A list that somebody kept by hand, day by day: with mistakes, and taken back


def said_of(order: Mapping[str, Any]) -> Version:
    parts = [order["status"], *(one.get(name) for one in order["challenges"] for name in CHALLENGE)]
    return fold_space(order["title"]), fold_space(" ".join(filter(None, parts))), ""


@pytest.mark.parametrize("seed", [None, 3])
def test_a_real_list_as_an_api(tmp_path: Path, feed_server: FeedServer, orders: History, seed: int | None) -> None:
    told = expected([{order["id"]: said_of(order) for order in json.loads(body)} for _, body in orders])
    source = Source("api", feed_server.url + "/list", "json_api", json_fields=FIELDS, lang="en")
    check(replayed(tmp_path, feed_server, orders, Served(source, "/list", "application/json"), seed), told)
    assert max(map(len, told.values())) > 10 and len(told) == 136


def rows_of(order: Mapping[str, Any]) -> str:
    """An order as a tracker's page shows it."""
    title, said, _ = map(html.escape, said_of(order))
    return f"<section>\n<h2>{title}</h2>\n<p>Signed on {order['date']}.</p>\n<p>State: {said}</p>\n</section>"


def test_a_real_list_as_a_watched_page(tmp_path: Path, feed_server: FeedServer, orders: History) -> None:
    history = [(at, page(*map(rows_of, json.loads(body)))) for at, body in orders]
    how = Served(Source("page", feed_server.url + "/page", "page", selector="main", lang="en"), "/page", "text/html")
    told = expected([{how.source.url: ("Watched", text_of_page(body, "main"), "")} for _, body in history])
    check(replayed(tmp_path, feed_server, history, how, seed=4), told)
    assert len(told[how.source.url]) > 30


def restless(body: bytes, look: int) -> bytes:
    """A page with a clock above what it says, and a counter and a rotating list below."""
    clock = f"<p>Current time: {look % 12 + 1}:{look * 7 % 60:02d}:{look * 11 % 60:02d}</p>"
    news = "".join(f"<li>{NEWS[(look * 3 + n) % len(NEWS)]}</li>\n" for n in range(3))
    below = f"<h2>Related news</h2>\n<ul>\n{news}</ul>\n<h2>Contact</h2>\n<p>Page views: {31_442 + look * 17:,}</p>"
    return body.replace(b"<main>", f"<main>\n{clock}".encode()).replace(b"</main>", f"{below}\n</main>".encode())


def test_a_real_list_on_a_page_with_a_clock_a_counter_and_a_rotating_list(tmp_path: Path, feed_server: FeedServer, orders: History) -> None:
    calm = [page(*map(rows_of, json.loads(body)[:30])) for _, body in orders]
    shown = [*[calm[0]] * LEARNED, *(body for body in calm for _ in range(2))]
    history = [(START + timedelta(hours=look), restless(body, look)) for look, body in enumerate(shown)]
    how = Served(Source("page", feed_server.url + "/page", "page", selector="main", lang="en"), "/page", "text/html")
    tracker = replayed(tmp_path, feed_server, history, how)
    kept = [text for _, text, _ in stored(tracker)[how.source.url]]
    assert kept[:LEARNED] == [text_of_page(body, "main") for _, body in history[:LEARNED]], "until it is known what moves"
    said = [text.split(" ", 3)[3].partition(" Related news")[0] for text in kept[LEARNED - 1 :]]
    assert said == [text for text, _ in groupby(text_of_page(body, "main") for body in calm)]


# Articles


def looked_at(tracker: Tracker, server: FeedServer, versions: Mapping[str, Sequence[bytes]], content_type: str) -> None:
    """Serve each article's versions, by path, one a look; time moves on to when the next of those is due that have more to say."""
    left = {path: list(bodies) for path, bodies in versions.items()}
    while left:
        for path, bodies in left.items():
            server.put(path, bodies[0], content_type=content_type)
        names = ", ".join(f"'{path}'" for path in left)
        due = tracker.one(f"SELECT min(article_next_check_at) FROM items WHERE guid IN ({names})")
        tracker.now = max(tracker.now, datetime.fromisoformat(str(due)))
        before = len(server.asked)
        assert tracker.poll().failed == ()
        for one in server.asked[before:]:
            if one.path in left and not left[one.path][1:]:
                del left[one.path]
            elif one.path in left:
                del left[one.path][0]


def with_articles(folder: Path, server: FeedServer, *paths: str, selector: str = "main") -> Tracker:
    """A tracker that has polled an official feed of items on the subject, with articles under these paths."""
    tracker = Tracker(folder)
    title, text = "Akazawa meets Trump as tariff talks begin", "Japan's negotiator met President Trump on car tariffs."
    item = "<item><guid>{0}</guid><title>{1}</title><link>{2}{0}</link><description>{3}</description></item>"
    items = "".join(item.format(path, title, server.url, text) for path in paths)
    server.put("/feed", f"<rss version='2.0'><channel><title>Orders</title>{items}</channel></rss>")
    tracker.add(Source("gov", server.url + "/feed", lang="en", tier="primary", profile="official", item_selector=selector))
    tracker.poll("gov")
    return tracker


def test_real_orders_as_articles(tmp_path: Path, feed_server: FeedServer, orders: History) -> None:
    versions: dict[str, list[bytes]] = {}
    for _, body in orders:
        for order in json.loads(body):
            path = f"/{order['id']}.html"
            versions.setdefault(path, []).append(page(rows_of(order), title=order["title"]))
    edited = {path: bodies for path, bodies in versions.items() if len({*bodies}) > 7}
    served = {path: [body for body, _ in groupby(bodies)] for path, bodies in edited.items()}
    tracker = with_articles(tmp_path, feed_server, *served)
    looked_at(tracker, feed_server, served, "text/html")
    kept = {key: [text for _, text, _ in texts] for key, texts in stored(tracker, "article").items()}
    assert kept == {path: [text_of_page(body, "main") for body in bodies] for path, bodies in served.items()}
    assert len(served) == 5 and sum(map(len, served.values())) > 40
    back = sum(body in bodies[:place] for bodies in served.values() for place, body in enumerate(bodies))
    assert tracker.rows("SELECT kind, count(*) FROM changes GROUP BY 1 ORDER BY 1") == [
        ("edited", sum(len(bodies) - 1 for bodies in served.values()) - back), ("reverted", back)
    ]  # fmt: skip


@pytest.fixture(scope="module")
def files(shared: Path) -> list[bytes]:
    """Orders that stood in one place after the other, as files of text; the first three come back."""
    found = [path.read_bytes() for path in sorted((shared / "corpora" / "eo" / "fr_md").glob("*.md"))]
    return [*found, found[0], found[0], found[2], found[1]]


def check_files(tracker: Tracker, origin: str, files: Sequence[bytes]) -> None:
    (kept,) = stored(tracker, origin).values()
    assert [text for _, text, _ in kept] == [fold_space(body.decode()) for body, _ in groupby(files)]
    kinds = [kind for (kind,) in tracker.rows("SELECT kind FROM changes ORDER BY id")]
    assert kinds == [*["edited"] * 4, *["reverted"] * 3]


def test_real_orders_in_turn_as_a_watched_file(tmp_path: Path, feed_server: FeedServer, files: list[bytes]) -> None:
    how = Served(Source("page", feed_server.url + "/order.md", "page", lang="en"), "/order.md", "text/plain; charset=utf-8")
    check_files(replayed(tmp_path, feed_server, hourly(files), how, seed=6), "entry", files)


def test_real_orders_in_turn_as_the_file_behind_an_item(tmp_path: Path, feed_server: FeedServer, files: list[bytes]) -> None:
    tracker = with_articles(tmp_path, feed_server, "/order.md")
    looked_at(tracker, feed_server, {"/order.md": files}, "text/plain; charset=utf-8")
    check_files(tracker, "article", files)


BESIDE = {"/aeb_11ea381ad92b", "/aeb_232a43fb15ab", "/aeb_51374560f400"}
"""Pages whose longest paragraph is none of the article: it stands in a side column, a comment and a legal notice."""
EDIT = "The rate is now 24 percent, the ministry said. "


def edited(body: bytes, said: bool, look: int) -> bytes:
    """A real page with a sentence more in the longest of its paragraphs, or without, among furniture that changes at every look."""
    tree = lxml_html.document_fromstring(body.decode("utf-8", "replace"))
    if said:
        longest = max(tree.iter("p"), key=lambda one: len(one.text_content()))
        longest.text = EDIT + (longest.text or "")
    inside = f"<h3>Related</h3><ul><li><a href='/{look}'>A story, number {look} of its kind, on other things</a></li></ul>"
    tree.find("body").append(lxml_html.fragment_fromstring(f"<div class='related'>{inside}<p class='views'>{look * 17} views</p></div>"))
    return lxml_html.tostring(tree, encoding="utf-8")


def test_real_pages_that_are_edited_and_taken_back_as_articles(tmp_path: Path, feed_server: FeedServer, shared: Path) -> None:
    bodies = {f"/{path.stem}": path.read_bytes() for path in sorted((shared / "corpora" / "html").glob("*.html"))}
    looks = [False, False, True, False, True]
    versions = {path: [edited(body, said, look) for look, said in enumerate(looks)] for path, body in bodies.items()}
    tracker = with_articles(tmp_path, feed_server, *versions, selector="")
    looked_at(tracker, feed_server, versions, "text/html; charset=utf-8")
    kept = stored(tracker, "article")
    there = {path: [EDIT in text for _, text, _ in texts] for path, texts in kept.items()}
    assert there == {path: [False] if path in BESIDE else [False, True, False, True] for path in bodies} and len(bodies) == 9
    assert all(len({text for _, text, _ in texts}) == min(len(texts), 2) for texts in kept.values()), "the furniture is none of it"
