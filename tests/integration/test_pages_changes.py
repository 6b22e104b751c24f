"""`/changes`, one change, two revisions side by side and inline, and the bytes behind them."""

import csv
import io
import json
import re
from html import unescape

import pytest
from change_stock import (
    ARTICLE,
    COSMETIC,
    DAMAGED,
    DROPPED,
    HOSTILE,
    JAPANESE,
    PAGE,
    PAGE_SHA,
    PDF,
    PDF_SHA,
    RETURNED,
    SILENT,
    WITHDRAWN,
    changed_database,
)
from publish_stock import MERGED, OPENED, SCRIPT, baseline_database, get, page

DIFF = "/item/2/diff/2..3"


@pytest.fixture(scope="module")
def changed(tmp_path_factory):
    return changed_database(tmp_path_factory.mktemp("changed"))


def numbers(database, query=""):
    """The ids (ours by table) of the JSON list for a query, in order."""
    (response,) = get(database, f"/changes.json{query}")
    assert response.status_code == 200, response.text
    return [row["change_id"] or row["table_name"] for row in response.json()]


def shown(markup):
    """The text that a reader sees and hears."""
    apart = re.sub(r"</?(d[dt]|p|li|t[dh]|h[1-6])\b[^>]*>", " ", markup)
    return " ".join(unescape(re.sub(r"<[^>]+>", "", apart)).split())


def test_changes_stand_newest_first_with_our_own_among_them(changed):
    found = numbers(changed)
    assert found == ["events", "rates", "ahead", 8, 7, 6, 5, 4, 3, 2, 1]


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("source=paper", [RETURNED, WITHDRAWN, ARTICLE, COSMETIC, SILENT]),
        ("source=paper&material=0", [COSMETIC]),
        ("source=ministry", [JAPANESE, 1]),
        ("source=ministry&silent=0", [JAPANESE]),
        ("source=ministry&silent=1", [1]),
        ("kind=withdrawn", [WITHDRAWN]),
        ("item=2", [COSMETIC, SILENT]),
        (f"event={OPENED}", [HOSTILE, JAPANESE, COSMETIC, SILENT, 1]),
        ("since=2026-10-09T11:30:00Z&source=paper", [RETURNED, WITHDRAWN]),
        ("since=2026-10-11", []),
        ("kind=reverted", []),
    ],
)
def test_each_filter_leaves_what_it_says(changed, query, wanted):
    assert numbers(changed, f"?{query}") == wanted


def test_our_own_edits_are_a_source_told_and_material_but_for_days_of_checking(changed):
    own = get(changed, "/changes.json?source=this-tracker")[0].json()
    assert {row["table_name"] for row in own} >= {"events", "ahead", "rates"}
    assert all(row["source_id"] == "this-tracker" and row["notice"] == "announced" for row in own)
    checked = [row for row in own if row["columns"] == ["checked_on"]]
    assert checked and not any(row["material"] for row in checked)
    assert "rates" not in numbers(changed, "?source=this-tracker&material=1")
    (event,) = [row for row in own if row["table_name"] == "events"]
    assert event["material"] and set(event["columns"]) == {"title_en", "title_ja"}
    assert numbers(changed, f"?source=this-tracker&event={event['row_id']}") == ["events"]
    assert "was changed with p 2" in event["summary_en"] and "修正した" in event["summary_ja"]


def test_the_list_goes_on_from_any_row_without_a_gap_or_a_repetition(changed):
    rows = get(changed, "/changes.json")[0].json()
    for place in range(len(rows)):
        rest = get(changed, f"/changes.json?before={rows[place]['cursor']}")[0].json()
        assert [row["path"] for row in rest] == [row["path"] for row in rows[place + 1 :]]


@pytest.mark.parametrize(
    ("query", "says"),
    [("source=nobody", "Source"), ("material=2", "Does it matter"), ("silent=x", "Was it announced"), ("kind=eaten", "What happened"),
     ("event=none", "Event"), ("item=x", "Report"), ("since=yesterday", "Since"), ("before=x", "before")],
)  # fmt: skip
def test_a_filter_that_means_nothing_is_refused_in_every_form(changed, query, says):
    page_, data, table = get(changed, *(f"/changes{ending}?{query}" for ending in ("", ".json", ".csv")), headers={"accept-language": "en"})
    assert page_.status_code == data.status_code == table.status_code == 400
    assert says in page_.text and data.json()["status"] == 400


