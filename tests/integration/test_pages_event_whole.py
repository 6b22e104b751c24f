"""An event that many tell, and tell differently over time: what its page says now and as of a moment, and how it stays bounded."""

import html
import re
import sqlite3

import pytest
from change_stock import ARTICLE, PAGE_SHA
from event_stock import BETWEEN, BIG, EDITED_TITLE, FIRST_TITLE, JOINED, LATE_TITLE, LATER_TITLE, TALKS, event_database
from publish_stock import FIRST_ROUND, get, page

from db.queries.event_page import ALWAYS, first_reports_by


@pytest.fixture(scope="module")
def stock(tmp_path_factory):
    return event_database(tmp_path_factory.mktemp("stock"))


def said(database, path, lang="en"):
    return html.unescape(re.sub(r"\s+", " ", page(database, path, lang)))


def text(database, path, lang="en"):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", said(database, path, lang)))


def number_of(database, title):
    rows = get(database, f"/tracker/items.json?_shape=array&title={title}")[0].json()
    return rows[0]["id"]


def test_who_acted_is_named_in_both_languages(stock):
    assert re.search(r'lang="en">Ryosei Akazawa</a> <span class="meta" lang="ja">赤沢', said(stock, f"/event/{TALKS}"))
    assert re.search(r'lang="ja">赤沢[^<]*</a> <span class="meta" lang="en">Ryosei Akazawa', said(stock, f"/event/{TALKS}", "ja"))


def test_reports_stand_by_language_side_by_side_and_a_house_of_many_is_folded(stock):
    markup = said(stock, f"/event/{TALKS}")
    assert "15 reports from 9 outlets; 7 independent sources: 7 come from House 05; 2 carry Kyodo's text; 2 are one publication." in markup
    assert markup.index('by-lang">English') < markup.index('by-lang">Japanese')
    assert "4 more of this publisher</summary>" in markup
    assert "1 copy of this text</summary>" in markup


def test_what_each_source_changed_later_leads_to_both_texts(stock):
    markup = said(stock, f"/event/{TALKS}")
    changed = markup[markup.index('id="changed"') : markup.index('id="around"')]
    assert "Paper 2" in changed and EDITED_TITLE in changed and "In the headline, how certain it is changed." in changed
    assert re.search(r'href="/item/\d+/diff/1\.\.2">both texts side by side', changed)
    assert "No notice" in changed
    assert f'href="/changes?event={TALKS}"' in changed


def test_rates_and_claims_that_rest_on_an_event_lead_to_their_proof(stock):
    rates = get(stock, "/tracker/rates.json?_shape=array&product_class=autos&status=law&_size=1")[0].json()
    of = rates[0]["event_id"]
    markup = said(stock, f"/event/{of['value'] if isinstance(of, dict) else of}")
    assert re.search(r'href="/rates/autos\?on=\d{4}-\d\d-\d\d"', markup)
    claims = said(stock, f"/event/{FIRST_ROUND}")
    part = claims[claims.index('id="claims"') : claims.index('id="around"')]
    assert re.search(r'href="/claims#[^"]+"', part) and "decided by this event" in part


def test_what_came_before_and_after_stands_with_stage_and_days(stock):
    markup = text(stock, f"/event/{FIRST_ROUND}")
    around = markup[markup.index("Before and after") :]
    assert re.search(r"8 Apr 2025 8 days earlier Announced Japan sets up tariff headquarters", around)
    assert re.search(r"1 May 2025 15 days later Negotiated Second round in Washington", around)
    assert "On the timeline" in around
    assert "15日後" in text(stock, f"/event/{FIRST_ROUND}", "ja")


def test_the_trail_tells_merges_and_splits_in_the_readers_language(stock):
    english, japanese = text(stock, f"/event/{TALKS}"), text(stock, f"/event/{TALKS}", "ja")
    assert "This became part of it: Bessent speaks of talks Its reports tell this event." in english
    assert "This was split off from it: Tariffs are talked of everywhere A. Editor: it is about the newspapers" in english
    assert re.search(f"English title ?: {FIRST_TITLE} → .{{0,8}}{LATER_TITLE}", english)
    assert "ここに統合： Bessent speaks of talks 報道がこの出来事を伝えているため。" in japanese
    assert "its items report this event" not in japanese


def test_the_page_says_how_to_cite_it(stock):
    assert f"“{LATER_TITLE}”. Tariff Timeline. Data version" in said(stock, f"/event/{TALKS}")
    past = said(stock, f"/event/{TALKS}?as_of=2026-10-07")
    assert f"“{FIRST_TITLE}” (as_of=2026-10-07)" in past
    cited = get(stock, f"/cite?of=/event/{TALKS}%3Fas_of%3D2026-10-07&format=bibtex&ui=en")[0]
    assert FIRST_TITLE in cited.text and LATER_TITLE not in cited.text


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("moment", ["2026-10-07", BETWEEN])
def test_as_of_a_moment_nothing_later_is_told_of_an_opened_event(stock, moment, lang):
    markup = said(stock, f"/event/{TALKS}?as_of={moment}", lang)
    shown = markup[markup.index("<main") : markup.index("</main>")]
    for later in (LATER_TITLE, "自動車の関税引き下げで協議が終了", LATE_TITLE, EDITED_TITLE, "seen from Tokyo", "Same article"):
        assert later not in shown, later
    assert FIRST_TITLE in shown and "ワシントンで関税協議が始まる" in shown
    assert {"en": "12 reports from 6 outlets; 5 independent sources", "ja": "媒体6による報道12件、独立した情報源は5"}[lang] in shown
    assert {"en": "Reported", "ja": "報道あり"}[lang] in shown
    assert "Bessent speaks of talks" not in shown[: shown.index('id="around"')]
    assert "/changes?event" not in shown
    for href in re.findall(r'href="(/(?:event|item|timeline|thread)[^"#]*)"', shown):
        assert "as_of=" in href or href.startswith(f"/event/{TALKS}"), href


