"""One event, one report, all sources: what each page says, and where it leads."""

import re

import pytest
from publish_stock import ANCHOR, FIRST_ROUND, MERGED, OPENED, filled_database, get, page


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    return filled_database(tmp_path_factory.mktemp("filled"))


def test_an_event_has_the_days_of_both_capitals_and_its_citations(filled):
    markup = page(filled, f"/event/{FIRST_ROUND}")
    assert re.search(r"In Washington</dt><dd><time datetime=\"2025-04-16\">16 April 2025</time> 16:30 local time", markup)
    assert re.search(r"In Tokyo</dt><dd><time datetime=\"2025-04-17\">17 April 2025</time> 05:30 local time", markup)
    assert "Citations of the baseline" in markup
    assert 'rel="noopener noreferrer nofollow" lang="en">Ishiba on Akazawa-Trump tariff talks</a>' in markup
    assert "negotiation-rounds" in markup
    assert "day 0" in markup


def test_what_became_known_later_stands_apart(filled):
    (found,) = [row for row in get(filled, "/tracker/events.json?_shape=array&later_from__notblank=1&_size=1")[0].json()]
    markup = page(filled, f"/event/{found['id']}")
    assert found["later_en"][:40] in re.sub("&#39;", "'", markup)
    assert "Known later (from" in markup


def test_rates_that_rest_on_an_event_stand_there(filled):
    rates = get(filled, "/tracker/rates.json?_shape=array&product_class=autos&status=law&rate_percent=15&_size=1")[0].json()
    event_id = rates[0]["event_id"]["value"] if isinstance(rates[0]["event_id"], dict) else rates[0]["event_id"]
    markup = page(filled, f"/event/{event_id}")
    assert "Rates that rest on it" in markup
    assert "15% in total, the normal duty included" in markup
    assert "乗用車・小型トラック：通常の税率を含めて15%" in re.sub(r"<[^>]+>", "", page(filled, f"/event/{event_id}", "ja"))


def test_reports_stand_by_language_and_house_and_are_counted_three_ways(filled):
    markup = page(filled, f"/event/{OPENED}", "ja")
    assert markup.index('<h3 class="by-lang">日本語') < markup.index('<h3 class="by-lang">英語')
    assert "報道3件・媒体3・発行元系列3" in markup
    assert 'href="/item/1"' in markup
    english = page(filled, f"/event/{OPENED}")
    assert "3 reports, 3 outlets, 3 publisher families" in english
    assert re.search(r"Status: <span lang=\"en\">Reported</span> .*? <span lang=\"en\">Confirmed</span>", english)


def test_a_merged_event_leads_to_what_it_became(filled):
    (response,) = get(filled, f"/event/{MERGED}?ui=ja")
    assert response.status_code == 302
    assert response.headers["location"] == f"/event/{OPENED}?ui=ja"


@pytest.mark.parametrize("path", ["/event/2099-01-01-nothing", "/item/999999", "/event/%3Cscript%3E", "/nothing", "/item/none"])
def test_what_is_not_there_is_said_in_both_languages(filled, path):
    for lang, said in (("en", "Not found"), ("ja", "見つかりません")):
        (response,) = get(filled, path, headers={"accept-language": lang})
        assert response.status_code == 404
        assert f"<h1>{said}</h1>" in response.text
        assert "Not found" in response.text
        assert "見つかりません" in response.text
        assert "<script>" not in response.text


def test_an_item_says_why_in_a_sentence_then_in_a_table_and_marks_the_words(filled):
    markup = page(filled, "/item/1")
    sentence = markup.index("with a probability of 93.0%. What spoke for it most: “関税” (Tariff on the home side).")
    assert sentence < markup.index("<tbody>")
    assert '<mark>関税<span class="sr"> (Reason 2)</span></mark>率を12.5％に引き下げ' in markup
    assert "+3.50" in markup
    assert "+2.59" in markup
    assert f'href="/event/{OPENED}"' in markup
    assert "「関税」" in page(filled, "/item/1", "ja")


def test_an_item_says_what_joined_it_to_its_event(filled):
    markup = page(filled, "/item/1")
    assert "It reports this event with a probability of 90.0%. What joined it most: Persons in common (Ryosei Akazawa)." in markup
    assert "What spoke against it most: Topics in common (Cars and parts)." in markup
    assert re.search(r"<td>Persons in common</td><td>Ryosei Akazawa</td><td class=\"number plus\">\+2.50</td>", markup)
    assert re.search(r"<td>共通の主題</td><td>自動車・部品</td>", page(filled, "/item/1", "ja"))


def test_an_item_shows_each_revision_newest_first_with_what_changed(filled):
    markup = page(filled, "/item/1")
    assert markup.index("Revision 2, seen") < markup.index("Revision 1, seen")
    assert "The rate was changed." in markup
    assert "税率が書き換えられた。" in page(filled, "/item/1", "ja")
    assert "関税率を15％に引き下げ" in markup
    assert "stated as" in markup


def test_the_item_leads_to_its_source_only_where_that_is_a_web_address(filled):
    assert 'href="https://ministry.test/1"' in page(filled, "/item/1")
    assert 'href="javascript' not in page(filled, "/item/4")


def test_sources_say_state_terms_and_why_one_is_off(filled):
    markup = page(filled, "/sources")
    assert "3 sources are watched, 1 are listed and off." in markup
    assert "frozen since June" in markup
    assert "Personal reading only." in page(filled, "/source/paper")
    assert 'id="ministry"' in markup
    assert "試験省" in page(filled, "/sources", "ja")


def test_home_leads_on_to_everything(filled):
    markup = page(filled, "/")
    for href in ("/rates", "/timeline", "/sources", "/item/1", f"/event/{OPENED}", "/rates#autos"):
        assert f'href="{href}"' in markup
    assert "15% in total" in markup
    assert "Checked to 9 October 2026." in markup


def test_about_names_versions_and_the_pack(filled):
    markup = page(filled, "/about")
    assert ANCHOR in markup
    assert "l-1" in markup
