"""The article behind a linked item, from its first look to its end: a real server, a real database, a clock that the test moves."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from cli_runs import Cli
from conftest import Answer, FeedServer
from polled_tracker import Tracker

from db.queries.sources import source
from db.store.connect import open_store
from db.store.links import save_links
from db.store.sources import add_source, change_source
from tracker.article_plan import IN_A_ROUND, ArticlePlan
from tracker.diff.noise import decode
from tracker.joining import load_minds
from tracker.publish.app import make_datasette
from tracker.relinking import relink
from tracker.sources import source_of

ITEM = ("talks-1", "Akazawa meets Trump as tariff talks begin", "Japan's negotiator met President Trump on car tariffs.")
STATE = "SELECT article_next_check_at, article_checks, missing_since, withdrawn_at FROM items WHERE id = 1"
LEAD = "Japan's chief negotiator Ryosei Akazawa met President Trump and Treasury Secretary Bessent in Washington on Wednesday. "
BACKGROUND = "The two sides spoke about the duties on cars and steel, and about the security of the region, officials of both sides said. "


def page(text: str = "The rate on cars is 24 percent. ", title: str = "Akazawa meets Trump as tariff talks begin") -> str:
    paragraphs = "".join(f"<p>{part}</p>" for part in (LEAD, text, BACKGROUND, BACKGROUND.replace("cars", "chips")))
    return (
        f"<html lang='en'><head><title>{title}</title></head><body><nav><a href='/'>Home</a></nav>"
        f"<main><article><h1>{title}</h1>{paragraphs}</article></main></body></html>"
    )


def feed(server: FeedServer, *names: str, item: tuple[str, str, str] = ITEM) -> str:
    entries = "".join(
        f"<item><guid isPermaLink='false'>{name}</guid><title>{item[1]}</title><link>{server.url}/{name}.html</link>"
        f"<description>{item[2]}</description><pubDate>Thu, 17 Apr 2025 09:00:00 +0900</pubDate></item>"
        for name in names or (item[0],)
    )
    head = "<?xml version='1.0' encoding='UTF-8'?><rss version='2.0'><channel><title>News</title><link>https://news.example/</link>"
    return server.put("/feed.xml", f"{head}{entries}</channel></rss>")


@pytest.fixture
def tracker(tmp_path: Path, feed_server: FeedServer) -> Tracker:
    """A tracker that has polled an official feed with one linked item, behind which there is an article."""
    tracker = Tracker(tmp_path)
    tracker.add_feed("gov", feed(feed_server), lang="en", tier="primary", profile="official")
    feed_server.put("/talks-1.html", page(), content_type="text/html")
    tracker.poll("gov")
    assert tracker.one("SELECT linked FROM links WHERE item_id = 1") == 1
    return tracker


def asked(server: FeedServer, path: str = "/talks-1.html") -> int:
    return sum(one.path == path for one in server.asked)


def look(tracker: Tracker, **later: float) -> str:
    """Move the clock and poll what is due; the outcome of the article, "" where nobody looked at it."""
    tracker.later(**later)
    return ", ".join(report.outcome for report in tracker.poll().articles)


def changes(tracker: Tracker) -> list[tuple[object, ...]]:
    return tracker.rows("SELECT kind, material FROM changes ORDER BY id")


def test_the_ladder_is_followed_exactly_and_then_it_is_left_alone(tracker: Tracker, feed_server: FeedServer) -> None:
    due = [1, 3, 6, 24, 72, 168, 720]
    seen = []
    hours = [*range(1, 27), 70, 71, 72, 73, 166, 167, 168, 169, 719, 720, 721, 900]
    for before, hour in pairwise([0, *hours]):
        if look(tracker, hours=hour - before):
            seen.append(hour)
    assert seen == due and asked(feed_server) == len(due)
    assert tracker.rows(STATE) == [(None, 7, None, None)]
    assert tracker.rows("SELECT origin, seq FROM revisions ORDER BY id") == [("entry", 1), ("article", 1)]
    assert changes(tracker) == []


def test_an_edit_is_a_change_of_its_own_stream_and_begins_the_ladder_anew(tracker: Tracker, feed_server: FeedServer) -> None:
    assert [look(tracker, hours=1), look(tracker, hours=2), look(tracker, hours=3)] == ["changed", "not_modified", "not_modified"]
    feed_server.put("/talks-1.html", page("The rate on cars is 15 percent. "), content_type="text/html")
    assert look(tracker, hours=18) == "changed"
    assert tracker.rows("SELECT kind, material, r.origin, r.seq FROM changes c JOIN revisions r ON r.id = c.to_revision") == [
        ("edited", 1, "article", 2)
    ]
    assert [look(tracker, hours=1), look(tracker, hours=1), look(tracker, hours=1)] == ["unchanged", "", "not_modified"]
    assert tracker.rows("SELECT revision_id, article_revision_id FROM items") == [(1, 3)]
    assert tracker.rows("SELECT item_id, outcome, items_revised FROM polls WHERE item_id IS NOT NULL ORDER BY id")[:4] == [
        (1, "changed", 1), (1, "not_modified", 0), (1, "not_modified", 0), (1, "changed", 1),
    ]  # fmt: skip
    bodies = tracker.one("SELECT count(*) FROM revisions r JOIN snapshots s ON s.sha256 = r.snapshot WHERE r.origin = 'article'")
    assert bodies == 2


def test_a_material_change_links_the_item_by_the_article_and_its_evidence_stands_there(tracker: Tracker, feed_server: FeedServer) -> None:
    look(tracker, hours=1)
    assert tracker.one("SELECT revision_id FROM links") == 1, "until it changes, the entry's text decides"
    feed_server.put("/talks-1.html", page("The rate on cars is 15 percent. "), content_type="text/html")
    look(tracker, hours=2)
    assert tracker.rows("SELECT linked, revision_id, event_pending FROM links") == [(1, 3, 0)]
    spans = tracker.rows(
        """SELECT CASE e.field WHEN 'title' THEN r.title WHEN 'summary' THEN r.summary ELSE r.body END, e.start, e."end", e.form
        FROM evidence e JOIN links l USING (item_id, anchor_id) JOIN revisions r ON r.id = l.revision_id WHERE e.field IS NOT NULL"""
    )
    assert spans and all(str(text)[start:end] == form for text, start, end, form in spans)
    with open_store(tracker.config.db) as store:
        assert relink(store, load_minds(()), tracker.now).links == 0, "relinking reads the same text"
    feed(feed_server, item=(ITEM[0], "Akazawa leaves Washington without a deal on tariffs", ITEM[2]))
    tracker.later(hours=1)
    tracker.poll("gov")
    assert tracker.rows("SELECT origin, seq FROM revisions r JOIN links l ON l.revision_id = r.id") == [("entry", 2)]
    with open_store(tracker.config.db) as store:
        assert relink(store, load_minds(()), tracker.now).links == 0


def test_trap_09_gone_twice_three_hours_apart_is_withdrawn_once_looked_at_daily_and_returns_once(
    tracker: Tracker, feed_server: FeedServer
) -> None:
    look(tracker, hours=1)
    feed_server.put("/talks-1.html", b"gone", status=404)
    assert look(tracker, hours=2) == "gone"
    assert changes(tracker) == [] and tracker.one("SELECT missing_since FROM items") == "2025-04-17T06:00:00Z"
    assert [look(tracker, hours=1), look(tracker, hours=1)] == ["", ""]
    assert look(tracker, hours=1) == "gone"
    assert tracker.one("SELECT withdrawn_at FROM items") == "2025-04-17T09:00:00Z"
    for _ in range(3):
        assert [look(tracker, hours=23), look(tracker, hours=1)] == ["", "gone"]
    feed_server.put("/talks-1.html", page(), content_type="text/html")
    assert look(tracker, hours=24) == "changed"
    assert changes(tracker) == [("withdrawn", 1), ("returned", 1)]
    assert tracker.one("SELECT count(*) FROM revisions WHERE origin = 'article'") == 1
    assert tracker.rows("SELECT missing_since, withdrawn_at FROM items") == [(None, None)]
    assert look(tracker, hours=1) == "not_modified", "the ladder began anew"


def test_404_once_and_then_200_is_nothing(tracker: Tracker, feed_server: FeedServer) -> None:
    look(tracker, hours=1)
    feed_server.put("/talks-1.html", b"", status=404)
    look(tracker, hours=2)
    feed_server.put("/talks-1.html", page(), content_type="text/html")
    assert look(tracker, hours=3) == "unchanged"
    assert changes(tracker) == [] and tracker.rows(STATE)[0][2:] == (None, None)


def test_410_is_as_404_and_an_article_may_be_gone_before_it_was_ever_read(tracker: Tracker, feed_server: FeedServer) -> None:
    feed_server.put("/talks-1.html", b"", status=410)
    assert [look(tracker, hours=1), look(tracker, hours=3)] == ["gone", "gone"]
    assert changes(tracker) == [("withdrawn", 1)]
    feed_server.put("/talks-1.html", page(), content_type="text/html")
    look(tracker, hours=24)
    assert changes(tracker) == [("withdrawn", 1), ("returned", 1)]
    told = [("[]", "A withdrawn page is there again.", "none")]
    assert tracker.rows("SELECT reasons, summary_en, notice FROM changes WHERE kind = 'returned'") == told
    marks = tracker.rows("SELECT c.kind, m.settled_at IS NOT NULL FROM resting m JOIN changes c ON c.id = m.change_id")
    assert set(marks) == {("withdrawn", 1)}, "nothing rests on a text that nobody had read"


def test_a_feed_that_goes_on_listing_a_withdrawn_article_does_not_bring_it_back(tracker: Tracker, feed_server: FeedServer) -> None:
    feed_server.put("/talks-1.html", b"", status=404)
    look(tracker, hours=1)
    look(tracker, hours=3)
    for number in range(3):
        feed(feed_server, item=(ITEM[0], ITEM[1], f"{ITEM[2]} Part {number}."))
        tracker.later(hours=1)
        tracker.poll("gov")
    assert [kind for kind, _ in changes(tracker)].count("returned") == 0
    assert tracker.one("SELECT withdrawn_at FROM items") is not None


def test_an_entry_that_leaves_its_feed_is_not_withdrawn(tracker: Tracker, feed_server: FeedServer) -> None:
    look(tracker, hours=1)
    feed(feed_server, item=("other", "Baseball: Carp win again", "Hiroshima beat Hanshin."))
    look(tracker, hours=2)
    look(tracker, hours=24)
    assert changes(tracker) == []


def test_trap_10_back_to_an_earlier_text_is_reverted_with_a_difference(tracker: Tracker, feed_server: FeedServer) -> None:
    for text in ("The rate is 24 percent. ", "The rate is 15 percent. ", "The rate is 15 percent. ", "The rate is 24 percent. "):
        feed_server.put("/talks-1.html", page(text), content_type="text/html")
        look(tracker, hours=24)
    assert changes(tracker) == [("edited", 1), ("reverted", 1)]
    assert tracker.rows("SELECT count(*), count(DISTINCT content_hash) FROM revisions WHERE origin = 'article'") == [(3, 2)]


CONSENT = "<html><head><title>Before you continue</title></head><body><form><button>Accept all</button></form></body></html>"
CHALLENGE = "<html><head><title>Just a moment...</title></head><body><div id='cf-challenge'></div></body></html>"
TEASER = (
    "<html><head><title>Akazawa meets Trump</title><script type='application/ld+json'>"
    '{"@type": "NewsArticle", "headline": "Akazawa meets Trump", "isAccessibleForFree": false}</script></head>'
    "<body><article><h1>Akazawa meets Trump</h1><p>Japan's negotiator met President Trump …</p></article></body></html>"
)


@pytest.mark.parametrize(
    ("body", "status", "outcome"),
    [
        (CONSENT, 200, "blocked"), (CHALLENGE, 200, "blocked"), (TEASER, 200, "blocked"), ("", 403, "blocked"),
        ("<html><body><h1>Page not found</h1><p>Sorry.</p></body></html>", 200, "no_content"), (b"", 200, "no_content"),
        ("<html><body></body></html>", 200, "no_content"), ("sorry", 503, "error"), ("slow down", 429, "error"),
    ],
)  # fmt: skip
def test_trap_08_what_stands_in_an_articles_place_is_no_change_and_no_withdrawal(
    tracker: Tracker, feed_server: FeedServer, body: str, status: int, outcome: str
) -> None:
    look(tracker, hours=1)
    feed_server.put("/talks-1.html", body, status=status, content_type="text/html")
    outcomes = {look(tracker, hours=hours) for hours in (2, 24, 24, 48)} - {""}
    assert outcomes == {outcome}
    feed_server.put("/talks-1.html", page(), content_type="text/html")
    assert look(tracker, hours=200) in ("unchanged", "not_modified")
    assert changes(tracker) == [] and tracker.one("SELECT count(*) FROM revisions WHERE origin = 'article'") == 1
    assert tracker.rows("SELECT missing_since, withdrawn_at FROM items") == [(None, None)]


def test_trap_14_a_redirect_to_the_front_page_is_no_revision(tracker: Tracker, feed_server: FeedServer) -> None:
    look(tracker, hours=1)
    feed_server.put("/", page("Today's news. ", "The front page"), content_type="text/html")
    feed_server.answers["/talks-1.html"] = Answer(b"", 301, {"Location": f"{feed_server.url}/"}, conditional=False)
    assert look(tracker, hours=2) == "no_content"
    assert tracker.one("SELECT count(*) FROM revisions WHERE origin = 'article'") == 1 and changes(tracker) == []
    assert tracker.one("SELECT url FROM items") == f"{feed_server.url}/talks-1.html"


def test_trap_13_looking_again_writes_no_revision_and_no_snapshot(tracker: Tracker, feed_server: FeedServer) -> None:
    feed_server.put("/talks-1.html", page(), content_type="text/html", conditional=False)
    look(tracker, hours=1)
    before = [tracker.rows(f"SELECT * FROM {table}") for table in ("revisions", "snapshots", "links", "changes")]
    assert [look(tracker, hours=2), look(tracker, hours=3), look(tracker, hours=20)] == ["unchanged", "unchanged", "unchanged"]
    assert before == [tracker.rows(f"SELECT * FROM {table}") for table in ("revisions", "snapshots", "links", "changes")]


def test_a_site_that_forbids_it_is_not_asked(tracker: Tracker, feed_server: FeedServer) -> None:
    feed_server.put("/robots.txt", "User-agent: *\nDisallow: /talks", content_type="text/plain")
    assert look(tracker, hours=1) == "blocked"
    assert asked(feed_server) == 0
    assert "robots.txt" in str(tracker.one("SELECT error FROM polls WHERE item_id = 1"))
    assert tracker.rows("SELECT state, failures FROM sources WHERE id = 'gov'") == [("ok", 0.0)]


def test_a_redirect_to_what_another_site_forbids_is_not_followed(tracker: Tracker, feed_server: FeedServer) -> None:
    other = FeedServer()
    try:
        other.put("/robots.txt", "User-agent: *\nDisallow: /kept", content_type="text/plain")
        for path in ("/kept.html", "/open.html"):
            other.put(path, page(), content_type="text/html")
        feed_server.answers["/talks-1.html"] = Answer(b"", 302, {"Location": f"{other.url}/kept.html"})
        assert (look(tracker, hours=1), asked(other, "/kept.html")) == ("blocked", 0)
        assert "robots.txt" in str(tracker.one("SELECT error FROM polls WHERE item_id = 1"))
        feed_server.answers["/talks-1.html"] = Answer(b"", 302, {"Location": f"{other.url}/open.html"})
        assert (look(tracker, days=2), asked(other, "/open.html")) == ("changed", 1)
    finally:
        other.close()


def test_no_more_than_a_few_articles_of_a_host_in_a_round(tmp_path: Path, feed_server: FeedServer) -> None:
    names = [f"talks-{n}" for n in range(8)]
    tracker = Tracker(tmp_path)
    tracker.add_feed("gov", feed(feed_server, *names), lang="en", tier="primary", profile="official")
    for name in names:
        feed_server.put(f"/{name}.html", page(), content_type="text/html")
    tracker.poll("gov")
    tracker.later(hours=1)
    assert [len(tracker.poll().articles) for _ in range(4)] == [3, 3, 2, 0]


def test_slow_hosts_leave_room_for_sources(tracker: Tracker) -> None:
    tracker.later(hours=1)
    with open_store(tracker.config.db) as store:
        plan = ArticlePlan(store, tracker.config)
        assert len(plan.due(tracker.now, ["a host"] * (IN_A_ROUND - 1))) == 1
        assert plan.due(tracker.now, ["a host"] * IN_A_ROUND) == ()
        assert ArticlePlan(store, replace(tracker.config, concurrency=4)).due(tracker.now, ["one", "two"]) == ()


def test_a_source_that_comes_to_be_watched_brings_its_recent_articles_along(tracker: Tracker) -> None:
    tracker.later(hours=1)
    with open_store(tracker.config.db) as store:
        store.conn.execute("UPDATE sources SET enabled = 0 WHERE id = 'gov'")
        store.conn.execute("UPDATE items SET article_next_check_at = NULL")
        plan = ArticlePlan(store, tracker.config)
        assert [plan.turn(tracker.now) for _ in range(2)] == [(), ()]
        store.conn.execute("UPDATE sources SET enabled = 1 WHERE id = 'gov'")
        assert len(plan.turn(tracker.now)) == 1


def test_the_source_itself_is_untouched_by_its_articles(tracker: Tracker, feed_server: FeedServer) -> None:
    feed_server.put("/talks-1.html", b"", status=500)
    with open_store(tracker.config.db) as store:
        store.conn.execute("UPDATE sources SET next_check_at = '2025-04-18T00:00:00Z' WHERE id = 'gov'")
    before = tracker.rows("SELECT * FROM sources WHERE id = 'gov'")
    assert look(tracker, hours=1) == "error"
    assert before == tracker.rows("SELECT * FROM sources WHERE id = 'gov'")
    assert tracker.rows("SELECT polls_24h, items_24h FROM source_health WHERE source_id = 'gov'") == [(1, 1)]
    assert tracker.one("SELECT count(*) FROM gaps") == 0


def test_failures_back_off_and_are_forgotten(tracker: Tracker, feed_server: FeedServer) -> None:
    feed_server.put("/talks-1.html", b"", status=503)
    seen = [hour for hour in range(1, 30) if look(tracker, hours=1)]
    assert seen[:4] == [1, 3, 5, 8], "1.5, 2, 2.5 … hours apart"
    feed_server.put("/talks-1.html", page(), content_type="text/html")
    while look(tracker, hours=1) != "changed":
        assert tracker.now.day < 21
    assert tracker.rows("SELECT failures, last_error FROM articles") == [(0.0, None)]


@pytest.mark.parametrize(
    ("wanted", "tier", "profile", "watched"),
    [
        (("official",), "primary", "default", True), (("official",), "national", "official", True),
        (("official",), "national", "default", False), (("all",), "national", "default", True), (("gov",), "national", "default", True),
        (("none",), "primary", "official", False), (("all",), "aggregator", "default", False),
        (("official", "gov"), "wire", "default", True),
    ],
)  # fmt: skip
def test_whose_articles_are_watched(
    tmp_path: Path, feed_server: FeedServer, wanted: tuple[str, ...], tier: str, profile: str, watched: bool
) -> None:
    tracker = Tracker(tmp_path)
    tracker.config = replace(tracker.config, articles=wanted)
    tracker.add_feed("gov", feed(feed_server), lang="en", tier=tier, profile=profile)
    tracker.poll("gov")
    assert (tracker.one("SELECT article_next_check_at FROM items") is not None) == watched


def test_what_of_the_choice_comes_to_nothing_is_said_at_the_start(
    tracker: Tracker, feed_server: FeedServer, caplog: pytest.LogCaptureFixture
) -> None:
    tracker.add_feed("pickups", f"{feed_server.url}/pickups", lang="en", tier="aggregator")
    tracker.config = replace(tracker.config, articles=("official", "gvo", "gov", "pickups"))
    tracker.poll("gov")
    said = [record.getMessage() for record in caplog.records]
    assert ["'gvo'" in line for line in said] == [True, False] and "'gov'" in said[0] and "'pickups'" in said[1]


def test_an_item_that_is_unlinked_is_left_and_one_that_is_linked_again_is_taken_up(tracker: Tracker, feed_server: FeedServer) -> None:
    def set_linked(linked: bool) -> None:
        from db.link_rows import Decided
        from db.records import LinkRow

        with open_store(tracker.config.db) as store:
            anchor = store.conn.execute("SELECT anchor_id FROM links").fetchone()[0]
            link = LinkRow(anchor, linked, 0.9, "negotiation" if linked else None, (), "1", "2025-04-17T04:00:00Z")
            save_links(store, [Decided(1, 1, link)])

    look(tracker, hours=1)
    set_linked(False)
    assert look(tracker, hours=2) == "" and tracker.one("SELECT article_next_check_at FROM items") is None
    set_linked(True)
    assert [look(tracker, hours=1), look(tracker, hours=2)] == ["", "not_modified"], "at its next rung, six hours after its first sight"


def test_another_choice_takes_up_what_was_left_out_but_not_what_is_too_old(tracker: Tracker, feed_server: FeedServer) -> None:
    tracker.config = replace(tracker.config, articles=("none",))
    assert look(tracker, hours=50) == ""
    tracker.config = replace(tracker.config, articles=("official",))
    assert look(tracker, hours=1) == "changed"
    tracker.later(days=40)
    feed_server.answers.clear()
    tracker.poll()
    assert tracker.rows("SELECT count(*) FROM polls WHERE item_id IS NOT NULL AND started_at > '2025-05-25'")[0][0] <= 1


def test_a_source_that_is_off_has_its_articles_left_alone(tracker: Tracker) -> None:
    with open_store(tracker.config.db) as store:
        add_source(store, replace(source(store.conn, "gov"), enabled=False, off_reason="enough"))
        assert source_of(source(store.conn, "gov")).enabled is False
    assert look(tracker, hours=1) == ""


def test_the_item_page_and_diff_show_the_articles_own_revisions(tracker: Tracker, feed_server: FeedServer) -> None:
    look(tracker, hours=1)
    feed_server.put("/talks-1.html", page("The rate on cars is 15 percent. "), content_type="text/html")
    look(tracker, hours=2)
    shown = asyncio.run(make_datasette(tracker.config.db, clock=lambda: tracker.now).client.get("/item/1?ui=en")).text
    assert "Watched since 17 Apr 2025" in shown or "Watched since" in shown.split("Looked at next")[0]
    assert shown.count("Edits before that are unknown.") == 2 and "Looked at next" in shown
    cli = Cli(tracker.folder, {"TRACKER_NOW": "2025-04-17T06:00:00Z"})
    found = cli("diff", 1, "--origin", "article").out
    assert "24" in found and "{+15+}" in found
    assert cli("diff", 1, "--origin", "article", "--json").json["origin"] == "article"


def test_a_page_that_takes_too_long_to_read_costs_only_its_own_look(tracker: Tracker, feed_server: FeedServer) -> None:
    tracker.config = replace(tracker.config, workers=1)
    feed_server.put("/talks-1.html", page("<b>" * 400_000 + "x" * 3_000_000), content_type="text/html")
    tracker.later(hours=1)
    done = tracker.poll()
    assert {report.source_id for report in done.sources} == {"gov"} and done.failed == ()
    assert [report.outcome for report in done.articles] in (["error"], ["changed"], ["no_content"])


def test_a_look_that_is_cut_off_between_fetch_and_write_is_made_again_without_a_double(tracker: Tracker, feed_server: FeedServer) -> None:
    look(tracker, hours=1)
    feed_server.put("/talks-1.html", page("The rate on cars is 15 percent. "), content_type="text/html")
    with open_store(tracker.config.db) as store:
        store.conn.execute("CREATE TRIGGER cut BEFORE INSERT ON changes BEGIN SELECT raise(ABORT, 'cut'); END")
    look(tracker, hours=2)
    assert tracker.one("SELECT count(*) FROM revisions WHERE origin = 'article'") == 1
    with open_store(tracker.config.db) as store:
        store.conn.execute("DROP TRIGGER cut")
    while look(tracker, hours=1) != "changed":
        assert tracker.now.day < 19
    assert tracker.one("SELECT count(*) FROM revisions WHERE origin = 'article'") == 2
    assert changes(tracker) == [("edited", 1)]


def test_imported_items_are_not_fetched(tracker: Tracker, feed_server: FeedServer) -> None:
    rows = "\n".join(
        f'{{"url": "{feed_server.url}/old-{n}.html", "title": "{ITEM[1]} {n}", "source": "gov", "observed_at": "2025-04-17T03:00:00Z"}}'
        for n in range(20)
    )
    (tracker.folder / "old.jsonl").write_text(rows)
    Cli(tracker.folder, {"TRACKER_NOW": "2025-04-17T03:30:00Z"})("import", "old.jsonl")
    assert tracker.one("SELECT count(*) FROM items i JOIN links l ON l.item_id = i.id WHERE l.linked = 1 AND i.origin = 'imported'") == 20
    look(tracker, hours=1)
    assert tracker.one("SELECT count(*) FROM articles") == 1 and tracker.one("SELECT count(*) FROM article_queue") == 0


def test_trap_18_another_selector_for_articles_is_a_new_baseline_and_no_change(tracker: Tracker, feed_server: FeedServer) -> None:
    look(tracker, hours=1)
    with open_store(tracker.config.db) as store:
        change_source(store, "gov", {"item_selector": "article p:first-of-type"})
    assert look(tracker, hours=2) == "changed"
    assert tracker.one("SELECT count(*) FROM revisions WHERE origin = 'article'") == 2 and changes(tracker) == []
    feed_server.put("/talks-1.html", page().replace("Treasury Secretary Bessent", "Commerce Secretary Lutnick"), content_type="text/html")
    look(tracker, hours=3)
    assert [kind for kind, _ in changes(tracker)] == ["edited"]


def test_trap_19_an_article_with_a_clock_and_a_counter_stops_making_revisions(tracker: Tracker, feed_server: FeedServer) -> None:
    clock = "Last updated: {:02}:{:02}</p><p>Page views: {:,}"
    with open_store(tracker.config.db) as store:  # so often that its ladder would not do: each time as if it were due
        def due() -> None:
            store.conn.execute("UPDATE items SET article_next_check_at = '2025-04-17T00:00:00Z' WHERE id = 1")

        for minute in range(40):
            due()
            feed_server.put("/talks-1.html", page(clock.format(minute // 60, minute, 31_442 + 17 * minute)), content_type="text/html")
            look(tracker, minutes=1)
        revisions = tracker.one("SELECT count(*) FROM revisions WHERE origin = 'article'")
        assert 2 <= int(str(revisions)) <= 26
        assert tracker.rows("SELECT origin, ignored > 10 FROM noise_masks") == [("article", 1)]
        (mask,) = decode(str(tracker.one("SELECT noise FROM items WHERE id = 1"))).values()
        assert len(mask.lines) == 2 and not mask.all_cosmetic
        due()
        feed_server.put("/talks-1.html", page(f"{clock.format(1, 1, 40_000)}</p><p>Cars pay 15 percent."), content_type="text/html")
        look(tracker, minutes=1)
    assert changes(tracker)[-1] == ("edited", 1)