def test_who_was_first_is_told_by_what_one_could_know(stock):
    assert "The first report of each house" in said(stock, f"/event/{TALKS}")
    one = text(stock, f"/event/{TALKS}?as_of=2026-10-07T14:20:00Z")
    assert "First on the same day, order unknown: 新聞 (Japanese), Kyodo (English)." in one
    assert "2 reports from 2 outlets; 2 independent sources." in one
    assert "House 02" not in one and "日報" not in one


def test_by_the_end_of_time_the_first_reports_are_those_of_the_view(stock):
    with sqlite3.connect(stock) as conn:
        conn.row_factory = sqlite3.Row
        for event in (TALKS, BIG):
            viewed = conn.execute("SELECT publisher_family, lang, at, standing FROM first_reports WHERE event_id = ?", (event,)).fetchall()
            found = first_reports_by(conn, event, ALWAYS, 1000)
            assert sorted((one.publisher_family, one.lang, one.at, one.standing) for one in found) == sorted(map(tuple, viewed))
            assert found
    conn.close()


def test_before_it_was_known_it_has_no_page_and_what_was_merged_later_has_one(stock):
    assert get(stock, f"/event/{TALKS}?as_of=2026-10-06")[0].status_code == 404
    assert get(stock, f"/event/{JOINED}")[0].status_code == 302
    past = get(stock, f"/event/{JOINED}?as_of={BETWEEN}&ui=en")[0]
    assert past.status_code == 200 and "Bessent speaks of talks" in past.text


def test_an_event_of_very_many_reports_is_told_page_by_page_with_kept_counts(stock):
    markup = said(stock, f"/event/{BIG}")
    assert "450 reports, 60 outlets, 60 publisher families" in markup
    assert "450 reports in all; page 1 of 3." in markup
    assert f'<a rel="next" href="/event/{BIG}?reports=2#items">' in markup
    assert len(markup) < 250_000
    assert "and 56 more" in markup
    seen = set()
    for number in (1, 2, 3):
        seen |= set(re.findall(r'href="/item/(\d+)"', said(stock, f"/event/{BIG}?reports={number}").partition('id="changed"')[0]))
    assert len(seen) == 450
    assert get(stock, f"/event/{BIG}?reports=none")[0].status_code == 400


def test_an_item_shows_both_streams_with_their_changes(stock):
    markup = text(stock, "/item/3")
    entry, article = markup.index("Feed entry Watched since"), markup.index("Article Watched since")
    assert entry < article
    assert "Edits before that are unknown." in markup[article:]
    revised = markup.index("Revision 2, seen 9 Oct 2026, 11:00 UTC Edited Material No notice")
    assert article < revised < markup.index("Revision 1, seen 9 Oct 2026, 03:30 UTC")
    assert f'href="/changes/{ARTICLE}"' in said(stock, "/item/3")
    assert 'href="/item/3/diff/1..2?origin=article"' in said(stock, "/item/3")
    assert re.search(r"State Returned 9 Oct 2026, 13:00 UTC Withdrawn 9 Oct 2026, 12:00 UTC", markup)


def test_an_item_says_what_is_cosmetic_and_what_was_announced_and_has_its_snapshot_at_hand(stock):
    markup = text(stock, "/item/2")
    assert "Revision 4, seen 9 Oct 2026, 09:00 UTC Edited Cosmetic No notice" in markup
    assert "Edited Material Announced" in text(stock, "/item/1")
    assert f'href="/snapshot/{PAGE_SHA}.txt"' in said(stock, "/item/2")
    assert "… the whole text" in markup


def test_an_item_names_its_publication_elsewhere(stock):
    number = number_of(stock, "Same article, another feed")
    markup = text(stock, f"/item/{number}")
    assert "The same publication elsewhere" in markup and "Tariff talks seen from Tokyo Paper 4" in markup
    assert "同じ記事の別の掲載" in text(stock, f"/item/{number}", "ja")


def test_an_item_as_of_a_moment(stock):
    assert "Tariff refund" in said(stock, "/item/3?as_of=2026-10-09T12:30:00Z")
    past = text(stock, "/item/3?as_of=2026-10-09T12:30:00Z")
    assert "Withdrawn by its source; noticed on 9 Oct 2026, 12:00 UTC." in past and "Returned" not in past
    assert "What is decided about it now was decided later than this moment." in past
    assert "may get a refund" not in text(stock, "/item/3?as_of=2026-10-09T10:00:00Z")
    assert get(stock, "/item/3?as_of=2026-10-07")[0].status_code == 404
    number = number_of(stock, "Akazawa says the tariff on cars stays at 15 percent")
    before = text(stock, f"/item/{number}?as_of={BETWEEN}")
    assert EDITED_TITLE not in before and "Akazawa says the tariff on cars may fall" in before
    assert FIRST_TITLE in before and LATER_TITLE not in before
