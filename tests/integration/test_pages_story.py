"""Where things stand, what is new, the strip and its gaps, and matters: as pages, in both languages."""

from __future__ import annotations

import re
from html import unescape

import pytest
from publish_stock import ANCHOR, NOW, OPENED, baseline_database, filled_database, get, page

from db.records import EventItemRow, EventRow, EventsWrite, LinkRow, NewItem, PollRow, PollWrite, RevisionRow
from db.store.connect import open_store
from db.store.events import save_events
from db.store.polls import save_polls
from tracker.publish.last_visit import since_of

OFFICIAL = "https://ministry.test/20"
FACTS = '{"mentions":[["process.tariff","tariff","title",0,6,"process"]],"rates":[[37.0,["autos"],"37%","title",10,13]]}'


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    return filled_database(tmp_path_factory.mktemp("filled"))


@pytest.fixture(scope="module")
def gapped(tmp_path_factory):
    """Watched since 1 April 2026, with a stretch in which the poller did not run, an official text and an event about an order."""
    path = filled_database(tmp_path_factory.mktemp("gapped"))
    with open_store(path) as store:
        with store.atomic() as conn:
            conn.execute("INSERT INTO polls (source_id, started_at, outcome) VALUES ('paper', '2026-04-01T00:00:00Z', 'unchanged')")
            for source, start in (("paper", "2026-07-28T00:00:00Z"), ("ministry", "2026-07-30T06:00:00Z")):
                conn.execute(
                    "INSERT INTO gaps (source_id, from_at, to_at, cause) VALUES (?, ?, '2026-08-09T12:00:00Z', 'not_running')",
                    (source, start),
                )
        title = "tariff at 37% on cars"
        at = "2026-10-10T08:00:00Z"
        link = LinkRow(ANCHOR, True, 0.9, "measure", ("autos",), "l", at, facts=FACTS)
        new = NewItem("guid:20", "20", OFFICIAL, OFFICIAL, "20", title, "en", at, at, "2026-10-10", "", "second", "text", (),
                      RevisionRow(at, "h20", title=title), (link,))  # fmt: skip
        (written,) = save_polls(store, [PollWrite(PollRow("ministry", at, "changed"), new=(new,))])
        number = written.new_ids["guid:20"]
        event = EventRow("2026-10-10-r-00000001", ANCHOR, "watched", "2026-10-10", "measure", "reported", at, title_en="About the order",
                         instrument_ids=("instrument.eo14345",))  # fmt: skip
        revision = store.conn.execute("SELECT revision_id FROM items WHERE id = ?", (number,)).fetchone()[0]
        save_events(store, EventsWrite(ANCHOR, (event,), (EventItemRow(event.id, number, ANCHOR, revision, 0.9, "[]", "1", at),)))
    return path


def said(database, path, lang="en"):
    return unescape(re.sub(r"\s+", " ", page(database, path, lang)))


def test_what_is_new_is_said_in_numbers_for_a_day_and_a_week(filled):
    markup = said(filled, "/")
    day, week = markup.index("Last 24 hours"), markup.index("Last 7 days")
    assert day < markup.index("0 new reports") < week < markup.index("4 new reports")
    assert "1 new event" in markup[week:]
    assert "1 text changed in substance" in markup[week:]
    japanese = said(filled, "/", "ja")
    assert "新しい報道・発表 4件" in japanese
    assert "前回の確認以降" in japanese


def test_rates_of_law_stand_with_their_basis_instrument_and_day_of_checking(filled):
    row = re.search(r'<tr class="kind-rate">.{0,40}<a href="/rates#autos">.*?</tr>', said(filled, "/"))[0]
    for part in ("15% in total", "16 Sep 2025", "EO 14345", "9 Oct 2026"):
        assert part in row


def test_a_newer_official_text_that_names_another_rate_is_shown_in_words(filled, gapped):
    assert "names 37%" not in said(filled, "/")
    markup = said(gapped, "/")
    assert "Newer than the last check: an official text of 10 Oct 2026 names 37%, which this table does not have." in markup
    assert "この表にない37%を挙げています" in said(gapped, "/", "ja")


def test_what_is_dated_ahead_has_the_days_to_go(filled):
    assert "in 83 days" in said(filled, "/")
    assert "あと83日" in said(filled, "/", "ja")


def test_the_page_of_news_lists_what_came_since(filled):
    markup = said(filled, "/new?since=2026-10-01")
    assert f"/event/{OPENED}" in markup
    assert markup.count('<a href="/item/') == 4
    late = said(filled, "/new?since=2026-10-10")
    assert "No event was opened since." in late
    assert "No report was linked since." in late
    (response,) = get(filled, "/new?since=never")
    assert response.status_code == 400


def test_duties_that_changed_are_shown_before_and_after(filled):
    markup = said(filled, "/new?since=2026-07-20")
    assert re.search(r"General extra duty</a> <del>10% on top</del> .*?<ins>12.5% in total</ins>", markup)