def test_the_csv_has_the_same_rows_and_no_formula(changed):
    (response,) = get(changed, "/changes.csv")
    assert response.headers["content-disposition"] == 'attachment; filename="changes.csv"'
    rows = list(csv.DictReader(io.StringIO(response.text)))
    assert [row["path"] for row in rows] == [row["path"] for row in get(changed, "/changes.json")[0].json()]
    assert json.loads(rows[-2]["reasons"])[0]["class"]


def test_the_page_says_each_change_in_the_readers_language(changed):
    english, japanese = page(changed, "/changes"), page(changed, "/changes", "ja")
    assert "In the headline, a rate changed from “15%” to “12.5%”, and 2 more." in shown(english)
    assert "見出しで税率などの比率が「15%」から「12.5%」に変わった（ほか2件）。" in shown(japanese)
    assert "要約に訂正の断り書きが追加された" in shown(japanese)
    assert "当サイト" in japanese and "This tracker" in english
    for number in range(1, 9):
        assert f'href="/changes/{number}"' in english
    assert "The page is no longer there" in english
    assert "Edited" in english and "Withdrawn" in english and "Returned" in english and "No notice" in english
    assert '<option value="paper" selected>' in page(changed, "/changes?source=paper")
    assert 'href="/changes?kind=edited"' in page(changed, "/changes?kind=edited&material=1")


def test_without_a_change_the_page_says_so(tmp_path):
    assert "No change has been noticed yet." in page(baseline_database(tmp_path), "/changes")
    assert "No change answers" in page(baseline_database(tmp_path), "/changes?kind=edited")


def test_a_change_has_a_permanent_address_and_says_all_there_is_to_know(changed):
    markup = page(changed, f"/changes/{SILENT}")
    text = shown(markup)
    assert 'rel="bookmark">/changes/2</a>' in markup
    assert "Watched since 9 Oct 2026, 03:00 UTC Edits before that are unknown." in text
    assert "Nothing tells the reader that the text changed." in text
    assert f'href="/snapshot/{PAGE_SHA}.txt"' in markup and f'href="/snapshot/{PAGE_SHA}" download' in markup
    assert "No snapshot was kept." in text
    assert f'<a href="/event/{OPENED}"><span lang="ja">関税率を引き下げ</span></a>' in markup
    assert "[removed: 15%] → [added: 12.5%]" in text
    assert "Rate" in text and "Certainty" in text


def test_changed_words_are_marked_up_and_said_in_both_languages(changed):
    english, japanese = page(changed, f"/changes/{JAPANESE}"), page(changed, f"/changes/{JAPANESE}", "ja")
    assert '<del><span class="sr">[removed: </span>' in english and '<ins><span class="sr">[added: </span>' in english
    assert '<del><span class="sr">［削除：</span>' in japanese
    assert 'lang="ja"' in english
    assert "情報源自身が変更を告知している。" in japanese
    assert "税率・比率" in japanese and 'class="chip change_class change_class-rate"' in japanese


def test_both_ways_to_look_leave_out_what_stayed(changed):
    side, inline = page(changed, DIFF), page(changed, f"{DIFF}?view=inline")
    assert 'class="side-by-side"' in side and "inline-diff" not in side
    assert "lines stayed the same" in side
    assert 'class="side-by-side"' not in inline and "characters left out" in inline
    assert 'href="/item/2/diff/2..3?view=inline#difference"' in side
    for markup in (side, inline):
        assert "12.5" in markup and "Line 20 says" not in markup


