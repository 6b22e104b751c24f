"""Who reports an event: copies folded, independent sources counted, who was first where the dates allow it, previews marked."""

import re

import pytest
from doubtful_stock import ALONE, SAME_DAY, WIRE, doubtful_database
from publish_stock import FIRST_ROUND, page


@pytest.fixture(scope="module")
def doubtful(tmp_path_factory):
    return doubtful_database(tmp_path_factory.mktemp("doubtful"))


def said(database, path, lang="en"):
    return re.sub(r"\s+", " ", page(database, path, lang)).replace("&#39;", "'")


def test_trap_21_copies_of_one_wire_story_count_once_and_it_is_said_so(doubtful):
    markup = said(doubtful, f"/event/{WIRE}")
    assert "3 reports from 2 outlets; 1 independent source: 3 carry Kyodo's text." in markup
    assert "One independent source reports it so far; copies of one story count once." in markup
    assert "媒体2による報道3件、独立した情報源は1：3件は共同通信の配信記事。" in said(doubtful, f"/event/{WIRE}", "ja")


def test_a_copy_stands_below_what_it_repeats(doubtful):
    markup = said(doubtful, f"/event/{WIRE}")
    original, copy, other = (markup.index(f'href="/item/{number}"') for number in (1, 3, 4))
    assert "1 copy of this text</summary>" in markup[original:copy]
    assert copy < markup.index("<h4>Times Group</h4>") < other


def test_who_was_first_is_said_where_the_dates_allow_it(doubtful):
    markup = said(doubtful, f"/event/{WIRE}")
    assert "First: Kyodo (English), 8 Oct 2026, 01:00 UTC." in markup
    assert "The first report of each house" in markup
    assert "最初の報道：Kyodo（英語）、2026年10月8日 10:00（日本時間）。" in said(doubtful, f"/event/{WIRE}", "ja")


def test_where_the_dates_allow_no_order_it_is_the_same_day_and_a_preview_is_never_first(doubtful):
    markup = said(doubtful, f"/event/{SAME_DAY}")
    assert "First on the same day, order unknown: Times Group (English), 日報 (Japanese)." in markup
    assert markup.count("same day, order unknown</td>") == 2
    assert "3 reports from 3 outlets; 3 independent sources." in markup
    assert "Two or more independent sources report it;" in markup
    preview = markup[markup.index('href="/item/2"') :]
    assert preview.index("look ahead</strong>") < preview.index("</li>")
    assert "最初の報道は同日（順序は不明）" in said(doubtful, f"/event/{SAME_DAY}", "ja")


def test_one_report_alone_is_first_without_a_table(doubtful):
    markup = said(doubtful, f"/event/{ALONE}", "ja")
    assert "最初の報道：日報（日本語）、2026年10月6日。" in markup
    assert "発行元ごとの最初の報道" not in markup


def test_an_event_without_reports_says_so(doubtful):
    assert "No report from a watched source has been linked to this event yet." in said(doubtful, f"/event/{FIRST_ROUND}")


def test_the_item_that_opened_an_event_names_the_nearest_known_one(doubtful):
    markup = said(doubtful, "/item/10")
    assert "No known event fitted, so that this report opened it." in markup
    assert f'href="/event/{FIRST_ROUND}"' in markup
    assert "45.0%" in markup
    assert "2000-01-01-gone" not in markup