def test_the_last_visit_is_kept_by_this_browser_alone(filled):
    first, again = get(filled, "/new?ui=ja", cookies={}), get(filled, "/new", cookies={"tracker_seen": "2026-10-08T00:00:00Z"})
    assert first[0].status_code == again[0].status_code == 302
    assert first[0].headers["location"] == "/new?since=2026-10-03T12%3A00%3A00Z&ui=ja"
    assert again[0].headers["location"] == "/new?since=2026-10-08T00%3A00%3A00Z"
    for response in (*first, *again):
        assert "no-store" in response.headers["cache-control"] or "private" in response.headers["cache-control"]
        cookie = response.headers["set-cookie"].lower()
        assert "tracker_seen=" in cookie and "httponly" in cookie and "samesite=lax" in cookie
    (front,) = get(filled, "/", cookies={"tracker_seen": "2026-10-08T00:00:00Z"})
    assert "tracker_seen" not in front.headers.get("set-cookie", "")
    assert "2026-10-08T00" not in front.text


@pytest.mark.parametrize("cookie", [None, "", "yesterday", "2099-01-01T00:00:00Z"])
def test_a_cookie_that_is_none_means_a_week_ago(cookie):
    assert since_of(cookie, NOW) == "2026-10-03T12:00:00Z"
    assert since_of("2026-10-09", NOW) == "2026-10-10T03:59:59Z"


def test_the_strip_counts_what_the_timeline_has_and_leads_there(filled):
    markup = said(filled, "/timeline?topic=autos")
    assert 'href="/timeline?topic=autos&from=2025-04-01&to=2025-04-30"' in markup
    shown = said(filled, "/timeline?from=2025-04-01&to=2025-04-30")
    count = int(re.search(r"April 2025</a></th><td class=\"number\">(\d+)", shown)[1])
    assert shown.count('<li class="event ') == count
    assert 'aria-current="true">April 2025' in shown


def test_before_watching_began_and_where_nobody_looked_it_is_said_so(filled, gapped, tmp_path):
    assert "No source has been watched yet" in said(baseline_database(tmp_path), "/timeline")
    markup = said(gapped, "/timeline")
    assert "Watching began on 1 April 2026." in markup
    gap = "Nobody was looking from 30 Jul 2026, 06:00 UTC to 9 Aug 2026, 12:00 UTC"
    assert markup.index("22 August 2026") < markup.index(gap) < markup.index("31 July 2026")
    assert 'class="stretch gap"' in markup or "stretch gap" in markup
    assert "nobody was looking" in re.search(r"August 2026</a></th>.*?</tr>", markup)[0]
    assert "監視が止まっていました" in said(gapped, "/timeline?order=oldest", "ja")
    earlier = said(gapped, "/timeline?as_of=2026-05-01")
    assert gap not in earlier
    assert "Watching began on 1 April 2026." in earlier
    assert "This tracker began to watch on 1 April 2026, after this moment" in said(gapped, "/timeline?as_of=2025-07-01")


def test_before_the_anchors_day_nothing_is_counted_from_it(filled):
    markup = said(filled, "/timeline?as_of=2025-03-01")
    story = markup[markup.index('<section class="phase"') :]
    for told in ("day −", "Before the talks", "relation=precursor"):
        assert told not in story
    assert "Days are counted from" not in markup
    assert "day −65" in said(filled, "/timeline?as_of=2025-04-16")


def test_words_as_of_a_moment_are_those_told_then(filled):
    found = get(filled, "/timeline.json?as_of=2025-07-01&q=合意")[0].json()
    assert all(row["known_from"][:10] <= "2025-07-02" for row in found)


def test_the_ladder_of_a_matter_has_its_stages_and_the_days_between(filled):
    markup = said(filled, "/thread/autos-parts")
    assert markup.index("26 March 2025") < markup.index("16 days later") < markup.index("8 days later")
    assert "Where it stands: " in markup
    assert '<a href="/rates/autos">' in markup
    japanese = said(filled, "/thread/autos-parts", "ja")
    assert "16日後" in japanese
    assert "現状：" in japanese
    assert get(filled, "/thread/none")[0].status_code == 404


def test_a_matter_as_of_a_moment_goes_by_what_it_is_about(filled):
    markup = said(filled, "/thread/investment?as_of=2025-04-16")
    assert "<h1 lang=\"en\">Japanese investment in the US</h1>" in markup
    assert "550" not in markup[markup.index("<main") :]
    assert "Nothing of this matter was known then." in said(filled, "/thread/trucks?as_of=2025-04-16")
    assert "trucks" not in said(filled, "/threads?as_of=2025-04-16")


def test_opened_events_about_the_same_order_stand_beside_a_matter(gapped, filled):
    assert "About the order" in said(gapped, "/thread/autos-parts")
    assert "About the order" not in said(gapped, "/thread/autos-parts?as_of=2026-10-08")
    assert "About the order" not in said(gapped, "/thread/currency")