def test_a_single_step_is_known_by_its_change_and_others_are_decided_now(changed):
    assert "/changes/2" in page(changed, DIFF)
    wide = page(changed, "/item/2/diff/1..4")
    assert "/changes/" not in shown(wide) and "12.5%" in wide and "Material" in wide
    assert "Both texts are the same." in page(changed, "/item/2/diff/2..2")
    back = shown(page(changed, "/item/2/diff/3..2"))
    assert "[removed: 12.5%] → [added: 15%]" in back


def test_steps_lead_on_along_the_stream(changed):
    markup = page(changed, DIFF)
    assert 'href="/item/2/diff/1..2" rel="prev"' in markup and 'href="/item/2/diff/3..4" rel="next"' in markup
    assert 'rel="prev"' not in page(changed, "/item/2/diff/1..2")


def test_an_article_is_a_stream_of_its_own(changed):
    markup = page(changed, "/item/3/diff/1..2?origin=article")
    assert "Article" in markup and "kept by a reader" in markup and f"/changes/{ARTICLE}" in markup
    assert 'href="/item/3/diff/1..2?origin=article&amp;view=inline#difference"' in markup
    assert get(changed, "/item/3/diff/1..2")[0].status_code == 404


def test_a_withdrawn_page_and_its_return_have_no_difference_but_the_text_that_was_kept(changed):
    gone, back = page(changed, f"/changes/{WITHDRAWN}"), page(changed, f"/changes/{RETURNED}")
    assert "The page is no longer there" in gone and 'id="difference"' not in gone and "The text as it was kept" in gone
    assert "A withdrawn page is there again." in back
    assert "No notice" not in gone and "No notice" not in back


def test_the_item_leads_to_each_change_and_to_the_bytes(changed):
    markup = page(changed, "/item/2")
    assert 'href="/changes/2"' in markup and 'href="/changes/3"' in markup and 'href="/changes?item=2"' in markup
    assert f'href="/snapshot/{PAGE_SHA}.txt"' in markup
    assert "Edits before that are unknown." in markup and "それ以前の変更は分かりません。" in page(changed, "/item/2", "ja")


def test_an_event_says_what_its_reports_changed_later(changed):
    english, japanese = page(changed, f"/event/{OPENED}"), page(changed, f"/event/{OPENED}", "ja")
    for markup in (english, japanese):
        assert f'href="/changes/{SILENT}"' in markup and f'href="/changes/{COSMETIC}"' not in markup
        assert f"/changes?event={OPENED}" in markup
    assert "In the headline, a rate changed" in english and "見出しで税率などの比率が" in japanese
    assert get(changed, f"/changes?event={MERGED}")[0].text.count("<h2>") == 5


def test_the_front_page_and_the_sources_lead_to_what_changed(changed):
    home = page(changed, "/")
    assert [f'href="/changes/{one}"' in home for one in (HOSTILE, JAPANESE, SILENT, COSMETIC)] == [True, True, True, False]
    assert "In the headline, a rate changed" in home and "見出しで税率などの比率が" in page(changed, "/", "ja")
    assert 'href="/changes?source=paper"' in page(changed, "/sources")


def test_an_edit_of_ours_shows_each_column(changed):
    (event,) = [row for row in get(changed, "/changes.json?source=this-tracker")[0].json() if row["table_name"] == "events"]
    for lang, says in (("en", "of the baseline was changed with p 2"), ("ja", "基礎データの出来事")):
        markup = page(changed, event["path"], lang)
        assert says in shown(markup) and "50％" in markup and "<b>" not in markup
        assert f'href="/event/{event["row_id"]}"' in markup
    assert "inline-diff" in page(changed, f"{event['path']}?view=inline")
    (ahead,) = [row for row in get(changed, "/changes.json?source=this-tracker")[0].json() if row["table_name"] == "ahead"]
    assert "was taken out of the baseline" in shown(page(changed, ahead["path"]))


@pytest.mark.parametrize(
    "path",
    ["/changes/99", "/changes/x", "/changes/2/events/none", "/changes/9/events/x", "/item/2/diff/1..9", "/item/2/diff/0..1",
     "/item/99/diff/1..2",
     "/item/2/diff/1", "/item/2/diff/a..b", f"/snapshot/{'f' * 64}", f"/snapshot/{DROPPED}", f"/snapshot/{DAMAGED}",
     f"/snapshot/{DROPPED}.txt",
     "/snapshot/none", "/changes/2/events/%3Cscript%3E", "/changes/99.json", "/item/2/diff/1..9.json"],
)  # fmt: skip
def test_what_there_is_not_is_said(changed, path):
    for lang in ("en", "ja"):
        (response,) = get(changed, path, headers={"accept-language": lang})
        assert response.status_code == 404
        assert "<script>" not in response.text
        if not path.endswith(".json"):
            assert "Not found" in response.text and "見つかりません" in response.text


def test_a_page_refuses_a_view_or_a_stream_that_there_is_not(changed):
    assert [one.status_code for one in get(changed, f"{DIFF}?view=x", f"{DIFF}?origin=x")] == [400, 400]


def test_programs_get_the_difference_with_its_offsets(changed):
    (first, second) = get(changed, "/changes/2.json", "/item/2/diff/2..3.json")
    assert first.json() == second.json()
    found = first.json()
    assert (found["item_id"], found["origin"], found["from"], found["to"], found["change"]["change_id"]) == (2, "entry", 2, 3, 2)
    assert found["difference"]["fields"][0]["segments"]


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("path", ["/changes", f"/changes/{HOSTILE}", f"/changes/{HOSTILE}?view=inline", "/item/4/diff/1..2", "/item/4"])
def test_trap_23_hostile_edits_stay_text(changed, path, lang):
    markup = page(changed, path, lang)
    assert SCRIPT not in markup
    assert not re.search(r"<(script|style|iframe|object|embed|b)\b", markup)
    assert not re.search(r"<[^>]* (on[a-z]+|style)=", markup)
    assert not re.search(r"""(href|src)=["']?\s*(?!https?:|/|#|\?)[a-z]+:""", markup, re.I)
    assert markup.count("<ins>") == markup.count("</ins>") and markup.count("<del>") == markup.count("</del>")


def test_trap_23_stored_bytes_are_never_a_page(changed):
    saved, text, pdf, moved = get(
        changed, f"/snapshot/{PAGE_SHA}", f"/snapshot/{PAGE_SHA}.txt", f"/snapshot/{PDF_SHA}", f"/snapshot/{PDF_SHA}.txt"
    )
    assert saved.content == PAGE and pdf.content == PDF
    assert saved.headers["content-type"] == pdf.headers["content-type"] == "application/octet-stream"
    assert saved.headers["content-disposition"].startswith("attachment; filename=")
    assert text.headers["content-type"] == "text/plain; charset=utf-8" and "関税は15％です。" in text.text and SCRIPT in text.text
    assert moved.status_code == 302 and moved.headers["location"] == f"/snapshot/{PDF_SHA}"
    for response in (saved, text, pdf):
        assert response.headers["x-content-type-options"] == "nosniff"
        assert "sandbox" in response.headers["content-security-policy"]
        assert "default-src 'none'" in response.headers["content-security-policy"]
        assert "noindex" in response.headers["x-robots-tag"]


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("path", ["/changes", "/changes?source=this-tracker", *(f"/changes/{n}" for n in range(1, 9)), DIFF])
def test_each_page_is_whole(changed, path, lang):
    markup = page(changed, path, lang)
    assert f'<html lang="{lang}">' in markup and len(re.findall(r"<h1\b", markup)) == 1
    for left in ("{{", "{%", "None", "Undefined"):
        assert left not in markup, left
    for tag in ("section", "div", "ul", "ol", "li", "p", "table", "tr", "td", "details", "form", "select", "dl", "span", "a"):
        assert len(re.findall(rf"<{tag}\b", markup)) == markup.count(f"</{tag}>"), tag
    other = "ja" if lang == "en" else "en"
    assert f'hreflang="{other}"' in markup


def test_the_language_of_the_address_is_carried_on(changed):
    markup = page(changed, f"/changes/{SILENT}?ui=ja")
    assert 'href="/changes/2?ui=ja"' in markup and 'href="/item/2?ui=ja"' in markup
